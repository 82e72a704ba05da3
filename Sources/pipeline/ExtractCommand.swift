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
    abstract: "Writes the statements, entities, figures and dates of news texts.",
    discussion: """
      A file that cannot be read is reported and does not stop the run. Documents are written in \
      the order in which they are named; those of a folder in the order of their paths.
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case ndjson, json, text
  }

  @Argument(
    help: ArgumentHelp(
      "Text files, folders (all .txt files below them), or - for standard input.",
      valueName: "input"))
  var inputs: [String]

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recognition: ModelOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write instead of standard output.", valueName: "file"))
  var output: String?

  @Option(help: "ndjson (one document a line), json (one indented array), text (for eyes).")
  var format = Format.ndjson

  @Option(help: "Unit of all offsets: scalar (code points), utf8 (bytes), utf16.")
  var offsets = OffsetUnit.scalar

  @Flag(help: "Include the decoded text of every document.")
  var text = false

  @Flag(help: "Say which rule is behind every figure, date and statement.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "The day of publication where a text names none: the anchor of 昨天 and 去年.",
      valueName: "yyyy-mm-dd"))
  var date: CalendarDay?

  func run() throws {
    let stages = try Stages(
      intake: Intake.Options(encoding: reading.encoding, date: date),
      dictionary: reading.userDictionary(), extractor: recognition.extractor())
    try exiting {
      var outcome = Outcome()
      var output = try OutputFile(output)
      let writer = ResultWriter(
        format: format, unit: offsets, includesText: text, explains: explain,
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
