import Foundation
import Tagging

/// What can be wrong with a corpus.
public enum CorpusError: Error, CustomStringConvertible, Sendable {
  case unreadable(path: String)
  case malformed(path: String, line: Int, reason: String)
  case unknownKind(String)

  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path)"
    case .malformed(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .unknownKind(let kind):
      "unknown kind of corpus '\(kind)': gold, bio, tagged, pfr, silver and text are known"
    }
  }
}

/// A stretch of text with a type, in offsets of the text that it came with.
public struct Annotation: Sendable, Equatable {
  public var start: Int, end: Int
  /// nil: the text may or may not hold a name here.
  public var type: NameType?
  public init(start: Int, end: Int, type: NameType?) {
    (self.start, self.end, self.type) = (start, end, type)
  }
}

/// Reads the formats that annotated names come in.
///
/// | kind | file |
/// |---|---|
/// | `gold` | a folder of JSON files: `text`, `mentions` with `start`, `end` (scalars), `type`, `optional` |
/// | `bio` | a token and its label a line, in any number of columns; an empty line ends a sentence |
/// | `tagged` | `word/tag word/tag …`, a sentence a line; nr, ns and nt are names |
/// | `pfr` | JSON lines: `paras` with `text`, `ents` as `[type, start, end]` |
/// | `text` | JSON lines of `text`, without annotation |
/// | `silver` | JSON lines of `id`, `text` and, after a comma, of `id`, `entities` as `[start, end, type, votes]` |
public enum CorpusReader {
  static let every = UInt16.max

  /// The type that corpora mean by a label, without its B- or I-.
  static func type(_ name: some StringProtocol) -> NameType? {
    switch name {
    case "PER", "nr", "person", "PERSON": .person
    case "ORG", "nt", "organization", "ORGANIZATION": .organization
    case "LOC", "GPE", "ns", "place", "LOCATION": .place
    default: nil
    }
  }

  /// The labels that annotations allow. Of two that overlap the longer holds.
  ///
  /// - Parameter open: whether the text around an uncertain stretch may join with it.
  /// - Parameter words: lengths of the words from the start of the text on; those that touch no annotation
  ///   are taught, too. A negative length is a stretch whose words are not known.
  public static func annotated(
    _ text: String, _ annotations: [Annotation], words: [Int] = []
  ) -> AnnotatedText {
    // offsets in scalars → in units
    var units: [UInt16] = []
    var places: [Int] = []
    for scalar in text.unicodeScalars {
      places.append(units.count)
      units.append(contentsOf: UTF16.encode(scalar).map(Array.init) ?? [0xFFFD])
    }
    places.append(units.count)
    var allowed = [UInt16](repeating: NameLabel.outsideSet, count: units.count)
    var taken = [Bool](repeating: false, count: units.count)
    let order = annotations.sorted {
      ($0.type == nil ? 1 : 0, $1.end - $1.start, $0.start)
        < ($1.type == nil ? 1 : 0, $0.end - $0.start, $1.start)
    }
    for mark in order where mark.start >= 0 && mark.start < mark.end && mark.end < places.count {
      let range = places[mark.start]..<places[mark.end]
      guard let type = mark.type.map({ Int($0.rawValue) }) else {
        for i in range where !taken[i] { allowed[i] = every }
        continue
      }
      guard !range.contains(where: { taken[$0] }) else { continue }
      for i in range { taken[i] = true; allowed[i] = 1 << UInt16(NameLabel.inside(type)) }
      if range.count == 1 {
        allowed[range.lowerBound] = 1 << UInt16(NameLabel.single(type))
      } else {
        allowed[range.lowerBound] = 1 << UInt16(NameLabel.begin(type))
        allowed[range.upperBound - 1] = 1 << UInt16(NameLabel.end(type))
      }
    }
    var from = 0
    for length in words where from + abs(length) < places.count {
      let range = places[from]..<places[from + abs(length)]
      from += abs(length)
      guard length > 0, range.allSatisfy({ allowed[$0] == NameLabel.outsideSet }) else { continue }
      for i in range {
        allowed[i] = 1 << UInt16(NameLabel.word(i - range.lowerBound, of: range.count))
      }
    }
    return AnnotatedText(units: units, allowed: allowed)
  }

  static func contents(_ path: String) throws(CorpusError) -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path)
    }
    return data
  }

  /// The lines of a UTF-8 file.
  static func lines(_ path: String) throws(CorpusError) -> [Substring] {
    String(decoding: try contents(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The texts of a corpus, in the order of the files.
  ///
  /// - Parameter votes: how many votes make a silver annotation certain; fewer leave it open.
  public static func texts(kind: String, path: String, votes: Double = 2) throws(CorpusError)
    -> [AnnotatedText]
  {
    switch kind {
    case "gold": try gold(path)
    case "bio": try columns(path)
    case "tagged": try tagged(path)
    case "pfr": try documents(path)
    case "text": try plain(path)
    case "silver": try silver(path, votes: votes)
    default: throw .unknownKind(kind)
    }
  }

  private static func object(_ data: Data, _ path: String, _ line: Int) throws(CorpusError)
    -> [String: Any]
  {
    guard let value = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw .malformed(path: path, line: line, reason: "not a JSON object")
    }
    return value
  }

  private static func number(_ value: Any?) -> Int { (value as? NSNumber)?.intValue ?? 0 }

  static func gold(_ folder: String) throws(CorpusError) -> [AnnotatedText] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .unreadable(path: folder)
    }
    var texts: [AnnotatedText] = []
    for name in names.sorted() where name.hasSuffix(".json") {
      let path = folder + "/" + name
      let value = try object(try contents(path), path, 1)
      guard let text = value["text"] as? String else { continue }
      var marks = (value["mentions"] as? [[String: Any]] ?? []).map { mention in
        let optional = (mention["optional"] as? NSNumber)?.boolValue ?? false
        return Annotation(
          start: number(mention["start"]), end: number(mention["end"]),
          type: optional ? nil : type(mention["type"] as? String ?? ""))
      }
      // nested names are the scorer's business, not the model's
      let all = marks
      marks.removeAll { inner in
        all.contains {
          $0 != inner && $0.start <= inner.start && inner.end <= $0.end
            && $0.end - $0.start > inner.end - inner.start
        }
      }
      texts.append(annotated(text, marks))
    }
    return texts
  }

  static func columns(_ path: String) throws(CorpusError) -> [AnnotatedText] {
    var texts: [(text: String, marks: [Annotation], words: [Int])] = []
    var text = "", length = 0
    var marks: [Annotation] = [], words: [Int] = []
    for (number, line) in try lines(path).enumerated() {
      if line.hasPrefix("# ") { continue }
      if line.allSatisfy(\.isWhitespace) {
        if !text.isEmpty { texts.append((text, marks, words)) }
        (text, length, marks, words) = ("", 0, [], [])
        continue
      }
      let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      let isLabel = { (field: Substring) in
        field == "O" || field.hasPrefix("B-") || field.hasPrefix("I-") || field.hasPrefix("E-")
          || field.hasPrefix("S-") || field.hasPrefix("M-")
      }
      guard let at = fields.indices.dropFirst().first(where: { isLabel(fields[$0]) }) else {
        throw .malformed(path: path, line: number + 1, reason: "no label such as B-PER or O")
      }
      // CoNLL-U style files begin with the token's number
      let token = at > 1 && Int(fields[0]) != nil ? fields[1] : fields[0]
      let label = fields[at], count = token.unicodeScalars.count
      if label != "O" {
        let type = type(label.dropFirst(2))
        let opens = label.hasPrefix("B") || label.hasPrefix("S")
        if !opens, let last = marks.last, last.end == length, last.type == type {
          marks[marks.count - 1].end = length + count
        } else if type != nil {
          marks.append(Annotation(start: length, end: length + count, type: type))
        }
      }
      text += token
      length += count
      words.append(count)
    }
    if !text.isEmpty { texts.append((text, marks, words)) }
    // Where most tokens are single characters they are characters; otherwise they are words.
    let tokens = texts.reduce(0) { $0 + $1.words.count }
    let single = texts.reduce(0) { $0 + $1.words.count { $0 == 1 } }
    return texts.map {
      annotated($0.text, $0.marks, words: single < tokens * 4 / 5 ? $0.words : [])
    }
  }

  static func tagged(_ path: String) throws(CorpusError) -> [AnnotatedText] {
    try words(path).map { words in
      var text = "", length = 0
      var marks: [Annotation] = [], lengths: [Int] = []
      for (word, tag) in words {
        let count = word.unicodeScalars.count
        lengths.append(count)
        if let type = type(tag) {
          marks.append(Annotation(start: length, end: length + count, type: type))
        }
        text += word
        length += count
      }
      return annotated(text, marks, words: lengths)
    }
  }

  /// The words and tags of `word/tag` lines.
  static func words(_ path: String) throws(CorpusError) -> [[(Substring, Substring)]] {
    try lines(path).compactMap { line in
      let words: [(Substring, Substring)] = line.split(separator: " ").compactMap { token in
        guard let slash = token.lastIndex(of: "/"), slash > token.startIndex else { return nil }
        return (token[..<slash], token[token.index(after: slash)...])
      }
      return words.isEmpty ? nil : words
    }
  }

  static func documents(_ path: String) throws(CorpusError) -> [AnnotatedText] {
    var texts: [AnnotatedText] = []
    for (index, line) in try lines(path).enumerated() where !line.isEmpty {
      let value = try object(Data(line.utf8), path, index + 1)
      var text = "", length = 0
      var marks: [Annotation] = [], lengths: [Int] = []
      for paragraph in value["paras"] as? [[String: Any]] ?? [] {
        guard let part = paragraph["text"] as? String else { continue }
        for entity in paragraph["ents"] as? [[Any]] ?? [] where entity.count == 3 {
          guard let type = type(entity[0] as? String ?? "") else { continue }
          marks.append(
            Annotation(
              start: length + number(entity[1]), end: length + number(entity[2]), type: type))
        }
        let words = (paragraph["toks"] as? [[Any]] ?? []).map {
          ($0.first as? String ?? "").unicodeScalars.count
        }
        let count = part.unicodeScalars.count
        lengths += words.reduce(0, +) == count ? words + [1] : [-count - 1]
        text += part + "\n"
        length += part.unicodeScalars.count + 1
      }
      texts.append(annotated(text, marks, words: lengths))
    }
    return texts
  }

  /// JSON lines with `text`, of which nothing is known.
  static func plain(_ path: String) throws(CorpusError) -> [AnnotatedText] {
    var result: [AnnotatedText] = []
    for (index, line) in try lines(path).enumerated() where !line.isEmpty {
      guard let text = try object(Data(line.utf8), path, index + 1)["text"] as? String else {
        throw .malformed(path: path, line: index + 1, reason: "no text")
      }
      let units = Array(text.utf16)
      result.append(
        AnnotatedText(units: units, allowed: Array(repeating: every, count: units.count)))
    }
    return result
  }

  /// The `id` of each text of kind `text`; empty where it has none.
  public static func identifiers(_ path: String) throws(CorpusError) -> [String] {
    var result: [String] = []
    for (index, line) in try lines(path).enumerated() where !line.isEmpty {
      result.append(try object(Data(line.utf8), path, index + 1)["id"] as? String ?? "")
    }
    return result
  }

  static func silver(_ paths: String, votes: Double) throws(CorpusError) -> [AnnotatedText] {
    let files = paths.split(separator: ",").map(String.init)
    guard files.count == 2 else {
      throw .malformed(path: paths, line: 0, reason: "texts,labels expected")
    }
    var marks: [String: [Annotation]] = [:]
    for (index, line) in try lines(files[1]).enumerated() where !line.isEmpty {
      let value = try object(Data(line.utf8), files[1], index + 1)
      guard let id = value["id"] as? String else { continue }
      marks[id] = (value["entities"] as? [[Any]] ?? []).compactMap { entity in
        guard entity.count == 4 else { return nil }
        let sure = ((entity[3] as? NSNumber)?.doubleValue ?? 0) >= votes
        return Annotation(
          start: number(entity[0]), end: number(entity[1]),
          type: sure ? type(entity[2] as? String ?? "") : nil)
      }
    }
    var texts: [AnnotatedText] = []
    for (index, line) in try lines(files[0]).enumerated() where !line.isEmpty {
      let value = try object(Data(line.utf8), files[0], index + 1)
      guard let id = value["id"] as? String, let text = value["text"] as? String,
        let found = marks[id]
      else { continue }
      texts.append(annotated(text, found))
    }
    return texts
  }
}
