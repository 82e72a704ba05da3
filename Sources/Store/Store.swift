import CStore
import Foundation
import GRDB

/// A database of what was found in many documents.
///
/// One connection: writes are transactions in write-ahead mode, so that a process that is killed in
/// the middle of one leaves the state before it.
public final class Store: Sendable {
  public let path: String
  let queue: DatabaseQueue

  /// Marks the file as ours (`PRAGMA application_id`): “pipe” in ASCII.
  private static let applicationID = 0x7069_7065

  public enum Access: Sendable {
    case read
    /// Creates the file when there is none.
    case write
  }

  /// Once a process, before the first connection.
  private static let configured: Void = cstore_configure()

  /// Bytes of write-ahead log after which it is copied into the database: an index's page that many
  /// batches change is copied once.
  private static let mostInLog = 32 << 20

  public init(path: String, access: Access) throws(StoreError) {
    self.path = path
    Self.configured
    do {
      var configuration = Configuration()
      configuration.readonly = access == .read
      configuration.busyMode = .timeout(5)
      configuration.foreignKeysEnabled = true
      if access == .write {
        configuration.prepareDatabase { db in
          // The size of a page is settled with the first one: a batch adds to many indexes in many
          // places, and a document's text fits into a page.
          try db.execute(
            sql: """
              PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
              PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
              """)
          let page = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
          try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.mostInLog / page)")
        }
      }
      if access == .read {
        // Enough to hold the indexes that questions go over.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -32768") }
      }
      if access == .read, !FileManager.default.fileExists(atPath: path) {
        throw StoreError.cannotOpen(path: path, reason: "no such file")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      let (id, isEmpty) = try queue.read { db in
        (
          try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
          try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        )
      }
      guard id == Self.applicationID || (isEmpty && access == .write) else {
        throw StoreError.notOurs(path: path)
      }
      let migrator = Schema.migrator
      if try queue.read(migrator.hasBeenSuperseded) { throw StoreError.newer(path: path) }
      if access == .write {
        if isEmpty {
          try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
          }
        }
        try migrator.migrate(queue)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Runs `body`, with any error as this module's.
  func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Runs `body` in one transaction.
  func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.write(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Copies the write-ahead log into the database, so that the file alone holds everything. Nothing is
  /// amiss when somebody who is reading keeps it from that: the log is as good.
  func settle() {
    _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
  }

  /// Whether the database has all that this version of the program writes.
  public var isCurrent: Bool {
    get throws(StoreError) { try reading { try Schema.migrator.hasCompletedMigrations($0) } }
  }

  /// SQLite's version.
  public static var sqliteVersion: String {
    (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? ""
  }
}

extension Store {
  /// Whether SQLite has what the schema needs: makes it in memory.
  public static func works() throws -> Bool {
    let queue = try DatabaseQueue()
    try Schema.migrator.migrate(queue)
    return try queue.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM articles_fts") == 0
    }
  }

  /// Something that should not be so in a database.
  public enum Problem: Sendable, CustomStringConvertible {
    /// In SQLite's words.
    case sqlite(String)
    /// Rows that point to rows that are not there.
    case orphans(Int)
    /// Mentions whose text is not at their offsets.
    case misplaced(Int)

    public var description: String {
      switch self {
      case .sqlite(let text): text
      case .orphans(let count): "\(count) rows point to rows that are not there"
      case .misplaced(let count): "\(count) mentions are not where they say"
      }
    }
  }

  /// What is wrong; empty when all is well.
  public func problems() throws(StoreError) -> [Problem] {
    try reading { db in
      var problems = try String.fetchAll(db, sql: "PRAGMA quick_check").filter { $0 != "ok" }
        .map(Problem.sqlite)
      let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
      if orphans > 0 { problems.append(.orphans(orphans)) }
      let wrong =
        try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM mentions m JOIN article_entities ae ON ae.id = m.article_entity_id
            JOIN articles a ON a.id = ae.article_id JOIN documents d ON d.id = a.document_id
            WHERE substr(d.text, m.start + 1, m.stop - m.start) <> replace(m.text, char(0), '\u{FFFD}')
            """) ?? 0
      if wrong > 0 { problems.append(.misplaced(wrong)) }
      return problems
    }
  }
}
