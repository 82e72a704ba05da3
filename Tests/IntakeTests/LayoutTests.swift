import Foundation
import Intake
import Testing
import Values

@Suite struct LayoutTests {
  let intake = Intake()

  func read(_ text: String) throws -> Document {
    let document = try intake.document(text: text, id: "case", source: "case")
    #expect(document.flaws.isEmpty)
    return document
  }

  @Test func articlesBeginWhereTheCasesSay() throws {
    for columns in try cases("articles") {
      let isKnownMissed = columns[0].hasPrefix("?")
      let marked = columns[1].replacingOccurrences(of: "⏎", with: "\n")
      let expected = marked.components(separatedBy: "‖")
      let document = try read(expected.joined())
      let found = document.articles.map { document.text($0.span) }
      #expect((found == expected) != isKnownMissed, "\(columns[0]): \(found)")
    }
  }

  @Test func datelinesAreReadAsTheCasesSay() throws {
    for columns in try cases("datelines") {
      let document = try read(columns[0])
      let article = document.articles[0]
      func column(_ span: Span?) -> String {
        span.map { document.original($0, in: article) } ?? "-"
      }
      let names = article.bylines.map { document.original($0.span, in: article) }
      let found = [
        column(article.dateline?.agency), column(article.dateline?.place),
        column(article.dateline?.date), names.isEmpty ? "-" : names.joined(separator: " "),
      ]
      #expect(found == Array(columns[1...]), "\(columns[0])")
      if columns[3] == "-" { #expect(article.dateline?.day == nil) }
    }
  }

  @Test func partsHaveTheRolesOfTheCases() throws {
    for columns in try cases("roles") {
      var expected: [String] = []
      var text = ""
      for (index, piece) in columns[1].replacingOccurrences(of: "⏎", with: "\n")
        .components(separatedBy: CharacterSet(charactersIn: "⟨⟩")).enumerated()
      {
        guard index % 2 == 1, let colon = piece.firstIndex(of: ":") else {
          text += piece
          continue
        }
        text += piece[piece.index(after: colon)...]
        expected.append(piece[..<colon] + ": " + piece[piece.index(after: colon)...])
      }
      let document = try read(text)
      let found = document.articles.flatMap { article in
        article.paragraphs.map { "\($0.role): \(document.original($0.span, in: article))" }
      }
      #expect(found == expected, "\(columns[0])")
    }
  }

  @Test func movingATextMovesNothingInIt() throws {
    for columns in try cases("articles") + cases("roles") {
      let text = columns[1].replacingOccurrences(of: "⏎", with: "\n")
        .replacingOccurrences(of: "[‖⟩]|⟨[a-z]+:", with: "", options: .regularExpression)
      let plain = try read(text)
      // An emoji and empty lines in front; CR LF for every line end.
      let moved = try read("😀\r\n\r\n" + text)
      func parts(_ document: Document) -> [String] {
        document.layout.flatMap {
          $0.dropFirst().map { $0.replacingOccurrences(of: "\r\n", with: "\n") }
        }
      }
      #expect(parts(moved) == ["other: 😀"] + parts(plain), "\(columns[0])")
      let crlf = try read(text.replacingOccurrences(of: "\n", with: "\r\n"))
      let folded = crlf.layout.map { $0.map { $0.replacingOccurrences(of: "\r\n", with: "\n") } }
      #expect(folded == plain.layout, "\(columns[0])")
      #expect(try read(text).layout == plain.layout)
    }
  }

  @Test func twoArticlesTogetherAreTheUnionOfEach() throws {
    let first = """
      港口新码头投入使用
      新华社临港7月25日电（记者王小明）临港市港务局局长周海平说，新码头可以停靠二十万吨级的货轮，比旧码头大一倍。
      码头工人已经完成培训，首批货轮将在下周靠岸。

      """
    let second = """
      青川茶园迎来丰收
      中新网青川7月26日电 (记者 李一鸣)青川县农业局26日说，茶园迎来了丰收，价格比往年高出两成。
      茶农们表示，合作社还准备扩大种植面积。(完)
      """
    let both = try read(first + second)
    #expect(both.layout == (try read(first).layout) + (try read(second).layout))
  }

  @Test func aBrokenSentenceIsReadWithoutItsBreak() throws {
    let text = "俄方表示愿意继续谈判。这位官员说，但\n\n俄方尚未收到答复。"
    let document = try read(text)
    let article = document.articles[0]
    #expect(article.paragraphs.count == 1)
    #expect(article.reading[article.reading.whole] == "俄方表示愿意继续谈判。这位官员说，但俄方尚未收到答复。")
    let units = article.reading.units
    for (i, unit) in units.enumerated() {
      #expect(document.units[article.reading.original(i)] == unit)
    }
  }

  @Test func hardWrappedLinesAreOneParagraph() throws {
    let text = """
      临港新码头投入使用
      临港市港务局局长周海平星期三在会上说，新码头可
      以停靠二十万吨级的货轮，比旧码头大一倍，工人已
      经完成了培训，首批货轮下个星期将靠岸，附近的道
      路也将同时开放，市民可以在假日里参观，门票将全
      部免费，讲解员由退休的老船长担任。
      """
    let document = try read(text)
    let article = document.articles[0]
    #expect(article.paragraphs.map(\.role) == [.title, .body])
    #expect(!article.reading[article.paragraphs[1].span].contains("\n"))
  }

  @Test func aStoryIsPublishedOnTheDayOfItsDateline() throws {
    func published(_ text: String, _ date: CalendarDay? = nil) throws -> [String?] {
      try intake.document(text: text, id: "", source: "", date: date).articles.map(\.published?.iso)
    }
    #expect(try published("新华社北京7月26日电 今年夏粮丰收。") == [nil])
    #expect(
      try published("新华社北京12月31日电 今年夏粮丰收。", CalendarDay(year: 2020, month: 1, day: 1))
        == ["2019-12-31"])
    #expect(try published("2020年07月26日 10:21 来源：新华网\n今年夏粮丰收，粮价平稳。") == ["2020-07-26"])
    #expect(try published("新华社北京7月26日电 记者从2020年7月25日的会议上获悉，粮价平稳。") == ["2020-07-26"])
    // The year of a day that is recalled is not the story's.
    #expect(try published("新华社北京7月26日电 2018年7月26日签署的协议今年失效，2020年的粮价平稳。") == [nil])
    #expect(
      try published("今年夏粮丰收，粮价平稳。", CalendarDay(year: 2020, month: 7, day: 1))
        == ["2020-07-01"])
  }

  @Test func theTitleOfARecordMarksItsLine() throws {
    let document = try intake.document(
      text: "港口新码头投入使用。\n新码头可以停靠二十万吨级的货轮。", id: "", source: "", title: "港口新码头投入使用")
    let article = document.articles[0]
    #expect(article.title.map { document.original($0, in: article) } == "港口新码头投入使用。")
  }

  @Test func scriptIsToldOfEachArticle() throws {
    #expect(try read("这是简体中文，说的是国家的经济发展。").script == .simplified)
    #expect(try read("這是繁體中文，說的是國家的經濟發展。").script == .traditional)
    #expect(try read("這是繁體，說的是國家。这是简体，说的是国家。").script == .mixed)
  }

  @Test(arguments: [
    "新", "\u{0}新\u{0}", "\r\r\r新\r", "新\u{2028}华\u{2029}社\u{85}电", "\u{202E}新华社\u{202C}\u{FEFF}",
    "新华社", "新华社北京7月26日电", "（记者", "【环球网报道 记者", "(((((((((新", "“““““““新",
    "原标题：", "原标题：新", "广告 × 新", "正文：新", "7月", "2020-07-26 19:44:50 来源：新", "新-", "(完)新(完)",
    "本文转自【新】", "新\u{D7}", "😀😀😀新😀", "新华社99月99日电", "新华社2020年13月40日电", "·····新",
    "，\n，\n，\n新", "\n\n\n\n新\n\n\n", "摄", "图", "（）新", "新（）", "：：：新：：：",
  ])
  func nothingBreaksIt(_ text: String) throws {
    _ = try read(text)
    _ = try read(text + "\n" + text + "\n" + text)
    _ = try read(String(repeating: text + "。", count: 300))
  }

  @Test func timeIsLinear() throws {
    let clock = ContinuousClock()
    let pieces = [
      "新", "新华社", "（记者", "新\n", "(完)\n", "。\n新华社北京7月26日电", "但\n\n俄方。", "原标题：新 ", "新，\n", "广告 新",
      "新华社北京7月26日电（记者张三）新码头可以停靠二十万吨级的货轮，比旧码头大一倍，首批货轮下周靠岸，工人已经完成培训。\n",
    ]
    for piece in pieces {
      func time(_ count: Int) throws -> Duration {
        let text = String(repeating: piece, count: count / piece.count)
        return try clock.measure { _ = try read(text) }
      }
      // Quadratic work on so many characters takes minutes in a debug build, linear work half a
      // second; the bound leaves room for a busy machine.
      #expect(try time(100_000) < .seconds(20), "\(piece)")
    }
  }
}
