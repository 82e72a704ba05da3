import Values

/// A Markdown file as plain text: marks of headings, lists, emphasis and links are left out; front
/// matter (`---`, `title: …`) says what it is.
struct MarkdownPage {
  private var fields: [String: String] = [:]
  private var lines: [String] = []

  init(units: [UInt16]) {
    var all = String(decoding: units, as: UTF16.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }[...]
    if all.first == "---", let end = all.dropFirst().firstIndex(of: "---") {
      for line in all[1..<end] {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = trimmed(String(line[line.index(after: colon)...]))
        fields[line[..<colon].lowercased()] = value.trimmingQuotes
      }
      all = all[(end + 1)...]
    }
    var isCode = false
    for line in all {
      if line.hasPrefix("```") {
        isCode.toggle()
        continue
      }
      if !isCode { lines.append(Self.plain(line)) }
    }
  }

  func record(id: String, source: String) -> Record {
    Record(
      text: .units(Array(lines.joined(separator: "\n").utf16)), id: fields["id"] ?? id,
      source: source, title: fields["title"],
      date: fields["date"].flatMap(RecordDate.day), outlet: fields["source"], url: fields["url"],
      author: fields["author"])
  }

  /// A line without its marks.
  private static func plain(_ line: Substring) -> String {
    var rest = line
    while let first = rest.first, first == ">" || first == " " { rest = rest.dropFirst() }
    let hashes = rest.prefix { $0 == "#" }.count
    if (1...6).contains(hashes), rest.dropFirst(hashes).first == " " {
      rest = rest.dropFirst(hashes + 1)
    } else if let first = rest.first, "-*+".contains(first), rest.dropFirst().first == " " {
      rest = rest.dropFirst(2)
    }
    var result = ""
    var at = rest.startIndex
    while at < rest.endIndex {
      let character = rest[at]
      let next = rest.index(after: at)
      switch character {
      case "*", "`":
        // Emphasis and code; a star between spaces or digits is one that is meant.
        let before = result.last
        let isMeant = character == "*" && (before?.isWholeNumber ?? false)
        if isMeant { result.append(character) }
      case "!" where next < rest.endIndex && rest[next] == "[":
        if let link = Link(rest, at: next) {
          at = link.end
          continue
        }
        result.append(character)
      case "[":
        if let link = Link(rest, at: at) {
          result += link.text
          at = link.end
          continue
        }
        result.append(character)
      case "\\" where next < rest.endIndex && "*_`[]#\\".contains(rest[next]):
        result.append(rest[next])
        at = rest.index(after: next)
        continue
      default: result.append(character)
      }
      at = next
    }
    return result
  }

  /// `[text](address)`
  private struct Link {
    var text: Substring
    var end: Substring.Index

    init?(_ line: Substring, at start: Substring.Index) {
      // An address is no longer than this; a line of brackets must not become quadratic.
      let near = line[start...].prefix(2_000)
      guard let close = near.firstIndex(of: "]") else { return nil }
      let open = line.index(after: close)
      guard open < near.endIndex, near[open] == "(",
        let last = near[open...].firstIndex(of: ")")
      else { return nil }
      text = line[line.index(after: start)..<close]
      end = line.index(after: last)
    }
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}
