import CTagging
import Tagging

/// Weights that n-grams share through their vectors: what an n-gram says at a position is its vector times
/// the matrix of its length and that position.
///
/// The sum is linear in vectors that do not change. So each n-gram's share of it is added to the n-gram's own
/// rows once training is over (``fold(into:)``), and a tagger needs neither vectors nor matrices.
final class DenseWeights {
  private struct Run { var vector: Int32, slot: Int32, position: Int32, count: Int32 }

  private let vectors: NgramVectors
  private let inventory: FeatureInventory
  private let matrix: UnsafeMutablePointer<Lanes>
  private let squares: UnsafeMutablePointer<Lanes>
  private let gradient: UnsafeMutablePointer<Lanes>
  private let size: Int
  private let runs: UnsafeMutablePointer<Run>
  private let room: Int
  private var used = 0

  /// - Parameter room: most n-grams of a segment.
  init(_ vectors: NgramVectors, _ inventory: FeatureInventory, room: Int, firstSquare: Float) {
    (self.vectors, self.inventory, self.room) = (vectors, inventory, room)
    size = NgramVectors.slots * vectors.dimensions
    matrix = .allocate(capacity: size)
    matrix.initialize(repeating: .zero, count: size)
    squares = .allocate(capacity: size)
    squares.initialize(repeating: Lanes(repeating: firstSquare), count: size)
    gradient = .allocate(capacity: size)
    gradient.initialize(repeating: .zero, count: size)
    runs = .allocate(capacity: room)
  }

  deinit { matrix.deallocate(); squares.deallocate(); gradient.deallocate(); runs.deallocate() }

  /// Begins a segment.
  func begin() { used = 0 }

  /// Takes note of an n-gram of the segment.
  @inline(__always)
  func note(row: Int, count: Int, position: Int) {
    let vector = inventory.vectorOfRow[row]
    guard vector >= 0, used < room else { return }
    runs[used] = Run(
      vector: vector, slot: Int32(inventory.slotOfRow[row]), position: Int32(position),
      count: Int32(count))
    used += 1
  }

  /// Adds what the noted n-grams say to the scores of a segment.
  func add(to scores: UnsafeMutablePointer<Lanes>, count: Int) {
    let d = vectors.dimensions
    vectors.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for at in 0..<used {
        let run = runs[at], (skipped, length) = Self.clamp(run, count)
        guard length > 0 else { continue }
        ctagging_project(
          Self.floats(matrix + (Int(run.slot) + skipped) * d), values + Int(run.vector) * d,
          Int32(d), Int32(length), Self.floats(scores + Int(run.position) + skipped))
      }
    }
  }

  /// One step of AdaGrad.
  ///
  /// - Parameter gradients: of the scores; zero where nothing is learned.
  func update(_ gradients: UnsafeMutablePointer<Lanes>, count: Int, rate: Float) {
    let d = vectors.dimensions
    vectors.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for at in 0..<used {
        let run = runs[at], (skipped, length) = Self.clamp(run, count)
        let first = Int(run.position) + skipped
        guard length > 0, (first..<first + length).contains(where: { gradients[$0] != .zero })
        else { continue }
        ctagging_collect(
          Self.floats(gradients + first), values + Int(run.vector) * d, Int32(d), Int32(length),
          Self.floats(gradient + (Int(run.slot) + skipped) * d))
      }
    }
    for at in 0..<size {
      let g = gradient[at]
      gradient[at] = .zero
      let square = squares[at] + g * g
      squares[at] = square
      matrix[at] += g * rate / square.squareRoot()
    }
  }

  /// Adds to each n-gram's own rows what its vector says.
  func fold(into weights: UnsafeMutablePointer<Lanes>) {
    let d = vectors.dimensions
    vectors.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for block in inventory.nodes where block.count != 0 {
        let first = Int(block.row), vector = Int(inventory.vectorOfRow[first])
        guard vector >= 0 else { continue }
        ctagging_project(
          Self.floats(matrix + Int(inventory.slotOfRow[first]) * d), values + vector * d, Int32(d),
          Int32(block.count), Self.floats(weights + first))
      }
    }
  }

  /// The positions of a run that lie in a segment: how many come before, and how many are in it.
  @inline(__always)
  private static func clamp(_ run: Run, _ count: Int) -> (skipped: Int, count: Int) {
    let skipped = max(0, -Int(run.position))
    return (skipped, min(Int(run.count), count - Int(run.position)) - skipped)
  }

  private static func floats(_ lanes: UnsafeMutablePointer<Lanes>) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Float.self)
  }
}
