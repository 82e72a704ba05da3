import Foundation
import GRDB
import Values

extension Store {
  /// An article by its number, with all that was found in it; nil when there is none.
  public func annotatedArticle(_ number: Int) throws(StoreError) -> AnnotatedArticle? {
    try reading { try Self.annotated(number, in: $0) }
  }

  /// The first articles that the filter lets through, by their numbers.
  public func annotatedArticles(
    _ filter: ArticleFilter, limit: Int
  ) throws(StoreError) -> [AnnotatedArticle] {
    try reading { db in
      let (sql, arguments) = try SQL(
        "SELECT id FROM v_articles WHERE \(filter.condition) ORDER BY id LIMIT \(limit)"
      ).build(db)
      return try Int.fetchAll(db, sql: sql, arguments: arguments).compactMap {
        try Self.annotated($0, in: db)
      }
    }
  }

  /// How many articles the filter lets through.
  public func articleCount(_ filter: ArticleFilter) throws(StoreError) -> Int {
    try reading { db in
      let (sql, arguments) = try SQL(
        "SELECT count(*) FROM v_articles WHERE \(filter.condition)"
      ).build(db)
      return try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    }
  }

  static func annotated(_ number: Int, in db: Database) throws -> AnnotatedArticle? {
    func rows(_ sql: String) throws -> [Row] {
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [number])
    }
    guard
      let row = try rows(
        """
        SELECT v.document, v.title, v.day, v.outlet, v.author, v.url, v.text, a.start
        FROM v_articles v JOIN articles a ON a.id = v.id WHERE v.id = ?
        """
      ).first
    else { return nil }
    var article = AnnotatedArticle(
      document: row["document"], number: number, start: row["start"], text: row["text"])
    article.title = row["title"]
    article.day = row["day"]
    article.outlet = row["outlet"]
    article.author = row["author"]
    article.url = row["url"]

    var indexes: [Int: Int] = [:]
    for row in try rows(
      """
      SELECT ae.id, ae.local, e.key, e.type, e.subtype, e.name, ae.name AS form, ae.aliases,
        ae.titles, e.id AS number
      FROM article_entities ae JOIN entities e ON e.id = ae.entity_id
      WHERE ae.article_id = ? ORDER BY ae.id
      """)
    {
      indexes[row["id"]] = article.entities.count
      let (name, form): (String, String) = (row["name"], row["form"])
      let aliases = strings(row["aliases"])
      article.entities.append(
        AnnotatedArticle.Entity(
          id: row["local"], key: row["key"], type: EntityType(rawValue: row["type"]) ?? .person,
          subtype: row["subtype"], name: name, aliases: form == name ? aliases : [form] + aliases,
          titles: strings(row["titles"]), mentions: [], number: row["number"]))
    }
    for row in try rows(
      """
      SELECT m.article_entity_id, m.start, m.stop FROM article_entities ae
      JOIN mentions m ON m.article_entity_id = ae.id WHERE ae.article_id = ? ORDER BY m.start
      """)
    {
      if let index = indexes[row[0]] { article.entities[index].mentions.append(range(row, 1, 2)) }
    }
    article.statements = try rows(
      "SELECT * FROM quotes WHERE article_id = ? ORDER BY id"
    ).map(statement)
    var statements: [Int: Int] = [:]
    for (index, statement) in article.statements.enumerated() {
      if let number = statement.number { statements[number] = index }
    }
    for row in try rows(
      """
      SELECT s.quote_id, s.article_entity_id, coalesce(e.name, s.name), s.kind, s.title
      FROM quotes q JOIN speakers s ON s.quote_id = q.id
        LEFT JOIN article_entities ae ON ae.id = s.article_entity_id
        LEFT JOIN entities e ON e.id = ae.entity_id
      WHERE q.article_id = ? ORDER BY s.id
      """)
    {
      guard let index = statements[row[0]] else { continue }
      let entity = (row[1] as Int?).flatMap { indexes[$0] }
      article.statements[index].speakers.append(
        AnnotatedArticle.Speaker(
          entity: entity.map { article.entities[$0].id }, name: row[2], kind: row[3],
          title: row[4]))
    }
    article.figures = try rows(
      "SELECT * FROM figures WHERE article_id = ? ORDER BY start, stop"
    ).map(figure)
    article.dates = try rows(
      """
      SELECT start, stop, text, kind, value, end_value FROM dates WHERE article_id = ?
      ORDER BY start, stop
      """
    ).map { row in
      AnnotatedArticle.Moment(
        range: range(row, 0, 1), text: row[2], kind: row[3], value: row[4], endValue: row[5])
    }
    // Databases of earlier versions keep none.
    if try db.tableExists("marks") {
      article.marks = try rows(
        "SELECT start, stop, reason FROM marks WHERE article_id = ? ORDER BY start"
      ).map { AnnotatedArticle.Mark(range: range($0, 0, 1), reason: $0[2]) }
    }
    return article
  }

  private static func statement(_ row: Row) -> AnnotatedArticle.Statement {
    var cue: AnnotatedArticle.Cue?
    if let text: String = row["cue"], let start: Int = row["cue_start"],
      let stop: Int = row["cue_stop"]
    {
      cue = AnnotatedArticle.Cue(
        range: start..<max(start, stop), text: text, cueClass: row["cue_class"] ?? "",
        isNegated: row["negated"], isHedged: row["hedged"])
    }
    var source: Range<Int>?
    if let start: Int = row["source_start"], let stop: Int = row["source_stop"] {
      source = start..<max(start, stop)
    }
    return AnnotatedArticle.Statement(
      id: row["local"], kind: row["type"],
      pieces: pieces(row["spans"]).map { $0.start..<max($0.start, $0.stop) }, text: row["text"],
      cue: cue, source: source, sourceText: row["source"], resolvedBy: row["resolved_by"],
      via: strings(row["via"]), parent: row["parent"], medium: row["medium"],
      confidence: row["confidence"], number: row["id"])
  }

  private static func figure(_ row: Row) -> AnnotatedArticle.Figure {
    func number(_ column: String) -> String? {
      (row[column] as Double?).map { ResultTable.Value.real($0).text }
    }
    return AnnotatedArticle.Figure(
      range: row["start"]..<max(row["start"] as Int, row["stop"]), text: row["text"],
      kind: row["kind"], value: row["decimal"], minimum: number("minimum"),
      maximum: number("maximum"), unit: row["unit"], bound: row["bound"], trend: row["trend"],
      measured: row["measured"])
  }

  private static func range(_ row: Row, _ start: Int, _ stop: Int) -> Range<Int> {
    let low: Int = row[start]
    return low..<max(low, row[stop])
  }

  /// The strings of a JSON array; none when it is none.
  static func strings(_ json: String) -> [String] {
    guard json != "[]" else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
  }
}
