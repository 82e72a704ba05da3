/// Working memory of one thread; never shared while a call runs.
///
/// It grows to the longest document seen (35 bytes a unit, at most 64 Ki units) and is reused from call to call.
public final class TaggingScratch {
  // one segment
  let units: UnsafeMutablePointer<UInt16>
  let scores: UnsafeMutablePointer<SIMD16<Int16>>
  let columns: UnsafeMutablePointer<SIMD16<Int16>>
  let labels: UnsafeMutablePointer<UInt8>

  // one document
  package struct Segment {
    package var offset: Int, count: Int, place: Int
    /// Which names the first search found in it.
    var names = 0..<0
    /// Whether other places of the document say anything about it.
    var hasEvidence = false
  }
  /// Where each segment's text begins and where its scores begin in ``text``.
  package internal(set) var segments: [Segment] = []
  package private(set) var text: UnsafeMutablePointer<SIMD16<Int16>>
  package private(set) var document: UnsafeMutablePointer<UInt16>
  private var capacity = 0, documentCapacity = 0, used = 0
  var evidence = DocumentEvidence()

  public init() {
    let size = Segmentation.longest + 4 * FeatureSpace.padding
    units = .allocate(capacity: size)
    units.initialize(repeating: Alphabet.edge, count: size)
    scores = .allocate(capacity: size)
    columns = .allocate(capacity: size)
    labels = .allocate(capacity: size)
    scores.initialize(repeating: .zero, count: size)
    columns.initialize(repeating: .zero, count: size)
    labels.initialize(repeating: 0, count: size)
    text = .allocate(capacity: 1)
    document = .allocate(capacity: 1)
  }
  deinit {
    units.deallocate(); scores.deallocate(); columns.deallocate(); labels.deallocate();
    text.deallocate(); document.deallocate()
  }

  /// Folds a segment into ``units`` with edges around it; returns where it begins.
  @inline(__always)
  func fold(_ text: UnsafePointer<UInt16>, _ count: Int, _ folding: UnsafePointer<UInt16>)
    -> UnsafePointer<UInt16>
  {
    let to = units + FeatureSpace.padding
    for i in 0..<count { to[i] = folding[Int(text[i])] }
    for i in 0..<FeatureSpace.padding { to[count + i] = Alphabet.edge }
    return UnsafePointer(to)
  }

  /// Begins a document of at most `count` units.
  func begin(_ count: Int) {
    segments.removeAll(keepingCapacity: true)
    used = 0
    if count + Segmentation.longest > documentCapacity {
      documentCapacity = count + Segmentation.longest
      document.deallocate()
      document = .allocate(capacity: documentCapacity)
      document.initialize(repeating: Alphabet.edge, count: documentCapacity)
    }
  }

  /// Opens a segment; returns its scores, all zero, with padding on both sides.
  func open(offset: Int, count: Int) -> UnsafeMutablePointer<SIMD16<Int16>> {
    let need = count + 2 * FeatureSpace.padding
    if used + need > capacity {
      let grown = max(capacity * 2, used + need, 4096)
      let new = UnsafeMutablePointer<SIMD16<Int16>>.allocate(capacity: grown)
      new.initialize(repeating: .zero, count: grown)
      new.update(from: text, count: used)
      text.deallocate()
      (text, capacity) = (new, grown)
    }
    for i in used..<used + need { text[i] = .zero }
    segments.append(Segment(offset: offset, count: count, place: used + FeatureSpace.padding))
    used += need
    return text + segments[segments.count - 1].place
  }

  private var last = 0
  /// The score of a unit of the document, to add evidence to; nil between segments.
  @inline(__always)
  func score(at position: Int) -> UnsafeMutablePointer<SIMD16<Int16>>? {
    if last >= segments.count || position < segments[last].offset { last = 0 }
    while last < segments.count, position >= segments[last].offset + segments[last].count {
      last += 1
    }
    guard last < segments.count, position >= segments[last].offset else { return nil }
    segments[last].hasEvidence = true
    return text + (segments[last].place + position - segments[last].offset)
  }
}
