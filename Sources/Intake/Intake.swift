import ICU
import Values

/// Turns bytes into documents of articles: decodes, splits, finds the parts of the layout.
public struct Intake: Sendable {
  public struct Options: Sendable {
    /// A charset name that overrides detection.
    public var encoding: String?
    /// The day that relative dates are resolved against when the text names none.
    public var date: CalendarDay?
    public init(encoding: String? = nil, date: CalendarDay? = nil) {
      self.encoding = encoding
      self.date = date
    }
  }
  public let options: Options
  public init(options: Options = Options()) { self.options = options }

  public func document(bytes: [UInt8], id: String, source: String) throws(ICUError) -> Document {
    let units = try Decoding.units(of: bytes, charset: options.encoding ?? "UTF-8")
    var paragraphs: [Paragraph] = []
    var start = 0
    for position in 0...units.count where position == units.count || units[position] == 0x0A {
      if position > start {
        paragraphs.append(Paragraph(span: Span(start, position), role: .body))
      }
      start = position + 1
    }
    let script = Script.detected(in: units[...])
    let article = Article(
      span: Span(0, units.count),
      reading: Reading(of: units, in: Span(0, units.count), script: script),
      paragraphs: paragraphs)
    return Document(
      id: id, source: source, encoding: "UTF-8", sha256: "", script: script, units: units,
      articles: [article], warnings: [])
  }
}
