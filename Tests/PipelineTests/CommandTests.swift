import Foundation
import Testing

@Suite struct CommandTests {
  @Test func versionAndHelp() throws {
    let version = try Binary.run("--version")
    #expect(version.status == 0)
    #expect(version.output.contains(/^\d+\.\d+\.\d+\n$/))
    for arguments in [
      ["--help"], ["extract", "--help"], ["segment", "-h"], ["help", "benchmark"],
    ] {
      let run = try Binary.run(Binary.url, arguments)
      #expect(run.status == 0)
      #expect(run.output.contains("USAGE: pipeline"))
    }
    #expect(try Binary.run("--help").output.contains("Exit status: 0"))
  }

  @Test func segmentKeepsLinesAndCharacters() throws {
    for sample in Samples.names where sample != "flood-gb18030.txt" {
      let url = Binary.root.appending(path: Samples.path(sample))
      let text = try String(contentsOf: url, encoding: .utf8)
      let run = try Binary.run("segment", Samples.path(sample))
      #expect(run.status == 0)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let output = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.map(Self.withoutSpace) == output.map(Self.withoutSpace))
      #expect(!output.joined().contains("   "))
    }
  }

  @Test func segmentSeparatesWordsByTwoSpaces() throws {
    let run = try Binary.run("segment", "-", input: Data("北京今天下雨。\n\n我们\r\n".utf8))
    #expect(run.output == "北京  今天  下雨  。\n\n我们\n")
  }

  @Test func segmentKeepsTheWordsOfADictionary() throws {
    let folder = try Scratch()
    let words = try folder.write("# 词典\r\n丰岭九号 product\r\n\r\n", "words.txt")
    let text = Data("专家育成丰岭九号高粱".utf8)
    let run = try Binary.run("segment", "--dictionary", words, "-", input: text)
    #expect(run.output.split(separator: "  ").contains("丰岭九号"))
  }

  @Test func segmentWritesJSON() throws {
    let text = "𠮷田 在北京。"
    let run = try Binary.run("segment", "--json", "-", input: Data(text.utf8))
    let tokens = try JSON(parsing: run.output)["tokens"].array
    let scalars = Array(text.unicodeScalars)
    #expect(tokens.count >= 4)
    for token in tokens {
      let start = try #require(token["start"].int)
      let end = try #require(token["end"].int)
      #expect(
        token["text"].string == String(String.UnicodeScalarView(scalars[start..<end])))
    }
  }

  @Test func segmentByAModelFileCutsAsTheEmbeddedOneDoes() throws {
    for standard in ["pku", "msr"] {
      let embedded = try Binary.run("segment", "--standard", standard, "samples/court.txt")
      let model = "Sources/CModel/models/words-\(standard).model"
      let given = try Binary.run("segment", "--model", model, "samples/court.txt")
      #expect(given.status == 0 && given.output == embedded.output)
    }
  }

  @Test func segmentDetectsTheEncoding() throws {
    let run = try Binary.run("segment", "samples/flood-gb18030.txt")
    #expect(run.status == 0)
    #expect(Self.withoutSpace(run.output[...]).hasPrefix("强降雨致岚川三县受灾"))
  }

  @Test func benchmarkEndsWithTheRatio() throws {
    let run = try Binary.run("benchmark", "samples")
    #expect(run.status == 0)
    #expect(run.lines.last?.contains(/^ratio \d+\.\d\d$/) == true)
    for stage in ["ICU word breaking", "words, msr", "words, tags and names, pku"] {
      #expect(run.lines.contains { $0.hasPrefix(stage) })
    }
    #expect(run.lines.contains { $0.hasPrefix("peak memory") })
  }

  private static func withoutSpace(_ text: Substring) -> String {
    text.filter { !$0.isWhitespace }
  }
}
