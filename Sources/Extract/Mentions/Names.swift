import CModel
import Tagging
import Values

extension Extractor {
  /// The names in an article and nothing else, in text order, without overlap.
  public func names(
    in article: SegmentedArticle, scratch: Scratch = Scratch()
  ) -> [Values.NameSpan] {
    names(in: article, scratch: scratch.tagging)
  }

  /// The names in an article, in text order, without overlap.
  func names(in article: SegmentedArticle, scratch: TaggingScratch) -> [Values.NameSpan] {
    var found: [Tagging.NameSpan] = []
    article.units.withUnsafeBufferPointer { units in
      article.breaks.withUnsafeBufferPointer { breaks in
        guard breaks.count == units.count else { return }
        tagger.names(in: units, breaks: breaks, scratch: scratch, into: &found)
      }
    }
    var names: [Values.NameSpan] = []
    names.reserveCapacity(found.count)
    for name in found {
      for span in Self.listed(Span(name.start, name.end), in: article.units) {
        let span = Self.whole(span, in: article.units)
        guard !span.isEmpty else { continue }
        names.append(
          Values.NameSpan(
            span: span, type: EntityType(name.type), confidence: name.confidence, rule: "model"))
      }
    }
    let units = article.units
    let titled = Outlets.merged(Addressed.merged(names, in: units), Outlets.spans(in: units))
    let merged = Glosses.merged(titled, in: units)
    let whole = LegalNames.merged(
      NameEdges(catalogue: catalogue).mended(merged, in: units), in: units)
    let consistent = Repetition.consistent(
      PlaceChain(catalogue: catalogue).divided(whole, in: units), in: units,
      catalogue: catalogue)
    return LatinNames.typed(consistent, in: units)
  }

  /// A span without the half of a surrogate pair at either end: the model's labels are units'.
  private static func whole(_ span: Span, in units: [UInt16]) -> Span {
    guard !span.isEmpty else { return span }
    let start = units[span.start] & 0xFC00 == 0xDC00 ? span.start + 1 : span.start
    let end = units[span.end - 1] & 0xFC00 == 0xD800 ? span.end - 1 : span.end
    return Span(start, max(start, end))
  }

  /// The members of a list of names that the model took for one: A、B、C.
  private static func listed(_ span: Span, in units: [UInt16]) -> [Span] {
    func isSeparator(_ unit: UInt16) -> Bool {
      unit == 0x3001 || unit == 0xFF0C || unit == 0xFF1B || unit == 0x3002
    }
    guard units[span.start..<span.end].contains(where: isSeparator) else { return [span] }
    return units[span.start..<span.end].split(whereSeparator: isSeparator)
      .map { Span($0.startIndex, $0.endIndex) }
  }
}

extension EntityType {
  init(_ type: NameType) {
    switch type {
    case .person: self = .person
    case .organization: self = .organization
    case .place: self = .place
    }
  }
}

extension NameTagger {
  /// A model that is embedded in the program.
  static func embeddedFile(_ name: String = "names") throws(ModelError) -> ModelFile {
    var length = 0
    guard let bytes = cmodel_file(name, &length) else { throw .notAModel }
    // Trust what was built in: its checksum was checked when it was made.
    return try ModelFile(
      embedded: UnsafeRawBufferPointer(start: bytes, count: length), verify: false)
  }
}
