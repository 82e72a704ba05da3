import Foundation
import Testing
import Values

@testable import Report

@Suite struct ReportTests {
  /// An invented article in which everything occurs: a statement with another inside, an astral
  /// character before all, a mark, a script.
  static var article: AnnotatedArticle {
    let text = "🌊海堤完工\n市长林守正12日说：“邻省<script>称‘愿意合作’，我们等了3年。”"
    let scalars = Array(text.unicodeScalars)
    func range(_ part: String) -> Range<Int> {
      let part = Array(part.unicodeScalars)
      let start =
        (0...scalars.count - part.count).first { Array(scalars[$0..<$0 + part.count]) == part } ?? 0
      return start..<start + part.count
    }
    var article = AnnotatedArticle(document: "sea", start: 0, text: text)
    article.title = "🌊海堤完工"
    article.day = "2025-03-12"
    article.entities = [
      AnnotatedArticle.Entity(
        id: "e1", key: "person:林守正", type: .person, subtype: nil, name: "林守正", aliases: [],
        titles: ["市长"], mentions: [range("林守正")]),
      AnnotatedArticle.Entity(
        id: "e2", key: "place:邻省", type: .place, subtype: "province", name: "邻省", aliases: [],
        titles: [], mentions: [range("邻省")]),
    ]
    let outer = range("邻省<script>称‘愿意合作’，我们等了3年。")
    article.statements = [
      AnnotatedArticle.Statement(
        id: "q1", kind: "direct", pieces: [outer], text: "邻省<script>称‘愿意合作’，我们等了3年。",
        cue: AnnotatedArticle.Cue(
          range: range("说"), text: "说", cueClass: "say", isNegated: false, isHedged: false),
        source: range("市长林守正"), sourceText: "市长林守正",
        speakers: [
          AnnotatedArticle.Speaker(entity: "e1", name: "林守正", kind: "named", title: "市长")
        ], resolvedBy: "explicit"),
      AnnotatedArticle.Statement(
        id: "q2", kind: "direct", pieces: [range("愿意合作")], text: "愿意合作",
        speakers: [
          AnnotatedArticle.Speaker(entity: "e2", name: "邻省", kind: "named", title: nil)
        ], resolvedBy: "explicit", parent: "q1"),
    ]
    article.figures = [
      AnnotatedArticle.Figure(
        range: range("3年"), text: "3年", kind: "duration", value: "3", unit: "年")
    ]
    article.dates = [
      AnnotatedArticle.Moment(
        range: range("12日"), text: "12日", kind: "date", value: "2025-03-12")
    ]
    return article
  }

  @Test func articleGolden() throws {
    let html = ArticleView(Self.article, prefix: "a1", language: .zh).html
    let golden = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/article.html")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Data(html.utf8).write(to: golden)
    }
    #expect(html == (try String(contentsOf: golden, encoding: .utf8)))
  }

  /// What is highlighted is what the ranges say, astral characters before it or not.
  @Test func highlightsAreAtTheirCharacters() throws {
    let article = Self.article
    let read = try LayerTests.read(
      ArticleMarkup(article: article, prefix: "a1", language: .zh).html)
    #expect(String(String.UnicodeScalarView(read.map(\.scalar))) == article.text)
    func shown(_ sign: String) -> String {
      String(
        String.UnicodeScalarView(
          read.filter { $0.inside.contains { $0.contains(sign) } }.map(\.scalar)))
    }
    #expect(shown("data-e=\"a1-e1\"") == "林守正")
    #expect(shown("class=\"st direct\" data-s=\"a1-q2\"") == "愿意合作")
    #expect(shown("class=\"cue\"") == "说")
    #expect(shown("class=\"fig\"") == "3年")
    // Nested inside the other, not beside it.
    let inner = read.first { $0.scalar == "愿" }?.inside.filter { $0.contains("class=\"st") } ?? []
    #expect(inner.count == 2)
    #expect(inner.first?.contains("a1-q1") == true)
  }

  @Test func nothingOfAnArticleIsMarkup() {
    var article = Self.article
    let evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
    article.title = evil
    article.outlet = evil
    article.url = "javascript:alert(1)"
    article.entities[0].name = evil
    article.entities[0].titles = [evil]
    article.statements[0].text = evil
    article.statements[0].speakers[0].name = evil
    article.figures[0].measured = evil
    let html = Report([article], title: evil, language: .en, generator: "test").html
    let body = html.replacing(PageFile.text("page.js"), with: "")
    #expect(!body.contains("<script>alert"))
    #expect(!body.contains("<img"))
    #expect(!body.contains("javascript:alert"))
  }

  /// No address but fragments: nothing to fetch.
  @Test func reportNamesNoOtherResource() {
    let html = Report([Self.article], title: "报告", language: .zh, generator: "test").html
    for sign in ["src=", "<link", "@import", "url(", "http://", "https://"] {
      #expect(!html.contains(sign), "\(sign)")
    }
    #expect(html.contains("default-src 'none'"))
  }

  @Test func summaryCountsWhoSpeaksAboutWhom() throws {
    let summary = ReportSummary([Self.article])
    #expect(summary.voices.map(\.name) == ["林守正", "邻省"])
    #expect(summary.voices[0].about == ["place:邻省": 1])
    let matrix = try #require(summary.matrix(rows: 9, columns: 9, language: .en))
    #expect(matrix.counts == [[1]])
  }

  @Test func periodsHaveNoGaps() {
    let days = Periods.filled(["2024-02-27": 2, "2024-03-02": 1])
    #expect(
      days.map(\.period).joined(separator: " ")
        == "2024-02-27 2024-02-28 2024-02-29 2024-03-01 2024-03-02")
    #expect(days.map(\.count) == [2, 0, 0, 0, 1])
    let months = Periods.filled(["2023-11-05": 1, "2024-02-01": 4, "2024": 9])
    #expect(months.map(\.period) == ["2023-11", "2023-12", "2024-01", "2024-02"])
    #expect(Periods.filled(["soon": 1]).isEmpty)
  }

  @Test func hashIsSHA256InBase64() {
    #expect(Report.hash("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }
}
