import Values

/// Says how likely a word that text follows at once is a cue: 宣布他将辞职 is one, 宣布退出 is none.
///
/// A log-linear model over what stands around the word in its clause. The weights are trained by
/// scripts/train_cues.py and read from the embedded file `cue_weights`; the features there and here
/// are the same.
struct CueScorer: Sendable {
  /// By the hash of a feature's UTF-16 units.
  private let weights: [UInt64: Float]
  private let stops: Set<UInt16>
  private let verbs: Set<UInt16>

  /// A clause is looked at so far to either side: no feature tells longer ones apart.
  private static let reach = 60

  init() {
    var weights: [UInt64: Float] = [:]
    for row in Knowledge("cue_weights")?.rows ?? [] where row.count == 2 {
      guard let value = Int(row[1]) else { continue }
      var feature = Feature()
      for unit in row[0].utf16 { feature.add(unit) }
      weights[feature.hash] = Float(value) / 1000
    }
    self.weights = weights
    stops = Set("，。！？；：、“”‘’（）《》【】…—\n\r ,.!?;:()\u{3000}\t".utf16)
    verbs = Set("是将会有已没不能可应要被在为了对与".utf16)
  }

  /// FNV-1a over UTF-16 units.
  private struct Feature {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ unit: UInt16) { hash = (hash ^ UInt64(unit)) &* 0x100_0000_01B3 }
  }

  private func weight(_ kind: Unicode.Scalar, _ units: ArraySlice<UInt16>) -> Float {
    var feature = Feature()
    feature.add(UInt16(truncatingIfNeeded: kind.value))
    for unit in units { feature.add(unit) }
    return weights[feature.hash] ?? 0
  }

  private func weight(_ kind: Unicode.Scalar, _ text: String) -> Float {
    weight(kind, Array(text.utf16)[...])
  }

  private func group(_ unit: UInt16?) -> String {
    switch unit {
    case 0xFF0C, 0x2C: "c"
    case 0x201C: "q"
    case nil, 0x3002, 0xFF01, 0xFF1F, 0x0A, 0x0D, 0x2026: "s"
    default: "o"
    }
  }

  private func bucket(_ count: Int, _ edges: [Int]) -> String {
    String(edges.count { count >= $0 })
  }

  /// The probability, 0…1, that the cue word in `span`, whose run of cue words begins at
  /// `runStart`, announces the text right after it.
  func probability(
    of span: Span, runStart: Int, word: StatementLexicon.CueWord, in units: [UInt16],
    lexicon: StatementLexicon, mentions: MentionIndex
  ) -> Float {
    var stop = span.end
    let last = min(units.count, span.end + Self.reach)
    while stop < last, !stops.contains(units[stop]) { stop += 1 }
    var first = runStart
    let earliest = max(0, runStart - Self.reach)
    while first > earliest, !stops.contains(units[first - 1]) { first -= 1 }
    let rest = stop - span.end
    let lead = runStart - first
    let cue = units[span.start..<span.end]
    var z = weight("b", "") + weight("w", cue) + weight("s", word.strength.name)
    z += weight("c", word.cueClass)
    z += weight("1", units[span.end..<min(units.count, span.end + 1)])
    if rest >= 2 { z += weight("2", units[span.end..<span.end + 2]) }
    z += weight("L", bucket(rest, [4, 7, 11, 16, 30]))
    z += weight("l", units[stop - 1..<stop])
    z += weight("p", group(stop < units.count ? units[stop] : nil))
    z += weight("B", bucket(lead, [1, 2, 4, 8, 16]))
    if lead >= 1 {
      z += weight("a", units[runStart - 1..<runStart]) + weight("f", units[first..<first + 1])
    }
    if lead >= 2 { z += weight("A", units[runStart - 2..<runStart]) }
    z += weight("m", group(first > 0 ? units[first - 1] : nil))
    z += weight("v", units[span.end..<stop].contains(where: verbs.contains) ? "1" : "0")
    z += weight("W", Array((rest >= 11 ? "1" : "0").utf16)[...] + cue)
    // Who stands before the cue, past up to three adverbs, and what it goes on with.
    var at = runStart
    for _ in 0..<3 where mentions.ending(at: at, from: first) == nil {
      let length = lexicon.longest(.adverb, endingAt: at, from: first, in: units)
      if length == 0 { break }
      at -= length
    }
    let before =
      mentions.ending(at: at, from: first).map { Self.letter($0.type) }
      ?? (lexicon.longest(.pronoun, endingAt: at, from: first, in: units) > 0
        ? 0x4E
        : lexicon.longest([.role, .media], endingAt: at, from: first, in: units) > 0 ? 0x52 : 0x2D)
    let after =
      mentions.starting(at: span.end).map { Self.letter($0.type) }
      ?? (lexicon.longest(
        .pronoun, startingAt: span.end, to: min(units.count, span.end + 4), in: units) > 0
        ? 0x4E : 0x2D)
    z += weight("n", [before]) + weight("n", [0x77, before] + cue)
    z += weight("x", [after]) + weight("n", [0x78, before, after])
    z += weight("n", [0x73, before] + Array(word.strength.name.utf16))
    return 1 / (1 + Self.exp(-z))
  }

  /// P, O or L
  private static func letter(_ type: EntityType) -> UInt16 {
    switch type {
    case .person: 0x50
    case .organization: 0x4F
    case .place: 0x4C
    }
  }

  /// eˣ by squaring, to two digits: enough for a threshold, and the same on every machine.
  private static func exp(_ x: Float) -> Float {
    var y = 1 + max(-20, min(20, x)) / 1024
    for _ in 0..<10 { y *= y }
    return y
  }
}
