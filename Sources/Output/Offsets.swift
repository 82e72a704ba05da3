import Values

/// The unit in which offsets are written.
public enum OffsetUnit: String, Sendable, CaseIterable {
  /// Unicode scalars, as Python indexes strings.
  case scalar
  case utf8
  case utf16
}

/// Converts positions in UTF-16 code units to another unit.
struct Offsets {
  /// Position in the target unit for every UTF-16 position; nil when the two are the same.
  private let table: [Int32]?

  init(units: [UInt16], unit: OffsetUnit) {
    let hasSurrogates = unit == .scalar && units.contains { $0 & 0xF800 == 0xD800 }
    guard unit == .utf8 || hasSurrogates else {
      table = nil
      return
    }
    var table: [Int32] = []
    table.reserveCapacity(units.count + 1)
    var position: Int32 = 0
    for code in units {
      table.append(position)
      let isLow = code & 0xFC00 == 0xDC00
      if unit == .scalar {
        position += isLow ? 0 : 1
      } else {
        // A surrogate pair is four bytes: counted as two and two.
        position += code < 0x80 ? 1 : code < 0x800 || code & 0xF800 == 0xD800 ? 2 : 3
      }
      // The middle of a pair counts as its end.
      if isLow { table[table.count - 1] = unit == .scalar ? position : position }
    }
    table.append(position)
    self.table = table
  }

  func callAsFunction(_ position: Int) -> Int {
    guard let table else { return position }
    return Int(table[position])
  }
}
