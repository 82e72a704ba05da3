import Foundation
import Segmenter
import Testing
import Values

/// Lines of a case file beside this one, without comments.
func cases(_ name: String) throws -> [String] {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases/\(name).tsv")
  return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    .map(String.init).filter { !$0.hasPrefix("#") }
}

func article(_ text: String) -> Article {
  let reading = Reading(verbatim: Array(text.utf16))
  var paragraphs: [Paragraph] = []
  var start = 0
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let end = start + line.utf16.count
    if end > start { paragraphs.append(Paragraph(span: Span(start, end), role: .body)) }
    start = end + 1
  }
  return Article(span: reading.whole, reading: reading, paragraphs: paragraphs)
}

let hostile = [
  "", "\n", "\u{0}\u{0}", "“““““", "”””", "。。。。", "（（（", "🙂🙂", "·", "a·b", "1", "１２",
  String(repeating: "“", count: 5000), String(repeating: "啊", count: 20_000),
  String(repeating: "一·", count: 3000), "\u{202E}他说\u{202C}", "𠮷野家", "@", "www.", "-",
]

@Suite struct Words {
  @Test func caseFile() throws {
    let segmenter = try Segmenter()
    for line in try cases("words") {
      let isKnownWrong = line.hasPrefix("!")
      let wished = line.drop { $0 == "!" || $0 == " " }.split(separator: " ").map(String.init)
      let words = try segmenter.words(in: wished.joined())
      #expect((words == wished) != isKnownWrong, "\(words)")
    }
  }

  @Test func tokensTile() throws {
    let segmenter = try Segmenter()
    for text in hostile + (try cases("words")) + (try cases("sentences")) {
      #expect(try segmenter.words(in: text).joined() == text)
      var end: Int32 = 0
      for token in try segmenter.tokens(in: Array(text.utf16)) {
        #expect(token.start == end && token.end > token.start)
        end = token.end
      }
      #expect(Int(end) == text.utf16.count)
    }
  }

  @Test func dictionaryWordsStayWhole() throws {
    let dictionary = try UserDictionary(parsing: "# 公司\n星海云 ORG\n李强\n北京大\n")
    let segmenter = try Segmenter(dictionary: dictionary)
    #expect(try segmenter.words(in: "星海云在北京。") == ["星海云", "在", "北京", "。"])
    let tokens = try segmenter.tokens(in: Array("李强与星海云".utf16))
    #expect(tokens.map(\.tag) == [0, 0, 1])
    #expect(dictionary.types == ["ORG"])
    // A match that begins or ends inside a word cuts it, and nothing is lost.
    for text in ["在北京大学", "我北京大"] {
      #expect(try segmenter.words(in: text).joined() == text)
    }
  }

  @Test func dictionaryRefusesBadLines() {
    #expect(throws: UserDictionary.Problem.tooManyFields(line: 2)) {
      try UserDictionary(parsing: "甲\n乙 ORG 丙")
    }
    #expect(throws: UserDictionary.Problem.tooLong(line: 1)) {
      try UserDictionary(parsing: String(repeating: "甲", count: 65))
    }
  }
}

@Suite struct Sentences {
  @Test func caseFile() throws {
    let segmenter = try Segmenter()
    for line in try cases("sentences") {
      let wished = line.split(separator: "|").map(String.init)
      let segmented = try segmenter.segmented(article(wished.joined()))
      #expect(segmented.sentences.map { segmented.text($0.span) } == wished)
    }
  }

  @Test func tokensOfSentencesLieInside() throws {
    let segmenter = try Segmenter()
    for text in hostile + (try cases("sentences")) {
      let segmented = try segmenter.segmented(article(text))
      var end = 0
      for sentence in segmented.sentences {
        #expect(sentence.span.start >= end && !sentence.span.isEmpty)
        end = sentence.span.end
        #expect(!sentence.tokens.isEmpty)
        #expect(Int(segmented.tokens[sentence.tokens.lowerBound].start) <= sentence.span.start)
      }
    }
  }

  @Test func longParagraphIsBounded() throws {
    let text = String(repeating: "“他说，", count: 100_000)
    let segmented = try Segmenter().segmented(article(text))
    #expect(segmented.sentences.allSatisfy { $0.span.count <= 4_096 })
  }
}
