import Foundation
import GRDB
import Testing
import Values

@testable import Store

/// The words of articles, which are indexed a batch at a time.
@Suite struct FullTextIndexTests {
  /// A document of one article.
  private func document(_ name: String, words: String, key: Character) throws -> StoredDocument {
    let units = Array(words.utf16)
    let article = Article(
      span: Span(0, units.count), reading: Reading(verbatim: units), paragraphs: [])
    let document = Document(
      id: name, source: "\(name).txt", encoding: "UTF-8", sha256: "", script: .simplified,
      units: units, articles: [article], warnings: [])
    let key = try #require(ContentKey(hexadecimal: String(repeating: key, count: 32)))
    var stored = StoredDocument(
      document,
      origin: StoredDocument.Origin(name: name, contentKey: key, source: "\(name).txt"),
      articles: [
        (SegmentedArticle(article: article, tokens: [], sentences: []), Extraction())
      ])
    stored.articles[0].words = words
    return stored
  }

  private func write(_ batches: [[StoredDocument]], _ store: Store) throws {
    let writer = try StoreWriter(
      store, run: StoreWriter.Run(generator: "1", configuration: "{}", isForced: false))
    try writer.begin()
    for batch in batches { try writer.write(batch.map { .document($0) }) }
    try writer.end(outcome: "finished", isComplete: true, documents: 1, failures: 0)
  }

  private func inDatabase(_ body: (Store) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(try Store(path: folder.appending(path: "t.db").path, access: .write))
  }

  /// Names of the documents that hold a word, by the index alone.
  private func found(_ word: String, _ store: Store) throws -> [String] {
    try store.writing { db in
      // Compares the index with the table, too.
      try db.execute(
        sql: "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
      return try String.fetchAll(
        db,
        sql: """
          SELECT d.name || ' ' || a.words FROM articles_fts f JOIN articles a ON a.id = f.rowid
          JOIN documents d ON d.id = a.document_id WHERE articles_fts MATCH ? ORDER BY 1
          """, arguments: ["\"\(word)\""])
    }
  }

  @Test func wordsOfABatchAreFound() throws {
    try inDatabase { store in
      try write(
        [
          [
            try document("a", words: "海堤 完工", key: "a"),
            try document("b", words: "渔港 完工", key: "b"),
          ],
          [try document("c", words: "海堤 开裂", key: "c")],
        ], store)
      #expect(try found("海堤", store) == ["a 海堤 完工", "c 海堤 开裂"])
      #expect(try found("完工", store) == ["a 海堤 完工", "b 渔港 完工"])
    }
  }

  /// What is deleted from an index before it was put into it would spoil the index.
  @Test func aFileThatChangesWithinABatchIsIndexedOnce() throws {
    try inDatabase { store in
      try write(
        [
          [
            try document("a", words: "海堤 完工", key: "a"),
            try document("a", words: "渔港 完工", key: "b"),
          ]
        ],
        store)
      #expect(try found("海堤", store) == [])
      #expect(try found("完工", store) == ["a 渔港 完工"])
    }
  }

  /// Whoever copies the file without the log beside it has everything.
  @Test func afterARunTheFileHoldsEverything() throws {
    try inDatabase { store in
      try write([[try document("a", words: "海堤 完工", key: "a")]], store)
      let copy = store.path + ".copy"
      try FileManager.default.copyItem(atPath: store.path, toPath: copy)
      #expect(try found("海堤", try Store(path: copy, access: .write)) == ["a 海堤 完工"])
    }
  }
}
