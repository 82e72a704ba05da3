/// Folds UTF-16 code units before any feature looks at them.
///
/// Full-width ASCII becomes half-width, capitals small, every digit `0`, and a Traditional character its
/// Simplified counterpart where one unit maps to one unit. The map is one to one in length, so that spans
/// found on folded text are spans of the original.
public struct Alphabet: Sendable {
  /// The unit that stands for what lies outside a segment.
  public static let edge: UInt16 = 2

  /// The folded form of a unit, given the Simplified form of each of the 65,536 units.
  public static func folded(_ unit: UInt16, simplified: UInt16) -> UInt16 {
    switch unit {
    case 0x30...0x39, 0xFF10...0xFF19: 0x30
    case 0x41...0x5A: unit + 32
    case 0xFF21...0xFF3A: unit - 0xFF21 + 0x61
    case 0xFF01...0xFF5E: unit - 0xFEE0
    case 0x2022, 0x2027, 0x30FB, 0x2E31, 0xFF65: 0xB7
    case 0x3000, 0xA0, 0x09: 0x20
    case 0xD800...0xDFFF: 0xD800
    default: simplified
    }
  }
}
