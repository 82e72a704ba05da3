import Values

/// Quotations that stand alone, or before their attribution.
extension StatementReader {
  func isSpeech(_ pair: Int) -> Bool {
    let pair = layout.pairs[pair]
    return pair.terminal && pair.inner.count >= 4 || pair.inner.count >= 25
  }

  func firstCue(_ segment: TextLayout.Segment) -> (cue: TextLayout.CueCandidate, atom: Int)? {
    for atom in segment.atoms where layout.atoms[atom].kind == .text {
      for cue in layout.atoms[atom].cues {
        let word = cueWord(layout.cues[cue])
        if word.strength != .optional { return (layout.cues[cue], atom) }
      }
    }
    return nil
  }

  /// Whether nothing but the end of the sentence follows the cue: …，X说。
  func isFinal(_ cue: TextLayout.CueCandidate, atom: Int, segment: TextLayout.Segment)
    -> Bool
  {
    guard atom == segment.atoms.upperBound - 1 else { return false }
    let rest = layout.atoms[atom].span.end - cue.span.end
    if rest == 0 { return true }
    return rest <= 30 && cueWord(cue).takesAddressee
  }

  /// Whether the next paragraph opens with the attribution of the quotation that ends the one before.
  func attributesAcross(_ segment: TextLayout.Segment) -> Bool {
    guard segment.paragraph - pendingParagraph <= 2, let (cue, atom) = firstCue(segment),
      let source = sourcePhrase(of: cue, from: clauseStart(of: atom, in: segment))
    else { return false }
    if let (final, _) = finalCue(segment), final.span == cue.span { return true }
    guard !(isLined && pendingFollows), isPersonal(source, cue),
      let opening = opening(cue, atom: atom, segment: segment)
    else {
      return false
    }
    // X指出，A。“B。”⏎Y说，“C。”: B is X's.
    return !opening.colon && !(pendingFollows && layout.atoms[opening.atom].kind == .quote)
  }

  /// Whether a source that opens the sentence after a quotation is whom the quotation comes from: a
  /// person or body of its own, not an outlet or what was learnt from somebody. On the training articles
  /// a quotation that stands alone is such a source's 46 times, the speaker's before 2 times.
  func isPersonal(_ source: SourcePhrase, _ cue: TextLayout.CueCandidate) -> Bool {
    if source.evidential || cueWord(cue).cueClass == "evidential" { return false }
    switch source.head {
    case .named(let mention): return !resolver.isMedia(mention.entity)
    case .unlisted, .surnamed: return true
    case .role: return !matches("记者", source.headSpan)
    case .pronoun(let kinds): return !pendingFollows && !kinds.isDisjoint(with: [.he, .she])
    default: return false
    }
  }

  /// Attributes waiting quotations by the sentence after them; true when that sentence was only
  /// their attribution.
  mutating func readPending(with segment: TextLayout.Segment) -> Bool {
    guard !pending.isEmpty else { return false }
    attribution: if let (cue, atom) = firstCue(segment), atom - segment.atoms.lowerBound <= 4 {
      let source =
        sourcePhrase(of: cue, from: clauseStart(of: atom, in: segment))
        ?? inheritedSubject(before: atom, in: segment)
      if let source {
        if !announces(cue, atom: atom, in: segment), let (finalCue, finalAtom) = finalCue(segment) {
          let finalSource =
            sourcePhrase(of: finalCue, from: clauseStart(of: finalAtom, in: segment))
            ?? source
          emitPending(source: finalSource, cue: finalCue, more: [], rule: "quote-then-cue")
          return true
        }
        if let opening = opening(cue, atom: atom, segment: segment) {
          let next = layout.atoms[opening.atom]
          if next.kind == .quote, !isAnother(source), pendingParagraph == segment.paragraph,
            opening.comma || opening.colon && !pendingFollows,
            !pendingFollows || !isNewNamed(source),
            isSpeech(next.pair) || layout.pairs[next.pair].inner.count > 10
          {
            emitPending(
              source: source, cue: cue, more: quoteRun(from: opening.atom, in: segment),
              rule: "quote-cue-quote")
            return true
          }
          if isLined, pendingFollows, pendingParagraph != segment.paragraph { break attribution }
          if !pendingFollows && !source.evidential && !isOutlet(source) || isPersonal(source, cue),
            !isAnother(source),
            !opening.colon || next.kind == .quote
          {
            emitPending(source: source, cue: cue, more: [], rule: "quote-then-cue")
            return false
          }
        }
      }
    }
    flush(next: segment)
    return false
  }

  /// X对记者说。“Q。”: the full stop stands for a colon.
  mutating func noteAnnouncement(_ index: Int, _ segment: TextLayout.Segment) {
    guard pending.isEmpty, index + 1 < layout.segments.count,
      case let next = layout.segments[index + 1], next.paragraph == segment.paragraph,
      let first = next.atoms.first, layout.atoms[first].kind == .quote,
      layout.pairs[layout.atoms[first].pair].terminal,
      let (cue, atom) = finalCue(segment), cue.span.end == segment.span.end,
      cueWord(cue).strength == .strong, cueWord(cue).cueClass == "say",
      let source = sourcePhrase(of: cue, from: clauseStart(of: atom, in: segment)),
      isPersonal(source, cue)
    else { return }
    resolver.note(resolve(source), at: source.span.start, phrase: source)
    mark(index, segment)
  }

  /// Words that end in quoted speech, which the next sentence attributes: 供电更加稳定，“Q。”X说。
  mutating func awaitAttribution(_ index: Int, _ segment: TextLayout.Segment) {
    guard pending.isEmpty, let last = segment.atoms.last, isAttributedNext(index, segment) else {
      return
    }
    pending = [layout.atoms[last].pair]
    pendingParagraph = segment.paragraph
    pendingFollows = false
  }

  /// Whether a sentence ends in quoted speech and the next one says whose it is.
  func isAttributedNext(_ index: Int, _ segment: TextLayout.Segment) -> Bool {
    guard let last = segment.atoms.last, layout.atoms[last].kind == .quote,
      index + 1 < layout.segments.count
    else { return false }
    let pair = layout.pairs[layout.atoms[last].pair]
    let next = layout.segments[index + 1]
    guard pair.terminal, !pair.implied, pair.inner.count >= 8, next.paragraph == segment.paragraph,
      let (cue, atom) = firstCue(next), atom - next.atoms.lowerBound <= 4,
      let source = sourcePhrase(of: cue, from: clauseStart(of: atom, in: next)),
      isPersonal(source, cue), !isAnother(source)
    else { return false }
    return finalCue(next)?.0.span == cue.span
      || opening(cue, atom: atom, segment: next).map { $0.comma || $0.direct } ?? false
  }

  /// Words before quoted speech whose attribution ends the sentence: 从这一点看，“Q，”X说。
  mutating func readTrailingAttribution(
    _ index: Int, _ segment: TextLayout.Segment, from: Int
  ) -> Bool {
    guard let (cue, atom) = finalCue(segment), atom > segment.atoms.lowerBound,
      layout.atoms[atom - 1].kind == .quote, layout.atoms[atom - 1].span.start >= from
    else { return false }
    let pair = layout.atoms[atom - 1].pair
    let inner = layout.pairs[pair].inner
    guard inner.count >= 8, shapes.isStop(units[inner.end - 1]) || units[inner.end - 1] == 0xFF0C,
      let source = sourcePhrase(of: cue, from: layout.atoms[atom].span.start)
    else { return false }
    let resolved = resolve(source)
    add(
      Draft(
        kind: .direct, pieces: [inner], cue: cue, source: source, resolved: resolved,
        confidence: resolved.confidence, rule: "quote-comma-cue", pairs: [pair]))
    resolver.note(resolved, at: source.span.start, phrase: source)
    mark(index, segment)
    return true
  }

  /// Words without quotation marks whose attribution ends the sentence: 情况并不复杂，X说道。
  mutating func readReportBeforeSource(_ index: Int, _ segment: TextLayout.Segment) -> Bool {
    guard let (cue, atom) = finalCue(segment), cue.span.end == segment.span.end,
      atom - 2 >= segment.atoms.lowerBound, layout.atoms[atom - 1].kind == .comma,
      layout.atoms[atom - 2].kind == .text, cueWord(cue).strength == .strong,
      cueWord(cue).cueClass == "say"
    else { return false }
    let clause = layout.atoms[atom].span
    // Somebody else's words, and 对此如此表示, which points back to them.
    for other in segment.atoms.lowerBound..<atom where layout.atoms[other].kind == .text {
      for index in layout.atoms[other].cues
      where cueWord(layout.cues[index]).strength >= .mark
        && layout.cues[index].span.end == layout.atoms[other].span.end
      {
        return false
      }
    }
    guard let source = sourcePhrase(of: cue, from: clause.start), isPersonal(source, cue),
      finder.strippedLead(clause.start, to: clause.end) == source.span.start,
      !["如此", "这样", "这么", "曾"].contains(where: {
        finder.ends($0, at: cue.runStart, from: clause.start)
      }), !isDenied(cue, from: clause.start)
    else { return false }
    let content = Span(segment.span.start, endBefore(atom, in: segment))
    guard content.count >= 8,
      atom - 2 > segment.atoms.lowerBound || !isCircumstance(layout.atoms[atom - 2].span)
    else { return false }
    let resolved = resolve(source)
    add(
      Draft(
        kind: quotes(in: content, from: segment.atoms.lowerBound, of: segment)
          ? .mixed : .indirect,
        pieces: [content], cue: cue, source: source, resolved: resolved,
        confidence: 0.8 * resolved.confidence, rule: "report-then-cue"))
    resolver.note(resolved, at: source.span.start, phrase: source)
    mark(index, segment)
    return true
  }

  func finalCue(_ segment: TextLayout.Segment) -> (TextLayout.CueCandidate, Int)? {
    let atom = segment.atoms.upperBound - 1
    guard layout.atoms[atom].kind == .text, let last = layout.atoms[atom].cues.last else {
      return nil
    }
    let cue = layout.cues[last]
    let start = layout.atoms[atom].span.start
    // Not 对残疾人的看法, 回家的通知, 不讲.
    guard isFinal(cue, atom: atom, segment: segment), cueWord(cue).strength != .evidence,
      cue.runStart == start || units[cue.runStart - 1] != 0x7684, !isDenied(cue, from: start)
    else { return nil }
    return (cue, atom)
  }

  /// Whether a cue with its own source goes on with content: “Q。”X说，A。
  private func announces(
    _ cue: TextLayout.CueCandidate, atom: Int, in segment: TextLayout.Segment
  ) -> Bool {
    guard let opening = opening(cue, atom: atom, segment: segment), opening.comma || opening.colon
    else { return false }
    return sourcePhrase(of: cue, from: clauseStart(of: atom, in: segment)) != nil
  }

  func isNewNamed(_ source: SourcePhrase) -> Bool {
    guard case .named(let mention) = source.head else { return false }
    return resolver.last?.speakers.first?.name != resolver.entities[mention.entity].name
  }

  /// 也有网友, 还有游客, 有人: somebody else than who spoke before.
  private func isAnother(_ source: SourcePhrase) -> Bool {
    guard case .role = source.head else { return false }
    let start = max(0, source.span.start - 2)
    return units[source.span.start] == 0x6709  // 有
      || units[start..<source.headSpan.start].contains(0x6709)
        && units[start..<source.headSpan.start].contains { "也还另又".utf16.contains($0) }
  }

  func quoteRun(from atom: Int, in segment: TextLayout.Segment) -> [Int] {
    layout.atoms[atom..<segment.atoms.upperBound].filter { $0.kind == .quote }.map(\.pair)
  }

  /// Adds a quotation to the last statement when it is its next paragraph: the pair before was left
  /// open at the end of its line, and this one repeats the opening mark.
  mutating func extendLast(with pair: Int) -> Bool {
    guard pair > 0, let last = drafts.indices.last, drafts[last].pairs.last == pair - 1,
      layout.pairs[pair].goesOn
        || layout.pairs[pair - 1].implied && units[layout.pairs[pair - 1].span.start] == 0x201C
    else { return false }
    let between = layout.pairs[pair - 1].span.end..<layout.pairs[pair].span.start
    guard units[between].allSatisfy(shapes.isSpace) else { return false }
    drafts[last].pieces.append(layout.pairs[pair].inner)
    drafts[last].pairs.append(pair)
    return true
  }

  mutating func emitPending(
    source: SourcePhrase, cue: TextLayout.CueCandidate?, more: [Int], rule: String
  ) {
    let resolved = resolve(source)
    // Each quotation of its own, the last one with what follows the cue.
    for pair in pending.dropLast() where !extendLast(with: pair) {
      add(
        Draft(
          kind: .direct, pieces: [layout.pairs[pair].inner], resolved: resolved,
          confidence: 0.85 * resolved.confidence, rule: "quote-run", pairs: [pair]))
    }
    if let pair = pending.last {
      add(
        Draft(
          kind: .direct, pieces: ([pair] + more).map { layout.pairs[$0].inner }, cue: cue,
          source: source, resolved: resolved, confidence: min(0.98, resolved.confidence + 0.02),
          rule: rule, pairs: [pair] + more))
    }
    resolver.note(resolved, at: source.span.start, phrase: source)
    pending.removeAll()
  }

  mutating func readLeadingQuote(_ first: Int, _ segment: TextLayout.Segment)
    -> (resume: Int, source: SourcePhrase?)?
  {
    var pairs: [Int] = []
    var atom = first
    var comma = false
    while atom < segment.atoms.upperBound, layout.atoms[atom].kind != .text {
      if layout.atoms[atom].kind == .quote { pairs.append(layout.atoms[atom].pair) }
      if layout.atoms[atom].kind == .comma { comma = true }
      atom += 1
    }
    guard atom < segment.atoms.upperBound, let lastPair = pairs.last else { return nil }
    let inner = layout.pairs[lastPair].inner
    guard inner.count >= 2 else { return nil }
    let lastUnit = units[inner.end - 1]
    let punctuated = comma || lastUnit == 0xFF0C || lastUnit == 0x2C || shapes.isStop(lastUnit)
    let opens = firstCue(segment).flatMap { announces($0, atom: $1, in: segment) ? ($0, $1) : nil }
    guard let (cue, cueAtom) = opens ?? finalCue(segment) ?? firstCue(segment),
      cueAtom == atom || isFinal(cue, atom: cueAtom, segment: segment)
    else {
      guard punctuated, inner.count >= 8, lastUnit == 0xFF0C || shapes.isStop(lastUnit),
        let subject = finder.subject(
          from: layout.atoms[atom].span.start, to: layout.atoms[atom].span.end)
      else { return nil }
      var resolved = resolve(subject)
      resolved.how = .context
      resolved.confidence = 0.7
      var resume = layout.atoms[atom].span.end
      // “A，”X停下车，“B。”
      if lastUnit == 0xFF0C, atom + 2 == segment.atoms.upperBound - 1,
        layout.atoms[atom + 1].kind == .comma, layout.atoms[atom + 2].kind == .quote
      {
        pairs.append(layout.atoms[atom + 2].pair)
        resume = segment.span.end
      }
      add(
        Draft(
          kind: .direct, pieces: pairs.map { layout.pairs[$0].inner }, source: subject,
          resolved: resolved, confidence: 0.7, rule: "quote-then-subject", pairs: pairs))
      resolver.note(resolved, at: subject.span.start, phrase: subject)
      return (resume, subject)
    }
    let final = isFinal(cue, atom: cueAtom, segment: segment)
    guard punctuated || final && inner.count >= 4 else { return nil }
    guard cueWord(cue).strength != .optional,
      let source = sourcePhrase(of: cue, from: layout.atoms[cueAtom].span.start)
        ?? inheritedSubject(before: cueAtom, in: segment)
    else { return nil }
    var resolved = resolve(source)
    // “Q，”报道称，X表示A: the outlet goes on; the quotation is the speaker's before.
    if !final, isOutlet(source), let last = resolver.last, !last.speakers.isEmpty,
      segment.paragraph - lastParagraph <= 1
    {
      resolved = last
      resolved.how = .inherited
      resolved.confidence = min(0.7, last.confidence)
    }
    var pieces = pairs
    var resume = cue.span.end
    if !final, let opening = opening(cue, atom: cueAtom, segment: segment) {
      let next = layout.atoms[opening.atom]
      if next.kind == .quote, opening.comma || opening.colon {
        pieces += quoteRun(from: opening.atom, in: segment)
        resume = segment.span.end
      } else {
        resume = cue.span.start
      }
    } else if !final {
      // “A，”X向记者介绍他的作品: the comma inside says that the sentence goes on with who speaks.
      guard lastUnit == 0xFF0C || lastUnit == 0x2C else { return nil }
    }
    add(
      Draft(
        kind: .direct, pieces: pieces.map { layout.pairs[$0].inner }, cue: cue, source: source,
        resolved: resolved, confidence: resolved.confidence, rule: "quote-comma-cue", pairs: pieces)
    )
    resolver.note(resolved, at: source.span.start, phrase: source)
    return (resume, source)
  }
}
