import Values

/// The name and version of the program and its parts, written into every document.
public struct Generator: Sendable {
  public var name: String
  public var version: String
  /// Model and library versions by name, e.g. `icu: 72.1`.
  public var models: [String: String]

  public init(name: String, version: String, models: [String: String]) {
    self.name = name
    self.version = version
    self.models = models
  }
}

/// Writes documents by the output contract, schema 1: one JSON object a document, keys sorted.
///
/// Offsets are half-open and point into the decoded text before any normalisation; for every object
/// the text between its offsets equals its `text`.
public struct DocumentWriter: Sendable {
  public var unit: OffsetUnit
  /// Whether the document's whole text is written too.
  public var includesText: Bool
  /// Whether the rule behind every decision is written.
  public var explains: Bool
  /// One value a line for people instead of one document a line for programs.
  public var indents: Bool
  public var generator: Generator

  public init(
    unit: OffsetUnit = .scalar, includesText: Bool = false, explains: Bool = false,
    indents: Bool = false, generator: Generator
  ) {
    self.unit = unit
    self.includesText = includesText
    self.explains = explains
    self.indents = indents
    self.generator = generator
  }

  /// The JSON object of one document (no line end), as UTF-8 bytes.
  ///
  /// - Parameter extractions: one for each article of the document, in order.
  public func object(for document: Document, extractions: [Extraction]) -> [UInt8] {
    var bytes: [UInt8] = []
    write(document, extractions: extractions, to: &bytes)
    return bytes
  }

  /// Appends the JSON object of one document (no line end) to `bytes`.
  ///
  /// - Parameters:
  ///   - extractions: one for each article of the document, in order.
  ///   - words: where the document's words stand, to be written too; nil where nobody asked.
  public func write(
    _ document: Document, extractions: [Extraction], words: [Span]? = nil, to bytes: inout [UInt8]
  ) {
    let offsets = Offsets(units: document.units, unit: unit)
    var json = JSONWriter(indents: indents)
    json.beginObject()
    json.key("articles")
    json.beginArray()
    var articles = ArticleWriter(
      document: document, offsets: offsets, explains: explains, json: json)
    for (article, extraction) in zip(document.articles, extractions) {
      articles.write(article, extraction)
    }
    json = articles.finished()
    json.endArray()
    write(document, offsets, into: &json)
    json.key("generator")
    json.beginObject()
    json.key("models")
    json.beginObject()
    for (name, version) in generator.models.sorted(by: { $0.key < $1.key }) {
      json.key(text: name)
      json.value(version)
    }
    json.endObject()
    json.key("name")
    json.value(generator.name)
    json.key("version")
    json.value(generator.version)
    json.endObject()
    json.key("schema")
    json.value(1)
    json.key("warnings")
    json.beginArray()
    for warning in document.warnings {
      json.beginObject()
      json.key("code")
      json.value(warning.code)
      if let span = warning.span {
        json.key("end")
        json.value(offsets(span.end))
      }
      json.key("message")
      json.value(warning.message)
      if let span = warning.span {
        json.key("start")
        json.value(offsets(span.start))
      }
      json.endObject()
    }
    json.endArray()
    if let words {
      json.key("words")
      json.beginArray()
      for word in words {
        json.beginArray()
        json.value(offsets(word.start))
        json.value(offsets(word.end))
        json.endArray()
      }
      json.endArray()
    }
    json.endObject()
    json.append(to: &bytes)
  }

  private func write(_ document: Document, _ offsets: Offsets, into json: inout JSONWriter) {
    json.key("document")
    json.beginObject()
    json.key("encoding")
    json.value(document.encoding)
    json.key("id")
    json.value(document.id)
    json.key("length")
    json.value(offsets(document.units.count))
    json.key("offset_unit")
    json.value(unit.rawValue)
    json.key("script")
    json.value(document.script.rawValue)
    json.key("sha256")
    json.value(document.sha256)
    json.key("source")
    json.value(document.source)
    if includesText {
      json.key("text")
      json.value(document.units[...])
    }
    json.endObject()
  }
}
