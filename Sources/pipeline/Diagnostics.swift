import ICU

/// Messages on standard error: what, where and what to do.
enum Diagnostics {
  static func error(_ message: String) { say("error: \(message)") }
  static func warning(_ message: String) { say("warning: \(message)") }

  private static func say(_ message: String) {
    // When even standard error is closed there is nobody left to tell.
    try? POSIX.writeAll(Array("pipeline: \(message)\n".utf8)[...], to: POSIX.standardError)
  }

  /// An error's description with what the user can do about it.
  static func advice(on error: any Error) -> String {
    switch error {
    case ICUError.undecodable:
      "\(error); name its encoding with --encoding, e.g. --encoding GB18030"
    default: "\(error)"
    }
  }
}
