import Testing

@testable import Extract

/// 原标题：A runs into the text: where A ends. All invented.
@Suite struct TitleScorerTests {
  @Test(arguments: [
    ("海州港新码头投入运营", "近日，海州港新建的集装箱码头正式投入运营，年吞吐量将增加两成。"),
    ("百名志愿者走进社区清理垃圾！", "为了让环境更加整洁，海州区组织百名志愿者走进社区清理垃圾。"),
    ("央行：下半年继续实施稳健的货币政策", "记者从央行了解到，下半年将继续实施稳健的货币政策。"),
  ])
  func endsBeforeTheText(title: String, text: String) {
    let units = Array(("原标题：" + title + text).utf16)
    #expect(TextLayout.titleEnd(units) == 4 + title.utf16.count)
  }

  @Test(arguments: ["", "原标题：", "原标题：短", "没有标签的一句话，后面还有一句。", String(repeating: "长", count: 5000)])
  func noTitle(text: String) {
    #expect(TextLayout.titleEnd(Array(text.utf16)) == nil)
  }

  @Test func probabilitiesAreShares() throws {
    let units = Array("百名志愿者走进社区清理垃圾！为了让环境更加整洁，志愿者来到海州区。".utf16)
    let found = try #require(TitleScorer.end(of: units, from: 0))
    #expect(found.odds > 0 && found.odds <= 1)
    #expect(found.end > 0 && found.end < units.count)
  }
}
