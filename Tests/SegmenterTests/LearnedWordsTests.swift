import Segmenter
import Tagging
import Testing
import Values

/// Words and parts of speech by the embedded models.
@Suite struct LearnedWordsTests {
  @Test func standardsCutAsTheirCorporaDo() throws {
    let segmenters = try Dictionary(
      uniqueKeysWithValues: WordStandard.allCases.map { ($0.rawValue, try Segmenter(standard: $0)) }
    )
    for line in try cases("standards") {
      let isKnownWrong = line.hasPrefix("!")
      let columns = line.drop { $0 == "!" }.split(separator: "\t").map(String.init)
      let segmenter = try #require(segmenters[columns[0]])
      let wished = columns[1].split(separator: " ").map(String.init)
      let words = try segmenter.words(in: wished.joined())
      #expect((words == wished) != isKnownWrong, "\(columns[0]): \(words)")
    }
  }

  @Test func wordsHaveTheTagsOfThePKUSet() throws {
    let segmenter = try Segmenter(standard: .pku)
    for line in try cases("tags") {
      let isKnownWrong = line.hasPrefix("!")
      let wished = line.drop { $0 == "!" }.split(separator: " ").map(String.init)
      let units = Array(
        wished.map { word in word.prefix { $0 != "/" } }.joined().utf16)
      let tokens = try segmenter.tokens(in: units)
      let tags = try segmenter.partsOfSpeech(of: tokens, in: units)
      let found = zip(tokens, tags).map { token, tag in
        String(decoding: units[Int(token.start)..<Int(token.end)], as: UTF16.self) + "/" + tag.tag
      }
      #expect((found == wished) != isKnownWrong, "\(found)")
    }
  }

  @Test(arguments: WordStandard.allCases)
  func tokensTileAnyText(standard: WordStandard) throws {
    let segmenter = try Segmenter(standard: standard)
    for text in hostile + [" a　b\t\r\n ", String(repeating: "他说，", count: 2000)] {
      let units = Array(text.utf16)
      let tokens = try segmenter.tokens(in: units)
      var end: Int32 = 0
      for token in tokens {
        #expect(token.start == end && token.end > token.start)
        end = token.end
      }
      #expect(Int(end) == units.count)
      #expect(tokens.map { slice(units, $0) }.joined() == text)
      let tags = try segmenter.partsOfSpeech(of: tokens, in: units)
      #expect(tags.count == tokens.count)
    }
  }

  @Test func noTokenJoinsWhiteSpaceWithAWord() throws {
    let segmenter = try Segmenter(standard: .pku)
    for text in ["北京　上海", "他 说\n我们", " 开会 "] {
      let units = Array(text.utf16)
      for token in try segmenter.tokens(in: units) where token.kind != .space {
        let hasSpace = slice(units, token).contains { $0.isWhitespace }
        #expect(!hasSpace)
      }
    }
  }

  /// Units drawn at random from those that break things.
  @Test func randomTextTiles() throws {
    var state: UInt32 = 20_26
    func next(_ count: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 8) % count
    }
    let alphabet: [UInt16] =
      [0, 9, 10, 13, 0x20, 0x22, 0x31, 0x41, 0xB7, 0x200B, 0x202E, 0x3000, 0x3002, 0x4E00, 0x4EBA]
      + [0x7684, 0xD83D, 0xDE00, 0xFF0C, 0xFF11, 0xFFFD]
    let segmenters = try WordStandard.allCases.map { try Segmenter(standard: $0) }
    for _ in 0..<200 {
      let units = (0..<next(600)).map { _ in alphabet[next(alphabet.count)] }
      for segmenter in segmenters {
        let tokens = try segmenter.tokens(in: units)
        #expect(tokens.first.map { $0.start == 0 } ?? units.isEmpty)
        #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.end == $1.start })
        #expect(Int(tokens.last?.end ?? 0) == units.count)
      }
    }
  }

  @Test func aUserDictionaryHoldsInEveryStandard() throws {
    let dictionary = try UserDictionary(parsing: "星海云 ORG\n")
    for standard in WordStandard.allCases {
      let segmenter = try Segmenter(standard: standard, dictionary: dictionary)
      let words = try segmenter.words(in: "星海云在北京。")
      #expect(words.first == "星海云")
    }
  }

  private func slice(_ units: [UInt16], _ token: Token) -> String {
    String(decoding: units[Int(token.start)..<Int(token.end)], as: UTF16.self)
  }
}
