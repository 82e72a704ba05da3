import CModel
import Tagging
import Values

extension Extractor {
  /// The names in an article, in text order, without overlap.
  func names(in article: SegmentedArticle, scratch: TaggingScratch) -> [Values.NameSpan] {
    var found: [Tagging.NameSpan] = []
    article.units.withUnsafeBufferPointer { units in
      article.breaks.withUnsafeBufferPointer { breaks in
        guard breaks.count == units.count else { return }
        tagger.names(in: units, breaks: breaks, scratch: scratch, into: &found)
      }
    }
    let names = found.map { name in
      Values.NameSpan(
        span: Span(name.start, name.end), type: EntityType(name.type),
        confidence: name.confidence, rule: "model")
    }
    return Outlets.merged(names, Outlets.spans(in: article.units))
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
  /// The model that is embedded in the program.
  static func embedded() throws(ModelError) -> NameTagger {
    var length = 0
    guard let bytes = cmodel_file("names", &length) else { throw .notAModel }
    // Trust what was built in: its checksum was checked when it was made.
    return try NameTagger(
      ModelFile(embedded: UnsafeRawBufferPointer(start: bytes, count: length), verify: false))
  }
}
