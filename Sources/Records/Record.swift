import Intake
import Values

/// One document with what its record says about it.
public struct Record: Sendable {
  public enum Text: Sendable {
    /// As they lie in a file; their encoding is still to be found.
    case bytes([UInt8])
    case units([UInt16])
  }

  public var text: Text
  /// The record's own id, or the file's name without folder and extension.
  public var id: String
  public var source: String
  public var title: String?
  /// The record's date, nil where it has none or one that cannot be read.
  public var date: CalendarDay?
  /// Who published it: 新华社.
  public var outlet: String?
  public var url: String?
  public var author: String?
}

/// Which fields of a record hold what.
public struct FieldMapping: Sendable, Hashable {
  /// For each property, the names that it may have, the first that is there counts.
  public var text: [String]
  public var id: [String]
  public var title: [String]
  public var date: [String]
  public var outlet: [String]
  public var url: [String]
  public var author: [String]

  /// What records usually call them.
  public init() {
    text = ["text", "content", "body"]
    id = ["id"]
    title = ["title", "headline"]
    date = ["date", "published", "published_at", "pubdate"]
    outlet = ["source", "outlet"]
    url = ["url", "link"]
    author = ["author", "byline"]
  }

  var all: Set<String> { Set(text + id + title + date + outlet + url + author) }
}

/// Understands raw records: decodes cells, picks fields, strips mark-up.
public struct RecordParser: Sendable {
  public var fields: FieldMapping
  private let intake: Intake
  private let wanted: Set<String>

  /// - Parameter encoding: of tables and pages, instead of the detected one.
  public init(fields: FieldMapping = FieldMapping(), encoding: String? = nil) {
    self.fields = fields
    intake = Intake(options: Intake.Options(encoding: encoding))
    wanted = fields.all
  }

  /// The id of a record that has none.
  private static func id(_ stem: String, _ fingerprint: String) -> String {
    fingerprint.isEmpty ? stem : stem + "-" + fingerprint.prefix(12)
  }

  /// - Parameter fingerprint: hexadecimal digits that tell this record from all others: part of the
  ///   id of a record that has none; empty where there are no others.
  public func record(_ raw: RawRecord, fingerprint: String) throws -> Record {
    // What comes through a pipe is another text each time.
    let id = raw.source == "-" ? Self.id(raw.stem, fingerprint) : raw.stem
    switch raw.content {
    case .text(let bytes):
      return Record(text: .bytes(bytes), id: id, source: raw.source)
    case .markdown(let bytes):
      return MarkdownPage(units: try intake.units(of: bytes)).record(id: id, source: raw.source)
    case .html(let bytes):
      return try WebPage(bytes, intake: intake).record(id: id, source: raw.source)
    case .json(let bytes):
      let values = try JSONFields(bytes, wanted: wanted).values
      return try record(raw, fingerprint) { values[$0] }
    case .row(let header, let cells):
      guard fields.text.contains(where: header.names.contains) else {
        throw RecordError.noColumn(names: fields.text, found: header.names)
      }
      var values: [String: [UInt16]] = [:]
      for (name, cell) in zip(header.names, cells) where wanted.contains(name) {
        values[name] = try intake.units(of: cell)
      }
      return try record(raw, fingerprint) { values[$0] }
    }
  }

  private func record(
    _ raw: RawRecord, _ fingerprint: String, value: (String) -> [UInt16]?
  ) throws -> Record {
    func string(_ names: [String]) -> String? {
      for name in names {
        if let units = value(name) {
          let text = trimmed(String(decoding: units, as: UTF16.self))
          if !text.isEmpty { return text }
        }
      }
      return nil
    }
    guard let text = fields.text.lazy.compactMap(value).first else {
      throw RecordError.noText(fields: fields.text)
    }
    return Record(
      text: .units(text), id: string(fields.id) ?? Self.id(raw.stem, fingerprint),
      source: raw.source, title: string(fields.title),
      date: string(fields.date).flatMap(RecordDate.day), outlet: string(fields.outlet),
      url: string(fields.url), author: string(fields.author))
  }
}

/// Without white space at both ends.
func trimmed(_ text: String) -> String {
  var scalars = Substring(text).unicodeScalars
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return String(scalars)
}
