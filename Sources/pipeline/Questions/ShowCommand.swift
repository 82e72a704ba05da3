import ArgumentParser
import Intake
import Output
import Segmenter
import Store
import Values

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: said(
      "An article with names, statements, figures and dates marked.", "一篇文章，标出其中的名称、言论、数字和日期。"),
    discussion: said(
      """
      In colour on a terminal; elsewhere [names], {statements}, <figures and \
      dates>. ID is a document's id, or the number of an article as `search` gives it.
      """, "在终端上用颜色；否则用 [名称]、{言论}、<数字和日期>。ID 是文档编号，或 `search` 给出的文章号。"))

  @Argument(
    help: ArgumentHelp(
      said("A document's id or an article's number.", "文档编号或文章号。"), valueName: "id"))
  var id: String

  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try asking(database) { store, settings in
      var output = try OutputFile(nil)
      let isColoured = output.isTerminal && Terminal.allowsColour
      for article in try store.articles(id) {
        let view = MarkedText(isColoured: isColoured)
        var lines = [view.heading(article.title ?? article.document)]
        let facts = [article.day, article.outlet, article.author, article.document, article.url]
        lines.append(view.faint(facts.compactMap { $0 }.joined(separator: " · ")))
        lines.append("")
        lines.append(view.text(article.text, start: article.start, marks: article.marks))
        lines.append("")
        for quote in article.quotes {
          let speaker = [quote.speaker ?? "?", quote.title].compactMap { $0 }.joined(
            separator: " · ")
          let cue = quote.cue.map { " \($0)" } ?? ""
          lines.append(view.name(speaker) + cue + "： " + quote.text)
        }
        let text = lines.joined(separator: "\n") + "\n"
        try output.append { $0 += text.utf8 }
      }
      try output.finish()
    }
  }
}

extension FoundArticle {
  /// All that is marked in the text.
  var marks: [MarkedText.Mark] {
    var marks = names.map { name in
      let kind: MarkedText.Kind =
        switch name.type {
        case "person": .person
        case "place": .place
        default: .organization
        }
      return MarkedText.Mark(start: name.start, stop: name.stop, kind: kind)
    }
    for quote in quotes {
      marks += quote.pieces.map { MarkedText.Mark(start: $0.start, stop: $0.stop, kind: .quote) }
    }
    marks += figures.map { MarkedText.Mark(start: $0.start, stop: $0.stop, kind: .figure) }
    marks += dates.map { MarkedText.Mark(start: $0.start, stop: $0.stop, kind: .date) }
    return marks
  }
}
