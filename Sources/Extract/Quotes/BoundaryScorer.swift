import Values

/// Says how likely a sentence without a cue goes on with what the one before reported: X说，A。此外，B。
///
/// A log-linear model over how the sentence begins and what it goes on from. The weights are trained
/// by scripts/train_boundaries.py and read from the embedded file `boundary_weights`; the features
/// there and here are the same.
struct BoundaryScorer: Sendable {
  private let weights = FeatureWeights("boundary_weights")
  /// By unit, which of the sets it is in.
  private let classes: [UInt8]
  private static let clause: UInt8 = 1
  private static let will: UInt8 = 2
  private static let done: UInt8 = 4
  private static let ours: UInt8 = 8
  private static let digit: UInt8 = 16
  private static let quote: UInt8 = 32
  private static let hedge: UInt8 = 64

  /// So much of a sentence is looked at.
  private static let reach = 60
  /// So much of what was reported is compared with the sentence.
  private static let said = 200
  /// A source so far before its cue is not looked for.
  private static let sourceReach = 8

  init() {
    var classes = [UInt8](repeating: 0, count: 1 << 16)
    let sets: [(String, UInt8)] = [
      ("，,；;：:“”", Self.clause), ("将会能要应需可望或", Self.will), ("了曾已过着", Self.done),
      ("我您你咱", Self.ours), ("0123456789", Self.digit), ("“", Self.quote),
      ("应该必须可能或许因为如果", Self.hedge),
    ]
    for (units, bit) in sets { for unit in units.utf16 { classes[Int(unit)] |= bit } }
    self.classes = classes
  }

  /// The probability, 0…1, that the sentence is what `cue` reported.
  ///
  /// - Parameter stated: where the content of the cue began.
  func probability(
    of sentence: Span, after cue: Span, word: StatementLexicon.CueWord, stated: Int,
    in units: [UInt16], lexicon: StatementLexicon, mentions: MentionIndex
  ) -> Float {
    let start = sentence.start
    let stop = min(sentence.end, start + Self.reach)
    var clause = start
    while clause < stop, classes[Int(units[clause])] & Self.clause == 0 { clause += 1 }
    var found: UInt8 = 0
    for unit in units[start..<stop] { found |= classes[Int(unit)] }
    var z = weights.weight("b") + weights.weight("c", name: word.cueClass)
    z += weights.weight("w", of: units[cue.start..<cue.end])
    z += weights.weight("1", of: units[start..<min(stop, start + 1)])
    z += weights.weight("2", of: units[start..<min(stop, start + 2)])
    z += weights.weight("l", of: units[max(start, clause - 1)..<clause])
    z += weights.weight("L", FeatureWeights.bucket(sentence.count, (8, 16, 24, 40, 60)))
    z += weights.weight("C", FeatureWeights.bucket(clause - start, (3, 5, 8, 12, 20)))
    z += weights.weight("S", FeatureWeights.bucket(start - stated, (8, 16, 32, 64, 96)))
    z += weights.weight(
      "x", mentions.starting(at: start).map { FeatureWeights.letter($0.type) } ?? "-")
    let next = mentions.firstIndex(from: start + 1)
    let inside = next < mentions.named.count ? mentions.named[next] : nil
    z += weights.weight(
      "i", inside.flatMap { $0.span.start < clause ? FeatureWeights.letter($0.type) : nil } ?? "-")
    z += weights.weight("y", source(before: cue.start, mentions: mentions))
    z += weights.weight("f", found & Self.will != 0 ? "1" : "0")
    z += weights.weight("d", found & Self.done != 0 ? "1" : "0")
    z += weights.weight("o", found & Self.ours != 0 ? "1" : "0")
    z += weights.weight("q", found & Self.quote != 0 ? "1" : "0")
    z += weights.weight("u", found & Self.hedge != 0 ? "1" : "0")
    z += weights.weight(
      "V",
      FeatureWeights.bucket(
        Self.shared(Span(max(stated, start - Self.said), start), Span(start, stop), in: units),
        (1, 2, 3, 5, 8)))
    z += weights.weight("g", found & Self.digit != 0 ? "1" : "0")
    z += weights.weight("h", classes[Int(units[start])] & Self.digit != 0 ? "1" : "0")
    let opens = { (kind: StatementLexicon.Kinds) -> Unicode.Scalar in
      lexicon.longest(kind, startingAt: start, to: stop, in: units) > 0 ? "1" : "0"
    }
    z += weights.weight("k", opens(.continuation)) + weights.weight("p", opens(.pronoun))
    z += weights.weight("r", opens([.role, .media]))
    return FeatureWeights.probability(z)
  }

  /// How many pairs of units of the sentence were reported before.
  private static func shared(_ said: Span, _ sentence: Span, in units: [UInt16]) -> Int {
    var count = 0
    for unit in sentence.start..<max(sentence.start, sentence.end - 1) {
      for other in said.start..<max(said.start, said.end - 1)
      where units[other] == units[unit] && units[other + 1] == units[unit + 1] {
        count += 1
        break
      }
    }
    return count
  }

  /// The type of the name that ends nearest before a cue.
  private func source(before cue: Int, mentions: MentionIndex) -> Unicode.Scalar {
    for end in stride(from: cue, to: max(0, cue - Self.sourceReach), by: -1) {
      if let named = mentions.ending(at: end, from: max(0, end - 40)) {
        return FeatureWeights.letter(named.type)
      }
    }
    return "-"
  }
}
