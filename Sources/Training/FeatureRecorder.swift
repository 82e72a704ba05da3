import Tagging

/// One run of rows that a segment's features add.
struct FeatureRun {
  var row: Int32, position: Int32
  var count: Int32
}

/// Adds rows of weights to scores and remembers which, so that a gradient can go back the same way.
struct FeatureRecorder: RowSink {
  let weights: UnsafeMutablePointer<Lanes>
  /// Scores of the segment's positions, with padding on both sides.
  let scores: UnsafeMutablePointer<Lanes>
  var runs: UnsafeMutablePointer<FeatureRun>
  let room: Int
  var used = 0
  /// Of 2³²: how often an n-gram, and a lexicon entry, is left out.
  var ngramDropout: UInt32 = 0
  var lexiconDropout: UInt32 = 0
  var chance: UInt64
  /// Takes note of n-grams that have vectors; may be nil.
  var dense: DenseWeights?

  @inline(__always)
  private mutating func draw() -> UInt32 {
    chance ^= chance << 13
    chance ^= chance >> 7
    chance ^= chance << 17
    return UInt32(truncatingIfNeeded: chance >> 16)
  }

  @inline(__always)
  mutating func add(row: Int, count: Int, position: Int) {
    if row >= FeatureSpace.dense {
      dense?.note(row: row, count: count, position: position)
      if ngramDropout != 0, draw() < ngramDropout { return }
    } else if row >= FeatureSpace.lexicon {
      if lexiconDropout != 0, draw() < lexiconDropout { return }
    }
    guard used < room else { return }
    runs[used] = FeatureRun(row: Int32(row), position: Int32(position), count: Int32(count))
    used += 1
    var from = weights + row, to = scores + position
    for _ in 0..<count {
      to.pointee += from.pointee
      from += 1
      to += 1
    }
  }
}
