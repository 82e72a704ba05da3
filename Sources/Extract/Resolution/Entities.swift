import Values

extension Extractor {
  /// Whose the names are: one entity a person, organisation or place of the article.
  func entities(from names: [NameSpan], in article: SegmentedArticle) -> [Entity] { [] }
}
