import Values

/// Who speaks: the source before a cue, the subject of the clauses around it.
extension StatementReader {
  /// Whom a phrase stands for, with the person that is the subject of the words before it.
  mutating func resolve(_ phrase: SourcePhrase) -> SpeakerResolver.Resolved {
    var subject: Int?
    if case .pronoun(let kinds) = phrase.head, !kinds.isDisjoint(with: [.he, .she, .it]),
      let contact = finder.contact(before: phrase.span.start)
    {
      var resolved = resolver.resolve(contact)
      resolved.how = .pronoun
      return resolved
    }
    if case .pronoun(let kinds) = phrase.head, kinds.contains(.it),
      let subject = clauseSubject(before: phrase.span.start)
    {
      var resolved = resolver.resolve(subject)
      resolved.how = .pronoun
      resolved.confidence = min(resolved.confidence, 0.8)
      return resolved
    }
    if case .pronoun(let kinds) = phrase.head, !kinds.isDisjoint(with: [.he, .she]) {
      if let phrase = personSubject(before: phrase.span.start) {
        guard case .named(let mention) = phrase.head else {
          var resolved = resolver.resolve(phrase)
          resolved.how = .pronoun
          resolved.confidence = min(resolved.confidence, 0.75)
          return resolved
        }
        subject = mention.entity
      }
    }
    return resolver.resolve(phrase, subject: subject)
  }

  /// The subject of the clauses before a position in its own sentence, for 其.
  private func clauseSubject(before position: Int) -> SourcePhrase? {
    var low = 0
    var high = layout.segments.count
    while low < high {
      let middle = (low + high) / 2
      if layout.segments[middle].span.start <= position { low = middle + 1 } else { high = middle }
    }
    // Who has spoken in this sentence is meant.
    guard low > 0, resolver.lastPosition < layout.segments[low - 1].span.start else { return nil }
    let atoms = layout.segments[low - 1].atoms
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
    var low = 0
    var high = layout.segments.count
    while low < high {
      let middle = (low + high) / 2
      if layout.segments[middle].span.start <= position { low = middle + 1 } else { high = middle }
    }
    var index = low - 1
    var looked = 0
    var quotations = 0
    while index >= 0, looked < 2 {
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
          switch subject.head {
          case .named(let mention) where mention.type == .person: return subject
          case .role where finder.isIndefinite(subject): return subject
          case .pronoun: break clauses
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

  /// The person whom a sentence introduces at its end: 其中就有来自某地的张三。
  private func introduced(by segment: TextLayout.Segment) -> SourcePhrase? {
    guard let atom = segment.atoms.last, layout.atoms[atom].kind == .text else { return nil }
    let span = layout.atoms[atom].span
    guard span.start >= resolver.lastPosition,
      let mention = finder.mentions.ending(at: span.end, from: span.start),
      mention.type == .person, mention.span.start > span.start
    else { return nil }
    return SourcePhrase(span: mention.span, head: .named(mention), headSpan: mention.span)
  }

  /// The source of a cue, which may be the first word of its own run: 报道 of 报道称.
  func sourcePhrase(of cue: TextLayout.CueCandidate, from start: Int) -> SourcePhrase? {
    let evidence = cueWord(cue).cueClass == "evidential" || matches("确认", cue.span)
    if let source = finder.source(before: cue.runStart, from: start, evidence: evidence) {
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
    return finder.head(at: cue.span.start, from: cue.runStart)
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
