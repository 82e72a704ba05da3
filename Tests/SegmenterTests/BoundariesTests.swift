import Foundation
import ICU
import Testing

/// ICU's dictionary read in place cuts as ICU itself does.
@Suite struct WordBoundaries {
  let own: Boundaries
  let alone: Boundaries

  init() throws {
    own = try Boundaries(.word)
    alone = try Boundaries(.wordByICUAlone)
  }

  private func boundaries(_ boundaries: Boundaries, _ units: [UInt16]) throws -> [[Int]] {
    var ends: [Int32] = []
    var statuses: [UInt16] = []
    try units.withUnsafeBufferPointer {
      try boundaries.find(in: $0, ends: &ends, statuses: &statuses)
    }
    return zip(ends, statuses).map { [Int($0), Int($1)] }
  }

  private func expectAlike(_ units: [UInt16]) throws {
    let mine = try boundaries(own, units)
    let theirs = try boundaries(alone, units)
    if mine != theirs {
      Issue.record("\(String(decoding: units, as: UTF16.self)): \(mine) instead of \(theirs)")
    }
  }

  /// Without this the suite would compare ICU with ICU. Debian's ICU keeps its dictionary so.
  @Test func dictionaryIsRead() { #expect(own.readsDictionary && !alone.readsDictionary) }

  @Test(arguments: hostile) func hostileText(_ text: String) throws {
    try expectAlike(Array(text.utf16))
  }

  @Test func samples() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../samples")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "txt" }
    #expect(!files.isEmpty)
    for file in files {
      try expectAlike(Array(String(decoding: Data(contentsOf: file), as: UTF8.self).utf16))
    }
  }

  /// Words and rare ideographs beside all that could join them or look through them.
  @Test func mixtures() throws {
    let words = try cases("words").joined().split(separator: " ").map { Array($0.utf16) }
    let beside =
      [
        " ", "\n", "\r\n", "\t", "，", "。", "“", "”", "'", "\"", ".", ",", ":", "_", "·", "—", "…",
        "1", "３", "．", "a", "Ｂ", "é", "e\u{301}", "\u{301}", "\u{200D}", "\u{FEFF}", "\u{AD}",
        "\u{FE0F}", "ー", "ｰ", "の", "カ", "ﾞ", "々", "〇", "〻", "한", "豈", "㐀", "𠮷", "\u{9FFF}",
        "\u{E000}", "\u{E001}", "🙂", "👍🏽", "\u{202E}", "\u{0}", "\u{3000}", "‿", "＿", "§", "、", "א",
      ].map { Array($0.utf16) } + [[0xD800], [0xDC00]]
    var random = Seeded(state: 11)
    for _ in 0..<20_000 {
      var units: [UInt16] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: units += beside.randomElement(using: &random) ?? []
        case 1: units.append(UInt16.random(in: 0x4DF0...0x9FFF, using: &random))
        default:
          let word = words.randomElement(using: &random) ?? []
          units += word[Int.random(in: 0..<max(word.count, 1), using: &random)...]
        }
      }
      try expectAlike(units)
    }
  }

  /// A run that is longer than any word, and than what costs are kept for.
  @Test func longRuns() throws {
    var random = Seeded(state: 12)
    let words = try cases("words").joined().utf16.filter { (0x4E00...0x9FEF).contains($0) }
    for length in [19, 20, 21, 31, 32, 33, 1000, 100_000] {
      try expectAlike((0..<length).map { _ in words.randomElement(using: &random) ?? 0x4E00 })
    }
  }

  /// News by the megabyte.
  @Test(arguments: ["pku_test.utf8", "msr_test.utf8"]) func sharedText(_ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/corpora/sighan2005/\(name)")
    guard let data = try? Data(contentsOf: file) else {
      print("skipped: no \(name) in ../shared")
      return
    }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      try expectAlike(Array(line.utf16))
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in each run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
