import Tagging
import Values

/// Finds names, figures, dates and attributed statements in segmented articles.
///
/// An extractor is immutable once made: share one among threads.
public struct Extractor: Sendable {
  let statementLexicon = StatementLexicon()
  let cueScorer = CueScorer()
  let statementShapes = TextLayout.Shapes()
  let quantityTables = QuantityTables()
  let catalogue = NameCatalogue()

  let tagger: NameTagger

  /// - Parameter model: the bytes of a model of names; nil for the embedded one.
  /// - Throws: ``ModelError`` when the model cannot be used.
  public init(model: [UInt8]? = nil) throws(ModelError) {
    if let model {
      tagger = try NameTagger(ModelFile(model))
    } else {
      tagger = try NameTagger.embedded()
    }
  }

  /// Working memory of one thread, to be used again and again.
  public struct Scratch {
    let tagging = TaggingScratch()
    public init() {}
  }

  /// Runs the recognisers in order; each stage reads the values of the ones before.
  public func extraction(
    of article: SegmentedArticle, scratch: Scratch = Scratch()
  ) -> Extraction {
    extraction(of: article, names: names(in: article, scratch: scratch.tagging))
  }

  /// The same of many articles: the names of all first, for the model of names fills the cache alone.
  public func extractions(
    of articles: [SegmentedArticle], scratch: Scratch = Scratch()
  ) -> [Extraction] {
    let names = articles.map { self.names(in: $0, scratch: scratch.tagging) }
    return zip(articles, names).map { extraction(of: $0, names: $1) }
  }

  private func extraction(of article: SegmentedArticle, names: [Values.NameSpan]) -> Extraction {
    var entities = entities(from: names, in: article)
    let quantities = quantities(in: article)
    let (statements, marks) = statements(in: article, entities: &entities)
    return Extraction(
      entities: entities, figures: quantities.figures, dates: quantities.dates,
      statements: statements, marks: marks)
  }
}
