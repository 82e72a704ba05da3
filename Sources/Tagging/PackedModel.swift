import CTagging

/// The parts that every model has, checked and used in place: folding, classes, the trie in three sections
/// (or laid out from one, see ``CompactTrie``; the second is empty then, and the third empty or the first of
/// ``CompactRows``), rows, transitions, steps a nat.
struct PackedModel: @unchecked Sendable {
  let file: ModelFile
  let extractor: Extractor
  let folding: UnsafePointer<UInt16>
  let rows: UnsafeRawPointer
  /// Seventeen rows: from each label, and from the start.
  let transitions: UnsafePointer<SIMD16<Int16>>
  /// Quantisation steps a nat.
  let steps: Float
  /// Keep alive what is not used in place.
  private let compact: CompactTrie?
  private let compactRows: CompactRows?

  /// - Parameter labels: how many lanes of a row are labels.
  init(_ file: ModelFile, kind: UInt32, lanes: Int, labels: Int) throws(ModelError) {
    guard file.kind == kind else { throw .wrongKind(expected: kind, found: file.kind) }
    self.file = file
    let folding = try file.section(0, as: UInt16.self),
      classes = try file.section(1, as: UInt8.self)
    let isCompact = try file.section(3, as: UInt64.self).isEmpty
    var rows = try file.section(5, as: UInt8.self)
    let widths = try file.section(4, as: UInt8.self)
    compactRows =
      isCompact && !widths.isEmpty
      ? try CompactRows(widths: widths, weights: rows, lanes: lanes, used: labels) : nil
    if let compactRows { rows = compactRows.bytes }
    let compact =
      isCompact
      ? try CompactTrie(try file.section(2, as: UInt8.self), rows: rows.count / lanes) : nil
    let roots =
      if let compact { UnsafeBufferPointer(compact.roots) } else {
        try file.section(2, as: UInt32.self)
      }
    let keys =
      if let compact { UnsafeBufferPointer(compact.keys) } else {
        try file.section(3, as: UInt64.self)
      }
    let nodes =
      if let compact { UnsafeBufferPointer(compact.nodes) } else {
        try file.section(4, as: TrieNode.self)
      }
    self.compact = compact
    let transitions = try file.section(6, as: SIMD16<Int16>.self),
      steps = try file.section(7, as: Float.self)
    guard folding.count == 65536, classes.count == 65536, roots.count == Trie.rootCount,
      keys.count == nodes.count,
      keys.count == (Int(roots[65536]) + Int(roots[65537]) + Trie.spill) * Trie.bucket,
      rows.count >= FeatureSpace.dense * lanes, transitions.count == 17, steps.count == 1,
      steps[0] > 0
    else { throw .damaged }
    // What was built in was checked when it was made.
    if file.owner != nil {
      try Self.check(
        roots: roots, keys: keys, nodes: nodes, rows: rows.count / lanes, classes: classes)
    }
    guard let roots0 = roots.baseAddress, let keys0 = keys.baseAddress,
      let nodes0 = nodes.baseAddress, let classes0 = classes.baseAddress,
      let folding0 = folding.baseAddress, let rows0 = rows.baseAddress,
      let transitions0 = transitions.baseAddress
    else { throw .damaged }
    extractor = Extractor(
      trie: Trie(roots: roots0, keys: keys0, nodes: nodes0), classes: classes0)
    self.folding = folding0
    self.rows = UnsafeRawPointer(rows0)
    self.transitions = transitions0
    self.steps = steps[0]
  }

  /// Refuses a model whose parts point outside one another, whatever its checksum says.
  private static func check(
    roots: UnsafeBufferPointer<UInt32>, keys: UnsafeBufferPointer<UInt64>,
    nodes: UnsafeBufferPointer<TrieNode>, rows: Int, classes: UnsafeBufferPointer<UInt8>
  ) throws(ModelError) {
    guard classes.allSatisfy({ $0 < FeatureSpace.classes }),
      roots.prefix(65536).allSatisfy({ $0 < nodes.count }), keys.last == 0,
      nodes.allSatisfy({ node in
        let first = Int(node.first), last = first + Int(node.count) - 1
        return node.count == 0
          || first >= -4 && last < FeatureSpace.padding - 2
            && Int(node.row) + Int(node.count) <= rows
      }), nodes.allSatisfy({ $0.entry < FeatureSpace.lexiconClasses })
    else { throw .damaged }
  }
}
