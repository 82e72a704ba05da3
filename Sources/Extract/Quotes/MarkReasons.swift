import Values

/// Says why words stand in quotation marks that are no statement.
struct MarkReasons {
  let units: [UInt16]
  let lexicon: StatementLexicon
  let shapes: TextLayout.Shapes
  let mentions: MentionIndex

  /// The first that holds: what is said before or after the marks, what stands in them, else a term.
  func reason(for pair: TextLayout.Pair) -> Mark.Reason {
    let start = pair.span.start
    let end = pair.span.end
    let inner = pair.inner
    if precedes(.beforeScare, start) { return .scare }
    if precedes(.beforeNickname, start) || follows(.afterNickname, end) { return .nickname }
    if precedes(.beforeSlogan, start) || follows(.afterSlogan, end) { return .slogan }
    if follows(.afterTitle, end) || precedes(.beforeTitle, start) && inner.count >= 4 {
      return .title
    }
    if let mention = mentions.covering(inner.start), mention.span.start == inner.start,
      mention.span.end == inner.end
    {
      return .name
    }
    if lexicon.longest(.event, endingAt: inner.end, from: inner.start, in: units) > 0
      || follows(.event, end)
    {
      return .event
    }
    if pair.terminal || inner.count >= 12 && units[inner.start..<inner.end].contains(0xFF0C) {
      return .slogan
    }
    if follows(.named, end) { return .name }
    return .term
  }

  private func precedes(_ kind: StatementLexicon.Kinds, _ position: Int) -> Bool {
    lexicon.longest(kind, endingAt: position, from: max(0, position - 4), in: units) > 0
  }

  private func follows(_ kind: StatementLexicon.Kinds, _ position: Int) -> Bool {
    lexicon.longest(
      kind, startingAt: position, to: min(units.count, position + 4), in: units) > 0
  }
}
