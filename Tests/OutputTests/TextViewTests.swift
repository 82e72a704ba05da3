import Testing
import Values

@testable import Output

@Suite struct TextViewTests {
  private func shown(_ document: Document, _ extraction: Extraction, _ view: TextView) -> String {
    var bytes: [UInt8] = []
    view.write(document, extractions: [extraction], to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func showsEverything() {
    let text = shown(Example.document, Example.extraction, TextView())
    let expected = """
      d.txt  Hans · UTF-8 · 19 characters
        warning: a "test"

        (no title)

        STATEMENTS
          王明 · 市长
            “”   说  s1  修了2公里 … 路

        ENTITIES
          person  王明  ×1  市长

        FIGURES
          2公里  2 公里  quantity  of 路

        MARKS
          "路"  scare


      """
    #expect(text == expected)
  }

  @Test func coloursAreOnlyAddedToTheText() {
    let plain = shown(Example.document, Example.extraction, TextView())
    let coloured = shown(Example.document, Example.extraction, TextView(isColoured: true))
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func rulesAreShownWhenAsked() {
    let text = shown(Example.document, Example.extraction, TextView(explains: true))
    #expect(text.contains("[source-cue-marks, speaker: explicit]"))
    #expect(text.contains("[number-unit]"))
  }

  @Test func textCannotDriveTheTerminal() {
    var extraction = Example.extraction
    extraction.statements[0].speakers[0].name = "王\u{1B}[2J\u{202E}明\n\n市"
    extraction.statements[0].speakers[0].title = nil
    let text = shown(Example.document, extraction, TextView())
    #expect(text.contains("王[2J明 市"))
    #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
  }
}

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("北京", 4), ("“好”", 4), ("，。", 4), ("e\u{301}", 1), ("😀", 2), ("𠮷", 2),
    ("ｱ", 1), ("Ａ", 2), ("한국", 4), ("a\u{200B}b", 2),
  ])
  func columns(_ text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func paddingCountsColumns() {
    #expect("北京".padded(to: 6) == "北京  ")
    #expect("北京".padded(to: 3) == "北京")
  }

  @Test func wrappingKeepsEveryCharacter() {
    let text = "记者3日从OpenHarbor公司获悉，“第1550号”工程（一期）已经完成，总投资2.8亿元。"
    for width in 1...80 {
      let lines = text.wrapped(to: width)
      #expect(lines.joined() == text)
      if width >= 12 { #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }) }
    }
    #expect("".wrapped(to: 10) == [""])
  }

  @Test func wrappingKeepsPunctuationAndNumbersWhole() {
    #expect("一二三四，五".wrapped(to: 8) == ["一二三", "四，五"])
    #expect("投资1234亿".wrapped(to: 6) == ["投资", "1234亿"])
  }
}
