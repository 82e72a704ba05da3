import Values

/// Finds the source of a cue: walks back over adverbs, times, places and phrases such as 对记者 or
/// 在接受采访时 to the subject before them.
struct SourceFinder {
  let units: [UInt16]
  let lexicon: StatementLexicon
  let shapes: TextLayout.Shapes
  let mentions: MentionIndex

  /// A clause longer than this is read from its last units only.
  static let longestClause = 160

  func unit(_ position: Int) -> UInt16 { units[position] }
  func isDigit(_ unit: UInt16) -> Bool { (0x30...0x39).contains(unit) }
  static let chineseDigits = Set("〇一二三四五六七八九十".utf16)
  static let timeUnits = Set("年月日号时点分秒".utf16)
  static let timeWords = Set("年月日号时点分许当地间本今昨前去上下午晚早凌晨周星期礼拜天初末底".utf16)

  func matches(_ text: String, at position: Int) -> Bool {
    text.stands(in: units, at: position)
  }

  func ends(_ text: String, at end: Int, from limit: Int) -> Bool {
    let length = text.unitCount
    return end - length >= limit && matches(text, at: end - length)
  }

  func trimmedEnd(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start, shapes.isSpace(units[end - 1]) || units[end - 1] == 0x3001 { end -= 1 }
    return end
  }

  // MARK: Before a cue

  /// The source between the clause's start and the cue at `end`; nil when the subject is dropped.
  func source(before end: Int, from clauseStart: Int, evidence: Bool = false) -> SourcePhrase? {
    var start = afterCaption(from: max(clauseStart, end - Self.longestClause), to: end)
    if matches("后经", at: start), start + 2 < end { start += 1 }
    let (stripped, cited) = strippedTail(end, from: start, evidence: evidence)
    var tail = stripped
    var phraseStart = strippedLead(start, to: tail)
    guard tail > phraseStart else { return nil }
    // 记者到场后有市民指出: 有 opens the phrase behind a time or a place.
    if let have = (phraseStart + 2..<max(phraseStart + 2, tail - 1)).last(where: {
      units[$0] == 0x6709 && "后时中里上内".utf16.contains(units[$0 - 1])  // 有
        && mentions.covering($0) == nil
    }) {
      phraseStart = have
    }
    // What strippedLead took for an adverb of the whole sentence.
    var evidential = ["另据", "又据", "正如"].contains {
      ends($0, at: phraseStart, from: start)
    }
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
      if let citing = citing(before: inner, from: phraseStart, to: end) {
        tail = citing
      } else {
        evidential = true
        phraseStart = inner
      }
    }
    if evidential { phraseStart = min(tail, strippedLead(phraseStart, to: tail)) }
    guard tail > phraseStart else { return nil }
    // 经知情人透露: who told it.
    if units[phraseStart] == 0x7ECF, mentions.covering(phraseStart) == nil, tail == end,
      ["透露", "转述"].contains(where: { matches($0, at: end) }),
      var phrase = head(at: tail, from: phraseStart + 1)
    {
      phrase.evidential = true
      return phrase
    }
    // 通过同事介绍，
    if matches("通过", at: phraseStart) { return nil }
    if "经被让由把将".utf16.contains(units[phraseStart]), mentions.covering(phraseStart) == nil,
      !(["被称为", "被誉为"].contains { matches($0, at: phraseStart) }),
      lexicon.longest(.role, startingAt: phraseStart, to: tail, in: units) == 0,
      // 被资助的学生: it only describes who speaks.
      units[phraseStart] != 0x88AB || !units[phraseStart..<tail].contains(0x7684)
    {
      return nil
    }
    // 不清楚张三是否听到提醒: nobody says so.
    if ["不清楚", "不知道", "不知", "不确定", "尚不清楚", "还不清楚", "不了解"].contains(where: {
      matches($0, at: phraseStart)
    }) {
      return nil
    }
    // 某派出所接辖区内一名店主报警称: who reports it is the caller.
    if Self.calls.contains(where: { ends($0, at: end, from: phraseStart) }),
      let hears = (phraseStart..<tail).last(where: { isHearing($0, to: tail) })
    {
      phraseStart = hears + ("到报".utf16.contains(units[hears + 1]) ? 2 : 1)
      guard tail - phraseStart >= 2 else { return nil }
    }
    // 某局接到顾客投诉，称A: who complains is the caller.
    if ["接到", "收到"].contains(where: { verb in
      (phraseStart..<tail).contains { matches(verb, at: $0) && mentions.covering($0) == nil }
    }), !units[phraseStart..<tail].contains(0x7684) {
      return nil
    }
    // 接群众举报，
    for report in ["接群众", "接市民", "接网友", "接到", "接报"] {
      let first = max(phraseStart, tail - 8)
      if first < tail, (first..<tail).contains(where: { matches(report, at: $0) }) { return nil }
    }
    // @某地发布
    if units[phraseStart] == 0x40, tail - phraseStart >= 3 {
      var phrase = SourcePhrase(
        span: Span(phraseStart, tail), head: .unlisted, headSpan: Span(phraseStart + 1, tail))
      phrase.evidential = evidential
      return phrase
    }
    if let companions = companions(endingAt: tail, from: phraseStart) {
      return source(before: companions, from: phraseStart, evidence: evidence)
    }
    if var phrase = head(at: tail, from: phraseStart) {
      if phrase.head.isCommon, !evidential,
        !units[phrase.span.start..<phrase.headSpan.start].contains(0x300A),  // 《
        let verb = verb(in: Span(phrase.span.start, phrase.headSpan.start))
      {
        // 路人指着司机大喊: who stands before the verb speaks, not its object.
        if verb > phrase.span.start, verb + 1 < tail, units[verb + 1] == 0x7740 {  // 着
          return source(before: verb, from: phrase.span.start)
        }
        phrase.head = .words
        return phrase
      }
      phrase.evidential = evidential
      return phrase
    }
    if var phrase = unlisted(from: phraseStart, to: tail) ?? possessed(from: phraseStart, to: tail)
      ?? subject(from: phraseStart, to: tail),
      !isModifier(phrase, of: tail, before: end)
    {
      phrase.distant = phrase.span.end < tail
      phrase.evidential = evidential
      return phrase
    }
    // 俄称, 乌称 in a headline
    if tail - phraseStart == 1, phraseStart == clauseStart, tail == end, matches("称", at: end),
      Self.sides.contains(units[phraseStart]), !"我中加".utf16.contains(units[phraseStart])
    {
      let side = Span(phraseStart, tail)
      return SourcePhrase(span: side, head: .side, headSpan: side)
    }
    // 这份: what the noun after it would be said of.
    let demonstrative = lexicon.longest(
      .demonstrative, startingAt: phraseStart, to: tail, in: units)
    if demonstrative > 0, tail - phraseStart <= demonstrative + 1 { return nil }
    // Words that are not known where a source must stand: 一名狱警. Not 竞选时, nor what goes on from
    // before: 的建议.
    guard (2...24).contains(tail - phraseStart), units[phraseStart] != 0x7684,
      !["若", "如果", "一旦", "不然", "否则", "长远", "对于", "关于", "广告"].contains(where: {
        matches($0, at: phraseStart)
      }),
      !"的时后前中上下里来地着了也又还一该就对于".utf16.contains(units[tail - 1])
    else { return nil }
    var phrase = SourcePhrase(
      span: Span(phraseStart, tail), head: .words, headSpan: Span(phraseStart, tail))
    phrase.evidential = evidential
    return phrase
  }

  /// 邻居 of 邻居的故事告诉我们
  private func isModifier(_ phrase: SourcePhrase, of end: Int, before cue: Int) -> Bool {
    // 其本周的行动, 其他信息: no 其 that speaks.
    if case .pronoun(let kinds) = phrase.head, kinds.contains(.it), phrase.span.count == 1,
      phrase.span.end < end
    {
      return units[phrase.span.end..<end].contains(0x7684)  // 的
        || "他余中母父子女妻夫兄弟姐妹友儿".utf16.contains(units[phrase.span.end])
    }
    guard case .role = phrase.head, phrase.span.end < end else { return false }
    return units[phrase.span.end] == 0x7684  // 的
      && ["告诉", "表明"].contains { matches($0, at: cue) }
  }

  private static let calls = ["报警", "报案", "举报", "投诉", "反映", "求助", "来电"]

  /// 接 of 接到某人报警, no 接受 or 对接.
  func isHearing(_ position: Int, to end: Int) -> Bool {
    units[position] == 0x63A5 && position + 2 < end && mentions.covering(position) == nil
      && !"受近替连着下送待收种力班口触".utf16.contains(units[position + 1])
      && (position == 0 || !"对直间连衔迎承".utf16.contains(units[position - 1]))
  }

  /// 她的智囊团: somebody of hers, not herself.
  private func possessed(from start: Int, to end: Int) -> SourcePhrase? {
    let pronoun = lexicon.longest([.he, .she, .they], startingAt: start, to: end, in: units)
    let noun = start + pronoun + 1
    guard pronoun > 0, (2...6).contains(end - noun), units[noun - 1] == 0x7684,  // 的
      units[noun..<end].allSatisfy(\.isHan), mentions.within(Span(noun, end)).isEmpty,
      !units[noun..<end].contains(where: { "的在对向了将把被就也都还又则却".utf16.contains($0) })
    else { return nil }
    return SourcePhrase(span: Span(start, end), head: .words, headSpan: Span(noun, end))
  }

  /// The start of 和镇里一班人, 及其团队 after a person's name.
  private func companions(endingAt end: Int, from start: Int) -> Int? {
    guard end > start, "人们员者队事行".utf16.contains(units[end - 1]) else { return nil }
    var position = end - 2
    while position > start + 1, end - position <= 9 {
      if "和及与".utf16.contains(units[position]), mentions.covering(position) == nil {
        let name = trimmedEnd(position, from: start)
        if mentions.within(Span(position, end)).isEmpty,
          mentions.ending(at: name, from: start)?.type == .person
            || isTitledName(at: name, from: start)
        {
          return name
        }
        return nil
      }
      position -= 1
    }
    return nil
  }

  private func isTitledName(at end: Int, from start: Int) -> Bool {
    guard case .unlisted = unlisted(from: start, to: end)?.head else { return false }
    return true
  }

  /// Whether 据, 根据 or 援引 opens the words at `position`.
  func isEvidential(at position: Int, to end: Int) -> Bool {
    guard position < end else { return false }
    return units[position] == 0x636E || matches("根据", at: position) || matches("援引", at: position)
      || matches("综合", at: position)
  }

  private static let findings = ["数据", "數據", "数字", "統計", "统计", "报告", "研究", "资料", "文件", "条款", "法律"]

  /// Where 引述 begins in 张三引述某部的数据, whose figures a person uses to say what they think.
  private func citing(before inner: Int, from start: Int, to end: Int) -> Int? {
    guard
      (inner...end).contains(where: { at in Self.findings.contains { matches($0, at: at) } })
    else { return nil }
    for word in ["援引", "引述", "引用"] where ends(word, at: inner, from: start) {
      let verb = inner - word.utf16.count
      return mentions.ending(at: verb, from: start)?.type == .person ? verb : nil
    }
    return nil
  }

  /// The position after the last 据, 援引 or 引述 in a phrase that is not part of a name.
  func citation(in span: Span, evidence: Bool) -> Int? {
    let words = evidence ? ["援引", "引述", "引用", "据", "从", "向", "在"] : ["援引", "引述", "引用", "据"]
    var position = span.end - 1
    while position > span.start {
      // What the words begin with.
      guard "援引据从向在".utf16.contains(units[position]) else {
        position -= 1
        continue
      }
      for word in words where matches(word, at: position) {
        let length = word.utf16.count
        guard mentions.covering(position) == nil, position + length < span.end else { continue }
        if length == 1, "数占证依根论".utf16.contains(units[position - 1]) { continue }
        if length == 1, "点此悉称说报点理线现".utf16.contains(units[position + 1]) { continue }
        return position + length
      }
      position -= 1
    }
    return nil
  }
}
