import Values

/// What stands between a subject and its cue, and before the subject.
extension SourceFinder {
  /// Moves `end` back over everything that can stand between subject and cue. The second value says
  /// whether 的话, 的消息 … was among it.
  func strippedTail(_ start: Int, from limit: Int, evidence: Bool) -> (Int, Bool) {
    var end = start
    var cited = false
    var steps = 0
    // 某人的说法称
    if end > limit + 1, units[end - 1] == 0x7684 {
      end -= 1
      cited = true
    }
    while end > limit, steps < 24 {
      steps += 1
      let before = end
      end = trimmedEnd(end, from: limit)
      if end <= limit { break }
      if units[end - 1] == 0xFF09 || units[end - 1] == 0x29 {  // ）
        var open = end - 1
        while open > limit, units[open] != 0xFF08, units[open] != 0x28, end - open < 60 {
          open -= 1
        }
        if units[open] == 0xFF08 || units[open] == 0x28, open > limit {
          end = open
          continue
        }
      }
      if let gesture = gesture(endingAt: end, from: limit) ?? language(endingAt: end, from: limit) {
        end = gesture
        continue
      }
      if let posted = posted(endingAt: end, from: limit) {
        end = posted
        continue
      }
      if let work = work(endingAt: end, from: limit) {
        end = work
        continue
      }
      if let mention = mention(endingAt: end, from: limit) {
        if let opener = governor(
          before: mention.span.start, from: limit, person: mention.type == .person)
          ?? addressing(before: mention.span.start, from: limit)
          ?? topic(before: mention.span.start, from: limit)
          ?? addressed(before: mention.span.start, from: limit)
          ?? (evidence
            ? nil
            : mention.type == .person
              ? platform(before: mention.span.start, from: limit)
              : placing(before: mention.span.start, from: limit))
        {
          end = opener
          continue
        }
        break
      }
      for words in ["的话", "的报道", "的消息", "的说法", "的介绍", "的采访", "的报导"]
      where ends(words, at: end, from: limit) {
        end -= words.utf16.count
        cited = true
        if ends("采访", at: end + words.utf16.count, from: limit),
          let opener = opening(before: end, from: limit)
        {
          end = opener
          cited = false
        }
      }
      if end != before { continue }
      if let time = timeStart(endingAt: end, from: limit) {
        end = time
        continue
      }
      // A closer: 在…上, 接受采访时.
      let closer = lexicon.longest(.closer, endingAt: end, from: limit, in: units)
      // 记者从知情人士处获悉: whom the reporter asked is the source.
      if closer == 1, evidence, units[end - 1] == 0x5904 {
        end -= 1
        break
      }
      if closer > 0,
        let opener = opening(before: end - closer + (closer > 1 ? closer - 1 : 0), from: limit)
      {
        end = opener
        continue
      }
      // 发表的报告中指出, without 在
      if closer == 1, units[end - 1] == 0x4E2D,  // 中
        lexicon.longest([.issued, .document], endingAt: end - 1, from: limit, in: units) >= 2
      {
        end -= 1
        continue
      }
      let issued = lexicon.longest(.issued, endingAt: end, from: limit, in: units)
      if issued > 0, let verb = issuing(before: end - issued, from: limit) {
        end = verb
        continue
      }
      let role = lexicon.longest([.role, .pronoun, .media], endingAt: end, from: limit, in: units)
      let adverb = lexicon.longest([.adverb, .tail], endingAt: end, from: limit, in: units)
      if role > 0, role >= adverb {
        if let opener = governor(before: end - role, from: limit)
          ?? companion(before: end - role, to: end, from: limit)
          ?? addressed(before: end - role, from: limit)
        {
          end = opener
          continue
        }
        // 对《环球时报》记者: what governs may stand before the outlet's name.
        if let opener = addressing(before: end - role, from: limit) {
          end = opener
          continue
        }
        break
      }
      if adverb == 0, role == 0, "在当于就向对".utf16.contains(units[end - 1]) {
        end -= 1
        continue
      }
      if adverb == 0, role == 0, let manner = manner(endingAt: end, from: limit) {
        end = manner
        continue
      }
      if let advocacy = advocacy(endingAt: end, from: limit) {
        end = advocacy
        continue
      }
      if adverb > 0 {
        // 一项新研究, 市场消息: the noun itself, where nobody is named before it.
        if lexicon.kinds(of: units[end - adverb..<end]).contains(.document),
          !followsSomebody(end - adverb, from: limit)
        {
          break
        }
        // 报道, 消息 at the very start are the source themselves.
        if end - adverb == limit,
          lexicon.kinds(of: units[limit..<end]).contains(.outlet)
            || lexicon.kinds(of: units[limit..<end]).contains(.document)
        {
          break
        }
        end -= adverb
        continue
      }
      if end == before { break }
    }
    return (trimmedEnd(end, from: limit), cited)
  }

  /// The start of 对 in 对记者, when the words from `position` on are governed by such a word.
  func governor(before position: Int, from limit: Int, person: Bool = false) -> Int? {
    var position = position
    // 经尼国家电视台: a place before the name belongs to it.
    while let before = mentions.ending(at: position, from: limit), before.type == .place {
      position = before.span.start
    }
    let length = lexicon.longest(.address, endingAt: position, from: limit, in: units)
    if length == 0 { return nil }
    let start = position - length
    // 学生代表张三: a title, not a verb.
    if person, matches("代表", at: start) { return nil }
    // 和, 与, 同 join two subjects as often as they govern: only a subject before a verb decides.
    let kind = units[start]
    if length == 1, "和与同".utf16.contains(kind) { return nil }
    // 这对夫妻
    if length == 1, kind == 0x5BF9, start > limit, "这那一两几".utf16.contains(units[start - 1]) {
      return nil
    }
    // 引用某人的话
    if length == 1, kind == 0x7528, start > limit, "引采".utf16.contains(units[start - 1]) {  // 用
      return nil
    }
    if mentions.covering(start)?.span.contains(Span(start, position)) == true,
      mentions.covering(start)?.span.start != start
    {
      return nil
    }
    if start == limit { return nil }
    return start
  }

  /// Whether a noun right after `position` may be what somebody does: 某公司公告, 日前通报, 发布公告.
  private func followsSomebody(_ position: Int, from limit: Int) -> Bool {
    let end = trimmedEnd(position, from: limit)
    guard end > limit else { return false }
    return mention(endingAt: end, from: limit) != nil
      || timeStart(endingAt: end, from: limit) != nil
      || ")）》”方".utf16.contains(units[end - 1])
      || lexicon.longest(
        [.role, .pronoun, .media, .adverb, .tail, .issue, .body, .lead], endingAt: end,
        from: limit, in: units) > 0
  }

  /// Verbs of what one says to somebody: 警告某人说.
  private static let turnedOn = [
    "警告", "威胁", "恐吓", "批评", "抨击", "指责", "谴责", "斥责", "怒斥", "痛斥", "嘲讽", "讽刺", "回击", "反击", "反驳", "驳斥",
    "回应",
    "回怼", "炮轰", "质问", "追问", "责问", "反问", "询问", "提醒", "告诫", "敦促", "劝说", "安慰", "叮嘱", "嘱咐", "称赞", "赞扬",
    "夸奖",
    "夸赞", "盛赞", "感谢", "祝贺", "勉励", "鼓励", "请求", "恳求", "央求", "告知", "通知",
  ]

  /// The start of 警告 in 张三严厉警告李四说: the subject stands before the verb, or is dropped.
  private func addressed(before object: Int, from limit: Int) -> Int? {
    // 回应某报记者
    let position =
      mentions.ending(at: object, from: limit).flatMap {
        $0.type == .organization ? $0.span.start : nil
      } ?? object
    guard
      let verb = Self.turnedOn.first(where: { ends($0, at: position, from: limit) }),
      mentions.covering(position - 1) == nil
    else { return nil }
    let start = position - verb.utf16.count
    var end = start
    for _ in 0..<3 where end > limit {
      let length = lexicon.longest([.adverb, .manner], endingAt: end, from: limit, in: units)
      if length == 0 { break }
      end -= length
    }
    if let time = timeStart(endingAt: end, from: limit) { end = time }
    for matter in ["就此事", "就此", "对此事", "对此", "为此", "针对此事"] where ends(matter, at: end, from: limit)
    {
      end -= matter.unitCount
      let adverb = lexicon.longest(.adverb, endingAt: end, from: limit, in: units)
      end -= adverb
      break
    }
    guard
      end == limit || mentions.ending(at: end, from: limit) != nil
        || lexicon.longest([.role, .pronoun], endingAt: end, from: limit, in: units) > 0
    else { return nil }
    return start
  }

  /// The start of 为 in 张三为自己的团队辩护.
  private func advocacy(endingAt end: Int, from limit: Int) -> Int? {
    guard
      let verb = ["辩护", "辩解", "开脱", "站台", "打气", "发声"].first(where: {
        ends($0, at: end, from: limit)
      })
    else { return nil }
    var position = end - verb.utf16.count - 1
    while position > limit, end - position < 20, units[position] != 0xFF0C {
      if units[position] == 0x4E3A, mentions.covering(position) == nil,
        !"成作认以因".utf16.contains(units[position - 1])
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// The start of 和 in 有人和他说: a subject stands before it, and a pronoun after it.
  private func companion(before position: Int, to end: Int, from limit: Int) -> Int? {
    guard position - 1 > limit, "和跟同与".utf16.contains(units[position - 1]),
      !lexicon.kinds(of: units[position..<end]).isDisjoint(with: [.he, .she, .we]),
      mentions.ending(at: position - 1, from: limit) != nil
        || lexicon.longest([.role, .pronoun], endingAt: position - 1, from: limit, in: units) > 0
        || ends("有人", at: position - 1, from: limit)
    else { return nil }
    return position - 1
  }

  /// The start of 刊发《…》一文, 发表题为《…》的文章.
  private func work(endingAt end: Int, from limit: Int) -> Int? {
    var close = end
    for noun in ["一文", "的文章", "的报告", "的评论", "的社论", "的报道"] where ends(noun, at: end, from: limit) {
      close = end - noun.utf16.count
      break
    }
    guard close < end, close > limit, units[close - 1] == 0x300B else { return nil }
    var open = close - 1
    while open > limit, close - open < 60, units[open] != 0x300A { open -= 1 }
    guard units[open] == 0x300A else { return nil }
    for title in ["题为", "名为"] where ends(title, at: open, from: limit) { open -= 2 }
    let verb = lexicon.longest(.issue, endingAt: open, from: limit, in: units)
    return verb > 0 && open - verb > limit ? open - verb : nil
  }

  /// The mention that ends at `end`, or inside the 》 there.
  private func mention(endingAt end: Int, from limit: Int) -> MentionIndex.Named? {
    if units[end - 1] == 0x300B, end - 1 > limit {
      guard var inner = mentions.ending(at: end - 1, from: limit), inner.type != .person,
        inner.span.start > limit, units[inner.span.start - 1] == 0x300A
      else { return nil }
      inner.span = Span(inner.span.start - 1, end)
      return inner
    }
    return mentions.ending(at: end, from: limit)
  }

  /// The start of 谈到 in 谈到某国: what was spoken of.
  private func topic(before position: Int, from limit: Int) -> Int? {
    for verb in ["谈到", "谈及", "提到", "提及", "说到", "谈起", "提起", "问及"]
    where ends(verb, at: position, from: limit + 1) {
      return position - verb.utf16.count
    }
    return nil
  }

  /// The start of 在 right between two names, in 张三在 Weibo: the second is no speaker.
  private func platform(before end: Int, from limit: Int) -> Int? {
    let end = trimmedEnd(end, from: limit)
    guard end > limit + 1, units[end - 1] == 0x5728,  // 在
      mentions.ending(at: end - 1, from: limit) != nil
    else { return nil }
    return end - 1
  }

  /// The start of 在 in 在社交平台脸书, of 回应 in 回应上游新闻: what says where, or to which outlet.
  private func placing(before end: Int, from limit: Int) -> Int? {
    for verb in ["回应", "回复", "答复", "做客", "致电", "来到", "抵达"]
    where ends(verb, at: end, from: limit + 1) {
      return end - verb.utf16.count
    }
    var position = end - 1
    while position > limit, end - position <= 12 {
      if "的，、".utf16.contains(units[position]) { return nil }
      if units[position] == 0x5728, mentions.covering(position) == nil,  // 在
        !"正现存所实".utf16.contains(units[position - 1])
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// The start of 用 in 用流利的英语, 用英语和西班牙语.
  private func language(endingAt end: Int, from limit: Int) -> Int? {
    // 引用某人的话 is no language.
    guard "语话文".utf16.contains(units[end - 1]), !ends("的话", at: end, from: limit) else {
      return nil
    }
    var position = end - 2
    while position > limit, end - position <= 14 {
      if units[position] == 0xFF0C { return nil }
      if units[position] == 0x7528, mentions.covering(position) == nil {  // 用
        return "引采利使运".utf16.contains(units[position - 1]) ? nil : position
      }
      position -= 1
    }
    return nil
  }

  private static let posts = [
    "平台", "网站", "官网", "公众号", "频道", "视频", "评论区", "账号", "群里", "群内", "脸书", "推特", "微博", "推文", "朋友圈",
    "直播间",
    "直播", "节目", "留言板", "客户端", "博客", "贴吧", "论坛",
  ]

  /// The start of 在 in 在投资者互动平台, 在其网站, 在“问政”: where it was posted.
  private func posted(endingAt end: Int, from limit: Int) -> Int? {
    if units[end - 1] == 0x201D {  // ”
      guard let open = units[max(limit, end - 16)..<end].lastIndex(of: 0x201C), open > limit + 1,
        units[open - 1] == 0x5728
      else { return nil }
      return open - 1
    }
    guard let noun = Self.posts.first(where: { ends($0, at: end, from: limit) }) else { return nil }
    var position = end - noun.unitCount - 1
    while position > limit + 1, end - position <= 14 {
      if "，：、所的".utf16.contains(units[position]) { return nil }
      if units[position] == 0x5728 || matches("通过", at: position),  // 在
        mentions.covering(position) == nil,
        !"正现存所实".utf16.contains(units[position - 1])
      {
        return lexicon.longest(.closer, endingAt: end - noun.unitCount, from: position, in: units)
          > 1
          ? nil : position
      }
      position -= 1
    }
    return nil
  }

  /// The start of 竖起大拇指: what a hand does.
  private func gesture(endingAt end: Int, from limit: Int) -> Int? {
    guard units[end - 1] == 0x6307 else { return nil }  // 指
    for noun in ["大拇指", "拇指"] where ends(noun, at: end, from: limit) {
      let verb = end - noun.unitCount
      for word in ["竖起", "竖着", "伸出", "翘起", "竖"] where ends(word, at: verb, from: limit) {
        return verb - word.unitCount
      }
    }
    return nil
  }

  /// The start of 眉飞色舞地, 指着窗外: how it was said. Nothing else can stand before it than a noun
  /// phrase, another such word or the clause's start.
  private func manner(endingAt end: Int, from limit: Int) -> Int? {
    if units[end - 1] == 0x5730 {  // 地
      for length in [3, 5, 4] where end - length >= limit {
        let start = end - length
        if "当各两本内外产基陆场".utf16.contains(units[end - 2]) { return nil }
        if start == limit || mentions.ending(at: start, from: limit) != nil
          || lexicon.longest(
            [.role, .pronoun, .adverb], endingAt: start, from: limit, in: units) > 0
        {
          return start
        }
      }
      return nil
    }
    // 着 within a few units: 指着山沟, 看着记者.
    var position = end - 1
    while position > limit, end - position <= 6 {
      if "的，".utf16.contains(units[position]) { return nil }
      if units[position] == 0x7740, mentions.covering(position) == nil { return position - 1 }
      position -= 1
    }
    return nil
  }

  /// The nearest 对, 向, 跟 in the 24 units before, outside names.
  func addressing(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position > limit, end - position < 24 {
      if "的，".utf16.contains(units[position]) { return nil }
      if "对向给".utf16.contains(units[position]), mentions.covering(position) == nil,
        !"反方面针相一转这那两几交送发带留递赠献配供".utf16.contains(units[position - 1]),
        !"外话方面比应抗策等手象".utf16.contains(units[position + 1])
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// The start of the phrase opener for a closer: the nearest 在, or 接受, 出席 ….
  func opening(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position >= limit, end - position < 80 {
      let length = lexicon.longest([.opener], startingAt: position, to: end, in: units)
      // 当地媒体 is no 当……时.
      if length > 0, !(length == 1 && matches("当地", at: position)) {
        let cover = mentions.covering(position)
        if cover.map({ $0.span.start == position && $0.span.count == length }) ?? true {
          return position
        }
      }
      position -= 1
    }
    return nil
  }

  func issuing(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position >= limit, end - position < 24 {
      let length = lexicon.longest([.issue], startingAt: position, to: end, in: units)
      if length > 0, mentions.covering(position) == nil { return position }
      position -= 1
    }
    return nil
  }

  /// The start of 22日下午, 当地时间8月2日, 周一晚上 that ends at `end`.
  func timeStart(endingAt end: Int, from limit: Int) -> Int? {
    var position = end
    var sawUnit = false
    var sawDigit = false
    while position > limit {
      let unit = units[position - 1]
      if isDigit(unit) || Self.chineseDigits.contains(unit) {
        sawDigit = true
      } else if Self.timeWords.contains(unit) {
        if Self.timeUnits.contains(unit) { sawUnit = true }
      } else if unit == 0x20 || unit == 0xFF1A || unit == 0x3A {
        if position - 1 == limit { break }
      } else {
        break
      }
      position -= 1
    }
    guard end - position >= 2, sawUnit && sawDigit else { return nil }
    while position < end, shapes.isSpace(units[position]) { position += 1 }
    return position
  }

  /// The position after the bracket that opens at `position`; nil when it stays open.
  func closing(_ position: Int, to end: Int) -> Int? {
    var index = position + 1
    while index < min(end, position + 60) {
      if units[index] == 0xFF09 || units[index] == 0x29 { return index + 1 }
      index += 1
    }
    return nil
  }
}
