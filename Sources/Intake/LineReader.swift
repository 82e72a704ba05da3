import Values

/// A short piece of a text, evened out for matching: Simplified characters, ASCII width, blanks as
/// spaces, half-width brackets, colons and commas. One unit for one unit, so that positions hold.
struct LineReader {
  let units: [UInt16]
  /// The position of the first unit in the text.
  let base: Int
  var at = 0

  init(_ text: UnsafeBufferPointer<UInt16>, _ span: Span, limit: Int = .max) {
    let end = min(span.end, span.start + min(limit, span.count))
    base = span.start
    let simplified = SimplifiedForms.table
    units = [UInt16](unsafeUninitializedCapacity: end - span.start) { buffer, count in
      count = end - span.start
      for i in 0..<count { buffer[i] = Self.evened(text[span.start + i], simplified) }
    }
  }

  /// A part of another reader's units.
  init(units: [UInt16], from start: Int, to end: Int? = nil, base: Int) {
    let end = end ?? units.count
    self.units = Array(units[min(start, end)..<end])
    self.base = base + start
  }

  static func evened(_ unit: UInt16, _ simplified: [UInt16]) -> UInt16 {
    switch unit {
    case 0x4E00..<0xA000: simplified[Int(unit) - 0x4E00]
    case 0xFF01...0xFF5E: unit - 0xFEE0
    case 0x3014: 0x3010  // 〔 as 【
    case 0x3015: 0x3011
    default: isBlank(unit) ? 0x20 : unit
    }
  }

  var isAtEnd: Bool { at >= units.count }
  var next: UInt16? { at < units.count ? units[at] : nil }

  func span(_ start: Int, _ end: Int) -> Span { Span(base + start, base + end) }

  mutating func skipBlanks() {
    while at < units.count, units[at] == 0x20 { at += 1 }
  }

  mutating func take(_ unit: Character) -> Bool {
    guard at < units.count, units[at] == unit.utf16.first else { return false }
    at += 1
    return true
  }

  /// The longest of the words that stands here.
  mutating func take(_ words: Words) -> Bool {
    guard let length = words.length(in: units, at: at) else { return false }
    at += length
    return true
  }

  /// A number of at most `digits` ASCII digits.
  mutating func takeNumber(digits: Int) -> Int? {
    var value = 0
    var end = at
    while end < units.count, let digit = Self.digit(units[end]) {
      guard end - at < digits else { return nil }
      value = value * 10 + digit
      end += 1
    }
    guard end > at else { return nil }
    at = end
    return value
  }

  /// Tries a pattern; what does not match leaves the position where it was.
  mutating func attempt<Value>(_ pattern: (inout LineReader) -> Value?) -> Value? {
    let start = at
    if let value = pattern(&self) { return value }
    at = start
    return nil
  }

  static func digit(_ unit: UInt16) -> Int? {
    unit >= 0x30 && unit <= 0x39 ? Int(unit) - 0x30 : nil
  }

  /// Letters, digits, Chinese and Japanese characters, those beyond the basic plane included.
  static func isReadable(_ unit: UInt16) -> Bool {
    (unit >= 0x30 && unit <= 0x39) || (unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A)
      || (unit >= 0xC0 && unit < 0x2000) || (unit >= 0x3040 && unit < 0xD800)
      || (unit >= 0xD840 && unit < 0xD890) || (unit >= 0xF900 && unit < 0xFB00)
  }

  static func isHan(_ unit: UInt16) -> Bool { unit >= 0x4E00 && unit < 0xA000 || unit == 0x3007 }
}

/// A list of words, looked up where they begin.
struct Words: Sendable {
  /// All words one behind the other, the longest first.
  private let units: [UInt16]
  /// Where each word begins in `units`; the last entry is the end.
  private let starts: [Int32]
  /// Two filters over the first units: nearly all positions are refused without a look at a word.
  private let low: UInt64
  private let high: UInt64
  /// The same over the last units.
  private let lastLow: UInt64
  private let lastHigh: UInt64

  /// - Parameter text: the words, separated by white space.
  init(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map { Array($0.utf16) }
      .sorted { $0.count > $1.count }
    units = words.flatMap { $0 }
    var starts: [Int32] = [0]
    for word in words { starts.append((starts.last ?? 0) + Int32(word.count)) }
    self.starts = starts
    low = words.reduce(0) { $0 | 1 << UInt64($1[0] & 63) }
    high = words.reduce(0) { $0 | 1 << UInt64($1[0] >> 6 & 63) }
    lastLow = words.reduce(0) { $0 | 1 << UInt64($1[$1.count - 1] & 63) }
    lastHigh = words.reduce(0) { $0 | 1 << UInt64($1[$1.count - 1] >> 6 & 63) }
  }

  /// The length of the longest word that stands at a position.
  func length(in text: [UInt16], at position: Int) -> Int? {
    guard position < text.count else { return nil }
    let first = text[position]
    guard low >> UInt64(first & 63) & high >> UInt64(first >> 6 & 63) & 1 == 1 else { return nil }
    for index in 0..<starts.count - 1 {
      let start = Int(starts[index])
      guard units[start] == first else { continue }
      let count = Int(starts[index + 1]) - start
      if matches(start, count, text, position) { return count }
    }
    return nil
  }

  /// Whether one of the words ends at a position.
  func isSuffix(of text: [UInt16], endingAt end: Int) -> Bool {
    guard end > 0, end <= text.count else { return false }
    let last = text[end - 1]
    guard lastLow >> UInt64(last & 63) & lastHigh >> UInt64(last >> 6 & 63) & 1 == 1 else {
      return false
    }
    for index in 0..<starts.count - 1 {
      let start = Int(starts[index])
      let count = Int(starts[index + 1]) - start
      if end >= count, matches(start, count, text, end - count) { return true }
    }
    return false
  }

  private func matches(_ start: Int, _ count: Int, _ text: [UInt16], _ position: Int) -> Bool {
    guard position + count <= text.count else { return false }
    var offset = count - 1
    while offset >= 0, units[start + offset] == text[position + offset] { offset -= 1 }
    return offset < 0
  }

  /// Where the first of the words stands.
  func first(in text: [UInt16], from start: Int = 0, to end: Int? = nil) -> (at: Int, length: Int)?
  {
    var at = start
    let end = end ?? text.count
    while at < end {
      if let length = length(in: text, at: at), at + length <= end { return (at, length) }
      at += 1
    }
    return nil
  }
}
