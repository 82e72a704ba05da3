import ArgumentParser

@main
struct Pipeline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline",
    abstract: "Reads Chinese news: who said what, who is mentioned, which figures are given.",
    version: version,
    subcommands: [ExtractCommand.self]
  )
}

let version = "0.1.0"
