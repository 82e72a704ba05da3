import Foundation
import GRDB
import Testing

/// Runs over many documents: what is written, what is not done again, what survives.
@Suite struct BatchCommandTests {
  /// The samples' texts as records, several times over with other ids.
  static func records(_ count: Int) throws -> Data {
    let texts = try Samples.names.map {
      try Data(contentsOf: Binary.root.appending(path: "samples/\($0)"))
    }.compactMap { String(data: $0, encoding: .utf8) }
    var lines = Data()
    for number in 0..<count {
      let record = [
        "id": "r\(number)", "text": texts[number % texts.count] + "\n编号\(number)。",
        "date": "2024-0\(number % 9 + 1)-01", "source": "测试社",
      ]
      lines += try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
      lines.append(0x0A)
    }
    return lines
  }

  /// Every row of every table but those that tell of time, as text.
  static func dump(_ path: String) throws -> [String] {
    try DatabaseQueue(path: path).read { db in
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'articles_fts_%'
          AND name NOT IN ('sessions', 'grdb_migrations') ORDER BY name
          """)
      #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }.sorted()
      }
    }
  }

  static func number(_ sql: String, _ path: String) throws -> Int {
    try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  private func batch(_ arguments: String..., environment: [String: String] = [:]) throws
    -> Binary.Run
  {
    try Binary.run(
      Binary.url, ["batch"] + arguments, environment: ["LC_ALL": "C"].merging(environment) { $1 })
  }

  @Test func theDatabaseAndTheFileHoldTheSame() throws {
    let folder = try Scratch()
    let (db, out) = (folder.path + "/a.db", folder.path + "/a.ndjson")
    let run = try batch("samples/*.txt", "--into", db, "--output", out, "--text")
    #expect(run.status == 0, "\(run.errors)")
    let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == Samples.names.count)
    let articles = try lines.flatMap { try JSON(parsing: String($0))["articles"].array }
    func count(_ kind: String) -> Int { articles.reduce(0) { $0 + $1[kind].array.count } }
    #expect(try Self.number("SELECT count(*) FROM articles", db) == articles.count)
    #expect(try Self.number("SELECT count(*) FROM quotes", db) == count("quotes"))
    #expect(try Self.number("SELECT count(*) FROM figures", db) == count("figures"))
    #expect(try Self.number("SELECT count(*) FROM dates", db) == count("dates"))
    #expect(try Self.number("SELECT count(*) FROM article_entities", db) == count("entities"))
    // SQLite's substr counts as our offsets do.
    for table in ["quotes", "figures", "dates"] {
      let text = table == "quotes" ? "t.type = 'direct' AND instr(t.text, '…') = 0 AND" : ""
      let wrong = try Self.number(
        """
        SELECT count(*) FROM \(table) t JOIN articles a ON a.id = t.article_id
        JOIN documents d ON d.id = a.document_id
        WHERE \(text) substr(d.text, t.start + 1, t.stop - t.start) <> t.text
        """, db)
      #expect(wrong == 0, "\(table)")
    }
    #expect(try Binary.run("doctor", "--db", db).status == 0)
  }

  @Test func whatIsDoneIsNotDoneAgain() throws {
    let folder = try Scratch()
    let (db, out) = (folder.path + "/a.db", folder.path + "/a.ndjson")
    _ = try batch("samples/*.txt", "--into", db, "--output", out)
    let before = try (Self.dump(db), Data(contentsOf: URL(filePath: out)))
    let again = try batch("samples/*.txt", "--into", db, "--output", out)
    #expect(again.status == 0)
    #expect(again.errors.hasPrefix("pipeline: 0 documents"))
    #expect(again.errors.contains("\(Samples.names.count) done before"))
    #expect(try Self.dump(db) == before.0)
    #expect(try Data(contentsOf: URL(filePath: out)) == before.1)
    // A file of its own gets everything, whatever the database has.
    let other = folder.path + "/b.ndjson"
    _ = try batch("samples/*.txt", "--into", db, "--output", other)
    #expect(try Data(contentsOf: URL(filePath: other)) == before.1)
    #expect(try Self.dump(db) == before.0)
  }

  @Test func jobsKeepTheOrder() throws {
    let folder = try Scratch()
    let input = try folder.write(Self.records(60), "in.jsonl").path
    for jobs in ["1", "4"] {
      #expect(
        try batch(
          input, "-j", jobs, "--into", "\(folder.path)/\(jobs).db", "-o",
          "\(folder.path)/\(jobs).ndjson"
        ).status == 0)
    }
    #expect(try Self.dump(folder.path + "/1.db") == Self.dump(folder.path + "/4.db"))
    #expect(
      FileManager.default.contentsEqual(
        atPath: folder.path + "/1.ndjson", andPath: folder.path + "/4.ndjson"))
  }

  /// The short form of the test with twenty random moments.
  @Test(
    .timeLimit(.minutes(5)), arguments: [(1, [0.02, 0.1]), (2, [0.05]), (3, [0.2, 0.2, 0.1])])
  func aKilledRunGoesOn(_ seed: Int, _ moments: [Double]) throws {
    let folder = try Scratch()
    var lines = try Self.records(400)
    lines = Data("{\"id\":\"broken\"\n".utf8) + lines + Data("{\"id\":\"empty\"}\n".utf8)
    let input = try folder.write(lines, "in.jsonl").path
    func arguments(_ name: String) -> [String] {
      [
        "batch", input, folder.path + "/missing.txt", "-q", "-j", "2", "--into",
        "\(folder.path)/\(name).db", "-o", "\(folder.path)/\(name).ndjson",
      ]
    }
    #expect(try Binary.run(Binary.url, arguments("whole")).status == 1)
    for moment in moments {
      let process = Process()
      process.executableURL = Binary.url
      process.arguments = arguments("killed")
      process.currentDirectoryURL = Binary.root
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: moment)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try Binary.run(Binary.url, arguments("killed")).status == 1)
    #expect(try Self.dump(folder.path + "/whole.db") == Self.dump(folder.path + "/killed.db"))
    for suffix in [".ndjson", ".ndjson.manifest"] {
      #expect(
        FileManager.default.contentsEqual(
          atPath: folder.path + "/whole" + suffix, andPath: folder.path + "/killed" + suffix))
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func anInterruptedRunSaysSoAndGoesOn() throws {
    let folder = try Scratch()
    let input = try folder.write(Self.records(3000), "in.jsonl").path
    let db = folder.path + "/a.db"
    let errors = try folder.write(Data(), "errors")
    let process = Process()
    process.executableURL = Binary.url
    process.arguments = ["batch", input, "--into", db, "--lang", "en", "-j", "1"]
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    Thread.sleep(forTimeInterval: 0.5)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try String(contentsOf: errors, encoding: .utf8).contains("interrupted after"))
    let done = try Self.number("SELECT count(*) FROM documents", db)
    #expect(done < 3000)
    let rest = try batch(input, "--into", db)
    #expect(rest.status == 0)
    #expect(rest.errors.contains("\(done) done before"))
    #expect(try Self.number("SELECT count(*) FROM documents", db) == 3000)
  }

  /// A producer that takes its time sees each record's result before it writes the next.
  @Test(.timeLimit(.minutes(2)), arguments: ["1", "2"])
  func recordsFlowThroughAPipe(jobs: String) throws {
    let process = Process()
    process.executableURL = Binary.url
    process.arguments = ["batch", "-", "-o", "-", "--lang", "en", "-j", jobs]
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    for number in 0..<5 {
      let record = "{\"id\":\"r\(number)\",\"text\":\"市长王明远表示，工程已经完成。\"}\n"
      // In two pieces, as a pipe may give them.
      try input.fileHandleForWriting.write(contentsOf: Data(record.utf8.prefix(30)))
      try input.fileHandleForWriting.write(contentsOf: Data(record.utf8.dropFirst(30)))
      var line = Data()
      while line.last != 0x0A { line += output.fileHandleForReading.availableData }
      #expect(
        try JSON(parsing: String(decoding: line, as: UTF8.self))["document"]["id"].string
          == "r\(number)")
    }
    // Waiting for more, it can be interrupted.
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said.contains("interrupted after 5 documents"))
  }

  @Test func aBadDocumentIsCountedAndTriedAgainOnRequest() throws {
    let folder = try Scratch()
    let good = "{\"id\":\"a\",\"text\":\"市长王明远表示，工程已经完成。\"}\n"
    let input = try folder.write(
      good + "{\"id\":\"b\"}\n{\n{\"id\":\"c\",\"text\":\"no\"}\n", "in.jsonl")
    let db = folder.path + "/a.db"
    let run = try batch(input, "--into", db)
    #expect(run.status == 1)
    #expect(run.errors.contains("in.jsonl:2: has no text"))
    #expect(run.errors.contains("in.jsonl:3: is not a JSON object"))
    #expect(run.errors.contains("in.jsonl:4: no Chinese text"))
    #expect(run.errors.contains("1 documents"))
    #expect(try Self.number("SELECT count(*) FROM failures", db) == 3)
    let again = try batch(input, "--into", db)
    #expect(again.status == 0)
    #expect(again.errors.contains("3 failed before"))
    #expect(try batch(input, "--into", db, "--retry-failed").status == 1)
    #expect(try Self.number("SELECT count(*) FROM failures", db) == 3)
  }

  @Test func aChangedFileReplacesWhatItWas() throws {
    let folder = try Scratch()
    let file = try folder.write("市长王明远表示，工程已经完成。", "texts/a.txt")
    let db = folder.path + "/a.db"
    _ = try batch(folder.path + "/texts", "--into", db)
    try folder.write("市长陶立新表示，工程还没有完成。", "texts/a.txt")
    _ = try batch(folder.path + "/texts", "--into", db)
    #expect(try Self.number("SELECT count(*) FROM documents", db) == 1)
    let quotes = try Binary.run("quotes", "--db", db, "--format", "csv")
    #expect(quotes.output.contains("陶立新"))
    #expect(!quotes.output.contains("王明远"))
    #expect(file.hasSuffix("a.txt"))
  }

  @Test func aFileThatIsMendedHasFailedNoMore() throws {
    let folder = try Scratch()
    try folder.write("no Chinese at all", "texts/a.txt")
    let db = folder.path + "/a.db"
    _ = try batch(folder.path + "/texts", "--into", db)
    #expect(try Self.number("SELECT count(*) FROM failures", db) == 1)
    try folder.write("nor here", "texts/a.txt")
    _ = try batch(folder.path + "/texts", "--into", db)
    #expect(try Self.number("SELECT count(*) FROM failures", db) == 1)
    try folder.write("市长陶立新表示，工程还没有完成。", "texts/a.txt")
    #expect(try batch(folder.path + "/texts", "--into", db).status == 0)
    #expect(try Self.number("SELECT count(*) FROM failures", db) == 0)
  }

  @Test func aSplitFindsTheFileThatNamesThePerson() throws {
    let folder = try Scratch()
    try folder.write("市长王明远表示，工程已经完成。", "texts/one/a.txt")
    try folder.write("县长陶立新表示，学校还没有开学。", "texts/two/a.txt")
    let db = folder.path + "/a.db"
    _ = try batch(folder.path + "/texts", "--into", db)
    _ = try Binary.run(
      "entities", "split", "陶立新", "--document", "a", "--to", "person:陶立新 (县长)", "--db", db)
    #expect(
      try Self.number("SELECT count(*) FROM entities WHERE key = 'person:陶立新 (县长)'", db) == 1)
  }

  @Test func textsFromAPipeAreKeptApart() throws {
    let folder = try Scratch()
    let db = folder.path + "/a.db"
    for text in ["市长王明远表示，工程已经完成。", "市长陶立新表示，工程还没有完成。"] {
      _ = try Binary.run("batch", "-", "--into", db, input: Data(text.utf8))
    }
    #expect(try Self.number("SELECT count(DISTINCT name) FROM documents", db) == 2)
  }

  @Test func aDryRunDoesNothing() throws {
    let folder = try Scratch()
    let run = try batch("samples/*.txt", "--into", folder.path + "/a.db", "--dry-run")
    #expect(run.status == 0)
    #expect(run.errors.contains("would do \(Samples.names.count) documents"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.db"))
  }

  @Test func compressedFilesAndArchivesAreRead() throws {
    let folder = try Scratch()
    try folder.write("市长王明远表示，工程已经完成。", "a.txt")
    try folder.write("局长陶立新说：“今晚必须转移。”", "sub/b.txt")
    let script = """
      cd "\(folder.path)" && mkdir out && tar czf out/t.tar.gz a.txt sub && \
      gzip -c a.txt > out/a.txt.gz
      """
    let made = try Binary.run(URL(filePath: "/bin/sh"), ["-c", script])
    #expect(made.status == 0, "\(made.errors)")
    let db = folder.path + "/a.db"
    let run = try batch(folder.path + "/out", "--into", db)
    #expect(run.status == 0, "\(run.errors)")
    // The same text under the same name is one document.
    #expect(try Self.number("SELECT count(*) FROM documents", db) == 2)
    let whole = try Data(contentsOf: URL(filePath: folder.path + "/out/t.tar.gz"))
    let damaged = try folder.write(whole.prefix(whole.count / 2), "out/u.tar.gz").path
    let bad = try batch(folder.path + "/out", "--into", db)
    #expect(bad.status == 1)
    #expect(bad.errors.contains("\(damaged): is damaged"))
  }

  @Test func optionsComeBeforeVariablesBeforeTheFile() throws {
    let folder = try Scratch()
    let (a, b) = (folder.path + "/a.db", folder.path + "/b.db")
    let config = try folder.write(
      "database = \"\(a)\"\nlang = \"zh\"\n[fields]\ntext = \"正文\"\n".replacing("正文", with: "body"),
      "pipeline.toml")
    let input = try folder.write("{\"body\":\"市长王明远表示，工程已经完成。\"}\n", "in.jsonl")
    let run = try batch(input, "--config", config)
    #expect(run.errors.contains("处理 1 篇"))
    #expect(FileManager.default.fileExists(atPath: a))
    let other = try batch(input, "--config", config, environment: ["PIPELINE_DB": b])
    #expect(other.status == 0)
    #expect(FileManager.default.fileExists(atPath: b))
    let wrong = try folder.write("databse = \"x\"\n", "wrong.toml")
    let bad = try batch(input, "--config", wrong)
    #expect(bad.status == 2)
    #expect(bad.errors.contains("databse"))
  }

  @Test func logLinesAreObjectsWhenAsked() throws {
    let folder = try Scratch()
    let run = try batch("samples/*.txt", "--into", folder.path + "/a.db", "--log-format", "json")
    let line = try JSON(parsing: run.errors)
    #expect(line["level"].string == "info")
    #expect(line["documents"].string == "\(Samples.names.count)")
  }
}
