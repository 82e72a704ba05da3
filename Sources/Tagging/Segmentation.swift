/// Where text is cut into the segments that are tagged one by one.
public enum Segmentation {
  /// Longest segment: bounds the scratch of a call; no sentence of news comes near it.
  public static let longest = 512

  /// Where the segment that begins at `from` ends: behind the line break, or behind the last full stop
  /// (else comma, else anywhere) within ``longest`` units.
  @inline(__always)
  public static func end<C: RandomAccessCollection>(of units: C, from: Int) -> Int
  where C.Element == UInt16, C.Index == Int {
    let limit = min(units.endIndex, from + longest)
    var stop = 0, comma = 0
    var i = from
    while i < limit {
      switch units[i] {
      case 0x0A, 0x0D: return i + 1
      case 0x3002, 0xFF01, 0xFF1F: stop = i + 1
      case 0xFF0C, 0xFF1B, 0x2C, 0x20: comma = i + 1
      default: break
      }
      i += 1
    }
    if limit == units.endIndex { return limit }
    return stop > 0 ? stop : comma > 0 ? comma : limit
  }
}
