import CTagging

/// Walks the trie from all positions of a segment at once, level by level.
///
/// A trie of millions of n-grams lies far outside the caches, and a walk waits for memory at every unit:
/// for the bucket of keys, for the node, for the node's rows. Walking position by position waits for each in
/// turn; here each level asks for all its buckets (nodes, rows) before it reads the first, so that a hundred
/// waits overlap. Measured: the tagger takes less than half the time.
struct TrieWalk {
  let trie: Trie
  /// Folded units, readable from `first` to `end`.
  let units: UnsafePointer<UInt16>
  /// Walks begin at `first ..< end` and read no unit from `end` on.
  let first: Int, end: Int

  /// Hands the rows of all n-grams to `sink`, then each lexicon entry (class, start, length) to `entry`.
  @inline(__always)
  func run<S: RowSink>(into sink: inout S, entry: (Int, Int, Int, inout S) -> Void) {
    let count = end - first
    // 28 bytes a position, for the segment only.
    let steps = UnsafeMutablePointer<ctagging_step>.allocate(capacity: count)
    let blocks = UnsafeMutablePointer<RowBlock>.allocate(capacity: count)
    let entries = UnsafeMutablePointer<ctagging_entry>.allocate(capacity: count)
    defer {
      steps.deallocate()
      blocks.deallocate()
      entries.deallocate()
    }
    entries.initialize(repeating: ctagging_entry(), count: count)
    // A sink that reads no rows has memory asked for that is there: it costs nothing.
    let rows =
      sink.rowsInMemory ?? UnsafeRawPointer(self.trie.nodes).assumingMemoryBound(to: CChar.self)
    let trie = trie.view
    let (first, end) = (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: end))
    var active = ctagging_begin(trie, units, first, end, steps)
    var length: Int32 = 1
    while active > 0 {
      var found: Int32 = 0
      active = ctagging_level(
        trie, units, first, end, length, Int32(FeatureSpace.longestEntry), rows,
        S.rowStride, steps, active, entries, blocks, &found)
      sink.add(UnsafeBufferPointer(start: blocks, count: Int(found)))
      length += 1
    }
    for k in 0..<count where entries[k].entry != 0 {
      entry(Int(entries[k].entry), self.first + k, Int(entries[k].length), &sink)
    }
  }
}
