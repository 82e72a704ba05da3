import ICU

/// The Simplified form of every Traditional character, character by character, from ICU's Hant-Hans
/// transliterator.
enum SimplifiedForms {
  /// Indexed by unit − 0x4E00. Characters that ICU would turn into more than one unit stay.
  static let table: [UInt16] = {
    let range: ClosedRange<UInt16> = 0x4E00...0x9FFF
    let identity = Array(range)
    // Line feeds keep ICU's contextual rules from seeing neighbours.
    let source: [UInt16] = identity.flatMap { unit -> [UInt16] in [unit, 0x0A] }
    guard let transliterator = try? Transliterator("Hant-Hans"),
      let target = try? transliterator.transliterated(source)
    else { return identity }
    let lines = target.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count >= identity.count else { return identity }
    return identity.indices.map { i in
      let line = lines[i]
      guard line.count == 1, let unit = line.first, range.contains(unit) else { return identity[i] }
      return unit
    }
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
