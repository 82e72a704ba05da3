import Tagging
import Values

/// Finds names, figures, dates and attributed statements in segmented articles.
///
/// An extractor is immutable once made: share one among threads.
public struct Extractor: Sendable {
  let statementLexicon = StatementLexicon()
  let cueScorer = CueScorer()
  let boundaryScorer = BoundaryScorer()
  let confidenceModel = ConfidenceModel()
  let statementShapes = TextLayout.Shapes()
  let quantityTables = QuantityTables()
  let catalogue = NameCatalogue()
  let publicPersons = PublicPersons()

  let tagger: NameTagger

  /// How names are annotated.
  public enum NamesStandard: Sendable {
    /// As the model does by itself.
    case own
    /// Universal NER: see the model card.
    case uner
    /// The bytes of a model that `train names --base` made for the model in use.
    case other([UInt8])
  }

  /// - Parameter model: the bytes of a model of names; nil for the embedded one.
  /// - Throws: ``ModelError`` when the model cannot be used.
  public init(model: [UInt8]? = nil, standard: NamesStandard = .own) throws(ModelError) {
    let base = if let model { try ModelFile(model) } else { try NameTagger.embeddedFile() }
    let added: ModelFile? =
      switch standard {
      case .own: nil
      case .uner: try NameTagger.embeddedFile("names-uner")
      case .other(let bytes): try ModelFile(bytes)
      }
    tagger = try NameTagger(base, standard: added)
  }

  /// Which model of names it uses: sixteen hexadecimal digits.
  public var model: String { tagger.fingerprint }
  /// The same of the embedded one, without making an extractor; nil when it cannot be used.
  public static var embeddedModel: String? { try? NameTagger.embeddedFile().fingerprint }

  /// Working memory of one thread, to be used again and again.
  public struct Scratch {
    let tagging = TaggingScratch()
    public init() {}
  }

  /// Runs the recognisers in order; each stage reads the values of the ones before.
  public func extraction(
    of article: SegmentedArticle, scratch: Scratch = Scratch()
  ) -> Extraction {
    extractions(of: [article], scratch: scratch)[0]
  }

  /// The same of many articles, one recogniser after the other: each finds its tables in the cache,
  /// which the model of names fills alone.
  public func extractions(
    of articles: [SegmentedArticle], scratch: Scratch = Scratch()
  ) -> [Extraction] {
    let names = articles.map { self.names(in: $0, scratch: scratch.tagging) }
    let entities = zip(articles, names).map { self.entities(from: $1, in: $0) }
    let quantities = articles.map { self.quantities(in: $0) }
    return articles.indices.map { index in
      var entities = entities[index]
      let (statements, marks) = statements(in: articles[index], entities: &entities)
      return Extraction(
        entities: entities, figures: quantities[index].figures, dates: quantities[index].dates,
        statements: statements, marks: marks)
    }
  }
}
