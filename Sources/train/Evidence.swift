import ArgumentParser
import Foundation
import Tagging
import Training

/// Adds document evidence, learned on given documents, to a model that has not seen them.
struct TrainEvidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Learns document evidence from documents that a model has not seen.")
  @Option var model: String
  @Option var data: Corpus
  @Option(help: "Only every Nth document.") var every = 1
  @Option var test: [Corpus] = []
  @Option var epochs = 40
  @Option var decay: Float = 2e-3
  @Option(name: .shortAndLong) var output: String

  func run() throws {
    let set = try TrainingSet(alphabet: FoldingTable())
    func load(_ corpus: Corpus, every: Int) throws -> Range<Int> {
      let first = set.documents.count
      let texts = try CorpusReader.texts(kind: corpus.kind, path: corpus.path)
      for (index, text) in texts.enumerated() where index % every == 0 { try set.add(text) }
      return first..<set.documents.count
    }
    let documents = try load(data, every: every)
    let tests = try test.map { try load($0, every: 1) }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: model)))
    let trainer = NameTrainer(set, lexicon: [], options: TrainingOptions())
    let evidence = try trainer.evidence(folds: [(Array(documents), bytes)], epochs: epochs, decay: decay, report: note)
    let new = try Packing.adding(evidence: evidence, to: ModelFile(bytes))
    try Data(new).write(to: URL(fileURLWithPath: output))
    for range in [documents] + tests {
      note(
        "before \(trainer.score(range, with: try NameTagger(ModelFile(bytes), usesEvidence: false)).summary)"
      )
      note("after  \(trainer.score(range, with: try NameTagger(ModelFile(new))).summary)")
    }
  }
}
