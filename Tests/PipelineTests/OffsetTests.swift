import Foundation
import Testing

/// The text between the offsets of every object equals its text: every sample, every unit.
@Suite struct OffsetTests {
  @Test(arguments: Samples.names, ["scalar", "utf8", "utf16"])
  func offsetsAreExact(_ sample: String, unit: String) throws {
    let run = try Binary.run(
      "extract", "--text", "--offsets", unit, Samples.path(sample))
    #expect(run.status == 0)
    let record = try JSON(parsing: run.output)
    #expect(record["document"]["offset_unit"].string == unit)
    try check(record, unit)
  }

  /// Characters of four bytes, and line ends of two.
  @Test(arguments: ["scalar", "utf8", "utf16"])
  func offsetsAreExactAfterEmojiAndCRLF(unit: String) throws {
    for sample in ["agency.txt", "traditional.txt", "newspaper-page.txt"] {
      let url = Binary.root.appending(path: Samples.path(sample))
      let text = try String(contentsOf: url, encoding: .utf8)
        .replacingOccurrences(of: "\n", with: "\r\n")
        .replacingOccurrences(of: "，", with: "，😀")
      let run = try Binary.run("extract", "--text", "--offsets", unit, "-", input: Data(text.utf8))
      #expect(run.status == 0)
      let record = try JSON(parsing: run.output)
      #expect(record["document"]["text"].string == text)
      try check(record, unit)
    }
  }

  /// CR LF instead of LF changes where things are and nothing else.
  @Test(arguments: ["agency.txt", "finance.txt", "sports.txt", "traditional.txt", "court.txt"])
  func lineEndsDoNotMatter(sample: String) throws {
    let url = Binary.root.appending(path: Samples.path(sample))
    let text = try String(contentsOf: url, encoding: .utf8)
    let windows = text.replacingOccurrences(of: "\n", with: "\r\n")
    let found = try [text, windows].map { text in
      let run = try Binary.run("extract", "-", input: Data(text.utf8))
      return try JSON(parsing: run.output)["articles"].array.flatMap(\.located)
        .filter { $0.kind != "paragraph" }.map { "\($0.kind) \($0.text ?? "")" }
    }
    #expect(found[0] == found[1])
    #expect(!found[0].isEmpty)
  }

  private func check(_ record: JSON, _ unit: String) throws {
    let text = try #require(record["document"]["text"].string)
    let slices = Slices(text, unit)
    #expect(record["document"]["length"].int == slices.count)
    var count = 0
    for article in record["articles"].array {
      let start = try #require(article["start"].int)
      let end = try #require(article["end"].int)
      for object in article.located {
        count += 1
        for piece in object.pieces {
          #expect(
            start <= piece.start && piece.start <= piece.end && piece.end <= end,
            "\(object.kind) lies outside of its article")
        }
        guard let text = object.text else { continue }
        let sliced = object.pieces.map { slices[$0.start, $0.end] }.joined(separator: "…")
        #expect(sliced == text, "\(object.kind)")
      }
    }
    #expect(count > 0)
  }
}

/// A text by offsets in a unit; made without the code under test.
private struct Slices {
  private let scalars: [Unicode.Scalar]
  private let utf8: [UInt8]
  private let utf16: [UInt16]
  private let unit: String

  init(_ text: String, _ unit: String) {
    self.unit = unit
    scalars = Array(text.unicodeScalars)
    utf8 = Array(text.utf8)
    utf16 = Array(text.utf16)
  }

  var count: Int {
    switch unit {
    case "utf8": utf8.count
    case "utf16": utf16.count
    default: scalars.count
    }
  }

  subscript(start: Int, end: Int) -> String {
    guard 0 <= start, start <= end, end <= count else { return "outside of the text" }
    switch unit {
    case "utf8": return String(decoding: utf8[start..<end], as: UTF8.self)
    case "utf16": return String(decoding: utf16[start..<end], as: UTF16.self)
    default: return String(String.UnicodeScalarView(scalars[start..<end]))
    }
  }
}
