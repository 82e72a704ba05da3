import Testing
import Values

@testable import Extract

/// Newspapers and magazines between title marks.
@Suite struct OutletTests {
  static func outlets(_ text: String) -> [String] {
    let units = Array(text.utf16)
    return Outlets.spans(in: units).map {
      String(decoding: units[$0.start..<$0.end], as: UTF16.self)
    }
  }

  @Test(arguments: [
    ("据《青山晚报》报道", ["青山晚报"]), ("《白河》杂志和《石桥周刊》", ["白河", "石桥周刊"]),
    ("在《海上通讯社》", ["海上通讯社"]), ("😀《青山时报》", ["青山时报"]),
  ])
  func found(_ text: String, _ expected: [String]) { #expect(Self.outlets(text) == expected) }

  @Test(arguments: [
    "通过《青山公报》", "小说《白河》出版", "《青山晚报", "《》杂志", "《青山\n晚报》", "《甲《乙报",
    "《青山，白河的故事报》", "", "《",
  ])
  func rejected(_ text: String) { #expect(Self.outlets(text).isEmpty) }

  @Test func anOutletTakesThePlaceOfNamesInside() {
    let names = [
      NameSpan(span: Span(0, 2), type: .person, confidence: 1, rule: "model"),
      NameSpan(span: Span(3, 5), type: .place, confidence: 1, rule: "model"),
      NameSpan(span: Span(9, 11), type: .place, confidence: 1, rule: "model"),
    ]
    let merged = Outlets.merged(names, [Span(3, 7)])
    #expect(merged.map(\.span) == [Span(0, 2), Span(3, 7), Span(9, 11)])
    #expect(merged[1].type == .organization)
  }
}
