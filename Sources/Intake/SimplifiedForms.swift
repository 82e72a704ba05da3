/// The Simplified form of every Traditional character, character by character.
enum SimplifiedForms {
  /// Indexed by unit − 0x4E00.
  static let table: [UInt16] = {
    var table = Array(0x4E00...0x9FFF as ClosedRange<UInt16>)
    var traditional: UInt16?
    for unit in pairs.utf16 {
      if let from = traditional {
        table[Int(from) - 0x4E00] = unit
        traditional = nil
      } else {
        traditional = unit
      }
    }
    return table
  }()

  /// The Simplified form of a character between its neighbours (already or not yet converted).
  ///
  /// Two characters are also good Simplified in some words: 著 (著名, 原著, not 着) and 乾 (乾隆).
  static func simplified(_ unit: UInt16, before: UInt16, after: UInt16) -> UInt16 {
    switch unit {
    case 0x8457:  // 著
      return zhuAfter.contains(after) || zhuBefore.contains(before) ? unit : 0x7740
    case 0x4E7E where after == 0x9686 || after == 0x5764:  // 乾隆, 乾坤
      return unit
    default: return table[Int(unit) - 0x4E00]
    }
  }

  private static let zhuAfter = Set("名作者稱称述書书".utf16)
  private static let zhuBefore = Set("顯显名原巨專专論论編编土卓合譯译遺遗昭".utf16)
}
