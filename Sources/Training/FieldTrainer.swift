import Foundation
import Tagging

/// How a model is trained.
public struct TrainingOptions: Sendable {
  public var epochs = 8
  public var rate: Float = 0.1
  /// What the sum of squared gradients begins with, a weight: the larger, the smaller the first steps.
  public var firstSquare: Float = 0.1
  /// Units of a segment that may teach at full strength; a step of more is as large as one of so many. A long
  /// list repeats the same features, and its step must not grow with every repetition.
  public var fullStep: Float = 48
  /// Pull of every weight towards 0, a step.
  public var decay: Float = 1e-4
  public var ngramDropout = 0.15
  public var lexiconDropout = 0.3
  public var seed: UInt64 = 1
  /// Smallest count of n-grams of length 1 … 5.
  public var thresholds: [UInt32] = [2, 5, 8, 10, 14]
  /// Rows whose weights stay below this many nats are dropped.
  public var prune: Float = 0.1
  /// Whether the chain runs over words (``TrainingSet/breaks`` says where they begin), not over units.
  public var isByWord = false
  /// Numbers in the vector of an n-gram (``NgramVectors``); 0 for none.
  public var dimensions = 0
  /// Steps of what n-grams share through vectors, as a share of ``rate``.
  public var vectorRate: Float = 0.3
  public init() {}
}

/// Trains the weights of a chain field by stochastic gradient ascent with a rate a weight
/// (AdaGrad, Duchi et al. 2011).
///
/// Holds 128 bytes a row. A step looks at one segment; positions whose labels are certain already
/// cost no update.
final class FieldTrainer {
  let set: TrainingSet
  let inventory: FeatureInventory
  let extractor: Extractor
  let field: ChainField
  let options: TrainingOptions
  let weights: UnsafeMutablePointer<Lanes>
  private let squares: UnsafeMutablePointer<Lanes>
  private var transitionSquares = [Lanes](repeating: Lanes(repeating: 1e-2), count: 17)
  private let runs: UnsafeMutablePointer<FeatureRun>
  private let scores: UnsafeMutablePointer<Lanes>
  private let gradients: UnsafeMutablePointer<Lanes>
  private var words: [Lanes] = []
  private static let room = Segmentation.longest * 80

  /// What is trained is added to the scores of this model, which stay as they are.
  private let base: NameTagger?
  private var baseScores: [SIMD16<Int16>] = []

  private func addScores(of base: NameTagger, _ segment: TrainingSet.Segment) {
    let padding = FeatureSpace.padding
    baseScores.removeAll(keepingCapacity: true)
    baseScores.append(contentsOf: repeatElement(.zero, count: segment.count + 2 * padding))
    set.units.withUnsafeBufferPointer { units in
      set.breaks.withUnsafeBufferPointer { breaks in
        baseScores.withUnsafeMutableBufferPointer { sums in
          guard let units = units.baseAddress, let breaks = breaks.baseAddress,
            let sums = sums.baseAddress
          else { return }
          base.add(
            units + segment.place, breaks + segment.place, count: segment.count,
            to: sums + padding)
        }
      }
    }
    let nats = Lanes(repeating: 1 / base.stepsPerNat)
    for i in 0..<segment.count { scores[padding + i] = Lanes(baseScores[padding + i]) * nats }
  }

  /// What n-grams add by their vectors.
  let dense: DenseWeights?

  init?(
    _ set: TrainingSet, _ inventory: FeatureInventory, classes: UnsafePointer<UInt8>,
    field: ChainField, base: NameTagger?, vectors: NgramVectors? = nil, options: TrainingOptions
  ) {
    dense = vectors.map {
      DenseWeights($0, inventory, room: Self.room, firstSquare: options.firstSquare)
    }
    guard let trie = inventory.trie else { return nil }
    self.base = base
    if let base { field.transitions = base.transitionWeights }
    (self.set, self.inventory, self.field, self.options) = (set, inventory, field, options)
    extractor = Extractor(trie: trie, classes: classes)
    weights = .allocate(capacity: inventory.rows)
    weights.initialize(repeating: .zero, count: inventory.rows)
    squares = .allocate(capacity: inventory.rows)
    squares.initialize(repeating: Lanes(repeating: options.firstSquare), count: inventory.rows)
    runs = .allocate(capacity: Self.room)
    scores = .allocate(capacity: Segmentation.longest + 4 * FeatureSpace.padding)
    gradients = .allocate(capacity: Segmentation.longest)
    gradients.initialize(repeating: .zero, count: Segmentation.longest)
    scores.initialize(
      repeating: .zero, count: Segmentation.longest + 4 * FeatureSpace.padding)
  }

  deinit {
    weights.deallocate(); squares.deallocate(); runs.deallocate(); scores.deallocate()
    gradients.deallocate()
  }

  /// One pass over segments in a random order; returns the mean loss a unit.
  ///
  /// - Parameter fraction: of the way through training, 0 at the beginning and 1 at the end.
  func epoch(
    _ segments: [Int], chance: inout Chance, from: Double, to: Double,
    progress: (Double, Double) -> Void
  ) -> Double {
    var order = segments
    order.shuffle(using: &chance)
    var loss = 0.0, seen = 0
    for (index, k) in order.enumerated() {
      let done = from + (to - from) * Double(index) / Double(order.count)
      let segment = set.segments[k]
      loss += Double(step(segment, seed: chance.next() | 1, rate: options.rate * Float(1 - done)))
      seen += segment.count
      if index % 8192 == 8191 { progress(Double(index) / Double(order.count), loss / Double(seen)) }
    }
    return loss / Double(max(1, seen))
  }

  private func step(_ segment: TrainingSet.Segment, seed: UInt64, rate: Float) -> Float {
    let padding = FeatureSpace.padding
    let count = segment.count
    for i in 0..<count + 2 * padding { scores[i] = .zero }
    if let base { addScores(of: base, segment) }
    let limit = { (share: Double) in UInt32(share * 4_294_967_295) }
    var recorder = FeatureRecorder(
      weights: weights, scores: scores + padding, runs: runs, room: Self.room,
      ngramDropout: limit(options.ngramDropout), lexiconDropout: limit(options.lexiconDropout),
      chance: seed, dense: dense)
    dense?.begin()
    return set.units.withUnsafeBufferPointer { units in
      set.breaks.withUnsafeBufferPointer { breaks in
        set.allowed.withUnsafeBufferPointer { allowed in
          guard let units = units.baseAddress, let breaks = breaks.baseAddress,
            let allowed = allowed.baseAddress
          else { return 0 }
          extractor.extract(
            units + segment.place, breaks + segment.place, count: count, into: &recorder)
          dense?.add(to: scores + padding, count: count)
          let loss: Float
          if options.isByWord {
            loss = computeByWord(breaks + segment.place, allowed + segment.place, count)
          } else {
            loss = field.compute(scores + padding, allowed + segment.place, count: count)
            for i in 0..<count { gradients[i] = field.gradient[i] }
          }
          update(recorder.used, count, segment.weight, rate)
          return loss
        }
      }
    }
  }

  /// The chain over words: a word's score is the sum over its first units, and each of those has the
  /// word's gradient.
  private func computeByWord(
    _ breaks: UnsafePointer<UInt8>, _ allowed: UnsafePointer<UInt16>, _ count: Int
  ) -> Float {
    words.removeAll(keepingCapacity: true)
    var starts: [Int] = [], masks: [UInt16] = []
    for i in 0..<count {
      let score = scores[FeatureSpace.padding + i]
      if i == 0 || breaks[i] != 0 {
        starts.append(i)
        words.append(score)
        masks.append(allowed[i])
      } else if let start = starts.last, i - start < PartOfSpeechTagger.counted {
        words[words.count - 1] += score
      }
      gradients[i] = .zero
    }
    let loss = words.withUnsafeBufferPointer { words in
      masks.withUnsafeBufferPointer { masks in
        guard let words0 = words.baseAddress, let masks0 = masks.baseAddress else {
          return Float(0)
        }
        return field.compute(words0, masks0, count: words.count)
      }
    }
    for (word, start) in starts.enumerated() {
      let end = word + 1 < starts.count ? starts[word + 1] : count
      for i in start..<min(end, start + PartOfSpeechTagger.counted) {
        gradients[i] = field.gradient[word]
      }
    }
    return loss
  }

  private func update(_ used: Int, _ count: Int, _ weight: Float, _ rate: Float) {
    // what is certain already teaches nothing
    let least: Float = 0.004
    // reuse the scores as gradients: zero where nothing is to be learned
    var active: Float = 0
    for i in 0..<count {
      let g = gradients[i]
      let large = max(g.max(), -g.min()) > least
      if large { active += 1 }
      scores[FeatureSpace.padding + i] = large ? g * weight : .zero
    }
    guard active > 0 else { return }
    if active > options.fullStep {
      let share = options.fullStep / active
      for i in 0..<count { scores[FeatureSpace.padding + i] *= share }
    }
    let decay = options.decay
    for at in 0..<used {
      let run = runs[at]
      var position = Int(run.position), row = Int(run.row)
      for _ in 0..<run.count {
        defer { position += 1; row += 1 }
        guard position >= 0, position < count else { continue }
        var g = scores[FeatureSpace.padding + position]
        if g == .zero { continue }
        g -= weights[row] * decay
        let square = squares[row] + g * g
        squares[row] = square
        weights[row] += g * rate / square.squareRoot()
      }
    }
    dense?.update(
      scores + FeatureSpace.padding, count: count, rate: rate * options.vectorRate)
    for k in 0..<17 {
      let g = field.transitionGradient[k] * weight
      let square = transitionSquares[k] + g * g
      transitionSquares[k] = square
      field.transitions[k] += g * (rate * 0.5) / square.squareRoot()
    }
    field.prepare()
  }
}
