/// One decoded document, before and after it is split into articles.
public struct Document: Sendable {
  /// The file's name without folder and extension, or the record's own id.
  public var id: String
  /// Where it came from as the user named it: a path, or `-`.
  public var source: String
  /// The charset that its bytes were decoded from, as ICU names it.
  public var encoding: String
  /// SHA-256 of its bytes, lower-case hexadecimal.
  public var sha256: String
  public var script: Script
  /// The decoded text before any normalisation, in UTF-16 code units.
  public var units: [UInt16]
  public var articles: [Article]
  public var warnings: [Warning]

  public init(
    id: String, source: String, encoding: String, sha256: String, script: Script, units: [UInt16],
    articles: [Article], warnings: [Warning]
  ) {
    self.id = id
    self.source = source
    self.encoding = encoding
    self.sha256 = sha256
    self.script = script
    self.units = units
    self.articles = articles
    self.warnings = warnings
  }

  public func text(_ span: Span) -> String {
    String(utf16: units[span.start..<span.end])
  }
}

public enum Script: String, Sendable {
  case simplified = "Hans"
  case traditional = "Hant"
  case mixed
}

/// Something a user should know about a document that could still be read.
public struct Warning: Sendable, Hashable {
  /// Stable, for programs: `unbalanced-quotes`, `long-sentence`, …
  public var code: String
  public var message: String
  /// In the original text.
  public var span: Span?

  public init(code: String, message: String, span: Span? = nil) {
    self.code = code
    self.message = message
    self.span = span
  }
}

/// One article of a document: what Intake found out about its layout.
///
/// `span` points into the document's text; all other spans point into `reading`.
public struct Article: Sendable {
  public var span: Span
  public var reading: Reading
  /// Title, headings, body paragraphs, bylines …, in order; they do not overlap.
  public var paragraphs: [Paragraph]
  public var title: Span?
  public var dateline: Dateline?
  public var bylines: [Byline]
  /// The day it was published as far as text or metadata say: the anchor of relative dates.
  public var published: CalendarDay?

  public init(
    span: Span, reading: Reading, paragraphs: [Paragraph], title: Span? = nil,
    dateline: Dateline? = nil, bylines: [Byline] = [], published: CalendarDay? = nil
  ) {
    self.span = span
    self.reading = reading
    self.paragraphs = paragraphs
    self.title = title
    self.dateline = dateline
    self.bylines = bylines
    self.published = published
  }
}

public struct Paragraph: Sendable, Hashable {
  public enum Role: String, Sendable {
    case title, heading, body, caption, byline, source, other
  }
  public var span: Span
  public var role: Role

  public init(span: Span, role: Role) {
    self.span = span
    self.role = role
  }
}

/// 新华社北京7月26日电: the agency, place and day that open an agency story.
public struct Dateline: Sendable, Hashable {
  public var span: Span
  public var agency: Span?
  public var place: Span?
  public var date: Span?
  /// The day it names, as far as it names one (the year may be unknown: 0).
  public var day: CalendarDay?

  public init(
    span: Span, agency: Span? = nil, place: Span? = nil, date: Span? = nil, day: CalendarDay? = nil
  ) {
    self.span = span
    self.agency = agency
    self.place = place
    self.date = date
    self.day = day
  }
}

public struct Byline: Sendable, Hashable {
  public enum Role: String, Sendable { case reporter, editor, photographer, author }
  public var span: Span
  public var role: Role

  public init(span: Span, role: Role) {
    self.span = span
    self.role = role
  }
}

/// A day of the proleptic Gregorian calendar; 0 stands for a part that is not known.
public struct CalendarDay: Hashable, Comparable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// ISO 8601 as far as it is known: 2020-07-26, 2020-07, 2020.
  public var iso: String {
    func pad(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    if month == 0 { return pad(year, 4) }
    if day == 0 { return pad(year, 4) + "-" + pad(month, 2) }
    return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2)
  }

  public static func < (a: CalendarDay, b: CalendarDay) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}
