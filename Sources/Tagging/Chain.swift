/// The best sequence of labels under scores of positions and of transitions (Viterbi 1967).
struct Chain: Sendable {
  /// Seventeen rows: from each label, and from the start.
  private let transitions: [SIMD16<Int16>]
  let labels: Int

  /// - Parameter lean: what is added wherever a name begins.
  init(transitions: UnsafePointer<SIMD16<Int16>>, labels: Int, lean: Int16) {
    var begins = SIMD16<Int16>.zero
    for type in 0..<3 {
      begins[NameLabel.begin(type)] = lean; begins[NameLabel.single(type)] = lean
    }
    self.transitions = (0..<17).map { transitions[$0] &+ begins }
    self.labels = labels
  }

  /// The score of what cannot be.
  static let impossible: Int16 = -12000

  /// Fills `scratch.labels`; returns whether any label but 0 occurs.
  @inline(__always)
  func decode(_ scores: UnsafePointer<SIMD16<Int16>>, count: Int, scratch: TaggingScratch) -> Bool {
    var best = (transitions[16] &+ scores[0]).clamped(
      lowerBound: .init(repeating: -14000), upperBound: .init(repeating: 14000))
    let low = SIMD16<Int16>(repeating: -14000), high = SIMD16<Int16>(repeating: 14000)
    var i = 1
    while i < count {
      var top = SIMD16<Int16>(repeating: best[0]) &+ transitions[0]
      var from = SIMD16<Int16>.zero
      for label in 1..<labels {
        let candidate = SIMD16<Int16>(repeating: best[label]) &+ transitions[label]
        let better = candidate .> top
        top.replace(with: candidate, where: better)
        from.replace(with: Int16(truncatingIfNeeded: label), where: better)
      }
      scratch.back[i] = from
      // relative to the best, so that sums stay small
      best =
        (top &- SIMD16<Int16>(repeating: top.max())).clamped(lowerBound: low, upperBound: high)
        &+ scores[i]
      best.clamp(lowerBound: low, upperBound: high)
      i += 1
    }
    var label = 0
    for k in 1..<labels where best[k] > best[label] && !NameLabel.isOpen(k) { label = k }
    var any = label
    var at = count - 1
    while true {
      scratch.labels[at] = UInt8(truncatingIfNeeded: label)
      if at == 0 { break }
      label = Int(scratch.back[at][label])
      any |= label
      at -= 1
    }
    return any != 0
  }
}
