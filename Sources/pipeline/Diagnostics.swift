/// Messages on standard error: what, where and what to do.
enum Diagnostics {
  static func error(_ message: String) { say(said("error: ", "错误：") + message) }
  static func warning(_ message: String) { say(said("warning: ", "警告：") + message) }
  static func note(_ message: String) { say(message) }

  private static func say(_ message: String) {
    // When even standard error is closed there is nobody left to tell.
    try? POSIX.writeAll(Array("pipeline: \(message)\n".utf8)[...], to: POSIX.standardError)
  }
}
