import Values

extension Extractor {
  /// The attributed statements of an article, and the quotation marks that are none.
  func statements(in article: SegmentedArticle, entities: [Entity]) -> ([Statement], [Mark]) {
    ([], [])
  }
}
