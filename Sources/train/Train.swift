import ArgumentParser
import Foundation
import Tagging
import Training

@main
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Trains the models that pipeline uses.",
    subcommands: [
      TrainNames.self, CompleteNames.self, TrainWords.self, TrainTags.self, ConvertWords.self,
      LabelTexts.self, CompactModel.self,
    ])
}

/// One corpus on the command line: `kind:path`, `kind:path@weight` or `kind:path@weight@importance`.
struct Corpus: ExpressibleByArgument {
  var kind: String, path: String
  var weight: Float = 1, importance = 1

  init?(argument: String) {
    guard let colon = argument.firstIndex(of: ":") else { return nil }
    kind = String(argument[..<colon])
    let parts = argument[argument.index(after: colon)...].split(separator: "@")
    guard let first = parts.first else { return nil }
    path = String(first)
    if parts.count > 1 {
      guard let value = Float(parts[1]) else { return nil }
      weight = value
    }
    if parts.count > 2 {
      guard let value = Int(parts[2]) else { return nil }
      importance = value
    }
  }
}

extension Corpus {
  /// Its texts; of sentences `join` each make a document.
  func texts(join: Int, votes: Double = 2) throws -> [AnnotatedText] {
    let texts = try CorpusReader.texts(kind: kind, path: path, votes: votes)
    guard join > 1, kind == "bio" || kind == "tagged" else { return texts }
    return stride(from: 0, to: texts.count, by: join).map { first in
      AnnotatedText(lines: texts[first..<min(first + join, texts.count)])
    }
  }
}

func note(_ line: String) {
  let end = line.hasPrefix("\r") ? "" : "\n"
  FileHandle.standardError.write(Data((line + end).utf8))
}

struct TrainNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names", abstract: "Trains a recogniser of persons, organisations and places.")

  @Option(
    name: .long, help: "kind:path[@weight[@importance]]; kinds gold, bio, tagged, pfr, silver.")
  var data: [Corpus]
  @Option(help: "A corpus to score on.") var test: [Corpus] = []
  @Option(help: "Hold out every Nth document of the first corpus and score on it.") var holdOut = 0
  @Option(help: "Which of the N parts is held out.") var holdPart = 0
  @Option(help: "Strings with classes, tab-separated.") var lexicon: String?
  @Option(help: "A model of names: what is trained is the difference that another standard makes.")
  var base: String?
  @Option(help: "Join so many texts that follow one another to a document (kinds bio and tagged).")
  var join = 1
  @Option(help: "Votes that make a silver annotation certain.") var votes = 2.0
  @Option var epochs = 8
  @Option var rate: Float = 0.1
  @Option var decay: Float = 1e-4
  @Option var dropout = 0.15
  @Option var lexiconDropout = 0.3
  @Option var prune: Float = 0.1
  @Option var seed: UInt64 = 1
  @Option(help: "Smallest counts of n-grams of length 1 to 5.") var counts = "2,5,8,10,14"
  @Option(help: "Text for vectors only, kind:path[@0@importance]; kind text, or any of data.")
  var raw: [Corpus] = []
  @Option(help: "Dimensions of the vectors that n-grams share weights by; 0 for none.")
  var dimensions = 0
  @Option(help: "Steps of those weights, as a share of the rate.") var vectorRate: Float = 0.3
  @Option(name: .shortAndLong, help: "Where to write the model.") var output: String

  func run() throws {
    let folding = try FoldingTable()
    let set = try TrainingSet(alphabet: folding)
    let entries = try lexicon.map { try Lexicon.entries($0, folding: folding) } ?? []
    var ranges: [Range<Int>] = []
    for corpus in data {
      let first = set.documents.count
      let texts = try corpus.texts(join: join, votes: votes)
      for (index, text) in texts.enumerated() {
        let isHeld = holdOut > 0 && ranges.isEmpty && index % holdOut == holdPart
        try set.add(
          text, weight: isHeld ? 0 : corpus.weight, importance: isHeld ? 0 : corpus.importance)
      }
      ranges.append(first..<set.documents.count)
      note("\(corpus.kind) \(corpus.path): \(ranges[ranges.count - 1].count) texts")
    }
    for corpus in raw {
      let texts = try corpus.texts(join: 1)
      for text in texts { try set.add(text, weight: 0, importance: corpus.importance) }
      note("text \(corpus.path): \(texts.count) texts")
    }
    let trained = set.documents.count
    var tests: [Range<Int>] = []
    for corpus in test {
      let first = set.documents.count
      for text in try corpus.texts(join: join, votes: votes) {
        try set.add(text, weight: 0, importance: 0)
      }
      tests.append(first..<set.documents.count)
    }
    var options = TrainingOptions()
    options.epochs = epochs
    options.rate = rate
    options.decay = decay
    options.ngramDropout = dropout
    options.lexiconDropout = lexiconDropout
    options.prune = prune
    options.seed = seed
    options.dimensions = dimensions
    options.vectorRate = vectorRate
    options.thresholds = counts.split(separator: ",").compactMap { UInt32($0) }
    guard options.thresholds.count == 5 else { throw ValidationError("five counts expected") }
    let held = holdOut > 0 ? Array(stride(from: holdPart, to: ranges[0].count, by: holdOut)) : []
    let trainer = NameTrainer(set, lexicon: entries, options: options)
    let file = try base.map { path throws in
      try ModelFile([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    }
    let bytes = trainer.model(
      base: try file.map { file throws in try NameTagger(file) }, uses: { $0 < trained },
      report: note)
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    let new = try ModelFile(bytes)
    let tagger =
      try file.map { file throws in try NameTagger(file, standard: new) }
      ?? NameTagger(new)
    if !held.isEmpty { note("held out: \(trainer.score(held, with: tagger).summary)") }
    for (corpus, range) in zip(test, tests) {
      note("\(corpus.path): \(trainer.score(range, with: tagger).summary)")
    }
  }
}
