import ArgumentParser
import Foundation
import Tagging
import Training

/// What ``TrainWords`` and ``TrainTags`` share.
struct WordTraining: ParsableArguments {
  @Option(name: .long, help: "kind:path[@weight[@importance]]; kinds words, tagged, pfr.")
  var data: [Corpus]
  @Option(help: "A corpus to score on.") var test: [Corpus] = []
  @Option(help: "Hold out every Nth text of the first corpus and score on it.") var holdOut = 0
  @Option(help: "Which of the N parts is held out.") var holdPart = 0
  @Option(help: "Strings with classes, tab-separated.") var lexicon: String?
  @Option var epochs = 8
  @Option var rate: Float = 0.25
  @Option var decay: Float = 1e-4
  @Option var dropout = 0.15
  @Option var lexiconDropout = 0.3
  @Option var prune: Float = 0.1
  @Option var seed: UInt64 = 1
  @Option(help: "Smallest counts of n-grams of length 1 to 5.") var counts = "1,2,3,4,6"
  @Option(help: "SEGMENTER,TAGGER of another standard, whose words are evidence (see convert).")
  var guide: String?
  @Option(name: .shortAndLong, help: "Where to write the model.") var output: String

  func train(_ task: WordTask) throws {
    let folding = try FoldingTable()
    let set = try TrainingSet(alphabet: folding)
    let entries = try lexicon.map { try Lexicon.entries($0, folding: folding) } ?? []
    let guideModels = try guide.map { try Guide($0) }
    func guided(_ units: [UInt16]) throws -> [UInt8]? {
      guard let guideModels else { return nil }
      return try guideModels.breaks(of: units, in: set)
    }
    func add(_ lines: [[AnnotatedWord]], weight: Float, importance: Int) throws {
      let (text, starts) = task.annotated(lines)
      try set.add(
        text, weight: weight, importance: importance,
        starts: task == .tags ? starts : try guided(text.units))
    }
    var first: Range<Int>?
    for corpus in data {
      let texts = try WordCorpus.texts(kind: corpus.kind, path: corpus.path)
      let start = set.documents.count
      for (index, text) in texts.enumerated() {
        let isHeld = holdOut > 0 && first == nil && index % holdOut == holdPart
        try add(
          text, weight: isHeld ? 0 : corpus.weight, importance: isHeld ? 0 : corpus.importance)
      }
      first = first ?? start..<set.documents.count
      note("\(corpus.kind) \(corpus.path): \(texts.count) texts")
    }
    let trained = set.documents.count
    var tests: [Range<Int>] = []
    for corpus in test {
      let start = set.documents.count
      for text in try WordCorpus.texts(kind: corpus.kind, path: corpus.path) {
        try add(text, weight: 0, importance: 0)
      }
      tests.append(start..<set.documents.count)
    }
    var options = TrainingOptions()
    options.epochs = epochs
    options.rate = rate
    options.firstSquare = 1e-2
    options.fullStep = .infinity
    options.decay = decay
    options.ngramDropout = dropout
    options.lexiconDropout = lexiconDropout
    options.prune = prune
    options.seed = seed
    options.thresholds = counts.split(separator: ",").compactMap { UInt32($0) }
    guard options.thresholds.count == 5 else { throw ValidationError("five counts expected") }
    let trainer = WordTrainer(set, task: task, lexicon: entries, options: options)
    let bytes = try trainer.model(uses: { $0 < trained }, report: note)
    try Data(bytes).write(to: URL(fileURLWithPath: output))
    let file = try ModelFile(bytes)
    if holdOut > 0, let first {
      let held = Array(stride(from: first.lowerBound + holdPart, to: first.upperBound, by: holdOut))
      note("held out: \(try trainer.score(held, with: file).summary)")
    }
    for (corpus, range) in zip(test, tests) {
      note("\(corpus.path): \(try trainer.score(range, with: file).summary)")
    }
  }
}

struct TrainWords: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words", abstract: "Trains a segmenter of words on one corpus's standard.")
  @OptionGroup var training: WordTraining
  func run() throws { try training.train(.segmentation) }
}

struct TrainTags: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags", abstract: "Trains a tagger of parts of speech.")
  @OptionGroup var training: WordTraining
  func run() throws { try training.train(.tags) }
}
