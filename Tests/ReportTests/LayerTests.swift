import Testing
import Values

@testable import Report

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct LayerTests {
  /// What stands between the tags, and the classes of the elements around each character.
  static func read(_ html: String) throws -> [(scalar: Unicode.Scalar, inside: [String])] {
    let scalars = Array(html.unicodeScalars)
    var result: [(Unicode.Scalar, [String])] = []
    var open: [String] = []
    var at = 0
    func text(to end: Unicode.Scalar) throws -> String {
      let stop = try #require(scalars[at...].firstIndex(of: end))
      defer { at = stop + 1 }
      return String(String.UnicodeScalarView(scalars[at...stop]))
    }
    let references: [String: Unicode.Scalar] = [
      "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#13;": "\r",
    ]
    while at < scalars.count {
      switch scalars[at] {
      case "<":
        let tag = try text(to: ">")
        if tag.hasPrefix("</") {
          let last = open.popLast()
          let closed = try #require(last, "nothing is open")
          #expect(closed.hasPrefix("<" + tag.dropFirst(2).dropLast()), "closed what is not open")
        } else {
          open.append(tag)
        }
      case "&":
        let reference = try text(to: ";")
        result.append((try #require(references[reference], "a stray &"), open))
      default:
        result.append((scalars[at], open))
        at += 1
      }
    }
    #expect(open.isEmpty, "left open")
    return result
  }

  static func layer(_ range: Range<Int>, _ number: Int, rank: Int = 0) -> Layer {
    Layer(
      range: range, rank: rank, tag: "<span class=\"n\(number)\">",
      continued: "<span class=\"n\(number)\">")
  }

  /// Every character is inside of exactly the elements whose ranges hold it.
  @Test(arguments: 0..<300)
  func everyCharacterIsWhereItsRangesAre(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let alphabet: [Unicode.Scalar] = [
      "中", "说", "“", "”", "<", ">", "&", "\"", "'", "\n", "\r", "a", "😀", "\u{202E}", "\u{2066}",
      "\u{0301}", "\u{200D}", "　",
    ]
    let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? "中"
    }
    let layers = (0..<Int.random(in: 0...12, using: &random)).map { number in
      let a = Int.random(in: 0...text.count, using: &random)
      let b = Int.random(in: 0...text.count, using: &random)
      return Self.layer(min(a, b)..<max(a, b), number, rank: number % 3)
    }
    let read = try Self.read(LayeredText(text: text).html(layers))
    #expect(read.map(\.scalar) == text)
    for (position, entry) in read.enumerated() {
      let expected = Set(layers.filter { $0.range.contains(position) }.map(\.tag))
      let found = entry.inside.filter { $0.hasPrefix("<span") }
      #expect(Set(found) == expected)
      #expect(found.count == expected.count, "twice the same element")
    }
  }

  @Test func idsStandOnce() {
    let layer = Layer(range: 0..<5, rank: 0, tag: "<span id=\"x\">", continued: "<span>")
    let html = LayeredText(text: Array("ab\ncd".unicodeScalars)).html([layer])
    #expect(
      html == "<p><span id=\"x\">ab\n</span></p><p><span>cd</span></p>")
  }

  @Test func innerIsSplitWhereRangesCross() {
    let html = LayeredText(text: Array("abcd".unicodeScalars)).html([
      Self.layer(0..<3, 1), Self.layer(2..<4, 2),
    ])
    #expect(
      html == """
        <p><span class="n1">ab<span class="n2">c</span></span><span class="n2">d</span></p>
        """)
  }

  @Test func nulBecomesReplacementCharacter() {
    #expect(HTML.escaped("a\0b") == "a\u{FFFD}b")
  }

  @Test func onlyWebAddressesAreLinks() {
    #expect(HTML.safeAddress("https://example.org/a") != nil)
    #expect(HTML.safeAddress("javascript:alert(1)") == nil)
    #expect(HTML.safeAddress(" data:text/html,x") == nil)
  }

  /// Ten thousand ranges over the same place, or a megabyte without a line end, take no second.
  @Test func hostileLayersStayLinear() {
    let text = [Unicode.Scalar](repeating: "说", count: 300_000)
    let layers = (0..<10_000).map { Self.layer($0..<300_000 - $0, $0) }
    let start = ContinuousClock.now
    let html = LayeredText(text: text).html(layers)
    #expect(html.utf8.count < 8_000_000)
    #expect(start.duration(to: .now) < .seconds(10))
  }
}
