import ArgumentParser
import Foundation
import Tagging
import Training

/// Makes a model file smaller: what `words` and `tags` write is so already.
struct CompactModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Writes a model with a third of the bytes for its trie; it is opened some ms later.")
  @Option(help: "A model whose trie is ready for use.") var model: String
  @Option(name: .shortAndLong, help: "Where to write the model.") var output: String

  func run() throws {
    let file = try ModelFile([UInt8](try Data(contentsOf: URL(fileURLWithPath: model))))
    let compact = try Packing.compacted(file)
    note("\(file.bytes.count) bytes, now \(compact.count)")
    try Data(compact).write(to: URL(fileURLWithPath: output))
  }
}
