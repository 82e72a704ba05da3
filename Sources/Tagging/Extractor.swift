/// Finds the features of a segment: the one piece of code that training and tagging share.
public struct Extractor: @unchecked Sendable {
  public let trie: Trie
  /// Class (0 ..< 16) of each folded unit.
  public let classes: UnsafePointer<UInt8>

  public init(trie: Trie, classes: UnsafePointer<UInt8>) {
    (self.trie, self.classes) = (trie, classes)
  }

  /// Hands every feature of a segment to `sink`.
  ///
  /// - Parameters:
  ///   - units: folded units; valid from `-padding` to `count + padding`, with ``Alphabet/edge`` outside.
  ///   - breaks: for each unit 0, or 1 + ICU rule status / 100 of the ICU word that begins there.
  @inline(__always)
  public func extract<S: RowSink>(
    _ units: UnsafePointer<UInt16>, _ breaks: UnsafePointer<UInt8>, count: Int, into sink: inout S
  ) {
    ngrams(units, count: count, into: &sink)
    boundaries(breaks, count: count, into: &sink)
    characterClasses(units, count: count, into: &sink)
  }

  @inline(__always)
  package func ngrams<S: RowSink>(_ units: UnsafePointer<UInt16>, count: Int, into sink: inout S) {
    let pad = 4
    let walk = TrieWalk(trie: trie, units: units, first: -pad, end: count + pad)
    walk.run(into: &sink) { entry, start, length, sink in
      lexicon(entry, start, length, into: &sink)
    }
  }

  /// Rows of the longest entry that begins at a position: before, first, second, inside, last, after it.
  @inline(__always)
  func lexicon<S: RowSink>(_ entry: Int, _ start: Int, _ length: Int, into sink: inout S) {
    let base = FeatureSpace.lexicon + (entry * 6 + min(length, 7) - 2) * 8
    sink.add(row: base, count: 2, position: start - 1)
    if length > 2 {
      sink.add(row: base + 2, count: 1, position: start + 1)
      var at = 2
      while at < length - 1 { sink.add(row: base + 3, count: 1, position: start + at); at += 1 }
    }
    sink.add(row: base + 4, count: 2, position: start + length - 1)
  }

  @inline(__always)
  func boundaries<S: RowSink>(_ breaks: UnsafePointer<UInt8>, count: Int, into sink: inout S) {
    @inline(__always) func bit(_ i: Int) -> Int { i < 0 || i >= count || breaks[i] != 0 ? 1 : 0 }
    var pattern = bit(-2) << 4 | bit(-1) << 3 | bit(0) << 2 | bit(1) << 1 | bit(2)
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, breaks[end] == 0 { end += 1 }
      let base = FeatureSpace.word + (min(Int(breaks[start]), 7) * 8 + min(end - start, 7)) * 8
      for i in start..<end {
        pattern = (pattern << 1 | bit(i + 3)) & 63
        sink.add(row: FeatureSpace.boundary + pattern, count: 1, position: i)
        sink.add(row: base + min(i - start, 7), count: 1, position: i)
      }
      start = end
    }
  }

  @inline(__always)
  func characterClasses<S: RowSink>(_ units: UnsafePointer<UInt16>, count: Int, into sink: inout S)
  {
    @inline(__always) func kind(_ i: Int) -> Int { Int(classes[Int(units[i])]) }
    var bracket = 0
    var age = 0
    var a = kind(-2), b = kind(-1), c = kind(0), d = kind(1)
    for i in 0..<count {
      let e = kind(i + 2)
      sink.add(row: FeatureSpace.classTriples + (a << 8 | b << 4 | c), count: 1, position: i)
      sink.add(row: FeatureSpace.classTriples + 4096 + (b << 8 | c << 4 | d), count: 1, position: i)
      sink.add(row: FeatureSpace.classTriples + 8192 + (c << 8 | d << 4 | e), count: 1, position: i)
      (a, b, c, d) = (b, c, d, e)
      switch units[i] {
      case 0x300A: bracket |= 1; age = 0
      case 0x300B: bracket &= ~1
      case 0x201C, 0x300C: bracket |= 2; age = 0
      case 0x201D, 0x300D: bracket &= ~2
      case 0x28: bracket |= 4; age = 0
      case 0x29: bracket &= ~4
      default:
        age += 1
        if age > 40 { bracket = 0 }  // an unmatched mark must not colour the rest
      }
      if bracket != 0 { sink.add(row: FeatureSpace.brackets + bracket, count: 1, position: i) }
    }
  }
}
