import Extract
import Foundation
import Intake
import Segmenter
import Testing
import Values

/// Whom statements come from and whose names are one, from the bytes of a text to what is found.
@Suite struct SpeakerTests {
  struct Found {
    var document: Document
    var extractions: [Extraction]

    /// The speakers of every statement and how they were resolved, as the case file writes them.
    var speakers: [String] {
      zip(document.articles, extractions).flatMap { article, extraction in
        extraction.statements.map { statement in
          let names = statement.speakers.map { speaker in
            speaker.phrase.map(article.reading.originalText) ?? speaker.name
          }
          return (names.isEmpty ? "-" : names.joined(separator: "+"))
            + " \(statement.resolvedBy.rawValue)"
        }
      }
    }

    var entities: [Entity] { extractions.flatMap(\.entities) }

    func entity(named name: String) -> Entity? {
      entities.first { $0.name == name || $0.aliases.contains(name) }
    }
  }

  static func found(in text: String) throws -> Found {
    let document = try Intake().document(bytes: Array(text.utf8), id: "case", source: "case")
    let segmenter = try Segmenter(dictionary: UserDictionary())
    let extractor = try Extractor()
    return Found(
      document: document,
      extractions: try document.articles.map {
        extractor.extraction(of: try segmenter.segmented($0))
      })
  }

  static func cases(_ name: String, _ kinds: Set<String>) throws -> [[String]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let text = try String(
      contentsOf: folder.appendingPathComponent("Cases/\(name).tsv"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { $0.replacingOccurrences(of: "\\n", with: "\n") }
      }
      .filter { kinds.contains($0[0]) }
  }

  @Test(arguments: try cases("speakers", ["accepted"]))
  func speaker(_ row: [String]) throws {
    #expect(try Self.found(in: row[1] + "\n").speakers.joined(separator: "; ") == row[2])
  }

  @Test(arguments: try cases("speakers", ["missed"]))
  func missedSpeaker(_ row: [String]) throws {
    let speakers = try Self.found(in: row[1] + "\n").speakers.joined(separator: "; ")
    withKnownIssue { #expect(speakers == row[2]) }
  }

  /// An emoji before the text and line ends of two characters move what is found and change nothing.
  @Test(arguments: try cases("speakers", ["accepted"]))
  func movedSpeaker(_ row: [String]) throws {
    let plain = try Self.found(in: "第一句话。\n" + row[1] + "\n")
    let moved = try Self.found(
      in: "😀第一句话。\r\n" + row[1].replacingOccurrences(of: "\n", with: "\r\n") + "\r\n")
    #expect(plain.speakers == moved.speakers)
  }

  @Test(arguments: try cases("entities", ["accepted"]))
  func entity(_ row: [String]) throws {
    let names = row[2].components(separatedBy: "=")
    let found = try Self.found(in: row[1] + "\n")
    let entity = try #require(found.entity(named: names[0]))
    #expect(entity.name == names[0])
    #expect(Set(entity.aliases) == Set(names.dropFirst()))
    if row.count > 3 { #expect(entity.key == row[3]) }
  }

  @Test(arguments: try cases("entities", ["apart"]))
  func apart(_ row: [String]) throws {
    let names = row[2].components(separatedBy: "=")
    let found = try Self.found(in: row[1] + "\n")
    let ids = names.compactMap { found.entity(named: $0)?.id }
    #expect(ids.count == names.count)
    #expect(Set(ids).count == names.count)
  }

  @Test(arguments: try cases("entities", ["missed"]))
  func missedEntity(_ row: [String]) throws {
    let names = row[2].components(separatedBy: "=")
    let entity = try Self.found(in: row[1] + "\n").entity(named: names[0])
    withKnownIssue {
      let entity = try #require(entity)
      #expect(Set([entity.name] + entity.aliases) == Set(names))
    }
  }

  @Test func titlesAndAnaphora() throws {
    let found = try Self.found(in: "法国经济部长杜兰表示，出口很好。他说，明年会更好。该部长没有多说。\n")
    let person = try #require(found.entity(named: "杜兰"))
    // 经济部 is an organisation's name as well, and the title begins behind it.
    withKnownIssue { #expect(person.titles == ["经济部长"]) }
    let article = try #require(found.document.articles.first)
    #expect(person.anaphora.map { article.reading.originalText($0.span) } == ["他"])
    #expect(person.anaphora.map(\.kind) == [.pronoun])
  }

  /// Pronouns and noun phrases that are no source: linked when only one entity can be meant.
  @Test func anaphoraOutsideOfSources() throws {
    func anaphora(_ text: String) throws -> [String] {
      let found = try Self.found(in: text + "\n")
      let article = try #require(found.document.articles.first)
      return found.entities.flatMap { entity in
        entity.anaphora.map { "\(article.reading.originalText($0.span))=\(entity.name)" }
      }.sorted()
    }
    #expect(
      try anaphora("法国总统杜兰参观清华大学。他走进实验室，该校的学生提了问题，该国的代表团也在场。") == [
        "他=杜兰", "该国=法国", "该校=清华大学",
      ])
    // Two persons, two countries; other words; somebody else's words.
    #expect(try anaphora("法国总统杜兰和德国总理施密特见面。他走进大厅，该国的代表团也在场。") == [])
    #expect(try anaphora("杜兰参观清华大学。其他人走了，该校长留下了，他们都累了。") == [])
    #expect(try anaphora("杜兰参观清华大学。\n他走进大厅，该校的学生提了问题。") == [])
  }

  /// Speakers' spans, like all others, stand for the words between them.
  @Test func hostileTexts() throws {
    let texts = [
      String(repeating: "据", count: 5_000), String(repeating: "王某说，", count: 2_000),
      String(repeating: "（", count: 3_000) + "他说，好。", "“”说，“”他表示：“",
      String(repeating: "张三和", count: 3_000) + "表示，好。", "\u{202E}他说，好。方表示，好。",
      String(repeating: "该该该方地着的", count: 1_500) + "说，好。",
    ]
    for text in texts {
      let found = try Self.found(in: text + "\n")
      for (article, extraction) in zip(found.document.articles, found.extractions) {
        for entity in extraction.entities {
          for mention in entity.mentions + entity.anaphora {
            #expect(mention.span.end <= article.reading.count)
          }
        }
      }
    }
  }
}
