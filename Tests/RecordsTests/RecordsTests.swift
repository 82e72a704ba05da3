import Foundation
import Testing
import Values

@testable import Records

/// Everything that is read from a folder of files, parsed.
func records(_ files: [String: Data], form: FileKind.Form? = nil) throws -> [Result<
  Record, any Error
>] {
  let folder = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, data) in files {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
  let reader = RecordReader([folder.path], options: .init(form: form, limit: 1 << 20))
  let parser = RecordParser()
  var found: [Result<Record, any Error>] = []
  while let next = reader.next() {
    found.append(
      Result {
        do {
          return try parser.record(try next.get(), fingerprint: "0123456789abcdef")
        } catch let error as UnreadableRecord {
          throw error.reason
        }
      })
  }
  return found
}

extension Record {
  var string: String {
    switch text {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .units(let units): String(decoding: units, as: UTF16.self)
    }
  }
}

@Suite struct RecordTests {
  @Test func jsonLinesEndAtLineFeedsOnly() throws {
    let lines = """
      {"id":"a","text":"一\u{2028}二","date":"2023-08-01","source":"某报","author":["甲","乙"]}\r

      {"text":"三\\n四\\ud83d","meta":{"text":"不是"},"date":null}
      {"id":7,"title":"只有标题"}
      {"id":"x",
      """
    let found = try records(["news.jsonl": Data(lines.utf8)])
    #expect(found.count == 4)
    let first = try found[0].get()
    #expect(first.id == "a")
    #expect(first.string == "一\u{2028}二")
    #expect(first.date == CalendarDay(year: 2023, month: 8, day: 1))
    #expect(first.outlet == "某报")
    #expect(first.author == "甲、乙")
    let second = try found[1].get()
    #expect(second.id == "news-0123456789ab")
    #expect(second.string == "三\n四\u{FFFD}")
    #expect(throws: RecordError.self) { try found[2].get() }
    #expect(throws: RecordError.self) { try found[3].get() }
  }

  @Test func tablesHoldLineEndsAndQuotes() throws {
    let csv = "\u{FEFF}id,text,date\r\n1,\"他说：\"\"好\"\"，\n走了\",2024/5/6\r\n2,第二,\n\n3,末行,x"
    let found = try records(["t.csv": Data(csv.utf8)]).map { try $0.get() }
    #expect(found.map(\.id) == ["1", "2", "3"])
    #expect(found.map(\.string) == ["他说：\"好\"，\n走了", "第二", "末行"])
    #expect(found[0].date == CalendarDay(year: 2024, month: 5, day: 6))
    #expect(found[1].date == nil)
    let tsv = try records(["t.tsv": Data("text\tid\n甲，乙\t9\n".utf8)]).map { try $0.get() }
    #expect(tsv.map(\.string) == ["甲，乙"])
    #expect(throws: RecordError.self) {
      try records(["t.csv": Data("a,b\n1,2\n".utf8)])[0].get()
    }
  }

  @Test(arguments: [
    ("2020-07-26", 2020, 7, 26), ("2020-07-26T09:30:00+08:00", 2020, 7, 26),
    ("2020/7/6", 2020, 7, 6), ("2020年7月26日 10:00", 2020, 7, 26), ("20200726", 2020, 7, 26),
    ("Sun, 26 Jul 2020 09:30:00 GMT", 2020, 7, 26), ("July 26, 2020", 2020, 7, 26),
  ])
  func daysAreRead(_ text: String, _ year: Int, _ month: Int, _ day: Int) {
    #expect(RecordDate.day(text) == CalendarDay(year: year, month: month, day: day))
  }

  @Test(arguments: ["", "昨天", "2020-13-01", "2020-02-30", "26", "1595727000", "2020-07"])
  func otherTextsAreNoDays(_ text: String) {
    #expect(RecordDate.day(text) == nil)
  }

  @Test func markdownIsReadWithoutItsMarks() throws {
    let page = """
      ---
      title: "水厂改造"
      date: 2024-01-02
      ---
      # 水厂改造

      居民**何小兰**说，[水](http://example.org/a)很清。![图](a.png)
      - 第一项
      """
    let found = try records(["a.md": Data(page.utf8)])[0].get()
    #expect(found.title == "水厂改造")
    #expect(found.date == CalendarDay(year: 2024, month: 1, day: 2))
    #expect(found.string == "水厂改造\n\n居民何小兰说，水很清。\n第一项")
  }

  @Test(arguments: [
    "{", "{}x", "{\"a\":}", "[1]", "{\"text\":\"a", "{\"text\":\"\\u12\"}", "", "\u{FEFF}",
    String(repeating: "{\"a\":", count: 5000), String(repeating: "[", count: 5000),
  ])
  func brokenJSONIsAnError(_ text: String) {
    #expect(throws: RecordError.self) {
      try JSONFields(Array(text.utf8), wanted: ["text"])
    }
  }

  @Test(
    arguments: [
      ("a.txt", FileKind(form: .text, wrapping: .none)),
      ("A.TXT.GZ", FileKind(form: .text, wrapping: .compressed)),
      ("b/c.d/x.ndjson.zst", FileKind(form: .json, wrapping: .compressed)),
      ("x.tar.gz", FileKind(form: nil, wrapping: .archive)),
      ("x.zip", FileKind(form: nil, wrapping: .archive)),
    ] as [(String, FileKind)])
  func kindsAreKnownByName(_ path: String, _ kind: FileKind) {
    #expect(FileKind(path: path) == kind)
  }

  @Test(arguments: ["a.gz", "a.pdf", "txt", "a.docx", "Makefile", ""])
  func otherFilesAreLeftOut(_ path: String) {
    #expect(FileKind(path: path) == nil)
  }

  @Test func stemsKeepDotsThatMeanSomething() {
    #expect(FileKind.stem(of: "a/b.2024.txt.gz") == "b.2024")
    #expect(FileKind.stem(of: "新闻.txt") == "新闻")
    #expect(FileKind.stem(of: "x.tar.gz") == "x")
    #expect(FileKind.stem(of: ".hidden") == ".hidden")
  }
}

@Suite struct PageTests {
  /// What is to be found in a page of `Pages/`, and what is not (`NAME.expected.json`);
  /// `scripts/compare-pages` measures trafilatura by the same.
  struct Expected: Decodable {
    var title: String
    var date: String
    var outlet: String?
    var author: String?
    var paragraphs: [String]
    var absent: [String]
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pages")
  static let pages =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix("html") }.sorted()

  @Test func thereArePages() { #expect(Self.pages.count >= 11) }

  @Test(arguments: pages)
  func mainTextAndPropertiesAreFound(_ page: String) throws {
    let stem = String(page.prefix { $0 != "." })
    let expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: Self.folder.appending(path: stem + ".expected.json")))
    let bytes = try Data(contentsOf: Self.folder.appending(path: page))
    let record = try records([page: bytes])[0].get()
    #expect(record.title == expected.title)
    #expect(record.date?.iso == expected.date)
    #expect(record.outlet == expected.outlet)
    #expect(record.author == expected.author)
    let lines = record.string.split(separator: "\n").map(String.init)
    #expect(lines.first == expected.title)
    #expect(lines.dropFirst().first == expected.paragraphs.first)
    for paragraph in expected.paragraphs { #expect(lines.contains(paragraph)) }
    for words in expected.absent { #expect(!record.string.contains(words)) }
  }

  @Test(.timeLimit(.minutes(1)))
  func hostilePagesAreRead() throws {
    let pages = [
      String(repeating: "<div>", count: 20_000) + "新闻。",
      String(repeating: "<p>新闻，", count: 20_000),
      "<a href='" + String(repeating: "新", count: 300_000),
      "<html><body>", "新闻\u{0}。", "<!--" + String(repeating: "-", count: 100_000),
    ]
    for page in pages {
      _ = try records(["a.html": Data(page.utf8)])
    }
  }
}
