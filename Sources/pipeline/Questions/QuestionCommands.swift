import ArgumentParser
import Intake
import Segmenter
import Store
import Values

struct QuotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quotes", abstract: said("Who said what, by day.", "谁说了什么，按日期排列。"))

  @Option(
    help: ArgumentHelp(
      said("Who said it: a name, an alias or a key.", "谁说的：名称、别名或键。"), valueName: "name"))
  var speaker: String?

  @Option(help: ArgumentHelp(said("Whom or what it is about.", "关于谁或什么。"), valueName: "name"))
  var about: String?

  @Option(help: .said("direct, indirect or mixed.", "direct、indirect 或 mixed。"))
  var type: QuoteType?

  enum QuoteType: String, CaseIterable, ExpressibleByArgument { case direct, indirect, mixed }

  @OptionGroup var list: ListOptions

  func run() throws {
    try answer(list.answer) { store in
      var question = QuoteQuestion()
      question.speaker = speaker.map(Names.simplified)
      question.about = about.map(Names.simplified)
      question.type = type?.rawValue
      question.limit = list.limit
      question.filter = list.filter.filter
      return try store.quotes(question)
    }
  }
}

struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: said("Figures with their units and what they measure.", "数字及其单位和所度量的对象。"))

  @Option(help: ArgumentHelp(said("枚, %, 美元 or USD.", "枚、%、美元或 USD。"), valueName: "unit"))
  var unit: String?

  @Option(help: ArgumentHelp(said("What is measured.", "度量的是什么。"), valueName: "words"))
  var of: String?

  @Option(help: .said("quantity, money, percent, …", "quantity、money、percent 等。"))
  var kind: String?

  @OptionGroup var list: ListOptions

  func run() throws {
    try answer(list.answer) { store in
      var question = FigureQuestion()
      question.unit = unit
      question.of = of
      question.kind = kind
      question.limit = list.limit
      question.filter = list.filter.filter
      return try store.figures(question)
    }
  }
}

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: said("Articles in which words stand, the most relevant first.", "含有这些词的文章，最相关的在前。"),
    discussion: said(
      """
      Words are cut as the articles' own are, so that words of two characters are found. Where no \
      article has them as words of their own, the texts themselves are searched.
      """, "按与文章相同的方式切词，因此能找到两个字的词。没有文章把它们切成词时，直接搜索正文。"))

  @Argument(help: ArgumentHelp(said("What to look for.", "要找什么。"), valueName: "words"))
  var words: String

  @OptionGroup var list: ListOptions

  func run() throws {
    try answer(list.answer) { store in
      let text = Names.simplified(words)
      let segmenter = try Segmenter()
      let units = Array(text.utf16)
      let cut = try segmenter.tokens(in: units)
        .filter { $0.kind != .mark && $0.kind != .space }
        .map { String(utf16: units[Int($0.start)..<Int($0.end)]) }
      return try store.search(cut, text: words, filter: list.filter.filter, limit: list.limit)
    }
  }
}

enum Names {
  /// A user's words with Simplified characters, as keys and words have them; marks stay as they are.
  static func simplified(_ text: String) -> String {
    var units = Array(text.utf16)
    let reading = Reading(
      of: units, in: Span(0, units.count), script: Script.detected(in: units[...]))
    for (position, unit) in reading.units.enumerated() where 0x3400...0x9FFF ~= unit {
      units[reading.original(position)] = unit
    }
    return String(utf16: units[...])
  }
}
