import Foundation
import GRDB
import Testing

/// Every form of input, and the names of its fields.
@Suite struct BatchInputTests {
  private let folder: Scratch
  private var db: String { folder.path + "/a.db" }

  init() throws { folder = try Scratch() }

  private func batch(_ arguments: String...) throws -> Binary.Run {
    try Binary.run(Binary.url, ["batch"] + arguments + ["--into", db, "--lang", "en"])
  }

  private func rows(_ sql: String) throws -> [[String]] {
    try DatabaseQueue(path: db).read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { String.fromDatabaseValue($0) ?? "-" }
      }
    }
  }

  @Test func everyFormIsRead() throws {
    let text = "市长王明远表示，工程已经完成。"
    let tsv = Data("id\ttext\nr1\t\(text)\n".utf8)
    let files: KeyValuePairs<String, Data?> = [
      "a.txt": Data((text + "甲").utf8), "b.md": Data("# 标题\n\n\(text)乙".utf8),
      "c.html": Data("<title>题</title><p>\(text)丙，工人很高兴。</p>".utf8),
      "d.xhtml": Data("<html><body><p>\(text)丁，工人很高兴。</p></body></html>".utf8),
      "e.jsonl": Data("{\"id\":\"e1\",\"text\":\"\(text)\"}\n".utf8),
      "f.ndjson": Data("{\"id\":\"f1\",\"text\":\"\(text)\"}\n".utf8),
      "g.csv": Data("id,text\ng1,\"\(text)\"\n".utf8), "h.tsv": tsv,
      // 局长陶立新说：“今晚必须转移。” as 2024/b.txt, beside what macOS adds.
      "i.zip": Data(
        base64Encoded:
          "UEsDBBQAAAAIAPlcfF2TiutkNQAAADAAAAAKAAAAMjAyNC9iLnR4dAEwAM//5bGA6ZW/6Zm256uL5paw6K+077ya4oCc5LuK5pma5b+F6aG76L2s56e744CC4oCdUEsDBBQAAAAAAAAAIQA4tJ3hBQAAAAUAAAAVAAAAX19NQUNPU1gvMjAyNC8uX2IudHh0AGp1bmtQSwECFAMUAAAACAD5XHxdk4rrZDUAAAAwAAAACgAAAAAAAAAAAAAApIEAAAAAMjAyNC9iLnR4dFBLAQIUAxQAAAAAAAAAIQA4tJ3hBQAAAAUAAAAVAAAAAAAAAAAAAACAAV0AAABfX01BQ09TWC8yMDI0Ly5fYi50eHRQSwUGAAAAAAIAAgB7AAAAlQAAAAAA"
      ),
      // The records of h.tsv, which are other documents only by their form.
      "j.tsv.zst": Data(
        base64Encoded:
          "KLUv/SQ5yQEAaWQJdGV4dApyMQnluILplb/njovmmI7ov5zooajnpLrvvIzlt6XnqIvlt7Lnu4/lrozmiJDjgIIKazfUXQ=="
      ),
    ]
    for (name, data) in files { try folder.write(#require(data, "\(name)"), "in/\(name)") }
    let gzipped = try Binary.run(
      URL(filePath: "/bin/sh"),
      [
        "-c",
        "cd '\(folder.path)/in' && gzip -c e.jsonl | cat > k.jsonl.gz && tar czf l.tar.gz a.txt b.md",
      ])
    #expect(gzipped.status == 0)
    let run = try batch(folder.path + "/in")
    #expect(run.status == 0, "\(run.errors)")
    let names = try rows("SELECT name FROM documents ORDER BY source").map { $0[0] }
    // What is in k and l, and the row of j, is known already: the same content under the same id.
    #expect(names == ["a", "b", "c", "d", "e1", "f1", "g1", "r1", "b"])
    #expect(run.errors.contains("9 documents"))
    #expect(run.errors.contains("4 done before"))
  }

  @Test func compressedTablesAreRead() throws {
    let tsv = Data(
      base64Encoded:
        "KLUv/SQ5yQEAaWQJdGV4dApyMQnluILplb/njovmmI7ov5zooajnpLrvvIzlt6XnqIvlt7Lnu4/lrozmiJDjgIIKazfUXQ=="
    )
    let file = try folder.write(#require(tsv), "a.tsv.zst").path
    #expect(try batch(file).status == 0)
    #expect(try rows("SELECT name, text FROM documents") == [["r1", "市长王明远表示，工程已经完成。"]])
  }

  @Test func fieldsAreNamed() throws {
    let record = """
      {"nr":"x7","body":"市长王明远表示，昨天工程已经完成。","kopf":"工程完成","meta":{"tag":"2024-05-06"},\
      "blatt":"东洲日报","wo":"https://example.org/7","von":"沈知秋"}

      """
    let input = try folder.write(record, "in.jsonl")
    let run = try batch(
      input, "--text-field", "body", "--id-field", "nr", "--title-field", "kopf", "--date-field",
      "meta.tag", "--source-field", "blatt", "--url-field", "wo", "--author-field", "von")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try rows("SELECT name, date, outlet, url, author FROM documents")
        == [["x7", "2024-05-06", "东洲日报", "https://example.org/7", "沈知秋"]])
    #expect(try rows("SELECT title, day FROM articles") == [["工程完成", "2024-05-06"]])
    // The record's date is what 昨天 is counted from.
    #expect(try rows("SELECT value FROM dates WHERE text = '昨天'") == [["2024-05-05"]])
  }

  // MARK: - What it says meanwhile

  @Test(.timeLimit(.minutes(2)))
  func progressIsShownOnATerminal() throws {
    let script = URL(filePath: "/usr/bin/script")
    guard FileManager.default.isExecutableFile(atPath: script.path) else {
      print("skipped: no script(1) to make a terminal with")
      return
    }
    let input = try folder.write(BatchCommandTests.records(4000), "in.jsonl").path
    let command = "'\(Binary.url.path)' batch '\(input)' --into '\(db)' -j 1 --lang en"
    let run = try Binary.run(script, ["-qec", command, "/dev/null"])
    #expect(run.status == 0)
    let line = /\r\e\[K\d+ documents, 0 failed \(\d+\/s, \d+\.\d MB\/s\)(, \d+:\d\d left)?/
    let shown = run.output.matches(of: line)
    #expect(shown.count >= 2)
    #expect(shown.contains { $0.1 != nil })
    #expect(run.output.contains("4000 documents in"))
  }

  /// Where there is no terminal, a line in the log every five seconds.
  @Test(.timeLimit(.minutes(2)))
  func progressIsLoggedNowAndThen() throws {
    let process = Process()
    process.executableURL = Binary.url
    process.arguments = ["batch", "-", "--into", db, "--lang", "en"]
    let (input, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardError = errors
    try process.run()
    for number in 0..<14 {
      let record = "{\"id\":\"r\(number)\",\"text\":\"市长王明远表示，工程已经完成。\"}\n"
      try input.fileHandleForWriting.write(contentsOf: Data(record.utf8))
      Thread.sleep(forTimeInterval: 0.4)
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    let lines = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 2, "\(lines)")
    #expect(lines.first?.contains("documents, 0 failed (") == true)
    #expect(lines.last?.contains("14 documents in") == true)
  }

  @Test func quietAndVerboseRuns() throws {
    let verbose = try batch("samples/agency.txt", "samples/court.txt", "-v")
    #expect(verbose.errors.contains("done: agency (samples/agency.txt)"))
    #expect(verbose.errors.contains("done: court (samples/court.txt)"))
    let quiet = try batch("samples/*.txt", "-q")
    #expect(quiet.errors == "")
    let failing = try batch("no-such.txt", "samples/agency.txt", "-q", "--log-format", "json")
    #expect(failing.status == 1)
    let line = try JSON(parsing: failing.errors)
    #expect(line["level"].string == "error")
    #expect(line["message"].string?.hasPrefix("no-such.txt: cannot be read") == true)
  }

  // MARK: - For shells

  @Test func completionsAndHelpAreGenerated() throws {
    for shell in ["bash", "zsh", "fish"] {
      let run = try Binary.run("--generate-completion-script", shell)
      #expect(run.status == 0)
      for word in ["retry-failed", "label-studio", "entities"] {
        #expect(run.output.contains(word), "\(shell): \(word)")
      }
    }
    // What the manual page is made of.
    let help = try JSON(parsing: try Binary.run("--experimental-dump-help").output)
    let commands = help["command"]["subcommands"].array.compactMap { $0["commandName"].string }
    #expect(Set(commands).isSuperset(of: ["batch", "quotes", "entities", "export", "doctor"]))
    let python = URL(filePath: "/usr/bin/env")
    guard try Binary.run(python, ["python3", "--version"]).status == 0 else {
      print("skipped: no python3 to write the manual page with")
      return
    }
    let page = try Binary.run(
      python, ["python3", "scripts/manual.py", "2024-05-06"],
      input: try Binary.run("--experimental-dump-help").bytes)
    #expect(page.output.hasPrefix(".TH") || page.output.contains("\n.TH"))
    #expect(page.output.contains("retry\\-failed"))
  }
}
