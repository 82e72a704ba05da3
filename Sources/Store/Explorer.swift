import GRDB

/// What pages of lists show: rows with the numbers that lead on to other pages.
///
/// Lists go through articles from the newest to the oldest, which an index gives in that order: a page
/// is read without looking at what comes after it.
public struct Window: Sendable {
  public var offset: Int
  public var limit: Int

  public init(offset: Int, limit: Int) {
    self.offset = offset
    self.limit = limit
  }
}

public struct QuoteRow: Sendable {
  public struct Speaker: Sendable {
    public var name: String
    public var title: String?
    public var kind: String
    public var entity: Int?
    public var type: String?
    public var key: String?
  }
  public var id: Int
  public var article: Int
  public var local: String
  public var day: String?
  public var outlet: String?
  public var headline: String?
  public var document: String
  public var type: String
  public var text: String
  public var cue: String?
  public var cueClass: String?
  public var resolvedBy: String
  public var confidence: Double
  public var start: Int
  public var stop: Int
  public var speakers: [Speaker] = []
}

public struct EntityRow: Sendable {
  public var id: Int
  public var key: String
  public var type: String
  public var subtype: String?
  public var name: String
  public var count: Int
}

public struct ArticleRow: Sendable {
  public var id: Int
  public var document: String
  public var title: String?
  public var day: String?
  public var outlet: String?
  public var quotes: Int
  /// The text around what was searched for, or the beginning.
  public var passage: String
}

public struct FigureRow: Sendable {
  public var id: Int
  public var article: Int
  public var day: String?
  public var outlet: String?
  public var document: String
  public var text: String
  public var kind: String
  public var bound: String
  public var decimal: String?
  public var minimum: Double?
  public var maximum: Double?
  public var unit: String?
  public var trend: String?
  public var measured: String?
  public var start: Int
  public var stop: Int
}

extension ArticleFilter {
  /// Whether all articles but copies count.
  var isPlain: Bool { since == nil && until == nil && outlet == nil && !includesDuplicates }

  /// The same as ``condition`` for the table `articles a`, whose columns are indexed.
  var articleCondition: SQL {
    var parts: [SQL] = ["1"]
    if let since { parts.append("a.day >= \(since)") }
    if let until { parts.append("a.day <= \(until + "~")") }
    if let outlet { parts.append("instr(a.outlet, \(outlet)) > 0") }
    if !includesDuplicates { parts.append("a.duplicate_of IS NULL") }
    return parts.joined(separator: " AND ")
  }
}

extension Store {
  /// A page of statements, the newest articles first, and how many there are in all.
  public func quotePage(
    _ question: QuoteQuestion, _ window: Window
  ) throws(StoreError) -> (rows: [QuoteRow], total: Int) {
    try reading { db in
      var condition = question.filter.articleCondition
      var isNarrow = false
      if let speaker = question.speaker {
        let ids = try Self.list(Self.entities(named: speaker, in: db))
        condition = """
          \(condition) AND q.id IN (
            SELECT s.quote_id FROM article_entities ae JOIN speakers s ON s.article_entity_id = ae.id
            WHERE ae.entity_id IN (\(sql: ids))
            UNION SELECT quote_id FROM speakers WHERE article_entity_id IS NULL AND name = \(speaker))
          """
        isNarrow = true
      }
      if let about = question.about {
        let ids = try Self.list(Self.entities(named: about, in: db))
        condition = """
          \(condition) AND q.id IN (
            SELECT id FROM quotes WHERE instr(text, \(about)) > 0
            UNION SELECT x.id FROM article_entities ae
            JOIN mentions m ON m.article_entity_id = ae.id
            JOIN quotes x ON x.article_id = ae.article_id AND x.start <= m.start AND m.stop <= x.stop
            WHERE ae.entity_id IN (\(sql: ids)))
          """
        isNarrow = true
      }
      if let type = question.type { condition = "\(condition) AND q.type = \(type)" }
      if let words = question.words { condition = "\(condition) AND instr(q.text, \(words)) > 0" }
      // Few statements are sorted; many are read in the order of the index.
      let join: SQL = isNarrow ? "JOIN" : "CROSS JOIN"
      let ids = try Self.integers(
        db,
        """
        SELECT q.id FROM articles a \(join) quotes q ON q.article_id = a.id WHERE \(condition)
        ORDER BY a.day DESC, a.id DESC, q.id LIMIT \(window.limit) OFFSET \(window.offset)
        """)
      let total = try Self.total(
        ids.count, window, db,
        "SELECT count(*) FROM articles a \(join) quotes q ON q.article_id = a.id WHERE \(condition)"
      )
      return (try Self.quoteRows(ids, in: db), total)
    }
  }

  private static func quoteRows(_ ids: [Int], in db: Database) throws -> [QuoteRow] {
    var rows: [Int: QuoteRow] = [:]
    let found = try Row.fetchAll(
      db,
      sql: """
        SELECT q.id, q.article_id, q.local, a.day, a.outlet, a.title AS headline,
          d.name AS document, q.type, q.text, q.cue, q.cue_class, q.resolved_by, q.confidence,
          q.start, q.stop, coalesce(e.name, s.name) AS speaker, s.title, s.kind, e.id AS entity,
          e.type AS entity_type, e.key
        FROM quotes q JOIN articles a ON a.id = q.article_id JOIN documents d ON d.id = a.document_id
          LEFT JOIN speakers s ON s.quote_id = q.id
          LEFT JOIN article_entities ae ON ae.id = s.article_entity_id
          LEFT JOIN entities e ON e.id = ae.entity_id
        WHERE q.id IN (\(list(ids))) ORDER BY q.id, s.id
        """)
    for row in found {
      let id: Int = row["id"]
      var quote =
        rows[id]
        ?? QuoteRow(
          id: id, article: row["article_id"], local: row["local"], day: row["day"],
          outlet: row["outlet"], headline: row["headline"], document: row["document"],
          type: row["type"], text: row["text"], cue: row["cue"], cueClass: row["cue_class"],
          resolvedBy: row["resolved_by"], confidence: row["confidence"], start: row["start"],
          stop: row["stop"])
      if let name: String = row["speaker"] {
        quote.speakers.append(
          QuoteRow.Speaker(
            name: name, title: row["title"], kind: row["kind"] ?? "unknown", entity: row["entity"],
            type: row["entity_type"], key: row["key"]))
      }
      rows[id] = quote
    }
    return ids.compactMap { rows[$0] }
  }

  /// A page of entities by how often they are mentioned, in how many documents they are, or how often
  /// they speak; and how many there are in all.
  public func entityPage(
    _ question: EntityQuestion, _ window: Window
  ) throws(StoreError) -> (rows: [EntityRow], total: Int) {
    try reading { db in
      let filter = question.filter
      var conditions: [SQL] = []
      if let type = question.type { conditions.append("e.type = \(type)") }
      if let name = question.name { conditions.append("instr(e.name, \(name)) > 0") }
      // Entities are looked at only where something is asked of them.
      let entities: SQL = conditions.isEmpty ? "" : "JOIN entities e ON e.id = ae.entity_id"
      // Copies are few.
      conditions.append(
        filter.isPlain
          ? "ae.article_id NOT IN (SELECT id FROM articles WHERE duplicate_of IS NOT NULL)"
          : "ae.article_id IN (SELECT a.id FROM articles a WHERE \(filter.articleCondition))")
      let (from, value): (SQL, SQL) =
        switch question.count {
        case .mentions: ("article_entities ae", "sum(ae.mentions)")
        case .documents:
          (
            "article_entities ae JOIN articles d INDEXED BY articles_facts ON d.id = ae.article_id",
            "count(DISTINCT d.document_id)"
          )
        case .quotes:
          (
            "speakers s CROSS JOIN article_entities ae ON ae.id = s.article_entity_id",
            "count(DISTINCT s.quote_id)"
          )
        }
      let (sql, arguments) = try SQL(
        """
        SELECT e.id, e.key, e.type, e.subtype, e.name, c.n, c.total FROM (
          SELECT ae.entity_id AS id, \(value) AS n, count(*) OVER () AS total
          FROM \(from) \(entities) WHERE \(conditions.joined(separator: " AND "))
          GROUP BY ae.entity_id HAVING n > 0
          ORDER BY n DESC, ae.entity_id LIMIT \(window.limit) OFFSET \(window.offset)) c
        JOIN entities e ON e.id = c.id ORDER BY c.n DESC, e.id
        """
      ).build(db)
      let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
      return (
        rows.map {
          EntityRow(
            id: $0[0], key: $0[1], type: $0[2], subtype: $0[3], name: $0[4], count: $0[5])
        }, rows.first.map { $0[6] } ?? 0
      )
    }
  }

  /// A page of articles, the newest first, or, where words are searched for, the most relevant first.
  ///
  /// - Parameters:
  ///   - words: cut as the articles' own words are; empty for all articles.
  ///   - text: what the user wrote.
  public func articlePage(
    words: [String], text: String, _ filter: ArticleFilter, _ window: Window
  ) throws(StoreError) -> (rows: [ArticleRow], total: Int) {
    try reading { db in
      let condition = filter.articleCondition
      var from: SQL = "articles a"
      var matches = condition
      var order: SQL = "a.day DESC, a.id DESC"
      if !text.isEmpty {
        let phrase = "\"" + words.joined(separator: " ").replacing("\"", with: " ") + "\" *"
        let joined: SQL = "articles_fts f JOIN articles a ON a.id = f.rowid"
        let found: SQL = "\(condition) AND articles_fts MATCH \(phrase)"
        let isThere =
          try !words.isEmpty
          && !Self.integers(db, "SELECT a.id FROM \(joined) WHERE \(found) LIMIT 1").isEmpty
        if isThere {
          (from, matches, order) = (joined, found, "f.rank, a.id")
        } else {
          matches = """
            \(condition) AND (SELECT instr(d.text, \(text)) FROM documents d
              WHERE d.id = a.document_id) > 0
            """
        }
      }
      let ids = try Self.integers(
        db,
        """
        SELECT a.id FROM \(from) WHERE \(matches) ORDER BY \(order)
        LIMIT \(window.limit) OFFSET \(window.offset)
        """)
      let total = try Self.total(
        ids.count, window, db, "SELECT count(*) FROM \(from) WHERE \(matches)")
      let (sql, arguments) = try SQL(
        """
        SELECT a.id, d.name, a.title, a.day, a.outlet,
          (SELECT count(*) FROM quotes q WHERE q.article_id = a.id),
          substr(d.text, max(a.start, instr(d.text, \(text)) - 30) + 1, 120)
        FROM articles a JOIN documents d ON d.id = a.document_id
        WHERE a.id IN (\(sql: Self.list(ids)))
        """
      ).build(db)
      var rows: [Int: ArticleRow] = [:]
      for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
        rows[row[0]] = ArticleRow(
          id: row[0], document: row[1], title: row[2], day: row[3], outlet: row[4],
          quotes: row[5], passage: row[6])
      }
      return (ids.compactMap { rows[$0] }, total)
    }
  }

  /// A page of figures, the newest articles first, and how many there are in all.
  public func figurePage(
    _ question: FigureQuestion, _ window: Window
  ) throws(StoreError) -> (rows: [FigureRow], total: Int) {
    try reading { db in
      var condition = question.filter.articleCondition
      if let unit = question.unit {
        condition = "\(condition) AND (f.unit = \(unit) OR f.unit_text = \(unit))"
      }
      if let kind = question.kind { condition = "\(condition) AND f.kind = \(kind)" }
      if let of = question.of { condition = "\(condition) AND instr(f.measured, \(of)) > 0" }
      let (sql, arguments) = try SQL(
        """
        SELECT f.*, a.day, a.outlet, d.name AS document FROM articles a
        CROSS JOIN figures f ON f.article_id = a.id JOIN documents d ON d.id = a.document_id
        WHERE \(condition) ORDER BY a.day DESC, a.id DESC, f.id
        LIMIT \(window.limit) OFFSET \(window.offset)
        """
      ).build(db)
      let rows = try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
        FigureRow(
          id: row["id"], article: row["article_id"], day: row["day"], outlet: row["outlet"],
          document: row["document"], text: row["text"], kind: row["kind"], bound: row["bound"],
          decimal: row["decimal"], minimum: row["minimum"], maximum: row["maximum"],
          unit: row["unit"], trend: row["trend"], measured: row["measured"], start: row["start"],
          stop: row["stop"])
      }
      let total = try Self.total(
        rows.count, window, db,
        """
        SELECT count(*) FROM articles a CROSS JOIN figures f ON f.article_id = a.id
        WHERE \(condition)
        """)
      return (rows, total)
    }
  }

  /// Who publishes, the most frequent first.
  public func outlets(limit: Int) throws(StoreError) -> [(name: String, articles: Int)] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT outlet, count(*) AS n FROM articles WHERE outlet IS NOT NULL
          GROUP BY outlet ORDER BY n DESC, outlet LIMIT ?
          """, arguments: [limit]
      ).map { ($0[0], $0[1]) }
    }
  }

  /// How many rows there are in all: counted only when the page does not tell.
  private static func total(
    _ shown: Int, _ window: Window, _ db: Database, _ count: SQL
  ) throws -> Int {
    if shown < window.limit, shown > 0 || window.offset == 0 { return window.offset + shown }
    return try integers(db, count).first ?? 0
  }

  static func integers(_ db: Database, _ query: SQL) throws -> [Int] {
    let (sql, arguments) = try query.build(db)
    return try Int.fetchAll(db, sql: sql, arguments: arguments)
  }

  /// `1,2,3`: numbers only, so that nothing needs quoting.
  static func list(_ ids: [Int]) -> String { ids.map { "\($0)" }.joined(separator: ",") }
}
