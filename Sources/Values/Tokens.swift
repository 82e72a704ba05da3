/// A word, number or mark of a reading. Tokens tile the reading: each begins where the one before
/// ends.
public struct Token: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// A Chinese word.
    case word
    /// Arabic digits with separators and decimals (1,234.5), or a numeral with its magnitude (2.8亿).
    case number
    /// Latin, Cyrillic, … letters with the digits and hyphens inside (COVID-19).
    case latin
    /// A web address, mail address, @name or #tag#.
    case url
    /// One punctuation mark or symbol.
    case mark
    /// White space and control characters, line ends included.
    case space
  }

  public var start: Int32
  public var end: Int32
  public var kind: Kind
  /// Where a user dictionary listed the word, its type there (an index into the dictionary's types,
  /// 0 = none).
  public var tag: UInt8

  public init(start: Int32, end: Int32, kind: Kind, tag: UInt8 = 0) {
    self.start = start
    self.end = end
    self.kind = kind
    self.tag = tag
  }

  public var span: Span { Span(Int(start), Int(end)) }
  public var count: Int { Int(end - start) }
}

/// A sentence: its span in the reading without the white space around it, and its tokens.
public struct Sentence: Hashable, Sendable {
  public var span: Span
  public var tokens: Range<Int>
  /// Index of the paragraph it stands in.
  public var paragraph: Int

  public init(span: Span, tokens: Range<Int>, paragraph: Int) {
    self.span = span
    self.tokens = tokens
    self.paragraph = paragraph
  }
}

/// An article cut into sentences and words: what Segmenter makes and Extract reads.
public struct SegmentedArticle: Sendable {
  public var article: Article
  /// Tile the whole reading.
  public var tokens: [Token]
  /// In order, without overlap; the text between them is white space.
  public var sentences: [Sentence]
  /// For each unit 0, or 1 + ICU's rule status / 100 of ICU's own word that begins there: the evidence
  /// that name models read beside the characters. Empty where it was not asked for.
  public var breaks: [UInt8]

  public init(
    article: Article, tokens: [Token], sentences: [Sentence], breaks: [UInt8] = []
  ) {
    self.article = article
    self.tokens = tokens
    self.sentences = sentences
    self.breaks = breaks
  }

  public var reading: Reading { article.reading }
  public var units: [UInt16] { article.reading.units }
  public func text(_ span: Span) -> String { article.reading[span] }
}
