import Tagging
import Testing

@testable import Training

/// Models of words keep their trie compact: the same cuts from a smaller file, and nothing out of bounds.
@Suite struct CompactTrieTests {
  private static let training = [
    "市长 赵明远 昨天 在 青山市 表示 同意 。", "钱立群 今天 在 白河县 的 工厂 里 工作 。",
    "中国 人民 银行 昨天 表示 ， 市场 很 好 。", "他 说 ： “ 市长 今天 不 在 工厂 。 ”",
    "１９９８年 ３月 ， 工厂 的 市场 在 石桥镇 。", "我们 同意 在 南塘区 工作 。",
  ]

  /// The plain and the compact bytes of a small segmenter.
  private static func models() throws -> (plain: [UInt8], compact: [UInt8]) {
    let set = try TrainingSet(alphabet: FoldingTable())
    for line in training {
      let words = line.split(separator: " ").map { AnnotatedWord(text: String($0), tag: nil) }
      try set.add(WordTask.segmentation.annotated([words]).text, importance: 10)
    }
    var options = TrainingOptions()
    options.epochs = 6
    options.thresholds = [1, 1, 1, 1, 1]
    options.prune = 0.01
    let lexicon = ["人民银行", "工厂", "青山市"].map { (Array($0.utf16), UInt16(7)) }
    let trainer = WordTrainer(set, task: .segmentation, lexicon: lexicon, options: options)
    let plain = trainer.plainModel(uses: { _ in true }, report: { _ in })
    return (plain, try Packing.compacted(ModelFile(plain)))
  }

  private static func cuts(_ text: String, by segmenter: WordSegmenter) throws -> [UInt8] {
    let units = Array(text.utf16)
    let breaks = try TrainingSet(alphabet: FoldingTable()).wordBreaks(of: units)
    var starts = [UInt8](repeating: 0, count: units.count)
    units.withUnsafeBufferPointer { units in
      breaks.withUnsafeBufferPointer { breaks in
        starts.withUnsafeMutableBufferPointer {
          segmenter.segment(units, breaks: breaks, scratch: TaggingScratch(), into: $0)
        }
      }
    }
    return starts
  }

  @Test func cutsAsThePlainFormDoes() throws {
    let (plain, compact) = try Self.models()
    #expect(compact.count < plain.count)
    let segmenters = try [plain, compact].map { try WordSegmenter(ModelFile($0)) }
    let texts =
      Self.training.map { $0.replacing(" ", with: "") } + [
        "市长表示，人民银行的工厂不在青山市。", "\u{0}\u{FFFF}𠮷 abc\n\n工厂", "", "钱",
        String(repeating: "赵明远的工厂", count: 700),
      ]
    for text in texts {
      let cuts = try segmenters.map { try Self.cuts(text, by: $0) }
      #expect(cuts[0] == cuts[1])
    }
    let first = try Self.cuts(texts[0], by: segmenters[1])
    #expect(first == [1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1])
  }

  @Test func isMadeOnce() throws {
    let compact = try Self.models().compact
    #expect(throws: ModelError.damaged) { try Packing.compacted(ModelFile(compact)) }
  }

  /// Sections that do not fit one another, under a checksum that is right, are refused or harmless.
  @Test func damageIsNoticedWhateverTheChecksumSays() throws {
    let compact = try Self.models().compact
    let file = try ModelFile(compact)
    let sections = try (0..<file.sections).map {
      Array(UnsafeRawBufferPointer(try file.section($0, as: UInt8.self)))
    }
    func opened(
      _ trie: [UInt8], widths: [UInt8]? = nil, rows: [UInt8]? = nil
    ) throws -> WordSegmenter {
      var parts = sections
      parts[2] = trie
      if let widths { parts[4] = widths }
      if let rows { parts[5] = rows }
      return try WordSegmenter(ModelFile(ModelFile.encode(kind: file.kind, sections: parts)))
    }
    let trie = sections[2]
    for count in [0, 3, 15, 16, 40, trie.count / 2, trie.count - 1] {
      #expect(throws: ModelError.damaged) { try opened(Array(trie[..<count])) }
    }
    for at in 0..<16 {  // first bucket, buckets, nodes of one unit, nodes
      var damaged = trie
      damaged[at] ^= 0x81
      #expect(throws: ModelError.damaged) { try opened(damaged) }
    }
    let (widths, rows) = (sections[4], sections[5])
    for damaged in [rows.dropLast(), rows.dropLast(rows.count / 2), rows[...] + [0], []] {
      #expect(throws: ModelError.damaged) { try opened(trie, rows: Array(damaged)) }
    }
    for damaged in [widths.dropLast(), widths[..<3], [255, 255, 255, 255] + widths[4...]] {
      #expect(throws: ModelError.damaged) { try opened(trie, widths: Array(damaged)) }
    }
    var wider = widths
    wider[4] ^= 1
    #expect(throws: ModelError.damaged) { try opened(trie, widths: wider) }
    var state: UInt32 = 7
    for _ in 0..<60 {
      state = state &* 1_664_525 &+ 1_013_904_223
      var damaged = trie
      damaged[16 + Int(state >> 8) % (trie.count - 16)] ^= UInt8(truncatingIfNeeded: state) | 1
      guard let segmenter = try? opened(damaged) else { continue }
      for text in Self.training { _ = try Self.cuts(text, by: segmenter) }
    }
  }
}
