import Values

/// Says how likely a word that text follows at once is a cue: 宣布他将辞职 is one, 宣布退出 is none.
///
/// A log-linear model over what stands around the word in its clause. The weights are trained by
/// scripts/train_cues.py and read from the embedded file `cue_weights`; the features there and here
/// are the same.
struct CueScorer: Sendable {
  /// The weights by the hash of a feature's UTF-16 units, in one open-addressing table: a slot is at
  /// most half of the time taken, 0 is empty.
  private var hashes: [UInt64]
  private var values: [Float]
  /// By unit: ``stop``, ``verb`` or neither.
  private let classes: [UInt8]
  private static let stop: UInt8 = 1
  private static let verb: UInt8 = 2

  /// A clause is looked at so far to either side: no feature tells longer ones apart.
  private static let reach = 60

  init() {
    let rows = (Knowledge("cue_weights")?.rows ?? []).filter { $0.count == 2 }
    var size = 64
    while size < rows.count * 2 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    values = [Float](repeating: 0, count: size)
    var classes = [UInt8](repeating: 0, count: 1 << 16)
    for unit in "，。！？；：、“”‘’（）《》【】…—\n\r ,.!?;:()\u{3000}\t".utf16 {
      classes[Int(unit)] = Self.stop
    }
    for unit in "是将会有已没不能可应要被在为了对与".utf16 { classes[Int(unit)] = Self.verb }
    self.classes = classes
    for row in rows {
      guard let value = Int(row[1]) else { continue }
      var feature = Feature()
      for unit in row[0].utf16 { feature.add(unit) }
      let slot = slot(of: feature.hash)
      hashes[slot] = feature.hash
      values[slot] = Float(value) / 1000
    }
  }

  private func isStop(_ unit: UInt16) -> Bool { classes[Int(unit)] == Self.stop }
  private func isVerb(_ unit: UInt16) -> Bool { classes[Int(unit)] == Self.verb }

  /// FNV-1a over UTF-16 units.
  private struct Feature {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ unit: UInt16) { hash = (hash ^ UInt64(unit)) &* 0x100_0000_01B3 }
    mutating func add(_ letter: Unicode.Scalar) { add(UInt16(truncatingIfNeeded: letter.value)) }
  }

  /// Where the hash stands, or the empty slot where it would.
  private func slot(of hash: UInt64) -> Int {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  /// The weight of a feature: its kind, up to three letters, the text it is of or a name in ASCII.
  @inline(__always)
  private func weight(
    _ kind: Unicode.Scalar, _ first: Unicode.Scalar? = nil, _ second: Unicode.Scalar? = nil,
    _ third: Unicode.Scalar? = nil, of text: ArraySlice<UInt16> = [], name: String = ""
  ) -> Float {
    var feature = Feature()
    feature.add(kind)
    if let first { feature.add(first) }
    if let second { feature.add(second) }
    if let third { feature.add(third) }
    for unit in text { feature.add(unit) }
    for byte in name.utf8 { feature.add(UInt16(byte)) }
    return values[slot(of: feature.hash)]
  }

  private func group(_ unit: UInt16?) -> Unicode.Scalar {
    switch unit {
    case 0xFF0C, 0x2C: "c"
    case 0x201C: "q"
    case nil, 0x3002, 0xFF01, 0xFF1F, 0x0A, 0x0D, 0x2026: "s"
    default: "o"
    }
  }

  /// How many of the edges a count reaches, as a digit.
  private func bucket(_ count: Int, _ edges: (Int, Int, Int, Int, Int)) -> Unicode.Scalar {
    var digit = UInt8(ascii: "0")
    if count >= edges.0 { digit += 1 }
    if count >= edges.1 { digit += 1 }
    if count >= edges.2 { digit += 1 }
    if count >= edges.3 { digit += 1 }
    if count >= edges.4 { digit += 1 }
    return Unicode.Scalar(digit)
  }

  /// The probability, 0…1, that the cue word in `span`, whose run of cue words begins at
  /// `runStart`, announces the text right after it.
  func probability(
    of span: Span, runStart: Int, word: StatementLexicon.CueWord, in units: [UInt16],
    lexicon: StatementLexicon, mentions: MentionIndex
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
    var z = weight("b") + weight("w", of: cue) + weight("s", name: word.strength.name)
    z += weight("c", name: word.cueClass)
    z += weight("1", of: units[span.end..<min(units.count, span.end + 1)])
    if rest >= 2 { z += weight("2", of: units[span.end..<span.end + 2]) }
    z += weight("L", bucket(rest, (4, 7, 11, 16, 30)))
    z += weight("l", of: units[stop - 1..<stop])
    z += weight("p", group(stop < units.count ? units[stop] : nil))
    z += weight("B", bucket(lead, (1, 2, 4, 8, 16)))
    if lead >= 1 {
      z +=
        weight("a", of: units[runStart - 1..<runStart]) + weight("f", of: units[first..<first + 1])
    }
    if lead >= 2 { z += weight("A", of: units[runStart - 2..<runStart]) }
    z += weight("m", group(first > 0 ? units[first - 1] : nil))
    z += weight("v", units[span.end..<stop].contains(where: isVerb) ? "1" : "0")
    z += weight("W", rest >= 11 ? "1" : "0", of: cue)
    // Who stands before the cue, past up to three adverbs, and what it goes on with.
    var at = runStart
    for _ in 0..<3 where mentions.ending(at: at, from: first) == nil {
      let length = lexicon.longest(.adverb, endingAt: at, from: first, in: units)
      if length == 0 { break }
      at -= length
    }
    let before: Unicode.Scalar =
      mentions.ending(at: at, from: first).map { Self.letter($0.type) }
      ?? (lexicon.longest(.pronoun, endingAt: at, from: first, in: units) > 0
        ? "N"
        : lexicon.longest([.role, .media], endingAt: at, from: first, in: units) > 0 ? "R" : "-")
    let after: Unicode.Scalar =
      mentions.starting(at: span.end).map { Self.letter($0.type) }
      ?? (lexicon.longest(
        .pronoun, startingAt: span.end, to: min(units.count, span.end + 4), in: units) > 0
        ? "N" : "-")
    z += weight("n", before) + weight("n", "w", before, of: cue)
    z += weight("x", after) + weight("n", "x", before, after)
    z += weight("n", "s", before, name: word.strength.name)
    return 1 / (1 + Self.exp(-z))
  }

  /// P, O or L
  private static func letter(_ type: EntityType) -> Unicode.Scalar {
    switch type {
    case .person: "P"
    case .organization: "O"
    case .place: "L"
    }
  }

  /// eˣ by squaring, to two digits: enough for a threshold, and the same on every machine.
  static func exp(_ x: Float) -> Float {
    var y = 1 + max(-20, min(20, x)) / 1024
    for _ in 0..<10 { y *= y }
    return y
  }
}
