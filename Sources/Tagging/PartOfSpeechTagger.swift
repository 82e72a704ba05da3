/// The parts of speech that the tagger tells apart: the PKU set, folded to its main letters.
public enum PartOfSpeech: UInt8, Sendable, CaseIterable {
  case noun, person, place, organization, properNoun, time, numeral, classifier, pronoun, verb,
    adjective, adverb, preposition, conjunction,
    particle, position, punctuation

  /// The tag of the PKU set.
  public var tag: String {
    ["n", "nr", "ns", "nt", "nz", "t", "m", "q", "r", "v", "a", "d", "p", "c", "u", "f", "w"][
      Int(rawValue)]
  }

  /// The part of speech for a tag of the full PKU set (PFR: 40 tags).
  public init(pku tag: some StringProtocol) {
    switch tag {
    case "nr": self = .person
    case "ns": self = .place
    case "nt": self = .organization
    case "nz", "nx": self = .properNoun
    case "t", "Tg", "tg": self = .time
    case "f", "s": self = .position
    case "i", "l": self = .verb
    default:
      switch tag.first {
      case "m", "M": self = .numeral
      case "q": self = .classifier
      case "r", "R": self = .pronoun
      case "v", "V": self = .verb
      case "a", "A", "b", "B", "z": self = .adjective
      case "d", "D": self = .adverb
      case "p": self = .preposition
      case "c": self = .conjunction
      case "u", "y", "e", "o", "Y": self = .particle
      case "w": self = .punctuation
      default: self = .noun
      }
    }
  }
}

/// Gives each word a part of speech.
///
/// Every unit has a score a tag; a word's score is the sum over its units, and a Viterbi search over the words
/// joins them with the transition weights.
public struct PartOfSpeechTagger: @unchecked Sendable {
  public static let kind: UInt32 = 3
  /// Of a longer word only so many units are heard: they have said enough, and the sum must not overflow.
  public static let counted = 8
  let model: PackedModel
  let rows: UnsafePointer<SIMD16<Int8>>

  public init(_ file: ModelFile) throws(ModelError) {
    model = try PackedModel(
      file, kind: Self.kind, lanes: 16, labels: 16)
    rows = model.rows.assumingMemoryBound(to: SIMD16<Int8>.self)
  }

  /// Writes a part of speech for each unit at which a word begins; other places of `tags` are left alone.
  ///
  /// - Parameters:
  ///   - starts: 1 where a word begins, else 0 (what ``WordSegmenter`` writes).
  ///   - tags: as long as `text`; raw values of ``PartOfSpeech``.
  public func tag(
    _ text: UnsafeBufferPointer<UInt16>, starts: UnsafeBufferPointer<UInt8>,
    scratch: TaggingScratch, into tags: UnsafeMutableBufferPointer<UInt8>
  ) {
    guard let text0 = text.baseAddress, let starts0 = starts.baseAddress,
      let tags0 = tags.baseAddress
    else { return }
    var from = 0
    while from < text.count {
      let end = Segmentation.end(of: text, from: from)
      let lineBreak = text[end - 1] == 10 || text[end - 1] == 13
      let count = end - from - (lineBreak ? 1 : 0)
      if lineBreak { tags[end - 1] = PartOfSpeech.punctuation.rawValue }
      if count > 0 {
        let units = scratch.fold(text0 + from, count, model.folding)
        for i in 0..<count + 2 * FeatureSpace.padding { scratch.scores[i] = .zero }
        var sink = VectorSum(rows: rows, scores: scratch.scores + FeatureSpace.padding)
        model.extractor.extract(units, starts0 + from, count: count, into: &sink)
        decode(
          sink.scores, units, count, starts0 + from, scratch, tags0 + from)
      }
      from = end
    }
  }

  @inline(__always)
  private func decode(
    _ scores: UnsafeMutablePointer<SIMD16<Int16>>, _ units: UnsafePointer<UInt16>, _ count: Int,
    _ starts: UnsafePointer<UInt8>,
    _ scratch: TaggingScratch, _ tags: UnsafeMutablePointer<UInt8>
  ) {
    let low = SIMD16<Int16>(repeating: -14000), high = SIMD16<Int16>(repeating: 14000)
    var best = SIMD16<Int16>.zero
    var last = 0
    var at = 0
    while at < count {
      var sum = scores[at]
      var end = at + 1
      while end < count, starts[end] == 0 {
        if end - at < Self.counted { sum = sum &+ scores[end] }
        end += 1
      }
      sum.clamp(lowerBound: low, upperBound: high)
      if at == 0 {
        best = (model.transitions[16] &+ sum).clamped(lowerBound: low, upperBound: high)
      } else {
        var top = SIMD16<Int16>(repeating: best[0]) &+ model.transitions[0]
        var from = SIMD16<Int16>.zero
        for label in 1..<16 {
          let candidate = SIMD16<Int16>(repeating: best[label]) &+ model.transitions[label]
          let better = candidate .> top
          top.replace(with: candidate, where: better)
          from.replace(with: Int16(truncatingIfNeeded: label), where: better)
        }
        scratch.columns[at] = from
        best =
          (top &- SIMD16<Int16>(repeating: top.max())).clamped(lowerBound: low, upperBound: high)
          &+ sum
        best.clamp(lowerBound: low, upperBound: high)
      }
      last = at
      at = end
    }
    var label = 0
    for k in 1..<16 where best[k] > best[label] { label = k }
    at = last
    while true {
      tags[at] = isPunctuation(units[at]) ? PartOfSpeech.punctuation.rawValue : UInt8(label)
      if at == 0 { break }
      label = Int(scratch.columns[at][label])
      at -= 1
      while starts[at] == 0, at > 0 { at -= 1 }
    }
  }

  @inline(__always)
  private func isPunctuation(_ unit: UInt16) -> Bool {
    let kind = model.extractor.classes[Int(unit)]
    return kind >= 3 && kind <= 8 || unit < 0x30 && unit != 0x25 || unit >= 0x2010 && unit < 0x2030
  }
}
