import Output
import Values

/// A small document made by hand: 😀 before everything tells the offset units apart.
enum Example {
  static let text = "😀市长王明说：“修了2公里\"路\"。”\n"

  static func span(_ piece: String) -> Span {
    let units = Array(text.utf16)
    let wanted = Array(piece.utf16)
    for start in 0...(units.count - wanted.count)
    where units[start..<(start + wanted.count)].elementsEqual(wanted) {
      return Span(start, start + wanted.count)
    }
    return Span(0, 0)
  }

  static var document: Document {
    let units = Array(text.utf16)
    let reading = Reading(verbatim: units)
    let article = Article(
      span: Span(0, units.count), reading: reading,
      paragraphs: [Paragraph(span: Span(0, units.count - 1), role: .body)])
    return Document(
      id: "d", source: "d.txt", encoding: "UTF-8", sha256: "00", script: .simplified,
      units: units, articles: [article],
      warnings: [Warning(code: "test", message: "a \"test\"", span: Span(0, 2))])
  }

  static var extraction: Extraction {
    Extraction(
      entities: [
        Entity(
          id: "e1", key: "person:王明", type: .person, name: "王明", titles: ["市长"],
          mentions: [Mention(span: span("王明"), kind: .name, sentence: 0, confidence: 0.9)])
      ],
      figures: [
        Figure(
          span: span("2公里"), kind: "quantity", decimal: "2", unit: "公里", of: span("路"),
          rule: "number-unit")
      ],
      statements: [
        Statement(
          id: "q1", kind: .direct, pieces: [span("修了2公里"), span("路")],
          cue: Statement.Cue(span: span("说"), cueClass: "say"), source: span("市长王明"),
          speakers: [Speaker(entity: "e1", name: "王明", kind: .named, title: "市长")],
          resolvedBy: .explicit, sentence: 0, confidence: 1, rule: "source-cue-marks")
      ],
      marks: [Mark(span: span("\"路\""), reason: .scare)])
  }

  static func object(
    unit: OffsetUnit = .scalar, includesText: Bool = false, explains: Bool = false,
    indents: Bool = false
  ) -> String {
    let writer = DocumentWriter(
      unit: unit, includesText: includesText, explains: explains, indents: indents,
      generator: Generator(name: "test", version: "1", models: ["b": "2", "a": "1"]))
    return String(
      decoding: writer.object(for: document, extractions: [extraction]), as: UTF8.self)
  }
}
