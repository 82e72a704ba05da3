import Foundation
import Testing
import Values

@testable import Store

/// Who has said a statement, as a person decided.
@Suite struct SpeakerDecisionTests {
  private static let text = "林守正说，海堤已完工。苏曼听着。"

  /// The document as one version of the program finds it.
  ///
  /// - Parameter speaker: the entity that is found to speak; nil for nobody.
  private func document(speaker: String?) throws -> StoredDocument {
    let units = Array(Self.text.utf16)
    let reading = Reading(verbatim: units)
    let article = Article(span: Span(0, units.count), reading: reading, paragraphs: [])
    func mention(_ start: Int, _ end: Int) -> Mention {
      Mention(span: Span(start, end), kind: .name, sentence: 0, confidence: 1)
    }
    let statement = Statement(
      id: "q1", kind: .indirect, pieces: [Span(5, 10)],
      speakers: speaker.map { [Speaker(entity: $0, name: "x", kind: .named, title: "市长")] } ?? [],
      resolvedBy: .explicit, sentence: 0, confidence: 1, rule: "test")
    let extraction = Extraction(
      entities: [
        Entity(
          id: "e1", key: "person:林守正", type: .person, name: "林守正", mentions: [mention(0, 3)]),
        Entity(
          id: "e2", key: "person:苏曼", type: .person, name: "苏曼", mentions: [mention(11, 13)]),
      ], statements: [statement])
    let document = Document(
      id: "sea", source: "sea.txt", encoding: "UTF-8", sha256: "", script: .simplified,
      units: units, articles: [article], warnings: [])
    let key = try #require(ContentKey(hexadecimal: String(repeating: "ab", count: 16)))
    return StoredDocument(
      document, origin: StoredDocument.Origin(name: "sea", contentKey: key, source: "sea.txt"),
      articles: [(SegmentedArticle(article: article, tokens: [], sentences: []), extraction)])
  }

  private func write(_ document: StoredDocument, _ store: Store, version: String) throws {
    let writer = try StoreWriter(
      store, run: StoreWriter.Run(generator: version, configuration: "{}", isForced: false))
    try writer.begin()
    try writer.write([.document(document)])
    try writer.end(outcome: "finished", isComplete: true, documents: 1, failures: 0)
  }

  private func speakers(_ store: Store) throws -> [String] {
    let rows = try store.quotePage(QuoteQuestion(), Window(offset: 0, limit: 9)).rows
    return try #require(rows.first).speakers.map(\.name)
  }

  private func quote(_ store: Store) throws -> Int {
    let rows = try store.quotePage(QuoteQuestion(), Window(offset: 0, limit: 9)).rows
    return try #require(rows.first).id
  }

  private func inDatabase(_ body: (Store) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(try Store(path: folder.appending(path: "t.db").path, access: .write))
  }

  @Test func decisionOutlivesReruns() throws {
    try inDatabase { store in
      try write(try document(speaker: "e1"), store, version: "1")
      #expect(try speakers(store) == ["林守正"])
      try store.decideSpeaker(of: try quote(store), .entity("苏曼"))
      #expect(try speakers(store) == ["苏曼"])
      // A newer version finds nobody; what it found is what withdrawing leads back to.
      try write(try document(speaker: nil), store, version: "2")
      #expect(try speakers(store) == ["苏曼"])
      let decision = try #require(try store.allDecisions().speakers.first)
      #expect(decision.speaker == "person:苏曼")
      #expect(decision.text == "海堤已完工")
      try store.withdrawSpeaker(decision.id)
      #expect(try speakers(store) == [])
    }
  }

  @Test func somebodyWhomTheArticleDoesNotName() throws {
    try inDatabase { store in
      try write(try document(speaker: "e1"), store, version: "1")
      try store.decideSpeaker(of: try quote(store), .entity("郑远图"))
      #expect(try speakers(store) == ["郑远图"])
      // Who is not mentioned is not counted among the mentioned.
      let entities = try store.entityPage(EntityQuestion(), Window(offset: 0, limit: 9)).rows
      #expect(entities.map(\.name).sorted() == ["林守正", "苏曼"])
      let found = try #require(try store.allDecisions().speakers.first)
      try store.withdrawSpeaker(found.id)
      #expect(try speakers(store) == ["林守正"])
      let article = try #require(try store.annotatedArticle(1))
      #expect(article.entities.count == 2)
      #expect(article.statements[0].speakers.first?.title == "市长")
      #expect(article.statements[0].resolvedBy == "explicit")
    }
  }

  @Test func secondDecisionKeepsWhatWasFoundFirst() throws {
    try inDatabase { store in
      try write(try document(speaker: "e1"), store, version: "1")
      try store.decideSpeaker(of: try quote(store), .nobody)
      #expect(try speakers(store) == [])
      try store.decideSpeaker(of: try quote(store), .unnamed("一名工程师"))
      #expect(try speakers(store) == ["一名工程师"])
      try store.withdrawSpeaker(try #require(try store.allDecisions().speakers.first).id)
      #expect(try speakers(store) == ["林守正"])
    }
  }

  @Test func speakerFollowsLaterMerges() throws {
    try inDatabase { store in
      try write(try document(speaker: "e1"), store, version: "1")
      try store.decideSpeaker(of: try quote(store), .entity("郑远图"))
      try store.decide(.merge(from: "person:郑远图", to: "person:苏曼"))
      #expect(try speakers(store) == ["苏曼"])
      try write(try document(speaker: "e1"), store, version: "2")
      #expect(try speakers(store) == ["苏曼"])
      try store.withdraw(try #require(try store.allDecisions().entities.first).id)
      #expect(try speakers(store) == ["郑远图"])
    }
  }

  @Test func unknownNumbersAreErrors() throws {
    try inDatabase { store in
      #expect(throws: StoreError.self) { try store.decideSpeaker(of: 7, .nobody) }
      #expect(throws: StoreError.self) { try store.withdrawSpeaker(7) }
      #expect(throws: StoreError.self) { try store.withdraw(7) }
      let missing = try store.annotatedArticle(7)?.document
      #expect(missing == nil)
    }
  }
}
