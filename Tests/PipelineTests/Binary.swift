import Foundation
import Testing

/// The built command line, run as users run it.
enum Binary {
  struct Run {
    let status: Int32
    let bytes: Data
    let errors: String
    var output: String { String(decoding: bytes, as: UTF8.self) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The package's folder; commands run in it, so that paths in the output are the same everywhere.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// `PIPELINE_BINARY` (what `make test` sets: the release build, the one that ships), or the binary
  /// that was built beside this test.
  static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["PIPELINE_BINARY"] {
      return URL(filePath: path)
    }
    let test = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let candidates = [test, URL(filePath: CommandLine.arguments[0])].map {
      $0.deletingLastPathComponent().appending(path: "pipeline")
    }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? root.appending(path: ".build/debug/pipeline")
  }()

  /// Runs it to its end, its streams in files: a pipe that nobody reads would block it.
  @discardableResult
  static func run(
    _ arguments: String..., input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Run {
    try run(url, arguments, input: input, environment: environment)
  }

  static func run(
    _ program: URL, _ arguments: [String], input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Run {
    let folder = try Scratch()
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: folder.write(input, "input"))
    let output = try folder.write(Data(), "output")
    let errors = try folder.write(Data(), "errors")
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, bytes: try Data(contentsOf: output),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}

/// A folder for a test's files, gone with the test.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "pipeline-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  @discardableResult
  func write(_ data: Data, _ name: String) throws -> URL {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }

  @discardableResult
  func write(_ text: String, _ name: String) throws -> String {
    try write(Data(text.utf8), name).path
  }
}

/// The articles of `samples/`.
enum Samples {
  static let names: [String] = {
    let folder = Binary.root.appending(path: "samples")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  static func path(_ name: String) -> String { "samples/\(name)" }
}
