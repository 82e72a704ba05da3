/// The fields of a query or a form, by name; the first of a name counts.
struct Fields: Sendable {
  private var values: [String: String] = [:]

  /// More fields than any form of ours has are no form of ours.
  private static let most = 64

  /// - Parameter text: `a=1&b=%E4%B8%AD+x`, as application/x-www-form-urlencoded has it.
  init(_ text: some Sequence<UInt8>) {
    var name: [UInt8]?
    var part: [UInt8] = []
    func string(_ bytes: [UInt8]) -> String {
      // What is no UTF-8 becomes U+FFFD; NUL is nothing that a database can hold.
      String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
    }
    func end(_ values: inout [String: String]) {
      if !part.isEmpty || name != nil, values.count < Self.most {
        let key = string(Self.decoded(name ?? part))
        let value = name == nil ? "" : string(Self.decoded(part))
        if values[key] == nil { values[key] = value }
      }
      name = nil
      part = []
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): end(&values)
      case UInt8(ascii: "=") where name == nil:
        name = part
        part = []
      default: part.append(byte)
      }
    }
    end(&values)
  }

  init() {}

  /// Nil when it is not there or empty.
  subscript(name: String) -> String? {
    values[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The field as it is, also when it is empty.
  func raw(_ name: String) -> String? { values[name] }

  func number(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  /// The same fields with others in their place, as a query.
  func query(setting changes: [String: String?] = [:]) -> String {
    var all = values.filter { !$0.value.isEmpty }
    for (name, value) in changes { all[name] = value }
    guard !all.isEmpty else { return "" }
    return "?"
      + all.sorted { $0.key < $1.key }.map { Self.encoded($0.key) + "=" + Self.encoded($0.value) }
      .joined(separator: "&")
  }

  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
        let high = digit(bytes[at + 1]), let low = digit(bytes[at + 2])
      {
        result.append(high << 4 | low)
        at += 3
      } else {
        result.append(bytes[at] == UInt8(ascii: "+") ? 0x20 : bytes[at])
        at += 1
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = Array("0123456789ABCDEF")
        result += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return result
  }
}
