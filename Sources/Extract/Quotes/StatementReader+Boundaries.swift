import Values

/// Where reported content ends, and what begins a statement of its own.
extension StatementReader {
  /// Whether the words before a cue are only 并, 还, 也 …: the subject goes on.
  func connects(_ start: Int, to end: Int) -> Bool {
    guard start < end else { return false }
    if "并还又也且同但则再随".utf16.contains(units[start]) { return true }
    if finder.matches("此外", at: start) || end == start + 2 && finder.matches("甚至", at: start) {
      return true
    }
    return start + 1 < end && "但而他她".utf16.contains(units[start])
      && "还也则又并".utf16.contains(units[start + 1])
  }

  private static let reports = ["报警", "报案", "来电", "电话", "投诉", "求助", "反映", "举报"]

  /// Whether a cue without a source goes on with what is reported: 接到店主报警，称…, 并告诉她…, 但担心….
  func goesOnInside(_ cue: TextLayout.CueCandidate, atom: Int, from start: Int) -> Bool {
    let word = cueWord(cue)
    if word.takesAddressee, word.speaks, cue.span.end + 1 < units.count,
      "他她".utf16.contains(units[cue.span.end]), units[cue.span.end + 1] != 0x4EEC  // 们
    {
      return true
    }
    if word.cueClass == "think", word.strength == .clause, units[start] == 0x4F46 {  // 但
      return true
    }
    guard atom >= 2, cue.runStart == start, layout.atoms[atom - 1].kind == .comma,
      layout.atoms[atom - 2].kind == .text
    else { return false }
    let before = layout.atoms[atom - 2].span
    return Self.reports.contains { finder.ends($0, at: before.end, from: before.start) }
  }

  func opensClause(_ source: SourcePhrase, from: Int) -> Bool {
    source.span.start - from <= 12
  }

  /// 一项裁决显示: a short clause that only says where the next one is from.
  private func saysWhereFrom(_ span: Span) -> Bool {
    span.count <= 16 && finder.ends("显示", at: span.end, from: span.start)
  }

  private static let recordings = ["视频", "录像", "录音", "画面", "截图", "聊天记录"]

  /// Findings (显示) do not frame what people in them think; recordings frame what they say.
  func frames(_ open: Open) -> Bool {
    guard let cue = open.draft.cue else { return true }
    if let source = open.source,
      Self.recordings.contains(where: {
        finder.ends($0, at: source.span.end, from: source.span.start)
      })
    {
      return true
    }
    return !matches("显示", cue.span) && !matches("统计", cue.span) && !matches("揭示", cue.span)
  }

  /// Whether nothing but times and circumstances stands between a frame's content and this clause.
  func isFirstClause(_ atom: Int, from: Int, of open: Open) -> Bool {
    if open.opening.atom == atom || from <= open.opening.start { return true }
    guard atom > open.opening.atom else { return false }
    let first = layout.atoms[open.opening.atom]
    if open.frame, first.kind == .text, atom - open.opening.atom <= 4,
      opensCircumstance(first.span.start, to: first.span.end)
    {
      return true
    }
    for between in open.opening.atom..<atom {
      let piece = layout.atoms[between]
      switch piece.kind {
      case .comma: continue
      case .text:
        guard isCircumstance(piece.span) || open.frame && saysWhereFrom(piece.span) else {
          return false
        }
      default: return false
      }
    }
    return true
  }

  /// Whether the clause before the last comma, in which `position` is, is a frame's first one.
  func isFirstClause(startingAt position: Int, of open: Open, in segment: TextLayout.Segment)
    -> Bool
  {
    guard
      let atom = segment.atoms.first(where: {
        layout.atoms[$0].kind == .text && layout.atoms[$0].span.end > position
      })
    else { return false }
    return isFirstClause(atom, from: clauseStart(of: atom, in: segment), of: open)
  }

  /// 针对, 对于, 在: opens words that only say about what, when or where.
  func opensCircumstance(_ start: Int, to end: Int) -> Bool {
    let rest = finder.strippedLead(start, to: end)
    guard rest < end else { return true }
    return finder.mentions.covering(rest)?.span.start != rest
      && lexicon.longest([.opener, .address], startingAt: rest, to: end, in: units) > 0
  }

  /// 当地时间2日 / 在发布会上 / 对此: a clause without a subject of its own.
  func isCircumstance(_ span: Span) -> Bool {
    if span.count > 60 { return false }
    let rest = finder.strippedLead(span.start, to: span.end)
    if rest >= span.end { return true }
    if lexicon.longest([.opener, .address], startingAt: rest, to: span.end, in: units) > 0,
      finder.mentions.covering(rest)?.span.start != rest
    {
      return true
    }
    let closer = lexicon.longest(.closer, endingAt: span.end, from: rest, in: units)
    return closer > 0 && span.count <= 20
  }

  /// Whether a further source begins a statement of its own inside the sentence.
  func startsAnew(
    _ source: SourcePhrase, from: Int, opening: Opening, cue: TextLayout.CueCandidate,
    after current: Open, atom: Int, segment: TextLayout.Segment
  ) -> Bool {
    let word = cueWord(cue)
    guard word.strength >= .clausemark else { return false }
    guard source.span.start - from <= 12 else { return false }
    let afterSemicolon =
      atom > segment.atoms.lowerBound && layout.atoms[atom - 1].kind == .semicolon
    if afterSemicolon { return word.strength >= .mark }
    if case .pronoun(let kinds) = source.head, !kinds.isDisjoint(with: [.he, .she]), word.speaks {
      return true
    }
    // 43%的人认为A，49%的人认为B
    if let first = current.draft.cue, first.word == cue.word { return true }
    if from < source.span.start, "但而".utf16.contains(units[from]), case .pronoun = source.head {
      return true
    }
    if from < source.span.start, "但而不过然随后".utf16.contains(units[from]) {
      return opening.comma || opening.colon || layout.atoms[opening.atom].kind == .quote
        || word.speaks
    }
    // 该线人认为B
    if source.pointsBack, from == source.span.start, word.strength == .strong { return true }
    // 他们认为A，张三说B
    if current.opening.direct, units[current.opening.start] != 0x5728,  // 在
      atom - current.opening.atom <= 4, word.strength == .strong, word.cueClass == "say",
      from == source.span.start, case .named = source.head,
      opening.likelihood >= 0.6
    {
      return true
    }
    // X介绍，某日，一名女士称B: somebody in what is told.
    if opening.comma, !current.opening.direct, finder.isIndefinite(source),
      matches("一", Span(source.span.start, source.span.start + 1))
    {
      return false
    }
    // X随后暗示B, 有人则表示B
    // A source may stand after its cue.
    let between = units[min(source.span.end, cue.runStart)..<cue.runStart]
    if let adverb = between.first, "则随也亦却仍".utf16.contains(adverb) { return true }
    return opening.colon && layout.atoms[opening.atom].kind == .quote
      || opening.comma && word.cueClass == "say" && word.strength >= .mark
  }

  /// The end of what was reported before the statement that a clause begins: 当检察官问起此事，张三说 and
  /// 但对于此举的目的，外媒认为 begin with the circumstance.
  func endBeforeStatement(_ atom: Int, after opening: Opening, in segment: TextLayout.Segment)
    -> Int
  {
    var first = atom
    for _ in 0..<2 {
      guard first - 2 > opening.atom, layout.atoms[first - 1].kind == .comma,
        layout.atoms[first - 2].kind == .text
      else { break }
      let clause = layout.atoms[first - 2].span
      var start = clause.start
      if "但而".utf16.contains(units[start]) { start += 1 }
      guard Self.circumstances.contains(where: { finder.matches($0, at: start) }),
        isCircumstance(Span(start, clause.end))
      else { break }
      first -= 2
    }
    return endBefore(first, in: segment)
  }

  private static let circumstances = ["当", "对于", "至于", "针对", "对此", "被问", "谈到", "谈及", "面对"]

  func endBefore(_ atom: Int, in segment: TextLayout.Segment) -> Int {
    var index = atom - 1
    while index > segment.atoms.lowerBound, layout.atoms[index].kind != .text,
      layout.atoms[index].kind != .quote
    {
      index -= 1
    }
    return layout.atoms[max(index, segment.atoms.lowerBound)].span.end
  }

  /// Clauses that say what is done upon a short opinion: 认为量刑不当，提起上诉.
  private static let acts = [
    "遂", "随即", "于是", "提起上", "提出上", "驳回", "撤销", "导致", "只同意", "意欲", "据此判", "并问", "但遭", "此事引发",
    "此事持续", "此事迅速", "此事随即", "并当场", "并多次", "并随即", "并立即", "等于", "骗取", "诈骗", "这一表态", "这一说法", "这一观点",
    "这一言论", "这番话", "此言", "并引发", "并引起", "引发网友", "引起网友",
  ]
  /// 并对…表示不满, 并向…道歉: what the source does besides.
  private static let toward = ["并对", "并向"]
  private static let attitudes = ["表示", "提出", "感到", "表达", "道歉", "致歉", "提起"]

  /// Whether a clause tells what is done upon a short opinion, or besides it.
  private func tellsAct(_ clause: Span) -> Bool {
    if Self.acts.contains(where: { finder.matches($0, at: clause.start) }) { return true }
    // 某国政府随即采取措施
    if let subject = finder.subject(from: clause.start, to: clause.end),
      subject.span.start == clause.start,
      finder.matches("随即", at: subject.span.end) || finder.matches("随后", at: subject.span.end)
    {
      return true
    }
    return clause.count <= 40 && Self.toward.contains { finder.matches($0, at: clause.start) }
      && Self.attitudes.contains { word in
        (clause.start + 3..<max(clause.start + 3, clause.end - 1)).contains {
          finder.matches(word, at: $0)
        }
      }
  }

  private static let subordinators = [
    "尽管", "虽然", "虽", "由于", "因为", "因", "自从", "如果", "若", "随着", "既然", "鉴于", "即使", "即便", "除了", "当",
  ]

  /// The end of the clause in 尽管某部预测A，B: what follows is the main clause, which the author says.
  func endOfSubordinate(_ open: Open, to end: Int, in segment: TextLayout.Segment) -> Int {
    guard open.opening.direct, let source = open.source?.span.start,
      layout.atoms[open.opening.atom].kind == .text
    else { return end }
    let start = clauseStart(of: open.opening.atom, in: segment)
    guard start < source,
      Self.subordinators.contains(where: { finder.matches($0, at: start) }),
      finder.mentions.covering(start) == nil
    else { return end }
    let mark = (open.opening.atom + 1..<segment.atoms.upperBound).first {
      layout.atoms[$0].kind != .text && layout.atoms[$0].kind != .quote
    }
    return mark.map { min(end, layout.atoms[$0 - 1].span.end) } ?? end
  }

  /// Whether a clause contrasts with an opinion, or tells of others beside those who hold it:
  /// 但裁判却…, 但只有三成…, 还有一些人….
  private func contrasts(_ clause: Span, with source: SourcePhrase?) -> Bool {
    if ["还有一些人", "还有人", "还有的人", "另有人", "但只有"].contains(where: {
      finder.matches($0, at: clause.start)
    }) {
      return source.map { words in
        units[words.span.start..<words.span.end].contains {
          finder.isDigit($0) || "些半成部有".utf16.contains($0)
        }
      } ?? false
    }
    guard units[clause.start] == 0x4F46 else { return false }  // 但
    if finder.matches("记者", at: clause.start + 1) { return true }
    return (clause.start + 3..<max(clause.start + 3, min(clause.end, clause.start + 26))).contains {
      units[$0] == 0x5374 && finder.mentions.covering($0) == nil  // 却
    }
  }

  /// Leaves out ，遂上报…: what the source did upon what it said at once after the cue.
  func endBeforeAct(
    from opening: Opening, of source: SourcePhrase? = nil, to end: Int,
    in segment: TextLayout.Segment
  ) -> Int {
    guard opening.direct else { return end }
    for atom in opening.atom + 1..<max(opening.atom + 1, segment.atoms.upperBound)
    where layout.atoms[atom].kind == .text {
      let span = layout.atoms[atom].span
      if span.start >= end { break }
      if layout.atoms[atom - 1].kind == .comma,
        tellsAct(span) || contrasts(span, with: source)
      {
        return endBefore(atom, in: segment)
      }
    }
    return end
  }

  /// Leaves out ，但没有说明…: what the source did not say.
  func endBeforeSilence(from opening: Opening, to end: Int, in segment: TextLayout.Segment)
    -> Int
  {
    for atom in opening.atom + 1..<max(opening.atom + 1, segment.atoms.upperBound) {
      if layout.atoms[atom].span.start >= end { break }
      guard layout.atoms[atom].kind == .text, layout.atoms[atom].span.end <= end else { continue }
      var start = layout.atoms[atom].span.start
      guard units[start] == 0x4F46 else { continue }  // 但
      start += 1
      for skip in ["是", "他", "她", "其", "并", "尚"]
      where matches(skip, Span(start, min(end, start + 1))) {
        start += 1
      }
      for silence in [
        "拒绝", "没有说明", "没有给出", "没有透露", "没有提供", "没有具体", "未说明", "未透露", "未给出", "未具体", "未提供", "未作",
        "没有详细", "没有进一", "未进一步", "没有证据", "无证据", "没有就", "没有解释", "未解释", "没有作出", "没有回应", "未回应",
      ]
      where start + silence.utf16.count <= end
        && matches(silence, Span(start, start + silence.utf16.count))
      {
        return endBefore(atom, in: segment)
      }
    }
    return end
  }
}
