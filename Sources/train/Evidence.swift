import ArgumentParser
import Foundation
import Tagging
import Training

/// Completes a model with document evidence and confidences.
struct CompleteNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete",
    abstract: "Adds document evidence and confidences to a model of names.",
    discussion: """
      Both are learned from texts that models have not seen: models[i] finds the names of the texts \
      whose number leaves i when divided by the number of models, and must have been trained without \
      them (train names --hold-out N --hold-part i). With one model, all texts are used.
      """)

  @Option(help: "The model to complete.") var model: String
  @Option(help: "A model a part, in the order of the parts.") var unseen: [String]
  @Option(help: "The texts, kind:path.") var data: Corpus
  @Option var test: [Corpus] = []
  @Option(help: "Join so many texts that follow one another to a document (kinds bio and tagged).")
  var join = 1
  @Option var epochs = 20
  @Option var decay: Float = 0.1
  @Option(name: .shortAndLong) var output: String

  func run() throws {
    let set = try TrainingSet(alphabet: FoldingTable())
    func load(_ corpus: Corpus) throws -> Range<Int> {
      let first = set.documents.count
      for text in try corpus.texts(join: join) { try set.add(text) }
      return first..<set.documents.count
    }
    func read(_ path: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    let documents = try load(data)
    let tests = try test.map(load)
    let folds = try unseen.enumerated().map { part, path in
      (documents: documents.filter { $0 % unseen.count == part }, model: try read(path))
    }
    let trainer = NameTrainer(set, lexicon: [], options: TrainingOptions())
    for fold in folds {
      let tagger = try NameTagger(ModelFile(fold.model), usesEvidence: false)
      note("without: \(trainer.score(fold.documents, with: tagger).summary)")
    }
    let completion = try trainer.completion(
      folds: folds, epochs: epochs, decay: decay, report: note)
    let new = try Packing.completed(ModelFile(try read(model)), with: completion)
    try Data(new).write(to: URL(fileURLWithPath: output))
    for range in tests {
      for uses in [false, true] {
        let tagger = try NameTagger(ModelFile(new), usesEvidence: uses)
        note("\(uses ? "after " : "before") \(trainer.score(range, with: tagger).summary)")
      }
    }
  }
}
