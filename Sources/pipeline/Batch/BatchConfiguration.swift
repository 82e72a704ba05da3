import Foundation
import Intake
import Output
import Records
import Values

/// What a run's results depend on besides the documents: results of another version or with other
/// options are not taken for done.
struct BatchConfiguration {
  /// `pipeline 0.1.0; icu 72.1`
  let generator: String
  /// JSON of the options that change what is found.
  let extraction: String
  /// The same with the options that change how a line is written, on one line with the generator.
  let output: String

  init(_ command: BatchCommand, fields: FieldMapping) throws {
    let made = Generator.pipeline()
    generator =
      (["\(made.name) \(made.version)"]
      + made.models.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
      .joined(separator: "; ")
    var options: [String: String] = [:]
    options["date"] = command.published.date?.iso
    options["encoding"] = command.reading.encoding
    if let dictionary = command.reading.words.dictionary {
      options["dictionary"] = SHA256.hexadecimal(of: try Input(path: dictionary).bytes())
    }
    let usual = FieldMapping()
    func note(_ name: String, _ path: KeyPath<FieldMapping, [String]>) {
      if fields[keyPath: path] != usual[keyPath: path] {
        options["field.\(name)"] = fields[keyPath: path].joined(separator: " ")
      }
    }
    note("text", \.text)
    note("id", \.id)
    note("title", \.title)
    note("date", \.date)
    note("source", \.outlet)
    note("url", \.url)
    note("author", \.author)
    extraction = try Self.json(options)
    options["offsets"] = command.result.offsets.rawValue
    if command.result.text { options["text"] = "yes" }
    output = generator + "\t" + (try Self.json(options))
  }

  private static func json(_ options: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(options), as: UTF8.self)
  }
}

/// Other names of entities: `type name variant…` a line, separated by tabs.
enum AliasFile {
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var line: Int
    var description: String {
      "\(path):\(line): not `type<tab>name<tab>variant…` with person, organization or place"
    }
  }

  /// The key that each variant's key stands for.
  static func load(_ path: String?) throws -> [String: String]? {
    guard let path else { return nil }
    let text = String(decoding: try Input(path: path).bytes(), as: UTF8.self)
    var aliases: [String: String] = [:]
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      let columns = line.filter { $0 != "\r" }.split(separator: "\t")
      guard columns.count >= 3, EntityType(rawValue: String(columns[0])) != nil else {
        throw Failure(path: path, line: number + 1)
      }
      for variant in columns.dropFirst(2) {
        aliases["\(columns[0]):\(variant)"] = "\(columns[0]):\(columns[1])"
      }
    }
    return aliases
  }
}
