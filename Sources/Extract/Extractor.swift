import Values

/// Finds names, figures, dates and attributed statements in segmented articles.
///
/// An extractor is immutable once made: share one among threads.
public struct Extractor: Sendable {
  let statementLexicon = StatementLexicon()
  let statementShapes = TextLayout.Shapes()
  let quantityTables = QuantityTables()
  let catalogue = NameCatalogue()

  public init() {}

  /// Runs the recognisers in order; each stage reads the values of the ones before.
  public func extraction(of article: SegmentedArticle) -> Extraction {
    let names = names(in: article)
    let entities = entities(from: names, in: article)
    let quantities = quantities(in: article)
    let (statements, marks) = statements(in: article, entities: entities)
    return Extraction(
      entities: entities, figures: quantities.figures, dates: quantities.dates,
      statements: statements, marks: marks)
  }
}
