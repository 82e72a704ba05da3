import Values

/// Writes documents for eyes: statements grouped by speaker, entities with counts, figures and dates.
///
/// ```
/// STATEMENTS
///   林晓峰 · 总经理
///     “”  表示  s3  下半年将继续扩大产能。
/// ```
///
/// A statement's line gives its type (`“”` direct, `›` indirect, `›“”` mixed), the cue, the sentence
/// and the content. What is shown is for reading and may change; programs read the JSON.
public struct TextView: Sendable {
  /// Whether to use colours; the caller knows whether it writes to a terminal.
  public var isColoured: Bool
  /// Whether the rule behind every statement, figure and date is shown.
  public var explains: Bool

  public init(isColoured: Bool = false, explains: Bool = false) {
    self.isColoured = isColoured
    self.explains = explains
  }

  /// Appends one document to `bytes`.
  ///
  /// - Parameter extractions: one for each article of the document, in order.
  public func write(_ document: Document, extractions: [Extraction], to bytes: inout [UInt8]) {
    let style = Style(isColoured: isColoured)
    var lines: [String] = []
    let count = Offsets(units: document.units, unit: .scalar)(document.units.count)
    var facts = [document.script.rawValue, document.encoding, "\(count) characters"]
    if document.articles.count > 1 { facts.append("\(document.articles.count) articles") }
    lines.append(
      style.title(document.source.shown) + style.faint("  " + facts.joined(separator: " · ")))
    for warning in document.warnings {
      lines.append("  " + style.warning("warning: \(warning.message.shown)"))
    }
    for (article, extraction) in zip(document.articles, extractions) {
      let view = ArticleView(
        document: document, article: article, extraction: extraction, style: style,
        explains: explains)
      lines.append("")
      lines += view.lines
    }
    lines.append("")
    for line in lines {
      bytes.append(contentsOf: line.utf8)
      bytes.append(0x0A)
    }
  }
}
