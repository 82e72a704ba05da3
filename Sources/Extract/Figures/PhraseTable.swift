/// A set of phrases, each with a value, that answers one question: the longest one at a position.
///
/// A trie in one flat open-addressing table keyed by (node, unit); looking up costs one probe a
/// unit, and a phrase of n units is found in n + 1 probes.
struct PhraseTable: Sendable {
  /// key: node << 16 | unit, 0 = empty (node 0 is the root's slot and never a key by itself).
  private var keys: [UInt64]
  private var children: [Int32]
  /// Value of the phrase that ends at a node, -1 = none.
  private var values: [Int32]
  private let mask: Int

  /// - Parameter phrases: later entries win over earlier ones of the same spelling.
  init(_ phrases: [(phrase: [UInt16], value: Int)]) {
    let edges = phrases.reduce(0) { $0 + $1.phrase.count }
    var capacity = 64
    while capacity < edges * 2 { capacity *= 2 }
    mask = capacity - 1
    keys = [UInt64](repeating: 0, count: capacity)
    children = [Int32](repeating: 0, count: capacity)
    values = [-1, -1]
    for (phrase, value) in phrases where !phrase.isEmpty {
      var node: Int32 = 1
      for unit in phrase { node = child(of: node, adding: unit) }
      values[Int(node)] = Int32(value)
    }
  }

  /// The value and end of the longest phrase that begins at `start`.
  @inline(__always)
  func longest(in units: UnsafeBufferPointer<UInt16>, at start: Int, limit: Int? = nil)
    -> (value: Int, end: Int)?
  {
    var node: Int32 = 1
    var at = start
    var best: (Int, Int)?
    let end = limit ?? units.count
    while at < end {
      let next = child(of: node, units[at])
      if next == 0 { break }
      node = next
      at += 1
      let value = values[Int(node)]
      if value >= 0 { best = (Int(value), at) }
    }
    return best
  }

  /// The value of the longest phrase that ends at `end`, in a table of phrases stored backwards.
  func longestBackwards(in units: UnsafeBufferPointer<UInt16>, endingAt end: Int, floor: Int = 0)
    -> (value: Int, start: Int)?
  {
    var node: Int32 = 1
    var at = end
    var best: (Int, Int)?
    while at > floor {
      let next = child(of: node, units[at - 1])
      if next == 0 { break }
      node = next
      at -= 1
      let value = values[Int(node)]
      if value >= 0 { best = (Int(value), at) }
    }
    return best
  }

  private func slot(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private func child(of node: Int32, _ unit: UInt16) -> Int32 {
    children[slot(UInt64(UInt32(bitPattern: node)) << 16 | UInt64(unit))]
  }

  private mutating func child(of node: Int32, adding unit: UInt16) -> Int32 {
    let key = UInt64(UInt32(bitPattern: node)) << 16 | UInt64(unit)
    let slot = slot(key)
    if keys[slot] == 0 {
      keys[slot] = key
      children[slot] = Int32(values.count)
      values.append(-1)
    }
    return children[slot]
  }
}
