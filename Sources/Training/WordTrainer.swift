import Foundation
import Tagging

/// Trains a segmenter (one standard) or a tagger of parts of speech.
public final class WordTrainer {
  public let set: TrainingSet
  public let task: WordTask
  private let options: TrainingOptions
  private let classes: UnsafeMutableBufferPointer<UInt8>
  private let lexicon: [([UInt16], UInt16)]

  /// - Parameters:
  ///   - set: texts that ``WordTask/annotated(_:)`` made.
  ///   - lexicon: folded strings and their classes, 1 ..< 256.
  public init(
    _ set: TrainingSet, task: WordTask, lexicon: [([UInt16], UInt16)], options: TrainingOptions
  ) {
    (self.set, self.task, self.lexicon) = (set, task, lexicon)
    var options = options
    options.isByWord = task == .tags
    self.options = options
    classes = .allocate(capacity: 65536)
    _ = classes.initialize(
      from: task == .tags ? CharacterClasses.plain() : CharacterClasses.words(of: set))
  }
  deinit { classes.deallocate() }

  /// Trains on the documents that `uses` accepts and returns the bytes of a model, its trie kept small.
  public func model(uses: (Int) -> Bool, report: (String) -> Void) throws(ModelError) -> [UInt8] {
    let compact = try Packing.compacted(ModelFile(plainModel(uses: uses, report: report)))
    report("  with a compact trie: \(compact.count) bytes")
    return compact
  }

  /// The same with its trie ready for use.
  func plainModel(uses: (Int) -> Bool, report: (String) -> Void) -> [UInt8] {
    let items = FeatureInventory.items(
      of: set, thresholds: .init(counts: options.thresholds), lexicon: lexicon)
    return ModelTraining(
      set: set, classes: classes, items: items, lexicon: lexicon, options: options,
      kind: task == .tags ? PartOfSpeechTagger.kind : WordSegmenter.kind,
      lanes: task == .tags ? 16 : WordSegmenter.lanes
    ).model(field: field, uses: uses, report: report)
  }

  private func field() -> ChainField {
    switch task {
    case .segmentation:
      ChainField(
        labels: WordLabel.count,
        mayFollow: {
          $0 == 16
            ? $1 == WordLabel.begin || $1 == WordLabel.single : WordLabel.mayFollow($0, $1)
        },
        mayEnd: { $0 == WordLabel.end || $0 == WordLabel.single })
    case .tags:
      ChainField(labels: 16, mayFollow: { _, _ in true }, mayEnd: { _ in true })
    }
  }

  /// The share of documents' words that a model finds, and of its words that are right (the SIGHAN measure);
  /// for tags the share of words, punctuation aside, with the right tag.
  public func score(_ documents: some Sequence<Int>, with file: ModelFile) throws(ModelError)
    -> WordScore
  {
    var score = WordScore()
    let scratch = TaggingScratch()
    switch task {
    case .segmentation:
      let segmenter = try WordSegmenter(file)
      for number in documents {
        let document = set.documents[number]
        var breaks = [UInt8](repeating: 1, count: document.count)
        var gold = breaks
        for k in document.segments {
          let segment = set.segments[k]
          for i in 0..<segment.count {
            breaks[segment.offset + i] = set.breaks[segment.place + i]
            let label = set.allowed[segment.place + i].trailingZeroBitCount
            gold[segment.offset + i] =
              label == WordLabel.begin || label == WordLabel.single ? 1 : 0
          }
        }
        var starts = [UInt8](repeating: 0, count: document.count)
        document.text.withUnsafeBufferPointer { text in
          breaks.withUnsafeBufferPointer { breaks in
            starts.withUnsafeMutableBufferPointer {
              segmenter.segment(text, breaks: breaks, scratch: scratch, into: $0)
            }
          }
        }
        score.add(found: starts, gold: gold, in: document.text)
      }
    case .tags:
      let tagger = try PartOfSpeechTagger(file)
      for number in documents {
        let document = set.documents[number]
        var starts = [UInt8](repeating: 1, count: document.count)
        var allowed = [UInt16](repeating: .max, count: document.count)
        for k in document.segments {
          let segment = set.segments[k]
          for i in 0..<segment.count {
            starts[segment.offset + i] = set.breaks[segment.place + i]
            allowed[segment.offset + i] = set.allowed[segment.place + i]
          }
        }
        var tags = [UInt8](repeating: 0, count: document.count)
        document.text.withUnsafeBufferPointer { text in
          starts.withUnsafeBufferPointer { starts in
            tags.withUnsafeMutableBufferPointer {
              tagger.tag(text, starts: starts, scratch: scratch, into: $0)
            }
          }
        }
        for i in starts.indices where starts[i] != 0 && allowed[i] != .max {
          score.wanted += 1
          score.found += 1
          if allowed[i] >> UInt16(tags[i]) & 1 == 1 { score.right += 1 }
        }
      }
    }
    return score
  }
}

/// Counts of words.
public struct WordScore: Sendable {
  public var right = 0, wanted = 0, found = 0

  /// A word is right when it begins and ends where one of the gold standard does.
  /// Line breaks are no words.
  mutating func add(found starts: [UInt8], gold: [UInt8], in text: [UInt16]) {
    // Whether both began the word that is open at the same place.
    var isShared = false
    for i in gold.indices {
      let isBreak = text[i] == 10
      let (a, b) = (starts[i] != 0, gold[i] != 0)
      if isShared, a && b || isBreak { right += 1 }
      if a || b { isShared = a && b && !isBreak }
      if a, !isBreak { found += 1 }
      if b, !isBreak { wanted += 1 }
    }
    if isShared { right += 1 }
  }

  public var f1: Double {
    wanted + found == 0 ? 0 : 2 * Double(right) / Double(wanted + found)
  }

  public var summary: String {
    func digits(_ value: Double) -> String {
      let rounded = Int((value * 10_000).rounded())
      return "0." + String(repeating: "0", count: max(0, 4 - String(rounded).count)) + "\(rounded)"
    }
    return "F1 \(digits(f1)) of \(wanted) words"
  }
}
