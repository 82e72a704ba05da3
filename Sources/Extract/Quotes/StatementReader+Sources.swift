import Values

/// Who speaks: the source before a cue, the subject of the clauses around it.
extension StatementReader {
  /// Whom a phrase stands for; a pronoun is recorded as standing for them.
  mutating func resolve(_ phrase: SourcePhrase) -> SpeakerResolver.Resolved {
    if matches("后者", phrase.headSpan) {
      let latter = resolver.latter(of: phrase)
      resolver.record(phrase.span, latter, .pronoun)
      return latter
    }
    guard case .pronoun(let kinds) = phrase.head else {
      // 这名演员: the person who is the subject of the sentence before.
      if case .role = phrase.head, phrase.pointsBack {
        return resolver.resolve(phrase, subject: namedSubject(of: phrase))
      }
      return resolver.resolve(phrase)
    }
    guard var resolved = antecedent(of: phrase, kinds) else {
      return resolver.resolve(
        phrase, subject: kinds.isDisjoint(with: [.he, .she]) ? nil : namedSubject(of: phrase))
    }
    resolved.how = .pronoun
    resolver.record(phrase.span, resolved, .pronoun)
    return resolved
  }

  /// Whom the words before a pronoun say that it stands for; nil when that is left to who spoke last.
  private mutating func antecedent(
    of phrase: SourcePhrase, _ kinds: StatementLexicon.Kinds
  ) -> SpeakerResolver.Resolved? {
    let position = phrase.span.start
    if !kinds.isDisjoint(with: [.he, .she, .it]), let contact = finder.contact(before: position) {
      return resolver.resolve(contact)
    }
    if kinds.contains(.it),
      let subject = clauseSubject(before: position) ?? subjectBefore(position)
    {
      return resolver.resolve(subject, atMost: 0.8)
    }
    if kinds.contains(.they), let group = groupSubject(before: position) {
      return resolver.resolve(group, atMost: 0.7)
    }
    guard !kinds.isDisjoint(with: [.he, .she]), let subject = personSubject(before: position)
    else { return nil }
    if case .named = subject.head { return nil }
    return resolver.resolve(subject, atMost: 0.75)
  }

  /// The person who is the subject of the sentences before, for 其, unless somebody has spoken in its
  /// own.
  private func subjectBefore(_ position: Int) -> SourcePhrase? {
    let index = layout.segment(at: position)
    guard index >= 0, resolver.lastPosition < layout.segments[index].span.start else { return nil }
    return personSubject(before: position)
  }

  /// The person named as the subject of the words before 他 or 她.
  private func namedSubject(of phrase: SourcePhrase) -> Int? {
    guard case .named(let mention)? = personSubject(before: phrase.span.start)?.head else {
      return nil
    }
    return mention.entity
  }

  /// The group that is the subject of the sentence before a position or of its own, for 他们: 多名官员,
  /// 五个团体, 运动员们; nil when somebody has spoken since.
  private func groupSubject(before position: Int) -> SourcePhrase? {
    var index = layout.segment(at: position)
    for _ in 0..<2 where index >= 0 {
      for atom in layout.segments[index].atoms.prefix(6) where layout.atoms[atom].kind == .text {
        let span = layout.atoms[atom].span
        guard span.start < position, span.start >= resolver.lastPosition else { break }
        // 另据某社报道，
        let opens = finder.strippedLead(span.start, to: span.end)
        if units[span.start..<span.end].prefix(2).contains(0x636E)
          || finder.isEvidential(at: opens, to: span.end)
          || finder.ends("报道", at: span.end, from: span.start)
        {
          continue
        }
        guard let subject = finder.subject(from: span.start, to: min(span.end, position)) else {
          continue
        }
        guard case .role = subject.head, subject.span.start >= resolver.lastPosition else { break }
        let words = units[subject.span.start..<subject.span.end]
        return words.contains { "们各多些等两三四五六七八九十几数".utf16.contains($0) } ? subject : nil
      }
      index -= 1
    }
    return nil
  }

  private static let calls = [
    "电话", "来电", "报警", "报案", "举报", "反映", "求助", "投诉", "短信", "热线", "通报", "通知",
    "报告", "线索", "来信", "爆料",
  ]

  /// Who calls in 接到某客服电话，称…: the cue right after the comma is theirs.
  func caller(
    before atom: Int, _ cue: TextLayout.CueCandidate, in segment: TextLayout.Segment
  ) -> SourcePhrase? {
    guard cue.runStart == layout.atoms[atom].span.start,
      ["称", "告知", "表示", "说"].contains(where: { matches($0, cue.span) }),
      atom - 2 >= segment.atoms.lowerBound, layout.atoms[atom - 1].kind == .comma,
      layout.atoms[atom - 2].kind == .text
    else { return nil }
    let clause = layout.atoms[atom - 2].span
    guard
      let noun = Self.calls.first(where: { finder.ends($0, at: clause.end, from: clause.start) })
    else { return nil }
    var end = clause.end - noun.unitCount
    if end > clause.start, units[end - 1] == 0x7684 { end -= 1 }  // 的
    var start = end - 2
    let hears = { (at: Int) in
      finder.isHearing(at, to: end) || finder.matches("收到", at: at)
    }
    while start > clause.start, !hears(start) { start -= 1 }
    guard hears(start) else { return nil }
    if !"到报".utf16.contains(units[start + 1]) { start -= 1 }
    if end - start > 4, units[start + 2] == 0x4E86 { start += 1 }  // 了
    guard end - start >= 4 else { return nil }
    let words = Span(start + 2, end)
    return finder.head(at: end, from: words.start)
      ?? SourcePhrase(span: words, head: .words, headSpan: words)
  }

  /// The subject of the clauses before a position in its own sentence, for 其.
  private func clauseSubject(before position: Int) -> SourcePhrase? {
    let index = layout.segment(at: position)
    // Who has spoken in this sentence is meant.
    guard index >= 0, resolver.lastPosition < layout.segments[index].span.start else { return nil }
    let atoms = layout.segments[index].atoms
    let next = atoms.first { layout.atoms[$0].span.end > position } ?? atoms.upperBound
    for atom in (max(atoms.lowerBound, next - 8)..<next).reversed()
    where layout.atoms[atom].kind == .text && layout.atoms[atom].span.end <= position {
      let span = layout.atoms[atom].span
      guard let subject = finder.subject(from: span.start, to: span.end) else { continue }
      switch subject.head {
      case .named(let mention) where mention.type != .place: return subject
      case .role, .unlisted, .surnamed: return subject
      default: return nil
      }
    }
    return nil
  }

  /// The person who is the subject of the clauses right before a position, unless somebody else has
  /// spoken since.
  func personSubject(before position: Int) -> SourcePhrase? {
    var index = layout.segment(at: position)
    var looked = 0
    var quotations = 0
    var pronouns = 0
    while index >= 0, looked < 2 + pronouns {
      let segment = layout.segments[index]
      if quotations < 4,
        !layout.atoms[segment.atoms.prefix(8)].contains(where: { $0.kind == .text })
      {
        quotations += 1
        index -= 1
        continue
      }
      // A subject stands in a sentence's first clauses.
      clauses: for atom in segment.atoms.prefix(12) where layout.atoms[atom].kind == .text {
        let span = layout.atoms[atom].span
        guard span.end <= position else { break }
        if let subject = finder.subject(from: span.start, to: span.end) {
          if subject.span.start < resolver.lastPosition { break }
          if isReported(subject.span) { continue clauses }
          switch subject.head {
          case .named(let mention)
          where mention.type == .person && !resolver.titles.bylines.contains(mention.entity):
            return subject
          case .role where finder.isIndefinite(subject): return subject
          case .role where resolver.isHeld(subject): return subject
          case .pronoun(let kinds):
            // 张三回顾往事。他感谢老师。他说: a chain of pronouns.
            if !kinds.isDisjoint(with: [.he, .she]), pronouns < 3 { pronouns += 1 }
            break clauses
          default: break
          }
        }
      }
      if let introduced = introduced(by: segment), segment.span.end <= position {
        return introduced
      }
      index -= 1
      looked += 1
    }
    return nil
  }

  /// Whether words stand in what a person was reported to say: X说，Y很能干。他: X. An outlet that
  /// reports of Y is nobody that 他 could mean.
  private func isReported(_ span: Span) -> Bool {
    drafts.suffix(2).contains { draft in
      draft.kind != .direct && draft.cue != nil && draft.pieces.contains { $0.contains(span) }
        && draft.resolved.speakers.contains { speaker in
          resolver.index(of: speaker).map { resolver.entities[$0].type == .person }
            ?? (speaker.kind == .anonymous)
        }
    }
  }

  /// The person whom a sentence introduces at its end: 其中就有来自某地的张三。
  private func introduced(by segment: TextLayout.Segment) -> SourcePhrase? {
    guard let atom = segment.atoms.last, layout.atoms[atom].kind == .text else { return nil }
    let span = layout.atoms[atom].span
    guard span.start >= resolver.lastPosition,
      let mention = finder.mentions.ending(at: span.end, from: span.start),
      mention.type == .person, mention.span.start > span.start,
      !resolver.titles.bylines.contains(mention.entity)
    else { return nil }
    return SourcePhrase(span: mention.span, head: .named(mention), headSpan: mention.span)
  }

  /// The source of a cue, which may be the first word of its own run: 报道 of 报道称.
  func sourcePhrase(of cue: TextLayout.CueCandidate, from start: Int) -> SourcePhrase? {
    let evidence = cueWord(cue).cueClass == "evidential" || matches("确认", cue.span)
    if let source = finder.source(before: cue.runStart, from: start, evidence: evidence) {
      // 一项新研究表示: the noun that begins the run is the source.
      if case .words = source.head, cue.runStart < cue.span.start,
        units[cue.runStart - 1] != 0x7684,  // 的
        let noun = finder.source(before: cue.span.start, from: start)
      {
        switch noun.head {
        case .document, .role, .outlet: return noun
        default: break
        }
      }
      return source
    }
    guard cue.runStart < cue.span.start else {
      // 根据公告，: the noun itself.
      let lead = finder.strippedLead(start, to: cue.runStart)
      let opener = lexicon.longest(.evidential, startingAt: lead, to: cue.runStart, in: units)
      guard opener > 0, lead + opener == cue.runStart,
        lexicon.longest(.document, endingAt: cue.span.end, from: cue.runStart, in: units) > 0
      else { return nil }
      return SourcePhrase(
        span: cue.span, head: .document, headSpan: cue.span, pointsBack: true, evidential: true)
    }
    // 有分析认为
    let exists = cue.runStart > start && units[cue.runStart - 1] == 0x6709
    let first = exists ? cue.runStart - 1 : cue.runStart
    // 报告指责说: the first words of the run.
    for end in stride(from: cue.span.start, to: first + 1, by: -1) {
      if let source = finder.head(at: end, from: first) { return source }
    }
    // 分析认为, 爆料称
    let noun = Span(first, min(cue.span.start, first + 2))
    guard ["分析", "爆料", "舆论", "传闻"].contains(where: { matches($0, noun) }) else { return nil }
    return SourcePhrase(span: noun, head: .role, headSpan: noun)
  }

  /// 会后发表的联合声明表示: the document, where nobody is named who issued it.
  func issuedDocument(before cue: TextLayout.CueCandidate, from start: Int) -> SourcePhrase? {
    guard let phrase = finder.head(at: cue.runStart, from: start), case .document = phrase.head,
      finder.verb(in: Span(phrase.span.start, phrase.headSpan.start)) == nil
    else { return nil }
    return phrase
  }

  func clauseStart(of atom: Int, in segment: TextLayout.Segment) -> Int {
    var first = atom
    while first > segment.atoms.lowerBound {
      let before = layout.atoms[first - 1]
      if before.kind == .text { first -= 1; continue }
      if before.kind == .quote, !layout.pairs[before.pair].terminal,
        before.span.count <= 40
      {
        first -= 1
        continue
      }
      break
    }
    return layout.atoms[first].span.start
  }

  func inheritedSubject(before atom: Int, in segment: TextLayout.Segment) -> SourcePhrase? {
    var index = atom - 1
    var found: SourcePhrase?
    while index >= segment.atoms.lowerBound {
      let piece = layout.atoms[index]
      if piece.kind == .text {
        let opens = finder.strippedLead(piece.span.start, to: piece.span.end)
        if finder.isEvidential(at: opens, to: piece.span.end) { break }
        if let subject = finder.subject(from: piece.span.start, to: piece.span.end) {
          found = subject
          break
        }
      } else if piece.kind == .quote, layout.pairs[piece.pair].terminal {
        break
      }
      index -= 1
    }
    return found
  }
}

extension TextLayout {
  /// The last segment that begins at or before `position`; -1 before the first.
  func segment(at position: Int) -> Int {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].span.start <= position { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
