/// How the forms of one person's name relate.
enum PersonForms {
  private static let addresses = Array("老小".utf16)

  /// 老王 without the form of address.
  static func name(in part: ArraySlice<UInt16>) -> ArraySlice<UInt16> {
    part.count == 2 && part.first.map(addresses.contains) == true ? part.dropFirst() : part
  }

  /// The parts of a foreign name: 莫妮卡·托夫特 → 莫妮卡, 托夫特; Bill Jaynes → Bill, Jaynes.
  static func parts(_ name: [UInt16]) -> [ArraySlice<UInt16>] {
    name.split { $0 == 0xB7 || $0 == 0x2D || $0 == 0x20 || $0 == 0x2E }
  }

  /// How well `short` fits as a shorter form of `full`; nil when it does not.
  ///
  /// 3: the last part (托夫特), or the last parts in order. 2: the given name of a Chinese name (泽民), the
  /// surname before a title (王) or behind a form of address (老王). 1: another part (莫妮卡).
  static func fit(_ short: LinkedForm, in full: LinkedForm) -> Int? {
    guard short.units.count < full.units.count || short.units.count == 2 else { return nil }
    let (parts, shorts) = (full.parts, short.parts)
    if parts.count > 1 {
      guard !shorts.isEmpty, shorts.count < parts.count else { return nil }
      if parts.suffix(shorts.count).elementsEqual(shorts) { return 3 }
      if shorts.count == 1 { return parts.contains(shorts[0]) ? 1 : nil }
      return shorts.first == parts.first && shorts.last == parts.last ? 3 : nil
    }
    guard full.units.count <= 4, full.isHan, short.isHan else { return nil }
    if short.units.count == 1 { return full.units.first == short.units.first ? 2 : nil }
    if short.units.count == 2, addresses.contains(short.units[0]),
      full.units.first == short.units[1], full.units.count > 1
    {
      return 2
    }
    // 陈某, 陈某某
    let someone: UInt16 = 0x67D0
    if full.units.last == someone, short.units.last == someone {
      return full.units.first == short.units.first ? 2 : nil
    }
    // 岸田, 岸田文雄: names of four characters begin with a surname of two.
    if short.units.count == 2, full.units.count == 4, full.units.starts(with: short.units) {
      return 2
    }
    return short.units.count == 2 && full.units.count >= 3
      && full.units.suffix(2).elementsEqual(short.units) ? 2 : nil
  }
}
