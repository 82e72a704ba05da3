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
    let pattern = /(help|abstract|discussion):\s*(ArgumentHelp\(\s*)?"/
    for case let file as URL in files ?? FileManager.DirectoryEnumerator()
    where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let found = text.firstMatch(of: pattern).map { String($0.0) }
      #expect(found == nil, "\(file.lastPathComponent)")
    }
  }
}
