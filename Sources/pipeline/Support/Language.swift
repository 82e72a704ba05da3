import ArgumentParser

/// The language of messages.
enum Language: String, CaseIterable, ExpressibleByArgument, Sendable {
  case en, zh

  /// What the locale of the environment asks for: LC_ALL, LC_MESSAGES, LANG, in POSIX's order.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.hasPrefix("zh") == true ? .zh : .en
  }
}
