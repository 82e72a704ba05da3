import ArgumentParser
import ICU
import Intake
import Output
import Segmenter
import Values

struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measures every stage against ICU's word breaking on the same texts.",
    discussion: """
      One thread, processor time. The stages take turns over all texts until ICU and the whole \
      have each run for at least a second; the fastest round counts. The last line is `ratio` and the time of the whole extraction, from decoded \
      text to written output, divided by the time of ICU's word breaking alone.
      """
  )

  @Argument(
    help: ArgumentHelp("Text files, folders, or - for standard input.", valueName: "input"))
  var inputs: [String]

  @OptionGroup var reading: ReadingOptions

  func run() throws {
    let stages = try Stages(
      intake: Intake.Options(encoding: reading.encoding), dictionary: reading.userDictionary())
    try exiting {
      var outcome = Outcome()
      var documents: [Document] = []
      for input in Input.list(inputs, outcome: &outcome) {
        do {
          documents.append(try stages.document(input))
          outcome.succeeded()
        } catch {
          outcome.failed(input.path, error)
        }
      }
      guard !documents.isEmpty else { return outcome }
      let report = try Benchmark(documents: documents, stages: stages).report()
      var output = try OutputFile(nil)
      try output.append { $0.append(contentsOf: report.utf8) }
      try output.finish()
      return outcome
    }
  }
}
