import Extract
import Foundation
import Intake
import Segmenter
import Testing
import Values

/// The statements of hand-made texts: Cases/statements.tsv explains itself.
@Suite struct StatementTests {
  /// From the bytes of a text to its statements.
  private struct Stages {
    let intake = Intake()
    let segmenter: Segmenter
    let extractor: Extractor

    init() throws {
      segmenter = try Segmenter(dictionary: UserDictionary())
      extractor = try Extractor()
    }

    func statements(in text: String) throws -> [Found] {
      let document = try intake.document(bytes: Array(text.utf8), id: "case", source: "case")
      var found: [Found] = []
      for article in document.articles {
        let extraction = extractor.extraction(of: try segmenter.segmented(article))
        found += extraction.statements.map { Found($0, article, document) }
      }
      return found
    }
  }

  /// A statement with its spans in the document.
  private struct Found: Comparable, CustomStringConvertible {
    var pieces: [Span]
    var kind: String
    var speaker: String
    var texts: [String]

    init(_ statement: Statement, _ article: Article, _ document: Document) {
      pieces = statement.pieces.map { article.reading.original($0) }
      kind = statement.kind.rawValue
      speaker = statement.speakers.map(\.name).joined(separator: "+")
      texts = pieces.map { document.text($0) }
    }

    static func < (a: Found, b: Found) -> Bool { a.order.lexicographicallyPrecedes(b.order) }
    private var order: [Int] { pieces.flatMap { [$0.start, -$0.end] } }
    var description: String { "\(kind) \(speaker): \(texts)" }
  }

  private struct Case {
    var verdict: String
    var pattern: String
    var text = ""
    /// Kind, speaker and pieces in UTF-16 units, in text order.
    var expected: [(kind: String, speaker: String, pieces: [Span])] = []

    init?(_ columns: [String]) {
      guard columns.count >= 3 else { return nil }
      verdict = columns[0]
      pattern = columns[1]
      var pieces: [Character: [Span]] = [:]
      var open: [(number: Character, start: Int)] = []
      var rest = Substring(columns[2])
      while let character = rest.popFirst() {
        if character == "{", let number = rest.first, rest.dropFirst().first == "|" {
          open.append((number, text.utf16.count))
          rest = rest.dropFirst(2)
        } else if character == "}", let last = open.popLast() {
          pieces[last.number, default: []].append(Span(last.start, text.utf16.count))
        } else {
          text.append(character == "⏎" ? "\n" : character)
        }
      }
      let entries = columns.count > 3 ? columns[3] : ""
      for entry in entries.split(separator: ";") {
        let parts = entry.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let number = parts[0].first else { return nil }
        expected.append((parts[1], parts[2], pieces[number] ?? []))
      }
      expected.sort { ($0.pieces.first?.start ?? 0) < ($1.pieces.first?.start ?? 0) }
    }

    func isMet(by found: [Found], shift: Int = 0) -> Bool {
      found.count == expected.count
        && zip(found.sorted(), expected).allSatisfy { found, wanted in
          found.kind == wanted.kind && (wanted.speaker == "?" || found.speaker == wanted.speaker)
            && found.pieces.map { Span($0.start - shift, $0.end - shift) } == wanted.pieces
        }
    }
  }

  private static let cases: [Case] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Cases/statements.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
      Case($0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
    }
  }()

  @Test func casesAreThere() {
    #expect(Self.cases.count { $0.verdict == "accepted" } >= 30)
    #expect(Self.cases.count { $0.verdict == "rejected" } >= 10)
    #expect(Self.cases.count { $0.verdict == "missed" } >= 5)
  }

  @Test func acceptedAndRejected() throws {
    let stages = try Stages()
    for one in Self.cases where one.verdict != "missed" {
      let found = try stages.statements(in: one.text)
      #expect(one.isMet(by: found), "\(one.pattern): \(one.text) gives \(found)")
    }
  }

  /// A weakness that is gone should become an accepted case.
  @Test func knownMissed() throws {
    let stages = try Stages()
    for one in Self.cases where one.verdict == "missed" {
      let found = try stages.statements(in: one.text)
      #expect(!one.isMet(by: found), "\(one.pattern) is found now: \(one.text)")
    }
  }

  /// Words outside the BMP and a CR LF before a text move everything by the same amount.
  @Test func prefixShifts() throws {
    let stages = try Stages()
    let prefix = "😀😀\r\n\r\n"
    for one in Self.cases where one.verdict == "accepted" {
      let plain = try stages.statements(in: one.text)
      let moved = try stages.statements(in: prefix + one.text)
      #expect(moved.map(\.texts) == plain.map(\.texts), "\(one.pattern)")
      #expect(
        moved.map { $0.pieces.map { $0.start - prefix.utf16.count } }
          == plain.map { $0.pieces.map(\.start) }, "\(one.pattern)")
    }
  }

  @Test func twiceTheSame() throws {
    let stages = try Stages()
    let text = Self.cases.map(\.text).joined(separator: "\n")
    let first = try stages.statements(in: text)
    let second = try stages.statements(in: text)
    #expect(first == second)
  }

  /// Unbalanced, nested and empty marks, control characters, cues and nothing else: whatever comes
  /// out lies inside the text.
  @Test func hostile() throws {
    let texts = [
      "“", "”", "”“", "““““““说””", "「『「『说", "：“", "说：“”", "说：", "说，", "，说", "“”“”“”说“”",
      "他说：“\u{202E}\u{FEFF}”。", "称称称称称称，称称", "据据据据报道，", "王毅说“", "王毅说：\n\n“", "問：\n答：\n問：",
      "记者：\n", "《“》”说，《", "（“）”说（", "王毅告诉", "王毅宣布", "1,234:56“7.8”说，9", "“……”……“……”说……",
    ]
    let stages = try Stages()
    for text in texts {
      for shape in ["好" + text, text + "好" + text + text, "王毅在北京。" + text + "王毅说，好。"] {
        for found in try stages.statements(in: shape) {
          let inside = found.pieces.allSatisfy {
            $0.start < $0.end && $0.end <= shape.utf16.count
          }
          #expect(inside && !found.pieces.isEmpty, "\(shape): \(found)")
        }
      }
    }
  }

  /// One paragraph ten times as long takes about ten times as long.
  @Test func growsInStep() throws {
    let stages = try Stages()
    let clock = ContinuousClock()
    for unit in ["说", "“说", "王毅说，“好”，", "据报道，", "“好。”", "王毅说", "说，", "他说：“", "”“", "（说）", "《"] {
      func time(_ count: Int) throws -> Duration {
        let text = "好。" + String(repeating: unit, count: count)
        let start = clock.now
        _ = try stages.statements(in: text)
        return clock.now - start
      }
      _ = try time(100)
      let short = try time(1_000)
      let long = try time(10_000)
      #expect(long < short * 60 + .milliseconds(500), "\(unit): \(short) and \(long)")
    }
  }
}
