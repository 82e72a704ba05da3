/// A few words of at most four UTF-16 units, each packed into one integer.
struct ShortWords: Sendable {
  private let keys: [UInt64]

  /// - Parameter text: the words, separated by blanks; longer ones are left out.
  init(_ text: String) {
    keys = text.split(separator: " ").compactMap { Self.key(Array($0.utf16)[...]) }
  }

  /// Whether the text is one of the words.
  func contains(_ units: ArraySlice<UInt16>) -> Bool {
    guard let key = Self.key(units) else { return false }
    return keys.contains(key)
  }

  private static func key(_ units: ArraySlice<UInt16>) -> UInt64? {
    guard (1...4).contains(units.count) else { return nil }
    var key: UInt64 = 0
    for unit in units { key = key << 16 | UInt64(unit) }
    return key
  }
}
