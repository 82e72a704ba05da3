import Values

extension Extractor {
  /// The names in an article, in text order, without overlap.
  func names(in article: SegmentedArticle) -> [NameSpan] { [] }
}
