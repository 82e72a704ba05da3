import ArgumentParser
import Foundation
import Tagging
import Training

/// Words of another standard and their parts of speech as evidence: they take the place of ICU's breaks.
struct Guide {
  private let segmenter: WordSegmenter
  private let tagger: PartOfSpeechTagger
  private let scratch = TaggingScratch()

  /// - Parameter paths: a segmenter and a tagger, separated by a comma.
  init(_ paths: String) throws {
    let parts = paths.split(separator: ",").map(String.init)
    guard parts.count == 2 else { throw ValidationError("SEGMENTER,TAGGER expected") }
    let files = try parts.map {
      try ModelFile([UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))))
    }
    segmenter = try WordSegmenter(files[0])
    tagger = try PartOfSpeechTagger(files[1])
  }

  /// For each unit 0, or the group of the part of speech of the word that begins there.
  func breaks(of units: [UInt16], in set: TrainingSet) throws -> [UInt8] {
    let breaks = try set.wordBreaks(of: units)
    var starts = [UInt8](repeating: 0, count: units.count)
    var tags = starts
    units.withUnsafeBufferPointer { units in
      breaks.withUnsafeBufferPointer { breaks in
        starts.withUnsafeMutableBufferPointer {
          segmenter.segment(units, breaks: breaks, scratch: scratch, into: $0)
        }
      }
      starts.withUnsafeBufferPointer { starts in
        tags.withUnsafeMutableBufferPointer {
          tagger.tag(units, starts: starts, scratch: scratch, into: $0)
        }
      }
    }
    return starts.indices.map { i in
      starts[i] == 0 ? 0 : Self.group(PartOfSpeech(rawValue: tags[i]) ?? .noun)
    }
  }

  /// Seven groups of parts of speech, 1 ... 7, by what standards do differently.
  static func group(_ part: PartOfSpeech) -> UInt8 {
    switch part {
    case .person: 1
    case .place, .organization, .properNoun: 2
    case .numeral: 3
    case .classifier: 4
    case .time: 5
    case .noun, .verb, .adjective, .punctuation: 6
    case .pronoun, .adverb, .preposition, .conjunction, .particle, .position: 7
    }
  }
}

/// Cuts annotated text anew by a model that `words --guide` trained: the text's own words are the evidence.
struct ConvertWords: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes a corpus's text in the words of another standard, two spaces between them.")
  @Option(help: "A model that words --guide trained.") var model: String
  @Option(help: "kind:path, a corpus with parts of speech.") var data: Corpus
  @Option(name: .shortAndLong, help: "Where to write the words.") var output: String

  func run() throws {
    let file = try ModelFile([UInt8](try Data(contentsOf: URL(fileURLWithPath: model))))
    let segmenter = try WordSegmenter(file)
    let scratch = TaggingScratch()
    var result = ""
    for text in try WordCorpus.texts(kind: data.kind, path: data.path) {
      for line in text where !line.isEmpty {
        var units: [UInt16] = [], breaks: [UInt8] = []
        for word in line {
          let count = word.text.utf16.count
          units += word.text.utf16
          breaks.append(Guide.group(PartOfSpeech(pku: word.tag ?? "n")))
          breaks.append(contentsOf: repeatElement(0, count: count - 1))
        }
        var starts = [UInt8](repeating: 0, count: units.count)
        units.withUnsafeBufferPointer { units in
          breaks.withUnsafeBufferPointer { breaks in
            starts.withUnsafeMutableBufferPointer {
              segmenter.segment(units, breaks: breaks, scratch: scratch, into: $0)
            }
          }
        }
        var start = 0
        for i in 1...units.count where i == units.count || starts[i] != 0 {
          result += String(decoding: units[start..<i], as: UTF16.self)
          result += i == units.count ? "\n" : "  "
          start = i
        }
      }
    }
    try Data(result.utf8).write(to: URL(fileURLWithPath: output))
  }
}
