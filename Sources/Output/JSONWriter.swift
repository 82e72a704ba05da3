/// Writes JSON text with the keys in the order they are given: callers give them sorted, so that the
/// same values always make the same bytes.
struct JSONWriter {
  private(set) var bytes: [UInt8]
  /// One value a line, two spaces a level, for people; otherwise no white space at all.
  private let indents: Bool
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  /// - Parameter bytes: what is already written; the JSON goes after it.
  init(after bytes: consuming [UInt8] = [], indents: Bool = false) {
    self.bytes = bytes
    self.indents = indents
  }

  // MARK: - Structure

  mutating func beginObject() { open(UInt8(ascii: "{")) }
  mutating func endObject() { close(UInt8(ascii: "}")) }
  mutating func beginArray() { open(UInt8(ascii: "[")) }
  mutating func endArray() { close(UInt8(ascii: "]")) }

  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    endKey()
  }

  mutating func key(_ name: String) {
    separate()
    beginString()
    content(name)
    endKey()
  }

  private mutating func endKey() {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if indents { bytes.append(0x20) }
    needsComma = false
    followsKey = true
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    depth -= 1
    if indents, needsComma { breakLine() }
    bytes.append(byte)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if indents, depth > 0, !followsKey { breakLine() }
    followsKey = false
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
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
    bytes.append(hundredths >= 100 ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    if hundredths % 100 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + UInt8(hundredths / 10))
      if hundredths % 10 != 0 { bytes.append(UInt8(ascii: "0") + UInt8(hundredths % 10)) }
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
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  // MARK: - Strings

  private mutating func beginString() { bytes.append(UInt8(ascii: "\"")) }

  private mutating func endString() {
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func content(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      if utf8.contains(where: JSONEscape.isNeeded) {
        for byte in utf8 { JSONEscape.append(byte, to: &bytes) }
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
  }

  /// UTF-16 code units as UTF-8; a surrogate without its partner becomes U+FFFD.
  private mutating func content(_ units: ArraySlice<UInt16>) {
    units.withUnsafeBufferPointer { units in
      // Six bytes a unit: \u001f is the longest that one can become.
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: units.count * 6) { buffer in
        var encoder = UTF8Encoder(buffer)
        encoder.encode(units)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<encoder.count]))
      }
    }
  }

  private mutating func append(decimal number: Int) {
    var magnitude = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var at = 20
      repeat {
        at -= 1
        buffer[at] = UInt8(ascii: "0") + UInt8(magnitude % 10)
        magnitude /= 10
      } while magnitude > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[at...]))
    }
  }
}
