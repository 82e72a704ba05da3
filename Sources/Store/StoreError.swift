import GRDB

/// Why the database could not be read or written.
public enum StoreError: Error, Sendable, CustomStringConvertible {
  /// No such file, or no permission; SQLite's words.
  case cannotOpen(path: String, reason: String)
  /// A file that is no database, or a database of another program.
  case notOurs(path: String)
  /// Written by a newer version of this program.
  case newer(path: String)
  /// Another process is writing.
  case busy(path: String)
  /// SQLite failed.
  case failed(path: String, reason: String)
  /// No entity of that key or name.
  case noEntity(String)
  /// A decision that leads back to itself.
  case circle(String)
  /// No document or article of that id.
  case noArticle(String)
  /// No statement of that number.
  case noQuote(Int)
  /// No decision of that number.
  case noDecision(Int)

  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
    case .notOurs(let path): "\(path): is not a database of this program"
    case .newer(let path): "\(path): was written by a newer version of this program"
    case .busy(let path): "\(path): another process is writing to it"
    case .failed(let path, let reason): "\(path): \(reason)"
    case .noEntity(let name): "no entity is called “\(name)”"
    case .circle(let key): "“\(key)” would stand for itself"
    case .noArticle(let id): "no article has the id “\(id)”"
    case .noQuote(let number): "there is no statement \(number)"
    case .noDecision(let number): "there is no decision \(number)"
    }
  }

  init(_ error: any Error, path: String) {
    if let error = error as? StoreError {
      self = error
    } else if let error = error as? DatabaseError {
      switch error.resultCode {
      case .SQLITE_CANTOPEN:
        self = .cannotOpen(path: path, reason: error.message ?? "no such file")
      case .SQLITE_NOTADB: self = .notOurs(path: path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
      default: self = .failed(path: path, reason: error.message ?? "\(error.resultCode)")
      }
    } else {
      self = .failed(path: path, reason: "\(error)")
    }
  }
}
