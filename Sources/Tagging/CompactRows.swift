/// Rows of weights as a model file keeps them where space matters: half a byte a weight where all weights of
/// a row lie in -8 ... 7, and no lanes that are no label.
///
/// Two sections. The first: the number of rows (UInt32, little-endian), then a bit a row, lowest first:
/// whether the row has a byte a weight. The second: the rows; of two weights in a byte the first is low.
struct CompactRows: @unchecked Sendable {
  let bytes: UnsafeBufferPointer<UInt8>
  private let owner: ModelBytes

  /// Lays the rows out.
  ///
  /// - Parameters:
  ///   - lanes: bytes a row as it is used, a multiple of four.
  ///   - used: how many of them are labels, an even number.
  /// - Throws: ``ModelError/damaged`` when the sections do not fit one another.
  init(
    widths: UnsafeBufferPointer<UInt8>, weights: UnsafeBufferPointer<UInt8>, lanes: Int, used: Int
  ) throws(ModelError) {
    guard widths.count >= 4 else { throw .damaged }
    let count =
      Int(widths[0]) | Int(widths[1]) << 8 | Int(widths[2]) << 16 | Int(widths[3]) << 24
    // No row takes less than half a byte a weight: what is allocated is bounded by what is there.
    guard widths.count == 4 + (count + 7) / 8, count * (used / 2) <= weights.count else {
      throw .damaged
    }
    owner = try ModelBytes(zeros: count * lanes)
    let rows = owner.buffer.bindMemory(to: UInt8.self)
    var at = 0
    for row in 0..<count {
      let to = row * lanes
      if widths[4 + row / 8] >> UInt8(row % 8) & 1 != 0 {
        guard at + used <= weights.count else { throw .damaged }
        for lane in 0..<used { rows[to + lane] = weights[at + lane] }
        at += used
      } else {
        guard at + used / 2 <= weights.count else { throw .damaged }
        for pair in 0..<used / 2 {
          let both = Int8(bitPattern: weights[at + pair])
          rows[to + 2 * pair] = UInt8(bitPattern: (both << 4) >> 4)
          rows[to + 2 * pair + 1] = UInt8(bitPattern: both >> 4)
        }
        at += used / 2
      }
    }
    guard at == weights.count else { throw .damaged }
    bytes = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(rows)[..<(count * lanes)])
  }
}

/// The two sections of ``CompactRows``.
public enum RowPacking {
  /// - Parameter rows: plain rows of `lanes` bytes; lanes from `used` on are left out.
  public static func encode(_ rows: ArraySlice<UInt8>, lanes: Int, used: Int) -> (
    widths: [UInt8], weights: [UInt8]
  ) {
    let count = rows.count / lanes
    var widths = [0, 8, 16, 24].map { UInt8(count >> $0 & 255) }
    widths += Array(repeating: 0, count: (count + 7) / 8)
    var weights: [UInt8] = []
    for row in 0..<count {
      let from = rows.startIndex + row * lanes
      let all = rows[from..<from + used]
      if all.allSatisfy({ (-8...7).contains(Int8(bitPattern: $0)) }) {
        for pair in 0..<used / 2 {
          weights.append(all[from + 2 * pair] & 15 | all[from + 2 * pair + 1] << 4)
        }
      } else {
        widths[4 + row / 8] |= 1 << UInt8(row % 8)
        weights += all
      }
    }
    return (widths, weights)
  }
}
