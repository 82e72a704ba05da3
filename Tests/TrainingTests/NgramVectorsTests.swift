import Tagging
import Testing

@testable import Training

/// Weights that n-grams share by their company in text that nobody annotated.
@Suite struct NgramVectorsTests {
  @Test func rowsThatAreAlikeLieTogether() {
    var matrix = SparseMatrix(columns: 6)
    for row in 0..<8 {
      for column in 0..<3 where column != row % 3 {
        matrix.append(row < 4 ? column : column + 3, Float(1 + row % 2))
      }
      matrix.endRow()
    }
    let vectors = matrix.embedding(2, seed: 1)
    #expect(vectors.count == 16)
    func product(_ a: Int, _ b: Int) -> Float {
      vectors[2 * a] * vectors[2 * b] + vectors[2 * a + 1] * vectors[2 * b + 1]
    }
    for a in 0..<8 {
      for b in 0..<8 {
        #expect(a / 4 == b / 4 ? product(a, b) > 0.9 : abs(product(a, b)) < 0.1)
      }
    }
    #expect(matrix.embedding(2, seed: 1) == vectors)
  }

  @Test func aMatrixWithoutEntriesGivesNoNumbersThatAreNone() {
    var matrix = SparseMatrix(columns: 3)
    matrix.endRow()
    #expect(matrix.embedding(4, seed: 1) == [0, 0, 0, 0])
    #expect(SparseMatrix(columns: 0).embedding(4, seed: 1).isEmpty)
  }

  static let titles = ["市长", "主任", "教授", "医生"]
  static let people = ["赵明远", "钱立群", "孙晓梅", "李国强", "周海燕", "吴建华"]
  static let things = ["苹果", "石头", "雨伞", "椅子"]

  /// Sentences about four titles with names and four things without; of the last title and the last
  /// thing only the text is known.
  static func trainer(dimensions: Int) throws -> NameTrainer {
    let set = try TrainingSet(alphabet: FoldingTable())
    func add(_ text: String, _ names: [Annotation], isKnown: Bool) throws {
      try set.add(
        CorpusReader.annotated(text, isKnown ? names : []), weight: isKnown ? 1 : 0, importance: 10)
    }
    // often enough for their neighbours to count (NgramVectors.leastContext)
    for (person, name) in (people + people + people).enumerated() {
      for (k, title) in titles.enumerated() {
        // the last title never stands before a person that is annotated
        try add(
          "昨天，" + title + name + "说了话。", [Annotation(start: 5, end: 8, type: .person)],
          isKnown: k < 3 && person < 4)
      }
      for (k, thing) in things.enumerated() {
        try add("昨天，" + thing + "三四个放在桌上。", [], isKnown: k < 3 && person < 4)
      }
    }
    var options = TrainingOptions()
    options.epochs = 10
    options.dimensions = dimensions
    options.vectorRate = 1
    options.ngramDropout = 0.5
    return NameTrainer(set, lexicon: [], options: options)
  }

  static func scores(_ trainer: NameTrainer, _ text: String) throws -> SIMD16<Int16> {
    let tagger = try NameTagger(ModelFile(trainer.model(uses: { _ in true }, report: { _ in })))
    let edge = [UInt16](repeating: Alphabet.edge, count: FeatureSpace.padding)
    let units = edge + Array(text.utf16) + edge
    let breaks = [UInt8](repeating: 1, count: text.utf16.count)
    var sums = [SIMD16<Int16>](repeating: .zero, count: units.count)
    units.withUnsafeBufferPointer { units in
      breaks.withUnsafeBufferPointer { breaks in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let units = units.baseAddress, let breaks = breaks.baseAddress,
            let sums = sums.baseAddress
          else { return }
          tagger.add(
            units + FeatureSpace.padding, breaks, count: text.utf16.count,
            to: sums + FeatureSpace.padding)
        }
      }
    }
    // of the unit behind the first two
    return sums[FeatureSpace.padding + 2]
  }

  /// A title that no annotated text holds speaks for a person behind it, as those with its company do.
  @Test func whatWasNeverAnnotatedIsJudgedAsItsLikesAre() throws {
    let begin = NameLabel.begin(Int(NameType.person.rawValue))
    func support(_ dimensions: Int, _ word: String) throws -> Int {
      let scores = try Self.scores(try Self.trainer(dimensions: dimensions), word)
      return Int(scores[begin]) - Int(scores[NameLabel.outside])
    }
    // 医生 and 椅子 stand in no annotated text
    let alone = try support(0, "医生") - support(0, "椅子")
    let shared = try support(4, "医生") - support(4, "椅子")
    #expect(alone == 0 && shared > 0)
  }

  @Test func sameDataAndSeedGiveTheSameBytes() throws {
    func bytes() throws -> [UInt8] {
      try Self.trainer(dimensions: 4).model(uses: { _ in true }, report: { _ in })
    }
    #expect(try bytes() == bytes())
  }
}
