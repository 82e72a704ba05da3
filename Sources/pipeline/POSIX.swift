#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A system call that failed: what the system says about it.
struct SystemError: Error, CustomStringConvertible {
  let code: Int32

  var description: String {
    guard let message = strerror(code) else { return "error \(code)" }
    return String(cString: message).lowercased()
  }

  var isBrokenPipe: Bool { code == EPIPE }
}

/// The few system calls that the command line needs, each with its errors thrown.
///
/// File descriptors are plain numbers here because Swift 6 refuses the C globals stdin, stdout and
/// stderr.
enum POSIX {
  static let standardInput: Int32 = 0
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  /// Makes a write to a reader that has gone away fail with EPIPE instead of ending the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal that standard output is; nil when it is none.
  static func terminalWidth() -> Int? {
    var size = winsize()
    guard ioctl(standardOutput, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  static func isDirectory(_ path: String) throws(SystemError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw SystemError(code: errno) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  static func openForReading(_ path: String) throws(SystemError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(code: errno) }
    return descriptor
  }

  static func create(_ path: String) throws(SystemError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(code: errno) }
    return descriptor
  }

  static func closeFile(_ descriptor: Int32) throws(SystemError) {
    guard close(descriptor) == 0 else { throw SystemError(code: errno) }
  }

  /// Reads at most `count` bytes; fewer only at the end of the file.
  static func bytes(of descriptor: Int32, atMost count: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    let chunk = 1 << 16
    while bytes.count < count {
      let piece = try available(of: descriptor, atMost: min(chunk, count - bytes.count))
      if piece.isEmpty { break }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    return bytes
  }

  /// What can be read now, at most `count` bytes: waits for the first of them; empty at the end.
  static func available(
    of descriptor: Int32, atMost count: Int
  ) throws(SystemError) -> [UInt8] {
    var failure: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var received = 0
      repeat {
        received = read(descriptor, buffer.baseAddress, buffer.count)
      } while received < 0 && errno == EINTR
      if received < 0 { failure = errno }
      initialized = max(0, received)
    }
    if failure != 0 { throw SystemError(code: failure) }
    return piece
  }

  static func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw SystemError(code: errno)
      }
      rest = rest.dropFirst(written)
    }
  }

  /// Processor time that the process has used.
  static func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  /// The most memory that the process has had at once, in kilobytes; nil where it cannot be told.
  static func peakMemory() -> Int? {
    guard let descriptor = try? openForReading("/proc/self/status") else { return nil }
    defer { try? closeFile(descriptor) }
    guard let bytes = try? bytes(of: descriptor, atMost: 1 << 16) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("VmHWM:") }) else { return nil }
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
  }
}
