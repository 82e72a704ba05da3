import ArgumentParser
import Foundation
import TOMLKit

/// Options of all commands about the database: what they share.
struct SharedOptions: ParsableArguments {
  @Option(help: ArgumentHelp(said("A file of settings (TOML).", "配置文件（TOML）。"), valueName: "file"))
  var config: String?

  static let languageHelp: ArgumentHelp = .said(
    "The language of messages: zh, en (default: the locale's).",
    "提示的语言：zh、en（默认：随系统区域设置）。")

  @Option(help: languageHelp)
  var lang: Language?

  /// Flags before environment variables before the file of settings.
  func settings() throws -> Settings {
    try Settings(path: config, lang: lang, environment: ProcessInfo.processInfo.environment)
  }
}

/// What is configured outside of the command line.
struct Settings: Sendable {
  var language: Language
  /// The database that questions are asked of.
  var database: String?
  /// A file of entities' other names.
  var aliases: String?
  var jobs: Int?
  /// The names of records' fields, by property.
  var fields: [String: String] = [:]

  enum Failure: Error, CustomStringConvertible {
    case unreadable(String)
    case wrong(path: String, reason: Message)
    case unknown(path: String, key: String)

    var description: String {
      switch self {
      case .unreadable(let path): "\(path): cannot be read"
      case .wrong(let path, let reason): "\(path): \(reason.english)"
      case .unknown(let path, let key): "\(path): there is no setting “\(key)”"
      }
    }
  }

  static let fieldNames = ["text", "id", "title", "date", "source", "url", "author"]

  /// - Parameter path: nil for the file that `PIPELINE_CONFIG` names, or none.
  init(path: String?, lang: Language?, environment: [String: String]) throws {
    language = lang ?? Language(environment: environment)
    let path = path ?? environment["PIPELINE_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    if let path { try read(path, lang: lang) }
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    database = variable("PIPELINE_DB") ?? database
    aliases = variable("PIPELINE_ALIASES") ?? aliases
    jobs = variable("PIPELINE_JOBS").flatMap(Int.init) ?? jobs
    if lang == nil, let named = variable("PIPELINE_LANG").flatMap(Language.init) {
      language = named
    }
  }

  private mutating func read(_ path: String, lang: Language?) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.unreadable(path)
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: String(decoding: data, as: UTF8.self))
    } catch {
      throw Failure.wrong(path: path, reason: Message("\(error)", "不是有效的 TOML：\(error)"))
    }
    for key in table.keys.sorted() {
      switch key {
      case "database": database = try string(table, key, path)
      case "aliases": aliases = try string(table, key, path)
      case "jobs":
        guard let number = table[key]?.int, number > 0 else {
          throw Failure.wrong(
            path: path, reason: Message("“jobs” is not a number above 0", "“jobs”应为大于 0 的数"))
        }
        jobs = number
      case "lang":
        guard let named = Language(rawValue: try string(table, key, path)) else {
          throw Failure.wrong(
            path: path, reason: Message("“lang” is not zh or en", "“lang”应为 zh 或 en"))
        }
        if lang == nil { language = named }
      case "fields":
        guard let fields = table[key]?.table else {
          throw Failure.wrong(path: path, reason: Message("“fields” is not a table", "“fields”应为表"))
        }
        for name in fields.keys.sorted() {
          guard Self.fieldNames.contains(name) else {
            throw Failure.unknown(path: path, key: "fields.\(name)")
          }
          self.fields[name] = try string(fields, name, path)
        }
      default: throw Failure.unknown(path: path, key: key)
      }
    }
  }

  private func string(_ table: TOMLTable, _ key: String, _ path: String) throws -> String {
    guard let text = table[key]?.string else {
      throw Failure.wrong(path: path, reason: Message("“\(key)” is not a string", "“\(key)”应为字符串"))
    }
    return text
  }
}
