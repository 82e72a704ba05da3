import ArgumentParser
import Foundation
import Output
import Store

/// Options of all commands that ask a database.
struct DatabaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      said("The database (default: the configured one).", "数据库（默认：配置中的那个）。"), valueName: "file"))
  var db: String?

  @OptionGroup var shared: SharedOptions
}

struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(said("No article before this day.", "不早于这一天的文章。"), valueName: "yyyy-mm-dd"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      said("No article after this day, month or year.", "不晚于这一天、这个月或这一年的文章。"),
      valueName: "yyyy-mm-dd"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      said("Only what this outlet published, e.g. 新华社.", "只要这家媒体发布的，例如 新华社。"), valueName: "name"))
  var source: String?

  @Flag(help: .said("Count copies of an article too.", "把转载的副本也算上。"))
  var duplicates = false

  var filter: ArticleFilter {
    ArticleFilter(since: since, until: until, outlet: source, includesDuplicates: duplicates)
  }
}

/// Options of all questions whose answer is a list of passages.
struct ListOptions: ParsableArguments {
  @Option(help: .said("At most so many.", "最多这么多条。"))
  var limit: Int?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var answer: AnswerOptions
}

/// Where a question is asked, and how its answer is shown.
struct AnswerOptions: ParsableArguments {
  @OptionGroup var table: TableOptions
  @OptionGroup var database: DatabaseOptions
}

struct TableOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, csv, markdown }

  @Option(help: .said("table, json (one array), csv, markdown.", "table、json（一个数组）、csv、markdown。"))
  var format = Format.table
}

extension ParsableCommand {
  /// Opens the database, asks, and turns errors into messages and exit statuses.
  func asking(
    _ options: DatabaseOptions, access: Store.Access = .read,
    _ body: (Store, Settings) throws -> Void
  ) throws {
    let settings = try loaded(options.shared)
    do {
      guard let path = options.db ?? settings.database else {
        Diagnostics.error(Message.noDatabase().text(settings.language))
        throw ExitCode.nothingDone
      }
      try body(try Store(path: path, access: access), settings)
    } catch OutputError.readerGone {
      return
    } catch let error as ExitCode {
      throw error
    } catch {
      Diagnostics.error(localized(error, settings.language))
      throw ExitCode.nothingDone
    }
  }

  /// Asks the database for a table and shows it.
  func answer(
    _ options: AnswerOptions, _ question: (Store) throws -> ResultTable
  ) throws {
    try asking(options.database) { store, settings in
      try show(try question(store), options.table, settings.language)
    }
  }

  /// Shows a table in the format that was asked for.
  func show(_ table: ResultTable, _ options: TableOptions, _ language: Language) throws {
    var output = try OutputFile(nil)
    if table.rows.isEmpty, options.format == .table {
      Diagnostics.note(Message.nothingFound().text(language))
    } else {
      let width = output.isTerminal ? POSIX.terminalWidth() : nil
      let text = TableText(
        format: options.format, width: width,
        isColoured: output.isTerminal && Terminal.allowsColour, language: language
      ).text(of: table)
      try output.append { $0 += text.utf8 }
    }
    try output.finish()
  }
}

enum Terminal {
  /// NO_COLOR (no-color.org), and terminals that say they know no colours.
  static var allowsColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }
}
