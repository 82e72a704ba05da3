/// Bytes that grow at the end: what writers write to, a few thousand small pieces a document.
///
/// An array checks for other owners, for room and for bounds at every piece, which cost more than the
/// pieces; here ``reserve(_:)`` makes room once, and `put` must stay within it. One owner: the writer.
final class ByteBuffer {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 12) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// The bytes, for as long as `body` runs.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base, count: count))
  }

  /// Makes room for `more` bytes.
  @inline(__always)
  func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
  }

  /// Adds a byte for which there is room.
  @inline(__always)
  func put(_ byte: UInt8) {
    assert(count < capacity)
    base[count] = byte
    count &+= 1
  }

  /// Adds bytes for which there is room.
  @inline(__always)
  func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    assert(bytes.count <= capacity - count)
    guard let from = bytes.baseAddress else { return }
    (base + count).update(from: from, count: bytes.count)
    count &+= bytes.count
  }

  /// Adds at most `room` bytes that `body` writes; it returns how many.
  @inline(__always)
  func append(room: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
    reserve(room)
    count += body(UnsafeMutableBufferPointer(start: base + count, count: room))
  }
}
