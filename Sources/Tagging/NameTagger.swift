import CTagging

/// A name that the model found.
public struct NameSpan: Sendable, Equatable {
  /// First unit and the unit behind the last, in UTF-16 units of the text.
  public var start: Int, end: Int
  public var type: NameType
  /// How much better this labelling is than the best other one at its weakest unit, in nats (0 = a toss-up).
  public var margin: Float
  /// How probable it is that span and type are right, by the model's calibration.
  public var confidence: Float = 0.9
}

/// Finds the names of persons, organisations and places.
///
/// A document is searched twice: the second search also knows what the first one found elsewhere in the
/// document. The model is immutable and may be shared by threads; each thread brings its own ``TaggingScratch``.
public struct NameTagger: @unchecked Sendable {
  public static let kind: UInt32 = 1
  /// The kind of a model that is added to one of names.
  public static let standardKind: UInt32 = 4
  /// Longest stretch of text that shares evidence, in units; the scores of one stretch are held in memory.
  public static let window = 1 << 16

  let model: PackedModel
  let rows: UnsafePointer<SIMD16<Int8>>
  /// A model of the difference that another standard of annotation makes.
  private let standard: PackedModel?
  let evidence: UnsafePointer<SIMD16<Int8>>?
  let chain: Chain
  /// Confidence by type (3) and margin (``confidenceSteps`` of half a nat, from -8); nil when not calibrated.
  private let confidences: UnsafePointer<Float>?
  public static let confidenceSteps = 32

  /// Which model this is, see ``ModelFile/fingerprint``.
  public var fingerprint: String {
    [model.file, standard?.file].compactMap { $0?.fingerprint }.joined(separator: "+")
  }

  /// - Parameter usesEvidence: whether documents are searched a second time.
  /// - Parameter standard: what another standard of annotation adds to the scores; its chain is used.
  /// - Parameter lean: nats that every name is given on top of what the model says (recall for precision).
  public init(
    _ file: ModelFile, standard: ModelFile? = nil, usesEvidence: Bool = true, lean: Float = 0
  ) throws(ModelError) {
    model = try PackedModel(file, kind: Self.kind, lanes: 16, labels: 16)
    if let standard {
      self.standard = try PackedModel(standard, kind: Self.standardKind, lanes: 16, labels: 16)
    } else {
      self.standard = nil
    }
    rows = model.rows.assumingMemoryBound(to: SIMD16<Int8>.self)
    chain = Chain(
      transitions: (self.standard ?? model).transitions, labels: NameLabel.count,
      lean: Int16(clamping: Int((lean * model.steps).rounded())))
    if usesEvidence, file.sections > 8 {
      let section = try file.section(8, as: SIMD16<Int8>.self)
      guard section.count == DocumentEvidence.rows else { throw .damaged }
      evidence = section.baseAddress
    } else {
      evidence = nil
    }
    if file.sections > 9 {
      let section = try file.section(9, as: Float.self)
      guard section.count == 3 * Self.confidenceSteps else { throw .damaged }
      confidences = section.baseAddress
    } else {
      confidences = nil
    }
  }

  /// Quantisation steps a nat.
  package var stepsPerNat: Float { model.steps }
  /// Transition weights in nats: from each label, and from the start (row 16).
  package var transitionWeights: [SIMD16<Float>] {
    (0..<17).map { SIMD16<Float>((standard ?? model).transitions[$0]) / model.steps }
  }

  /// Adds the names of a document to `spans`, in the order of the text.
  ///
  /// - Parameters:
  ///   - text: UTF-16.
  ///   - breaks: for each unit 0, or 1 + ICU rule status / 100 of the ICU word that begins there.
  public func names(
    in text: UnsafeBufferPointer<UInt16>, breaks: UnsafeBufferPointer<UInt8>,
    scratch: TaggingScratch, into spans: inout [NameSpan]
  ) {
    var from = 0
    while from < text.count {
      let limit = min(text.count, from + Self.window)
      from = names(in: text, from, limit, breaks, scratch, &spans)
    }
  }

  /// Tags whole segments from `from` while they end within `limit`; returns where it stopped.
  private func names(
    in text: UnsafeBufferPointer<UInt16>, _ from: Int, _ limit: Int,
    _ breaks: UnsafeBufferPointer<UInt8>, _ scratch: TaggingScratch,
    _ spans: inout [NameSpan]
  ) -> Int {
    let first = spans.count
    guard let text0 = text.baseAddress, let breaks0 = breaks.baseAddress else { return limit }
    scratch.begin(limit - from)
    var at = from
    while at < limit {
      let end = Segmentation.end(of: text, from: at)
      if end > limit, at > from { break }
      let lineBreak = text[end - 1] == 10 || text[end - 1] == 13
      let count = end - at - (lineBreak ? 1 : 0)
      if count > 0 {
        let scores = scratch.open(offset: at - from, count: count)
        let units = scratch.fold(text0 + at, count, model.folding)
        (scratch.document + (at - from)).update(from: units, count: count)
        add(units, breaks0 + at, count: count, to: scores)
        let before = spans.count
        decode(scores, count, at, scratch, &spans)
        scratch.segments[scratch.segments.count - 1].names = before..<spans.count
      }
      if lineBreak { scratch.document[end - 1 - from] = Alphabet.edge }
      at = end
    }
    if let evidence { reconsider(evidence, from, at - from, first, scratch, &spans) }
    return at
  }

  /// Adds what the features of a segment say to its scores.
  @inline(__always)
  package func add(
    _ units: UnsafePointer<UInt16>, _ breaks: UnsafePointer<UInt8>, count: Int,
    to scores: UnsafeMutablePointer<SIMD16<Int16>>
  ) {
    var sink = VectorSum(rows: rows, scores: scores)
    model.extractor.extract(units, breaks, count: count, into: &sink)
    guard let standard else { return }
    sink = VectorSum(
      rows: standard.rows.assumingMemoryBound(to: SIMD16<Int8>.self), scores: scores)
    standard.extractor.extract(units, breaks, count: count, into: &sink)
  }

  /// The second search, of those segments about which there is evidence.
  private func reconsider(
    _ evidence: UnsafePointer<SIMD16<Int8>>, _ from: Int, _ count: Int, _ first: Int,
    _ scratch: TaggingScratch, _ spans: inout [NameSpan]
  ) {
    var sink = EvidenceSum(rows: evidence, scratch: scratch)
    guard
      scratch.evidence.extract(
        scratch.document, count: count, spans: spans[first...], offset: from, into: &sink)
    else { return }
    let found = spans
    spans.removeSubrange(first...)
    for segment in scratch.segments {
      if segment.hasEvidence {
        decode(scratch.text + segment.place, segment.count, from + segment.offset, scratch, &spans)
      } else {
        spans += found[segment.names]
      }
    }
  }

  @inline(__always)
  private func decode(
    _ scores: UnsafePointer<SIMD16<Int16>>, _ count: Int, _ offset: Int, _ scratch: TaggingScratch,
    _ spans: inout [NameSpan]
  ) {
    guard chain.decode(scores, count: count, scratch: scratch) else { return }
    var i = 0
    while i < count {
      let label = Int(scratch.labels[i])
      guard NameLabel.isName(label) else { i += 1; continue }
      var end = i + 1
      while end < count, NameLabel.isOpen(Int(scratch.labels[end - 1])) { end += 1 }
      let type = NameLabel.type(label)
      var margin = Int16.max
      for at in i..<end {
        var rival = scores[at]
        let own = rival[Int(scratch.labels[at])]
        rival[Int(scratch.labels[at])] = -12000
        margin = min(margin, own &- rival.max())
      }
      var span = NameSpan(
        start: offset + i, end: offset + end, type: type, margin: Float(margin) / model.steps)
      if let confidences {
        let step = min(max(0, Int((span.margin + 8) * 2)), Self.confidenceSteps - 1)
        span.confidence = confidences[Int(type.rawValue) * Self.confidenceSteps + step]
      }
      spans.append(span)
      i = end
    }
  }
}

/// Adds rows of quantised weights to the scores of positions.
struct VectorSum: RowSink {
  let rows: UnsafePointer<SIMD16<Int8>>
  let scores: UnsafeMutablePointer<SIMD16<Int16>>

  @inline(__always)
  mutating func add(row: Int, count: Int, position: Int) {
    var from = rows + row, to = scores + position
    for _ in 0..<count {
      to.pointee &+= SIMD16<Int16>(truncatingIfNeeded: from.pointee)
      from += 1
      to += 1
    }
  }

  @inline(__always)
  mutating func add(_ blocks: UnsafeBufferPointer<RowBlock>) {
    guard let base = blocks.baseAddress else { return }
    ctagging_add(rows, scores, base, Int32(truncatingIfNeeded: blocks.count))
  }

  var rowsInMemory: UnsafePointer<CChar>? {
    UnsafeRawPointer(rows).assumingMemoryBound(to: CChar.self)
  }
  static var rowStride: Int32 { 16 }
}

/// Adds rows of evidence to the scores of a document, segment by segment.
struct EvidenceSum: RowSink {
  let rows: UnsafePointer<SIMD16<Int8>>
  let scratch: TaggingScratch

  @inline(__always)
  mutating func add(row: Int, count: Int, position: Int) {
    for i in 0..<count {
      guard let scores = scratch.score(at: position + i) else { continue }
      scores.pointee &+= SIMD16<Int16>(truncatingIfNeeded: rows[row + i])
    }
  }
}
