import CTagging

/// The labels of one unit of text: the first, second and third of a word, one further inside, the last, or
/// a word of its own (the six-tag set of Zhao, Huang & Li 2006; Xue's four tell less of long words).
public enum WordLabel {
  public static let begin = 0, second = 1, third = 2, middle = 3, end = 4, single = 5
  public static let count = 6

  /// Whether `next` may follow `label`.
  public static func mayFollow(_ label: Int, _ next: Int) -> Bool {
    switch label {
    case begin: next == second || next == end
    case second: next == third || next == end
    case third, middle: next == middle || next == end
    default: next == begin || next == single
    }
  }

  /// The labels of a word.
  public static func labels(count: Int) -> [Int] {
    count < 2
      ? Array(repeating: single, count: count)
      : [begin] + (1..<count - 1).map { min($0, middle) } + [end]
  }
}

/// Cuts text into words as one corpus does: a chain over units with the labels of ``WordLabel``.
///
/// The model is immutable and may be shared by threads; each thread brings its own ``TaggingScratch``.
public struct WordSegmenter: @unchecked Sendable {
  public static let kind: UInt32 = 5
  public static let lanes = 8
  let model: PackedModel
  let rows: UnsafePointer<SIMD8<Int8>>

  /// Which model this is, see ``ModelFile/fingerprint``.
  public var fingerprint: String { model.file.fingerprint }

  public init(_ file: ModelFile) throws(ModelError) {
    model = try PackedModel(
      file, kind: Self.kind, lanes: Self.lanes, labels: WordLabel.count)
    rows = model.rows.assumingMemoryBound(to: SIMD8<Int8>.self)
  }

  /// Marks where words begin: `starts[i]` becomes 1 where a word begins at unit `i`, else 0.
  ///
  /// - Parameters:
  ///   - text: UTF-16.
  ///   - breaks: for each unit 0, or 1 + ICU rule status / 100 of the ICU word that begins there.
  ///   - starts: as long as `text`.
  public func segment(
    _ text: UnsafeBufferPointer<UInt16>, breaks: UnsafeBufferPointer<UInt8>,
    scratch: TaggingScratch, into starts: UnsafeMutableBufferPointer<UInt8>
  ) {
    guard let text0 = text.baseAddress, let breaks0 = breaks.baseAddress,
      let starts0 = starts.baseAddress, breaks.count == text.count, starts.count == text.count
    else { return }
    var from = 0
    while from < text.count {
      let end = Segmentation.end(of: text, from: from)
      let lineBreak = text[end - 1] == 10 || text[end - 1] == 13
      let count = end - from - (lineBreak ? 1 : 0)
      if lineBreak { starts[end - 1] = 1 }
      if count > 0 {
        let units = scratch.fold(text0 + from, count, model.folding)
        let scores =
          UnsafeMutableRawPointer(scratch.scores).assumingMemoryBound(to: SIMD8<Int16>.self)
          + FeatureSpace.padding
        for i in -FeatureSpace.padding..<count + FeatureSpace.padding { scores[i] = .zero }
        var sink = NarrowSum(rows: rows, scores: scores)
        model.extractor.extract(units, breaks0 + from, count: count, into: &sink)
        decode(scores, count, scratch, starts0 + from)
      }
      from = end
    }
  }

  @inline(__always)
  private func decode(
    _ scores: UnsafePointer<SIMD8<Int16>>, _ count: Int, _ scratch: TaggingScratch,
    _ starts: UnsafeMutablePointer<UInt8>
  ) {
    func t(_ from: Int, _ to: Int) -> Int32 {
      Int32(model.transitions[from][to])
    }
    let (b2, be, c3, ce) = (t(0, 1), t(0, 4), t(1, 2), t(1, 4))
    let (dm, de, mm, me) = (t(2, 3), t(2, 4), t(3, 3), t(3, 4))
    let (eb, es, sb, ss) = (t(4, 0), t(4, 5), t(5, 0), t(5, 5))
    let never: Int32 = -500_000_000
    // The best sums of paths that end with each label: b first, c second, d third, m inside, e last, s alone.
    var b = t(16, 0) + Int32(scores[0][0]), s = t(16, 5) + Int32(scores[0][5])
    var c = never, d = never, m = never, e = never
    for i in 1..<max(1, count) {
      let x = scores[i]
      let (eToB, sToB) = (e + eb, s + sb), (eToS, sToS) = (e + es, s + ss)
      let (dToM, mToM) = (d + dm, m + mm)
      let (bToE, cToE, dToE, mToE) = (b + be, c + ce, d + de, m + me)
      let short = max(bToE, cToE), long = max(dToE, mToE)
      // Which label came before: a bit for b, s and m, two for e.
      scratch.labels[i] =
        (sToB > eToB ? 1 : 0) | (sToS > eToS ? 2 : 0) | (mToM > dToM ? 4 : 0)
        | (long > short ? (mToE > dToE ? 24 : 16) : cToE > bToE ? 8 : 0)
      d = max(c + c3, never) + Int32(x[2])
      c = b + b2 + Int32(x[1])
      b = max(eToB, sToB, never) + Int32(x[0])
      m = max(dToM, mToM, never) + Int32(x[3])
      e = max(short, long, never) + Int32(x[4])
      s = max(eToS, sToS, never) + Int32(x[5])
    }
    var state = e > s ? WordLabel.end : WordLabel.single
    var i = count - 1
    while i > 0 {
      starts[i] = state == WordLabel.begin || state == WordLabel.single ? 1 : 0
      let bits = Int(scratch.labels[i])
      state =
        switch state {
        case WordLabel.begin: bits & 1 != 0 ? WordLabel.single : WordLabel.end
        case WordLabel.single: bits & 2 != 0 ? WordLabel.single : WordLabel.end
        case WordLabel.middle: bits & 4 != 0 ? WordLabel.middle : WordLabel.third
        case WordLabel.end: bits >> 3 & 3
        default: state - 1
        }
      i -= 1
    }
    starts[0] = 1
  }
}

/// Adds rows of eight quantised weights to the scores of positions.
struct NarrowSum: RowSink {
  let rows: UnsafePointer<SIMD8<Int8>>
  let scores: UnsafeMutablePointer<SIMD8<Int16>>

  @inline(__always)
  mutating func add(row: Int, count: Int, position: Int) {
    var from = rows + row, to = scores + position
    for _ in 0..<count {
      to.pointee &+= SIMD8<Int16>(truncatingIfNeeded: from.pointee)
      from += 1
      to += 1
    }
  }

  @inline(__always)
  mutating func add(_ blocks: UnsafeBufferPointer<RowBlock>) {
    guard let base = blocks.baseAddress else { return }
    ctagging_add_narrow(rows, scores, base, Int32(truncatingIfNeeded: blocks.count))
  }

  var rowsInMemory: UnsafePointer<CChar>? {
    UnsafeRawPointer(rows).assumingMemoryBound(to: CChar.self)
  }
  static var rowStride: Int32 { 8 }
}
