/// A text with passages marked: in colour, or with signs around them.
public struct MarkedText: Sendable {
  public enum Kind: Int, Sendable { case person, organization, place, figure, date, cue, quote }

  /// A passage in Unicode scalars.
  public struct Mark: Sendable {
    public var start: Int
    public var stop: Int
    public var kind: Kind

    public init(start: Int, stop: Int, kind: Kind) {
      self.start = start
      self.stop = stop
      self.kind = kind
    }
  }

  public var isColoured: Bool

  public init(isColoured: Bool) { self.isColoured = isColoured }

  public func heading(_ text: String) -> String { Style(isColoured: isColoured).title(text.shown) }
  public func faint(_ text: String) -> String { Style(isColoured: isColoured).faint(text.shown) }
  public func name(_ text: String) -> String { Style(isColoured: isColoured).name(text.shown) }

  /// - Parameters:
  ///   - start: where the text begins in the document that the marks point into.
  ///   - marks: may lie inside each other, such as names inside statements.
  public func text(_ text: String, start: Int, marks: [Mark]) -> String {
    let scalars = Array(text.unicodeScalars)
    var opening: [Int: [Mark]] = [:]
    var closing: [Int: [Mark]] = [:]
    for mark in marks where mark.stop > mark.start {
      opening[mark.start - start, default: []].append(mark)
      closing[mark.stop - start, default: []].append(mark)
    }
    var open: [Mark] = []
    var result = ""
    var line = String.UnicodeScalarView()
    func flush() {
      for (index, piece) in String(line).split(
        separator: "\n", omittingEmptySubsequences: false
      ).enumerated() {
        if index > 0 { result += "\n" }
        result += painted(String(piece).shown, open)
      }
      line = String.UnicodeScalarView()
    }
    for position in 0...scalars.count {
      if let marks = closing[position] {
        flush()
        for mark in marks.sorted(by: { $0.start > $1.start }) {
          result += sign(mark.kind, isOpening: false)
          open.removeAll { $0.start == mark.start && $0.stop == mark.stop && $0.kind == mark.kind }
        }
      }
      if let marks = opening[position] {
        flush()
        for mark in marks.sorted(by: { $0.stop > $1.stop }) {
          open.append(mark)
          result += sign(mark.kind, isOpening: true)
        }
      }
      if position < scalars.count { line.append(scalars[position]) }
    }
    flush()
    return result
  }

  private func painted(_ text: String, _ open: [Mark]) -> String {
    guard isColoured, !text.isEmpty, !open.isEmpty else { return text }
    let codes = Set(open.map { Self.code($0.kind) }).sorted().joined(separator: ";")
    return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
  }

  /// Select Graphic Rendition: colours for names and figures, italics for statements.
  private static func code(_ kind: Kind) -> String {
    switch kind {
    case .person: "1;36"
    case .organization: "1;35"
    case .place: "1;34"
    case .figure: "32"
    case .date: "33"
    case .cue: "4"
    case .quote: "3"
    }
  }

  private func sign(_ kind: Kind, isOpening: Bool) -> String {
    guard !isColoured else { return "" }
    switch kind {
    case .person, .organization, .place: return isOpening ? "[" : "]"
    case .figure, .date: return isOpening ? "<" : ">"
    case .quote: return isOpening ? "{" : "}"
    case .cue: return ""
    }
  }
}
