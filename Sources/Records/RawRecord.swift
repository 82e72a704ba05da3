/// One document as it was read, before anything in it is understood: a file, a member of an archive,
/// a line of JSON, a row of a table.
public struct RawRecord: Sendable {
  public enum Content: Sendable {
    case text([UInt8])
    case markdown([UInt8])
    case html([UInt8])
    /// One line of a JSON Lines file, without its line feed.
    case json([UInt8])
    case row(header: TableHeader, cells: [[UInt8]])
  }

  public var content: Content
  /// The path as the user named it or as it was found; a member of an archive follows a `!`:
  /// `news.zip!2024/a.txt`.
  public var source: String
  /// The line of a JSON Lines file or the row of a table, from 1; nil for whole files.
  public var number: Int?
  /// The last part of the path without its extensions: the id of what names none.
  public var stem: String

  public init(content: Content, source: String, number: Int? = nil, stem: String) {
    self.content = content
    self.source = source
    self.number = number
    self.stem = stem
  }

  /// How many bytes it is held in.
  public var size: Int {
    switch content {
    case .text(let bytes), .markdown(let bytes), .html(let bytes), .json(let bytes): bytes.count
    case .row(_, let cells): cells.reduce(0) { $0 + $1.count }
    }
  }

  /// What the record is, apart from where it lies: equal for equal documents.
  ///
  /// A file's name is its id and so belongs to it; a record carries its id inside.
  public var identity: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 64)
    switch content {
    case .text(let content): bytes = Array("text\0\(stem)\0".utf8) + content
    case .markdown(let content): bytes = Array("markdown\0\(stem)\0".utf8) + content
    case .html(let content): bytes = Array("html\0\(stem)\0".utf8) + content
    case .json(let content): bytes = Array("json\0".utf8) + content
    case .row(let header, let cells):
      bytes = Array("row\0".utf8)
      for (name, cell) in zip(header.names, cells) {
        bytes += Array(name.utf8) + [0] + cell + [0]
      }
    }
    return bytes
  }
}

/// The names of a table's columns, shared by its rows.
public final class TableHeader: Sendable {
  public let names: [String]
  public init(names: [String]) { self.names = names }
}

/// Where a reader failed: the rest of that file is given up, the run goes on with the next.
public struct UnreadableRecord: Error, Sendable {
  public var source: String
  public var number: Int?
  public var reason: RecordError

  public init(source: String, number: Int? = nil, reason: RecordError) {
    self.source = source
    self.number = number
    self.reason = reason
  }
}

/// Why a file or a record in it could not be read.
public enum RecordError: Error, Hashable, Sendable {
  /// The system's words.
  case unreadable(String)
  /// An archive or compressed stream is damaged; the library's words.
  case damaged(String)
  /// More bytes than one document may have.
  case tooLarge(limit: Int)
  /// A folder or a pattern that holds nothing that can be read.
  case nothingFound
  /// Not an object of JSON; where and why.
  case notJSON(offset: Int, String)
  /// None of the fields that may hold the text is there.
  case noText(fields: [String])
  /// A quoted cell of a table that never ends.
  case unclosedQuote
  /// A table without a column for the text.
  case noColumn(names: [String], found: [String])
  /// A page without a text that can be told from its surroundings.
  case noMainText
}

extension RecordError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .damaged(let reason): "is damaged: \(reason)"
    case .tooLarge(let limit): "is larger than \(limit >> 20) MB: split it"
    case .nothingFound: "holds no file that can be read"
    case .notJSON(let offset, let reason): "is not a JSON object: \(reason) at byte \(offset)"
    case .noText(let fields):
      "has no text in \(fields.joined(separator: ", ")): name the field with --text-field"
    case .unclosedQuote: "a quotation mark is never closed"
    case .noColumn(let names, let found):
      "has no column \(names.joined(separator: ", ")), only \(found.joined(separator: ", ")): "
        + "name it with --text-field"
    case .noMainText: "the page has no main text"
    }
  }
}
