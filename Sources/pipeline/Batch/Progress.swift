import Foundation

/// How far a run is: a line on a terminal that is written over, or a line in the log now and then.
final class Progress: @unchecked Sendable {
  // Guarded by `lock`.

  let isShown: Bool
  private let lock = NSLock()
  private var lastShown = ContinuousClock.now
  private var isVisible = false
  private var totalBytes = 0
  private var readBytes = 0

  /// - Parameter isShown: whether there is a terminal to show it on.
  init(isShown: Bool) { self.isShown = isShown }

  /// Bytes of all files; 0 while it is not known.
  var total: Int {
    get { lock.withLock { totalBytes } }
    set { lock.withLock { totalBytes = newValue } }
  }

  var read: Int {
    get { lock.withLock { readBytes } }
    set { lock.withLock { readBytes = newValue } }
  }

  /// Five times a second on a terminal, every five seconds in a log.
  var isDue: Bool {
    let interval: Duration = isShown ? .milliseconds(200) : .seconds(5)
    return lock.withLock {
      guard lastShown.duration(to: .now) >= interval else { return false }
      lastShown = .now
      return true
    }
  }

  /// Seconds that the rest will take at the speed so far.
  func left(_ seconds: Double) -> Double? {
    lock.withLock {
      guard totalBytes > 0, readBytes > 0, seconds > 1 else { return nil }
      return seconds * Double(max(0, totalBytes - readBytes)) / Double(readBytes)
    }
  }

  func show(_ message: String) {
    lock.withLock {
      isVisible = true
      write("\r\u{1B}[K" + message)
    }
  }

  /// Leaves the line to other messages.
  func clear() {
    lock.withLock {
      if isVisible { write("\r\u{1B}[K") }
      isVisible = false
    }
  }

  private func write(_ text: String) {
    try? POSIX.writeAll(Array(text.utf8)[...], to: POSIX.standardError)
  }
}
