import ArgumentParser

/// The command line: the only target that sees all stages, and glue over them.
struct Pipeline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline",
    abstract: "Reads Chinese news: who said what, who is mentioned, which figures are given.",
    discussion: """
      Content goes to standard output, diagnostics to standard error.

      Exit status: 0 when all went well; 1 when some documents failed; 2 when nothing could be \
      done; 64 when the command line is wrong.
      """,
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
    Pipeline.main()
  }
}
