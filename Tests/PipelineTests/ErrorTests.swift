import Foundation
import Testing

/// What goes wrong, what is said about it, and the exit status: 0, 1, 2, 64.
@Suite struct ErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: Data
    var arguments: [String] = []
    /// What the message must say besides the file's name.
    var says: [String]
    var testDescription: String { name }
  }

  static let badFiles = [
    Case(name: "empty", bytes: Data(), says: ["empty"]),
    Case(name: "blank", bytes: Data(" \n\n\t".utf8), says: ["empty"]),
    Case(
      name: "binary", bytes: Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 97 ^ $0 >> 3) }),
      says: ["text"]),
    Case(
      name: "image", bytes: Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]),
      says: ["not", "text"]),
    Case(
      name: "not UTF-8", bytes: Data("记者".utf8) + Data([0xFF, 0xFE]) + Data("报道".utf8),
      arguments: ["--encoding", "UTF-8"], says: ["byte 6", "UTF-8", "--encoding"]),
    Case(
      name: "not GB18030", bytes: Data([0xD0, 0xC2, 0xCE, 0xC5, 0xFF, 0x41]),
      arguments: ["--encoding", "GB18030"], says: ["byte 4", "GB18030", "--encoding"]),
    Case(name: "English", bytes: Data("No news today.\n".utf8), says: ["no Chinese text"]),
  ]

  @Test(arguments: badFiles)
  func aBadFileIsReportedAndDoesNotStopTheRun(_ bad: Case) throws {
    let folder = try Scratch()
    let path = try folder.write(bad.bytes, "bad.txt").path
    let run = try Binary.run(
      Binary.url, ["extract"] + bad.arguments + [path])
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("pipeline: error: \(path): "))
    #expect(run.errors.split(separator: "\n").count == 1)
    for words in bad.says { #expect(run.errors.contains(words), "\(run.errors)") }

    let good = try folder.write("市长王明远表示，工程已经完成。", "good.txt")
    let mixed = try Binary.run(
      Binary.url,
      ["extract"] + (bad.arguments.contains("GB18030") ? [] : bad.arguments) + [path, good])
    #expect(mixed.status == 1)
    #expect(mixed.lines.count == 1)
  }

  @Test func aForeignModelIsRefused() throws {
    let run = try Binary.run("extract", "--model", "Package.swift", "samples/court.txt")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors == "pipeline: error: Package.swift: not a model file\n")
  }

  @Test func aModelThatIsNoneOfWordsIsRefused() throws {
    let folder = try Scratch()
    let names = "Sources/CModel/models/names.model"
    let whole = try Data(contentsOf: URL(fileURLWithPath: "Sources/CModel/models/tags.model"))
    let short = try folder.write(whole.prefix(100_000), "short.model").path
    for (model, problem) in [
      ("Package.swift", "not a model file"),
      (names, "a model of kind 1 where kind 5 is needed"),
      (short, "the model file is cut short: \(whole.count) bytes expected, 100000 found"),
    ] {
      let run = try Binary.run("segment", "--model", model, "samples/court.txt")
      #expect(run.status == 2)
      #expect(run.output == "")
      #expect(run.errors == "pipeline: error: \(model): \(problem)\n")
    }
    let both = try Binary.run(
      "segment", "--model", names, "--standard", "pku", "samples/court.txt")
    #expect(both.status != 0 && both.output == "")
  }

  @Test func aMissingFileIsReported() throws {
    let run = try Binary.run("extract", "no-such-file.txt", "samples/court.txt")
    #expect(run.status == 1)
    #expect(run.lines.count == 1)
    #expect(
      run.errors
        == "pipeline: error: no-such-file.txt: cannot be read: no such file or directory\n")
  }

  @Test func aFolderWithoutTextsIsReported() throws {
    let folder = try Scratch()
    try folder.write("新闻", "note.md")
    let run = try Binary.run("extract", folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("no .txt file"))
  }

  @Test func emptyStandardInputIsReported() throws {
    let run = try Binary.run("extract", "-")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("pipeline: error: -: "))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsReported() throws {
    let run = try Binary.run("extract", "--output", "/dev/full", "samples")
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot write to /dev/full: no space left on device"))
  }

  @Test func anOutputThatCannotBeCreatedIsReported() throws {
    let run = try Binary.run("extract", "--output", "/no/such/folder/out", "samples")
    #expect(run.status == 2)
    #expect(run.errors.contains("/no/such/folder/out"))
  }

  @Test func aBadDictionaryIsReported() throws {
    let folder = try Scratch()
    let path = try folder.write("北京\n一 二 三\n", "words.txt")
    let run = try Binary.run("extract", "--dictionary", path, "samples")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("line 2"))
    let missing = try Binary.run("segment", "--dictionary", "no-such-file", "samples")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("no-such-file"))
  }

  @Test(arguments: [
    ["extract"], ["extract", "--bogus", "samples"], ["extract", "--format", "xml", "samples"],
    ["extract", "--offsets", "bytes", "samples"], ["extract", "--date", "2023-02-29", "samples"],
    ["extract", "--date", "26.7.2020", "samples"], ["extract", "--encoding", "klingon", "samples"],
    ["segment"], ["segment", "--bogus", "samples"], ["benchmark"], ["bogus"],
  ])
  func wrongUseIsExplained(_ arguments: [String]) throws {
    let run = try Binary.run(Binary.url, arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains("Usage: pipeline"))
    for argument in arguments.dropFirst() where !argument.hasPrefix("--") && argument != "samples" {
      #expect(run.errors.contains(argument))
    }
  }

  struct Hostile: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var testDescription: String { name }
    init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }
    init(_ name: String, _ piece: String, times: Int, then end: String = "。新闻。") {
      self.init(name, String(repeating: piece, count: times) + end)
    }
  }

  /// Unbalanced marks, NUL, bidi controls, half of everything: nothing may crash or hang.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      Hostile("opening marks", "“", times: 5000, then: "他说："),
      Hostile("cues with opening marks", "他说，“", times: 5000),
      Hostile("nested marks", "「『", times: 3000),
      Hostile("whole quotations", "“他说”，", times: 60_000),
      Hostile("brackets", "（", times: 100_000),
      Hostile("one character", "一", times: 200_000),
      Hostile("digits", "1", times: 100_000, then: "亿元"),
      Hostile("broken ranges", "1-", times: 50_000),
      Hostile("cues", "王明表示，", times: 20_000),
      Hostile("evidentials", "据报道，", times: 50_000),
      Hostile("lists", "王明、", times: 100_000),
      Hostile("endless name", "米哈伊尔·", times: 30_000),
      Hostile("page breaks", "\n\n但\n", times: 20_000),
      Hostile(
        "controls",
        "市长王明表示，他说\u{0}，\u{202E}“反了\u{202C}”。\u{FEFF}\u{200B}工程已经完成，居民陆续搬回原来的住处。"),
      Hostile("beyond the basic plane", "𠮷野家\u{20BB7}表示，“👩‍👩‍👧‍👦”。"),
    ])
  func hostileTextIsRead(_ hostile: Hostile) throws {
    let run = try Binary.run("extract", "--text", "-", input: Data(hostile.text.utf8))
    #expect(run.status == 0, "\(run.errors)")
    let record = try JSON(parsing: run.output)
    #expect(record["document"]["length"].int == hostile.text.unicodeScalars.count)
  }
}
