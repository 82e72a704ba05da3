/// A node of the trie: an n-gram with its block of rows, a lexicon entry, or both.
public struct TrieNode: Sendable, BitwiseCopyable {
  /// First row of the block.
  public var row: UInt32 = 0
  /// Position of the first row relative to the start of the n-gram.
  public var first: Int8 = 0
  /// Number of rows; 0 when the node is no feature.
  public var count: UInt8 = 0
  /// Lexicon class, 0 when the node is no entry.
  public var entry: UInt16 = 0
  public init() {}
}

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
    Int(truncatingIfNeeded: (((key &* 0x9E37_79B9_7F4A_7C15) &>> 32) &* capacity) &>> 32)
  }

  /// Home slot of the transition from `node` by `unit`.
  @inline(__always) func home(_ node: Int, _ unit: UInt16) -> Int {
    Trie.home(UInt64(truncatingIfNeeded: node) &<< 16 | UInt64(unit), capacity: capacity)
  }

  /// The node reached from `node` by `unit`, or 0.
  @inline(__always) public func child(_ node: Int, _ unit: UInt16) -> Int {
    child(node, unit, home: home(node, unit))
  }

  /// The same when the home slot is known.
  @inline(__always) func child(_ node: Int, _ unit: UInt16, home: Int) -> Int {
    let key = UInt64(truncatingIfNeeded: node) &<< 16 | UInt64(unit)
    var at = home
    while true {
      let slot = slots[at]
      if slot & 0xFF_FFFF_FFFF == key { return Int(truncatingIfNeeded: slot &>> 40) }
      if slot == 0 { return 0 }
      at &+= 1
    }
  }
}
