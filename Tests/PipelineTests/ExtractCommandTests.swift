import Foundation
import Testing

@Suite struct ExtractCommandTests {
  @Test func writesOneLineADocumentInOrder() throws {
    let run = try Binary.run("extract", "samples")
    #expect(run.status == 0)
    let ids = try run.lines.map { try JSON(parsing: $0)["document"]["id"].string }
    #expect(ids == Samples.names.map { String($0.dropLast(".txt".count)) })
  }

  @Test func keepsTheOrderOfItsArguments() throws {
    let run = try Binary.run(
      "extract", "samples/sports.txt", "samples/agency.txt", "samples/court.txt")
    let sources = try run.lines.map { try JSON(parsing: $0)["document"]["source"].string }
    #expect(sources == ["samples/sports.txt", "samples/agency.txt", "samples/court.txt"])
  }

  @Test func twoRunsWriteTheSameBytes() throws {
    for format in ["ndjson", "json", "text"] {
      let runs = try (0..<2).map { _ in
        try Binary.run("extract", "--format", format, "--text", "--explain", "samples")
      }
      #expect(runs[0].bytes == runs[1].bytes)
      #expect(!runs[0].bytes.isEmpty)
    }
  }

  @Test func readsStandardInput() throws {
    let file = Binary.root.appending(path: "samples/finance.txt")
    let run = try Binary.run("extract", "-", input: Data(contentsOf: file))
    #expect(run.status == 0)
    let document = try JSON(parsing: run.output)["document"]
    #expect(document["source"].string == "-")
    #expect(document["id"].string == "stdin")
  }

  @Test func findsTextFilesBelowFolders() throws {
    let folder = try Scratch()
    for name in ["b.txt", "a/z.txt", "a/note.md", ".hidden/x.txt", "a/.x.txt", "a/b/c.txt"] {
      try folder.write("市长王明远表示，工程已经完成。", name)
    }
    let run = try Binary.run("extract", folder.path + "/")
    let sources = try run.lines.map { try JSON(parsing: $0)["document"]["source"].string }
    #expect(sources == ["a/b/c.txt", "a/z.txt", "b.txt"].map { "\(folder.path)/\($0)" })
  }

  @Test func writesAnArrayForJSON() throws {
    let run = try Binary.run("extract", "--format", "json", "samples")
    let documents = try JSON(parsing: run.output).array
    #expect(documents.count == Samples.names.count)
    let lines = try Binary.run("extract", "samples").lines
    for (document, line) in zip(documents, lines) {
      let other = try JSON(parsing: line)
      #expect((document.value as? NSDictionary) == (other.value as? NSDictionary))
    }
    let none = try Binary.run("extract", "--format", "json", "no-such-file")
    #expect(try JSON(parsing: none.output).array.isEmpty)
  }

  @Test func writesToAFile() throws {
    let folder = try Scratch()
    let path = folder.url.appending(path: "out.ndjson").path
    let run = try Binary.run("extract", "--output", path, "samples")
    #expect(run.status == 0)
    #expect(run.output == "")
    let expected = try Binary.run("extract", "samples")
    #expect(try Data(contentsOf: URL(filePath: path)) == expected.bytes)
  }

  @Test func writesTheTextOnlyWhenAsked() throws {
    let bare = try JSON(parsing: Binary.run("extract", "samples/court.txt").output)
    #expect(!bare["document"].keys.contains("text"))
    let full = try JSON(parsing: Binary.run("extract", "--text", "samples/court.txt").output)
    let file = Binary.root.appending(path: "samples/court.txt")
    #expect(full["document"]["text"].string == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test func explainsOnlyWhenAsked() throws {
    let bare = try Binary.run("extract", "samples/finance.txt").output
    #expect(!bare.contains(#""rule":"#))
    let explained = try Binary.run("extract", "--explain", "samples/finance.txt").output
    #expect(explained.contains(#""rule":"#))
  }

  @Test func takesTheDayOfPublicationFromItsOption() throws {
    let text = Data("市长王明远昨天表示，工程已经完成。".utf8)
    let run = try Binary.run("extract", "--date", "2020-07-26", "-", input: text)
    let article = try JSON(parsing: run.output)["articles"].array[0]
    #expect(article["published"].string == "2020-07-26")
  }

  @Test func decodesWhatItDetects() throws {
    let run = try Binary.run("extract", "--text", "samples/flood-gb18030.txt")
    let document = try JSON(parsing: run.output)["document"]
    #expect(document["encoding"].string == "GB18030")
    #expect(document["text"].string?.hasPrefix("强降雨致岚川三县受灾") == true)
  }

  @Test func obeysTheEncodingThatIsNamed() throws {
    let run = try Binary.run(
      "extract", "--text", "--encoding", "gbk", "samples/flood-gb18030.txt")
    #expect(run.status == 0)
    let text = try JSON(parsing: run.output)["document"]["text"].string
    #expect(text?.hasPrefix("强降雨致岚川三县受灾") == true)
  }

  @Test func usesNoColourInAFile() throws {
    let run = try Binary.run("extract", "--format", "text", "samples")
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.output.contains("挪威与冰岛就北部海域捕捞配额重启谈判"))
  }

  /// `script` gives a program a terminal.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func usesColourOnATerminalUnlessToldNotTo() throws {
    let script = URL(filePath: "/usr/bin/script")
    let command = "'\(Binary.url.path)' extract --format text samples/agency.txt"
    let arguments = ["-qec", command, "/dev/null"]
    let coloured = try Binary.run(
      script, arguments, environment: ["TERM": "xterm", "NO_COLOR": ""])
    #expect(coloured.output.contains("\u{1B}["))
    let plain = try Binary.run(script, arguments, environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(!plain.output.contains("\u{1B}["))
    #expect(plain.output.contains("环陆社"))
  }

  @Test func endsQuietlyWhenItsReaderGoesAway() throws {
    let inputs = Array(repeating: "samples", count: 40).joined(separator: " ")
    let command =
      "'\(Binary.url.path)' extract --text \(inputs) | head -c 1 > /dev/null; "
      + "echo ${PIPESTATUS[0]}"
    let run = try Binary.run(URL(filePath: "/bin/bash"), ["-c", command])
    #expect(run.output == "0\n")
    #expect(run.errors == "")
  }
}
