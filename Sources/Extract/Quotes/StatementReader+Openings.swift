import Values

/// Where the content of a cue begins.
extension StatementReader {
  /// How what follows a cue begins.
  struct Opening {
    /// The atom that the content begins in.
    var atom: Int
    var start: Int
    var colon: Bool
    var comma: Bool
    /// Nothing between cue and content.
    var direct: Bool
    /// That what follows at once is content, 0…1.
    var likelihood: Float = 1
  }

  /// How likely text right after a cue must be content, by the cue's strength.
  private static func leastLikelihood(_ strength: StatementLexicon.Strength) -> Float {
    switch strength {
    case .strong: 0.2
    case .clause: 0.33
    case .mark, .clausemark: 0.5
    case .report: 0.4
    default: 0.7
    }
  }

  /// Where the content of a cue begins; nil when nothing that can be content follows.
  func opening(_ cue: TextLayout.CueCandidate, atom: Int, segment: TextLayout.Segment)
    -> Opening?
  {
    let word = cueWord(cue)
    let textEnd = layout.atoms[atom].span.end
    var position = end(of: cue)
    let nextMark = atom + 1 < segment.atoms.upperBound ? layout.atoms[atom + 1] : nil
    let afterMark = atom + 2 < segment.atoms.upperBound ? layout.atoms[atom + 2] : nil
    // 曾说过，A
    if position + 1 == textEnd, units[position] == 0x8FC7, word.strength == .strong {
      position += 1
    }
    let reach = textEnd - position
    if reach > 0, "的、".utf16.contains(units[position]) { return nil }
    if reach == 0 {
      guard let nextMark else { return nil }
      switch nextMark.kind {
      case .quote:
        // 质疑“Q”的B: the quotation describes a noun.
        let end = nextMark.span.end
        if end < units.count, units[end] == 0x7684, !layout.pairs[nextMark.pair].terminal {
          return nil
        }
        // 坚持“Q”理念
        if word.strength == .colon, end < units.count, !shapes.isPunctuation(units[end]),
          !layout.pairs[nextMark.pair].terminal
        {
          return nil
        }
        return Opening(
          atom: atom + 1, start: nextMark.span.start, colon: false, comma: false, direct: true)
      case .comma, .colon:
        guard let afterMark, afterMark.kind == .text || afterMark.kind == .quote else { return nil }
        let colon = nextMark.kind == .colon
        if word.strength == .colon, !(colon || afterMark.kind == .quote) { return nil }
        if word.strength == .colon, colon, afterMark.kind != .quote { return nil }
        // X发布通知，决定…: an act; but 发布消息，该校….
        if word.cueClass == "issue", !colon, !beginsSentence(at: afterMark.span.start),
          !opensEvidential(atom)
        {
          return nil
        }
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: colon, comma: !colon, direct: false)
      default: return nil
      }
    }
    // An addressee or object, then a colon or comma: 告诉记者，  警告特朗普：
    if reach <= 16, let nextMark, let afterMark {
      let quoted = afterMark.kind == .quote
      if nextMark.kind == .colon,
        quoted || afterMark.kind == .text && reach <= 12 && word.strength >= .clausemark
      {
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: true, comma: false, direct: false)
      }
      if nextMark.kind == .comma, reach <= 12, word.strength >= .clausemark, word.takesAddressee,
        endsInPerson(from: position, to: textEnd)
      {
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: false, comma: true, direct: false)
      }
    }
    // 网友赞许乘警，“Q”
    if reach <= 8, let nextMark, nextMark.kind == .comma, let afterMark, afterMark.kind == .quote,
      word.strength == .colon, layout.pairs[afterMark.pair].inner.count >= 8
    {
      return Opening(
        atom: atom + 2, start: afterMark.span.start, colon: false, comma: true, direct: false)
    }
    if reach <= 12, let nextMark, nextMark.kind == .quote, word.takesAddressee,
      endsInPerson(from: position, to: textEnd)
    {
      return Opening(
        atom: atom + 1, start: nextMark.span.start, colon: false, comma: false, direct: true)
    }
    if isTurnedOn(cue, word, atom: atom, before: nextMark) { return nil }
    var likelihood = scorer.probability(
      of: cue.span, runStart: cue.runStart, word: word, in: units, lexicon: lexicon,
      mentions: finder.mentions, others: others(than: cue, atom: atom))
    if tellsSomebody(cue, word, to: textEnd) { likelihood = max(likelihood, 0.5) }
    if let clause = clause(after: cue, word, to: textEnd) {
      likelihood = max(likelihood, 0.7)
      position = clause
    }
    // 发表声明，称A: 称 that opens a clause says something.
    let opens =
      matches("称", cue.span) && cue.runStart == cue.span.start
      && cue.span.start == layout.atoms[atom].span.start && atom > segment.atoms.lowerBound
      && layout.atoms[atom - 1].kind == .comma
    guard
      likelihood >= Self.leastLikelihood(word.strength) || opens || isFinding(cue, to: textEnd)
    else { return nil }
    // 了, 过, 着, 起: an object follows, not a clause; but 指责起诉书没有根据.
    if [0x4E86, 0x8FC7, 0x7740].contains(units[position])
      || units[position] == 0x8D77 && !"诉草义因".utf16.contains(units[position + 1])
    {
      return nil
    }
    if word.takesAddressee { position = skipAddressee(position, to: textEnd) }
    let shortest = word.strength == .strong ? 3 : 6
    guard segment.span.end - position >= shortest, !isAction(word, at: position) else { return nil }
    return Opening(
      atom: atom, start: position, colon: false, comma: false, direct: true,
      likelihood: likelihood)
  }

  /// 警告 in 警告某国称，A: the verb that follows its object announces A.
  private func isTurnedOn(
    _ cue: TextLayout.CueCandidate, _ word: StatementLexicon.CueWord, atom: Int,
    before mark: TextLayout.Atom?
  ) -> Bool {
    guard ["criticise", "praise", "warn", "deny", "answer"].contains(word.cueClass),
      mark?.kind == .comma || mark?.kind == .colon,
      let last = layout.atoms[atom].cues.last.map({ layout.cues[$0] }),
      last.span.end == layout.atoms[atom].span.end, cueWord(last).strength == .strong,
      cueWord(last).cueClass == "say", (1...16).contains(last.runStart - cue.span.end)
    else { return false }
    let object = Span(cue.span.end, last.runStart)
    return finder.mentions.ending(at: object.end, from: object.start).map {
      $0.span.start == object.start
    } ?? false
      || lexicon.longest([.role, .pronoun], endingAt: object.end, from: object.start, in: units)
        == object.count
  }

  /// The other cues of a clause that may announce something, from the start of their run.
  private func others(than cue: TextLayout.CueCandidate, atom: Int) -> [Span] {
    layout.atoms[atom].cues.compactMap { index in
      let other = layout.cues[index]
      guard other.span != cue.span, cueWord(other).strength >= .report else { return nil }
      return Span(other.runStart, other.span.end)
    }
  }

  /// 民调显示多数人支持, 业界指这会影响出口: after a document, and for 指 after a person or a name, a
  /// clause follows.
  private func isFinding(_ cue: TextLayout.CueCandidate, to end: Int) -> Bool {
    let first = max(0, cue.runStart - 4)
    guard cue.runStart == cue.span.start else { return false }
    if matches("显示", cue.span) {
      return lexicon.longest(.document, endingAt: cue.runStart, from: first, in: units) >= 2
    }
    guard matches("指", cue.span), end - cue.span.end >= 8,
      !"着出了的向定标数导责控认证令涨跌报收".utf16.contains(units[cue.span.end]),
      units[cue.runStart - 1].isHan || units[cue.runStart - 1] == 0xFF0C
    else { return false }
    // 发出声明，指A
    if cue.runStart > 2, units[cue.runStart - 1] == 0xFF0C {
      return lexicon.longest(.issued, endingAt: cue.runStart - 1, from: first - 1, in: units) >= 2
    }
    return finder.mentions.ending(at: cue.runStart, from: max(0, cue.runStart - 40)) != nil
      || lexicon.longest(
        [.role, .document, .media], endingAt: cue.runStart, from: first, in: units)
        >= 2
  }

  /// 提醒群众做到…, 警告他们不要…: what follows whom it is told is told.
  private func tellsSomebody(
    _ cue: TextLayout.CueCandidate, _ word: StatementLexicon.CueWord, to end: Int
  ) -> Bool {
    guard word.takesAddressee, word.cueClass == "warn" || word.strength == .strong,
      finder.mentions.ending(at: cue.runStart, from: max(0, cue.runStart - 40)) != nil
        || lexicon.longest(
          [.role, .pronoun, .media], endingAt: cue.runStart, from: max(0, cue.runStart - 4),
          in: units) > 0
    else { return false }
    let start = skipAddressee(cue.span.end, to: end)
    return start > cue.span.end && end - start >= 4 && !"的了等在，".utf16.contains(units[start])
  }

  private static let promised = ["将", "会", "不会", "要", "绝不", "决不", "永不", "永远不", "不再", "一定会"]

  /// Where the clause begins that stands after a cue beyond doubt: 承诺将…, 否认了他曾….
  private func clause(
    after cue: TextLayout.CueCandidate, _ word: StatementLexicon.CueWord, to end: Int
  ) -> Int? {
    var position = cue.span.end
    guard end - position >= 6 else { return nil }
    if word.cueClass == "promise" {
      return Self.promised.contains { finder.matches($0, at: position) } ? position : nil
    }
    guard units[position] == 0x4E86, word.strength == .clause || word.strength == .strong else {
      return nil
    }
    position += 1
    var verb = position + lexicon.longest(.pronoun, startingAt: position, to: end, in: units)
    if let mention = finder.mentions.covering(position), mention.span.start == position {
      verb = max(verb, mention.span.end)
    }
    if let subject = finder.subject(from: position, to: end), subject.span.start == position {
      verb = max(verb, subject.span.end)
    }
    return verb > position && end - verb >= 4 && Self.finite.contains(units[verb])
      ? position : nil
  }

  /// What follows a subject and no modifier of a noun.
  private static let finite = Set("曾是将会已没不仍正应可".utf16)

  /// 据X发布消息，
  private func opensEvidential(_ atom: Int) -> Bool {
    let span = layout.atoms[atom].span
    return finder.isEvidential(at: finder.strippedLead(span.start, to: span.end), to: span.end)
  }

  private static let subjects = Set("该此其全即因当自近目今昨明各我本这经截从由".utf16)

  /// Whether a name, a figure, a time or a demonstrative opens a clause of its own.
  private func beginsSentence(at position: Int) -> Bool {
    if let mention = finder.mentions.covering(position), mention.span.start == position {
      return true
    }
    return finder.isDigit(units[position]) || Self.subjects.contains(units[position])
  }

  /// 宣布退出: an act, not a statement.
  private func isAction(_ word: StatementLexicon.CueWord, at position: Int) -> Bool {
    word.cueClass == "announce"
      && lexicon.longest(
        .act, startingAt: position, to: min(units.count, position + 2), in: units) > 0
  }

  /// Whether the words between cue and comma end in somebody who can be told something.
  private func endsInPerson(from start: Int, to end: Int) -> Bool {
    finder.mentions.ending(at: end, from: start) != nil
      || lexicon.longest([.role, .pronoun, .media], endingAt: end, from: start, in: units) > 0
      // 告诉该报，
      || end - start == 2 && "该本".utf16.contains(units[start])
  }

  func skipAddressee(_ start: Int, to end: Int) -> Int {
    // 告诉《某某报》记者
    for reporter in start..<max(start, min(end - 2, start + 12))
    where finder.matches("记者", at: reporter) && finder.mentions.covering(reporter) == nil {
      return reporter + 2
    }
    let pronoun = lexicon.longest([.pronoun, .role], startingAt: start, to: end, in: units)
    if pronoun > 0 {
      let next = start + pronoun
      // 告知他的账户已经开通: not he is told.
      if next < end, units[next] == 0x7684 { return start }
      return next < end && units[next] == 0x4EEC ? next + 1 : next  // 们
    }
    let covered = finder.mentions.covering(start)
    guard let covered, covered.span.start == start, covered.span.end < end else { return start }
    // 告诉甲国、乙国和丙国
    var last = covered.span.end
    while last + 1 < end, "、和及与".utf16.contains(units[last]),
      let next = finder.mentions.covering(last + 1), next.span.start == last + 1,
      next.span.end < end
    {
      last = next.span.end
    }
    return last
  }
}
