import CTagging

/// A node of the trie: an n-gram with its block of rows, a lexicon entry, or both.
///
/// `row`: first row of the block. `first`: position of the first row relative to the start of the n-gram.
/// `count`: number of rows; 0 when the node is no feature. `entry`: lexicon class, 0 when it is no entry.
public typealias TrieNode = ctagging_node

/// A read-only view of a trie over folded units: an open-addressing table of transitions.
///
/// A slot packs `child (24 bits) | parent (24) | unit (16)`; an empty slot is 0. Node 0 is the root.
/// A walk costs one probe a unit, and stops at the first unit that no entry continues with.
public struct Trie: @unchecked Sendable {
  public let roots: UnsafePointer<UInt32>
  public let slots: UnsafePointer<UInt64>
  /// Home slots; ``spill`` further slots follow, the last of them empty, so that no probe wraps around.
  public let capacity: UInt64
  public let nodes: UnsafePointer<TrieNode>
  /// Slots behind the last home slot.
  public static let spill = 256

  public init(
    roots: UnsafePointer<UInt32>, slots: UnsafePointer<UInt64>, capacity: Int,
    nodes: UnsafePointer<TrieNode>
  ) {
    (self.roots, self.slots, self.capacity, self.nodes) = (roots, slots, UInt64(capacity), nodes)
  }

  /// Home slot of a packed `parent | unit` key.
  @inline(__always) public static func home(_ key: UInt64, capacity: UInt64) -> Int {
    Int(truncatingIfNeeded: ctagging_home(key, capacity))
  }

  /// The node reached from `node` by `unit`, or 0.
  @inline(__always) public func child(_ node: Int, _ unit: UInt16) -> Int {
    let key = UInt64(truncatingIfNeeded: node) &<< 16 | UInt64(unit)
    var at = Trie.home(key, capacity: capacity)
    while true {
      let slot = slots[at]
      if slot & 0xFF_FFFF_FFFF == key { return Int(truncatingIfNeeded: slot &>> 40) }
      if slot == 0 { return 0 }
      at &+= 1
    }
  }

  /// The same for ``TrieWalk``.
  var view: ctagging_trie {
    ctagging_trie(roots: roots, slots: slots, capacity: capacity, nodes: nodes)
  }
}
