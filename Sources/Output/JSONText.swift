/// How JSON escapes a byte inside a string (RFC 8259, section 7).
enum JSONEscape {
  static func isNeeded(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// Whether a byte of a text must be escaped; eight at a time.
  static func isNeeded(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    // The high bit of each byte of the result of `zeros` is set where the byte is 0, perhaps also above
    // such a byte: enough to tell whether there is one.
    let ones: UInt64 = 0x0101_0101_0101_0101
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let raw = UnsafeRawBufferPointer(text)
    var at = 0
    while at + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      // Below 0x20, the quotation mark, the backslash, 0x7F.
      let found =
        (word &- ones &* 0x20) & ~word | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C)
        | zeros(word ^ ones &* 0x7F)
      if found & (ones &* 0x80) != 0 { return true }
      at += 8
    }
    while at < raw.count {
      if isNeeded(raw[at]) { return true }
      at += 1
    }
    return false
  }

  /// The letter after the backslash, 0 for bytes that are written as \u00XX.
  static func letter(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case 0x08: UInt8(ascii: "b")
    case 0x09: UInt8(ascii: "t")
    case 0x0A: UInt8(ascii: "n")
    case 0x0C: UInt8(ascii: "f")
    case 0x0D: UInt8(ascii: "r")
    default: 0
    }
  }

  static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}

enum JSONNumber {
  /// Whether the bytes are digits as JSON wants a number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
  static func isValid(_ digits: some Collection<UInt8>) -> Bool {
    var rest = digits[...]
    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: isDigit)
    guard let first = whole.first else { return false }
    if first == UInt8(ascii: "0"), whole.count > 1 { return false }
    rest = rest.dropFirst(whole.count)
    guard let point = rest.first else { return true }
    let fraction = rest.dropFirst()
    return point == UInt8(ascii: ".") && !fraction.isEmpty && fraction.allSatisfy(isDigit)
  }
}

/// Encodes UTF-16 as the inside of a JSON string into a buffer of six bytes a unit.
struct UTF8Encoder {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  mutating func encode(_ units: UnsafeBufferPointer<UInt16>) {
    var at = 0
    while at < units.count {
      let unit = units[at]
      at += 1
      if unit >= 0x800, unit & 0xF800 != 0xD800 {
        three(UInt32(unit))
      } else if unit < 0x80 {
        ascii(UInt8(truncatingIfNeeded: unit))
      } else if unit < 0x800 {
        put(0xC0 | UInt8(truncatingIfNeeded: unit >> 6))
        put(0x80 | UInt8(truncatingIfNeeded: unit & 0x3F))
      } else if unit & 0xFC00 == 0xD800, at < units.count, units[at] & 0xFC00 == 0xDC00 {
        four(0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(units[at]) & 0x3FF)
        at += 1
      } else {
        three(0xFFFD)
      }
    }
  }

  /// A byte of UTF-8.
  mutating func encode(_ byte: UInt8) {
    if byte < 0x80 { ascii(byte) } else { put(byte) }
  }

  private mutating func put(_ byte: UInt8) {
    buffer[count] = byte
    count += 1
  }

  private mutating func ascii(_ byte: UInt8) {
    guard JSONEscape.isNeeded(byte) else { return put(byte) }
    put(UInt8(ascii: "\\"))
    let letter = JSONEscape.letter(byte)
    if letter != 0 { return put(letter) }
    put(UInt8(ascii: "u"))
    put(UInt8(ascii: "0"))
    put(UInt8(ascii: "0"))
    put(JSONEscape.hexadecimal(byte >> 4))
    put(JSONEscape.hexadecimal(byte & 15))
  }

  private mutating func three(_ scalar: UInt32) {
    put(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
    put(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
    put(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
  }

  private mutating func four(_ scalar: UInt32) {
    put(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
    put(0x80 | UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F))
    put(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
    put(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
  }
}
