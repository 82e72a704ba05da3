import ICU
import Values

/// Cuts articles into sentences and words: ICU's dictionary is the backbone, merges put right what it
/// cuts wrongly.
///
/// A segmenter holds ICU's iterators and buffers, so it is not `Sendable`: one a thread.
public final class Segmenter {
  private let words: Boundaries
  private var ends: [Int32] = []
  private var statuses: [UInt16] = []

  public init() throws(ICUError) {
    words = try Boundaries(.word)
  }

  public func segmented(_ article: Article) throws(ICUError) -> SegmentedArticle {
    let units = article.reading.units
    let tokens = try tokens(in: units)
    var sentences: [Sentence] = []
    var at = 0
    for (index, paragraph) in article.paragraphs.enumerated() {
      while at < tokens.count, Int(tokens[at].start) < paragraph.span.start { at += 1 }
      var first = at
      while at < tokens.count, Int(tokens[at].start) < paragraph.span.end {
        let token = tokens[at]
        at += 1
        let unit = units[Int(token.start)]
        let last = at == tokens.count || Int(tokens[at].start) >= paragraph.span.end
        if unit == 0x3002 || unit == 0xFF01 || unit == 0xFF1F || last {
          sentences.append(
            Sentence(
              span: Span(Int(tokens[first].start), Int(token.end)), tokens: first..<at,
              paragraph: index))
          first = at
        }
      }
    }
    return SegmentedArticle(article: article, tokens: tokens, sentences: sentences)
  }

  func tokens(in units: [UInt16]) throws(ICUError) -> [Token] {
    do {
      try units.withUnsafeBufferPointer { buffer in
        try words.find(in: buffer, ends: &ends, statuses: &statuses)
      }
    } catch let error as ICUError { throw error } catch { return [] }
    var tokens: [Token] = []
    tokens.reserveCapacity(ends.count)
    var start: Int32 = 0
    for (i, end) in ends.enumerated() {
      let kind: Token.Kind =
        switch statuses[i] {
        case 400..<500, 300..<400: .word
        case 200..<300: .latin
        case 100..<200: .number
        default: units[Int(start)] <= 0x20 || units[Int(start)] == 0x3000 ? .space : .mark
        }
      tokens.append(Token(start: start, end: end, kind: kind))
      start = end
    }
    return tokens
  }
}
