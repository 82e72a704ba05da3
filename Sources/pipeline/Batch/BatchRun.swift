import ArgumentParser
import Runs
import Dispatch
import Foundation
import Intake
import Logging
import Output
import Records
import Segmenter
import Store
import Values

/// One run of `batch`: reads records, leaves out what is done, extracts on several threads, writes in
/// order.
final class BatchRun: @unchecked Sendable {
  // Sendable because `OrderedWork` lets one thread at a time read and one at a time write, and each
  // of the two sides touches its own state only; `count` is guarded by `lock`.

  private let command: BatchCommand
  private let language: Language
  private let logger: Logger
  private let jobs: Int
  private let dictionary: UserDictionary
  private let parser: RecordParser
  private let reader: RecordReader
  private let database: String?
  private let aliases: [String: String]?
  private let configuration: BatchConfiguration

  private var store: StoreWriter?
  private var file: ResumableFile?
  private var stream: OutputStream?
  private var seen: Set<ContentKey> = []
  private let lock = NSLock()
  private var count = BatchCount()
  private var progress: Progress

  init(
    command: BatchCommand, database: String?, dictionary: UserDictionary, settings: Settings,
    logger: Logger
  ) throws {
    self.command = command
    self.database = database
    self.dictionary = dictionary
    self.logger = logger
    language = settings.language
    jobs = command.jobs ?? settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let fields = command.fieldNames.mapping(settings.fields)
    parser = RecordParser(fields: fields, encoding: command.reading.encoding)
    reader = RecordReader(
      command.inputs,
      options: RecordReader.Options(form: command.inputFormat, limit: Intake.maximumBytes))
    aliases = try AliasFile.load(command.aliases ?? settings.aliases)
    configuration = try BatchConfiguration(command, fields: fields)
    progress = Progress(
      isShown: POSIX.isTerminal(POSIX.standardError) && !command.log.quiet
        && !command.log.verbose && command.log.logFormat == .text)
  }

  /// What is to be done with one record.
  fileprivate struct Work {
    var record: Result<RawRecord, UnreadableRecord>
    var key: ContentKey
    /// Whether the database, and the file, have it not yet.
    var isForStore: Bool
    var isForFile: Bool
  }

  private struct Done {
    var work: Work
    var name: String?
    var outcome: Result<(stored: StoredDocument?, line: [UInt8]?), any Error>
  }

  func run() throws -> ExitCode {
    try open()
    if command.dryRun { return dryRun() }
    let start = ContinuousClock.now
    if progress.isShown { progress.total = RecordReader.totalBytes(command.inputs) }
    let work = OrderedWork<[Work], [Done]>(
      isReady: { [self] in reader.isReady(within: $0) },
      next: { [self] in nextChunk() },
      write: { [self] in try write($0.joined(), since: start) })
    let signals = interruptions(stopping: work)
    defer { signals.forEach { $0.cancel() } }
    try store?.begin(aliases: aliases)
    try work.run(jobs: jobs) { [self] in
      let worker = try Worker(self)
      return { worker.done($0) }
    }
    let isInterrupted = lock.withLock { self.isInterrupted }
    try store?.end(
      outcome: isInterrupted ? "interrupted" : "finished", isComplete: !isInterrupted,
      documents: count.done, failures: count.failed)
    // The last connection takes the files of the log with it.
    store = nil
    try file?.close()
    progress.clear()
    let seconds = start.duration(to: .now) / .seconds(1)
    if isInterrupted {
      logger.notice("\(Message.interrupted(count).text(language))", metadata: metadata)
      return ExitCode(130)
    }
    logger.info("\(Message.finished(count, seconds: seconds).text(language))", metadata: metadata)
    return count.failed == 0
      ? .success : count.done + count.skipped > 0 ? .someFailed : .nothingDone
  }

  private var metadata: Logger.Metadata {
    [
      "documents": "\(count.done)", "failures": "\(count.failed)", "skipped": "\(count.skipped)",
      "failed_before": "\(count.failedBefore)", "bytes": "\(count.bytes)",
    ]
  }

  private var isInterrupted = false

  /// Ctrl-C and a polite kill let the documents in flight be finished; the second one does not.
  private func interruptions(stopping work: OrderedWork<[Work], [Done]>)
    -> [any DispatchSourceSignal]
  {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        let isSecond = lock.withLock {
          defer { isInterrupted = true }
          return isInterrupted
        }
        if isSecond { _exit(130) }
        progress.clear()
        logger.notice("\(Message.interrupting().text(language))")
        work.stop()
      }
      source.resume()
      return source
    }
  }

  private func open() throws {
    if let database {
      let isThere = FileManager.default.fileExists(atPath: database)
      if isThere || !command.dryRun {
        let opened = try Store(path: database, access: command.dryRun ? .read : .write)
        store = try StoreWriter(
          opened,
          run: StoreWriter.Run(
            generator: configuration.generator, configuration: configuration.extraction,
            isForced: command.force))
      }
    }
    guard let output = command.output else { return }
    if output == "-" {
      stream = OutputStream(try OutputFile(nil))
    } else if !command.dryRun {
      file = try ResumableFile(
        path: output, configuration: configuration.output, isForced: command.force)
    }
  }

  private func dryRun() -> ExitCode {
    while let record = reader.next() {
      guard let work = work(for: record) else { continue }
      switch work.item.record {
      case .success:
        count.done += 1
        count.bytes += work.size
      case .failure(let error):
        count.failed += 1
        logger.error(
          "\(error.source)\(Message.colon.text(language))\(localized(error.reason, language))")
      }
    }
    logger.info("\(Message.wouldDo(count).text(language))", metadata: metadata)
    return .success
  }

  // MARK: - Reading

  /// The next few records: each stage of a worker finds its tables in the cache when it goes over
  /// several documents. Fewer, or none, where the input makes its reader wait; nil at the end.
  private func nextChunk() -> (item: [Work], size: Int)? {
    var chunk: [Work] = []
    var size = 0
    repeat {
      guard let record = reader.next() else { return chunk.isEmpty ? nil : (chunk, size) }
      guard let found = work(for: record) else { continue }
      chunk.append(found.item)
      size += found.size
    } while chunk.count < Self.mostInChunk && size < Self.mostBytesInChunk
      && reader.isReady(within: Self.patience)
    return (chunk, size)
  }

  private static let mostInChunk = 16
  /// Milliseconds in which whoever fills a pipe gets to do so; nobody feels them.
  private static let patience = 3
  private static let mostBytesInChunk = 1 << 18

  /// What is to be done with a record, nil when it is done.
  private func work(for record: Result<RawRecord, UnreadableRecord>) -> (item: Work, size: Int)? {
    progress.read = reader.bytesRead
    let identity: [UInt8]
    switch record {
    case .success(let raw): identity = raw.identity
    case .failure(let error):
      identity = Array("unreadable\0\(error.source)\0\(error.number ?? 0)".utf8)
    }
    guard let key = ContentKey(hexadecimal: SHA256.hexadecimal(of: identity)) else { return nil }
    guard seen.insert(key).inserted else {
      lock.withLock { count.skipped += 1 }
      return nil
    }
    guard case .success(let raw) = record else {
      return (Work(record: record, key: key, isForStore: true, isForFile: true), 0)
    }
    let digits = file == nil ? "" : key.hexadecimal
    let isDone = (
      store: store?.done.contains(key) ?? true,
      file: file?.done.contains(digits) ?? (stream == nil)
    )
    guard !isDone.store || !isDone.file || command.dryRun && store == nil else {
      lock.withLock { count.skipped += 1 }
      return nil
    }
    // Each of the two has its own account: a run may have been killed between them.
    let isRetried = command.retryFailed
    let isForStore = !isDone.store && (isRetried || store?.failedBefore.contains(key) != true)
    let isForFile = !isDone.file && (isRetried || file?.failed.contains(digits) != true)
    guard isForStore || isForFile || command.dryRun && store == nil else {
      lock.withLock { count.failedBefore += 1 }
      return nil
    }
    let work = Work(record: record, key: key, isForStore: isForStore, isForFile: isForFile)
    return (work, raw.size)
  }

  // MARK: - Working

  /// What one thread needs to turn a record into what is written of it.
  private final class Worker {
    private let stages: Stages
    private let parser: RecordParser
    private let writer: DocumentWriter

    init(_ run: BatchRun) throws {
      stages = try Stages(
        intake: Intake.Options(
          encoding: run.command.reading.encoding, date: run.command.published.date),
        dictionary: run.dictionary)
      parser = run.parser
      writer = DocumentWriter(
        unit: run.command.result.offsets, includesText: run.command.result.text,
        generator: .pipeline())
    }

    /// One record on its way through the stages.
    private struct Taken {
      var record: Record
      var document: Document
    }

    func done(_ chunk: [Work]) -> [Done] {
      var names = [String?](repeating: nil, count: chunk.count)
      let taken = chunk.indices.map { index in
        Result { try self.taken(chunk[index], &names[index]) }
      }
      let segmented = taken.map { taken in
        taken.flatMap { taken in
          Result { try taken.document.articles.map(stages.segmenter.segmented) }
        }
      }
      let found = zip(segmented, stages.extractions(of: segmented)).map { articles, extractions in
        articles.flatMap { articles in extractions.map { Array(zip(articles, $0)) } }
      }
      return chunk.indices.map { index in
        let outcome = Result {
          let taken = try taken[index].get()
          return made(of: taken, try found[index].get(), for: chunk[index])
        }
        return Done(work: chunk[index], name: names[index], outcome: outcome)
      }
    }

    private func taken(_ work: Work, _ name: inout String?) throws -> Taken {
      let raw: RawRecord
      switch work.record {
      case .success(let record): raw = record
      case .failure(let error): throw error.reason
      }
      let record = try parser.record(raw, fingerprint: work.key.hexadecimal)
      name = record.id
      switch record.text {
      case .bytes(let bytes):
        return Taken(
          record: record,
          document: try stages.intake.document(
            bytes: bytes, id: record.id, source: record.source, date: record.date))
      case .units(let units):
        return Taken(
          record: record,
          document: try stages.intake.document(
            text: String(utf16: units[...]), id: record.id, source: record.source,
            title: record.title, date: record.date))
      }
    }

    private func made(
      of taken: Taken, _ articles: [(SegmentedArticle, Extraction)], for work: Work
    ) -> (stored: StoredDocument?, line: [UInt8]?) {
      let (record, document) = (taken.record, taken.document)
      var stored: StoredDocument?
      if work.isForStore {
        stored = StoredDocument(
          document,
          origin: StoredDocument.Origin(
            name: record.id, contentKey: work.key, source: record.source, record: work.number,
            title: record.title, outlet: record.outlet, author: record.author, url: record.url,
            date: record.date?.iso), articles: articles)
      }
      let line =
        work.isForFile ? writer.object(for: document, extractions: articles.map(\.1)) : nil
      return (stored, line)
    }
  }

  // MARK: - Writing

  private func write(
    _ batch: some Sequence<Done>, since start: ContinuousClock.Instant
  ) throws {
    var items: [StoreWriter.Item] = []
    var lines: [ResumableFile.Line] = []
    for done in batch {
      let work = done.work
      switch done.outcome {
      case .success(let found):
        if let stored = found.stored { items.append(.document(stored)) }
        if let line = found.line {
          lines.append(ResumableFile.Line(key: work.key.hexadecimal, bytes: line))
        }
        lock.withLock {
          count.done += 1
          if case .success(let raw) = work.record { count.bytes += raw.size }
        }
        if command.log.verbose {
          logger.debug("\(Message.document(done.name ?? "", work.source).text(language))")
        }
      case .failure(let error):
        let failure = StoreWriter.Failure(
          name: done.name, contentKey: work.key, source: work.source, record: work.number,
          message: "\(error)")
        if work.isForStore { items.append(.failure(failure)) }
        if work.isForFile {
          lines.append(ResumableFile.Line(key: work.key.hexadecimal, bytes: nil))
        }
        lock.withLock { count.failed += 1 }
        progress.clear()
        let place = work.source + (work.number.map { ":\($0)" } ?? "")
        logger.error("\(place)\(Message.colon.text(language))\(localized(error, language))")
      }
    }
    if !items.isEmpty { try store?.write(items) }
    if !lines.isEmpty {
      try file?.append(lines)
      try stream?.append(lines)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    if progress.isDue {
      let message = Message.progress(
        lock.withLock { count }, seconds: seconds, left: progress.left(seconds)
      )
      .text(language)
      if progress.isShown {
        progress.show(message)
      } else {
        logger.info("\(message)", metadata: metadata)
      }
    }
  }
}

extension BatchRun.Work {
  fileprivate var source: String {
    switch record {
    case .success(let raw): raw.source
    case .failure(let error): error.source
    }
  }

  fileprivate var number: Int? {
    switch record {
    case .success(let raw): raw.number
    case .failure(let error): error.number
    }
  }
}

/// Standard output for lines that nobody keeps account of.
private final class OutputStream {
  private var file: OutputFile

  init(_ file: consuming OutputFile) { self.file = file }

  func append(_ lines: [ResumableFile.Line]) throws {
    for line in lines {
      guard let bytes = line.bytes else { continue }
      try file.append {
        $0 += bytes
        $0.append(0x0A)
      }
    }
    try file.flush()
  }
}
