import ArgumentParser
import Foundation
import Logging

/// How much a long run says, and in which form; all of it on standard error.
struct LogOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument, Sendable { case text, json }

  @Flag(name: .shortAndLong, help: .said("Say nothing but errors.", "除错误外什么也不说。"))
  var quiet = false

  @Flag(name: .shortAndLong, help: .said("Name every document.", "逐篇说出文档名。"))
  var verbose = false

  @Option(help: .said("text, or json: one object a line.", "text，或 json：每行一个对象。"))
  var logFormat = Format.text

  func logger() -> Logger {
    let format = logFormat
    var logger = Logger(label: "pipeline") { _ in LineHandler(format: format) }
    logger.logLevel = quiet ? .error : verbose ? .debug : .info
    return logger
  }
}

/// Writes a line a message: `pipeline: error: …`, or an object with time, level, message and fields.
private struct LineHandler: LogHandler {
  let format: LogOptions.Format
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let (level, message, metadata) = (event.level, event.message, event.metadata)
    let line: String
    switch format {
    case .text:
      let kind =
        switch level {
        case .error, .critical: said("error: ", "错误：")
        case .warning: said("warning: ", "警告：")
        default: ""
        }
      line = "pipeline: \(kind)\(message)"
    case .json:
      var fields = self.metadata.merging(metadata ?? [:]) { $1 }.mapValues { "\($0)" }
      fields["time"] = Date().formatted(.iso8601)
      fields["level"] = "\(level)"
      fields["message"] = "\(message)"
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      line = (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    try? POSIX.writeAll(Array((line + "\n").utf8)[...], to: POSIX.standardError)
  }
}
