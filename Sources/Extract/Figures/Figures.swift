import Values

extension Extractor {
  /// The figures in an article, in text order, without overlap.
  func figures(in article: SegmentedArticle) -> [Figure] { [] }
}
