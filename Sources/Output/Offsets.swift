import Values

/// The unit in which offsets are written.
public enum OffsetUnit: String, Sendable, CaseIterable {
  /// Unicode scalars, as Python indexes strings.
  case scalar
  case utf8
  case utf16
}

/// Converts positions in UTF-16 code units to another unit.
public struct Offsets: Sendable {
  /// Position in the target unit for every UTF-16 position; nil when the two are the same.
  private let table: [Int32]?

  public init(units: [UInt16], unit: OffsetUnit) {
    let isSame =
      switch unit {
      case .utf16: true
      case .scalar: !units.contains { $0 & 0xF800 == 0xD800 }
      case .utf8: !units.contains { $0 >= 0x80 }
      }
    table = isSame ? nil : Self.table(units, unit)
  }

  private static func table(_ units: [UInt16], _ unit: OffsetUnit) -> [Int32] {
    var table: [Int32] = []
    table.reserveCapacity(units.count + 1)
    var position: Int32 = 0
    var at = 0
    while at < units.count {
      let code = units[at]
      table.append(position)
      at += 1
      if code & 0xFC00 == 0xD800, at < units.count, units[at] & 0xFC00 == 0xDC00 {
        position += unit == .utf8 ? 4 : 1
        // The middle of a pair counts as its end.
        table.append(position)
        at += 1
      } else if unit == .scalar {
        position += 1
      } else {
        // A surrogate without its partner is written as U+FFFD: three bytes like its neighbours.
        position += code < 0x80 ? 1 : code < 0x800 ? 2 : 3
      }
    }
    table.append(position)
    return table
  }

  public func callAsFunction(_ position: Int) -> Int {
    guard let table else { return position }
    return Int(table[position])
  }

  /// How many Unicode scalars UTF-16 code units make: a surrogate pair is one.
  static func scalars(in units: ArraySlice<UInt16>) -> Int {
    var count = units.count
    for at in units.indices.dropFirst()
    where units[at] & 0xFC00 == 0xDC00 && units[at - 1] & 0xFC00 == 0xD800 {
      count -= 1
    }
    return count
  }
}
