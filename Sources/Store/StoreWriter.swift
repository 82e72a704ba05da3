import Foundation
import GRDB

/// What one run writes: documents in order, each whole or not at all.
///
/// A run that was cut short is gone on with by the next writer of the same generator and
/// configuration, so that the database has the rows that an uninterrupted run would have made.
public final class StoreWriter: @unchecked Sendable {
  // Sendable by its user's care: one thread at a time, which the batch's sink grants.

  public struct Run: Sendable {
    public var generator: String
    /// JSON of all options that change what is found.
    public var configuration: String
    /// Do all documents again.
    public var isForced: Bool

    public init(generator: String, configuration: String, isForced: Bool) {
      self.generator = generator
      self.configuration = configuration
      self.isForced = isForced
    }
  }

  public struct Failure: Sendable {
    public var name: String?
    public var contentKey: ContentKey
    public var source: String
    public var record: Int?
    public var message: String

    public init(
      name: String?, contentKey: ContentKey, source: String, record: Int?, message: String
    ) {
      self.name = name
      self.contentKey = contentKey
      self.source = source
      self.record = record
      self.message = message
    }
  }

  public enum Item: Sendable {
    case document(StoredDocument)
    case failure(Failure)
  }

  private let store: Store
  private let run: Run
  /// Nil until there is something to write.
  private var runID: Int?
  private var session = 0
  private var statements: Statements?
  private var identities: EntityIdentities
  /// Articles of the present batch that are not yet in the full-text index.
  private var unindexed: [(id: Int, words: String)] = []

  /// What this run need not do again.
  public private(set) var done: Set<ContentKey> = []
  /// What failed before in the same way that it would fail again.
  public private(set) var failedBefore: Set<ContentKey> = []

  public init(_ store: Store, run: Run) throws(StoreError) {
    self.store = store
    self.run = run
    let (runID, done, failed, identities) = try store.reading { db in
      let runID = try Int.fetchOne(
        db,
        sql: """
          SELECT id FROM runs WHERE generator = ? AND configuration = ? AND NOT is_finished
          AND is_forced >= ? ORDER BY id DESC LIMIT 1
          """, arguments: [run.generator, run.configuration, run.isForced])
      // A forced run that was cut short goes on as one: what it has not done is still to be done.
      let goesOnForced = try Bool.fetchOne(
        db, sql: "SELECT is_forced FROM runs WHERE id = ?", arguments: [runID])
      let isForced = run.isForced || goesOnForced == true
      let isDone: SQL =
        isForced
        ? "r.id = \(runID)"
        : "r.generator = \(run.generator) AND r.configuration = \(run.configuration)"
      func keys(_ table: String) throws -> Set<ContentKey> {
        let (sql, arguments) = try SQL(
          "SELECT content_key FROM \(sql: table) t JOIN runs r ON r.id = t.run_id WHERE \(isDone)"
        ).build(db)
        let keys = try String.fetchCursor(db, sql: sql, arguments: arguments)
        var set: Set<ContentKey> = []
        while let key = try keys.next() {
          if let key = ContentKey(hexadecimal: key) { set.insert(key) }
        }
        return set
      }
      return (
        runID, try keys("documents"), try keys("failures"),
        try EntityIdentities(db)
      )
    }
    self.runID = runID
    self.done = done
    self.failedBefore = failed
    self.identities = identities
  }

  /// - Parameter aliases: of a file of aliases: the key that each variant's key stands for; nil leaves
  ///   those of the last run.
  public func begin(aliases: [String: String]? = nil) throws(StoreError) {
    session = try store.writing { db in
      if let aliases { try adopt(aliases, db) }
      try db.execute(
        sql: "INSERT INTO sessions (started_at) VALUES (?)", arguments: [Self.now()])
      return Int(db.lastInsertedRowID)
    }
  }

  private func adopt(_ aliases: [String: String], _ db: Database) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT from_key, to_key FROM aliases")
    let known = Dictionary(rows.map { ($0[0] as String, $0[1] as String) }) { $1 }
    guard known != aliases else { return }
    try db.execute(sql: "DELETE FROM aliases")
    for (from, to) in aliases.sorted(by: { $0.key < $1.key }) {
      try db.execute(sql: "INSERT INTO aliases VALUES (?, ?)", arguments: [from, to])
    }
    _ = try Store.reapply(db, former: Set(known.keys))
    identities = try EntityIdentities(db)
  }

  /// Writes items in one transaction.
  public func write(_ items: [Item]) throws(StoreError) {
    try store.writing { db in
      // A batch that failed left nothing.
      unindexed.removeAll(keepingCapacity: true)
      let statements = try self.statements ?? Statements(db)
      self.statements = statements
      let runID: Int
      if let known = self.runID {
        runID = known
      } else {
        runID = try Insertion(db, into: "runs", ["generator", "configuration", "is_forced"]).run(
          .text(run.generator), .text(run.configuration), .integer(run.isForced ? 1 : 0))
        self.runID = runID
      }
      for item in items {
        switch item {
        case .document(let document):
          try write(document, runID, statements)
          try Store.applySpeakers(to: document.origin.contentKey, in: db)
        case .failure(let failure): try write(failure, runID, statements)
        }
      }
      try index(statements)
    }
  }

  /// Puts the words of articles that were written into the full-text index: one after another, since
  /// most other statements in between would make FTS5 write the little that it has.
  private func index(_ statements: Statements) throws {
    for (id, words) in unindexed { try statements.words.run(.integer(id), .text(words)) }
    unindexed.removeAll(keepingCapacity: true)
  }

  /// - Parameter isComplete: whether all that there was to do has been done.
  public func end(
    outcome: String, isComplete: Bool, documents: Int, failures: Int
  ) throws(StoreError) {
    try store.writing { db in
      if isComplete, let runID {
        try db.execute(sql: "UPDATE runs SET is_finished = 1 WHERE id = ?", arguments: [runID])
      }
      try db.execute(
        sql: """
          UPDATE sessions SET ended_at = ?, outcome = ?, documents = ?, failures = ? WHERE id = ?
          """, arguments: [Self.now(), outcome, documents, failures, session])
    }
    store.settle()
  }

  private static func now() -> String { Date().formatted(.iso8601) }

  // MARK: - Rows

  private func write(_ failure: Failure, _ runID: Int, _ statements: Statements) throws {
    let key = Cell.text(failure.contentKey.hexadecimal)
    try delete(statements.formerByKey.integers(key), statements)
    if failure.record == nil { try forgetFailures(of: failure.source, besides: key, statements) }
    try statements.failure.run(
      Cell(failure.name), key, .text(failure.source), Cell(failure.record),
      .text(failure.message), .integer(runID))
  }

  /// A file that has changed has failed no more as what it was; what comes through a pipe is no file.
  private func forgetFailures(
    of source: String, besides key: Cell, _ statements: Statements
  ) throws {
    if source != "-" { try statements.deleteFailures.run(.text(source), key) }
  }

  private func write(_ document: StoredDocument, _ runID: Int, _ statements: Statements) throws {
    let origin = document.origin
    let key = Cell.text(origin.contentKey.hexadecimal)
    try statements.deleteFailure.run(key)
    try delete(statements.formerByKey.integers(key), statements)
    // A file that has changed replaces what it was; records may share an id and stay.
    if origin.record == nil {
      try delete(
        statements.formerBySource.integers(.text(origin.source), .text(origin.name)), statements)
      try forgetFailures(of: origin.source, besides: key, statements)
    }
    let id = try statements.document.run(
      .text(origin.name), key, .text(origin.source), Cell(origin.record), Cell(origin.outlet),
      Cell(origin.author), Cell(origin.url), Cell(origin.date), .text(document.encoding),
      .text(document.script), .text(document.sha256), .integer(document.length),
      .text(document.text), .integer(runID))
    for (position, article) in document.articles.enumerated() {
      try write(article, position, of: id, origin, statements)
    }
  }

  private func write(
    _ article: StoredArticle, _ position: Int, of document: Int, _ origin: StoredDocument.Origin,
    _ statements: Statements
  ) throws {
    let original = try self.original(of: article, statements)
    let id = try statements.article.run(
      .integer(document), .integer(position), .integer(article.start), .integer(article.stop),
      Cell(article.title), Cell(article.published), Cell(article.agency), Cell(article.place),
      .text(article.bylines), .text(article.words), Cell(original?.id),
      Cell(original?.similarity), .blob(article.signature.bytes),
      Cell(article.published ?? origin.date), Cell(origin.outlet ?? article.agency))
    unindexed.append((id, article.words))
    // Copies are found by the article that they are copies of.
    if original == nil {
      for band in article.signature.bands {
        try statements.band.run(.integer(Int(band)), .integer(id))
      }
    }
    var local: [String: Int] = [:]
    let identified = try entityIDs(
      of: article, id: id, original: original?.id, origin, statements)
    for (entity, global) in zip(article.entities, identified) {
      let row = try statements.articleEntity.run(
        .integer(id), .integer(global.id), .text(entity.local),
        .text(global.key), .text(entity.name), .text(entity.aliases), .text(entity.titles),
        .integer(entity.mentions.count), .integer(entity.isInByline ? 1 : 0))
      local[entity.local] = row
      for mention in entity.mentions {
        try statements.mention.run(
          .integer(row), .integer(mention.place.start), .integer(mention.place.stop),
          .text(mention.place.text), .text(mention.kind), .integer(mention.sentence),
          .real(mention.confidence))
      }
    }
    for quote in article.quotes { try write(quote, of: id, local, statements) }
    for figure in article.figures {
      try statements.figure.run(
        .integer(id), .integer(figure.place.start), .integer(figure.place.stop),
        .text(figure.place.text), .text(figure.kind), Cell(figure.decimal.flatMap(Double.init)),
        Cell(figure.decimal), Cell(figure.minimum), Cell(figure.maximum), Cell(figure.unit),
        Cell(figure.unitText), .text(figure.bound), Cell(figure.trend), Cell(figure.measured),
        .real(figure.confidence))
    }
    for date in article.dates {
      try statements.date.run(
        .integer(id), .integer(date.place.start), .integer(date.place.stop),
        .text(date.place.text), .text(date.kind), Cell(date.value), Cell(date.endValue),
        Cell(date.anchor))
    }
    for mark in article.marks {
      try statements.mark.run(
        .integer(id), .integer(mark.start), .integer(mark.stop), .text(mark.reason))
    }
  }

  private func write(
    _ quote: StoredQuote, of article: Int, _ local: [String: Int], _ statements: Statements
  ) throws {
    let spans = quote.pieces.map { "[\($0.start),\($0.stop)]" }.joined(separator: ",")
    let id = try statements.quote.run(
      .integer(article), .text(quote.local), .text(quote.type),
      .integer(quote.pieces.first?.start ?? 0), .integer(quote.pieces.last?.stop ?? 0),
      .text("[\(spans)]"), .text(quote.pieces.map(\.text).joined(separator: "…")),
      Cell(quote.cue?.text), Cell(quote.cueClass), Cell(quote.cue?.start), Cell(quote.cue?.stop),
      .integer(quote.negated ? 1 : 0), .integer(quote.hedged ? 1 : 0), Cell(quote.source?.text),
      Cell(quote.source?.start), Cell(quote.source?.stop), .text(quote.resolvedBy),
      .text(quote.medium), Cell(quote.addressee), .text(quote.via), Cell(quote.parent),
      Cell(quote.continues), .integer(quote.sentence), .real(quote.confidence))
    for speaker in quote.speakers {
      try statements.speaker.run(
        .integer(id), Cell(speaker.entity.flatMap { local[$0] }), .text(speaker.name),
        .text(speaker.kind), Cell(speaker.title))
    }
  }

  /// Deletes documents with all that was found in them.
  private func delete(_ documents: [Int], _ statements: Statements) throws {
    // What is deleted from the index has to be in it: a document may come twice in a batch.
    if !documents.isEmpty { try index(statements) }
    for document in documents {
      for article in try statements.articlesOf.integers(.integer(document)) {
        for band in try statements.signature(of: article)?.bands ?? [] {
          try statements.deleteBand.run(.integer(Int(band)), .integer(article))
        }
      }
      try statements.deleteDocument.run(.integer(document))
    }
  }

  /// The ids of an article's entities, in order, and the keys that they have before decisions.
  ///
  /// Names that need no evidence first, then those that do, the rarest first: whoever is known by then
  /// is evidence for the rest.
  private func entityIDs(
    of article: StoredArticle, id: Int, original: Int?, _ origin: StoredDocument.Origin,
    _ statements: Statements
  ) throws -> [(id: Int, key: String)] {
    let contentKey = identities.splits.isEmpty ? "" : origin.contentKey.hexadecimal
    var found = article.entities.map { entity in
      (id: 0, key: EntityIdentities.assigned(entity, document: origin.name))
    }
    var company: [Int: Companion] = [:]
    var doubtful: [(index: Int, namesakes: Double)] = []
    for (index, entity) in article.entities.enumerated() {
      let key = identities.decided(found[index].key, contentKey: contentKey)
      if let namesakes = identities.namesakes(key, entity),
        try identities.ids[key] ?? statements.findEntity.integers(.text(key)).first != nil
      {
        doubtful.append((index, namesakes))
        continue
      }
      found[index].id = try entityID(key, entity, statements)
      company[found[index].id] = entity.companion
    }
    for (index, namesakes) in doubtful.sorted(by: {
      ($0.namesakes, $0.index) < ($1.namesakes, $1.index)
    }) {
      let entity = article.entities[index]
      if let original, let same = try statements.evidence.original(of: entity.key, in: original) {
        found[index] = same
      } else {
        let answer = try statements.evidence.answer(
          for: entity.key, entity: entity, others: namesakes, company: company, article: id,
          excluding: identities.setApart)
        switch answer {
        case .known(let id, let key): found[index] = (id, key)
        case .other(let isKeyFree):
          if !isKeyFree { found[index].key = EntityIdentities.local(entity.key, origin.name) }
          let key = identities.decided(found[index].key, contentKey: contentKey)
          found[index].id = try entityID(key, entity, statements)
        }
      }
      company[found[index].id] = entity.companion
    }
    return found
  }

  private func entityID(
    _ key: String, _ entity: StoredEntity, _ statements: Statements
  ) throws -> Int {
    if let id = identities.ids[key] { return id }
    let name = EntityKey.shown(key)
    let id =
      try statements.findEntity.integers(.text(key)).first
      ?? statements.entity.run(
        .text(key), .text(entity.type), Cell(entity.subtype), .text(name))
    identities.remember(id, for: key)
    return id
  }

  /// The earlier article that an article is a copy of.
  ///
  /// A form that hundreds share, such as a daily price list, must not be compared with all of them.
  private func original(
    of article: StoredArticle, _ statements: Statements
  ) throws -> (id: Int, similarity: Double)? {
    var candidates: Set<Int> = []
    for band in article.signature.bands {
      candidates.formUnion(try statements.candidates.integers(.integer(Int(band))))
    }
    var best: (id: Int, similarity: Double)?
    for candidate in candidates.sorted() {
      guard let other = try statements.signature(of: candidate) else { continue }
      let similarity = article.signature.similarity(other)
      if similarity >= MinHash.threshold, similarity > best?.similarity ?? 0 {
        best = (candidate, similarity)
      }
    }
    return best
  }

  /// The prepared statements of one connection.
  private struct Statements {
    let document, article, words, band, articleEntity, mention, quote, speaker, figure, date,
      mark: Insertion
    let entity, failure, deleteFailure, deleteFailures, deleteDocument, deleteBand: Insertion
    let findEntity, candidates, formerByKey, formerBySource, articlesOf: Insertion
    let evidence: EntityEvidence
    private let signatures: GRDB.Statement

    init(_ db: Database) throws {
      document = try Insertion(
        db, into: "documents",
        [
          "name", "content_key", "source", "record", "outlet", "author", "url", "date",
          "encoding", "script", "sha256", "length", "text", "run_id",
        ])
      article = try Insertion(
        db, into: "articles",
        [
          "document_id", "position", "start", "stop", "title", "published", "agency", "place",
          "bylines", "words", "duplicate_of", "similarity", "signature", "day", "outlet",
        ])
      words = try Insertion(db, into: "articles_fts", ["rowid", "words"])
      band = try Insertion(
        db, "INSERT OR IGNORE INTO signature_bands (band, article_id) VALUES (?, ?)")
      articleEntity = try Insertion(
        db, into: "article_entities",
        [
          "article_id", "entity_id", "local", "key", "name", "aliases", "titles", "mentions",
          "in_byline",
        ])
      mention = try Insertion(
        db, into: "mentions",
        ["article_entity_id", "start", "stop", "text", "kind", "sentence", "confidence"])
      quote = try Insertion(
        db, into: "quotes",
        [
          "article_id", "local", "type", "start", "stop", "spans", "text", "cue", "cue_class",
          "cue_start", "cue_stop", "negated", "hedged", "source", "source_start", "source_stop",
          "resolved_by", "medium", "addressee", "via", "parent", "continues", "sentence",
          "confidence",
        ])
      speaker = try Insertion(
        db, into: "speakers", ["quote_id", "article_entity_id", "name", "kind", "title"])
      figure = try Insertion(
        db, into: "figures",
        [
          "article_id", "start", "stop", "text", "kind", "value", "decimal", "minimum", "maximum",
          "unit", "unit_text", "bound", "trend", "measured", "confidence",
        ])
      date = try Insertion(
        db, into: "dates",
        ["article_id", "start", "stop", "text", "kind", "value", "end_value", "anchor"])
      mark = try Insertion(db, into: "marks", ["article_id", "start", "stop", "reason"])
      entity = try Insertion(db, into: "entities", ["key", "type", "subtype", "name"])
      // One that fails again keeps its row.
      failure = try Insertion(
        db,
        """
        INSERT INTO failures (name, content_key, source, record, message, run_id)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (content_key) DO UPDATE SET
        name = excluded.name, source = excluded.source, record = excluded.record,
        message = excluded.message, run_id = excluded.run_id
        """)
      deleteFailure = try Insertion(db, "DELETE FROM failures WHERE content_key = ?")
      deleteFailures = try Insertion(
        db, "DELETE FROM failures WHERE source = ? AND record IS NULL AND content_key <> ?")
      deleteDocument = try Insertion(db, "DELETE FROM documents WHERE id = ?")
      deleteBand = try Insertion(
        db, "DELETE FROM signature_bands WHERE band = ? AND article_id = ?")
      formerByKey = try Insertion(db, "SELECT id FROM documents WHERE content_key = ?")
      formerBySource = try Insertion(
        db, "SELECT id FROM documents WHERE source = ? AND name = ? AND record IS NULL")
      articlesOf = try Insertion(db, "SELECT id FROM articles WHERE document_id = ?")
      findEntity = try Insertion(db, "SELECT id FROM entities WHERE key = ?")
      evidence = try EntityEvidence(db)
      candidates = try Insertion(
        db, "SELECT article_id FROM signature_bands WHERE band = ? ORDER BY article_id LIMIT 64")
      signatures = try db.makeStatement(sql: "SELECT signature FROM articles WHERE id = ?")
    }

    func signature(of article: Int) throws -> MinHash? {
      try Data.fetchOne(signatures, arguments: [article]).flatMap { MinHash(bytes: Array($0)) }
    }
  }
}
