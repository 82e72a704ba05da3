import Testing
import Values

@testable import Extract

/// What was found whole in one place is found in the others.
@Suite struct RepetitionTests {
  private func consistent(_ text: String, _ names: [(String, Int, EntityType)]) -> [String] {
    let units = Array(text.utf16)
    let spans = names.map { name, start, type in
      NameSpan(
        span: Span(start, start + name.utf16.count), type: type, confidence: 0.9, rule: "model")
    }
    for (name, span) in zip(names, spans) {
      #expect(Array(units[span.span.start..<span.span.end]) == Array(name.0.utf16))
    }
    let result = Repetition.consistent(spans, in: units, catalogue: NameCatalogue())
    for (a, b) in zip(result, result.dropFirst()) { #expect(a.span.end <= b.span.start) }
    return result.map {
      String(decoding: units[$0.span.start..<$0.span.end], as: UTF16.self) + " \($0.type)"
    }
  }

  @Test func aBodyIsKnownWithoutItsCountry() {
    #expect(
      consistent(
        "美国海湾与国际问题研究中心发布报告。海湾与国际问题研究中心说。",
        [("美国海湾与国际问题研究中心", 0, .organization), ("国际问题研究中心", 21, .organization)])
        == ["美国海湾与国际问题研究中心 organization", "海湾与国际问题研究中心 organization"])
  }

  @Test func piecesBecomeTheWhole() {
    #expect(
      consistent(
        "参赞阮氏梅致辞。阮氏梅女士强调。",
        [("阮氏梅", 2, .person), ("阮", 8, .person), ("梅", 10, .person)])
        == ["阮氏梅 person", "阮氏梅 person"])
  }

  @Test func missedPlacesAreAdded() {
    #expect(
      consistent("陈望舒说。记者找陈望舒核实。", [("陈望舒", 0, .person), ("记者", 5, .person)])
        == ["陈望舒 person", "记者 person", "陈望舒 person"])
  }

  @Test func theUsualTypeWins() {
    let text = "周南山来了。周南山走了。周南山又来。周南山"
    #expect(
      consistent(
        text,
        [
          ("周南山", 0, .person), ("周南山", 6, .person), ("周南山", 12, .person), ("周南山", 18, .place),
        ]) == Array(repeating: "周南山 person", count: 4))
  }

  @Test func longerNamesAreNotCut() {
    #expect(
      consistent(
        "青石县商会开会，临江市青石县商会也来。", [("青石县商会", 0, .organization), ("临江市青石县商会", 8, .organization)])
        == ["青石县商会 organization", "临江市青石县商会 organization"])
  }

  @Test func shortNamesAreAddedWhereMostWereFound() {
    #expect(
      consistent("罗南说。罗南问。罗南答。", [("罗南", 0, .person), ("罗南", 4, .person)])
        == ["罗南 person", "罗南 person", "罗南 person"])
    #expect(
      consistent("高明说。高明问。高明的高明，高明。", [("高明", 0, .person), ("高明", 4, .person)])
        == ["高明 person", "高明 person"])
  }

  @Test func aCharacterTooManyIsCut() {
    #expect(
      consistent(
        "罗南说。罗南问。罗南也答。", [("罗南", 0, .person), ("罗南", 4, .person), ("罗南也", 8, .person)])
        == ["罗南 person", "罗南 person", "罗南 person"])
    #expect(
      consistent("罗南说。罗南山问。罗南山答。", [("罗南", 0, .person), ("罗南山", 4, .person), ("罗南山", 9, .person)])
        == ["罗南 person", "罗南山 person", "罗南山 person"])
  }

  @Test func shortNamesAndPartsOfLatinWordsStay() {
    #expect(consistent("王明说。王明亮。", [("王明", 0, .person)]) == ["王明 person"])
    #expect(
      consistent("Ann说。Annabel说。李雨", [("Ann", 0, .person), ("李雨", 14, .person)])
        == ["Ann person", "李雨 person"])
  }
}
