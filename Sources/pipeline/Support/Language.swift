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

  /// What a command line says with `--lang`, else the environment: for help, and for what goes wrong before the
  /// options are read.
  init(arguments: [String], environment: [String: String]) {
    let options = arguments.prefix { $0 != "--" }
    for (index, option) in options.enumerated() {
      let value: String? =
        if option.hasPrefix("--lang=") {
          String(option.dropFirst(7))
        } else if option == "--lang", index + 1 < options.count {
          options[index + 1]
        } else {
          nil
        }
      if let language = value.flatMap(Language.init(rawValue:)) {
        self = language
        return
      }
    }
    self.init(environment: environment)
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
