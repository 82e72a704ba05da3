import Foundation
import GRDB
import Testing

/// Questions, decisions, and what other tools read.
@Suite struct QuestionTests {
  private let folder: Scratch
  /// A database of the samples.
  private var news: String { folder.path + "/news.db" }

  init() throws {
    folder = try Scratch()
    let run = try Binary.run("batch", "samples/*.txt", "--into", folder.path + "/news.db", "-q")
    try #require(run.status == 0, "\(run.errors)")
  }

  private func ask(_ arguments: String...) throws -> Binary.Run {
    try Binary.run(
      Binary.url, arguments + ["--db", news, "--lang", "en"])
  }

  @Test func quotesAreFoundBySpeakerTopicAndType() throws {
    let all = try ask("quotes", "--format", "csv").lines
    #expect(all.count > 20)
    #expect(all[0].hasPrefix("day,outlet,speaker,"))
    let one = try ask("quotes", "--speaker", "英格丽·哈尔沃森", "--format", "csv")
    #expect(one.lines.count > 1)
    #expect(one.lines.dropFirst().allSatisfy { $0.contains("英格丽·哈尔沃森") })
    // A question in Traditional characters finds the same.
    let direct = try ask("quotes", "--type", "direct", "--format", "json")
    let rows = try JSON(parsing: direct.output).array
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0["type"].string == "direct" })
    let about = try ask("quotes", "--about", "鱼群", "--format", "csv")
    #expect(about.lines.count == 2)
    #expect(try ask("quotes", "--speaker", "查无此人").errors.contains("nothing found"))
  }

  @Test func entitiesAreCounted() throws {
    let rows = try JSON(
      parsing: try ask("entities", "--type", "place", "--top", "3", "--format", "json").output
    ).array
    #expect(rows.count == 3)
    let counts = rows.compactMap { $0["mentions"].int }
    #expect(counts == counts.sorted(by: >))
    for count in ["documents", "quotes"] {
      #expect(try ask("entities", "--count", count, "--format", "csv").lines.count > 1)
    }
    #expect(try ask("entities", "--by", "month", "--format", "csv").lines[0].hasPrefix("month,"))
  }

  @Test func wordsOfTwoCharactersAreFound() throws {
    let found = try JSON(parsing: try ask("search", "工程", "--format", "json").output).array
    #expect(!found.isEmpty)
    // In Traditional texts as well, and the other way round.
    let island = try JSON(parsing: try ask("search", "离岛", "--format", "json").output).array
    let same = try JSON(parsing: try ask("search", "離島", "--format", "json").output).array
    #expect(!same.isEmpty)
    #expect(island.count == same.count)
  }

  @Test func figuresAreFoundByUnit() throws {
    let rows = try JSON(parsing: try ask("figures", "--unit", "%", "--format", "json").output).array
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0["unit"].string == "%" })
  }

  @Test func tablesAlignChineseByWidth() throws {
    let lines = try ask("entities", "--top", "5").lines
    #expect(lines.count == 6)
    func width(_ text: Substring) -> Int {
      text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
    let starts = lines.map { line -> Int in
      let type = ["type", "person", "organization", "place"].compactMap {
        line.firstRange(of: "  " + $0)
      }
      return type.first.map { width(line[..<$0.upperBound]) - width(line[$0]) } ?? -1
    }
    #expect(Set(starts).count == 1, "\(lines)")
  }

  @Test func anArticleIsShownWithItsMarks() throws {
    let run = try ask("show", "court")
    #expect(run.output.contains("[澄江市中级人民法院]"))
    #expect(!run.output.contains("\u{1B}"))
    #expect(try ask("show", "no-such-article").status == 2)
  }

  @Test func decisionsSurviveAnotherRun() throws {
    try folder.write("市长卫砚棠表示，工程已经完成。", "t/a.txt")
    try folder.write("法官卫砚棠认为，证据不足。", "t/b.txt")
    try folder.write("美国总统川普表示，会谈顺利。", "t/c.txt")
    let db = folder.path + "/a.db"
    func batch(_ more: String...) throws {
      let run = try Binary.run(
        Binary.url, ["batch", folder.path + "/t", "--into", db, "-q"] + more)
      #expect(run.status == 0, "\(run.errors)")
    }
    func keys() throws -> Set<String> {
      try DatabaseQueue(path: db).read {
        Set(
          try String.fetchAll(
            $0,
            sql: """
              SELECT d.name || ' ' || e.key FROM article_entities ae
              JOIN entities e ON e.id = ae.entity_id JOIN articles a ON a.id = ae.article_id
              JOIN documents d ON d.id = a.document_id WHERE e.type = 'person'
              """))
      }
    }
    try batch()
    #expect(try keys().contains("c person:特朗普"))
    #expect(try keys().isSuperset(of: ["a person:卫砚棠", "b person:卫砚棠"]))
    let split = try Binary.run(
      "entities", "split", "卫砚棠", "--document", "b", "--to", "person:卫砚棠 (法官)", "--db", db)
    #expect(split.status == 0, "\(split.errors)")
    let decided: Set = ["a person:卫砚棠", "b person:卫砚棠 (法官)"]
    #expect(try keys().isSuperset(of: decided))
    try batch("--force")
    #expect(try keys().isSuperset(of: decided))
    _ = try Binary.run("entities", "merge", "person:卫砚棠 (法官)", "person:卫砚棠", "--db", db)
    #expect(try keys().isSuperset(of: ["a person:卫砚棠", "b person:卫砚棠"]))
    let circle = try Binary.run(
      "entities", "merge", "person:卫砚棠", "person:卫砚棠 (法官)", "--db", db, "--lang", "en")
    #expect(circle.status == 2)
    #expect(circle.errors.contains("would stand for itself"))
  }

  /// The keys of the persons, or of another type, in a database of texts by name.
  private func keys(_ texts: KeyValuePairs<String, String>, type: String = "person") throws
    -> [String]
  {
    let texts = texts.map { (name: $0.key, text: $0.value) }
    let folder = try Scratch()
    for (name, text) in texts { try folder.write(text, "t/\(name).txt") }
    let db = folder.path + "/a.db"
    let run = try Binary.run("batch", folder.path + "/t", "--into", db, "-q")
    #expect(run.status == 0, "\(run.errors)")
    return try DatabaseQueue(path: db).read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT d.name || ' ' || e.key FROM article_entities ae
          JOIN entities e ON e.id = ae.entity_id JOIN articles a ON a.id = ae.article_id
          JOIN documents d ON d.id = a.document_id WHERE e.type = ? ORDER BY 1
          """, arguments: [type])
    }
  }

  @Test func shortNamesAreOnePersonOnlyWithEvidence() throws {
    let found = try keys([
      "a": "东洲大学校长高立表示，东洲大学将扩大招生。",
      "b": "东洲大学校长高立5日介绍，东洲大学有学生两万人。",
      "c": "篮球运动员高立表示，训练很苦。",
    ])
    #expect(found == ["a person:高立", "b person:高立", "c person:高立 (c)"])
  }

  /// Who writes and who is written about, with a name that many have, are two; with one that hardly
  /// anybody has, one.
  @Test func commonNamesNeedEvidenceAndRareOnesDoNot() throws {
    let common = try keys([
      "a": "市民王志强表示，电梯已经修好。", "b": "渡口镇副镇长王志强表示，水厂将扩建。",
    ])
    #expect(common == ["a person:王志强", "b person:王志强 (b)"])
    let rare = try keys([
      "a": "市民章砚棠表示，电梯已经修好。", "b": "渡口镇副镇长章砚棠表示，水厂将扩建。",
    ])
    #expect(rare == ["a person:章砚棠", "b person:章砚棠"])
  }

  /// Somebody who is another than the known one is found again by their own evidence.
  @Test func theSecondBearerOfANameIsKnownToo() throws {
    let found = try keys([
      "a": "东洲大学校长高立表示，东洲大学将扩大招生。",
      "b": "南岭雄鹰队后卫高立表示，南岭雄鹰队训练很苦。",
      "c": "南岭雄鹰队后卫高立5日受伤。南岭雄鹰队将缺阵两场。",
    ])
    #expect(found == ["a person:高立", "b person:高立 (b)", "c person:高立 (b)"])
  }

  @Test func aCopyMeansWhomItsOriginalMeans() throws {
    let body =
      "渡口镇水厂改造工程11日完工，全镇两万居民当晚用上了新水。工程负责人王军表示，出厂水的各项指标都已达标。镇政府介绍，改造共投资860万元，更换管道17公里，新建蓄水池两座，下一步还将把水管接到山上的四个村子。"
    let found = try keys(["a": body, "b": body + "\n\n（完）", "c": "教练王军说，训练很苦。"])
    #expect(found == ["a person:王军", "b person:王军", "c person:王军 (c)"])
  }

  /// 市教育局 of two texts are two.
  @Test func bodiesThatEveryPlaceHasAreKnownInOneDocument() throws {
    let found = try keys(
      [
        "a": "区工商联表示，将帮助企业。外交部表示欢迎。", "b": "区工商联表示，将举办展会。外交部表示欢迎。",
      ], type: "organization")
    #expect(found.contains("a organization:外交部") && found.contains("b organization:外交部"))
    #expect(found.contains("a organization:区工商联 (a)"))
    #expect(found.contains("b organization:区工商联 (b)"))
  }

  @Test func copiesAreMarkedAndLeftOut() throws {
    let body =
      "渡口镇水厂改造工程11日完工，全镇两万居民当晚用上了新水。工程负责人何立群表示，出厂水的各项指标都已达标。镇政府介绍，改造共投资860万元，更换管道17公里，新建蓄水池两座，下一步还将把水管接到山上的四个村子。"
    try folder.write("渡口镇水厂改造完工\n\n" + body, "t/a.txt")
    try folder.write("两万居民用上新水\n\n" + body + "\n\n（记者：许文静）", "t/b.txt")
    try folder.write(
      "某股收盘价为每股12.31元，较前一日上涨0.32元，涨幅为2.67%，全天成交量为33.81万手，成交金额为4.16亿元，换手率为3.21%，市盈率为18.22倍，总市值为132.55亿元，流通市值为98.31亿元。",
      "t/c.txt")
    try folder.write(
      "某股收盘价为每股45.07元，较前一日下跌1.18元，跌幅为2.55%，全天成交量为18.26万手，成交金额为8.29亿元，换手率为1.76%，市盈率为41.87倍，总市值为471.93亿元，流通市值为387.12亿元。",
      "t/d.txt")
    let db = folder.path + "/a.db"
    _ = try Binary.run("batch", folder.path + "/t", "--into", db, "-q")
    #expect(
      try BatchCommandTests.number(
        "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL", db) == 1)
    func count(_ more: String...) throws -> Int {
      try Binary.run(
        Binary.url, ["quotes", "--speaker", "何立群", "--format", "csv", "--db", db] + more
      ).lines.count - 1
    }
    #expect(try count() == 1)
    #expect(try count("--duplicates") == 2)
  }

  @Test func everyMessageIsInBothLanguages() throws {
    let input = try folder.write("{\"id\":\"b\"}\n{\n{\"id\":\"c\",\"text\":\"no\"}\n", "in.jsonl")
    let db = folder.path + "/a.db"
    let runs: [[String]] = [
      ["batch", input, "--into", db], ["batch", input, "--into", db], ["batch", input],
      ["batch", input, "--into", db, "--dry-run"], ["batch", "/no/such/file", "--into", db],
      ["quotes", "--db", db], ["quotes"], ["quotes", "--db", "/no/such.db"],
      ["show", "x", "--db", db], ["entities", "merge", "甲乙丙", "丁戊己", "--db", db],
    ]
    for arguments in runs {
      let run = try Binary.run(
        Binary.url, arguments + ["--lang", "zh"], environment: ["PIPELINE_DB": ""])
      #expect(!run.errors.isEmpty, "\(arguments)")
      for line in run.errors.split(separator: "\n") {
        let han = line.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
        #expect(han >= 3, "\(arguments): \(line)")
      }
    }
  }
}
