import Tagging
import Values

/// Parts of speech by a model.
struct LearnedTags {
  private let model: PartOfSpeechTagger
  private let scratch = TaggingScratch()
  private var starts: [UInt8] = []
  private var tags: [UInt8] = []

  init(_ file: ModelFile) throws(ModelError) { model = try PartOfSpeechTagger(file) }

  /// - Parameter tokens: tile `units`.
  mutating func tags(of tokens: [Token], in units: [UInt16]) -> [PartOfSpeech] {
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: units.count))
    tags.removeAll(keepingCapacity: true)
    tags.append(contentsOf: repeatElement(0, count: units.count))
    for token in tokens { starts[Int(token.start)] = 1 }
    units.withUnsafeBufferPointer { units in
      starts.withUnsafeBufferPointer { starts in
        tags.withUnsafeMutableBufferPointer {
          model.tag(units, starts: starts, scratch: scratch, into: $0)
        }
      }
    }
    return tokens.map { token in
      switch token.kind {
      case .space, .mark: .punctuation
      case .word, .number, .latin, .url:
        PartOfSpeech(rawValue: tags[Int(token.start)]) ?? .noun
      }
    }
  }
}
