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
    var length = 0
    guard let bytes = cknowledge_file(name, &length) else { return nil }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    // By bytes: splitting by characters took most of the program's start.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, Substring(first) == "# knowledge \(name) \(version)" else {
      return nil
    }
    rows = lines.lazy.filter { $0.first != UInt8(ascii: "#") }
      .map {
        $0.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
          .map(Substring.init)
      }
  }
}

extension Substring {
  /// The words of a column, separated by blanks or by another ASCII mark.
  func words(separatedBy mark: UInt8 = UInt8(ascii: " ")) -> [Substring] {
    utf8.split(separator: mark).map(Substring.init)
  }
}
