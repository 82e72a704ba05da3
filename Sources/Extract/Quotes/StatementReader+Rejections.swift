import Values

/// Cue words that are none where they stand.
extension StatementReader {
  /// Whether the cue stands in 在……后 or 当……时, which only say when.
  func isInsideCircumstance(_ cue: TextLayout.CueCandidate, atom: Int) -> Bool {
    let span = layout.atoms[atom].span
    // 应某国要求，…
    if units[span.start] == 0x5E94, cueWord(cue).cueClass == "ask" { return true }
    // 回应“预约难”时表示，
    var next = atom + 1
    while next + 1 < layout.atoms.count, layout.atoms[next].kind == .quote {
      next += 1
      if layout.atoms[next].kind == .text, units[layout.atoms[next].span.start] == 0x65F6 {  // 时
        return true
      }
    }
    guard cue.span.end < span.end - 1 else { return false }
    let start = finder.strippedLead(span.start, to: span.end)
    guard start < cue.span.start,
      lexicon.longest([.opener], startingAt: start, to: span.end, in: units) > 0,
      finder.mentions.covering(start) == nil
    else { return false }
    let closer = lexicon.longest(.closer, endingAt: span.end, from: cue.span.end, in: units)
    return closer > 0
  }

  /// 没有提到, 尚未证实, 被告知, 让大家相信: no statement of the source.
  func isDenied(_ cue: TextLayout.CueCandidate, from start: Int) -> Bool {
    // 拒绝透露: the first word of the run denies the second.
    if lexicon.longest(.negation, endingAt: cue.span.start, from: cue.runStart, in: units) > 0 {
      return true
    }
    var position = cue.runStart
    position -= lexicon.longest(.manner, endingAt: position, from: start, in: units)
    if lexicon.longest(.negation, endingAt: position, from: start, in: units) > 0 { return true }
    if position > start, units[position - 1] == 0x4E0D {  // 不
      // 不认为A says what somebody thinks; 不否认A states it.
      let word = cueWord(cue)
      return !(word.cueClass == "deny" || word.cueClass == "think" && word.strength == .strong)
    }
    var probe = position - 1
    while probe >= max(start, position - 8) {
      if units[probe] == 0x88AB || units[probe] == 0x8BA9,  // 被 让
        lexicon.longest(.role, startingAt: probe, to: position, in: units) == 0,
        finder.mentions.covering(probe) == nil, units[probe + 1] != 0x2D, units[probe + 1] != 0xB7,
        units[probe + 1] != 0x95EE,  // 被问及此事时
        // 被资助的学生表示: it only describes who speaks.
        probe > start || units[probe] == 0x8BA9 || !units[probe..<position].contains(0x7684)
      {
        return true
      }
      probe -= 1
    }
    return false
  }

  /// 被告知：“Q。”: what somebody was told.
  func tells(_ cue: TextLayout.CueCandidate, atom: Int, in segment: TextLayout.Segment) -> Bool {
    cue.runStart > 0 && units[cue.runStart - 1] == 0x88AB  // 被
      && layout.atoms[atom].span.end == cue.span.end && atom + 2 < segment.atoms.upperBound
      && layout.atoms[atom + 1].kind == .colon && layout.atoms[atom + 2].kind == .quote
  }

  /// 据X的说法，  根据公告，: a noun that only an evidential opener makes a cue, before a comma.
  func isEvidence(
    _ source: SourcePhrase, atom: Int, cue: TextLayout.CueCandidate, segment: TextLayout.Segment
  ) -> Bool {
    guard source.evidential, end(of: cue) == layout.atoms[atom].span.end,
      atom + 1 < segment.atoms.upperBound, layout.atoms[atom + 1].kind == .comma,
      restsOn(source, from: clauseStart(of: atom, in: segment))
    else { return false }
    switch source.head {
    case .named, .pronoun: return true
    case .media, .outlet: return matches("说法", cue.span)
    case .role:
      return source.headSpan.start > source.span.start && !source.pointsBack
        || finder.ends("正如", at: source.span.start, from: 0)
        // 据警方报告，
        || !source.pointsBack && units[source.span.end - 1] == 0x65B9  // 方
    case .document: return source.span == cue.span
    default: return false
    }
  }

  /// Where a cue ends, with the 那样 of 正如X指出的那样.
  func end(of cue: TextLayout.CueCandidate) -> Int {
    cueWord(cue).strength == .evidence && finder.matches("那样", at: cue.span.end)
      ? cue.span.end + 2 : cue.span.end
  }

  /// Cues that are never nouns.
  private static let verbs = ["显示", "承认", "否认", "宣布", "确认", "证实", "指责", "强调", "认为"]

  /// Whether 据, 根据 or 引用 stands before a source, not 在 or 向.
  private func restsOn(_ source: SourcePhrase, from start: Int) -> Bool {
    (start..<max(start, source.span.start)).contains { at in
      "据按依".utf16.contains(units[at])
        || ["正如", "引用", "援引", "引述"].contains { finder.matches($0, at: at) }
    }
  }

  /// 发布通报，…: the noun, the object of a verb, not the verb.
  func isObject(
    _ cue: TextLayout.CueCandidate, of source: SourcePhrase?, atom: Int, from start: Int
  ) -> Bool {
    if cueWord(cue).strength < .strong, isName(of: cue) { return true }
    if let source, source.distant, cueWord(cue).strength < .strong,
      isNorm(Span(source.span.end, cue.runStart))
        || isNominal(cue, atom: atom, in: Span(source.span.end, cue.runStart))
    {
      return true
    }
    if let source, isPassive(cue, by: source) || isExpected(cue, of: source) { return true }
    if isTerm(after: cue, atom: atom) || isTongue(cue, atom: atom) { return true }
    // 张三和指控他的人
    if cueWord(cue).strength == .clause, cue.span.end < layout.atoms[atom].span.end,
      cue.runStart > start, "和与及".utf16.contains(units[cue.runStart - 1]),
      finder.mentions.covering(cue.runStart - 1) == nil
    {
      return true
    }
    // 听工作人员讲解
    if let source, units[source.span.start] == 0x542C, cueWord(cue).strength < .strong,
      finder.mentions.covering(source.span.start) == nil
    {
      return true
    }
    if matches("道", cue.span), isRoad(cue, atom: atom, from: start) { return true }
    guard cue.runStart == cue.span.start, cue.span.count == 2,
      !Self.verbs.contains(where: { matches($0, cue.span) })
    else { return false }
    let next = atom + 1
    if next < layout.atoms.count, layout.atoms[next].kind == .colon,
      layout.atoms[atom].span.end == cue.span.end
    {
      return false
    }
    if layout.atoms[atom].span.end == cue.span.end,
      isPerformed(cue, from: start) || isTaken(cue, from: start)
    {
      return true
    }
    guard
      lexicon.kinds(of: units[cue.span.start..<cue.span.end]).isDisjoint(with: [.issued]) == false
        || cueWord(cue).strength < .mark
    else { return false }
    if cue.span.start > start, units[cue.span.start - 1] == 0x7684,
      cueWord(cue).strength != .evidence
    {
      // 根据某部发布的消息，
      return !(source?.evidential == true && matches("消息", cue.span))
    }
    if lexicon.longest(.issue, endingAt: cue.span.start, from: start, in: units) >= 2 {
      return true
    }
    return layout.atoms[atom].span.end == cue.span.end && isNoun(cue, from: start)
  }

  /// 进行赛后分析, 指示和建议: the word is what is done, or one of two nouns.
  private func isPerformed(_ cue: TextLayout.CueCandidate, from start: Int) -> Bool {
    let position = cue.span.start
    guard position > start else { return false }
    if "和与及、".utf16.contains(units[position - 1]), finder.mentions.covering(position - 1) == nil {
      return true
    }
    for probe in max(start, position - 8)..<position
    where finder.matches("进行", at: probe) && finder.mentions.covering(probe) == nil {
      return true
    }
    return false
  }

  /// 政治分析员, 批评者: who does it for a living.
  private func isName(of cue: TextLayout.CueCandidate) -> Bool {
    let next = cue.span.end
    guard next + 1 < units.count else { return false }
    return units[next] == 0x8005 || units[next] == 0x5458 && units[next + 1] != 0x5DE5  // 者 员工
  }

  /// 自称 of 接到自称是银行职员的人来电: it describes somebody.
  func isRelative(_ cue: TextLayout.CueCandidate) -> Bool {
    guard ["自称", "谎称", "声称"].contains(where: { matches($0, cue.span) }), cue.runStart > 1 else {
      return false
    }
    return "到名位个".utf16.contains(units[cue.runStart - 1])
      && finder.mentions.covering(cue.runStart - 1) == nil
  }

  /// 描述经几位专家证实，: what they confirm stands before.
  private func isPassive(_ cue: TextLayout.CueCandidate, by source: SourcePhrase) -> Bool {
    guard ["证实", "确认", "核实"].contains(where: { matches($0, cue.span) }) else { return false }
    return (source.span.start..<cue.runStart).contains { at in
      units[at] == 0x7ECF && finder.mentions.covering(at) == nil  // 经
        && !"济理营过验历纪典常".utf16.contains(units[at + 1])
        && (at == 0 || !"已曾财未神".utf16.contains(units[at - 1]))
    }
  }

  /// 被告预计将出庭: what is expected of a person, not what they expect.
  private func isExpected(_ cue: TextLayout.CueCandidate, of source: SourcePhrase) -> Bool {
    guard case .named(let mention) = source.head, mention.type == .person,
      ["预计", "预期", "预料"].contains(where: { matches($0, cue.span) }), cue.span.end < units.count
    else { return false }
    return "将会在于要".utf16.contains(units[cue.span.end])
  }

  private static let objectTakers = [
    "强调", "提出", "提到", "提及", "通报", "指认", "介绍", "讲解", "解读", "质疑", "指出",
  ]

  /// 提出“性恶论”: a term in quotation marks right after a word that takes an object.
  private func isTerm(after cue: TextLayout.CueCandidate, atom: Int) -> Bool {
    guard layout.atoms[atom].span.end == cue.span.end, atom + 1 < layout.atoms.count,
      layout.atoms[atom + 1].kind == .quote,
      Self.objectTakers.contains(where: { matches($0, cue.span) })
    else { return false }
    let pair = layout.pairs[layout.atoms[atom + 1].pair]
    return !pair.terminal && pair.inner.count <= 8
      && !units[pair.inner.start..<pair.inner.end].contains { "，。！？是不".utf16.contains($0) }
  }

  private static let tongues = ["英文", "中文", "英语", "汉语", "方言", "外语", "粤语", "日语", "法语", "俄语", "韩语"]

  /// 说一些英文, 说吉利话: what is spoken, not what is said.
  private func isTongue(_ cue: TextLayout.CueCandidate, atom: Int) -> Bool {
    let spoken = Span(cue.span.end, layout.atoms[atom].span.end)
    guard matches("说", cue.span) || matches("讲", cue.span), (2...8).contains(spoken.count) else {
      return false
    }
    return units[spoken.end - 1] == 0x8BDD && spoken.count <= 5  // 话
      || Self.tongues.contains { finder.ends($0, at: spoken.end, from: spoken.start) }
  }

  /// 气道，  股道，: 道 before a comma says something only after how it is said: 举例道，  批评道，
  private func isRoad(_ cue: TextLayout.CueCandidate, atom: Int, from start: Int) -> Bool {
    cue.runStart == cue.span.start && layout.atoms[atom].span.end == cue.span.end
      && atom + 1 < layout.atoms.count && layout.atoms[atom + 1].kind == .comma
      && lexicon.longest([.tail, .adverb], endingAt: cue.runStart, from: start, in: units) < 2
  }

  /// 平台应当及时通报: what somebody has to say, not what they say.
  private func isNorm(_ gap: Span) -> Bool {
    guard gap.start < gap.end else { return false }
    return (gap.start..<gap.end).contains { at in
      ["应当", "应该", "必须", "不得", "严禁", "禁止", "须", "应", "要", "需"].contains {
        finder.matches($0, at: at)
      }
        && !"需主重只刚将还就想反相对回响供".utf16.contains(units[at - 1])
        && finder.mentions.covering(at) == nil
    }
  }

  private static let nominals = [
    "认定", "担忧", "担心", "研判", "分析", "预警", "回忆", "公告", "介绍", "解释", "判断", "预测", "预报", "通知", "通报", "承诺",
    "建议",
    "提醒", "警告", "批评", "质疑", "指控", "指责", "举报", "投诉", "声明", "评论", "回应", "回复", "答复", "讲解", "解读", "陈述",
    "阐述",
    "证明", "保证", "估计", "预期", "推测", "猜测", "设想", "点评", "评价", "感慨", "公布", "通告", "提示", "警示", "测算", "估算",
    "裁定",
    "指认", "否认", "反驳", "澄清", "主张", "怀疑", "预告", "补充", "描述",
  ]

  /// Verbs whose object is a word of speech: 展开研判.
  private static let carriers = [
    "进行", "展开", "作出", "做出", "产生", "感到", "接受", "处理", "上调", "下调", "启动", "启用",
  ]

  /// Whether a word before a comma is the noun at the end of words that have their own verb: 开展追踪调查和
  /// 分析研判，. An adverb before it makes it the verb.
  private func isNominal(_ cue: TextLayout.CueCandidate, atom: Int, in gap: Span) -> Bool {
    guard layout.atoms[atom].span.end == cue.span.end, atom + 1 < layout.atoms.count,
      layout.atoms[atom + 1].kind == .comma,
      Self.nominals.contains(where: { matches($0, cue.span) })
    else { return false }
    let before = lexicon.longest(
      [.adverb, .lead, .manner], endingAt: cue.runStart, from: gap.start, in: units)
    if ["给予", "予以", "作出", "做出", "进行"].contains(where: { verb in
      (gap.start..<cue.runStart).contains { finder.matches(verb, at: $0) }
    }) {
      return true
    }
    guard cue.runStart > gap.start, before == 0 || "和与及或".utf16.contains(units[cue.runStart - 1]),
      finder.timeStart(endingAt: cue.runStart, from: gap.start) == nil
    else { return false }
    return finder.verb(in: gap) != nil
      || (gap.start..<cue.runStart).contains { at in
        finder.mentions.covering(at) == nil
          && ("的了为有无、".utf16.contains(units[at])
            || Self.carriers.contains { finder.matches($0, at: at) })
      }
  }

  private static let hearing = ["听取", "聆听", "倾听", "收到", "接到", "听了", "听着", "收听"]
  private static let taking = [
    "加强", "强化", "做好", "加大", "开展", "提供", "得到", "获得", "受到", "遭到", "引发", "引起", "带来", "达到", "超出", "高于",
    "低于",
    "不及", "不如", "违背", "遵守", "信守", "兑现",
  ]

  /// What they begin with.
  private static let takers = Set((hearing + taking).compactMap(\.utf16.first))

  /// 听取了情况介绍，  加强监测预警，: the word is what was heard, done or had.
  private func isTaken(_ cue: TextLayout.CueCandidate, from start: Int) -> Bool {
    guard cueWord(cue).strength < .strong else { return false }
    let position = cue.span.start
    let somebody =
      finder.mentions.ending(at: position, from: start) != nil
      || lexicon.longest([.role, .pronoun, .media], endingAt: position, from: start, in: units) > 0
    for probe in max(start, position - 24)..<max(start, position)
    where Self.takers.contains(units[probe]) && finder.mentions.covering(probe) == nil {
      if Self.hearing.contains(where: { finder.matches($0, at: probe) }) { return true }
      if !somebody, Self.taking.contains(where: { finder.matches($0, at: probe) }) { return true }
    }
    return false
  }

  /// Whether what stands before a word makes it a noun: 三项指控, 这个消息, 发布澄清公告.
  private func isNoun(_ cue: TextLayout.CueCandidate, from start: Int) -> Bool {
    let position = cue.span.start
    guard position > start else { return false }
    if "项个份条张则种次轮封".utf16.contains(units[position - 1])
      || ["主要", "重要", "重大", "庄严", "竞选", "首要", "唯一", "相关", "有关", "上述", "类似", "各种", "多项", "诸多", "双方"]
        .contains(where: { finder.ends($0, at: position, from: start) })
    {
      return true
    }
    var probe = position - 3
    while probe >= max(start, position - 10) {
      let verb = lexicon.longest(.issue, startingAt: probe, to: position, in: units)
      if verb >= 2, finder.mentions.covering(probe) == nil {
        return true
      }
      probe -= 1
    }
    return false
  }
}
