import Tagging
import Testing

@testable import Training

/// A model from a few invented sentences: repeatable, and of use on others.
@Suite struct NameTrainerTests {
  static func bytes(seed: UInt64) throws -> (NameTrainer, [UInt8]) {
    let set = try TrainingSet(alphabet: FoldingTable())
    for person in ["赵明远", "钱立群", "孙晓梅", "李国强", "周海燕", "吴建华"] {
      for place in ["青山市", "白河县", "石桥镇", "南塘区"] {
        let text = "市长" + person + "昨天在" + place + "表示同意。"
        try set.add(
          CorpusReader.annotated(
            text,
            [
              Annotation(start: 2, end: 5, type: .person),
              Annotation(start: 8, end: 11, type: .place),
            ]), importance: 10)
      }
    }
    var options = TrainingOptions()
    options.epochs = 10
    options.seed = seed
    let trainer = NameTrainer(set, lexicon: [], options: options)
    return (trainer, trainer.model(uses: { _ in true }, report: { _ in }))
  }

  @Test func sameDataAndSeedGiveTheSameBytes() throws {
    #expect(try Self.bytes(seed: 1).1 == Self.bytes(seed: 1).1)
  }

  @Test func findsWhatItLearned() throws {
    let (trainer, bytes) = try Self.bytes(seed: 1)
    let tagger = try NameTagger(ModelFile(bytes))
    #expect(trainer.score([0, 5, 10], with: tagger).f1() == 1)
  }

  /// The same sentences, by a standard that leaves places out.
  @Test func anotherStandardIsAddedToAModel() throws {
    let (_, bytes) = try Self.bytes(seed: 1)
    let base = try NameTagger(ModelFile(bytes))
    let set = try TrainingSet(alphabet: FoldingTable())
    for person in ["赵明远", "钱立群", "孙晓梅", "李国强", "周海燕", "吴建华"] {
      for place in ["青山市", "白河县", "石桥镇", "南塘区"] {
        try set.add(
          CorpusReader.annotated(
            "市长" + person + "昨天在" + place + "表示同意。",
            [Annotation(start: 2, end: 5, type: .person)]), importance: 10)
      }
    }
    var options = TrainingOptions()
    options.epochs = 10
    let trainer = NameTrainer(set, lexicon: [], options: options)
    let added = try ModelFile(trainer.model(base: base, uses: { _ in true }, report: { _ in }))
    #expect(trainer.score([0, 5, 10], with: base).precision == 0.5)
    let tagger = try NameTagger(ModelFile(bytes), standard: added)
    #expect(trainer.score([0, 5, 10], with: tagger).f1() == 1)
    #expect(tagger.fingerprint.hasPrefix(base.fingerprint + "+"))
    // what is only the difference finds nothing alone, and a model is no difference
    #expect(throws: ModelError.wrongKind(expected: 1, found: 4)) { try NameTagger(added) }
    #expect(throws: ModelError.wrongKind(expected: 4, found: 1)) {
      try NameTagger(ModelFile(bytes), standard: ModelFile(bytes))
    }
  }

  @Test func aModelWhosePartsPointOutsideIsRefused() throws {
    let (_, bytes) = try Self.bytes(seed: 1)
    let file = try ModelFile(bytes)
    var sections: [[UInt8]] = []
    for index in 0..<file.sections {
      sections.append(Array(try file.section(index, as: UInt8.self)))
    }
    // the first node's block lies behind all rows; the checksum is right
    for at in 0..<4 { sections[4][8 + at] = 0xFF }
    sections[4][8 + 5] = 1
    #expect(throws: ModelError.damaged) {
      try NameTagger(ModelFile(ModelFile.encode(kind: NameTagger.kind, sections: sections)))
    }
  }
}
