import CMarkup
import Intake
import Values

/// A web page's main text and what it says about itself.
///
/// Blocks of text (paragraphs, headings, list items, bare text between line breaks) are scored by
/// their length and punctuation and pass the score on to the elements around them; the best element's
/// blocks are the text (the idea of Arc90's Readability). Navigation, comments, lists of links and
/// forms are left out by what elements are and are called. What a page says of itself in `meta`,
/// JSON-LD, `time` and `title` gives title, date, outlet and author; a first line with date and 来源 does where
/// `meta` is silent.
struct WebPage {
  private var title: String?
  private var date: CalendarDay?
  private var outlet: String?
  private var author: String?
  private var url: String?
  private let text: String

  init(_ bytes: [UInt8], intake: Intake) throws {
    let units = try Self.decoded(bytes, intake: intake)
    let utf8 = Array(String(utf16: units.map { $0 == 0 ? 0x20 : $0 }[...]).utf8)
    guard
      let handle = utf8.withUnsafeBufferPointer({ cmarkup_parse($0.baseAddress, $0.count) })
    else { throw RecordError.noMainText }
    defer { cmarkup_free(handle) }
    var reader = PageReader(handle)
    reader.read()
    let main = MainText(reader)
    guard !main.text.isEmpty else { throw RecordError.noMainText }
    let data = LinkedData(reader.linkedData)
    // A first line with which the page's own title begins is the headline.
    let first = main.text.prefix { $0 != "\n" }
    let headline =
      main.headline
      ?? (first.count >= 5 && reader.title?.hasPrefix(first) == true ? String(first) : nil)
    title =
      headline ?? reader.property(Self.titleNames) ?? data.headline
      ?? reader.title.map(Self.withoutSite)
    date =
      reader.property(Self.dateNames).flatMap(RecordDate.day)
      ?? data.date.flatMap(RecordDate.day)
      ?? reader.times.lazy.compactMap(RecordDate.day).first ?? main.infoDate
    outlet =
      main.infoOutlet ?? reader.property(Self.sourceNames) ?? reader.property(Self.siteNames)
      ?? data.publisher
    author = reader.property(Self.authorNames) ?? data.author ?? main.infoAuthor
    url = reader.canonical ?? reader.property(["og:url"])
    // The headline belongs to the article; as its first line it is found there.
    if let title, first != title {
      text = title + "\n\n" + main.text
    } else {
      text = main.text
    }
  }

  func record(id: String, source: String) -> Record {
    Record(
      text: .units(Array(text.utf16)), id: id, source: source, title: title, date: date,
      outlet: outlet, url: url, author: author)
  }

  private static let titleNames = ["og:title", "twitter:title", "headline", "articletitle"]
  private static let dateNames = [
    "article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate",
    "date", "dc.date", "weibo:article:create_at", "og:release_date", "article:modified_time",
  ]
  private static let sourceNames = ["source", "mediaid", "article:source", "contentsource"]
  private static let siteNames = ["og:site_name", "application-name"]
  private static let authorNames = [
    "author", "article:author", "og:article:author", "dc.creator", "byl",
  ]

  /// 标题_新华网, 标题 - 某某网: without the part after the last separator when it is short.
  private static func withoutSite(_ title: String) -> String {
    for separator in ["_", " - ", "－", " | ", "|", "—", "--"] {
      let parts = title.split(separator: separator)
      guard parts.count > 1, let first = parts.first else { continue }
      let head = trimmed(String(first))
      if head.count >= 5 { return head }
    }
    return trimmed(title)
  }

  // MARK: - Decoding

  /// A page in the charset that its bytes are in, which need not be the one that it declares: a page
  /// that is valid UTF-8 with Chinese text is UTF-8 whatever it says.
  private static func decoded(_ bytes: [UInt8], intake: Intake) throws -> [UInt16] {
    if intake.options.encoding != nil { return try intake.units(of: bytes) }
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    if isASCII || isValidUTF8(bytes) {
      return try Intake(options: Intake.Options(encoding: "UTF-8")).units(of: bytes)
    }
    if let declared = declaredCharset(bytes) {
      let named = Intake(options: Intake.Options(encoding: declared))
      if let units = try? named.units(of: bytes) { return units }
    }
    return try intake.units(of: bytes)
  }

  private static func isValidUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  /// `charset=…` in the first kilobytes.
  private static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      .lowercased()
    guard let range = head.firstRange(of: "charset=") else { return nil }
    let name = head[range.upperBound...].drop { $0 == "\"" || $0 == "'" }
      .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }
}
