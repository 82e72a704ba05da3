import Values

/// Says how likely a word that text follows at once is a cue: 宣布他将辞职 is one, 宣布退出 is none.
///
/// A log-linear model over what stands around the word in its clause. The weights are trained by
/// scripts/train_cues.py and read from the embedded file `cue_weights`; the features there and here
/// are the same.
struct CueScorer: Sendable {
  private let weights = FeatureWeights("cue_weights")
  /// By unit: ``stop``, ``verb`` or neither.
  private let classes: [UInt8]
  private static let stop: UInt8 = 1
  private static let verb: UInt8 = 2

  /// A clause is looked at so far to either side: no feature tells longer ones apart.
  private static let reach = 60

  init() {
    var classes = [UInt8](repeating: 0, count: 1 << 16)
    for unit in "，。！？；：、“”‘’（）《》【】…—\n\r ,.!?;:()\u{3000}\t".utf16 {
      classes[Int(unit)] = Self.stop
    }
    for unit in "是将会有已没不能可应要被在为了对与".utf16 { classes[Int(unit)] = Self.verb }
    self.classes = classes
  }

  private func isStop(_ unit: UInt16) -> Bool { classes[Int(unit)] == Self.stop }
  private func isVerb(_ unit: UInt16) -> Bool { classes[Int(unit)] == Self.verb }

  private func group(_ unit: UInt16?) -> Unicode.Scalar {
    switch unit {
    case 0xFF0C, 0x2C: "c"
    case 0x201C: "q"
    case nil, 0x3002, 0xFF01, 0xFF1F, 0x0A, 0x0D, 0x2026: "s"
    default: "o"
    }
  }

  /// The probability, 0…1, that the cue word in `span`, whose run of cue words begins at
  /// `runStart`, announces the text right after it.
  ///
  /// - Parameter others: The other cues around it, from the start of their run.
  func probability(
    of span: Span, runStart: Int, word: StatementLexicon.CueWord, in units: [UInt16],
    lexicon: StatementLexicon, mentions: MentionIndex, others: [Span] = []
  ) -> Float {
    var stop = span.end
    let last = min(units.count, span.end + Self.reach)
    while stop < last, !isStop(units[stop]) { stop += 1 }
    var first = runStart
    let earliest = max(0, runStart - Self.reach)
    while first > earliest, !isStop(units[first - 1]) { first -= 1 }
    let rest = stop - span.end
    let lead = runStart - first
    let cue = units[span.start..<span.end]
    var z =
      weights.weight("b") + weights.weight("w", of: cue)
      + weights.weight("s", name: word.strength.name)
    z += weights.weight("c", name: word.cueClass)
    z += weights.weight("1", of: units[span.end..<min(units.count, span.end + 1)])
    if rest >= 2 { z += weights.weight("2", of: units[span.end..<span.end + 2]) }
    z += weights.weight("L", FeatureWeights.bucket(rest, (4, 7, 11, 16, 30)))
    z += weights.weight("l", of: units[stop - 1..<stop])
    z += weights.weight("p", group(stop < units.count ? units[stop] : nil))
    z += weights.weight("B", FeatureWeights.bucket(lead, (1, 2, 4, 8, 16)))
    if lead >= 1 {
      z +=
        weights.weight("a", of: units[runStart - 1..<runStart])
        + weights.weight("f", of: units[first..<first + 1])
    }
    if lead >= 2 { z += weights.weight("A", of: units[runStart - 2..<runStart]) }
    z += weights.weight("m", group(first > 0 ? units[first - 1] : nil))
    z += weights.weight("v", units[span.end..<stop].contains(where: isVerb) ? "1" : "0")
    z += weights.weight("W", rest >= 11 ? "1" : "0", of: cue)
    // How the next clause opens, and whether another cue stands in this one.
    z += weights.weight("N", of: units[stop..<min(units.count, stop + 2)])
    z += weights.weight(
      "O", others.contains { $0.start >= span.end && $0.end <= stop } ? "1" : "0")
    z += weights.weight(
      "P", others.contains { $0.start >= first && $0.end <= runStart } ? "1" : "0")
    // Who stands before the cue, past up to three adverbs, and what it goes on with.
    var at = runStart
    for _ in 0..<3 where mentions.ending(at: at, from: first) == nil {
      let length = lexicon.longest(.adverb, endingAt: at, from: first, in: units)
      if length == 0 { break }
      at -= length
    }
    let before: Unicode.Scalar =
      mentions.ending(at: at, from: first).map { FeatureWeights.letter($0.type) }
      ?? (lexicon.longest(.pronoun, endingAt: at, from: first, in: units) > 0
        ? "N"
        : lexicon.longest([.role, .media], endingAt: at, from: first, in: units) > 0 ? "R" : "-")
    let after: Unicode.Scalar =
      mentions.starting(at: span.end).map { FeatureWeights.letter($0.type) }
      ?? (lexicon.longest(
        .pronoun, startingAt: span.end, to: min(units.count, span.end + 4), in: units) > 0
        ? "N" : "-")
    z += weights.weight("n", before) + weights.weight("n", "w", before, of: cue)
    z += weights.weight("x", after) + weights.weight("n", "x", before, after)
    z += weights.weight("n", "s", before, name: word.strength.name)
    return FeatureWeights.probability(z)
  }
}
