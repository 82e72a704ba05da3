import Testing
import Values

@testable import Extract

/// Original spellings in brackets, and places before a name.
@Suite struct NameMendingTests {
  private func spans(_ text: String, _ names: [(String, EntityType, Float)]) -> [NameSpan] {
    let units = Array(text.utf16)
    var from = 0
    return names.compactMap { name, type, confidence in
      let name = Array(name.utf16)
      guard
        let start = (from..<units.count).first(where: { units[$0...].starts(with: name) })
      else { return nil }
      from = start + name.count
      return NameSpan(
        span: Span(start, from), type: type, confidence: confidence, rule: "model")
    }
  }

  private func texts(_ names: [NameSpan], _ text: String) -> [String] {
    let units = Array(text.utf16)
    for (a, b) in zip(names, names.dropFirst()) { #expect(a.span.end <= b.span.start) }
    return names.map {
      String(decoding: units[$0.span.start..<$0.span.end], as: UTF16.self) + " \($0.type)"
    }
  }

  private func glossed(_ text: String, _ names: [(String, EntityType, Float)]) -> [String] {
    texts(Glosses.merged(spans(text, names), in: Array(text.utf16)), text)
  }

  @Test func aSpellingHasTheTypeOfTheName() {
    #expect(
      glossed("镇长瓦尔登 (Tom Walden) 说", [("瓦尔登", .person, 0.9), ("Walden", .place, 0.4)])
        == ["瓦尔登 person", "Tom Walden person"])
    #expect(
      glossed("白河电视网”（BTN）称", [("白河电视网", .organization, 0.9)])
        == ["白河电视网 organization", "BTN organization"])
  }

  @Test(arguments: [
    "白河电视网（BTN.US）", "白河电视网（BTN", "白河电视网（btn）", "白河电视网（B）", "白河电视网（B：C）", "白河电视网（",
    "白河电视网（B" + String(repeating: "a", count: 100) + "）",
  ])
  func noSpelling(_ text: String) {
    #expect(glossed(text, [("白河电视网", .organization, 0.9)]) == ["白河电视网 organization"])
  }

  private func divided(_ text: String, _ type: EntityType) -> [String] {
    texts(
      PlaceChain(catalogue: NameCatalogue()).divided(
        spans(text, [(text, type, 0.9)]), in: Array(text.utf16)), text)
  }

  @Test(arguments: [
    ("青山省白河市商会", ["青山省 place", "白河市商会 organization"]),
    ("福建白河市石桥县农业局", ["福建 place", "白河市 place", "石桥县农业局 organization"]),
    ("法国白河州议会", ["法国 place", "白河州议会 organization"]),
    ("上海浦东检察院", ["上海浦东检察院 organization"]),
    ("白河市公安局石桥区分局", ["白河市公安局石桥区分局 organization"]),
    ("白河市城乡建设公司", ["白河市城乡建设公司 organization"]),
    ("白河市市场监督局", ["白河市市场监督局 organization"]),
    ("青山省某县法院", ["青山省某县法院 organization"]), ("青山省", ["青山省 organization"]),
  ])
  func organisations(_ text: String, _ expected: [String]) {
    #expect(divided(text, .organization) == expected)
  }

  @Test(arguments: [
    ("青山省白河市石桥镇", ["青山省 place", "白河市 place", "石桥镇 place"]),
    ("白河经济开发区", ["白河经济开发区 place"]), ("杭州市白河区", ["杭州市 place", "白河区 place"]),
    ("", []), ("州州州州州州州", ["州州州州州州州 place"]),
  ])
  func places(_ text: String, _ expected: [String]) {
    #expect(divided(text, .place) == expected)
  }

  @Test func personsAreNotDivided() {
    #expect(divided("青山省白河市商会", .person) == ["青山省白河市商会 person"])
  }

  private func edged(_ text: String, _ name: String, _ type: EntityType) -> [String] {
    texts(
      NameEdges(catalogue: NameCatalogue()).mended(
        spans(text, [(name, type, 0.9)]), in: Array(text.utf16)), text)
  }

  @Test(arguments: [
    ("中俄关系", "中俄", EntityType.place, ["中 place", "俄 place"]),
    ("沪苏浙的天气", "沪苏浙", .place, ["沪 place", "苏 place", "浙 place"]),
    ("中亚的天气", "中亚", .place, ["中亚 place"]),
    ("台中的天气", "台中", .place, ["台中 place"]),
    ("据《白河》日报网站", "白河》日报", .organization, ["白河 organization"]),
    ("据“白河”网", "“白河”网", .organization, ["“白河”网 organization"]),
    ("（见图）白河", "图）白河", .place, []),
    ("》", "》", .place, []),
    ("老陈说", "陈", .person, ["老陈 person"]),
    ("父老陈说", "陈", .person, ["陈 person"]),
    ("陈女士", "陈", .person, ["陈 person"]),
    ("他们把白河乡", "把白河乡", .place, ["白河乡 place"]),
    ("把白", "把", .place, ["把 place"]),
    ("乌总统说", "乌", .person, []), ("陈总统说", "陈", .person, ["陈 person"]),
    ("利比亚方则称", "利比亚方", .place, ["利比亚 place"]),
    ("利比亚方则称", "利比亚方", .organization, ["利比亚 place"]),
    ("据白河日报网站报道", "白河日报网站", .organization, ["白河日报 organization"]),
    ("白河东方则称", "白河东方", .place, ["白河东方 place"]),
    ("华伦星期六说", "华伦星期六", .person, ["华伦 person"]),
    ("罗格文本月说", "罗格文本", .person, ["罗格文 person"]),
    ("会见江望时表示", "江望时", .person, ["江望 person"]),
    ("江望时年", "江望时", .person, ["江望时 person"]),
    ("罗格文本说", "罗格文本", .person, ["罗格文本 person"]),
  ])
  func edges(_ text: String, _ name: String, _ type: EntityType, _ wished: [String]) {
    #expect(edged(text, name, type) == wished)
  }

  @Test(arguments: [
    ("法国驻白河大使馆说", ["法国驻白河大使馆 organization"]), ("法国驻白河记者", ["法国 place", "白河 organization"]),
    ("法国的白河大使馆说", ["法国 place", "白河大使馆 organization"]), ("驻白河大使馆说", ["白河大使馆 organization"]),
  ])
  func missions(_ text: String, _ wished: [String]) {
    let mission = text.contains("使馆") ? "白河大使馆" : "白河"
    let names = spans(text, [("法国", .place, 0.9), (mission, .organization, 0.9)])
    #expect(
      texts(NameEdges(catalogue: NameCatalogue()).mended(names, in: Array(text.utf16)), text)
        == wished)
  }

  private func addressed(_ text: String, _ names: [(String, EntityType, Float)]) -> [String] {
    texts(Addressed.merged(spans(text, names), in: Array(text.utf16)), text)
  }

  @Test(arguments: [
    ("Walden 先生說", [], ["Walden person"]),
    ("邻居Tom Walden-Lee太太说", [("Tom", EntityType.place)], ["Tom Walden-Lee person"]),
    ("在 IBM 的 Walden 女士说", [("IBM", .organization)], ["IBM organization", "Walden person"]),
    ("Walden 说。Lee 教授", [("Walden", .place)], ["Walden place", "Lee person"]),
    ("walden 先生", [], []), ("W 先生", [], []), (" 先生", [], []), ("先生", [], []),
    ("the Walden 先生", [], ["Walden person"]),
    ("山田Walden 先生", [("山田Walden", .person)], ["山田Walden person"]),
    (String(repeating: "A", count: 200) + "先生", [], []),
  ])
  func formsOfAddress(_ text: String, _ names: [(String, EntityType)], _ wished: [String]) {
    #expect(addressed(text, names.map { ($0.0, $0.1, 0.9) }) == wished)
  }

  private func legal(_ text: String, _ names: [(String, EntityType)]) -> [String] {
    texts(
      LegalNames.merged(spans(text, names.map { ($0.0, $0.1, 0.9) }), in: Array(text.utf16)), text)
  }

  @Test(arguments: [
    ("青石（上海）文化传播有限公司说", [("青石", EntityType.place), ("上海", .place)], "青石（上海）文化传播有限公司 organization"),
    ("青石(成都)律师事务所", [("青石", .organization)], "青石(成都)律师事务所 organization"),
    ("青石投资合伙企业（有限合伙）持有", [("青石投资合伙企业", .organization)], "青石投资合伙企业（有限合伙） organization"),
    ("“海湾媒体与科技集团”说", [("科技集团", .organization)], "海湾媒体与科技集团 organization"),
    ("海湾媒体与科技集团”说", [("科技集团", .organization)], "科技集团 organization"),
    ("“海湾媒体，与科技集团”说", [("科技集团", .organization)], "科技集团 organization"),
    ("青石（见图）是公司", [("青石", .organization)], "青石 organization"),
    ("青石（上海", [("青石", .organization)], "青石 organization"),
    ("青石（）有限公司", [("青石", .organization)], "青石 organization"),
    ("青石（上海）昨天说，这家公司", [("青石", .organization)], "青石 organization"),
  ])
  func registeredNames(_ text: String, _ names: [(String, EntityType)], _ wished: String) {
    #expect(legal(text, names) == [wished])
  }
}
