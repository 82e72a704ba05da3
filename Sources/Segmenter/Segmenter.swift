import ICU
import Tagging
import Values

/// Cuts Chinese text into sentences and words.
///
/// ICU's dictionary is the backbone; ``WordMerging`` joins what it cuts wrongly (names with “·”,
/// numbers with their magnitude or time unit, Latin words with hyphens, addresses). With another
/// ``WordStandard`` a model learned from that corpus cuts, and ICU's boundaries are evidence for it.
/// The words of a user dictionary are kept whole in any case.
///
/// ```swift
/// let segmenter = try Segmenter()
/// try segmenter.words(in: "3月5日，李强出席会议。")  // 3月 5日 ， 李 强 出席 会议 。
///
/// let tagging = try Segmenter(standard: .pku)
/// let units = Array("李强出席会议。".utf16)
/// let tokens = try tagging.tokens(in: units)
/// try tagging.partsOfSpeech(of: tokens, in: units)  // nr nr v n w
/// ```
///
/// A segmenter holds ICU's iterator and its buffers, so it is not `Sendable`: make one a thread.
public final class Segmenter {
  private let boundaries: Boundaries
  private let dictionary: UserDictionary
  private var learned: LearnedWords?
  private var tagger: LearnedTags?
  private var ends: [Int32] = []
  private var statuses: [UInt16] = []

  /// ICU's words.
  ///
  /// - Throws: ``ICUError`` when the system's ICU has no word breaking for Chinese.
  public init(dictionary: UserDictionary = UserDictionary()) throws(ICUError) {
    boundaries = try Boundaries(.word)
    self.dictionary = dictionary
  }

  /// - Throws: ``ICUError`` as above, ``ModelError`` when an embedded model is damaged.
  public convenience init(
    standard: WordStandard, dictionary: UserDictionary = UserDictionary()
  ) throws {
    try self.init(dictionary: dictionary)
    if standard != .icu {
      learned = try LearnedWords(WordModels.file("words-" + standard.rawValue))
    }
  }

  /// Words as a model of one's own cuts them.
  ///
  /// - Parameter model: the bytes of a file that `train words` wrote.
  /// - Throws: ``ModelError`` when the file is damaged or no model of words.
  public convenience init(
    model: [UInt8], dictionary: UserDictionary = UserDictionary()
  ) throws {
    try self.init(dictionary: dictionary)
    learned = try LearnedWords(ModelFile(model))
  }

  /// An article's sentences and words.
  public func segmented(_ article: Article) throws(ICUError) -> SegmentedArticle {
    let units = article.reading.units
    let tokens = try tokens(in: units)
    return SegmentedArticle(
      article: article, tokens: tokens,
      sentences: sentences(in: units, paragraphs: article.paragraphs, tokens: tokens),
      breaks: breaks(units.count))
  }

  /// What ICU said of the text that was cut last, unit by unit.
  private func breaks(_ count: Int) -> [UInt8] {
    var breaks = [UInt8](repeating: 0, count: count)
    var start = 0
    for (end, status) in zip(ends, statuses) {
      breaks[start] = UInt8(truncatingIfNeeded: 1 + status / 100)
      start = Int(end)
    }
    return breaks
  }

  /// The words of a text.
  public func words(in text: String) throws(ICUError) -> [String] {
    let units = Array(text.utf16)
    return try tokens(in: units).map {
      String(decoding: units[Int($0.start)..<Int($0.end)], as: UTF16.self)
    }
  }

  /// The tokens of a text in UTF-16 code units; they tile it.
  public func tokens(in units: [UInt16]) throws(ICUError) -> [Token] {
    do {
      return try units.withUnsafeBufferPointer { buffer in
        try boundaries.find(in: buffer, ends: &ends, statuses: &statuses)
        let tokens = UnitClass.table.withUnsafeBufferPointer { classes in
          learned?.tokens(in: buffer, breaks: breaks(buffer.count), classes: classes)
            ?? WordMerging(units: buffer, classes: classes, ends: ends, statuses: statuses)
            .tokens()
        }
        return dictionary.isEmpty ? tokens : withDictionary(tokens, in: buffer)
      }
    } catch let error as ICUError {
      throw error
    } catch {
      throw .failed(name: "\(error)", doing: "segmenting")
    }
  }

  /// The part of speech of each token: learned on words of the ``WordStandard/pku`` standard. White space
  /// has ``PartOfSpeech/punctuation``.
  ///
  /// - Parameter tokens: what ``tokens(in:)`` made of the same units.
  public func partsOfSpeech(of tokens: [Token], in units: [UInt16]) throws -> [PartOfSpeech] {
    if tagger == nil { tagger = try LearnedTags(WordModels.file("tags")) }
    return tagger?.tags(of: tokens, in: units) ?? []
  }

  private func sentences(
    in units: [UInt16], paragraphs: [Paragraph], tokens: [Token]
  ) -> [Sentence] {
    var sentences: [Sentence] = []
    var token = 0
    units.withUnsafeBufferPointer { units in
      UnitClass.table.withUnsafeBufferPointer { classes in
        let splitting = SentenceSplitting(units: units, classes: classes)
        for (index, paragraph) in paragraphs.enumerated() {
          for span in splitting.sentences(in: paragraph.span) {
            while token < tokens.count, Int(tokens[token].end) <= span.start { token += 1 }
            let first = token
            while token < tokens.count, Int(tokens[token].start) < span.end { token += 1 }
            sentences.append(Sentence(span: span, tokens: first..<token, paragraph: index))
            if token > first, Int(tokens[token - 1].end) > span.end { token -= 1 }
          }
        }
      }
    }
    return sentences
  }

  /// Tokens with the dictionary's words whole: a boundary inside a match goes, its ends are added.
  private func withDictionary(
    _ tokens: [Token], in units: UnsafeBufferPointer<UInt16>
  ) -> [Token] {
    var result: [Token] = []
    result.reserveCapacity(tokens.count)
    var position = 0
    var next = 0
    while position < units.count {
      if let (end, tag) = dictionary.match(in: units, at: position) {
        var cutEnd = end
        if let last = result.last, Int(last.end) > position {
          cutEnd = max(end, Int(last.end))
          result[result.count - 1].end = Int32(position)
        }
        result.append(Token(start: Int32(position), end: Int32(end), kind: .word, tag: tag))
        if cutEnd > end {
          result.append(Token(start: Int32(end), end: Int32(cutEnd), kind: .word))
        }
        position = end
        while next < tokens.count, Int(tokens[next].end) <= end { next += 1 }
        if next < tokens.count, Int(tokens[next].start) < end {
          var rest = tokens[next]
          rest.start = Int32(end)
          result.append(rest)
          next += 1
        }
        continue
      }
      if next < tokens.count, Int(tokens[next].start) == position {
        result.append(tokens[next])
        next += 1
      }
      position += 1
    }
    return result
  }
}
