import GRDB

extension Store {
  /// What is exported row by row.
  public enum ExportTable: String, Sendable, CaseIterable {
    case quotes, mentions, entities, figures, dates, articles

    /// What a column holds.
    public enum ColumnType: String, Sendable {
      case text, integer, real, boolean
      /// A whole day in ISO 8601, and a moment of one.
      case date, moment
      /// JSON arrays of texts, and of arrays of numbers.
      case texts, spans
    }

    /// The type of one of this table's columns.
    public func type(of column: String) -> ColumnType {
      switch column {
      case "id", "article_id", "start", "stop", "mentions", "documents", "position", "length",
        "duplicate_of":
        .integer
      case "confidence", "minimum", "maximum": .real
      case "value": self == .figures ? .real : .text
      case "negated", "hedged": .boolean
      case "day", "date": .date
      case "moment": .moment
      case "bylines": .texts
      case "spans": .spans
      default: .text
      }
    }
  }

  /// Gives every row of a table, with the names of the columns, to `body`.
  public func forEachRow(
    of table: ExportTable, _ filter: ArticleFilter,
    _ body: ([String], [ResultTable.Value]) throws -> Void
  ) throws {
    try queue.read { db in
      let statement = try Self.statement(of: table, filter, db)
      let columns = statement.columnNames
      let rows = try Row.fetchCursor(statement)
      while let row = try rows.next() {
        try body(columns, row.databaseValues.map(ResultTable.Value.init))
      }
    }
  }

  /// The names of a table's columns.
  public func columns(of table: ExportTable) throws -> [String] {
    try queue.read { try Self.statement(of: table, ArticleFilter(), $0).columnNames }
  }

  private static func statement(
    of table: ExportTable, _ filter: ArticleFilter, _ db: Database
  ) throws -> GRDB.Statement {
    let condition = filter.condition
    let query: SQL =
      switch table {
      case .quotes:
        """
        SELECT id, document, article_id, day, outlet, speaker, speaker_key, speaker_kind, title,
          cue, cue_class, type, text, start, stop,
          (SELECT spans FROM quotes q WHERE q.id = v_quotes.id) AS spans, source, negated,
          resolved_by, confidence
        FROM v_quotes WHERE \(condition) ORDER BY id
        """
      case .mentions:
        """
        SELECT id, document, article_id, day, outlet, entity, type, key, text, kind, start, stop,
          confidence FROM v_mentions WHERE \(condition) ORDER BY id
        """
      case .entities:
        """
        SELECT e.id, e.key, e.type, e.subtype, e.name, count(*) AS mentions,
          count(DISTINCT document_id) AS documents
        FROM v_mentions v JOIN entities e ON e.id = v.entity_id
        WHERE \(condition) GROUP BY e.id ORDER BY e.id
        """
      case .figures:
        """
        SELECT id, document, article_id, day, outlet, text, kind, bound, value, minimum, maximum,
          unit, unit_text, trend, measured, start, stop
        FROM v_figures WHERE \(condition) ORDER BY id
        """
      case .dates:
        """
        SELECT x.id, v.document, x.article_id, v.day, v.outlet, x.text, x.kind, x.value,
          CASE WHEN x.value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' THEN x.value END
            AS date,
          CASE WHEN x.value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]*'
            THEN substr(x.value, 1, 16) || ':00' END AS moment,
          x.end_value, x.anchor, x.start, x.stop
        FROM dates x JOIN v_articles v ON v.id = x.article_id WHERE \(condition) ORDER BY x.id
        """
      case .articles:
        """
        SELECT id, document, position, title, day, outlet, author,
          (SELECT bylines FROM articles a WHERE a.id = v_articles.id) AS bylines, url, script,
          length, duplicate_of, text FROM v_articles WHERE \(condition) ORDER BY id
        """
      }
    let (sql, arguments) = try query.build(db)
    let statement = try db.makeStatement(sql: sql)
    statement.arguments = arguments
    return statement
  }
}
