import CModel
import ICU
import Tagging
import Values

/// Whose notion of a word a ``Segmenter`` follows.
public enum WordStandard: String, Sendable, CaseIterable {
  /// ICU's dictionary with what ``WordMerging`` joins: no model, the fastest, and what extraction reads.
  case icu
  /// Peking University's (People's Daily): family and given names apart, compounds cut.
  case pku
  /// Microsoft Research's: names, dates and many compounds whole.
  case msr
}

/// The parts of speech that ``Segmenter/partsOfSpeech(of:in:)`` tells apart.
public typealias PartOfSpeech = Tagging.PartOfSpeech

/// The embedded models of words.
enum WordModels {
  static func file(_ name: String) throws(ModelError) -> ModelFile {
    var length = 0
    guard let bytes = cmodel_file(name, &length) else { throw .notAModel }
    return try ModelFile(
      embedded: UnsafeRawBufferPointer(start: bytes, count: length), verify: false)
  }
}

/// Cuts by a model, with ICU's boundaries as evidence.
struct LearnedWords {
  private let model: WordSegmenter
  private let scratch = TaggingScratch()
  private var starts: [UInt8] = []

  init(_ file: ModelFile) throws(ModelError) { model = try WordSegmenter(file) }

  /// The tokens of a text; they tile it. White space never shares a token with anything else.
  ///
  /// - Parameters:
  ///   - breaks: as ``SegmentedArticle/breaks``.
  mutating func tokens(
    in units: UnsafeBufferPointer<UInt16>, breaks: [UInt8],
    classes: UnsafeBufferPointer<UnitClass>
  ) -> [Token] {
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: units.count))
    starts.withUnsafeMutableBufferPointer { starts in
      breaks.withUnsafeBufferPointer {
        model.segment(units, breaks: $0, scratch: scratch, into: starts)
      }
    }
    var tokens: [Token] = []
    tokens.reserveCapacity(units.count * 2 / 3)
    var start = 0
    while start < units.count {
      let isSpace = classes[Int(units[start])].contains(.space)
      var end = start + 1
      while end < units.count, !begins(end, isSpace, units, classes) { end += 1 }
      tokens.append(
        Token(
          start: Int32(start), end: Int32(end), kind: Self.kind(of: units[start..<end], classes)))
      start = end
    }
    return tokens
  }

  private func begins(
    _ position: Int, _ afterSpace: Bool, _ units: UnsafeBufferPointer<UInt16>,
    _ classes: UnsafeBufferPointer<UnitClass>
  ) -> Bool {
    // Never inside a surrogate pair.
    if units[position] & 0xFC00 == 0xDC00, units[position - 1] & 0xFC00 == 0xD800 { return false }
    return starts[position] != 0 || afterSpace
      || classes[Int(units[position])].contains(.space)
  }

  private static func kind(
    of units: Slice<UnsafeBufferPointer<UInt16>>, _ classes: UnsafeBufferPointer<UnitClass>
  ) -> Token.Kind {
    guard let first = units.first else { return .mark }
    let all = classes[Int(first)]
    if all.contains(.space) { return .space }
    if all.contains(.digit) {
      let isPlain = units.allSatisfy { unit in
        let kind = classes[Int(unit)]
        return !kind.contains(.letter) && unit < 0x2E80 || kind.contains(.digit)
      }
      return isPlain ? .number : .word
    }
    if all.contains(.letter) { return .latin }
    return first >= 0x2E80 && first < 0x3000 || first >= 0x3005 && !isMark(first) ? .word : .mark
  }

  private static func isMark(_ unit: UInt16) -> Bool {
    (0x3008...0x3020).contains(unit) || unit == 0x3030 || unit == 0x30FB
      || (0xFE10...0xFE6F).contains(unit)
      || (0xFF01...0xFF0F).contains(unit) || (0xFF1A...0xFF20).contains(unit)
      || (0xFF3B...0xFF40).contains(unit) || (0xFF5B...0xFF65).contains(unit)
      || (0xD800...0xDFFF).contains(unit) || unit >= 0xFFE0
  }
}
