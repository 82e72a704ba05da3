import CTagging

/// Walks the trie from all positions of a segment at once, level by level.
///
/// A trie of millions of n-grams lies far outside the caches, and a walk waits for memory at every unit:
/// for the slot, for the node it names, for the node's rows. Walking position by position waits for each in
/// turn; here each level asks for all its slots (nodes, rows) before it reads the first, so that a hundred
/// waits overlap. Measured: the tagger takes less than half the time.
struct TrieWalk {
  /// A walk under way: the node reached from `start`, and the home slot of its next transition.
  private struct Step {
    var node: UInt32, home: UInt32, start: Int32
  }
  /// The longest lexicon entry that begins at a position; class 0 for none.
  private struct Entry {
    var entry: UInt16 = 0, length: UInt16 = 0
  }

  let trie: Trie
  /// Folded units, readable from `first` to `end`.
  let units: UnsafePointer<UInt16>
  /// Walks begin at `first ..< end` and read no unit from `end` on.
  let first: Int, end: Int

  /// Hands the rows of all n-grams to `sink`, then each lexicon entry (class, start, length) to `entry`.
  @inline(__always)
  func run<S: RowSink>(into sink: inout S, entry: (Int, Int, Int, inout S) -> Void) {
    let count = end - first
    withUnsafeTemporaryAllocation(of: Step.self, capacity: count) { steps in
      withUnsafeTemporaryAllocation(of: RowBlock.self, capacity: count) { blocks in
        withUnsafeTemporaryAllocation(of: Entry.self, capacity: count) { entries in
          guard let steps = steps.baseAddress, let blocks = blocks.baseAddress,
            let entries = entries.baseAddress
          else { return }
          entries.initialize(repeating: Entry(), count: count)
          var active = begin(steps)
          var length = 1
          while active > 0 {
            let (going, found) = read(steps, active, length, blocks, entries, &sink)
            active = advance(steps, going, length)
            sink.add(UnsafeBufferPointer(start: blocks, count: found))
            length += 1
          }
          for k in 0..<count where entries[k].entry != 0 {
            entry(Int(entries[k].entry), first + k, Int(entries[k].length), &sink)
          }
        }
      }
    }
  }

  @inline(__always)
  private func begin(_ steps: UnsafeMutablePointer<Step>) -> Int {
    var active = 0
    for start in first..<end {
      let node = trie.roots[Int(units[start])]
      ctagging_prefetch(trie.nodes + Int(node))
      steps[active] = Step(node: node, home: 0, start: Int32(truncatingIfNeeded: start))
      active += node != 0 ? 1 : 0
    }
    return active
  }

  /// Reads the nodes that were reached: their rows become blocks, and the walks that may go on are kept.
  @inline(__always)
  private func read<S: RowSink>(
    _ steps: UnsafeMutablePointer<Step>, _ active: Int, _ length: Int,
    _ blocks: UnsafeMutablePointer<RowBlock>, _ entries: UnsafeMutablePointer<Entry>,
    _ sink: inout S
  ) -> (going: Int, found: Int) {
    var going = 0
    var found = 0
    for k in 0..<active {
      let step = steps[k]
      let node = trie.nodes[Int(step.node)]
      blocks[found] = RowBlock(
        row: node.row, count: Int32(node.count), position: step.start &+ Int32(node.first))
      if node.count != 0 {
        sink.prefetch(row: Int(node.row), count: Int(node.count))
        found += 1
      }
      if node.entry != 0, length > 1 {
        entries[Int(step.start) - first] = Entry(
          entry: node.entry, length: UInt16(truncatingIfNeeded: length))
      }
      let next = Int(step.start) + length
      guard length < FeatureSpace.longestEntry, next < end else { continue }
      let home = trie.home(Int(step.node), units[next])
      ctagging_prefetch(trie.slots + home)
      steps[going] = Step(
        node: step.node, home: UInt32(truncatingIfNeeded: home), start: step.start)
      going += 1
    }
    return (going, found)
  }

  /// Follows the transitions; the walks that found one remain.
  @inline(__always)
  private func advance(_ steps: UnsafeMutablePointer<Step>, _ going: Int, _ length: Int) -> Int {
    var active = 0
    for k in 0..<going {
      let step = steps[k]
      let child = trie.child(
        Int(step.node), units[Int(step.start) + length], home: Int(step.home))
      ctagging_prefetch(trie.nodes + child)
      steps[active] = Step(
        node: UInt32(truncatingIfNeeded: child), home: 0, start: step.start)
      active += child != 0 ? 1 : 0
    }
    return active
  }
}
