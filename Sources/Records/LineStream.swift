/// Cuts bytes into lines at byte 0x0A, and only there: U+2028 and U+0085 stand inside JSON strings.
struct LineStream {
  private var stream: any ByteStream
  private var buffer: [UInt8] = []
  private var at = 0
  /// Up to where there is no line feed.
  private var searched = 0
  private var isAtEnd = false
  private let limit: Int

  init(_ stream: any ByteStream, limit: Int) {
    self.stream = stream
    self.limit = limit
  }

  /// Whether a whole line, or the end, is there, or comes within some milliseconds.
  mutating func isReady(within milliseconds: Int) throws(RecordError) -> Bool {
    while lineEnd() == nil, !isAtEnd {
      guard stream.isReady(within: milliseconds) else { return false }
      guard buffer.count - at <= limit else { return true }
      try fill()
    }
    return true
  }

  private mutating func lineEnd() -> Int? {
    let end = buffer.withUnsafeBufferPointer { $0[searched...].firstIndex(of: 0x0A) }
    searched = end ?? buffer.count
    return end
  }

  private mutating func fill() throws(RecordError) {
    searched -= at
    buffer.removeFirst(at)
    at = 0
    let piece = try stream.next()
    if piece.isEmpty { isAtEnd = true }
    buffer += piece
  }

  /// The next line without its line feed; nil at the end.
  ///
  /// - Throws: ``RecordError/tooLarge(limit:)`` for a line beyond the limit, after which the stream is
  ///   of no use.
  mutating func next() throws(RecordError) -> [UInt8]? {
    while true {
      if let end = lineEnd() {
        defer {
          at = end + 1
          searched = at
        }
        return Array(buffer[at..<end])
      }
      guard buffer.count - at <= limit else { throw .tooLarge(limit: limit) }
      guard !isAtEnd else {
        defer { (buffer, at, searched) = ([], 0, 0) }
        return at == buffer.count ? nil : Array(buffer[at...])
      }
      try fill()
    }
  }
}

/// Cuts bytes into rows of cells (RFC 4180): a quoted cell may hold separators, quotation marks
/// (doubled) and line ends.
///
/// All separators are ASCII bytes, and no Chinese encoding but UTF-16 uses those inside a character.
struct RowStream {
  private var stream: any ByteStream
  private var buffer: [UInt8] = []
  private var at = 0
  /// Up to where no row ends, and whether that is inside of quotation marks.
  private var searched = 0
  private var isQuoted = false
  private var isAtEnd = false
  private let separator: UInt8
  private let limit: Int

  init(_ stream: any ByteStream, separator: UInt8, limit: Int) {
    self.stream = stream
    self.separator = separator
    self.limit = limit
  }

  /// Whether a whole row, or the end, is there, or comes within some milliseconds.
  mutating func isReady(within milliseconds: Int) throws(RecordError) -> Bool {
    if searched < at { (searched, isQuoted) = (at, false) }
    while true {
      while searched < buffer.count {
        if buffer[searched] == 0x0A, !isQuoted { return true }
        if buffer[searched] == UInt8(ascii: "\"") { isQuoted.toggle() }
        searched += 1
      }
      if isAtEnd || buffer.count - at > limit { return true }
      guard stream.isReady(within: milliseconds) else { return false }
      _ = try fill()
    }
  }

  /// The next row; nil at the end. Empty lines are no rows.
  mutating func next() throws(RecordError) -> [[UInt8]]? {
    while true {
      guard let row = try row() else { return nil }
      if row.count > 1 || row.first?.isEmpty == false { return row }
    }
  }

  private mutating func fill() throws(RecordError) -> Bool {
    if isAtEnd { return false }
    searched = max(0, searched - at)
    buffer.removeFirst(at)
    at = 0
    let piece = try stream.next()
    isAtEnd = piece.isEmpty
    buffer += piece
    return !isAtEnd
  }

  private mutating func byte() throws(RecordError) -> UInt8? {
    if at == buffer.count, try !fill() { return nil }
    defer { at += 1 }
    return buffer[at]
  }

  private mutating func row() throws(RecordError) -> [[UInt8]]? {
    guard var byte = try byte() else { return nil }
    var row: [[UInt8]] = []
    var cell: [UInt8] = []
    var size = 0
    while true {
      if byte == UInt8(ascii: "\""), cell.isEmpty {
        // Quoted: up to a mark that is not doubled.
        while true {
          guard let inside = try self.byte() else { throw .unclosedQuote }
          if inside == UInt8(ascii: "\"") {
            guard let after = try self.byte() else {
              row.append(cell)
              return row
            }
            if after == inside {
              cell.append(after)
              continue
            }
            byte = after
            break
          }
          cell.append(inside)
          size += 1
          guard size <= limit else { throw .tooLarge(limit: limit) }
        }
      }
      if byte == separator {
        row.append(cell)
        cell = []
      } else if byte == 0x0A {
        if cell.last == 0x0D { cell.removeLast() }
        row.append(cell)
        return row
      } else {
        cell.append(byte)
        size += 1
        guard size <= limit else { throw .tooLarge(limit: limit) }
      }
      guard let next = try self.byte() else {
        if cell.last == 0x0D { cell.removeLast() }
        row.append(cell)
        return row
      }
      byte = next
    }
  }
}
