import ICU
import Values

/// Turns bytes into documents of articles: decodes, splits, finds the parts of the layout.
///
/// ```swift
/// let intake = Intake()
/// let document = try intake.document(bytes: bytes, id: "page-01", source: "page-01.txt")
/// for article in document.articles { print(article.reading[article.title ?? Span(0, 0)]) }
/// ```
///
/// Time and memory are linear in the text. An intake holds nothing but its options: one serves any
/// number of threads.
public struct Intake: Sendable {
  public struct Options: Sendable {
    /// A charset name that overrides detection: utf-8, utf-16, gb18030, gbk, gb2312, big5, or any
    /// other that ICU knows. Checked by ``Intake/init(checking:)``.
    public var encoding: String?
    /// The day that articles are taken to be published on when neither the text nor the record says.
    public var date: CalendarDay?
    public init(encoding: String? = nil, date: CalendarDay? = nil) {
      self.encoding = encoding
      self.date = date
    }
  }

  /// The largest document: text positions are kept in 32 bits, and a text of one byte a character
  /// needs some ten times its size in memory while it is read.
  public static let maximumBytes = 512 << 20

  public let options: Options

  public init(options: Options = Options()) { self.options = options }

  /// An intake whose options have been checked.
  ///
  /// - Throws: ``IntakeError/unknownEncoding(_:)``.
  public init(checking options: Options) throws(IntakeError) {
    if let encoding = options.encoding { _ = try Charset.canonical(encoding) }
    self.options = options
  }

  /// Decodes bytes and finds the articles in them.
  ///
  /// A byte order mark is not part of the text; the offset in an error counts it.
  ///
  /// - Parameters:
  ///   - id: the document's id in the output.
  ///   - source: where the bytes came from, as the user named it.
  ///   - date: the day of the record that the bytes came with; ranks before the option.
  /// - Throws: ``IntakeError`` for bytes that are no Chinese text.
  public func document(
    bytes: [UInt8], id: String, source: String, date: CalendarDay? = nil
  ) throws(IntakeError) -> Document {
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    guard !bytes.isEmpty else { throw .empty }
    let decoded = try decoded(bytes)
    var document = try document(
      units: decoded.units, id: id, source: source, title: nil, date: date,
      encoding: decoded.encoding, sha256: SHA256.hexadecimal(of: bytes))
    if !decoded.isCertain {
      document.warnings.insert(
        Warning(
          code: "encoding-uncertain",
          message: "read as \(decoded.encoding), but another encoding is nearly as likely: "
            + "name the right one with --encoding"), at: 0)
    }
    return document
  }

  /// Finds the articles in text that is already decoded: a record of a JSON Lines or CSV file.
  ///
  /// - Parameters:
  ///   - title: the record's title; marks the line that repeats it, and is not searched itself.
  ///   - date: the record's day; ranks after a day that the text states, before the option.
  public func document(
    text: String, id: String, source: String, title: String? = nil, date: CalendarDay? = nil
  ) throws(IntakeError) -> Document {
    try document(
      units: Array(text.utf16), id: id, source: source, title: title, date: date,
      encoding: Charset.utf8, sha256: SHA256.hexadecimal(of: Array(text.utf8)))
  }

  /// Decodes bytes as ``document(bytes:id:source:date:)`` does and looks no further.
  ///
  /// - Throws: ``IntakeError`` for bytes that are no text in the encoding, declared or detected.
  public func units(of bytes: [UInt8]) throws(IntakeError) -> [UInt16] {
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    return bytes.isEmpty ? [] : try decoded(bytes).units
  }

  private func decoded(_ bytes: [UInt8]) throws(IntakeError) -> Charset.Decoded {
    if let encoding = options.encoding { return try Charset.decoded(bytes, as: encoding) }
    return try CharsetDetection.decoded(bytes)
  }

  /// Finds the articles in UTF-16 code units whose encoding and digest are known already.
  public func document(
    units: [UInt16], id: String, source: String, title: String?, date: CalendarDay?,
    encoding: String, sha256: String
  ) throws(IntakeError) -> Document {
    guard units.contains(where: { !isBlank($0) && !Lines.isLineEnd($0) }) else { throw .empty }
    guard units.contains(where: EvenOut.isHan) else { throw .noChineseText }
    let page = Page(units: units, title: title, date: date ?? options.date)
    return Document(
      id: id, source: source, encoding: encoding, sha256: sha256, script: page.script, units: units,
      articles: page.articles, warnings: Self.warnings(units))
  }

  private static func warnings(_ units: [UInt16]) -> [Warning] {
    guard let at = units.firstIndex(of: 0xFFFD) else { return [] }
    let count = units.count { $0 == 0xFFFD }
    return [
      Warning(
        code: "replacement-characters",
        message: "\(count) characters were lost before this file was written (U+FFFD)",
        span: Span(at, at + 1))
    ]
  }
}
