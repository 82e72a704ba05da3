import ArgumentParser

/// The command line: the only target that sees all stages, and glue over them.
struct Pipeline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline",
    abstract: said(
      "Reads Chinese news: who said what, who is mentioned, which figures are given.",
      "阅读中文新闻：谁说了什么，提到了谁，给出了哪些数字。"),
    discussion: said(
      """
      Content goes to standard output, diagnostics to standard error.

      Exit status: 0 when all went well; 1 when some documents failed; 2 when nothing could be \
      done; 64 when the command line is wrong.
      """, "结果写到标准输出，提示写到标准错误。\n\n退出状态：0 全部成功；1 部分文档失败；2 什么也没能做；64 命令行有误。"),
    version: pipelineVersion,
    subcommands: [
      ExtractCommand.self, BatchCommand.self, WorkerCommand.self, QuotesCommand.self,
      EntitiesCommand.self,
      FiguresCommand.self, SearchCommand.self, ShowCommand.self, ExportCommand.self,
      ReportCommand.self, ServeCommand.self,
      DoctorCommand.self, SegmentCommand.self,
      BenchmarkCommand.self,
    ]
  )
}

let pipelineVersion = "0.1.0"

@main
enum Main {
  static func main() {
    POSIX.ignoreBrokenPipes()
    do {
      var command = try Pipeline.parseAsRoot()
      try command.run()
    } catch {
      exit(error)
    }
  }

  /// Ends the process as the argument parser would, in the user's language.
  private static func exit(_ error: any Error) -> Never {
    guard Language.current == .zh else { Pipeline.exit(withError: error) }
    let code = Pipeline.exitCode(for: error)
    let text = ParserMessages.chinese(Pipeline.fullMessage(for: error))
    if !text.isEmpty {
      // When the stream is closed there is nobody left to tell.
      try? POSIX.writeAll(
        Array((text + "\n").utf8)[...],
        to: code == .success ? POSIX.standardOutput : POSIX.standardError)
    }
    Pipeline.exit(withError: code)
  }
}
