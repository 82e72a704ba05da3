import Values

/// A name's evened-out form as a key: UTF-16 units that hash without Unicode normalisation, which
/// readings do not need and which makes `String` keys ten times slower for Chinese.
struct Surface: Hashable, Sendable {
  let units: [UInt16]
  private let digest: Int

  init(_ units: some Sequence<UInt16>) {
    self.units = Array(units)
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for unit in self.units { digest = (digest ^ UInt64(unit)) &* 0x0000_0100_0000_01B3 }
    self.digest = Int(truncatingIfNeeded: digest ^ digest >> 29)
  }

  init(_ text: some StringProtocol) { self.init(text.utf16) }

  var count: Int { units.count }
  var text: String { String(utf16: units[...]) }

  static func == (a: Surface, b: Surface) -> Bool { a.digest == b.digest && a.units == b.units }
  func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

extension UInt16 {
  /// A Chinese character of the basic plane.
  var isHan: Bool { self >= 0x3400 && self <= 0x9FFF }
}

extension ArraySlice<UInt16> {
  func ends(with ending: [UInt16]) -> Bool {
    count >= ending.count && suffix(ending.count).elementsEqual(ending)
  }
}
