extension String {
  /// The text of UTF-16 code units; a surrogate without its partner becomes U+FFFD.
  ///
  /// `String(decoding:as:)` goes through a general transcoder that takes several times as long, and
  /// thousands of short texts are made a second.
  public init(utf16 units: ArraySlice<UInt16>) {
    self = units.withUnsafeBufferPointer { String(utf16: $0) }
  }

  /// The same of units in memory.
  public init(utf16 source: UnsafeBufferPointer<UInt16>) {
    self.init(unsafeUninitializedCapacity: source.count * 3) { target in
      var written = 0
      var at = 0
      func put(_ byte: UInt32) {
        target[written] = UInt8(truncatingIfNeeded: byte)
        written += 1
      }
      while at < source.count {
        var scalar = UInt32(source[at])
        at += 1
        if scalar & 0xF800 == 0xD800 {
          if scalar < 0xDC00, at < source.count, source[at] & 0xFC00 == 0xDC00 {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (UInt32(source[at]) - 0xDC00)
            at += 1
          } else {
            scalar = 0xFFFD
          }
        }
        switch scalar {
        case 0..<0x80: put(scalar)
        case 0x80..<0x800:
          put(0xC0 | scalar >> 6)
          put(0x80 | scalar & 0x3F)
        case 0x800..<0x10000:
          put(0xE0 | scalar >> 12)
          put(0x80 | scalar >> 6 & 0x3F)
          put(0x80 | scalar & 0x3F)
        default:
          put(0xF0 | scalar >> 18)
          put(0x80 | scalar >> 12 & 0x3F)
          put(0x80 | scalar >> 6 & 0x3F)
          put(0x80 | scalar & 0x3F)
        }
      }
      return written
    }
  }
}
