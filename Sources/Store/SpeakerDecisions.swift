import Foundation
import GRDB

extension Store {
  /// Who a person decided has said a statement.
  public enum SpeakerChoice: Sendable {
    /// A key, or the name of an entity; a name that nobody has yet is a person's.
    case entity(String)
    /// Somebody who is not named in full: 分析人士.
    case unnamed(String)
    case nobody
  }

  /// Notes who has said a statement and applies it; later runs over the same content go by it.
  ///
  /// The statement is known by its place in the document's content, so that it is found again when a
  /// newer version of the program numbers statements otherwise.
  public func decideSpeaker(
    of quote: Int, _ choice: SpeakerChoice
  ) throws(StoreError) {
    try writing { db in
      guard
        let place = try Row.fetchOne(
          db,
          sql: """
            SELECT d.content_key, q.start, q.stop FROM quotes q
            JOIN articles a ON a.id = q.article_id JOIN documents d ON d.id = a.document_id
            WHERE q.id = ?
            """, arguments: [quote])
      else { throw StoreError.noQuote(quote) }
      var key: String?
      var name: String?
      switch choice {
      case .entity(let words): key = try Self.key(words, in: db, mustExist: false, like: "person:")
      case .unnamed(let phrase): name = phrase
      case .nobody: break
      }
      let contentKey: String = place["content_key"]
      // What the program found is kept over a second decision.
      let known = try String.fetchOne(
        db,
        sql: """
          SELECT former FROM speaker_decisions WHERE content_key = ? AND start = ? AND stop = ?
          """, arguments: [contentKey, place["start"], place["stop"]])
      let former = try known ?? Self.speakers(of: quote, in: db)
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO speaker_decisions
          (content_key, start, stop, speaker_key, name, former, decided_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          contentKey, place["start"], place["stop"], key, name, former,
          Date().formatted(.iso8601),
        ])
      try Self.applySpeaker(
        key: key, name: name, to: quote, identities: EntityIdentities(db), in: db)
    }
  }

  /// Takes a decision about a speaker back: the statement is again whose the program found it to be.
  public func withdrawSpeaker(_ decision: Int) throws(StoreError) {
    try writing { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM speaker_decisions WHERE id = ?", arguments: [decision])
      else { throw StoreError.noDecision(decision) }
      for quote in try Self.quotes(
        at: row["content_key"], row["start"], row["stop"], in: db)
      {
        try Self.restore(row["former"], to: quote, in: db)
      }
      try db.execute(sql: "DELETE FROM speaker_decisions WHERE id = ?", arguments: [decision])
    }
  }

  /// Takes a decision about entities back.
  ///
  /// - Returns: how many of the articles' entities changed.
  @discardableResult
  public func withdraw(_ decision: Int) throws(StoreError) -> Int {
    try writing { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT from_key, to_key FROM decisions WHERE id = ?", arguments: [decision])
      else { throw StoreError.noDecision(decision) }
      try db.execute(sql: "DELETE FROM decisions WHERE id = ?", arguments: [decision])
      let changed = try Self.reapply(db, former: [row["from_key"], row["to_key"]])
      try Self.applyAllSpeakers(in: db)
      return changed
    }
  }

  // MARK: - Applying

  /// Applies the decisions about a document's statements after it was written anew.
  static func applySpeakers(to contentKey: ContentKey, in db: Database) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM speaker_decisions WHERE content_key = ?"),
      arguments: [contentKey.hexadecimal])
    for row in rows {
      for quote in try quotes(at: row["content_key"], row["start"], row["stop"], in: db) {
        // The program may have found somebody else this time.
        try db.execute(
          sql: "UPDATE speaker_decisions SET former = ? WHERE id = ?",
          arguments: [try speakers(of: quote, in: db), row["id"]])
        try applySpeaker(
          key: row["speaker_key"], name: row["name"], to: quote,
          identities: EntityIdentities(db), in: db)
      }
    }
  }

  /// Applies all decisions about speakers after entities have changed: a key may mean another now.
  static func applyAllSpeakers(in db: Database) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM speaker_decisions ORDER BY id")
    guard !rows.isEmpty else { return }
    let identities = try EntityIdentities(db)
    for row in rows {
      for quote in try quotes(at: row["content_key"], row["start"], row["stop"], in: db) {
        try applySpeaker(
          key: row["speaker_key"], name: row["name"], to: quote, identities: identities, in: db)
      }
    }
  }

  private static func quotes(
    at contentKey: String, _ start: Int, _ stop: Int, in db: Database
  ) throws -> [Int] {
    try Int.fetchAll(
      db,
      sql: """
        SELECT q.id FROM documents d JOIN articles a ON a.document_id = d.id
        JOIN quotes q ON q.article_id = a.id
        WHERE d.content_key = ? AND q.start = ? AND q.stop = ?
        """, arguments: [contentKey, start, stop])
  }

  private static func applySpeaker(
    key: String?, name: String?, to quote: Int, identities: EntityIdentities, in db: Database
  ) throws {
    try db.execute(sql: "DELETE FROM speakers WHERE quote_id = ?", arguments: [quote])
    if let key {
      let followed = identities.followed(key)
      let type = String(followed.prefix { $0 != ":" })
      try db.execute(
        sql: "INSERT OR IGNORE INTO entities (key, type, name) VALUES (?, ?, ?)",
        arguments: [followed, type, EntityKey.shown(followed)])
      let entity = try entityInArticle(of: quote, key: followed, found: key, in: db)
      try db.execute(
        sql: """
          INSERT INTO speakers (quote_id, article_entity_id, name, kind) VALUES (?, ?, ?, 'named')
          """, arguments: [quote, entity, EntityKey.shown(followed)])
    } else if let name {
      try db.execute(
        sql: "INSERT INTO speakers (quote_id, name, kind) VALUES (?, ?, 'anonymous')",
        arguments: [quote, name])
    }
    try db.execute(
      sql: "UPDATE quotes SET resolved_by = 'decided' WHERE id = ?", arguments: [quote])
    try removeUnused(of: quote, in: db)
  }

  /// Somebody whom only a decision brought into the article goes with the decision.
  private static func removeUnused(of quote: Int, in db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM article_entities WHERE article_id = (SELECT article_id FROM quotes WHERE id = ?)
        AND mentions = 0 AND local GLOB 'd*'
        AND NOT EXISTS (
          SELECT 1 FROM speakers s WHERE s.article_entity_id = article_entities.id)
        """, arguments: [quote])
  }

  /// The article's row for an entity; one without mentions where the article does not name it.
  private static func entityInArticle(
    of quote: Int, key: String, found: String, in db: Database
  ) throws -> Int {
    let known = try Int.fetchOne(
      db,
      sql: """
        SELECT ae.id FROM quotes q JOIN article_entities ae ON ae.article_id = q.article_id
        JOIN entities e ON e.id = ae.entity_id WHERE q.id = ? AND e.key = ? ORDER BY ae.id
        """, arguments: [quote, key])
    if let known { return known }
    try db.execute(
      sql: """
        INSERT INTO article_entities
          (article_id, entity_id, local, key, name, aliases, titles, mentions)
        SELECT q.article_id, e.id, 'd' || e.id, ?1, e.name, '[]', '[]', 0
        FROM quotes q, entities e WHERE q.id = ?2 AND e.key = ?3
        """, arguments: [found, quote, key])
    return Int(db.lastInsertedRowID)
  }

  /// A quote's speakers and how they were found, as JSON: what ``restore(_:to:in:)`` reads.
  private static func speakers(of quote: Int, in db: Database) throws -> String {
    try String.fetchOne(
      db,
      sql: """
        SELECT json_object('resolved_by', q.resolved_by, 'speakers', (
          SELECT json_group_array(json_object(
            'local', ae.local, 'name', s.name, 'kind', s.kind, 'title', s.title))
          FROM speakers s LEFT JOIN article_entities ae ON ae.id = s.article_entity_id
          WHERE s.quote_id = q.id))
        FROM quotes q WHERE q.id = ?
        """, arguments: [quote]) ?? "{}"
  }

  private static func restore(_ former: String, to quote: Int, in db: Database) throws {
    try db.execute(sql: "DELETE FROM speakers WHERE quote_id = ?", arguments: [quote])
    try db.execute(
      sql: """
        INSERT INTO speakers (quote_id, article_entity_id, name, kind, title)
        SELECT q.id, (SELECT ae.id FROM article_entities ae WHERE ae.article_id = q.article_id
            AND ae.local = json_extract(f.value, '$.local')),
          json_extract(f.value, '$.name'), json_extract(f.value, '$.kind'),
          json_extract(f.value, '$.title')
        FROM quotes q, json_each(?1, '$.speakers') f WHERE q.id = ?2
        """, arguments: [former, quote])
    try db.execute(
      sql: """
        UPDATE quotes SET resolved_by = coalesce(json_extract(?1, '$.resolved_by'), 'none')
        WHERE id = ?2
        """, arguments: [former, quote])
    try removeUnused(of: quote, in: db)
  }
}
