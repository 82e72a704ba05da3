import CKnowledge

/// One of the embedded knowledge files: commented lines of tab-separated columns.
///
/// The first line names the file and its format version (`# knowledge NAME 1`); lines that begin
/// with # and empty lines are comments; columns are separated by tabs.
struct Knowledge {
  /// The columns of every entry, in file order.
  let rows: [[Substring]]

  /// Reads an embedded file; nil when there is none of that name and version.
  init?(_ name: String, version: Int = 1) {
    guard let bytes = Self.bytes(name, version: version) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    // By bytes: splitting by characters took most of the program's start.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    rows = lines.lazy.filter { $0.first != UInt8(ascii: "#") }
      .map {
        $0.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
          .map(Substring.init)
      }
  }

  /// The UTF-8 of an embedded file, for as long as the program runs; nil when there is none of that
  /// name and version.
  static func bytes(_ name: String, version: Int = 1) -> UnsafeBufferPointer<UInt8>? {
    var length = 0
    guard let start = cknowledge_file(name, &length) else { return nil }
    let bytes = UnsafeBufferPointer(start: start, count: length)
    return bytes.starts(with: "# knowledge \(name) \(version)\n".utf8) ? bytes : nil
  }
}

extension Substring {
  /// The words of a column, separated by blanks or by another ASCII mark.
  func words(separatedBy mark: UInt8 = UInt8(ascii: " ")) -> [Substring] {
    utf8.split(separator: mark).map(Substring.init)
  }
}
