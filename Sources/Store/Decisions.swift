import Foundation
import GRDB

extension Store {
  /// What a person decided about entities.
  public enum Decision: Sendable {
    /// Two keys are one from now on; the first stands for the second.
    case merge(from: String, to: String)
    /// A name that need not have occurred stands for a key.
    case alias(name: String, of: String)
    /// In one document a key means another.
    case split(key: String, document: String, to: String)
  }

  /// Notes a decision and applies it to all that is there; later runs go by it.
  ///
  /// - Returns: how many of the articles' entities changed.
  @discardableResult
  public func decide(_ decision: Decision) throws(StoreError) -> Int {
    try writing { db in
      let before = try EntityIdentities(db)
      var contentKey: String?
      var (action, from, to): (String, String, String)
      switch decision {
      case .merge(let a, let b): (action, from, to) = ("merge", a, b)
      case .alias(let name, let key): (action, from, to) = ("alias", name, key)
      case .split(let key, let document, let target):
        (action, from, to) = ("split", key, target)
        let keys = try String.fetchAll(
          db, sql: "SELECT content_key FROM documents WHERE name = ? ORDER BY id",
          arguments: [document])
        guard let first = keys.first else { throw StoreError.noArticle(document) }
        contentKey = first
      }
      from = try Self.key(from, in: db, mustExist: action != "alias", like: to)
      // Files of one name in several folders: the one that names whom the decision is about.
      if case .split(_, let document, _) = decision {
        contentKey =
          try String.fetchOne(
            db,
            sql: """
              SELECT d.content_key FROM documents d JOIN articles a ON a.document_id = d.id
              JOIN article_entities ae ON ae.article_id = a.id
              JOIN entities e ON e.id = ae.entity_id
              WHERE d.name = ?1 AND (ae.key = ?2 OR e.key = ?2) ORDER BY d.id
              """, arguments: [document, from]) ?? contentKey
      }
      to = try Self.key(to, in: db, mustExist: action != "split", like: from)
      guard from != to, contentKey != nil || before.followed(to) != from else {
        throw StoreError.circle(from)
      }
      try db.execute(
        sql: "DELETE FROM decisions WHERE from_key = ? AND content_key IS ?",
        arguments: [from, contentKey])
      try db.execute(
        sql: """
          INSERT INTO decisions (action, from_key, to_key, content_key, decided_at)
          VALUES (?, ?, ?, ?, ?)
          """, arguments: [action, from, to, contentKey, Date().formatted(.iso8601)])
      let changed = try Self.reapply(db)
      try Self.applyAllSpeakers(in: db)
      return changed
    }
  }

  /// All decisions, the oldest first.
  public func decisions() throws(StoreError) -> ResultTable {
    try reading { db in
      try Self.table(
        db,
        """
        SELECT c.action, c.from_key, c.to_key, d.name AS document, c.decided_at
        FROM decisions c LEFT JOIN documents d ON d.content_key = c.content_key ORDER BY c.id
        """)
    }
  }

  /// The key that a user's words mean: a key, or the name of exactly one entity.
  static func key(
    _ words: String, in db: Database, mustExist: Bool, like other: String
  ) throws -> String {
    for type in ["person", "organization", "place"] where words.hasPrefix(type + ":") {
      return words
    }
    let keys = try String.fetchAll(
      db, sql: "SELECT key FROM entities WHERE name = ?", arguments: [words])
    if keys.count == 1 { return keys[0] }
    // A name alone is of the type of the other one.
    let known = try String.fetchOne(
      db, sql: "SELECT type FROM entities WHERE key = ?1 OR name = ?1 LIMIT 1",
      arguments: [other])
    let prefix = other.prefix { $0 != ":" }
    let type = ["person", "organization", "place"].first { prefix == $0 } ?? known
    if let type, keys.contains("\(type):\(words)") || !mustExist { return "\(type):\(words)" }
    throw StoreError.noEntity(words)
  }

  /// Gives every article's entity the identity that the decisions say.
  ///
  /// - Parameter former: keys that stood for others before.
  static func reapply(_ db: Database, former: Set<String> = []) throws -> Int {
    let identities = try EntityIdentities(db)
    let affected = Set(identities.redirects.keys).union(identities.splits.keys.map(\.key))
      .union(former)
    var changed = 0
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT ae.id, ae.key, e.key AS now, e.type, e.subtype, d.content_key
        FROM article_entities ae JOIN entities e ON e.id = ae.entity_id
        JOIN articles a ON a.id = ae.article_id JOIN documents d ON d.id = a.document_id
        WHERE ae.key IN (SELECT value FROM json_each(?1))
          OR e.key IN (SELECT value FROM json_each(?1))
        """, arguments: [JSONArray.text(affected.sorted())])
    for row in rows {
      let now: String = row["now"]
      let key = identities.decided(row["key"], contentKey: row["content_key"])
      guard key != now else { continue }
      try db.execute(
        sql: "INSERT OR IGNORE INTO entities (key, type, subtype, name) VALUES (?, ?, ?, ?)",
        arguments: [key, row["type"], row["subtype"], EntityKey.shown(key)])
      try db.execute(
        sql: """
          UPDATE article_entities SET entity_id = (SELECT id FROM entities WHERE key = ?)
          WHERE id = ?
          """, arguments: [key, row["id"]])
      changed += 1
    }
    return changed
  }
}
