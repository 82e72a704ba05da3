import GRDB

/// What the database knows of one person, organisation or place.
public struct EntityProfile: Sendable {
  public var entity: EntityRow
  /// Other names, the most frequent first.
  public var aliases: [String] = []
  /// Titles with the first and the last day on which they were given, in the order of the first.
  public var titles: [(title: String, first: String?, last: String?, articles: Int)] = []
  public var cues: [(cue: String, count: Int)] = []
  /// Who is spoken about in its statements.
  public var about: [EntityRow] = []
  /// Who speaks about it.
  public var spokenAboutBy: [EntityRow] = []
  /// Mentions by day.
  public var days: [String: Int] = [:]
  /// Statements by day.
  public var quoteDays: [String: Int] = [:]
  public var articles = 0
  public var quotes = 0
}

extension Store {
  /// - Returns: nil when there is no entity of that number.
  public func profile(_ id: Int) throws(StoreError) -> EntityProfile? {
    try reading { db in
      guard
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT e.*, (SELECT sum(ae.mentions) FROM article_entities ae
              JOIN articles a INDEXED BY articles_facts ON a.id = ae.article_id
              WHERE ae.entity_id = e.id AND a.duplicate_of IS NULL) AS n
            FROM entities e WHERE e.id = ?
            """, arguments: [id])
      else { return nil }
      var profile = EntityProfile(
        entity: EntityRow(
          id: id, key: row["key"], type: row["type"], subtype: row["subtype"], name: row["name"],
          count: row["n"] ?? 0))
      try Self.addOccurrences(to: &profile, in: db)
      try Self.addStatements(to: &profile, in: db)
      return profile
    }
  }

  /// Names, titles and days.
  private static func addOccurrences(to profile: inout EntityProfile, in db: Database) throws {
    var names: [String: Int] = [:]
    var titles: [String: (first: String?, last: String?, articles: Int)] = [:]
    var order: [String] = []
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT ae.name, ae.aliases, ae.titles, ae.mentions, a.day FROM article_entities ae
        JOIN articles a INDEXED BY articles_facts ON a.id = ae.article_id
        WHERE ae.entity_id = ? AND a.duplicate_of IS NULL ORDER BY a.day, a.id
        """, arguments: [profile.entity.id])
    while let row = try rows.next() {
      profile.articles += 1
      let day: String? = row[4]
      if let day { profile.days[day, default: 0] += row[3] as Int }
      let name: String = row[0]
      for form in [name] + strings(row[1]) where form != profile.entity.name {
        names[form, default: 0] += 1
      }
      for title in strings(row[2]) {
        if titles[title] == nil { order.append(title) }
        var known = titles[title] ?? (day, day, 0)
        known.first = known.first ?? day
        known.last = day ?? known.last
        known.articles += 1
        titles[title] = known
      }
    }
    profile.aliases = names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    profile.titles = order.compactMap { title in
      titles[title].map { (title, $0.first, $0.last, $0.articles) }
    }
  }

  private static func addStatements(to profile: inout EntityProfile, in db: Database) throws {
    let id = profile.entity.id
    let own = """
      SELECT DISTINCT s.quote_id FROM article_entities ae JOIN speakers s ON s.article_entity_id = ae.id
      WHERE ae.entity_id = \(id)
      """
    for row in try Row.fetchAll(
      db,
      sql: """
        SELECT q.cue, a.day, count(*) FROM quotes q JOIN articles a INDEXED BY articles_facts ON a.id = q.article_id
        WHERE q.id IN (\(own)) AND a.duplicate_of IS NULL GROUP BY 1, 2
        """)
    {
      let count: Int = row[2]
      profile.quotes += count
      if let day: String = row[1] { profile.quoteDays[day, default: 0] += count }
    }
    profile.cues = try Row.fetchAll(
      db,
      sql: """
        SELECT q.cue, count(*) AS n FROM quotes q JOIN articles a INDEXED BY articles_facts ON a.id = q.article_id
        WHERE q.id IN (\(own)) AND a.duplicate_of IS NULL AND q.cue IS NOT NULL
        GROUP BY 1 ORDER BY n DESC, 1 LIMIT 12
        """
    ).map { ($0[0], $0[1]) }
    profile.about = try entityRows(
      """
      SELECT ae.entity_id AS id, count(*) AS n FROM quotes q
      JOIN articles a INDEXED BY articles_facts ON a.id = q.article_id
      JOIN article_entities ae ON ae.article_id = q.article_id AND +ae.entity_id <> \(id)
      JOIN mentions m ON m.article_entity_id = ae.id AND m.start >= q.start AND m.stop <= q.stop
      WHERE q.id IN (\(own)) AND a.duplicate_of IS NULL GROUP BY 1
      """, limit: 12, in: db)
    profile.spokenAboutBy = try entityRows(
      """
      SELECT b.entity_id AS id, count(DISTINCT q.id) AS n FROM article_entities ae
      JOIN articles a INDEXED BY articles_facts ON a.id = ae.article_id JOIN quotes q ON q.article_id = ae.article_id
      JOIN speakers s ON s.quote_id = q.id JOIN article_entities b ON b.id = s.article_entity_id
      WHERE ae.entity_id = \(id) AND a.duplicate_of IS NULL AND +b.entity_id <> \(id)
      AND EXISTS (SELECT 1 FROM mentions m WHERE m.article_entity_id = ae.id
        AND m.start >= q.start AND m.stop <= q.stop)
      GROUP BY 1
      """, limit: 12, in: db)
  }

  /// - Parameter counts: a query of `id` and `n`.
  static func entityRows(_ counts: String, limit: Int, in db: Database) throws -> [EntityRow] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT e.id, e.key, e.type, e.subtype, e.name, c.n FROM (\(counts)) c
        JOIN entities e ON e.id = c.id ORDER BY c.n DESC, e.id LIMIT \(limit)
        """
    ).map {
      EntityRow(id: $0[0], key: $0[1], type: $0[2], subtype: $0[3], name: $0[4], count: $0[5])
    }
  }

  /// Who speaks about whom: those who speak most, those whom they speak about most, and how often.
  public func voices(
    _ filter: ArticleFilter, rows: Int, columns: Int
  ) throws(StoreError) -> (rows: [EntityRow], columns: [EntityRow], counts: [[Int]]) {
    try reading { db in
      func top(_ query: SQL) throws -> [EntityRow] {
        let (sql, arguments) = try query.build(db)
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map {
          EntityRow(id: $0[0], key: $0[1], type: $0[2], subtype: $0[3], name: $0[4], count: $0[5])
        }
      }
      let speaking = try top(
        """
        SELECT e.id, e.key, e.type, e.subtype, e.name, c.n FROM (
          SELECT ae.entity_id AS id, count(DISTINCT s.quote_id) AS n FROM speakers s
          CROSS JOIN article_entities ae ON ae.id = s.article_entity_id
          JOIN articles a INDEXED BY articles_facts ON a.id = ae.article_id WHERE \(filter.articleCondition)
          GROUP BY 1 ORDER BY n DESC, id LIMIT \(rows)) c
        JOIN entities e ON e.id = c.id ORDER BY c.n DESC, e.id
        """)
      let (sql, arguments) = try SQL(
        """
        SELECT b.entity_id, ae.entity_id, count(*) FROM article_entities b
        JOIN speakers s ON s.article_entity_id = b.id JOIN quotes q ON q.id = s.quote_id
        JOIN articles a INDEXED BY articles_facts ON a.id = q.article_id
        JOIN article_entities ae ON ae.article_id = q.article_id AND +ae.entity_id <> b.entity_id
        JOIN mentions m ON m.article_entity_id = ae.id AND m.start >= q.start AND m.stop <= q.stop
        WHERE b.entity_id IN (\(sql: Self.list(speaking.map(\.id)))) AND \(filter.articleCondition)
        GROUP BY 1, 2
        """
      ).build(db)
      var cells: [Int: [Int: Int]] = [:]
      var totals: [Int: Int] = [:]
      for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
        let (from, to, count): (Int, Int, Int) = (row[0], row[1], row[2])
        cells[from, default: [:]][to] = count
        totals[to, default: 0] += count
      }
      let targets = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(columns)
      let known = try top(
        """
        SELECT id, key, type, subtype, name, 0 FROM entities
        WHERE id IN (\(sql: Self.list(targets.map(\.key))))
        """)
      let spokenOf = targets.compactMap { target in known.first { $0.id == target.key } }
      return (
        speaking, spokenOf,
        speaking.map { row in spokenOf.map { cells[row.id]?[$0.id] ?? 0 } }
      )
    }
  }

  /// Mentions by day of the entities that are mentioned most, or of those that are named.
  public func timelines(
    _ filter: ArticleFilter, type: String?, names: [String], limit: Int
  ) throws(StoreError) -> [(entity: EntityRow, days: [String: Int])] {
    var question = EntityQuestion()
    question.filter = filter
    question.type = type
    var entities: [EntityRow] = []
    if names.isEmpty {
      entities = try entityPage(question, Window(offset: 0, limit: limit)).rows
    } else {
      let ids = try reading { db in
        try names.flatMap { try Self.entities(named: $0, in: db).prefix(3) }
      }
      for id in ids.prefix(limit) {
        if let profile = try profile(id) { entities.append(profile.entity) }
      }
    }
    return try reading { db in
      try entities.map { entity in
        let (sql, arguments) = try SQL(
          """
          SELECT a.day, sum(ae.mentions) FROM article_entities ae
          JOIN articles a INDEXED BY articles_facts ON a.id = ae.article_id
          WHERE ae.entity_id = \(entity.id) AND a.day IS NOT NULL AND \(filter.articleCondition)
          GROUP BY 1
          """
        ).build(db)
        var days: [String: Int] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments) { days[row[0]] = row[1] }
        return (entity, days)
      }
    }
  }

  /// All decisions with their numbers, the newest first.
  public func allDecisions() throws(StoreError) -> (
    entities: [DecisionRow], speakers: [SpeakerDecisionRow]
  ) {
    try reading { db in
      let entities = try Row.fetchAll(
        db,
        sql: """
          SELECT c.id, c.action, c.from_key, c.to_key, d.name, c.decided_at FROM decisions c
          LEFT JOIN documents d ON d.content_key = c.content_key ORDER BY c.id DESC
          """
      ).map {
        DecisionRow(
          id: $0[0], action: $0[1], from: $0[2], to: $0[3], document: $0[4], time: $0[5])
      }
      let speakers = try Row.fetchAll(
        db,
        sql: """
          SELECT c.id, coalesce(c.speaker_key, c.name), q.text, a.id, q.local, d.name, c.decided_at
          FROM speaker_decisions c LEFT JOIN documents d ON d.content_key = c.content_key
            LEFT JOIN articles a ON a.document_id = d.id AND a.start <= c.start AND c.stop <= a.stop
            LEFT JOIN quotes q ON q.article_id = a.id AND q.start = c.start AND q.stop = c.stop
          ORDER BY c.id DESC
          """
      ).map {
        SpeakerDecisionRow(
          id: $0[0], speaker: $0[1], text: $0[2], article: $0[3], local: $0[4], document: $0[5],
          time: $0[6])
      }
      return (entities, speakers)
    }
  }
}

public struct DecisionRow: Sendable {
  public var id: Int
  public var action: String
  public var from: String
  public var to: String
  public var document: String?
  public var time: String
}

public struct SpeakerDecisionRow: Sendable {
  public var id: Int
  /// A key, a phrase, or nil for nobody.
  public var speaker: String?
  /// Of the statement, nil when its document is gone.
  public var text: String?
  public var article: Int?
  public var local: String?
  public var document: String?
  public var time: String
}
