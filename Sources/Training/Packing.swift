import CTagging
import Tagging

/// Makes the bytes of a model file from trained weights.
public enum Packing {
  /// Quantisation steps a nat.
  static let steps: Float = 24

  /// The blocks that are worth keeping, cut to the rows that say something.
  static func items(
    _ inventory: FeatureInventory, _ weights: UnsafePointer<Lanes>, lexicon: [([UInt16], UInt16)],
    items: [FeatureInventory.Item], least: Float
  ) -> [FeatureInventory.Item] {
    guard let trie = inventory.trie else { return [] }
    func large(_ row: Int) -> Bool {
      let w = weights[row]
      return max(w.max(), -w.min()) >= least
    }
    var result: [FeatureInventory.Item] = []
    for item in items where item.count != 0 {
      var node = Int(trie.roots[Int(item.units[0])])
      for unit in item.units.dropFirst() { node = trie.child(node, unit) }
      let block = trie.nodes[node]
      var from = Int(block.row), to = from + Int(block.count)
      while from < to, !large(from) { from += 1 }
      while to > from, !large(to - 1) { to -= 1 }
      guard from < to else { continue }
      var kept = item
      kept.first = block.first + Int8(from - Int(block.row))
      kept.count = UInt8(to - from)
      kept.source = from
      result.append(kept)
    }
    for (units, entry) in lexicon where units.count > 1 && units.count <= FeatureSpace.longestEntry
    {
      result.append(FeatureInventory.Item(units: units, entry: entry))
    }
    return result
  }

  static func bytes<T: BitwiseCopyable>(_ values: UnsafeBufferPointer<T>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(values))
  }

  /// A copy of a model of names with other document evidence and confidences; parts that are empty are left out.
  public static func completed(_ file: ModelFile, with completion: NameTrainer.Completion)
    throws(ModelError) -> [UInt8]
  {
    var sections: [[UInt8]] = []
    for index in 0..<min(8, file.sections) {
      sections.append(Array(UnsafeRawBufferPointer(try file.section(index, as: UInt8.self))))
    }
    if !completion.evidence.isEmpty {
      sections.append(evidenceRows(completion.evidence))
      if !completion.confidences.isEmpty {
        sections.append(completion.confidences.withUnsafeBufferPointer(bytes))
      }
    }
    return ModelFile.encode(kind: file.kind, sections: sections)
  }

  /// The same model with its trie and its rows kept small: it tags alike and is opened more slowly.
  ///
  /// - Parameter file: a model that passed the checks of its tagger.
  public static func compacted(_ file: ModelFile) throws(ModelError) -> [UInt8] {
    let isWords = file.kind == WordSegmenter.kind
    let lanes = isWords ? WordSegmenter.lanes : 16
    var sections: [[UInt8]] = []
    for index in 0..<file.sections {
      sections.append(Array(UnsafeRawBufferPointer(try file.section(index, as: UInt8.self))))
    }
    guard sections.count > 7, !sections[3].isEmpty else { throw .damaged }
    let (trie, order) = CompactTrie.encode(
      roots: try file.section(2), keys: try file.section(3), nodes: try file.section(4))
    var rows = Array(sections[5][..<(FeatureSpace.dense * lanes)])
    for row in order { rows += sections[5][row * lanes..<(row + 1) * lanes] }
    let (widths, weights) = RowPacking.encode(
      rows[...], lanes: lanes, used: isWords ? WordLabel.count : lanes)
    sections.replaceSubrange(2...5, with: [trie, [], widths, weights])
    return ModelFile.encode(kind: file.kind, sections: sections)
  }

  static func evidenceRows(_ lanes: [Lanes]) -> [UInt8] {
    lanes.flatMap { row in (0..<16).map { UInt8(bitPattern: quantised(row[$0])) } }
  }

  /// - Parameters:
  ///   - lanes: weights a row.
  ///   - packed: an inventory made from ``items(_:_:lexicon:items:least:)``.
  static func model(
    kind: UInt32, lanes: Int, packed: FeatureInventory, weights: UnsafePointer<Lanes>,
    transitions: [Lanes], possible: [Lanes], folding: [UInt16], classes: [UInt8]
  ) -> [UInt8] {
    var rows = [UInt8](repeating: 0, count: packed.rows * lanes)
    func put(_ from: Lanes, _ row: Int) {
      for lane in 0..<lanes { rows[row * lanes + lane] = UInt8(bitPattern: quantised(from[lane])) }
    }
    for row in 0..<FeatureSpace.dense { put(weights[row], row) }
    for (node, block) in packed.nodes.enumerated() {
      for k in 0..<Int(block.count) { put(weights[packed.sources[node] + k], Int(block.row) + k) }
    }
    var steps = [Float]()
    steps.append(Self.steps)
    var chain: [SIMD16<Int16>] = []
    for from in 0..<17 {
      var lanes = SIMD16<Int16>(repeating: -12000)
      for to in 0..<16 where possible[from][to] == 1 {
        lanes[to] = Int16(clamping: Int((transitions[from][to] * Self.steps).rounded()))
      }
      chain.append(lanes)
    }
    let sections: [[UInt8]] = [
      folding.withUnsafeBufferPointer(bytes), classes,
      bytes(UnsafeBufferPointer(start: packed.roots, count: Trie.rootCount)),
      bytes(UnsafeBufferPointer(packed.keys)), bytes(UnsafeBufferPointer(packed.nodes)), rows,
      chain.withUnsafeBufferPointer(bytes),
      steps.withUnsafeBufferPointer(bytes),
    ]
    return ModelFile.encode(kind: kind, sections: sections)
  }

  @inline(__always)
  static func quantised(_ weight: Float) -> Int8 {
    Int8(clamping: Int((weight * steps).rounded()))
  }
}
