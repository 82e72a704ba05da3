/// Writes JSON text with the keys in the order they are given: callers give them sorted, so that the
/// same values always make the same bytes.
struct JSONWriter {
  private let buffer = ByteBuffer()
  /// One value a line, two spaces a level, for people; otherwise no white space at all.
  private let indents: Bool
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  init(indents: Bool = false) { self.indents = indents }

  /// What is written so far.
  var bytes: [UInt8] { buffer.withBytes { Array($0) } }

  /// Adds what is written so far to `bytes`.
  func append(to bytes: inout [UInt8]) { buffer.withBytes { bytes.append(contentsOf: $0) } }

  // MARK: - Structure

  mutating func beginObject() { open(UInt8(ascii: "{")) }
  mutating func endObject() { close(UInt8(ascii: "}")) }
  mutating func beginArray() { open(UInt8(ascii: "[")) }
  mutating func endArray() { close(UInt8(ascii: "]")) }

  mutating func key(_ name: StaticString) {
    if indents { separate() }
    // `,"name":` at once: the most frequent piece by far.
    let count = name.utf8CodeUnitCount, comma = needsComma && !indents
    buffer.append(room: count + 4) { room in
      guard let to = room.baseAddress else { return 0 }
      var at = 0
      if comma {
        to[0] = UInt8(ascii: ",")
        at = 1
      }
      to[at] = UInt8(ascii: "\"")
      (to + at + 1).update(from: name.utf8Start, count: count)
      at += count + 1
      to[at] = UInt8(ascii: "\"")
      to[at + 1] = UInt8(ascii: ":")
      return at + 2
    }
    if indents {
      buffer.reserve(1)
      buffer.put(0x20)
    }
    needsComma = false
    followsKey = true
  }

  /// A key that is not written in the source: it may need escapes.
  mutating func key(text name: String) {
    separate()
    beginString()
    content(name)
    buffer.reserve(3)
    endKey()
  }

  private mutating func endKey() {
    buffer.put(UInt8(ascii: "\""))
    buffer.put(UInt8(ascii: ":"))
    if indents { buffer.put(0x20) }
    needsComma = false
    followsKey = true
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    buffer.reserve(1)
    buffer.put(byte)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    depth -= 1
    if indents, needsComma { breakLine() }
    buffer.reserve(1)
    buffer.put(byte)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma {
      buffer.reserve(1)
      buffer.put(UInt8(ascii: ","))
    }
    if indents, depth > 0, !followsKey { breakLine() }
    followsKey = false
  }

  private mutating func breakLine() {
    buffer.reserve(1 + depth * 2)
    buffer.put(0x0A)
    for _ in 0..<depth * 2 { buffer.put(0x20) }
  }

  // MARK: - Values

  mutating func null() { literal("null") }
  mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

  mutating func value(_ number: Int) {
    separate()
    append(decimal: number)
    needsComma = true
  }

  /// A confidence with two decimals: 0, 0.85, 1.
  mutating func value(confidence: Float) {
    let hundredths = confidence.isNaN ? 0 : Int((min(max(confidence, 0), 1) * 100).rounded())
    separate()
    buffer.reserve(4)
    buffer.put(hundredths >= 100 ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    if hundredths % 100 != 0 {
      buffer.put(UInt8(ascii: "."))
      buffer.put(UInt8(ascii: "0") + UInt8(hundredths / 10))
      if hundredths % 10 != 0 { buffer.put(UInt8(ascii: "0") + UInt8(hundredths % 10)) }
    }
    needsComma = true
  }

  /// Decimal digits as a JSON number; null when they are none that JSON knows.
  mutating func value(decimal: String?) {
    guard let decimal, JSONNumber.isValid(decimal.utf8) else { return null() }
    separate()
    append(decimal)
    needsComma = true
  }

  mutating func value(_ text: String) {
    separate()
    beginString()
    content(text)
    endString()
  }

  mutating func value(_ text: String?) {
    if let text { value(text) } else { null() }
  }

  mutating func value(_ units: ArraySlice<UInt16>) {
    separate()
    beginString()
    content(units)
    endString()
  }

  /// Several pieces as one string.
  mutating func value(_ pieces: [ArraySlice<UInt16>], joinedBy separator: String) {
    separate()
    beginString()
    for (index, piece) in pieces.enumerated() {
      if index > 0 { content(separator) }
      content(piece)
    }
    endString()
  }

  private mutating func literal(_ name: StaticString) {
    separate()
    buffer.append(room: name.utf8CodeUnitCount) {
      $0.baseAddress?.update(from: name.utf8Start, count: name.utf8CodeUnitCount)
      return name.utf8CodeUnitCount
    }
    needsComma = true
  }

  // MARK: - Strings

  private mutating func beginString() {
    buffer.reserve(1)
    buffer.put(UInt8(ascii: "\""))
  }

  private mutating func endString() {
    buffer.reserve(1)
    buffer.put(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 {
      buffer.reserve($0.count)
      buffer.put($0)
    }
  }

  private mutating func content(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      // Six bytes a byte: \u001f is the longest that one can become.
      if JSONEscape.isNeeded(in: utf8) {
        buffer.append(room: utf8.count * 6) {
          var encoder = UTF8Encoder($0)
          for byte in utf8 { encoder.encode(byte) }
          return encoder.count
        }
      } else {
        buffer.reserve(utf8.count)
        buffer.put(utf8)
      }
    }
  }

  /// UTF-16 code units as UTF-8; a surrogate without its partner becomes U+FFFD.
  private mutating func content(_ units: ArraySlice<UInt16>) {
    units.withUnsafeBufferPointer { units in
      buffer.append(room: units.count * 6) {
        var encoder = UTF8Encoder($0)
        encoder.encode(units)
        return encoder.count
      }
    }
  }

  private mutating func append(decimal number: Int) {
    var magnitude = number.magnitude
    // A sign and the nineteen digits of 2^63.
    buffer.reserve(20)
    if number < 0 { buffer.put(UInt8(ascii: "-")) }
    var power: UInt = 1
    while magnitude / power >= 10 { power *= 10 }
    while power > 0 {
      buffer.put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / power))
      magnitude %= power
      power /= 10
    }
  }
}
