import Tagging

/// Gives the nodes of a trie their places in the hash table that ``Trie`` describes.
struct NodeTable {
  /// As ``Trie/roots``.
  private(set) var roots: [UInt32]
  /// A key a place; 0 where there is no node.
  private(set) var keys: [UInt64]
  /// The place of each node.
  private(set) var places: [Int]

  /// - Parameters:
  ///   - firsts: the node of each unit, 0 for none.
  ///   - pairs: `parent << 16 | unit` and the child; a node's parent comes before it.
  ///   - nodes: how many there are, the root (0) included.
  init(firsts: [UInt32], pairs: [(UInt64, Int)], nodes: Int) {
    let used = firsts.indices.filter { firsts[$0] != 0 }
    let first = (used.count + Trie.bucket) / Trie.bucket
    roots = firsts + [0, 0]
    places = Array(repeating: 0, count: nodes)
    keys = []
    var buckets = pairs.count * 4 / (3 * Trie.bucket) + 1
    // Few runs over are long; where the last one would be, a larger table has none.
    while !place(pairs, used, firsts, first, buckets) { buckets += buckets / 8 + 8 }
  }

  private mutating func place(
    _ pairs: [(UInt64, Int)], _ used: [Int], _ firsts: [UInt32], _ first: Int, _ buckets: Int
  ) -> Bool {
    keys = Array(repeating: 0, count: (first + buckets + Trie.spill) * Trie.bucket)
    roots[65536] = UInt32(first)
    roots[65537] = UInt32(buckets)
    for (index, unit) in used.enumerated() {
      places[Int(firsts[unit])] = index + 1
      roots[unit] = UInt32(index + 1)
    }
    for (pair, child) in pairs {
      let parent = places[Int(pair >> 16)], unit = UInt16(truncatingIfNeeded: pair)
      let key = UInt64(parent) << 16 | UInt64(unit)
      var at = Trie.home(key, first: first, buckets: buckets) * Trie.bucket
      while at < keys.count - 1, keys[at] != 0 { at += 1 }
      guard at < keys.count - 1 else { return false }
      keys[at] = key
      keys[parent] |= Trie.filter(unit)
      places[child] = at
    }
    return true
  }
}
