import Foundation
import Testing

/// `worker`: one line out for each line in, in order, none held back.
@Suite struct WorkerTests {
  private static let article = #"{"id":"a","text":"市长王明远表示，新桥已于上月完工。"}"#

  private func answers(_ input: Data, _ arguments: String...) throws -> [JSON] {
    let run = try Binary.run(Binary.url, ["worker"] + arguments, input: input)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "")
    #expect(run.output.isEmpty || run.output.hasSuffix("\n"))
    return try run.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      .map { try JSON(parsing: String(decoding: $0, as: UTF8.self)) }
  }

  @Test func everyLineIsAnsweredInItsPlace() throws {
    let broken: [Data] = [
      Data(), Data("  ".utf8), Data("\r".utf8), Data("not JSON".utf8), Data("[]".utf8),
      Data(#"{"text":"未完"#.utf8), Data(#"{"title":"无正文"}"#.utf8),
      Data(#"{"text":""#.utf8) + Data([0xE5, 0xFF]) + Data(#""}"#.utf8),
      Data(repeating: UInt8(ascii: "["), count: 100_000), Data(#"{"text":""}"#.utf8),
      Data([0]),
    ]
    var input = Data()
    for line in broken { input += line + Data("\n\(Self.article)\n".utf8) }
    let answers = try answers(input)
    try #require(answers.count == 2 * broken.count)
    for index in broken.indices {
      #expect(answers[2 * index]["error"].string != nil, "\(broken[index])")
      #expect(answers[2 * index]["line"].int == 2 * index + 1)
      #expect(answers[2 * index + 1]["document"]["id"].string == "a")
    }
  }

  @Test func linesEndAtLineFeedsOnly() throws {
    let text = "一\u{2028}二\u{85}三\\u0000四\\r\\n五\u{2029}"
    let answers = try answers(Data("{\"text\":\"\(text)\"}\r\n\(Self.article)".utf8), "--text")
    try #require(answers.count == 2)
    #expect(answers[0]["document"]["text"].string == "一\u{2028}二\u{85}三\0四\r\n五\u{2029}")
    // The last line needs no line feed.
    #expect(answers[1]["document"]["id"].string == "a")
  }

  @Test func nothingInNothingOut() throws {
    #expect(try answers(Data()).isEmpty)
  }

  @Test func aLineBeyondTheLimitIsAnsweredWithAnError() throws {
    var input = Data(#"{"text":""#.utf8)
    input += Data(repeating: UInt8(ascii: "x"), count: 20 << 20)
    input += Data("\"}\n\(Self.article)\n".utf8)
    let answers = try answers(input)
    try #require(answers.count == 2)
    #expect(answers[0]["error"].string?.contains("16 MB") == true)
    #expect(answers[1]["document"]["id"].string == "a")
  }

  /// A partner that writes one line and waits for its answer, as Python and Spark do.
  @Test(.timeLimit(.minutes(1))) func thePartnerNeverWaits() throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = Binary.url
    process.arguments = ["worker"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for number in 0..<20 {
      let line = #"{"id":"\#(number)","text":"记者李思远说：“第\#(number)次。”"}"# + "\n"
      try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
      var answer = Data()
      while answer.last != 0x0A {
        let piece = output.fileHandleForReading.availableData
        try #require(!piece.isEmpty)
        answer += piece
      }
      let found = try JSON(parsing: String(decoding: answer.dropLast(), as: UTF8.self))
      #expect(found["document"]["id"].string == "\(number)")
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func itFindsWhatExtractFinds() throws {
    for name in Samples.names where !name.contains("gb18030") {
      let path = Binary.root.appending(path: Samples.path(name))
      let text = try String(contentsOf: path, encoding: .utf8)
      let record = try JSONSerialization.data(withJSONObject: ["text": text])
      let answer = try #require(try answers(record).first)
      let run = try Binary.run("extract", Samples.path(name))
      let expected = try JSON(parsing: run.output)
      #expect(
        try JSONSerialization.data(withJSONObject: answer["articles"].value, options: .sortedKeys)
          == JSONSerialization.data(
            withJSONObject: expected["articles"].value, options: .sortedKeys))
      #expect(answer["generator"]["models"]["icu"].string != nil)
    }
  }

  @Test func wordsAreWrittenWhereTheyWereAskedFor() throws {
    let text = "😀\n新桥　已经完工。"
    let answers = try answers(
      Data("{\"text\":\"\(text.replacing("\n", with: "\\n"))\"}".utf8), "--words")
    let scalars = Array(text.unicodeScalars)
    let words = try #require(answers.first)["words"].array.map { word in
      String(String.UnicodeScalarView(scalars[(word.array[0].int ?? 0)..<(word.array[1].int ?? 0)]))
    }
    #expect(words.joined() == "😀新桥已经完工。")
  }

  @Test func messagesFollowTheLanguage() throws {
    let answers = try answers(Data("x".utf8), "--lang", "zh")
    #expect(answers.first?["error"].string?.contains("不是 JSON 对象") == true)
  }
}
