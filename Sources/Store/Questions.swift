import GRDB

/// What questions about the database have in common: which articles count.
public struct ArticleFilter: Sendable {
  /// ISO 8601 days, both included; articles without a day are left out by either.
  public var since: String?
  public var until: String?
  /// Part of the outlet's name: 新华社.
  public var outlet: String?
  /// Whether copies of an article count.
  public var includesDuplicates = false

  public init(
    since: String? = nil, until: String? = nil, outlet: String? = nil,
    includesDuplicates: Bool = false
  ) {
    self.since = since
    self.until = until
    self.outlet = outlet
    self.includesDuplicates = includesDuplicates
  }

  /// For views with `day`, `outlet` and `duplicate_of`.
  var condition: SQL {
    var parts: [SQL] = ["1"]
    if let since { parts.append("day >= \(since)") }
    // 2024-05 includes all its days.
    if let until { parts.append("day <= \(until + "~")") }
    if let outlet { parts.append("instr(outlet, \(outlet)) > 0") }
    if !includesDuplicates { parts.append("duplicate_of IS NULL") }
    return parts.joined(separator: " AND ")
  }
}

public struct QuoteQuestion: Sendable {
  /// A name, an alias or a key.
  public var speaker: String?
  /// A name that the statement mentions, or words in it.
  public var about: String?
  /// Words that stand in it.
  public var words: String?
  /// direct, indirect or mixed.
  public var type: String?
  public var filter = ArticleFilter()
  public var limit: Int?

  public init() {}
}

public struct EntityQuestion: Sendable {
  public enum Count: String, Sendable, CaseIterable { case mentions, documents, quotes }
  public var type: String?
  /// Part of the name.
  public var name: String?
  public var count = Count.mentions
  public var byMonth = false
  public var filter = ArticleFilter()
  public var limit: Int?

  public init() {}
}

public struct FigureQuestion: Sendable {
  /// 枚, %, or a currency: its ISO 4217 code or the word in the text (美元).
  public var unit: String?
  /// Words of what is measured.
  public var of: String?
  public var kind: String?
  public var filter = ArticleFilter()
  public var limit: Int?

  public init() {}
}

extension Store {
  /// Statements with their speakers, by day.
  public func quotes(_ question: QuoteQuestion) throws(StoreError) -> ResultTable {
    try reading { db in
      var condition = question.filter.condition
      if let speaker = question.speaker {
        let entities = try Self.entities(named: speaker, in: db)
        let ids = entities.map { "\($0)" }.joined(separator: ",")
        condition = "\(condition) AND (entity_id IN (\(sql: ids)) OR speaker = \(speaker))"
      }
      if let about = question.about {
        let entities = try Self.entities(named: about, in: db)
        let ids = entities.map { "\($0)" }.joined(separator: ",")
        condition = """
          \(condition) AND (instr(text, \(about)) > 0 OR EXISTS (
            SELECT 1 FROM article_entities ae JOIN mentions m ON m.article_entity_id = ae.id
            WHERE ae.article_id = v_quotes.article_id AND +ae.entity_id IN (\(sql: ids))
            AND m.start >= v_quotes.start AND m.stop <= v_quotes.stop))
          """
      }
      if let type = question.type { condition = "\(condition) AND type = \(type)" }
      if let words = question.words { condition = "\(condition) AND instr(text, \(words)) > 0" }
      return try Self.table(
        db,
        """
        SELECT day, outlet, speaker, title, cue, type, text, document, start, stop
        FROM v_quotes WHERE \(condition) ORDER BY day, id LIMIT \(question.limit ?? -1)
        """)
    }
  }

  /// Entities by how often they are mentioned, in how many documents they are, or how often they speak.
  public func entities(_ question: EntityQuestion) throws(StoreError) -> ResultTable {
    try reading { db in
      let (view, value): (SQL, SQL) =
        switch question.count {
        case .mentions: ("v_mentions", "count(*)")
        case .documents: ("v_mentions", "count(DISTINCT document_id)")
        case .quotes: ("v_quotes", "count(DISTINCT v.id)")
        }
      var condition = question.filter.condition
      if let type = question.type { condition = "\(condition) AND e.type = \(type)" }
      if let name = question.name { condition = "\(condition) AND instr(e.name, \(name)) > 0" }
      let month: SQL = question.byMonth ? "substr(day, 1, 7) AS month, " : ""
      let group: SQL = question.byMonth ? "substr(day, 1, 7), e.id" : "e.id"
      let order: SQL = question.byMonth ? "month, n DESC, e.id" : "n DESC, e.id"
      let count = SQL(sql: question.count.rawValue)
      guard question.byMonth, let limit = question.limit else {
        return try Self.table(
          db,
          """
          SELECT \(month)name, type, subtype, key, n AS \(count) FROM (
            SELECT \(month)e.name, e.type, e.subtype, e.key, e.id, \(value) AS n
            FROM \(view) v JOIN entities e ON e.id = v.entity_id
            WHERE \(condition) GROUP BY \(group)) e
          ORDER BY \(order) LIMIT \(question.limit ?? -1)
          """)
      }
      // The most frequent of every month.
      return try Self.table(
        db,
        """
        SELECT month, name, type, subtype, key, n AS \(count) FROM (
          SELECT *, row_number() OVER (PARTITION BY month ORDER BY n DESC, id) AS rank FROM (
            SELECT \(month)e.name, e.type, e.subtype, e.key, e.id, \(value) AS n
            FROM \(view) v JOIN entities e ON e.id = v.entity_id
            WHERE \(condition) GROUP BY \(group)))
        WHERE rank <= \(limit) ORDER BY month, n DESC, id
        """)
    }
  }

  public func figures(_ question: FigureQuestion) throws(StoreError) -> ResultTable {
    try reading { db in
      var condition = question.filter.condition
      if let unit = question.unit {
        condition = "\(condition) AND (unit = \(unit) OR unit_text = \(unit))"
      }
      if let kind = question.kind { condition = "\(condition) AND kind = \(kind)" }
      if let of = question.of { condition = "\(condition) AND instr(measured, \(of)) > 0" }
      return try Self.table(
        db,
        """
        SELECT day, outlet, text, bound, value, minimum, maximum, unit, measured, kind, trend,
          document, start, stop
        FROM v_figures WHERE \(condition) ORDER BY day, id LIMIT \(question.limit ?? -1)
        """)
    }
  }

  /// Articles in which words stand one after the other, the most relevant first.
  ///
  /// - Parameter words: cut as the articles' own words are; the last one may be the beginning of a
  ///   word. Where no article has them so, the texts themselves are searched for `text`.
  public func search(
    _ words: [String], text: String, filter: ArticleFilter, limit: Int?
  ) throws(StoreError) -> ResultTable {
    try reading { db in
      let phrase = "\"" + words.joined(separator: " ").replacing("\"", with: " ") + "\" *"
      let columns: SQL = """
        day, outlet, v.title, document, v.id AS article,
        instr(v.text, \(text)) - 1 AS at,
        substr(v.text, max(1, instr(v.text, \(text)) - 12), 40) AS passage
        """
      if !words.isEmpty {
        let found = try Self.table(
          db,
          """
          SELECT \(columns) FROM articles_fts JOIN v_articles v ON v.id = articles_fts.rowid
          WHERE articles_fts MATCH \(phrase) AND \(filter.condition)
          ORDER BY articles_fts.rank, v.id LIMIT \(limit ?? -1)
          """)
        if !found.rows.isEmpty { return found }
      }
      return try Self.table(
        db,
        """
        SELECT \(columns) FROM v_articles v
        WHERE instr(v.text, \(text)) > 0 AND \(filter.condition)
        ORDER BY v.id LIMIT \(limit ?? -1)
        """)
    }
  }

  /// A count for every table, and how many articles are copies.
  public func summary() throws(StoreError) -> [(name: String, count: Int)] {
    let tables = [
      "documents", "articles", "entities", "mentions", "quotes", "speakers", "figures", "dates",
      "failures", "runs", "decisions",
    ]
    return try reading { db in
      try tables.map {
        ($0, try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0)
      } + [
        (
          "copies",
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL") ?? 0
        )
      ]
    }
  }

  /// Ids of the entities that a name, an alias or a key may mean.
  static func entities(named name: String, in db: Database) throws -> [Int] {
    let identities = try EntityIdentities(db)
    var keys = ["person", "organization", "place"].map { identities.followed("\($0):\(name)") }
    if name.contains(":") { keys.append(identities.followed(name)) }
    let marks = databaseQuestionMarks(count: keys.count)
    var ids = Set(
      try Int.fetchAll(
        db, sql: "SELECT id FROM entities WHERE key IN (\(marks)) OR name = ?",
        arguments: StatementArguments(keys + [name])))
    if ids.isEmpty {
      ids = Set(
        try Int.fetchAll(
          db,
          sql: """
            SELECT DISTINCT entity_id FROM article_entities
            WHERE name = ?1 OR instr(aliases, ?2) > 0
            """, arguments: [name, "\"\(name)\""]))
    }
    return ids.sorted()
  }

  static func table(_ db: Database, _ sql: SQL) throws -> ResultTable {
    let (text, arguments) = try sql.build(db)
    let statement = try db.makeStatement(sql: text)
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var table = ResultTable(columns: statement.columnNames, rows: [])
    while let row = try rows.next() {
      table.rows.append(row.databaseValues.map(ResultTable.Value.init))
    }
    return table
  }
}

extension ResultTable.Value {
  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null, .blob: self = .null
    case .int64(let number): self = .integer(Int(number))
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    }
  }
}
