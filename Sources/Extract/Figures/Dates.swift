import Values

extension Extractor {
  /// The dates in an article, in text order, without overlap.
  func dates(in article: SegmentedArticle) -> [DateExpression] { [] }
}
