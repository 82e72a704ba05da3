import ArgumentParser
import Extract
import Intake
import Output
import Values

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: said(
      "Writes the statements, entities, figures and dates of news texts.", "写出新闻中的言论、实体、数字和日期。"),
    discussion: said(
      """
      A file that cannot be read is reported and does not stop the run. Documents are written in \
      the order in which they are named; those of a folder in the order of their paths.
      """, "读不了的文件会报告，不会中止运行。文档按给出的次序写出；文件夹中的按路径次序。")
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case ndjson, json, text
  }

  @Argument(
    help: ArgumentHelp(
      said(
        "Text files, folders (all .txt files below them), or - for standard input.",
        "文本文件、文件夹（其下所有 .txt 文件），或 - 表示标准输入。"),
      valueName: "input"))
  var inputs: [String]

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var recognition: ModelOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      said("Where to write instead of standard output.", "写到哪里，代替标准输出。"), valueName: "file"))
  var output: String?

  @Option(
    help: .said(
      "ndjson (one document a line), json (one indented array), text (for eyes).",
      "ndjson（每行一篇）、json（一个缩进的数组）、text（供人阅读）。"))
  var format = Format.ndjson

  @OptionGroup var result: ResultOptions
  @OptionGroup var reasons: ExplainOption
  @OptionGroup var published: DateOption

  func run() throws {
    let stages = try Stages(
      intake: Intake.Options(encoding: reading.encoding, date: published.date),
      dictionary: reading.userDictionary(), extractor: recognition.extractor())
    try exiting {
      var outcome = Outcome()
      var output = try OutputFile(output)
      let writer = ResultWriter(
        format: format, unit: result.offsets, includesText: result.text,
        explains: reasons.explain,
        isColoured: output.isTerminal && Self.allowsColour, names: stages.extractor.model)
      var isFirst = true
      var batch = Batch()
      func writeBatch(to output: inout OutputFile) throws {
        for (document, found) in zip(batch.documents, stages.extractions(from: batch)) {
          switch found {
          case .success(let extractions):
            try output.append { writer.write(document, extractions, isFirst: isFirst, to: &$0) }
            isFirst = false
            outcome.succeeded()
          case .failure(let error): outcome.failed(document.source, error)
          }
        }
        batch.removeAll()
      }
      if format == .json { try output.append("[") }
      for input in Input.list(inputs, outcome: &outcome) {
        do {
          batch.append(try stages.document(input))
        } catch {
          outcome.failed(input.path, error)
        }
        if batch.isFull { try writeBatch(to: &output) }
      }
      try writeBatch(to: &output)
      if format == .json { try output.append("\n]\n") }
      try output.finish()
      return outcome
    }
  }

  /// NO_COLOR (no-color.org), and terminals that say they know no colours.
  private static var allowsColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }
}

/// Writes documents in the format that the user asked for.
private struct ResultWriter {
  let format: ExtractCommand.Format
  let json: DocumentWriter
  let view: TextView

  init(
    format: ExtractCommand.Format, unit: OffsetUnit, includesText: Bool, explains: Bool,
    isColoured: Bool, names: String
  ) {
    self.format = format
    json = DocumentWriter(
      unit: unit, includesText: includesText, explains: explains, indents: format == .json,
      generator: .pipeline(names: names))
    view = TextView(isColoured: isColoured, explains: explains)
  }

  func write(
    _ document: Document, _ extractions: [Extraction], isFirst: Bool, to bytes: inout [UInt8]
  ) {
    switch format {
    case .ndjson:
      json.write(document, extractions: extractions, to: &bytes)
      bytes.append(0x0A)
    case .json:
      bytes.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
      json.write(document, extractions: extractions, to: &bytes)
    case .text:
      view.write(document, extractions: extractions, to: &bytes)
    }
  }
}
