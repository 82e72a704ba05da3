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
    abstract: said(
      "Extracts from many documents into a database, a file, or both.", "从大量文档中提取，写入数据库、文件，或两者。"),
    discussion: said(
      """
      Reads .txt .md .html .xhtml .jsonl .ndjson .csv .tsv, each also as .gz or .zst, and all of \
      them in .zip and .tar.gz; folders are searched, - is standard input. What is done already \
      (same content, version and options) is not done again; a run that was interrupted or killed \
      goes on where it was. A document that cannot be read is reported and does not stop the run.

      Exit status: 0 when all went well; 1 when some documents failed; 2 when nothing could be \
      done; 64 when the command line is wrong; 130 when interrupted.
      """,
      "读取 .txt .md .html .xhtml .jsonl .ndjson .csv .tsv，以及它们的 .gz 或 .zst 压缩件，和 .zip、.tar.gz 包中的这些文件；会搜索文件夹，- 表示标准输入。已完成的（内容、版本和选项都相同）不再重做；中断或被终止的运行会从断点继续。读不了的文档会报告，不会中止运行。\n\n退出状态：0 全部成功；1 部分文档失败；2 什么也没能做；64 命令行有误；130 被中断，再次运行同一命令即可继续。"
    )
  )

  @Argument(
    help: ArgumentHelp(
      said(
        "Files, folders, patterns such as 'news/*.txt', or - for standard input.",
        "文件、文件夹、'news/*.txt' 之类的通配，或 - 表示标准输入。"),
      valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      said("The database to write to, made when missing.", "要写入的数据库，没有则新建。"), valueName: "file"))
  var into: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      said("The NDJSON file to write to, - for standard output.", "要写入的 NDJSON 文件，- 表示标准输出。"),
      valueName: "file"))
  var output: String?

  @Option(
    name: .shortAndLong,
    help: .said("How many documents to work on at once (default: all cores).", "同时处理的文档数（默认：所有核心）。")
  )
  var jobs: Int?

  @Flag(help: .said("Do all documents again; begins the output file anew.", "全部重做；输出文件从头写起。"))
  var force = false

  @Flag(help: .said("Try documents again that failed before.", "重试先前失败的文档。"))
  var retryFailed = false

  @Flag(help: .said("Say how much there is to do, and do nothing.", "只说有多少要做，不做。"))
  var dryRun = false

  @Option(
    help: .said(
      "Read every input as this: text, markdown, html, json, csv, tsv.",
      "所有输入一律按此读取：text、markdown、html、json、csv、tsv。"))
  var inputFormat: FileKind.Form?

  @OptionGroup var fieldNames: FieldOptions

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var published: DateOption
  @OptionGroup var result: ResultOptions

  @Option(
    help: ArgumentHelp(
      said(
        "Other names of persons, organisations and places: lines of `type name variant…`, "
          + "separated by tabs.", "人物、机构、地点的别名：每行“类型 名称 别名…”，以制表符分隔。"), valueName: "file"))
  var aliases: String?

  @OptionGroup var log: LogOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError(said("--jobs must be at least 1.", "--jobs 至少为 1。"))
    }
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
  @Option(
    help: ArgumentHelp(
      said("The field of a record that holds its text.", "记录中存放正文的字段。"), valueName: "name"))
  var textField: String?
  @Option(help: ArgumentHelp(said("… its id.", "……编号的字段。"), valueName: "name"))
  var idField: String?
  @Option(help: ArgumentHelp(said("… its title.", "……标题的字段。"), valueName: "name"))
  var titleField: String?
  @Option(
    help: ArgumentHelp(
      said("… its date, the anchor of 昨天 and 去年.", "……日期的字段，“昨天”“去年”以它为准。"), valueName: "name"))
  var dateField: String?
  @Option(help: ArgumentHelp(said("… who published it.", "……发布者的字段。"), valueName: "name"))
  var sourceField: String?
  @Option(help: ArgumentHelp(said("… its address.", "……网址的字段。"), valueName: "name"))
  var urlField: String?
  @Option(help: ArgumentHelp(said("… who wrote it.", "……作者的字段。"), valueName: "name"))
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
