import Foundation
import Tagging

/// One word of a corpus, with its tag where it has one.
public struct AnnotatedWord: Sendable, Equatable {
  public var text: String
  /// A tag of the PKU set.
  public var tag: String?
}

/// Reads the formats that words come in.
///
/// | kind | file |
/// |---|---|
/// | `words` | words between white space, a sentence a line |
/// | `tagged` | `word/tag word/tag …`, a sentence a line |
/// | `pfr` | JSON lines: `paras` with `toks` as `[word, tag]` |
public enum WordCorpus {
  /// The texts of a corpus, each a list of lines.
  public static func texts(kind: String, path: String) throws(CorpusError) -> [[[AnnotatedWord]]] {
    switch kind {
    case "words":
      try CorpusReader.lines(path).compactMap { line in
        let words = line.split(whereSeparator: \.isWhitespace).map {
          AnnotatedWord(text: String($0).replacing("\u{FEFF}", with: ""), tag: nil)
        }.filter { !$0.text.isEmpty }
        return words.isEmpty ? nil : [words]
      }
    case "tagged":
      try CorpusReader.words(path).map { words in
        [words.map { AnnotatedWord(text: String($0.0), tag: String($0.1)) }]
      }
    case "pfr": try documents(path)
    default: throw .unknownKind(kind)
    }
  }

  private struct Document: Decodable {
    struct Paragraph: Decodable { var toks: [[String]] }
    var paras: [Paragraph]
  }

  private static func documents(_ path: String) throws(CorpusError) -> [[[AnnotatedWord]]] {
    var texts: [[[AnnotatedWord]]] = []
    let decoder = JSONDecoder()
    for (index, line) in try CorpusReader.lines(path).enumerated() where !line.isEmpty {
      guard let document = try? decoder.decode(Document.self, from: Data(line.utf8)) else {
        throw .malformed(path: path, line: index + 1, reason: "no paras with toks")
      }
      texts.append(
        document.paras.map { paragraph in
          paragraph.toks.compactMap { token in
            guard let word = token.first, !word.isEmpty else { return nil }
            return AnnotatedWord(text: word, tag: token.count > 1 ? token[1] : nil)
          }
        })
    }
    return texts
  }
}

/// What a trainer of words learns.
public enum WordTask: Sendable {
  /// Where words begin and end.
  case segmentation
  /// The parts of speech of words that are given.
  case tags

  /// A text with the labels of the task, and where its words begin.
  public func annotated(_ lines: [[AnnotatedWord]]) -> (text: AnnotatedText, starts: [UInt8]) {
    var text = AnnotatedText(units: [], allowed: [])
    var starts: [UInt8] = []
    for line in lines {
      for word in line {
        let units = Array(word.text.utf16)
        let labels: [UInt16] =
          switch self {
          case .segmentation: Self.labels(units.count)
          case .tags: Array(repeating: Self.allowed(word.tag), count: units.count)
          }
        text.units += units
        text.allowed += labels
        starts.append(1)
        starts.append(contentsOf: repeatElement(0, count: units.count - 1))
      }
      text.units.append(10)
      text.allowed.append(1)
      starts.append(1)
    }
    return (text, starts)
  }

  private static func labels(_ count: Int) -> [UInt16] {
    WordLabel.labels(count: count).map { 1 << UInt16($0) }
  }

  /// Punctuation is told by its characters: the chain may go through it as it likes.
  private static func allowed(_ tag: String?) -> UInt16 {
    guard let tag else { return .max }
    let part = PartOfSpeech(pku: tag)
    return part == .punctuation ? .max : 1 << UInt16(part.rawValue)
  }
}
