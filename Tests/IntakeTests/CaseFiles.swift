import Foundation
import Intake
import Testing
import Values

/// The lines of a case file that are cases, cut at tabs.
func cases(_ name: String) throws -> [[String]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let text = try String(
    contentsOf: folder.appendingPathComponent("Cases/\(name).tsv"), encoding: .utf8)
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
}

extension Document {
  /// The original text of a span of an article's reading.
  func original(_ span: Span, in article: Article) -> String {
    text(article.reading.original(span))
  }

  /// Everything that the layout found, as text: what must not change when a text is only moved.
  var layout: [[String]] {
    articles.map { article in
      var parts = [text(article.span).trimmingCharacters(in: .whitespacesAndNewlines)]
      parts += article.paragraphs.map { "\($0.role): \(original($0.span, in: article))" }
      if let title = article.title { parts.append("title " + original(title, in: article)) }
      if let dateline = article.dateline {
        parts.append("dateline " + original(dateline.span, in: article))
      }
      parts += article.bylines.map { "\($0.role) \(original($0.span, in: article))" }
      return parts
    }
  }

  /// Articles tile the document, paragraphs are in order inside of their reading, spans are not empty.
  var flaws: [String] {
    var flaws: [String] = []
    if articles.first?.span.start != 0 { flaws.append("first article does not begin at 0") }
    if articles.last?.span.end != units.count {
      flaws.append("last article does not end at the end")
    }
    for (a, b) in zip(articles, articles.dropFirst()) where a.span.end != b.span.start {
      flaws.append("articles do not tile")
    }
    for article in articles {
      var end = 0
      for paragraph in article.paragraphs {
        if paragraph.span.start < end || paragraph.span.isEmpty
          || paragraph.span.end > article.reading.count
        {
          flaws.append("paragraph \(paragraph.span)")
        }
        end = paragraph.span.end
      }
      let others =
        [article.title, article.dateline?.span].compactMap { $0 } + article.bylines.map(\.span)
      for span in others where span.isEmpty || span.end > article.reading.count {
        flaws.append("span \(span)")
      }
    }
    return flaws
  }
}
