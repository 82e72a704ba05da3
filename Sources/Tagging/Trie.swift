import CTagging

/// A node of the trie: an n-gram with its block of rows, a lexicon entry, or both.
///
/// `row`: first row of the block. `first`: position of the first row relative to the start of the n-gram.
/// `count`: number of rows; 0 when the node is no feature. `entry`: lexicon class, 0 when it is no entry.
public typealias TrieNode = ctagging_node

/// A read-only view of a trie over folded units: a hash table of nodes in buckets of a cache line each.
///
/// A node is known by its place. Its key, at the same place, packs `filter (24 bits) | parent (24) | unit (16)`;
/// an empty place is 0. The filter says which units may follow (a bit stands for many): most walks end
/// without looking for the child that is not there. Nodes of one unit come first and are found through
/// ``roots``; any other is in its home bucket or, where that is full, in the next that is not. Place 0 is
/// the root.
public struct Trie: @unchecked Sendable {
  /// Sixteen bits of unit to node, 0 for none; then the number of the first home bucket and how many
  /// home buckets there are.
  public let roots: UnsafePointer<UInt32>
  public let keys: UnsafePointer<UInt64>
  public let nodes: UnsafePointer<TrieNode>
  let firstBucket: UInt64, buckets: UInt64

  /// Nodes in a bucket.
  public static let bucket = Int(CTAGGING_BUCKET)
  /// Buckets behind the last home bucket, the last of them never full: no search runs past it.
  public static let spill = 32
  /// Elements of ``roots``.
  public static let rootCount = 65538
  /// The part of a key that is parent and unit.
  public static let keyMask: UInt64 = 1 << UInt64(CTAGGING_KEY_BITS) - 1

  public init(
    roots: UnsafePointer<UInt32>, keys: UnsafePointer<UInt64>, nodes: UnsafePointer<TrieNode>
  ) {
    (self.roots, self.keys, self.nodes) = (roots, keys, nodes)
    (firstBucket, buckets) = (UInt64(roots[65536]), UInt64(roots[65537]))
  }

  /// The home bucket of a `parent | unit` key.
  public static func home(_ key: UInt64, first: Int, buckets: Int) -> Int {
    Int(truncatingIfNeeded: ctagging_home(key, UInt64(first), UInt64(buckets)))
  }

  /// What a unit adds to its parent's filter.
  public static func filter(_ unit: UInt16) -> UInt64 { 1 << UInt64(ctagging_filter_bit(unit)) }

  /// The node reached from `node` by `unit`, or 0.
  public func child(_ node: Int, _ unit: UInt16) -> Int {
    guard keys[node] & Trie.filter(unit) != 0 else { return 0 }
    let key = UInt64(truncatingIfNeeded: node) &<< 16 | UInt64(unit)
    var at = Int(truncatingIfNeeded: ctagging_home(key, firstBucket, buckets)) &* Trie.bucket
    while keys[at] != 0 {
      if keys[at] & Trie.keyMask == key { return at }
      at &+= 1
    }
    return 0
  }

  /// The same for ``TrieWalk``.
  var view: ctagging_trie {
    ctagging_trie(
      roots: roots, keys: keys, nodes: nodes, first_bucket: firstBucket, buckets: buckets)
  }
}
