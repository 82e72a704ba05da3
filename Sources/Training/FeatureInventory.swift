import CTagging
import Tagging

/// The n-grams and lexicon entries that a model knows: a trie whose nodes own blocks of rows.
///
/// Built by counting: an n-gram is kept when it occurs often enough and both of its halves were kept.
final class FeatureInventory {
  /// Smallest count by length 1 … 5.
  struct Thresholds { var counts: [UInt32] = [2, 5, 8, 10, 14] }

  let roots: UnsafeMutablePointer<UInt32>
  private(set) var keys: UnsafeMutableBufferPointer<UInt64>
  private(set) var nodes: UnsafeMutableBufferPointer<TrieNode>
  /// Rows, dense families included.
  private(set) var rows = FeatureSpace.dense
  private(set) var ngrams = 0, entries = 0
  /// For the first row of each block the n-gram's vector (-1 for none) and the row's place in ``DenseWeights``.
  private(set) var vectorOfRow = [Int32](repeating: -1, count: FeatureSpace.dense)
  private(set) var slotOfRow = [UInt8](repeating: 0, count: FeatureSpace.dense)

  /// An n-gram or a lexicon entry.
  struct Item {
    var units: [UInt16]
    var entry: UInt16 = 0
    /// First position and number of rows; 0 rows for what is only a lexicon entry.
    var first: Int8 = 0, count: UInt8 = 0
    /// Row in the weights that the item came from.
    var source = 0
    /// Number of its vector in ``NgramVectors``, -1 for none.
    var vector: Int32 = -1
  }

  /// - Parameter items: in any order; an item's prefixes need not be among them.
  init(items: [Item]) {
    // children: parent node and unit → node; a node comes after its parent
    var children = Counter(capacity: items.count * 2)
    var built: [TrieNode] = [TrieNode()]
    var pairs: [(UInt64, Int)] = []
    var firsts = [UInt32](repeating: 0, count: 65536)
    var sources = [0]
    for item in items {
      var node = 0
      for (k, unit) in item.units.enumerated() {
        if k == 0 {
          if firsts[Int(unit)] == 0 {
            firsts[Int(unit)] = UInt32(built.count)
            built.append(TrieNode())
            sources.append(0)
          }
          node = Int(firsts[Int(unit)])
        } else {
          let key = UInt64(node) << 16 | UInt64(unit)
          var child = Int(children.value(key))
          if child == 0 {
            child = built.count
            built.append(TrieNode())
            sources.append(0)
            children.add(key, UInt32(child))
            pairs.append((key, child))
          }
          node = child
        }
      }
      if item.entry != 0 {
        built[node].entry = item.entry
        entries += 1
      }
      if item.count != 0 {
        built[node].first = item.first
        built[node].count = item.count
        built[node].row = UInt32(rows)
        sources[node] = item.source
        vectorOfRow.append(item.vector)
        slotOfRow.append(
          UInt8(
            NgramVectors.slot(item.units.count) + Int(item.first)
              - FeatureSpace.first(item.units.count)))
        for _ in 1..<item.count { vectorOfRow.append(-1); slotOfRow.append(0) }
        rows += Int(item.count)
        ngrams += 1
      }
    }
    let table = NodeTable(firsts: firsts, pairs: pairs, nodes: built.count)
    roots = .allocate(capacity: table.roots.count)
    roots.initialize(from: table.roots, count: table.roots.count)
    keys = .allocate(capacity: table.keys.count)
    _ = keys.initialize(from: table.keys)
    nodes = .allocate(capacity: table.keys.count)
    nodes.initialize(repeating: TrieNode())
    var placedSources = [Int](repeating: 0, count: table.keys.count)
    for (node, place) in table.places.enumerated() where node != 0 {
      nodes[place] = built[node]
      placedSources[place] = sources[node]
    }
    self.sources = placedSources
  }

  /// For each node the row that its block came from.
  let sources: [Int]

  deinit {
    roots.deallocate(); keys.deallocate(); nodes.deallocate()
  }

  var trie: Trie? {
    guard let keyBase = keys.baseAddress, let nodeBase = nodes.baseAddress else { return nil }
    return Trie(
      roots: UnsafePointer(roots), keys: UnsafePointer(keyBase), nodes: UnsafePointer(nodeBase))
  }

  /// Counts the n-grams of a set and keeps the frequent ones.
  static func items(of set: TrainingSet, thresholds: Thresholds, lexicon: [([UInt16], UInt16)])
    -> [Item]
  {
    var result: [Item] = []
    let pad = 4
    var node = [UInt32](repeating: 0, count: set.units.count)
    // units of the node with a number, as links to the parent
    var parents: [(UInt32, UInt16)] = [(0, 0)]
    for length in 1...FeatureSpace.longest {
      var counter = Counter(capacity: 1 << 20)
      func key(_ i: Int) -> UInt64 {
        let unit = UInt64(set.units[i + length - 1])
        if length == 1 { return 1 << 48 | unit }
        guard node[i] != 0, node[i + 1] != 0 else { return 0 }
        return UInt64(node[i]) << 16 | unit
      }
      for segment in set.segments {
        let amount = UInt32(set.documents[Int(segment.document)].importance)
        guard amount > 0 else { continue }
        var i = segment.place - pad
        let stop = segment.place + segment.count + pad - length
        while i <= stop {
          let k = key(i)
          if k != 0 { counter.add(k, amount) }
          i += 1
        }
      }
      let kept = counter.keys(atLeast: thresholds.counts[length - 1])
      let base = parents.count
      for (index, k) in kept.enumerated() {
        counter.set(k, UInt32(base + index) | 0x8000_0000)
        parents.append((length == 1 ? 0 : UInt32(k >> 16), UInt16(truncatingIfNeeded: k)))
        var units: [UInt16] = []
        var at = base + index
        while at != 0 {
          units.append(parents[at].1)
          at = Int(parents[at].0)
        }
        units.reverse()
        if units.contains(where: { $0 != Alphabet.edge }) {
          result.append(
            Item(
              units: units, first: Int8(FeatureSpace.first(length)),
              count: UInt8(FeatureSpace.count(length))))
        }
      }
      for segment in set.segments {
        var i = segment.place - pad
        let stop = segment.place + segment.count + pad - length
        while i <= stop {
          let k = key(i)
          var value = k == 0 ? 0 : counter.value(k)
          value = value & 0x8000_0000 == 0 ? 0 : value & 0x7FFF_FFFF
          node[i] = value
          i += 1
        }
        while i < segment.place + segment.count + FeatureSpace.padding { node[i] = 0; i += 1 }
      }
    }
    for (units, entry) in lexicon where units.count > 1 && units.count <= FeatureSpace.longestEntry
    {
      result.append(Item(units: units, entry: entry))
    }
    return result
  }
}
