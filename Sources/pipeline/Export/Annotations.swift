import Foundation
import Store

/// A passage with a label, however many pieces it has.
struct Annotation {
  var pieces: [(start: Int, stop: Int, text: String)]
  var label: String
  var note: String?
}

extension FoundArticle {
  /// Everything that was found, with offsets from the article's start.
  func annotations() -> [Annotation] {
    let scalars = Array(text.unicodeScalars)
    func piece(_ from: Int, _ to: Int) -> (start: Int, stop: Int, text: String) {
      let (from, to) = (max(0, from - start), min(scalars.count, to - start))
      let text = from < to ? String(String.UnicodeScalarView(scalars[from..<to])) : ""
      return (from, max(from, to), text)
    }
    var all = names.map { name in
      Annotation(
        pieces: [piece(name.start, name.stop)], label: name.type.capitalized, note: name.key)
    }
    var seen: Set<String> = []
    for quote in quotes where seen.insert(quote.local).inserted {
      all.append(
        Annotation(
          pieces: quote.pieces.map { piece($0.start, $0.stop) }, label: "Quote",
          note: quote.speaker))
      if let from = quote.cueStart, let to = quote.cueStop {
        all.append(Annotation(pieces: [piece(from, to)], label: "Cue", note: nil))
      }
    }
    all += figures.map {
      Annotation(
        pieces: [piece($0.start, $0.stop)], label: "Figure",
        note: [$0.value, $0.unit].compactMap { $0 }.joined(separator: " "))
    }
    all += dates.map {
      Annotation(pieces: [piece($0.start, $0.stop)], label: "Date", note: $0.value)
    }
    return all
  }
}

/// Label Studio's tasks with predictions (labelstud.io/guide/task_format).
enum LabelStudio {
  static func task(_ article: FoundArticle) -> String {
    var results: [String] = []
    for annotation in article.annotations() {
      for piece in annotation.pieces where piece.stop > piece.start {
        let note =
          annotation.note.map { ",\"meta\":{\"text\":[\(ResultTable.quoted($0))]}" } ?? ""
        results.append(
          """
          {"from_name":"label","id":"r\(results.count + 1)","to_name":"text","type":"labels",\
          "value":{"end":\(piece.stop),"labels":["\(annotation.label)"],"start":\(piece.start),\
          "text":\(ResultTable.quoted(piece.text))}\(note)}
          """)
      }
    }
    let fields =
      [("document", article.document as String?), ("title", article.title)]
      + [("date", article.day), ("outlet", article.outlet)]
    let data = fields.compactMap { key, value in
      value.map { ",\"\(key)\":\(ResultTable.quoted($0))" }
    }.joined()
    return """
      {"data":{"text":\(ResultTable.quoted(article.text))\(data)},"predictions":\
      [{"model_version":"pipeline \(pipelineVersion)","result":[\(results.joined(separator: ","))]}]}
      """
  }
}

/// W3C Web Annotations (www.w3.org/TR/annotation-model): each passage by its position and its words.
enum WebAnnotation {
  static func items(_ article: FoundArticle) -> String {
    let source = article.url ?? "urn:pipeline:\(percentEncoded(article.document))"
    return article.annotations().enumerated().map { index, annotation in
      let targets = annotation.pieces.map { piece in
        """
        {"source":\(ResultTable.quoted(source)),"selector":[{"type":"TextPositionSelector",\
        "start":\(piece.start),"end":\(piece.stop)},{"type":"TextQuoteSelector",\
        "exact":\(ResultTable.quoted(piece.text))}]}
        """
      }
      let target =
        targets.count == 1 ? targets[0] : "[" + targets.joined(separator: ",") + "]"
      var bodies = [
        """
        {"type":"TextualBody","purpose":"tagging","value":"\(annotation.label)"}
        """
      ]
      if let note = annotation.note, !note.isEmpty {
        bodies.append(
          """
          {"type":"TextualBody","purpose":"identifying","value":\(ResultTable.quoted(note))}
          """)
      }
      return """
        {"id":"urn:pipeline:\(percentEncoded(article.document)):\(article.id):\(index + 1)",\
        "type":"Annotation","body":[\(bodies.joined(separator: ","))],"target":\(target)}
        """
    }.joined(separator: ",\n")
  }

  private static func percentEncoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-", ".", "_"])) ?? ""
  }
}

/// A folder for brat (brat.nlplab.org/standoff.html): a .txt and a .ann file an article.
struct BratFolder {
  let path: String

  func prepare() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // What brat must know to show them.
    let configuration = """
      [entities]
      Person
      Organization
      Place
      Quote
      Cue
      Figure
      Date

      [relations]

      [events]

      [attributes]

      """
    try write(configuration, "annotation.conf")
  }

  func write(_ article: FoundArticle) throws {
    // Names of documents may hold anything.
    let safe = article.document.unicodeScalars.map {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
        ? Character($0) : "_"
    }
    let name = String(safe.prefix(100)) + "-\(article.id)"
    var lines: [String] = []
    for annotation in article.annotations() {
      let pieces = annotation.pieces.filter { $0.stop > $0.start }
      guard !pieces.isEmpty else { continue }
      let number = lines.count { $0.hasPrefix("T") } + 1
      let spans = pieces.map { "\($0.start) \($0.stop)" }.joined(separator: ";")
      let text = pieces.map { $0.text.replacing("\n", with: " ") }.joined(separator: " ")
      lines.append("T\(number)\t\(annotation.label) \(spans)\t\(text)")
      if let note = annotation.note, !note.isEmpty {
        lines.append("#\(number)\tAnnotatorNotes T\(number)\t\(note)")
      }
    }
    try write(article.text, name + ".txt")
    try write(lines.map { $0 + "\n" }.joined(), name + ".ann")
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path).appending(path: name))
  }
}
