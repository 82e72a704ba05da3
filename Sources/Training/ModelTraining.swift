import Foundation
import Tagging

/// The two rounds that every model is trained in: the first chooses features, the second trains what is kept.
struct ModelTraining {
  let set: TrainingSet
  let classes: UnsafeMutableBufferPointer<UInt8>
  let items: [FeatureInventory.Item]
  /// What n-grams share weights by; nil for nothing.
  var vectors: NgramVectors?
  /// Folded strings and their classes, 1 ..< 256.
  let lexicon: [([UInt16], UInt16)]
  let options: TrainingOptions
  /// Of the model file.
  let kind: UInt32
  /// What is trained is added to this model.
  var base: NameTagger?
  /// Weights a row: 4 or 16, not fewer than the labels.
  let lanes: Int

  /// Trains on the documents that `uses` accepts and returns the bytes of a model.
  func model(field: () -> ChainField, uses: (Int) -> Bool, report: (String) -> Void) -> [UInt8] {
    var weighed = items
    var bytes: [UInt8] = []
    for round in 0..<2 {
      let inventory = FeatureInventory(items: weighed)
      guard let base = classes.baseAddress,
        let trainer = FieldTrainer(
          set, inventory, classes: base, field: field(), base: self.base, vectors: vectors,
          options: options)
      else { return [] }
      trainer.field.prepare()
      report("round \(round + 1): \(inventory.ngrams) n-grams, \(inventory.rows) rows")
      let segments = set.segments.indices.filter {
        set.segments[$0].weight > 0 && uses(Int(set.segments[$0].document))
      }
      var chance = Chance(seed: options.seed)
      let epochs = round == 0 ? max(1, options.epochs / 3) : options.epochs
      for epoch in 0..<epochs {
        let start = Date()
        let loss = trainer.epoch(
          segments, chance: &chance, from: Double(epoch) / Double(epochs),
          to: Double(epoch + 1) / Double(epochs)
        ) { done, loss in
          report("\r  \(Int(done * 100)) %, loss \(loss)")
        }
        report(
          "\r  epoch \(epoch + 1) of \(epochs): loss \(loss), \(Int(-start.timeIntervalSinceNow)) s\n"
        )
      }
      trainer.dense?.fold(into: trainer.weights)
      let kept = Packing.items(
        inventory, trainer.weights, lexicon: lexicon, items: weighed,
        least: round == 0 ? options.prune : 0.5 / Packing.steps)
      let packed = FeatureInventory(items: kept)
      bytes = Packing.model(
        kind: kind, lanes: lanes, packed: packed, weights: trainer.weights,
        transitions: trainer.field.transitions, possible: trainer.field.possible,
        folding: set.alphabet.folding, classes: Array(classes))
      report("  packed: \(packed.ngrams) n-grams, \(packed.rows) rows, \(bytes.count) bytes")
      weighed = kept.map { item in
        var item = item
        item.source = 0
        return item
      }
    }
    return bytes
  }
}
