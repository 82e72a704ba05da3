import Foundation
import Tagging

/// Trains a recogniser of names.
public final class NameTrainer {
  public let set: TrainingSet
  public let options: TrainingOptions
  let classes: UnsafeMutableBufferPointer<UInt8>
  var lexicon: [([UInt16], UInt16)] = []
  private let items: [FeatureInventory.Item]
  private let vectors: NgramVectors?

  /// - Parameter lexicon: folded strings and their classes, 1 ..< 256.
  public init(_ set: TrainingSet, lexicon: [([UInt16], UInt16)], options: TrainingOptions) {
    (self.set, self.options, self.lexicon) = (set, options, lexicon)
    classes = .allocate(capacity: 65536)
    _ = classes.initialize(from: CharacterClasses.table(of: set))
    var items = FeatureInventory.items(
      of: set, thresholds: .init(counts: options.thresholds), lexicon: lexicon)
    vectors =
      options.dimensions > 0
      ? NgramVectors(
        of: set, items: &items, dimensions: options.dimensions, seed: options.seed) : nil
    self.items = items
  }
  deinit { classes.deallocate() }

  static func field() -> ChainField {
    ChainField(
      labels: NameLabel.count,
      mayFollow: { $0 == 16 ? NameLabel.mayFollow(0, $1) : NameLabel.mayFollow($0, $1) },
      mayEnd: { !NameLabel.isOpen($0) })
  }

  /// Trains on the documents that `uses` accepts and returns the bytes of a model without document evidence.
  ///
  /// - Parameter base: a model to which the new one is added, see ``NameTagger/init(_:standard:usesEvidence:lean:)``.
  public func model(
    base: NameTagger? = nil, uses: (Int) -> Bool, report: (String) -> Void
  ) -> [UInt8] {
    ModelTraining(
      set: set, classes: classes, items: items, vectors: vectors, lexicon: lexicon,
      options: options,
      kind: base == nil ? NameTagger.kind : NameTagger.standardKind, base: base, lanes: 16
    ).model(field: Self.field, uses: uses, report: report)
  }

  /// What a model is completed with once it is trained.
  public struct Completion: Sendable {
    /// Rows of document evidence.
    public var evidence: [SIMD16<Float>]
    /// Probabilities by type and margin.
    public var confidences: [Float]
  }

  /// Learns document evidence and confidences from documents that models had not seen.
  ///
  /// - Parameters:
  ///   - folds: sets of documents, each with the bytes of a model that was trained without them.
  public func completion(
    folds: [(documents: [Int], model: [UInt8])], epochs: Int = 20, decay: Float = 0.1,
    report: (String) -> Void
  ) throws(ModelError) -> Completion {
    let trainer = EvidenceTrainer()
    let scratch = TaggingScratch()
    for fold in folds {
      let tagger = try NameTagger(ModelFile(fold.model), usesEvidence: false)
      tag(fold.documents, with: tagger, scratch: scratch) { number, _, spans in
        trainer.add(number, of: set, spans: spans, scratch: scratch, tagger: tagger)
      }
    }
    let (before, after) = trainer.train(
      epochs: epochs, rate: 0.2, decay: decay, seed: options.seed)
    report("document evidence: loss a segment \(before) → \(after)")
    var completion = Completion(evidence: trainer.weights, confidences: [])
    var calibration = Calibration()
    for fold in folds {
      let bytes = try Packing.completed(ModelFile(fold.model), with: completion)
      let tagger = try NameTagger(ModelFile(bytes))
      tag(fold.documents, with: tagger, scratch: scratch) { number, _, spans in
        for segment in set.documents[number].segments.map({ set.segments[$0] }) {
          let allowed = set.allowed[segment.place..<segment.place + segment.count]
          for span in spans
          where span.start >= segment.offset && span.end <= segment.offset + segment.count {
            guard let right = NameScore.isRight(span, allowed, offset: segment.offset) else {
              continue
            }
            calibration.add(span, right: right)
          }
        }
      }
    }
    completion.confidences = calibration.table()
    report(
      "confidence at margins -4, -2, 0, 2, 4: "
        + [8, 12, 16, 20, 24].map { step in
          (0..<3).map { "\(completion.confidences[$0 * NameTagger.confidenceSteps + step])" }
            .joined(separator: "/")
        }.joined(separator: " "))
    return completion
  }

  /// Tags documents with a model; hands over each document's number, text, and names.
  public func tag(
    _ documents: some Sequence<Int>, with tagger: NameTagger, scratch: TaggingScratch,
    _ body: (Int, UnsafeBufferPointer<UInt16>, [NameSpan]) -> Void
  ) {
    for number in documents {
      let document = set.documents[number]
      var breaks = [UInt8](repeating: 1, count: document.count)
      for k in document.segments {
        let segment = set.segments[k]
        for i in 0..<segment.count {
          breaks[segment.offset + i] = set.breaks[segment.place + i]
        }
      }
      var spans: [NameSpan] = []
      document.text.withUnsafeBufferPointer { text in
        breaks.withUnsafeBufferPointer { breaks in
          tagger.names(in: text, breaks: breaks, scratch: scratch, into: &spans)
        }
        body(number, text, spans)
      }
    }
  }

  /// Scores a model on documents.
  public func score(_ documents: some Sequence<Int>, with tagger: NameTagger) -> NameScore {
    var score = NameScore()
    tag(documents, with: tagger, scratch: TaggingScratch()) { number, _, spans in
      for k in set.documents[number].segments {
        let segment = set.segments[k]
        let inside = spans.filter {
          $0.start >= segment.offset && $0.start < segment.offset + segment.count
        }
        score.add(
          inside[...], set.allowed[segment.place..<segment.place + segment.count],
          offset: segment.offset)
      }
    }
    return score
  }
}
