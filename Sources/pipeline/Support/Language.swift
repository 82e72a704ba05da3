import ArgumentParser
import Foundation

/// The language of messages.
enum Language: String, CaseIterable, ExpressibleByArgument, Sendable {
  case en, zh

  /// What the locale of the environment asks for: LC_ALL, LC_MESSAGES, LANG, in POSIX's order.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.hasPrefix("zh") == true ? .zh : .en
  }

  /// What a command line says with `--lang`, else the environment, the file of settings, the locale: for help,
  /// and for what goes wrong before the options are read.
  init(arguments: [String], environment: [String: String]) {
    let options = arguments.prefix { $0 != "--" }
    func value(_ name: String) -> String? {
      for (index, option) in options.enumerated().reversed() {
        if option.hasPrefix(name + "=") { return String(option.dropFirst(name.count + 1)) }
        if option == name, index + 1 < options.count { return options[index + 1] }
      }
      return nil
    }
    let asked = value("--lang").flatMap(Language.init(rawValue:))
    // A file that cannot be read is complained of by the command that reads it.
    let settings = try? Settings(path: value("--config"), lang: asked, environment: environment)
    self =
      settings?.language ?? asked
      ?? environment["PIPELINE_LANG"].flatMap(Language.init(rawValue:))
      ?? Language(environment: environment)
  }

  /// Of this process.
  static let current = Language(
    arguments: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment)
}

/// The text in the language of this process: both are given where it is written, so that none can be missing.
func said(_ english: String, _ chinese: String) -> String {
  Message(english, chinese).text(.current)
}

extension ArgumentHelp {
  /// Help in the language of this process.
  static func said(_ english: String, _ chinese: String) -> ArgumentHelp {
    ArgumentHelp(pipeline.said(english, chinese))
  }
}
