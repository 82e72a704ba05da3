import ArgumentParser
import Extract
import Intake
import Output
import Records
import Segmenter
import Values

struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: said(
      "Answers every line of standard input with one line: for Spark, Python and pipes.",
      "标准输入的每一行都答以一行：供 Spark、Python 和管道使用。"),
    discussion: said(
      """
      Reads one JSON object a line ({"text": …}, and id, title, date where they are known) and \
      writes what extract writes for it, in order, one line for each line. A line that cannot be \
      read is answered by {"error": …, "line": …}. Nothing is held back while the input waits. \
      Lines end at byte 0x0A only, and may have 16 MB.

      Exit status: 0 when every line was answered; 2 when standard input or output failed; 64 when \
      the command line is wrong.
      """,
      "每行读取一个 JSON 对象（{\"text\": …}，以及已知的 id、title、date），按顺序写出 extract 为它写出的结果，一行对一行。读不了的行答以 {\"error\": …, \"line\": …}。输入等待时不会扣住任何结果。行只以字节 0x0A 结束，最长 16 MB。\n\n退出状态：0 每行都已作答；2 标准输入或输出出错；64 命令行有误。"
    )
  )

  @OptionGroup var fieldNames: FieldOptions
  @OptionGroup var recognition: ModelOptions

  @OptionGroup var dictionary: DictionaryOption
  @OptionGroup var published: DateOption
  @OptionGroup var result: ResultOptions

  @Flag(help: .said("Include the offsets of all words.", "附上所有词的偏移量。"))
  var words = false

  @OptionGroup var reasons: ExplainOption
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let settings = try loaded(shared)
    let stages = try Stages(
      intake: Intake.Options(date: published.date), dictionary: dictionary.userDictionary(),
      extractor: recognition.extractor())
    try exiting {
      var worker = Worker(
        stages: stages, parser: RecordParser(fields: fieldNames.mapping(settings.fields)),
        writer: DocumentWriter(
          unit: result.offsets, includesText: result.text, explains: reasons.explain,
          generator: .pipeline(names: stages.extractor.model)),
        includesWords: words, language: settings.language)
      try worker.run()
      return Outcome()
    }
  }
}

/// Lines in, lines out: what is complete in the input is answered before more of it is waited for.
private struct Worker {
  /// An article has some kilobytes; a line beyond this is a mistake, and would cost gigabytes.
  private static let longestLine = 16 << 20
  /// A pipe holds no more.
  private static let pieceSize = 1 << 16

  let stages: Stages
  let parser: RecordParser
  let writer: DocumentWriter
  let includesWords: Bool
  let language: Language
  private var number = 0
  private var pending: [Pending] = []
  private var batch = Batch()

  /// A line whose answer is not written yet; its document is the next of the batch.
  private enum Pending {
    case document(number: Int)
    case failed(number: Int, message: String)
  }

  init(
    stages: Stages, parser: RecordParser, writer: DocumentWriter, includesWords: Bool,
    language: Language
  ) {
    self.stages = stages
    self.parser = parser
    self.writer = writer
    self.includesWords = includesWords
    self.language = language
  }

  mutating func run() throws {
    var output = try OutputFile(nil)
    var lines = LineBuffer(limit: Self.longestLine)
    while true {
      let piece: [UInt8]
      do {
        piece = try POSIX.available(of: POSIX.standardInput, atMost: Self.pieceSize)
      } catch {
        throw InputError.unreadable(error)
      }
      if piece.isEmpty { break }
      lines.append(piece)
      while let line = lines.next() {
        take(line)
        if batch.isFull { try answer(&output) }
      }
      try answer(&output)
      try output.flush()
    }
    if let line = lines.last() { take(line) }
    try answer(&output)
    try output.finish()
  }

  private mutating func take(_ line: [UInt8]?) {
    number += 1
    do {
      guard let line else { throw RecordError.tooLarge(limit: Self.longestLine) }
      batch.append(try document(line))
      pending.append(.document(number: number))
    } catch {
      pending.append(.failed(number: number, message: localized(error, language)))
    }
  }

  private func document(_ line: [UInt8]) throws -> Document {
    do {
      _ = try UTF8Span(validating: line.span)
    } catch {
      throw IntakeError.undecodable(encoding: "UTF-8", offset: error.byteOffsets.lowerBound)
    }
    let raw = RawRecord(content: .json(line), source: "-", number: number, stem: "record")
    // The same record has the same id wherever it stands.
    return try stages.document(
      parser.record(raw, fingerprint: SHA256.hexadecimal(of: raw.identity)))
  }

  private mutating func answer(_ output: inout OutputFile) throws {
    let segmented = batch.documents.map { document in
      Result { try document.articles.map(stages.segmenter.segmented) }
    }
    let extractions = stages.extractions(of: segmented)
    var next = 0
    for line in pending {
      switch line {
      case .failed(let number, let message):
        try output.append { ErrorLine(message: message, line: number).write(to: &$0) }
      case .document(let number):
        let document = batch.documents[next]
        let words = includesWords ? (try? segmented[next].get())?.flatMap(\.words) : nil
        switch extractions[next] {
        case .success(let found):
          try output.append {
            writer.write(document, extractions: found, words: words, to: &$0)
            $0.append(0x0A)
          }
        case .failure(let error):
          let message = localized(error, language)
          try output.append { ErrorLine(message: message, line: number).write(to: &$0) }
        }
        next += 1
      }
    }
    pending.removeAll(keepingCapacity: true)
    batch.removeAll()
  }
}

extension SegmentedArticle {
  /// Where the article's words stand in the original text.
  fileprivate var words: [Span] {
    tokens.filter { $0.kind != .space }.map { reading.original($0.span) }
  }
}
