import ArgumentParser
import ICU
import Intake
import Output
import Segmenter
import Values

struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: said(
      "Measures every stage against ICU's word breaking on the same texts.",
      "在同一批文本上，把每个阶段与 ICU 分词相比较。"),
    discussion: said(
      """
      One thread, processor time. The stages take turns over all texts until ICU and the whole \
      have each run for at least a second; the fastest round counts. The last line is `ratio` and the time of the whole extraction, from decoded \
      text to written output, divided by the time of ICU's word breaking alone.
      """,
      "单线程，处理器时间。各阶段轮流处理全部文本，直到 ICU 和整体都至少运行一秒；取最快的一轮。\n\n最后一行是 `ratio`：整个提取（从解码后的文本到写出结果）的时间除以单独 ICU 分词的时间。"
    )
  )

  @Argument(
    help: ArgumentHelp(
      said("Text files, folders, or - for standard input.", "文本文件、文件夹，或 - 表示标准输入。"),
      valueName: "input"))
  var inputs: [String]

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

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
