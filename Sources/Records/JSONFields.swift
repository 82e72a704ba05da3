/// The strings and numbers of a JSON object by the paths of their keys, `meta.title` for nested ones.
///
/// Strings come as UTF-16 code units, so that a lone surrogate (which Python writes) does no harm.
struct JSONFields {
  private(set) var values: [String: [UInt16]] = [:]

  /// Deep enough for any record; JSON of nothing but brackets must not overflow the stack.
  private static let deepest = 128

  /// - Parameter wanted: the paths that are kept; all others are only skipped.
  init(_ bytes: [UInt8], wanted: Set<String>) throws(RecordError) {
    var parser = Parser(bytes: bytes, wanted: wanted)
    parser.skipSpace()
    guard parser.peek == UInt8(ascii: "{") else { throw parser.failure("no “{”") }
    try parser.object(path: "", depth: 0)
    parser.skipSpace()
    guard parser.at == bytes.count else { throw parser.failure("something after the object") }
    values = parser.values
  }

  private struct Parser {
    let bytes: [UInt8]
    let wanted: Set<String>
    var at = 0
    var values: [String: [UInt16]] = [:]

    var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

    func failure(_ reason: String) -> RecordError { .notJSON(offset: at, reason) }

    mutating func skipSpace() {
      while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    mutating func object(path: String, depth: Int) throws(RecordError) {
      guard depth < JSONFields.deepest else { throw failure("nested too deep") }
      at += 1
      skipSpace()
      if peek == UInt8(ascii: "}") {
        at += 1
        return
      }
      while true {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw failure("no key") }
        let key = String(decoding: try string(), as: UTF16.self)
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw failure("no “:”") }
        at += 1
        try value(path: path.isEmpty ? key : path + "." + key, depth: depth + 1)
        skipSpace()
        if peek == UInt8(ascii: ",") {
          at += 1
        } else if peek == UInt8(ascii: "}") {
          at += 1
          return
        } else {
          throw failure("no “,” or “}”")
        }
      }
    }

    mutating func value(path: String, depth: Int) throws(RecordError) {
      skipSpace()
      switch peek {
      case UInt8(ascii: "{"): try object(path: path, depth: depth)
      case UInt8(ascii: "["): try array(path: path, depth: depth)
      case UInt8(ascii: "\""):
        if wanted.contains(path) { values[path] = try string() } else { try skipString() }
      default:
        let start = at
        while at < bytes.count, isLiteral(bytes[at]) { at += 1 }
        guard at > start else { throw failure("no value") }
        let literal = String(decoding: bytes[start..<at], as: UTF8.self)
        let isNumber = literal.first.map { $0 == "-" || $0.isNumber } ?? false
        guard isNumber || ["null", "true", "false"].contains(literal) else {
          at = start
          throw failure("no value")
        }
        if wanted.contains(path), literal != "null" { values[path] = Array(literal.utf16) }
      }
    }

    private func isLiteral(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
      default: false
      }
    }

    /// The strings of a list, such as several authors, are joined by “、”.
    mutating func array(path: String, depth: Int) throws(RecordError) {
      guard depth < JSONFields.deepest else { throw failure("nested too deep") }
      at += 1
      skipSpace()
      if peek == UInt8(ascii: "]") {
        at += 1
        return
      }
      var joined: [UInt16] = []
      while true {
        values[path] = nil
        try value(path: path, depth: depth + 1)
        if let item = values[path] { joined += (joined.isEmpty ? [] : [0x3001]) + item }
        skipSpace()
        if peek == UInt8(ascii: ",") {
          at += 1
        } else if peek == UInt8(ascii: "]") {
          at += 1
          values[path] = joined.isEmpty ? nil : joined
          return
        } else {
          throw failure("no “,” or “]”")
        }
      }
    }

    mutating func skipString() throws(RecordError) {
      at += 1
      while at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "\""):
          at += 1
          return
        case UInt8(ascii: "\\"): at += 2
        default: at += 1
        }
      }
      at = min(at, bytes.count)
      throw failure("a string without its end")
    }

    mutating func string() throws(RecordError) -> [UInt16] {
      let start = at + 1
      try skipString()
      let content = bytes[start..<at - 1]
      guard content.contains(UInt8(ascii: "\\")) else {
        return Array(String(decoding: content, as: UTF8.self).utf16)
      }
      var units: [UInt16] = []
      units.reserveCapacity(content.count)
      var plain = content.startIndex
      var position = content.startIndex
      func flush(to end: Int) {
        if plain < end { units += String(decoding: bytes[plain..<end], as: UTF8.self).utf16 }
      }
      while position < content.endIndex {
        guard bytes[position] == UInt8(ascii: "\\") else {
          position += 1
          continue
        }
        flush(to: position)
        guard position + 1 < content.endIndex else { break }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "u"):
          guard position + 4 <= content.endIndex,
            let unit = UInt16(
              String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
          else {
            at = position
            throw failure("a broken \\u escape")
          }
          units.append(unit)
          position += 4
        default: units.append(UInt16(letter))
        }
        plain = position
      }
      flush(to: content.endIndex)
      return units
    }
  }
}
