import Tagging

/// Trains the weights of document evidence, with all other weights fixed.
///
/// The first searches must come from models that had not seen the documents: a model finds nearly every name
/// of a text that it was trained on, and evidence from such searches would be trusted too much.
final class EvidenceTrainer {
  private struct Example {
    var scores: [Lanes]
    var allowed: [UInt16]
    /// Row and position.
    var hits: [(Int32, Int32)]
  }

  private struct Collector: RowSink {
    var hits: [(row: Int32, position: Int32)] = []
    mutating func add(row: Int, count: Int, position: Int) {
      for k in 0..<count { hits.append((Int32(row + k), Int32(position + k))) }
    }
  }

  private var examples: [Example] = []
  private(set) var weights = [Lanes](repeating: .zero, count: DocumentEvidence.rows)
  private var transitions: [Lanes] = []

  /// Adds a document as a first search left it in `scratch`.
  func add(
    _ document: Int, of set: TrainingSet, spans: [NameSpan], scratch: TaggingScratch,
    tagger: NameTagger
  ) {
    transitions = tagger.transitionWeights
    var collector = Collector()
    var evidence = DocumentEvidence()
    let count = set.documents[document].count
    guard
      evidence.extract(
        UnsafePointer(scratch.document), count: count, spans: spans[...], offset: 0,
        into: &collector)
    else { return }
    let hits = collector.hits.sorted { ($0.position, $0.row) < ($1.position, $1.row) }
    var at = 0
    for (segment, place) in zip(set.documents[document].segments, scratch.segments) {
      let stored = set.segments[segment]
      var own: [(Int32, Int32)] = []
      while at < hits.count, Int(hits[at].position) < stored.offset + stored.count {
        let position = Int(hits[at].position) - stored.offset
        if position >= 0 { own.append((hits[at].row, Int32(position))) }
        at += 1
      }
      guard !own.isEmpty else { continue }
      examples.append(
        Example(
          scores: (0..<stored.count).map {
            Lanes(scratch.text[place.place + $0]) / tagger.stepsPerNat
          },
          allowed: Array(set.allowed[stored.place..<stored.place + stored.count]), hits: own))
    }
  }

  /// Passes over the examples; returns the mean losses a segment before and after.
  func train(epochs: Int, rate: Float, decay: Float, seed: UInt64) -> (Double, Double) {
    let field = NameTrainer.field()
    field.transitions = transitions
    field.prepare()
    var squares = [Lanes](repeating: Lanes(repeating: 4), count: weights.count)
    var chance = Chance(seed: seed)
    var first = 0.0, loss = 0.0
    for epoch in 0..<epochs {
      loss = 0
      let speed = rate * (1 - Float(epoch) / Float(epochs))
      for k in examples.indices.shuffled(using: &chance) {
        var scores = examples[k].scores
        for (row, position) in examples[k].hits { scores[Int(position)] += weights[Int(row)] }
        loss += Double(field.compute(scores, examples[k].allowed, count: scores.count))
        for (row, position) in examples[k].hits {
          let g = field.gradient[Int(position)] - weights[Int(row)] * decay
          squares[Int(row)] += g * g
          weights[Int(row)] += g * speed / squares[Int(row)].squareRoot()
        }
      }
      if epoch == 0 { first = loss }
    }
    let count = Double(max(1, examples.count))
    return (first / count, loss / count)
  }
}
