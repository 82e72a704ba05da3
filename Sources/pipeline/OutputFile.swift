/// Buffered output to a file or standard output.
struct OutputFile: ~Copyable {
  /// Bytes that are kept before they are written: a few large writes instead of one a document.
  private static let bufferSize = 1 << 18

  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  /// Whether somebody looks at the output as it comes.
  let isTerminal: Bool

  /// - Parameter path: a file that is created or emptied; nil or `-` for standard output.
  init(_ path: String?) throws(OutputError) {
    self.path = path ?? "-"
    if let path, path != "-" {
      do {
        descriptor = try POSIX.create(path)
      } catch {
        throw .failed(path: path, reason: error)
      }
    } else {
      descriptor = POSIX.standardOutput
    }
    isTerminal = POSIX.isTerminal(descriptor)
  }

  /// Lets `body` append to the buffer, and writes the buffer when it is full.
  mutating func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
    body(&buffer)
    if isTerminal || buffer.count >= Self.bufferSize { try flush() }
  }

  mutating func append(_ byte: UInt8) throws(OutputError) {
    try append { $0.append(byte) }
  }

  mutating func append(_ text: StaticString) throws(OutputError) {
    try append { bytes in text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
  }

  mutating func flush() throws(OutputError) {
    do {
      try POSIX.writeAll(buffer[...], to: descriptor)
    } catch {
      throw error.isBrokenPipe ? .readerGone : .failed(path: path, reason: error)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left. Errors that a file system reports late, such as a full disk, come from here.
  consuming func finish() throws(OutputError) {
    try flush()
    guard descriptor != POSIX.standardOutput else { return }
    do {
      try POSIX.closeFile(descriptor)
    } catch {
      throw .failed(path: path, reason: error)
    }
  }
}

enum OutputError: Error, CustomStringConvertible {
  /// Whoever read the output has closed it, as `head` does: no failure, and nothing left to do.
  case readerGone
  case failed(path: String, reason: SystemError)

  var description: String {
    switch self {
    case .readerGone: "the reader of the output has closed it"
    case .failed(let path, let reason):
      "cannot write to \(path == "-" ? "standard output" : path): \(reason)"
    }
  }
}
