import Foundation

/// An output file that grows line by line and knows, beside it, which documents are in it.
///
/// `out.ndjson.manifest` holds a line a document: its key and where its line ends (`-` for a document
/// that failed and has none). The manifest is written after the lines that it tells of, so that it
/// never claims too much: whatever a killed process left behind the last line that the manifest knows
/// is cut off when the file is opened again.
public final class ResumableFile {
  public enum Failure: Error, CustomStringConvertible {
    case system(path: String, doing: String, reason: String)
    /// Written with another version or other options.
    case otherConfiguration(path: String)
    /// There is a file, but nothing that says what it holds.
    case noManifest(path: String)

    public var description: String {
      switch self {
      case .system(let path, let doing, let reason): "\(path): cannot be \(doing): \(reason)"
      case .otherConfiguration(let path):
        "\(path): was written by another version or with other options: "
          + "name another file, or begin it anew with --force"
      case .noManifest(let path):
        "\(path): is not from an earlier run: name another file, or begin it anew with --force"
      }
    }
  }

  public struct Line {
    public var key: String
    /// Without its line feed; nil for a document that failed.
    public var bytes: [UInt8]?

    public init(key: String, bytes: [UInt8]?) {
      self.key = key
      self.bytes = bytes
    }
  }

  public let path: String
  private let output: FileHandle
  private let manifest: FileHandle
  private var end: UInt64 = 0

  /// The documents that are in the file.
  public private(set) var done: Set<String> = []
  /// Those that failed.
  public private(set) var failed: Set<String> = []

  public static func manifestPath(_ path: String) -> String { path + ".manifest" }

  /// - Parameters:
  ///   - configuration: one line that says by what and how the file is made.
  ///   - isForced: begin the file anew.
  public init(path: String, configuration: String, isForced: Bool) throws {
    self.path = path
    let header = "pipeline manifest 1\t\(configuration)\n"
    let manifestPath = Self.manifestPath(path)
    let files = FileManager.default
    if isForced {
      for file in [manifestPath, path] where files.fileExists(atPath: file) {
        try Self.doing("removed", file) { try files.removeItem(atPath: file) }
      }
    }
    if !files.fileExists(atPath: manifestPath),
      let size = (try? files.attributesOfItem(atPath: path))?[.size] as? Int, size > 0
    {
      throw Failure.noManifest(path: path)
    }
    output = try Self.doing("written", path) { try Self.open(path) }
    manifest = try Self.doing("written", manifestPath) { try Self.open(manifestPath) }
    let size = try output.seekToEnd()
    let text = try Self.doing("read", manifestPath) {
      try manifest.seek(toOffset: 0)
      return try manifest.readToEnd() ?? Data()
    }
    var kept = 0
    if !text.isEmpty {
      // A process that was killed may have left half a line, even of the first one.
      var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
      lines.removeLast()
      for (index, line) in lines.enumerated() {
        let line = String(decoding: line, as: UTF8.self)
        if index == 0 {
          guard line + "\n" == header else { throw Failure.otherConfiguration(path: path) }
        } else {
          let parts = line.split(separator: "\t")
          guard parts.count == 2 else { break }
          if parts[1] == "-" {
            failed.insert(String(parts[0]))
          } else {
            guard let position = UInt64(parts[1]), position <= size else { break }
            end = position
            done.insert(String(parts[0]))
            failed.remove(String(parts[0]))
          }
        }
        kept += line.utf8.count + 1
      }
    }
    try Self.doing("written", path) {
      try output.truncate(atOffset: end)
      try manifest.truncate(atOffset: UInt64(kept))
      if kept == 0 { try manifest.write(contentsOf: Data(header.utf8)) }
      try manifest.seekToEnd()
      try output.seekToEnd()
    }
  }

  private static func open(_ path: String) throws -> FileHandle {
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private static func doing<Value>(
    _ what: String, _ path: String, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as Failure {
      throw error
    } catch {
      // Foundation wraps what the system says.
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
      let reason =
        (cause as? POSIXError).map { String(cString: strerror($0.code.rawValue)).lowercased() }
        ?? cause.localizedDescription
      throw Failure.system(path: path, doing: what, reason: reason)
    }
  }

  /// Appends lines, and then notes them.
  public func append(_ lines: [Line]) throws {
    var bytes: [UInt8] = []
    var notes = ""
    for line in lines {
      if let content = line.bytes {
        bytes += content
        bytes.append(0x0A)
        notes += "\(line.key)\t\(end + UInt64(bytes.count))\n"
      } else if !failed.contains(line.key) {
        failed.insert(line.key)
        notes += "\(line.key)\t-\n"
      }
    }
    try Self.doing("written", path) {
      if !bytes.isEmpty {
        try output.write(contentsOf: Data(bytes))
        end += UInt64(bytes.count)
      }
      if !notes.isEmpty { try manifest.write(contentsOf: Data(notes.utf8)) }
    }
  }

  /// Waits until all is on the disk.
  public func close() throws {
    try Self.doing("written", path) {
      try output.synchronize()
      try manifest.synchronize()
      try output.close()
      try manifest.close()
    }
  }
}
