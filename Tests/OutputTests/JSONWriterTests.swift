import Foundation
import Testing

@testable import Output

@Suite struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    body(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test func escapesWhatJSONWants() throws {
    let text = String(String.UnicodeScalarView((0..<0x180).compactMap(Unicode.Scalar.init)))
    let asString = written { $0.value(text) }
    let asUnits = written { $0.value(Array(text.utf16)[...]) }
    #expect(asString == asUnits)
    let parsed = try JSONSerialization.jsonObject(
      with: Data(asUnits.utf8), options: .fragmentsAllowed)
    #expect(parsed as? String == text)
    #expect(!asUnits.utf8.contains { $0 < 0x20 })
  }

  @Test(arguments: ["", "北京", "é", "𠮷😀", "\u{FFFF}\u{800}\u{7FF}\u{10FFFF}", "\u{2028}"])
  func encodesEveryLengthOfUTF8(_ text: String) {
    #expect(written { $0.value(Array(text.utf16)[...]) } == "\"\(text)\"")
  }

  @Test func surrogatesWithoutPartnersAreReplaced() {
    #expect(written { $0.value([0xD842, 0x4E00][...]) } == "\"\u{FFFD}一\"")
    #expect(written { $0.value([0xDFB7][...]) } == "\"\u{FFFD}\"")
    #expect(written { $0.value([0xD842][...]) } == "\"\u{FFFD}\"")
  }

  @Test(arguments: [0, 7, -1, 10, 1_234_567, Int.max, Int.min])
  func integers(_ number: Int) {
    #expect(written { $0.value(number) } == String(number))
  }

  @Test(
    arguments: [
      (0, "0"), (1, "1"), (0.9, "0.9"), (0.85, "0.85"), (0.05, "0.05"), (0.004, "0"), (0.999, "1"),
      (-3, "0"), (7, "1"), (Float.nan, "0"),
    ] as [(Float, String)])
  func confidences(_ value: Float, expected: String) {
    #expect(written { $0.value(confidence: value) } == expected)
  }

  @Test func decimalsAreNumbersOrNull() {
    for valid in ["0", "1550", "17.5", "-3", "0.3333", "-0.5"] {
      #expect(written { $0.value(decimal: valid) } == valid)
    }
    for invalid in ["", "007", ".5", "5.", "-", "1e5", "1,000", "三", "１", "1.2.3", "NaN"] {
      #expect(written { $0.value(decimal: invalid) } == "null")
    }
  }
}

@Suite struct OffsetsTests {
  /// A letter, Latin-1, Chinese, an emoji, and halves of one.
  static let units: [UInt16] = [0x61, 0xE9, 0x4E00, 0xD83D, 0xDE00, 0xDE00, 0xD83D]

  @Test(arguments: [
    (OffsetUnit.utf16, [0, 1, 2, 3, 4, 5, 6, 7]),
    (.scalar, [0, 1, 2, 3, 4, 4, 5, 6]),
    (.utf8, [0, 1, 3, 6, 10, 10, 13, 16]),
  ])
  func everyPosition(_ unit: OffsetUnit, expected: [Int]) {
    let offsets = Offsets(units: Self.units, unit: unit)
    #expect((0...Self.units.count).map { offsets($0) } == expected)
    let text = String(decoding: Self.units, as: UTF16.self)
    let length =
      switch unit {
      case .scalar: text.unicodeScalars.count
      case .utf8: text.utf8.count
      case .utf16: text.utf16.count
      }
    #expect(expected.last == length)
  }
}
