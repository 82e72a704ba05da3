import Foundation
import GRDB
import Testing

/// Databases of earlier versions are brought up to date when they are opened for writing.
@Suite struct MigrationTests {
  @Test func aDatabaseWithoutPagesIsCompleted() throws {
    let folder = try Scratch()
    let path = folder.path + "/news.db"
    try Binary.run("batch", "samples/agency.txt", "--date", "2024-09-15", "--into", path, "-q")
    let before = try Binary.run("quotes", "--db", path, "--format", "csv").output
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.write { db in
        try db.execute(
          sql: """
            DROP INDEX articles_day; DROP INDEX articles_outlet; DROP INDEX articles_facts;
            DROP INDEX article_entities_totals; DROP INDEX speakers_name;
            ALTER TABLE articles DROP COLUMN day; ALTER TABLE articles DROP COLUMN outlet;
            CREATE INDEX article_entities_entity ON article_entities (entity_id);
            DROP TABLE marks; DROP TABLE speaker_decisions;
            ALTER TABLE article_entities DROP COLUMN in_byline;
            DELETE FROM grdb_migrations WHERE identifier IN ('2 pages', '3 evidence');
            """)
      }
      try queue.close()
    }
    // Questions are answered as they are, decisions bring it up to date.
    #expect(try Binary.run("quotes", "--db", path, "--format", "csv").output == before)
    #expect(try Binary.run("report", "--from", path, "-o", folder.path + "/r.html").status == 0)
    #expect(try Binary.run("entities", "alias", "冰方", "冰岛", "--db", path).status == 0)
    let queue = try DatabaseQueue(path: path)
    let row = try queue.read { db in
      try Row.fetchOne(db, sql: "SELECT day, outlet FROM articles")
    }
    #expect(row?["day"] == "2024-09-14")
    #expect(row?["outlet"] == "环陆社")
    #expect(try Binary.run("quotes", "--db", path, "--format", "csv").output == before)
  }
}
