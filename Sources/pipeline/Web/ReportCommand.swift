import ArgumentParser
import Intake
import Output
import Records
import Report
import Segmenter
import Store
import Values

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: said(
      "One HTML file with the articles and everything found in them, to look at.",
      "一个 HTML 文件，含文章和其中找到的一切，供人查看。"),
    discussion: said(
      """
      The file needs no network and no other file; send it to anybody. Reads what `batch` reads, \
      or, with --from, what a database holds: there decisions about names and speakers count.
      """, "这个文件不需要网络和其他文件，可以发给任何人。读取 `batch` 能读的输入，或用 --from 读取数据库：其中对名称和说话人的更正有效。"))

  @Argument(
    help: ArgumentHelp(
      said(
        "Files, folders, or - for standard input, of any form that batch reads.",
        "文件、文件夹，或 - 表示标准输入，形式同 batch。"),
      valueName: "input"))
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(said("A database whose articles to report.", "要做报告的数据库。"), valueName: "file")
  )
  var from: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(said("Where to write (default: -).", "写到哪里（默认：-）。"), valueName: "file"))
  var output: String?

  @Option(help: .said("The report's title.", "报告的标题。"))
  var title: String?

  @Option(
    help: .said(
      "At most so many articles: a page of thousands is slow to open.", "最多这么多篇文章：几千篇的页面打开很慢。"))
  var limit = 200

  @OptionGroup var published: DateOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recognition: ModelOptions
  @OptionGroup var fieldNames: FieldOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard inputs.isEmpty != (from == nil) else {
      throw ValidationError(
        said("Name either inputs or a database with --from.", "请给出输入，或用 --from 指定数据库，二者选一。"))
    }
    if limit < 1 {
      throw ValidationError(said("--limit must be at least 1.", "--limit 至少为 1。"))
    }
  }

  func run() throws {
    let settings = try loaded(shared)
    let language = settings.language
    do {
      var outcome = Outcome()
      var found: [AnnotatedArticle]
      var total: Int
      if let from {
        let store = try Store(path: from, access: .read)
        total = try store.articleCount(filter.filter)
        found = try store.annotatedArticles(filter.filter, limit: limit)
        outcome.succeeded()
      } else {
        (found, total) = try articles(settings, &outcome)
      }
      if total > found.count {
        Diagnostics.note(Message.reportIsLimited(found.count, of: total).text(language))
      }
      if outcome.exitCode != .nothingDone {
        let report = Report(
          found, title: title ?? Message.reportTitle().text(language),
          language: Interface(language), generator: "pipeline \(pipelineVersion)")
        var file = try OutputFile(output)
        let html = report.html
        try file.append { $0 += html.utf8 }
        try file.finish()
      }
      if outcome.exitCode != .success { throw outcome.exitCode }
    } catch OutputError.readerGone {
      return
    } catch let code as ExitCode {
      throw code
    } catch {
      Diagnostics.error(localized(error, language))
      throw ExitCode.nothingDone
    }
  }

  /// The articles of the inputs, up to the limit, and how many there are.
  private func articles(
    _ settings: Settings, _ outcome: inout Outcome
  ) throws -> ([AnnotatedArticle], Int) {
    let stages = try Stages(
      intake: Intake.Options(encoding: reading.encoding, date: published.date),
      dictionary: reading.userDictionary(), extractor: recognition.extractor())
    let reader = RecordReader(
      inputs, options: RecordReader.Options(limit: Intake.maximumBytes))
    let parser = RecordParser(
      fields: fieldNames.mapping(settings.fields), encoding: reading.encoding)
    var articles: [AnnotatedArticle] = []
    var total = 0
    while let next = reader.next() {
      switch next {
      case .failure(let error):
        outcome.failed(error.source, LocalizedError(error.reason, settings.language))
      case .success(let raw):
        do {
          let record = try parser.record(raw, fingerprint: "")
          let document = try stages.document(record)
          outcome.succeeded()
          // A folder's README is no news.
          guard document.units.contains(where: { 0x4E00...0x9FFF ~= $0 }) else { continue }
          total += document.articles.count
          guard articles.count < limit else { continue }
          var found = document.annotated(
            try document.articles.map {
              stages.extraction(of: try stages.segmenter.segmented($0))
            })
          for index in found.indices { found[index].adopt(record, isOnly: found.count == 1) }
          articles += found.prefix(limit - articles.count)
        } catch {
          outcome.failed(raw.source, LocalizedError(error, settings.language))
        }
      }
    }
    return (articles, total)
  }
}

/// An error in the user's language.
private struct LocalizedError: Error, CustomStringConvertible {
  let description: String
  init(_ error: any Error, _ language: Language) { description = localized(error, language) }
}

extension Interface {
  init(_ language: Language) { self = language == .zh ? .zh : .en }
}

extension Stages {
  /// A record's document, decoded where it is bytes.
  func document(_ record: Record) throws -> Document {
    switch record.text {
    case .bytes(let bytes):
      try intake.document(
        bytes: bytes, id: record.id, source: record.source, date: record.date)
    case .units(let units):
      try intake.document(
        text: String(utf16: units[...]), id: record.id, source: record.source,
        title: record.title, date: record.date)
    }
  }
}

extension AnnotatedArticle {
  /// Takes over what a record says of itself where the text does not.
  mutating func adopt(_ record: Record, isOnly: Bool) {
    if isOnly { title = title ?? record.title }
    day = day ?? record.date?.iso
    outlet = record.outlet ?? outlet
    author = record.author ?? author
    url = record.url
  }
}
