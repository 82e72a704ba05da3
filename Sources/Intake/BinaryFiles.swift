/// Tells files that are no text.
enum BinaryFiles {
  /// The kind of file that the first bytes announce, as an error message names it.
  static func kind(of bytes: [UInt8]) -> String? {
    signatures.first { bytes.starts(with: $0.bytes) }?.kind
  }

  /// Whether more than one unit in twenty is a control character that no text has.
  static func isMostlyControls(_ units: [UInt16]) -> Bool {
    let controls = units.count {
      $0 < 0x20 && !($0 >= 0x09 && $0 <= 0x0D) && $0 != 0x1A && $0 != 0x1B
    }
    return controls * 20 > units.count
  }

  private static let signatures: [(bytes: [UInt8], kind: String)] = [
    (Array("%PDF-".utf8), "a PDF document"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office document (.docx, .xlsx, .epub)"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document (.doc, .xls)"),
    (Array("{\\rtf".utf8), "an RTF document"),
    ([0x1F, 0x8B], "a gzip archive"),
    (Array("BZh".utf8) + [0x31], "a bzip2 archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
    (Array("Rar!".utf8), "a RAR archive"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database"),
    (Array("PAR1".utf8), "a Parquet file"),
  ]
}
