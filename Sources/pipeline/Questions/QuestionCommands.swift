import ArgumentParser
import Intake
import Segmenter
import Store
import Values

struct QuotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quotes", abstract: "Who said what, by day.")

  @Option(help: ArgumentHelp("Who said it: a name, an alias or a key.", valueName: "name"))
  var speaker: String?

  @Option(help: ArgumentHelp("Whom or what it is about.", valueName: "name"))
  var about: String?

  @Option(help: "direct, indirect or mixed.")
  var type: QuoteType?

  enum QuoteType: String, CaseIterable, ExpressibleByArgument { case direct, indirect, mixed }

  @Option(help: "At most so many.")
  var limit: Int?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try asking(database) { store, settings in
      var question = QuoteQuestion()
      question.speaker = speaker.map(Names.simplified)
      question.about = about.map(Names.simplified)
      question.type = type?.rawValue
      question.limit = limit
      question.filter = filter.filter
      try show(try store.quotes(question), table, settings.language)
    }
  }
}

struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures", abstract: "Figures with their units and what they measure.")

  @Option(help: ArgumentHelp("枚, %, 美元 or USD.", valueName: "unit"))
  var unit: String?

  @Option(help: ArgumentHelp("What is measured.", valueName: "words"))
  var of: String?

  @Option(help: "quantity, money, percent, …")
  var kind: String?

  @Option(help: "At most so many.")
  var limit: Int?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try asking(database) { store, settings in
      var question = FigureQuestion()
      question.unit = unit
      question.of = of
      question.kind = kind
      question.limit = limit
      question.filter = filter.filter
      try show(try store.figures(question), table, settings.language)
    }
  }
}

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Articles in which words stand, the most relevant first.",
    discussion: """
      Words are cut as the articles' own are, so that words of two characters are found. Where no \
      article has them as words of their own, the texts themselves are searched.
      """)

  @Argument(help: ArgumentHelp("What to look for.", valueName: "words"))
  var words: String

  @Option(help: "At most so many.")
  var limit: Int?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try asking(database) { store, settings in
      let text = Names.simplified(words)
      let segmenter = try Segmenter()
      let units = Array(text.utf16)
      let cut = try segmenter.tokens(in: units)
        .filter { $0.kind != .mark && $0.kind != .space }
        .map { String(utf16: units[Int($0.start)..<Int($0.end)]) }
      let found = try store.search(cut, text: words, filter: filter.filter, limit: limit)
      try show(found, table, settings.language)
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
