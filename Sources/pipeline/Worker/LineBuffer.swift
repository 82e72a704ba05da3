/// Bytes that arrive in pieces, cut into lines at byte 0x0A and only there.
///
/// A line above the limit is not kept: it comes out as `nil` in its place, so that no answer is ever
/// given for another line.
struct LineBuffer {
  private let limit: Int
  private var bytes: [UInt8] = []
  /// Where the next line begins, and how far its end has been looked for.
  private var start = 0
  private var searched = 0
  private var isSkipping = false

  /// - Parameter limit: bytes of the longest line that is kept.
  init(limit: Int) { self.limit = limit }

  mutating func append(_ piece: [UInt8]) {
    if start > 0 {
      bytes.removeFirst(start)
      searched -= start
      start = 0
    }
    if bytes.isEmpty { bytes = piece } else { bytes += piece }
  }

  /// The next whole line, without its line feed.
  ///
  /// - Returns: nil when there is none yet; `.some(nil)` for one that was too long.
  mutating func next() -> [UInt8]?? {
    let end = bytes.withUnsafeBufferPointer { $0[searched...].firstIndex(of: 0x0A) }
    guard let end else {
      searched = bytes.count
      if isSkipping || bytes.count - start > limit {
        isSkipping = true
        start = bytes.count
      }
      return nil
    }
    defer {
      start = end + 1
      searched = start
      isSkipping = false
    }
    return .some(isSkipping || end - start > limit ? nil : Array(bytes[start..<end]))
  }

  /// What follows the last line feed at the end of the input; nil when nothing does.
  mutating func last() -> [UInt8]?? {
    if isSkipping { return .some(nil) }
    return start < bytes.count ? .some(Array(bytes[start...])) : nil
  }
}
