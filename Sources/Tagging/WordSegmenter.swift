import CTagging

/// The labels of one unit of text: begin, middle and end of a word, or a word of its own (Xue 2003).
public enum WordLabel {
  public static let begin = 0, middle = 1, end = 2, single = 3
  public static let count = 4

  /// Whether `next` may follow `label`.
  public static func mayFollow(_ label: Int, _ next: Int) -> Bool {
    let isOpen = label == begin || label == middle
    return isOpen == (next == middle || next == end)
  }
}

/// Cuts text into words as one corpus does: a chain over units with the labels of ``WordLabel``.
///
/// The model is immutable and may be shared by threads; each thread brings its own ``TaggingScratch``.
public struct WordSegmenter: @unchecked Sendable {
  public static let kind: UInt32 = 2
  public static let lanes = 4
  let model: PackedModel
  let rows: UnsafePointer<SIMD4<Int8>>

  /// Which model this is, see ``ModelFile/fingerprint``.
  public var fingerprint: String { model.file.fingerprint }

  public init(_ file: ModelFile) throws(ModelError) {
    model = try PackedModel(file, kind: Self.kind, lanes: Self.lanes)
    rows = model.rows.assumingMemoryBound(to: SIMD4<Int8>.self)
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
          UnsafeMutableRawPointer(scratch.scores).assumingMemoryBound(to: SIMD4<Int16>.self)
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
    _ scores: UnsafePointer<SIMD4<Int16>>, _ count: Int, _ scratch: TaggingScratch,
    _ starts: UnsafeMutablePointer<UInt8>
  ) {
    func t(_ from: Int, _ to: Int) -> Int32 {
      Int32(model.transitions[from][to])
    }
    let (bm, be, mm, me) = (t(0, 1), t(0, 2), t(1, 1), t(1, 2)),
      (eb, es, sb, ss) = (t(2, 0), t(2, 3), t(3, 0), t(3, 3))
    let never: Int32 = -1_000_000_000
    var b = t(16, 0) + Int32(scores[0][0]), s = t(16, 3) + Int32(scores[0][3]), m = never,
      e = never
    // a bit a state: whether the better predecessor is the second one
    for i in 1..<max(1, count) {
      let x = scores[i]
      let (mb, mm2) = (b + bm, m + mm), (eb2, em) = (b + be, m + me), (be2, bs) = (e + eb, s + sb),
        (se, ss2) = (e + es, s + ss)
      scratch.labels[i] =
        (mm2 > mb ? 2 : 0) | (em > eb2 ? 4 : 0) | (bs > be2 ? 1 : 0) | (ss2 > se ? 8 : 0)
      b = max(be2, bs) + Int32(x[0])
      m = max(mb, mm2) + Int32(x[1])
      e = max(eb2, em) + Int32(x[2])
      s = max(se, ss2) + Int32(x[3])
      if m < never / 2 { m = never }
      if e < never / 2 { e = never }
    }
    var state = e > s ? 2 : 3
    var i = count - 1
    while i > 0 {
      starts[i] = state == 0 || state == 3 ? 1 : 0
      let bits = scratch.labels[i]
      switch state {
      case 0: state = bits & 1 != 0 ? 3 : 2
      case 1: state = bits & 2 != 0 ? 1 : 0
      case 2: state = bits & 4 != 0 ? 1 : 0
      default: state = bits & 8 != 0 ? 3 : 2
      }
      i -= 1
    }
    starts[0] = 1
  }
}

/// Adds rows of four quantised weights to the scores of positions.
struct NarrowSum: RowSink {
  let rows: UnsafePointer<SIMD4<Int8>>
  let scores: UnsafeMutablePointer<SIMD4<Int16>>

  @inline(__always)
  mutating func add(row: Int, count: Int, position: Int) {
    var from = rows + row, to = scores + position
    for _ in 0..<count {
      to.pointee &+= SIMD4<Int16>(truncatingIfNeeded: from.pointee)
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
  static var rowStride: Int32 { 4 }
}
