import Values

/// The noun phrase that a statement comes from, before it is known whom it stands for.
struct SourcePhrase {
  enum Head {
    /// A name: index into the mention index's `named` is not kept, the mention itself is.
    case named(MentionIndex.Named)
    /// 他, 她, 他们, 其 …
    case pronoun(StatementLexicon.Kinds)
    /// An unnamed person or body by what it is: 发言人, 分析人士.
    case role
    /// 声明, 报告: stands for who made it.
    case document
    /// 报道: the outlet that was cited last.
    case outlet
    /// 外媒
    case media
    /// Some other words where a source must stand.
    case words
  }

  var span: Span
  var head: Head
  /// The head noun itself.
  var headSpan: Span
  /// 该, 这名, 上述 before the head.
  var pointsBack = false
  /// Named persons and bodies that speak jointly with the head.
  var joint: [MentionIndex.Named] = []
  /// The outlet before 援引 … 的话.
  var outlet: MentionIndex.Named?
  /// 据 X 报道, 从 X 获悉.
  var evidential = false
}

/// Finds the source of a cue: walks back over adverbs, times, places and phrases such as 对记者 or
/// 在接受采访时 to the subject before them.
struct SourceFinder {
  let units: [UInt16]
  let lexicon: StatementLexicon
  let shapes: TextLayout.Shapes
  let mentions: MentionIndex

  /// A clause longer than this is read from its last units only.
  private static let longestClause = 160

  private func unit(_ position: Int) -> UInt16 { units[position] }
  private func isDigit(_ unit: UInt16) -> Bool { (0x30...0x39).contains(unit) }
  private static let chineseDigits = Set("〇一二三四五六七八九十".utf16)
  private static let timeUnits = Set("年月日号时点分秒".utf16)
  private static let timeWords = Set("年月日号时点分许当地间本今昨前去上下午晚早凌晨周星期礼拜天初末底".utf16)

  private func matches(_ text: String, at position: Int) -> Bool {
    var index = position
    for unit in text.utf16 {
      guard index < units.count, units[index] == unit else { return false }
      index += 1
    }
    return true
  }

  private func ends(_ text: String, at end: Int, from limit: Int) -> Bool {
    let length = text.utf16.count
    return end - length >= limit && matches(text, at: end - length)
  }

  private func trimmedEnd(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start, shapes.isSpace(units[end - 1]) || units[end - 1] == 0x3001 { end -= 1 }
    return end
  }

  // MARK: Before a cue

  /// The source between the clause's start and the cue at `end`; nil when the subject is dropped.
  func source(before end: Int, from clauseStart: Int, evidence: Bool = false) -> SourcePhrase? {
    let start = max(clauseStart, end - Self.longestClause)
    let (tail, cited) = strippedTail(end, from: start)
    var phraseStart = strippedLead(start, to: tail)
    guard tail > phraseStart else { return nil }
    var evidential = false
    for opener in ["据", "根据", "依据", "按照", "按", "综合", "援引", "引述", "引用", "正如", "在", "从", "由", "自"] {
      if matches(opener, at: phraseStart) {
        let after = phraseStart + opener.utf16.count
        guard after <= tail else { continue }
        if opener == "在" || opener == "从" || opener == "由" || opener == "自" {
          guard cited || opener == "在" || opener == "从" else { continue }
        }
        evidential = true
        phraseStart = after
        break
      }
    }
    // 参考消息网8月2日报道据路透社8月2日报道: the nearest 据 or 援引 counts.
    if let inner = citation(in: Span(phraseStart, tail), evidence: evidence) {
      evidential = true
      phraseStart = inner
    }
    if evidential { phraseStart = min(tail, strippedLead(phraseStart, to: tail)) }
    guard tail > phraseStart else { return nil }
    if "经被让由把将".utf16.contains(units[phraseStart]), mentions.covering(phraseStart) == nil {
      return nil
    }
    if var phrase = head(at: tail, from: phraseStart) {
      phrase.evidential = evidential
      return phrase
    }
    if var phrase = subject(from: phraseStart, to: tail) {
      phrase.evidential = evidential
      return phrase
    }
    // Words that are not known where a source must stand: 一名狱警.
    guard (2...24).contains(tail - phraseStart) else { return nil }
    var phrase = SourcePhrase(
      span: Span(phraseStart, tail), head: .words, headSpan: Span(phraseStart, tail))
    phrase.evidential = evidential
    return phrase
  }

  /// Whether 据, 根据 or 援引 opens the words at `position`.
  func isEvidential(at position: Int, to end: Int) -> Bool {
    guard position < end else { return false }
    return units[position] == 0x636E || matches("根据", at: position) || matches("援引", at: position)
      || matches("综合", at: position)
  }

  /// The position after the last 据, 援引 or 引述 in a phrase that is not part of a name.
  private func citation(in span: Span, evidence: Bool) -> Int? {
    let words = evidence ? ["援引", "引述", "引用", "据", "从", "向"] : ["援引", "引述", "引用", "据"]
    var position = span.end - 1
    while position > span.start {
      for word in words where matches(word, at: position) {
        let length = word.utf16.count
        guard mentions.covering(position) == nil, position + length < span.end else { continue }
        if length == 1, "数占证依根论".utf16.contains(units[position - 1]) { continue }
        if length == 1, "点此悉称说报点理".utf16.contains(units[position + 1]) { continue }
        return position + length
      }
      position -= 1
    }
    return nil
  }

  /// Moves `end` back over everything that can stand between subject and cue. The second value says
  /// whether 的话, 的消息 … was among it.
  private func strippedTail(_ start: Int, from limit: Int) -> (Int, Bool) {
    var end = start
    var cited = false
    var steps = 0
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
      if let mention = mentions.ending(at: end, from: limit) {
        if let opener = governor(before: mention.span.start, from: limit)
          ?? addressing(before: mention.span.start, from: limit)
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
      if closer > 0,
        let opener = opening(before: end - closer + (closer > 1 ? closer - 1 : 0), from: limit)
      {
        end = opener
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
        if let opener = governor(before: end - role, from: limit) {
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
      if adverb > 0 {
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
  private func governor(before position: Int, from limit: Int) -> Int? {
    var position = position
    // 经尼国家电视台: a place before the name belongs to it.
    while let before = mentions.ending(at: position, from: limit), before.type == .place {
      position = before.span.start
    }
    let length = lexicon.longest(.address, endingAt: position, from: limit, in: units)
    if length == 0 { return nil }
    let start = position - length
    // 和, 与, 同 join two subjects as often as they govern: only a subject before a verb decides.
    let kind = units[start]
    if length == 1, "和与同".utf16.contains(kind) { return nil }
    if mentions.covering(start)?.span.contains(Span(start, position)) == true,
      mentions.covering(start)?.span.start != start
    {
      return nil
    }
    if start == limit { return nil }
    return start
  }

  /// The nearest 对, 向, 跟 in the 24 units before, outside names.
  private func addressing(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position > limit, end - position < 24 {
      if "的，".utf16.contains(units[position]) { return nil }
      if "对向".utf16.contains(units[position]), mentions.covering(position) == nil,
        !"反方面针相一转".utf16.contains(units[position - 1]),
        !"外话方面比应抗策等手象".utf16.contains(units[position + 1])
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// The start of the phrase opener for a closer: the nearest 在, or 接受, 出席 ….
  private func opening(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position >= limit, end - position < 80 {
      let length = lexicon.longest([.opener], startingAt: position, to: end, in: units)
      if length > 0 {
        let cover = mentions.covering(position)
        if cover.map({ $0.span.start == position && $0.span.count == length }) ?? true {
          return position
        }
      }
      position -= 1
    }
    return nil
  }

  private func issuing(before end: Int, from limit: Int) -> Int? {
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

  /// Moves `start` over connectives, times and phrases that open a clause.
  func strippedLead(_ start: Int, to end: Int) -> Int {
    var position = start
    var steps = 0
    while position < end, steps < 16 {
      steps += 1
      if shapes.isSpace(units[position]) || units[position] == 0x3001 {
        position += 1
        continue
      }
      if let mention = mentions.covering(position), mention.span.start == position { break }
      let length = lexicon.longest(.lead, startingAt: position, to: end, in: units)
      if length > 0, lexicon.longest(.pronoun, startingAt: position, to: end, in: units) < length {
        position += length
        continue
      }
      // A date at the start.
      var probe = position
      var lastUnit = position
      while probe < end {
        let unit = units[probe]
        if isDigit(unit) || Self.chineseDigits.contains(unit) {
          probe += 1
        } else if probe > position, Self.timeWords.contains(unit) {
          probe += 1
          lastUnit = probe
        } else {
          break
        }
      }
      if lastUnit > position {
        position = lastUnit
        continue
      }
      break
    }
    return min(position, end)
  }

  // MARK: The head

  /// The head of a noun phrase that ends at `end`.
  func head(at end: Int, from start: Int) -> SourcePhrase? {
    let end = trimmedEnd(end, from: start)
    guard end > start else { return nil }
    if let mention = mentions.ending(at: end, from: start) {
      var phrase = SourcePhrase(
        span: Span(phraseStart(before: mention.span.start, from: start), end),
        head: .named(mention),
        headSpan: mention.span)
      phrase.joint = joint(before: mention, from: phrase.span.start)
      return phrase
    }
    if units[end - 1] == 0x201D, let mention = mentions.ending(at: end - 1, from: start) {
      return SourcePhrase(span: Span(start, end), head: .named(mention), headSpan: mention.span)
    }
    if units[end - 1] == 0x300B || units[end - 1] == 0x300D {  // 》
      if let mention = mentions.ending(at: end - 1, from: start) {
        return SourcePhrase(span: Span(start, end), head: .named(mention), headSpan: mention.span)
      }
      // 《…报告》: the maker may stand inside.
      return SourcePhrase(span: Span(start, end), head: .document, headSpan: Span(start, end))
    }
    let pronoun = lexicon.longest(.pronoun, endingAt: end, from: start, in: units)
    // 专家们, 专家等
    if pronoun == 0, end - start > 2, units[end - 1] == 0x4EEC || units[end - 1] == 0x7B49 {
      if var phrase = head(at: end - 1, from: start) {
        phrase.span.end = end
        return phrase
      }
    }
    let role = lexicon.longest(.role, endingAt: end, from: start, in: units)
    if pronoun > 0, pronoun >= role {
      let kinds = lexicon.kinds(of: units[end - pronoun..<end])
      return SourcePhrase(
        span: Span(end - pronoun, end), head: .pronoun(kinds), headSpan: Span(end - pronoun, end))
    }
    let outlet = lexicon.longest(.outlet, endingAt: end, from: start, in: units)
    let media = lexicon.longest(.media, endingAt: end, from: start, in: units)
    let document = lexicon.longest(.document, endingAt: end, from: start, in: units)
    if outlet > 0,
      end - outlet == start
        || lexicon.longest(.demonstrative, endingAt: end - outlet, from: start, in: units) > 0
    {
      return SourcePhrase(span: Span(start, end), head: .outlet, headSpan: Span(end - outlet, end))
    }
    if media > 0, media >= role {
      return SourcePhrase(
        span: Span(phraseStart(before: end - media, from: start), end), head: .media,
        headSpan: Span(end - media, end))
    }
    if document > 0, document >= role {
      let span = Span(phraseStart(before: end - document, from: start), end)
      var phrase = SourcePhrase(span: span, head: .document, headSpan: Span(end - document, end))
      phrase.pointsBack = pointsBack(span, head: end - document)
      return phrase
    }
    if role > 0 {
      // 刘先生, 姚明委员: a name before the title.
      if let mention = mentions.ending(
        at: unbracketed(trimmedEnd(end - role, from: start), from: start), from: start),
        mention.type == .person
      {
        return SourcePhrase(
          span: Span(phraseStart(before: mention.span.start, from: start), end),
          head: .named(mention), headSpan: mention.span)
      }
      let span = Span(phraseStart(before: end - role, from: start), end)
      var phrase = SourcePhrase(span: span, head: .role, headSpan: Span(end - role, end))
      phrase.pointsBack = pointsBack(span, head: end - role)
      return phrase
    }
    return nil
  }

  /// Before a bracket that ends at `end`: 塔拉斯（Petteri Taalas）.
  private func unbracketed(_ end: Int, from limit: Int) -> Int {
    guard end > limit, units[end - 1] == 0xFF09 || units[end - 1] == 0x29 else { return end }
    var open = end - 1
    while open > limit, units[open] != 0xFF08, units[open] != 0x28, end - open < 60 { open -= 1 }
    return trimmedEnd(open, from: limit)
  }

  private func pointsBack(_ span: Span, head: Int) -> Bool {
    head - span.start <= 6 && !units[span.start..<head].contains(0x7684)
      && lexicon.longest(.demonstrative, startingAt: span.start, to: head, in: units) > 0
  }

  /// Where a noun phrase begins whose head begins at `head`.
  private func phraseStart(before head: Int, from start: Int) -> Int {
    var start = max(strippedLead(start, to: head), head - 60)
    var probe = head - 1
    while probe > start + 1 {
      if units[probe] == 0x20, units[probe - 1] >= 0x3400, units[probe + 1] >= 0x3400,
        probe + 1 < head
      {
        start = strippedLead(probe + 1, to: head)
        break
      }
      probe -= 1
    }
    // 在……时 before it, without a comma: begins after the closer.
    let opener = lexicon.longest([.opener, .address], startingAt: start, to: head, in: units)
    if opener > 0, mentions.covering(start) == nil {
      for closer in ["时", "后", "上", "中", "期间", "之后"] {
        var position = head - 1
        while position > start + opener {
          if matches(closer, at: position), mentions.covering(position) == nil {
            return strippedLead(min(head, position + closer.utf16.count), to: head)
          }
          position -= 1
        }
      }
    }
    return start
  }

  /// A和B, A、B: the names that are joined to the head.
  private func joint(before head: MentionIndex.Named, from start: Int) -> [MentionIndex.Named] {
    var found: [MentionIndex.Named] = []
    var end = head.span.start
    var steps = 0
    while end > start, steps < 4 {
      steps += 1
      // Names of one kind with only a conjunction, and for persons a title, between them.
      let all = mentions.within(Span(start, end)).filter { $0.type == head.type }
      guard let other = all.last, end - other.span.end <= 16 else { break }
      let between = units[other.span.end..<end]
      guard
        between.contains(where: { $0 == 0x548C || $0 == 0x4E0E || $0 == 0x3001 || $0 == 0x53CA })
      else { break }
      if head.type != .person, between.count > 2 { break }
      if between.contains(0x7684) { break }  // 的
      found.insert(other, at: 0)
      end = other.span.start
    }
    return found
  }

  // MARK: Forwards

  /// The subject that a clause opens with.
  func subject(from clauseStart: Int, to end: Int) -> SourcePhrase? {
    var start = strippedLead(clauseStart, to: end)
    guard start < end else { return nil }
    // 在…时, 对…: skipped when it closes inside the clause.
    var rounds = 0
    while rounds < 3, mentions.covering(start)?.span.start != start,
      case let opener = lexicon.longest([.opener, .address], startingAt: start, to: end, in: units),
      opener > 0
    {
      rounds += 1
      var position = start + opener
      var closed = -1
      while position < min(end, start + 60) {
        let closer = lexicon.longest(.closer, startingAt: position, to: end, in: units)
        if closer > 0, mentions.covering(position) == nil {
          closed = position + closer
          break
        }
        position += 1
      }
      guard closed > 0 else { return nil }
      start = strippedLead(closed, to: end)
    }
    guard start < end else { return nil }
    let pronoun = lexicon.longest(.pronoun, startingAt: start, to: end, in: units)
    if pronoun > 0, mentions.covering(start) == nil {
      let kinds = lexicon.kinds(of: units[start..<start + pronoun])
      return SourcePhrase(
        span: Span(start, start + pronoun), head: .pronoun(kinds),
        headSpan: Span(start, start + pronoun))
    }
    var chosen: MentionIndex.Named?
    for mention in mentions.within(Span(start, min(end, start + 60))) {
      let from = chosen?.span.end ?? start
      let gap = Span(from, mention.span.start)
      if chosen != nil || gap.count > 0 {
        if gap.count > 20 { break }
        if breaksPhrase(gap) { break }
        if chosen?.type == .person { break }
      }
      chosen = mention
    }
    if let chosen {
      // 消防处发言人: a role right after the name is the head.
      if chosen.type != .person {
        var length = min(8, end - chosen.span.end)
        while length >= 2 {
          let roleEnd = chosen.span.end + length
          let role = lexicon.longest(.role, endingAt: roleEnd, from: chosen.span.end, in: units)
          if role >= 2, !breaksPhrase(Span(chosen.span.end, roleEnd)) {
            return head(at: roleEnd, from: start)
          }
          length -= 1
        }
      }
      var phrase = SourcePhrase(
        span: Span(start, chosen.span.end), head: .named(chosen), headSpan: chosen.span)
      phrase.joint = joint(before: chosen, from: start)
      return phrase
    }
    // A role in the first words.
    var position = start + 1
    while position <= min(end, start + 24) {
      let role = lexicon.longest([.role, .media], endingAt: position, from: start, in: units)
      if role >= 2, !breaksPhrase(Span(start, position)) {
        // Prefer the longest run: 研究人员 over 研究.
        var stop = position
        while stop < min(end, position + 4),
          lexicon.longest([.role, .media], endingAt: stop + 1, from: start, in: units) >= 2
        {
          stop += 1
        }
        return head(at: stop, from: start)
      }
      position += 1
    }
    return nil
  }

  /// Whether words between two names show that they are not one phrase.
  private func breaksPhrase(_ gap: Span) -> Bool {
    var position = gap.start
    while position < gap.end {
      let unit = units[position]
      if shapes.isPunctuation(unit), !shapes.isSpace(unit), unit != 0x300A, unit != 0x300B {
        return true
      }
      if "在对向被把于就将了给为经因以".utf16.contains(unit) { return true }
      position += 1
    }
    return false
  }
}
