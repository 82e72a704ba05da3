import ArgumentParser
import Foundation
import Tagging
import Training

/// Writes what a model finds as the labels of a `silver` corpus.
struct LabelTexts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "Writes the names that a model finds, as labels to learn from.",
    discussion: """
      The texts and the labels are one corpus of train names: --data silver:TEXTS,LABELS. What the \
      model is not sure of is left open: it teaches nothing.
      """)

  @Option(help: "A model of names.") var model: String
  @Option(help: "JSON lines with id and text.") var texts: String
  @Option(help: "Nats that every name is given on top of what the model says: more is left open.")
  var lean: Float = 1.5
  @Option(help: "A name of a smaller margin, in nats, is left open.") var least: Float = -2
  @Option(name: .shortAndLong) var output: String

  func run() throws {
    let set = try TrainingSet(alphabet: FoldingTable())
    let ids = try CorpusReader.identifiers(texts)
    for text in try CorpusReader.texts(kind: "text", path: texts) {
      try set.add(text, weight: 0, importance: 0)
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: model))
    let tagger = try NameTagger(ModelFile([UInt8](data)), lean: lean)
    let trainer = NameTrainer(set, lexicon: [], options: TrainingOptions())
    var lines: [SilverLabels] = []
    trainer.tag(set.documents.indices, with: tagger, scratch: TaggingScratch()) { n, text, names in
      lines.append(SilverLabels(id: ids[n], text: text, names: names, least: least))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes = Data()
    for line in lines {
      bytes += try encoder.encode(line)
      bytes.append(10)
    }
    try bytes.write(to: URL(fileURLWithPath: output))
  }
}
