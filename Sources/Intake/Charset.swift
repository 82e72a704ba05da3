import ICU

/// The charsets that Chinese text comes in: names, byte order marks, strict decoding.
enum Charset {
  static let utf8 = "UTF-8"
  static let utf16LE = "UTF-16LE"
  static let utf16BE = "UTF-16BE"
  static let gb18030 = "GB18030"
  static let big5 = "Big5-HKSCS"

  /// What an error message proposes.
  static let usual = ["utf-8", "utf-16", "gb18030", "gbk", "big5"]

  /// Decoded text and the charset that it was decoded from.
  struct Decoded {
    var units: [UInt16]
    var encoding: String
    /// False where another charset was nearly as likely.
    var isCertain = true
  }

  /// The charset that a user's name stands for; nil for UTF-16 of unknown byte order.
  ///
  /// GBK and GB2312 are read as GB18030, Big5 as Big5-HKSCS: their supersets. Pages that declare the
  /// smaller set hold characters of the larger one, such as 镕. Other names are left to ICU.
  static func canonical(_ name: String) throws(IntakeError) -> String? {
    let folded = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    switch folded {
    case "utf8", "utf8sig", "ascii", "usascii": return utf8
    case "utf16", "unicode", "ucs2": return nil
    case "utf16le": return utf16LE
    case "utf16be": return utf16BE
    case "gb18030", "gbk", "gb2312", "gb", "cp936", "ms936", "windows936", "euccn", "xgbk":
      return gb18030
    case "big5", "big5hkscs", "cp950", "ms950", "windows950", "big5eten": return big5
    default:
      // ICU takes an empty name for the platform's default charset.
      guard !folded.isEmpty, name.utf8.count < 60,
        (try? Decoding.units(of: [], charset: name)) != nil
      else { throw .unknownEncoding(name) }
      return name
    }
  }

  /// Decodes bytes of a declared charset. A byte order mark is not part of the text.
  static func decoded(_ bytes: [UInt8], as name: String) throws(IntakeError) -> Decoded {
    let mark = byteOrderMark(bytes)
    let encoding: String
    if let canonical = try canonical(name) {
      encoding = canonical
    } else {
      encoding = mark?.encoding ?? (CharsetDetection.zeroBytesAreHigh(bytes) ? utf16BE : utf16LE)
    }
    let skipped = mark?.encoding == encoding ? mark?.length ?? 0 : 0
    return try strict(bytes, from: skipped, encoding)
  }

  /// The charset that a byte order mark names, and the mark's length.
  static func byteOrderMark(_ bytes: [UInt8]) -> (encoding: String, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (utf16LE, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (utf16BE, 2) }
    if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (gb18030, 4) }
    return nil
  }

  /// Decodes the bytes from `start`; the offset in an error counts from the first byte of the file.
  static func strict(_ bytes: [UInt8], from start: Int, _ encoding: String) throws(IntakeError)
    -> Decoded
  {
    do throws(ICUError) {
      let units = try Decoding.units(of: bytes[start...], charset: encoding)
      return Decoded(units: units, encoding: encoding)
    } catch {
      switch error {
      case .undecodable(_, let offset):
        throw .undecodable(encoding: encoding, offset: start + offset)
      case .failed:
        throw .icu(error)
      }
    }
  }
}
