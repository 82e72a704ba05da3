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

  /// - Throws: ``ModelError`` when the embedded model cannot be used.
  public init() throws(ModelError) {
    tagger = try NameTagger.embedded()
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
