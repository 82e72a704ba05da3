import Intake
import Segmenter
import Store
import Values

/// Sentences and words in CoNLL-U (universaldependencies.org/format.html), names as BIO tags in MISC.
struct CoNLLUWriter {
  private let segmenter: Segmenter

  init() throws { segmenter = try Segmenter() }

  func text(_ article: FoundArticle) throws -> String {
    let document: Document
    do {
      document = try Intake().document(
        text: article.text, id: article.document, source: article.document)
    } catch {
      // A part of a document that is no text by itself.
      return ""
    }
    let labels = Labels(article)
    var lines: [String] = []
    var number = 0
    for part in document.articles {
      let segmented = try segmenter.segmented(part)
      for sentence in segmented.sentences {
        let tokens = segmented.tokens[sentence.tokens].filter { $0.kind != .space }
        guard !tokens.isEmpty else { continue }
        number += 1
        lines.append("# sent_id = \(article.document)-\(article.id)-\(number)")
        lines.append("# text = " + flat(document, segmented.reading.original(sentence.span)))
        for (index, token) in tokens.enumerated() {
          let original = segmented.reading.original(token.span)
          var notes: [String] = []
          if let label = labels.label(at: document.units, original) {
            notes.append("Entity=\(label)")
          }
          let isLast = index == tokens.count - 1
          if !isLast, tokens[index + 1].start == token.end { notes.append("SpaceAfter=No") }
          let form = flat(document, original)
          let misc = notes.isEmpty ? "_" : notes.joined(separator: "|")
          let part = token.kind == .mark ? "PUNCT" : token.kind == .number ? "NUM" : "_"
          lines.append("\(index + 1)\t\(form)\t_\t\(part)\t_\t_\t_\t_\t_\t\(misc)")
        }
        lines.append("")
      }
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// The text without tabs and line ends, which separate columns and rows.
  private func flat(_ document: Document, _ span: Span) -> String {
    let text = document.text(span).unicodeScalars.filter {
      !$0.properties.isWhitespace || $0 == " "
    }
    return text.isEmpty ? "_" : String(String.UnicodeScalarView(text))
  }

  /// The name at each position of an article, in scalars from its start.
  private struct Labels {
    private var labels: [Int: (type: String, isFirst: Bool)] = [:]

    init(_ article: FoundArticle) {
      let types = ["person": "PER", "organization": "ORG", "place": "LOC"]
      for name in article.names {
        for position in name.start..<max(name.start, name.stop) {
          labels[position - article.start] = (types[name.type] ?? "MISC", position == name.start)
        }
      }
    }

    func label(at units: [UInt16], _ span: Span) -> String? {
      // Positions are the same but for surrogate pairs before them.
      let pairs = units[..<span.start].count { $0 & 0xFC00 == 0xDC00 }
      guard let label = labels[span.start - pairs] else { return nil }
      return (label.isFirst ? "B-" : "I-") + label.type
    }
  }
}
