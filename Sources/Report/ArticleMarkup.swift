import Values

/// An article's text with everything that was found in it as elements.
struct ArticleMarkup {
  let article: AnnotatedArticle
  /// Put before all ids: unique in the page.
  let prefix: String
  let language: Interface

  var html: String {
    let scalars = Array(article.text.unicodeScalars)
    let text = LayeredText(text: scalars) { line in
      role(of: line.lowerBound + article.start..<line.upperBound + article.start, in: scalars)
    }
    return text.html(layers)
  }

  /// Whether a headline is the first line of an article's text.
  static func standsFirst(_ title: String?, in article: AnnotatedArticle) -> Bool {
    guard let title = title?.split(whereSeparator: \.isNewline).first, !title.isEmpty else {
      return false
    }
    return article.text.drop(while: \.isWhitespace).hasPrefix(title)
  }

  /// The role of the paragraph in which a line begins, `blank` for a line of white space.
  private func role(of line: Range<Int>, in scalars: [Unicode.Scalar]) -> String {
    let own = scalars[line.lowerBound - article.start..<line.upperBound - article.start]
    if own.allSatisfy(\.properties.isWhitespace) { return "blank" }
    if let paragraph = article.paragraphs.first(where: { $0.range.overlaps(line) }) {
      return paragraph.role == "body" ? "" : paragraph.role
    }
    // A database keeps the title's text only.
    guard article.paragraphs.isEmpty, Self.standsFirst(article.title, in: article),
      scalars[..<(line.lowerBound - article.start)].allSatisfy(\.properties.isWhitespace)
    else { return "" }
    return "title"
  }

  private var layers: [Layer] {
    var layers: [Layer] = []
    for statement in article.statements { add(statement, to: &layers) }
    for mark in article.marks {
      add(mark.range, 3, "mk", "title=\"\(HTML.escaped(language.term(mark.reason)))\"", &layers)
    }
    for entity in article.entities {
      let about = ([entity.name] + entity.titles).joined(separator: " · ")
      for mention in entity.mentions {
        add(
          mention, 6, "m \(entity.type.rawValue)",
          "data-e=\"\(prefix)-\(entity.id)\" title=\"\(HTML.escaped(about))\"", &layers)
      }
    }
    for figure in article.figures {
      add(figure.range, 7, "fig", "title=\"\(HTML.escaped(FigureText(figure).value))\"", &layers)
    }
    for date in article.dates {
      let value = [date.value, date.endValue].compactMap { $0 }.joined(separator: " – ")
      add(date.range, 7, "dt", "title=\"\(HTML.escaped(value))\"", &layers)
    }
    return layers
  }

  private func add(_ statement: AnnotatedArticle.Statement, to layers: inout [Layer]) {
    let id = "\(prefix)-\(statement.id)"
    let by = statement.speakers.compactMap(\.entity).map { "\(prefix)-\($0)" }
    let link =
      "data-s=\"\(id)\"" + (by.isEmpty ? "" : " data-by=\"\(by.joined(separator: " "))\"")
    let speakers = statement.speakers.map(\.name).joined(separator: "、")
    let label =
      language("Statement", "陈述") + " " + statement.id + ": "
      + (speakers.isEmpty ? language("speaker unknown", "说话人不详") : speakers)
    for (index, piece) in statement.pieces.enumerated() {
      // A statement inside another's own pieces is written inside of it: by length.
      let own = "class=\"st \(statement.kind)\" \(link)"
      if index == 0 {
        let first =
          "<span \(own) id=\"\(id)\" tabindex=\"0\" role=\"group\" "
          + "aria-label=\"\(HTML.escaped(label))\">"
        add(piece, 1, tag: first, continued: "<span \(own)>", &layers)
      } else {
        add(piece, 1, tag: "<span \(own)>", continued: "<span \(own)>", &layers)
      }
    }
    if let source = statement.source { add(source, 4, "src", "data-s=\"\(id)\"", &layers) }
    if let cue = statement.cue { add(cue.range, 5, "cue", "data-s=\"\(id)\"", &layers) }
  }

  private func add(
    _ range: Range<Int>, _ rank: Int, _ name: String, _ attributes: String,
    _ layers: inout [Layer]
  ) {
    let tag = "<span class=\"\(name)\" \(attributes)>"
    add(range, rank, tag: tag, continued: tag, &layers)
  }

  private func add(
    _ range: Range<Int>, _ rank: Int, tag: String, continued: String,
    _ layers: inout [Layer]
  ) {
    let start = range.lowerBound - article.start
    let stop = range.upperBound - article.start
    guard start >= 0, start < stop else { return }
    layers.append(Layer(range: start..<stop, rank: rank, tag: tag, continued: continued))
  }
}

/// A figure's value as people read it: `≥ 1500 枚`, `3–5 年`.
struct FigureText {
  let value: String

  init(_ figure: AnnotatedArticle.Figure) {
    var number = figure.value ?? ""
    if let low = figure.minimum, let high = figure.maximum, low != high {
      number = "\(low)–\(high)"
    } else if number.isEmpty {
      number = figure.minimum.map { "≥ \($0)" } ?? figure.maximum.map { "≤ \($0)" } ?? ""
    }
    let bound = figure.bound == "=" ? "" : figure.bound + " "
    let unit = figure.unit.map { $0 == "%" ? "%" : " " + $0 } ?? ""
    value = bound + number + unit
  }
}
