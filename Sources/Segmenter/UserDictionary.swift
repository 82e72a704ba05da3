/// Words that a user wants kept whole, each with an optional type.
///
/// Text form: one `word [type]` a line, separated by white space; empty lines and lines that begin
/// with # are comments. Of overlapping matches the leftmost wins, of those the longest.
public struct UserDictionary: Sendable {
  public enum Problem: Error, Hashable, CustomStringConvertible {
    case tooManyFields(line: Int)
    case tooLong(line: Int)
    case tooManyTypes(line: Int)

    public var description: String {
      switch self {
      case .tooManyFields(let line):
        "dictionary line \(line): more than a word and a type; write `word [type]`"
      case .tooLong(let line):
        "dictionary line \(line): the word is longer than \(UserDictionary.longestWord) characters"
      case .tooManyTypes(let line):
        "dictionary line \(line): more than 255 different types"
      }
    }
  }

  /// A match is tried at every position, so the words must end somewhere.
  public static let longestWord = 64

  /// The types in the order of first use; a token's `tag` is the index here plus one.
  public private(set) var types: [String] = []
  /// Words by their first unit, longest first.
  private var words: [UInt16: [(units: [UInt16], tag: UInt8)]] = [:]
  private var firsts = [Bool](repeating: false, count: 0x10000)

  public init() {}

  public init(parsing text: String) throws(Problem) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard let word = fields.first, !word.hasPrefix("#") else { continue }
      guard fields.count <= 2 else { throw .tooManyFields(line: index + 1) }
      guard word.utf16.count <= Self.longestWord else { throw .tooLong(line: index + 1) }
      guard insert(String(word), type: fields.count == 2 ? String(fields[1]) : nil) else {
        throw .tooManyTypes(line: index + 1)
      }
    }
  }

  public var isEmpty: Bool { words.isEmpty }

  /// Adds a word; false when there are too many types.
  @discardableResult
  public mutating func insert(_ word: String, type: String? = nil) -> Bool {
    let units = Array(word.utf16)
    guard let first = units.first else { return true }
    var tag: UInt8 = 0
    if let type {
      let index = types.firstIndex(of: type) ?? types.count
      guard index < 255 else { return false }
      if index == types.count { types.append(type) }
      tag = UInt8(index + 1)
    }
    var entries = words[first, default: []]
    entries.removeAll { $0.units == units }
    entries.append((units, tag))
    entries.sort { $0.units.count > $1.units.count }
    words[first] = entries
    firsts[Int(first)] = true
    return true
  }

  /// The longest word that begins at a position: its end and tag.
  func match(in units: UnsafeBufferPointer<UInt16>, at position: Int) -> (end: Int, tag: UInt8)? {
    let first = units[position]
    guard firsts[Int(first)], let entries = words[first] else { return nil }
    for (word, tag) in entries where position + word.count <= units.count {
      if word.indices.allSatisfy({ units[position + $0] == word[$0] }) {
        return (position + word.count, tag)
      }
    }
    return nil
  }
}
