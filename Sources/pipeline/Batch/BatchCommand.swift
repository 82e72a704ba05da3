import ArgumentParser
import Foundation
import Intake
import Logging
import Output
import Records
import Store
import Values

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Extracts from many documents into a database, a file, or both.",
    discussion: """
      Reads .txt .md .html .xhtml .jsonl .ndjson .csv .tsv, each also as .gz or .zst, and all of \
      them in .zip and .tar.gz; folders are searched, - is standard input. What is done already \
      (same content, version and options) is not done again; a run that was interrupted or killed \
      goes on where it was. A document that cannot be read is reported and does not stop the run.

      Exit status: 0 when all went well; 1 when some documents failed; 2 when nothing could be \
      done; 64 when the command line is wrong; 130 when interrupted.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Files, folders, patterns such as 'news/*.txt', or - for standard input.",
      valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("The database to write to, made when missing.", valueName: "file"))
  var into: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The NDJSON file to write to, - for standard output.", valueName: "file"))
  var output: String?

  @Option(name: .shortAndLong, help: "How many documents to work on at once (default: all cores).")
  var jobs: Int?

  @Flag(help: "Do all documents again; begins the output file anew.")
  var force = false

  @Flag(help: "Try documents again that failed before.")
  var retryFailed = false

  @Flag(help: "Say how much there is to do, and do nothing.")
  var dryRun = false

  @Option(help: "Read every input as this: text, markdown, html, json, csv, tsv.")
  var inputFormat: FileKind.Form?

  @OptionGroup var fieldNames: FieldOptions

  @OptionGroup var reading: ReadingOptions

  @Option(
    help: ArgumentHelp(
      "The day of publication where neither text nor record names one.", valueName: "yyyy-mm-dd"))
  var date: CalendarDay?

  @Option(help: "Unit of the offsets in the output file: scalar (code points), utf8, utf16.")
  var offsets = OffsetUnit.scalar

  @Flag(help: "Include the decoded text of every document in the output file.")
  var text = false

  @Option(
    help: ArgumentHelp(
      "Other names of persons, organisations and places: lines of `type name variant…`, "
        + "separated by tabs.", valueName: "file"))
  var aliases: String?

  @OptionGroup var log: LogOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
  }

  func run() throws {
    let settings = try loaded(shared)
    let logger = log.logger()
    let database = into ?? (output == nil ? settings.database : nil)
    guard database != nil || output != nil || dryRun else {
      logger.error("\(Message.nothingToWriteTo().text(settings.language))")
      throw ExitCode.nothingDone
    }
    do {
      let run = try BatchRun(
        command: self, database: database, dictionary: reading.userDictionary(),
        settings: settings, logger: logger)
      let code = try run.run()
      if code != .success { throw code }
    } catch let code as ExitCode {
      throw code
    } catch OutputError.readerGone {
      return
    } catch {
      logger.error("\(localized(error, settings.language))")
      throw ExitCode.nothingDone
    }
  }
}

/// Which fields of a record hold what.
struct FieldOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The field of a record that holds its text.", valueName: "name"))
  var textField: String?
  @Option(help: ArgumentHelp("… its id.", valueName: "name"))
  var idField: String?
  @Option(help: ArgumentHelp("… its title.", valueName: "name"))
  var titleField: String?
  @Option(help: ArgumentHelp("… its date, the anchor of 昨天 and 去年.", valueName: "name"))
  var dateField: String?
  @Option(help: ArgumentHelp("… who published it.", valueName: "name"))
  var sourceField: String?
  @Option(help: ArgumentHelp("… its address.", valueName: "name"))
  var urlField: String?
  @Option(help: ArgumentHelp("… who wrote it.", valueName: "name"))
  var authorField: String?

  func mapping(_ configured: [String: String]) -> FieldMapping {
    var mapping = FieldMapping()
    func set(_ path: WritableKeyPath<FieldMapping, [String]>, _ name: String?, _ key: String) {
      if let name = name ?? configured[key] { mapping[keyPath: path] = [name] }
    }
    set(\.text, textField, "text")
    set(\.id, idField, "id")
    set(\.title, titleField, "title")
    set(\.date, dateField, "date")
    set(\.outlet, sourceField, "source")
    set(\.url, urlField, "url")
    set(\.author, authorField, "author")
    return mapping
  }
}

extension FileKind.Form: ExpressibleByArgument {}
