import Values

/// Where the words of a statement that a cue has opened end, and what of them is quoted.
extension StatementReader {
  /// Ends the open statement at `end` and says which words are its content.
  mutating func close(
    _ open: inout Open?, at end: Int, in segment: TextLayout.Segment, via: [Speaker]
  ) {
    guard let current = open else { return }
    open = nil
    defer { nested.removeAll(keepingCapacity: true) }
    var draft = current.draft
    let opening = current.opening
    let first = layout.atoms[opening.atom]
    var end = end
    while end > opening.start, shapes.isPunctuation(units[end - 1]), !shapes.isStop(units[end - 1]),
      units[end - 1] != 0x201D, units[end - 1] != 0xFF09, units[end - 1] != 0x300B
    {
      end -= 1
    }
    end = endBeforeSilence(from: opening, to: end, in: segment)
    end = endBeforeAct(from: opening, of: current.source, to: end, in: segment)
    end = endOfSubordinate(current, to: end, in: segment)
    guard end > opening.start else { return }
    if first.kind == .quote {
      let pair = layout.pairs[first.pair]
      let inside = layout.atoms[opening.atom..<segment.atoms.upperBound].prefix {
        $0.span.start < end
      }
      let texts = inside.filter { $0.kind == .text }
      if texts.isEmpty || pair.terminal || opening.colon && pair.inner.count >= 8 {
        // Direct: the quotation, and those that follow it without words between.
        var pairs: [Int] = []
        for piece in inside {
          if piece.kind == .text { break }
          if piece.kind == .quote { pairs.append(piece.pair) }
        }
        draft.kind = .direct
        draft.pieces = pairs.map { layout.pairs[$0].inner }.filter { !$0.isEmpty }
        draft.pairs = pairs
        if draft.pieces.isEmpty { return }
        add(draft)
        return
      }
    }
    // X表示，A：“B。”: B is quoted for itself.
    let spoken = spokenEnd(from: opening.atom, to: end, in: segment)
    if let spoken { end = endBefore(spoken - 1, in: segment) }
    defer {
      if let spoken { addSpoken(spoken, after: draft, framed: current.frame, in: segment) }
    }
    draft.pieces = [Span(opening.start, end)]
    let quoted = quotes(in: draft.pieces[0], from: opening.atom, of: segment)
    draft.kind = quoted ? .mixed : .indirect
    add(draft)
    closeNested(at: end, in: segment)
  }

  /// Ends the statements that stand inside the one that was added last, at its end.
  private mutating func closeNested(at end: Int, in segment: TextLayout.Segment) {
    let inner = nested
    nested.removeAll(keepingCapacity: true)
    guard let outer = drafts.indices.last, drafts[outer].kind != .direct else { return }
    for one in inner where one.opening.start < end {
      var draft = one.draft
      draft.pieces = [Span(one.opening.start, end)]
      draft.kind =
        quotes(in: draft.pieces[0], from: one.opening.atom, of: segment)
        ? .mixed : .indirect
      draft.parent = outer
      add(draft)
    }
  }

  /// The quotation that ends the words of a statement after a colon.
  private func spokenEnd(from first: Int, to end: Int, in segment: TextLayout.Segment) -> Int? {
    let last = segment.atoms.upperBound - 1
    guard last - 2 >= first, layout.atoms[last].kind == .quote,
      layout.atoms[last].span.end == end, layout.atoms[last - 1].kind == .colon
    else { return nil }
    let pair = layout.pairs[layout.atoms[last].pair]
    return pair.terminal && pair.inner.count >= 10 ? last : nil
  }

  private mutating func addSpoken(
    _ atom: Int, after outer: Draft, framed: Bool, in segment: TextLayout.Segment
  ) {
    let pair = layout.atoms[atom].pair
    // 据媒体报道，导游不满，斥责游客：“Q”: who acts in what the outlet reports.
    if framed, let first = outer.pieces.first?.start,
      let subject = firstSubject(from: first, before: atom - 1, in: segment)
    {
      let resolved = resolve(subject)
      add(
        Draft(
          kind: .direct, pieces: [layout.pairs[pair].inner], source: subject, resolved: resolved,
          via: outer.resolved.speakers, confidence: resolved.confidence * 0.9, rule: "colon-quote",
          pairs: [pair]))
      return
    }
    add(
      Draft(
        kind: .direct, pieces: [layout.pairs[pair].inner], source: outer.source,
        resolved: outer.resolved, via: outer.via, confidence: outer.confidence * 0.9,
        rule: "colon-quote", pairs: [pair]))
  }

  /// Whether words that are quoted in a span, rather than named, make it a mixed statement.
  func quotes(in span: Span, from atom: Int, of segment: TextLayout.Segment) -> Bool {
    layout.atoms[atom..<segment.atoms.upperBound].prefix { $0.span.start < span.end }.contains {
      $0.kind == .quote && $0.span.start >= span.start && $0.span.end <= span.end
        && isQuoted(layout.pairs[$0.pair])
    }
  }

  private static let verbs = Set("是将会有已没不能可应要被为了很最更让使做去来过着得正在".utf16)

  private static let namedAfter = Set("号项计工行运平协".utf16)

  /// Not a name, not after 所谓, and long or with a verb in it.
  private func isQuoted(_ pair: TextLayout.Pair) -> Bool {
    let inner = pair.inner
    if inner.count < 3 { return false }
    if inner.count >= 10 { return true }
    if let mention = finder.mentions.covering(inner.start), mention.span.end + 1 >= inner.end {
      return false
    }
    if lexicon.longest(
      [.beforeScare, .beforeTitle, .beforeNickname], endingAt: pair.span.start,
      from: max(0, pair.span.start - 4), in: units) > 1
    {
      return false
    }
    if units[inner.start..<inner.end].contains(where: Self.verbs.contains) { return true }
    return inner.count >= 6
      && !(pair.span.end < units.count && Self.namedAfter.contains(units[pair.span.end]))
  }
}
