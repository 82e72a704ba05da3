import CTagging

/// The best sequence of labels under scores of positions and of transitions (Viterbi 1967).
struct Chain: Sendable {
  /// Seventeen rows: from each label, and from the start.
  private let transitions: [SIMD16<Int16>]
  /// The same the other way: a row a label that is reached, a lane a label before it; the lanes that are
  /// no label are worse than anything.
  private let reaching: [SIMD16<Int16>]
  let labels: Int
  /// A bit for each label that no sequence ends with.
  private let open: UInt32

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
    open = (0..<labels).reduce(0) { NameLabel.isOpen($1) ? $0 | 1 << UInt32($1) : $0 }
  }

  /// The score of what cannot be.
  static let impossible: Int16 = -12000

  /// Fills `scratch.labels`; returns whether any label but 0 occurs.
  func decode(_ scores: UnsafePointer<SIMD16<Int16>>, count: Int, scratch: TaggingScratch) -> Bool {
    transitions.withUnsafeBytes { transitions in
      reaching.withUnsafeBytes { reaching in
        guard count > 0, let transitions = transitions.baseAddress,
          let reaching = reaching.baseAddress
        else { return false }
        return ctagging_decode(
          transitions, reaching, Int32(labels), open, scores, Int32(truncatingIfNeeded: count),
          scratch.columns, scratch.labels) != 0
      }
    }
  }
}
