/// The best sequence of labels under scores of positions and of transitions (Viterbi 1967).
struct Chain: Sendable {
  /// Seventeen rows: from each label, and from the start.
  private let transitions: [SIMD16<Int16>]
  /// The same the other way: a row a label that is reached, a lane a label before it; the lanes that are
  /// no label are worse than anything.
  private let reaching: [SIMD16<Int16>]
  let labels: Int

  /// - Parameter lean: what is added wherever a name begins.
  init(transitions: UnsafePointer<SIMD16<Int16>>, labels: Int, lean: Int16) {
    var begins = SIMD16<Int16>.zero
    for type in 0..<3 {
      begins[NameLabel.begin(type)] = lean; begins[NameLabel.single(type)] = lean
    }
    let all = (0..<17).map { transitions[$0] &+ begins }
    self.transitions = all
    reaching = (0..<labels).map { label in
      var row = SIMD16<Int16>(repeating: -18000)
      for before in 0..<labels { row[before] = all[before][label] }
      return row
    }
    self.labels = labels
  }

  /// The score of what cannot be.
  static let impossible: Int16 = -12000

  /// Fills `scratch.labels`; returns whether any label but 0 occurs.
  ///
  /// Forwards only the best sums are kept; which label each came from is asked again on the way back, of the
  /// labels on the best path alone: the first of those that reach the best sum.
  @inline(__always)
  func decode(_ scores: UnsafePointer<SIMD16<Int16>>, count: Int, scratch: TaggingScratch) -> Bool {
    let sums = scratch.columns
    let low = SIMD16<Int16>(repeating: -14000), high = SIMD16<Int16>(repeating: 14000)
    var best = (transitions[16] &+ scores[0]).clamped(lowerBound: low, upperBound: high)
    sums[0] = best
    transitions.withUnsafeBufferPointer { transitions in
      for i in 1..<max(count, 1) {
        var top = SIMD16<Int16>(repeating: best[0]) &+ transitions[0]
        for label in 1..<labels {
          let candidate = SIMD16<Int16>(repeating: best[label]) &+ transitions[label]
          top.replace(with: candidate, where: candidate .> top)
        }
        // relative to the best, so that sums stay small
        best =
          (top &- SIMD16<Int16>(repeating: Self.greatest(top))).clamped(
            lowerBound: low, upperBound: high) &+ scores[i]
        best.clamp(lowerBound: low, upperBound: high)
        sums[i] = best
      }
    }
    var label = 0
    for k in 1..<labels where best[k] > best[label] && !NameLabel.isOpen(k) { label = k }
    var any = label
    var at = count - 1
    while true {
      scratch.labels[at] = UInt8(truncatingIfNeeded: label)
      if at == 0 { break }
      at -= 1
      let candidates = sums[at] &+ reaching[label]
      let greatest = Self.greatest(candidates)
      label = 0
      while candidates[label] != greatest { label += 1 }
      any |= label
    }
    return any != 0
  }

  @inline(__always)
  private static func greatest(_ vector: SIMD16<Int16>) -> Int16 {
    let eight = greater(vector.lowHalf, vector.highHalf)
    let four = greater(eight.lowHalf, eight.highHalf)
    let two = greater(four.lowHalf, four.highHalf)
    return max(two[0], two[1])
  }

  @inline(__always)
  private static func greater<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar == Int16 {
    a.replacing(with: b, where: b .> a)
  }
}
