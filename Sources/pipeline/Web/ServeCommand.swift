import ArgumentParser
import Dispatch
import Extract
import Foundation
import Intake
import Logging
import Output
import Records
import Report
import Segmenter
import Store
import Values
import Web

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: said(
      "A local page to analyse articles and to browse a database, and an HTTP API.",
      "本地网页，用来分析文章、浏览数据库，并提供 HTTP 接口。"),
    discussion: said(
      """
      Listens on 127.0.0.1 only, unless --host names another address, which needs a --token. \
      SIGTERM and Ctrl-C let requests in flight be answered. The API is described at /api.
      """, "只监听 127.0.0.1；用 --host 指定其他地址时必须有 --token。收到 SIGTERM 或 Ctrl-C 时会答完处理中的请求。接口说明见 /api。"))

  @Option(
    help: ArgumentHelp(
      said("The database to browse, as batch writes it.", "要浏览的数据库，由 batch 写成。"), valueName: "file")
  )
  var db: String?

  @Option(help: .said("The port to listen on; 0 for any that is free.", "监听的端口；0 表示任意空闲端口。"))
  var port = 8080

  @Option(help: .said("The address to listen on.", "监听的地址。"))
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp(
      said(
        "What clients must bring (also PIPELINE_TOKEN, which other users cannot see).",
        "客户端必须出示的令牌（也可用 PIPELINE_TOKEN，其他用户看不到它）。"),
      valueName: "word"))
  var token: String?

  @Flag(help: .said("Take no corrections.", "不接受更正。"))
  var readOnly = false

  @Option(
    name: .shortAndLong,
    help: .said("How many requests to work on at once (default: all cores).", "同时处理的请求数（默认：所有核心）。"))
  var jobs: Int?

  @OptionGroup var recognition: ModelOptions
  @OptionGroup var log: LogOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard 0...65535 ~= port else {
      throw ValidationError(
        said("--port is a number up to 65535.", "--port 是不超过 65535 的数。"))
    }
    if let jobs, jobs < 1 {
      throw ValidationError(said("--jobs must be at least 1.", "--jobs 至少为 1。"))
    }
  }

  func run() throws {
    let settings = try loaded(shared)
    let language = settings.language
    let logger = log.logger()
    do {
      let database = db ?? settings.database
      if let database {
        // Brings a database of an earlier version up to date.
        guard FileManager.default.fileExists(atPath: database) else {
          throw StoreError.cannotOpen(path: database, reason: "no such file")
        }
        let isCurrent = try Store(path: database, access: .read).isCurrent
        if !isCurrent || !readOnly { _ = try Store(path: database, access: .write) }
      }
      let environment = ProcessInfo.processInfo.environment["PIPELINE_TOKEN"]
      let options = SiteOptions(
        host: host, port: port, token: token ?? environment.flatMap { $0.isEmpty ? nil : $0 },
        database: database, isReadOnly: readOnly, language: Interface(language),
        version: pipelineVersion,
        threads: jobs ?? settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
      let extractor = try recognition.extractor()
      let limit = options.mostBytes
      let server = try Server(options: options, logger: logger) {
        try WebWorker(
          stages: Stages(intake: Intake.Options(), extractor: extractor), database: database,
          limit: limit, language: language
        ).worker
      }
      let host = host.contains(":") ? "[\(host)]" : host
      let failure = Self.waiting {
        try await server.run { port in
          logger.notice("\(Message.listening("http://\(host):\(port)/").text(language))")
        }
      }
      if let failure { throw failure }
    } catch let code as ExitCode {
      throw code
    } catch Server.SetupError.openWithoutToken(let host) {
      logger.error("\(Message.openWithoutToken(host).text(language))")
      throw ExitCode.nothingDone
    } catch {
      logger.error("\(localized(error, language))")
      throw ExitCode.nothingDone
    }
  }

  /// Runs asynchronous work to its end from a thread that has none: the command line is synchronous.
  private static func waiting(
    for work: @escaping @Sendable () async throws -> Void
  ) -> (any Error)? {
    let isDone = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task {
      do { try await work() } catch { outcome.error = error }
      isDone.signal()
    }
    isDone.wait()
    return outcome.error
  }

  /// Written before the semaphore is signalled, read after.
  private final class Outcome: @unchecked Sendable {
    var error: (any Error)?
  }
}

/// The stages and the database of one thread of the server.
private struct WebWorker {
  let stages: Stages
  let database: String?
  let limit: Int
  let language: Language

  var worker: Worker {
    get throws {
      Worker(
        articles: { upload in
          let (record, document, found) = try analysed(upload)
          var articles = document.annotated(found)
          for index in articles.indices {
            articles[index].adopt(record, isOnly: articles.count == 1)
          }
          return articles
        },
        json: { upload in
          let (_, document, found) = try analysed(upload)
          let writer = DocumentWriter(
            unit: OffsetUnit(rawValue: upload.offsets) ?? .scalar,
            includesText: upload.includesText, explains: upload.explains,
            generator: .pipeline(names: stages.extractor.model))
          return writer.object(for: document, extractions: found)
        },
        words: { text in
          let simplified = Names.simplified(text)
          let units = Array(simplified.utf16)
          let words = try stages.segmenter.tokens(in: units)
            .filter { $0.kind != .mark && $0.kind != .space }
            .map { String(utf16: units[Int($0.start)..<Int($0.end)]) }
          return (words, simplified)
        }, store: try database.map { try Store(path: $0, access: .read) })
    }
  }

  private func analysed(
    _ upload: Upload
  ) throws -> (record: Record, document: Document, found: [Extraction]) {
    do {
      let bytes =
        upload.isGzip
        ? try Gzip.decompressed(upload.bytes, limit: limit) : upload.bytes
      let raw = RawRecord(
        content: upload.form == .json ? .json(bytes) : .text(bytes), source: "-",
        stem: upload.name)
      let parser = RecordParser()
      var record = try parser.record(raw, fingerprint: "")
      if let date = upload.date {
        guard let day = CalendarDay(argument: date) else {
          throw UnusableText("date: yyyy-mm-dd")
        }
        record.date = record.date ?? day
      }
      let document = try stages.document(record)
      let found = try document.articles.map {
        stages.extraction(of: try stages.segmenter.segmented($0))
      }
      return (record, document, found)
    } catch let error as UnusableText {
      throw error
    } catch {
      throw UnusableText(localized(error, language))
    }
  }
}
