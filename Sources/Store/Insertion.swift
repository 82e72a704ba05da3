import GRDB
import GRDBSQLite

/// A value of a column.
enum Cell {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])

  init(_ text: String?) { self = text.map(Cell.text) ?? .null }
  init(_ number: Int?) { self = number.map(Cell.integer) ?? .null }
  init(_ number: Double?) { self = number.map(Cell.real) ?? .null }
}

/// A prepared statement that is run once a row.
///
/// Values are bound straight through SQLite's own functions: GRDB's arguments, made for a few rows,
/// take longer than SQLite itself when there are millions. GRDB prepares the statement and owns it.
final class Insertion {
  private let statement: GRDB.Statement
  private let database: SQLiteConnection?

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    database = db.sqliteConnection
  }

  convenience init(_ db: Database, into table: String, _ columns: [String]) throws {
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try self.init(
      db, "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
  }

  /// Runs the statement to its end and gives the id of the row that it inserted.
  @discardableResult
  func run(_ cells: Cell...) throws -> Int {
    try bind(cells)
    defer { sqlite3_reset(statement.sqliteStatement) }
    var code = sqlite3_step(statement.sqliteStatement)
    while code == SQLITE_ROW { code = sqlite3_step(statement.sqliteStatement) }
    guard code == SQLITE_DONE else { throw error(code) }
    return Int(sqlite3_last_insert_rowid(database))
  }

  /// The whole numbers in the first column of all rows, 0 for NULL.
  func integers(_ cells: Cell...) throws -> [Int] {
    try rows(cells) { Int(sqlite3_column_int64($0, 0)) }
  }

  /// The whole numbers in the first two columns of all rows.
  func pairs(_ cells: Cell...) throws -> [(Int, Int)] {
    try rows(cells) { (Int(sqlite3_column_int64($0, 0)), Int(sqlite3_column_int64($0, 1))) }
  }

  private func rows<Value>(_ cells: [Cell], _ value: (OpaquePointer?) -> Value) throws -> [Value] {
    try bind(cells)
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    var values: [Value] = []
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW {
      values.append(value(handle))
      code = sqlite3_step(handle)
    }
    guard code == SQLITE_DONE else { throw error(code) }
    return values
  }

  private func bind(_ cells: [Cell]) throws {
    // SQLITE_TRANSIENT: SQLite makes its own copy before the call returns.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let handle = statement.sqliteStatement
    for (index, cell) in cells.enumerated() {
      let column = Int32(index + 1)
      let code: Int32
      switch cell {
      case .null: code = sqlite3_bind_null(handle, column)
      case .integer(let number): code = sqlite3_bind_int64(handle, column, Int64(number))
      case .real(let number): code = sqlite3_bind_double(handle, column, number)
      case .text(var text):
        code = text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text(handle, column, $0.baseAddress, Int32($0.count), copied)
          }
        }
      case .blob(let bytes):
        code = bytes.withUnsafeBytes {
          sqlite3_bind_blob(handle, column, $0.baseAddress, Int32($0.count), copied)
        }
      }
      guard code == SQLITE_OK else { throw error(code) }
    }
  }

  private func error(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: database.map { String(cString: sqlite3_errmsg($0)) }, sql: statement.sql)
  }
}
