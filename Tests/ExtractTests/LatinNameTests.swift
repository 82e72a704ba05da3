import Testing
import Values

@testable import Extract

/// Names in Latin letters: their types by all that the article shows.
@Suite struct LatinNameTests {
  /// Every place of the given names in a text, with their given types.
  private func names(_ text: String, _ types: [String: EntityType]) -> [NameSpan] {
    let units = Array(text.utf16)
    var names: [NameSpan] = []
    var at = 0
    while at < units.count {
      let here = types.keys.filter { units[at...].starts(with: Array($0.utf16)) }
      if let name = here.max(by: { $0.utf16.count < $1.utf16.count }), let type = types[name] {
        let span = Span(at, at + name.utf16.count)
        names.append(NameSpan(span: span, type: type, confidence: 0.6, rule: "model"))
        at = span.end
      } else {
        at += 1
      }
    }
    return names
  }

  private func typed(_ text: String, _ types: [String: EntityType]) -> [String] {
    let units = Array(text.utf16)
    return LatinNames.typed(names(text, types), in: units).map {
      String(decoding: units[$0.span.start..<$0.span.end], as: UTF16.self) + " \($0.type)"
    }
  }

  @Test func aGivenNameMakesAPersonAlsoOfTheShorterForm() {
    #expect(
      typed(
        "警方稱，Nicholas Cray 在家中被捕。\nCray 的律師表示，Cray 先生不會認罪。",
        ["Nicholas Cray": .organization, "Cray": .organization])
        == ["Nicholas Cray person", "Cray person", "Cray person"])
  }

  @Test func aStreetIsAPlace() {
    #expect(
      typed("一名居住在 Miller Street 的司機說，他聽見了聲響。", ["Miller Street": .person])
        == ["Miller Street place"])
  }

  @Test func aUniversityIsAnOrganisation() {
    #expect(
      typed("他在 Wexley University 任教，Wexley University 的校長表示感謝。", ["Wexley University": .person])
        == ["Wexley University organization", "Wexley University organization"])
  }

  @Test func theChineseNameBeforeTheBracketFollows() {
    #expect(
      typed(
        "德汶 (Nicholas Walden) 在家中被捕。\nWalden 的律師表示，德汶先生不會認罪。",
        ["德汶": .organization, "Nicholas Walden": .organization, "Walden": .organization])
        == ["德汶 person", "Nicholas Walden person", "Walden person", "德汶 person"])
  }

  @Test func otherNamesKeepTheirTypes() {
    let text = "王毅在北京會見了 John Walden。"
    let given = names(text, ["王毅": .person, "北京": .place, "John Walden": .person])
    let units = Array(text.utf16)
    #expect(LatinNames.typed(given, in: units).map(\.type) == given.map(\.type))
    #expect(LatinNames.typed(Array(given.prefix(2)), in: units) == Array(given.prefix(2)))
  }

  @Test func anArticleOfNothingElseIsLeftAlone() {
    let text = (0..<5000).map { "Ab\($0)x" }.joined(separator: "、")
    var at = 0
    let names = text.split(separator: "、").map { name in
      defer { at += name.utf16.count + 1 }
      return NameSpan(
        span: Span(at, at + name.utf16.count), type: .organization, confidence: 0.6, rule: "model")
    }
    #expect(LatinNames.typed(names, in: Array(text.utf16)) == names)
  }

  @Test func oneNameAThousandTimesTakesNoTime() {
    let text = String(repeating: "Zork 說，", count: 20_000)
    let names = names(text, ["Zork": .place])
    let start = ContinuousClock.now
    let typed = LatinNames.typed(names, in: Array(text.utf16))
    #expect(typed.count <= names.count)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
