import Foundation
import Testing

/// Every message in both languages.
@Suite struct LanguageTests {
  static let commands: [[String]] = [
    ["extract"], ["batch"], ["worker"], ["quotes"], ["entities"], ["entities", "merge"],
    ["entities", "alias"], ["entities", "split"], ["figures"], ["search"], ["show"], ["export"],
    ["report"], ["serve"], ["doctor"], ["segment"], ["benchmark"],
  ]

  @Test(arguments: commands)
  func helpIsChineseWhereChineseIsAskedFor(command: [String]) throws {
    let run = try Binary.run(Binary.url, command + ["--help", "--lang", "zh"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("概述：") == true)
    for heading in ["OVERVIEW", "USAGE", "ARGUMENTS:", "OPTIONS:", "SUBCOMMANDS:"] {
      #expect(!run.output.contains(heading), "\(command): \(heading)")
    }
    // The text behind an option begins in the same column; an option without any Chinese behind it is one whose
    // help bypasses the two languages.
    for (index, line) in lines.enumerated() where line.hasPrefix("  -") {
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      let text = line + (next.hasPrefix("      ") ? next : "")
      #expect(
        text.unicodeScalars.contains { (0x3000..<0xA000).contains($0.value) },
        "\(command): \(line)")
    }
  }

  /// English that is left in a Chinese message: two words in a row, apart from paths, names of options
  /// and values, what is quoted, and command lines.
  static func english(in text: String) -> [String] {
    var text = text
    for pattern in [
      #"“[^”]*”|'[^']*'|`[^`]*`|"[^"]*"|<[^>]*>|\[[^\]]*\]"#, #"[^\s：]*[/.][^\s：]*"#,
      #"pipeline( [a-z]+)*"#, #"--?[a-z-]+"#,
    ] {
      text = text.replacingOccurrences(of: pattern, with: "…", options: .regularExpression)
    }
    return text.split(separator: "\n").flatMap { line in
      line.matches(of: /[A-Za-z]{2,} +[a-z]{2,}/).map { "\($0.0) in: \(line)" }
    }
  }

  @Test(arguments: commands)
  func noEnglishIsLeftInChineseHelp(command: [String]) throws {
    let run = try Binary.run(Binary.url, command + ["--help", "--lang", "zh"])
    #expect(Self.english(in: run.output).isEmpty)
    for word in ["values:", "default:", "<options>", "<subcommand>"] {
      #expect(!run.output.contains(word), "\(word)")
    }
  }

  /// Every sentence of the argument parser, of the system and of the libraries that users meet.
  @Test func noEnglishIsLeftInChineseErrors() throws {
    let folder = try Scratch()
    func write(_ text: String, _ name: String) throws -> String { try folder.write(text, name) }
    let locked = try write("{}", "locked.jsonl")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: locked)
    let noise = try folder.write(Data([0x1F, 0x8B, 8, 0, 1, 2, 3]), "noise.txt.gz").path
    let zip = try folder.write(Data("PK\u{3}\u{4}broken".utf8), "broken.zip").path
    let json = try write(
      [
        "{", "{\"a\" 1}", "{\"a\":}", "{\"a\":1 \"b\"}", "{\"a\":1}x", "{\"text\":\"a", "[1]",
        "{\"text\":\"a\"}",
      ]
      .joined(separator: "\n"), "wrong.jsonl")
    let notADatabase = try write(String(repeating: "x", count: 5000), "x.db")
    let good = folder.path + "/good.db"
    _ = try Binary.run("batch", "samples/agency.txt", "--into", good, "-q")
    let runs: [[String]] = [
      ["extract"], ["nonsense"], ["extract", "samples", "--formt", "json"],
      ["extract", "x", "--date"],
      ["extract", "samples", "--format", "xml"], ["batch", "x", "--log-format", "xml"],
      ["batch", "--quiet=yes", "x"], ["show", "a", "b"], ["show", "a", "b", "c"],
      ["batch", "x", "-j", "abc"], ["batch", "x", "-j", "0"], ["entities", "--type", "x"],
      ["entities", "merge", "a"], ["export", "--format", "brat"], ["serve", "--port", "99999"],
      ["serve", "-j", "0"], ["report"], ["report", "x", "--limit", "0"],
      ["extract", "x", "--encoding", "nonsense"], ["extract", "no-such.txt", "/", locked],
      ["extract", "samples/court.txt", "-o", "/no/such/folder/x"],
      ["extract", "samples/court.txt", "-o", "/dev/full"], ["extract", folder.path],
      ["extract", "samples", "--dictionary", "/no/such"], ["extract", "samples", "--model", json],
      ["batch", "samples", "-o", folder.path], ["batch", "samples", "-o", "/dev/full"],
      ["batch", "samples", "--into", "/proc/x.db"], ["batch", "samples", "--into", notADatabase],
      ["batch", "samples", "--aliases", json, "-o", "-"], ["batch", "samples"],
      [
        "batch", json, noise, zip, "no-such.txt", folder.path + "/*.none", "-o", folder.path + "/o",
      ],
      ["quotes", "--db", notADatabase], ["quotes", "--db", folder.path], ["quotes"],
      ["quotes", "--db", good, "--speaker", "无此人"], ["show", "x", "--db", good],
      ["entities", "merge", "甲乙丙", "丁戊己", "--db", good],
      ["entities", "alias", "冰方", "冰岛", "--db", good], ["doctor", "--db", notADatabase],
    ]
    for arguments in runs {
      let run = try Binary.run(
        Binary.url, arguments + ["--lang", "zh"], environment: ["PIPELINE_DB": ""])
      #expect(!run.errors.isEmpty || arguments[0] == "doctor", "\(arguments)")
      let left = Self.english(in: run.errors)
      #expect(left.isEmpty, "\(arguments)")
    }
    let doctor = try Binary.run("doctor", "--db", good, "--lang", "zh")
    #expect(doctor.status == 0)
    for line in doctor.lines.dropFirst(5) {
      #expect(line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(line)")
    }
    let log = try Binary.run("batch", "no-such.txt", "-o", "-", "--lang", "zh")
    #expect(log.errors.hasPrefix("pipeline: 错误："))
  }

  @Test func theLanguageComesFromVariableAndFile() throws {
    let folder = try Scratch()
    let config = try folder.write("lang = \"zh\"\n", "p.toml")
    let variable = try Binary.run("--help", environment: ["PIPELINE_LANG": "zh", "LC_ALL": "C"])
    #expect(variable.output.hasPrefix("概述："))
    let file = try Binary.run(
      "batch", "no-such.txt", "-o", "-", "--config", config, environment: ["LC_ALL": "C"])
    #expect(file.errors.hasPrefix("pipeline: 错误：no-such.txt：无法读取：没有这个文件或文件夹"))
    let flag = try Binary.run(
      "batch", "no-such.txt", "-o", "-", "--config", config, "--lang", "en",
      environment: ["PIPELINE_LANG": "zh"])
    #expect(flag.errors.hasPrefix("pipeline: error: no-such.txt: cannot be read"))
  }

  @Test(arguments: commands)
  func helpIsEnglishOtherwise(command: [String]) throws {
    let run = try Binary.run(Binary.url, command + ["--help", "--lang", "en"])
    #expect(run.output.hasPrefix("OVERVIEW: "))
    #expect(!run.output.contains("。"))
  }

  @Test func theLocaleDecidesWhereNothingIsAskedFor() throws {
    let run = try Binary.run(Binary.url, ["--help"], environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(run.output.hasPrefix("概述："))
  }

  @Test func errorsOfTheCommandLineAreTranslated() throws {
    let cases: [([String], String)] = [
      (["extract", "--lang", "zh"], "错误：缺少参数"),
      (["extract", "samples", "--formt", "json", "--lang", "zh"], "错误：未知选项“--formt”"),
      (["extract", "samples", "--format", "xml", "--lang", "zh"], "错误：值“xml”不适用于“"),
      (["extract", "samples", "--lang", "zh", "--date"], "错误：“--date <yyyy-mm-dd>”缺少值"),
    ]
    for (arguments, wanted) in cases {
      let run = try Binary.run(Binary.url, arguments)
      #expect(run.status == 64)
      #expect(run.errors.hasPrefix(wanted), "\(run.errors)")
    }
  }

  @Test func errorsOfInputsAreTranslated() throws {
    let run = try Binary.run(Binary.url, ["extract", "--lang", "zh", "no-such.txt"])
    #expect(run.status == 2)
    #expect(run.errors.contains("错误：no-such.txt：无法读取"))
  }

  /// A text for help is given through `said`, which takes both languages.
  @Test func noHelpIsWrittenInOneLanguage() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/pipeline")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    let pattern = /(help|abstract|discussion):\s*(ArgumentHelp\(\s*)?"|ValidationError\(\s*"/
    for case let file as URL in files ?? FileManager.DirectoryEnumerator()
    where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let found = text.firstMatch(of: pattern).map { String($0.0) }
      #expect(found == nil, "\(file.lastPathComponent)")
    }
  }
}
