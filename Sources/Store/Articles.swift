import GRDB

/// One article with everything that was found in it, in text order; offsets in Unicode scalars of the
/// document's text.
public struct FoundArticle: Sendable {
  public struct Name: Sendable {
    public var start: Int
    public var stop: Int
    public var text: String
    public var type: String
    public var key: String
    public var entity: String
  }

  public struct Quote: Sendable {
    public var local: String
    public var pieces: [(start: Int, stop: Int)]
    public var text: String
    public var type: String
    public var speaker: String?
    public var title: String?
    public var cue: String?
    public var cueStart: Int?
    public var cueStop: Int?
    public var source: String?
    public var sourceStart: Int?
    public var sourceStop: Int?
  }

  public struct Passage: Sendable {
    public var start: Int
    public var stop: Int
    public var text: String
    public var kind: String
    public var value: String?
    public var unit: String?
  }

  public var id: Int
  public var document: String
  public var title: String?
  public var day: String?
  public var outlet: String?
  public var author: String?
  public var url: String?
  public var start: Int
  public var stop: Int
  public var text: String
  public var words: String
  public var names: [Name]
  public var quotes: [Quote]
  public var figures: [Passage]
  public var dates: [Passage]
}

extension Store {
  /// The articles of the document of that id, or the article of that number.
  public func articles(_ id: String) throws(StoreError) -> [FoundArticle] {
    try reading { db in
      var ids = try Int.fetchAll(
        db,
        sql: """
          SELECT a.id FROM articles a JOIN documents d ON d.id = a.document_id WHERE d.name = ?
          ORDER BY a.id
          """, arguments: [id])
      if ids.isEmpty, let number = Int(id) {
        ids = try Int.fetchAll(db, sql: "SELECT id FROM articles WHERE id = ?", arguments: [number])
      }
      guard !ids.isEmpty else { throw StoreError.noArticle(id) }
      return try ids.compactMap { try Self.article($0, in: db) }
    }
  }

  /// Gives every article to `body`, in the order of their ids; nothing but one article is held.
  public func forEachArticle(
    _ filter: ArticleFilter, _ body: (FoundArticle) throws -> Void
  ) throws {
    try queue.read { db in
      let (sql, arguments) = try SQL(
        "SELECT id FROM v_articles WHERE \(filter.condition) ORDER BY id"
      ).build(db)
      let ids = try Int.fetchCursor(db, sql: sql, arguments: arguments)
      while let id = try ids.next() {
        if let article = try Self.article(id, in: db) { try body(article) }
      }
    }
  }

  private static func article(_ id: Int, in db: Database) throws -> FoundArticle? {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT v.*, a.start, a.stop, a.words FROM v_articles v JOIN articles a ON a.id = v.id
          WHERE v.id = ?
          """, arguments: [id])
    else { return nil }
    func rows(_ sql: String) throws -> [Row] {
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id])
    }
    let names = try rows(
      """
      SELECT m.start, m.stop, m.text, e.type, e.key, e.name FROM mentions m
      JOIN article_entities ae ON ae.id = m.article_entity_id JOIN entities e ON e.id = ae.entity_id
      WHERE ae.article_id = ? ORDER BY m.start, m.stop
      """
    ).map { row in
      FoundArticle.Name(
        start: row[0], stop: row[1], text: row[2], type: row[3], key: row[4], entity: row[5])
    }
    let quotes = try rows(
      """
      SELECT q.local, q.spans, q.text, q.type, coalesce(e.name, s.name) AS speaker, s.title,
        q.cue, q.cue_start, q.cue_stop, q.source, q.source_start, q.source_stop
      FROM quotes q LEFT JOIN speakers s ON s.quote_id = q.id
        LEFT JOIN article_entities ae ON ae.id = s.article_entity_id
        LEFT JOIN entities e ON e.id = ae.entity_id
      WHERE q.article_id = ? ORDER BY q.id, s.id
      """
    ).map { row in
      FoundArticle.Quote(
        local: row[0], pieces: pieces(row[1]), text: row[2], type: row[3], speaker: row[4],
        title: row[5], cue: row[6], cueStart: row[7], cueStop: row[8], source: row[9],
        sourceStart: row[10], sourceStop: row[11])
    }
    let figures = try rows(
      """
      SELECT start, stop, text, kind, decimal, unit FROM figures WHERE article_id = ?
      ORDER BY start, stop
      """
    ).map(passage)
    let dates = try rows(
      """
      SELECT start, stop, text, kind, value, NULL FROM dates WHERE article_id = ?
      ORDER BY start, stop
      """
    ).map(passage)
    return FoundArticle(
      id: id, document: row["document"], title: row["title"], day: row["day"],
      outlet: row["outlet"], author: row["author"], url: row["url"], start: row["start"],
      stop: row["stop"], text: row["text"], words: row["words"], names: names, quotes: quotes,
      figures: figures, dates: dates)
  }

  private static func passage(_ row: Row) -> FoundArticle.Passage {
    FoundArticle.Passage(
      start: row[0], stop: row[1], text: row[2], kind: row[3], value: row[4], unit: row[5])
  }

  /// `[[3,9],[12,20]]`
  static func pieces(_ text: String) -> [(start: Int, stop: Int)] {
    let numbers = text.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    return stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
  }
}
