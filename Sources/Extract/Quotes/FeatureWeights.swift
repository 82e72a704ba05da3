import Values

/// The weights of a log-linear model over features that are short texts.
///
/// Read from an embedded file of features and weights in thousandths, and kept by the hash of a
/// feature's UTF-16 units in one open-addressing table: a slot is at most half of the time taken, 0 is
/// empty.
struct FeatureWeights: Sendable {
  private var hashes: [UInt64]
  private var values: [Float]

  /// The weights of the embedded file `name`; none, and all probabilities ½, when there is no such file.
  init(_ name: String) {
    let entries = Self.entries(of: name)
    var size = 64
    while size < entries.count * 2 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    values = [Float](repeating: 0, count: size)
    for (hash, value) in entries {
      let slot = slot(of: hash)
      hashes[slot] = hash
      values[slot] = Float(value) / 1000
    }
  }

  /// Reads the file byte by byte: `Knowledge` makes a string of each column, which is slow for the
  /// twelve thousand rows of `title_weights`.
  private static func entries(of name: String) -> [(hash: UInt64, value: Int)] {
    guard let bytes = Knowledge.bytes(name) else { return [] }
    var entries: [(hash: UInt64, value: Int)] = []
    entries.reserveCapacity(bytes.count / 10)
    var at = 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if bytes[at] != UInt8(ascii: "#"),
        let tab = bytes[at..<end].firstIndex(of: UInt8(ascii: "\t")),
        let value = Int(String(decoding: bytes[tab + 1..<end], as: UTF8.self))
      {
        var feature = Feature()
        for unit in String(decoding: bytes[at..<tab], as: UTF8.self).utf16 { feature.add(unit) }
        entries.append((feature.hash, value))
      }
      at = end + 1
    }
    return entries
  }

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
  func weight(
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

  /// How many of the edges a count reaches, as a digit.
  static func bucket(_ count: Int, _ edges: (Int, Int, Int, Int, Int)) -> Unicode.Scalar {
    var digit = UInt8(ascii: "0")
    if count >= edges.0 { digit += 1 }
    if count >= edges.1 { digit += 1 }
    if count >= edges.2 { digit += 1 }
    if count >= edges.3 { digit += 1 }
    if count >= edges.4 { digit += 1 }
    return Unicode.Scalar(digit)
  }

  /// P, O or L
  static func letter(_ type: EntityType) -> Unicode.Scalar {
    switch type {
    case .person: "P"
    case .organization: "O"
    case .place: "L"
    }
  }

  /// 1 / (1 + e⁻ᶻ)
  static func probability(_ z: Float) -> Float { 1 / (1 + exp(-z)) }

  /// eˣ by squaring, to two digits: enough for a threshold, and the same on every machine.
  static func exp(_ x: Float) -> Float {
    var y = 1 + max(-20, min(20, x)) / 1024
    for _ in 0..<10 { y *= y }
    return y
  }
}
