import Foundation
import ICU
@testable import Intake
import Testing
import Values

@Suite struct DecodingTests {
  static let simplified = "新华社北京7月26日电，外交部发言人说，朱镕基出席了会议。“这是好消息。”"
  static let traditional = "中央社台北7月26日電，外交部發言人說，總理出席了會議。「這是好消息。」"

  static func bytes(_ text: String, _ charset: String) throws -> [UInt8] {
    try Decoding.bytes(of: Array(text.utf16), charset: charset)
  }

  func read(_ bytes: [UInt8], _ encoding: String? = nil) throws(IntakeError) -> Document {
    try Intake(options: .init(encoding: encoding)).document(bytes: bytes, id: "d", source: "d.txt")
  }

  @Test(arguments: [
    ("UTF-8", "UTF-8"), ("UTF-16LE", "UTF-16LE"), ("UTF-16BE", "UTF-16BE"), ("GB18030", "GB18030"),
    ("GBK", "GB18030"),
  ])
  func simplifiedTextIsDetected(_ charset: String, _ expected: String) throws {
    for text in [
      Self.simplified, "新华社北京电", "经济发展很快。", String(repeating: Self.simplified + "\n", count: 400),
    ] {
      let document = try read(Self.bytes(text, charset))
      #expect(document.encoding == expected)
      #expect(String(decoding: document.units, as: UTF16.self) == text)
    }
  }

  @Test(arguments: [
    ("UTF-8", "UTF-8"), ("UTF-16LE", "UTF-16LE"), ("UTF-16BE", "UTF-16BE"),
    ("Big5-HKSCS", "Big5-HKSCS"),
    ("GB18030", "GB18030"),
  ])
  func traditionalTextIsDetected(_ charset: String, _ expected: String) throws {
    for text in [
      Self.traditional, "經濟發展很快。", String(repeating: Self.traditional + "\n", count: 400),
    ] {
      let document = try read(Self.bytes(text, charset))
      #expect(document.encoding == expected)
      #expect(String(decoding: document.units, as: UTF16.self) == text)
    }
  }

  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFF, 0xFE], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE"),
    ] as [([UInt8], String)])
  func byteOrderMarksDecideAndAreNoText(_ mark: [UInt8], _ charset: String) throws {
    let bytes = mark + (try Self.bytes("中文", charset))
    for document in [try read(bytes), try read(bytes, charset)] {
      #expect(document.encoding == charset)
      #expect(String(decoding: document.units, as: UTF16.self) == "中文")
    }
  }

  @Test(arguments: [
    ("utf8", "UTF-8"), ("UTF-8", "UTF-8"), ("gbk", "GB18030"), ("GB2312", "GB18030"),
    ("cp936", "GB18030"),
    ("gb18030", "GB18030"), ("big5", "Big5-HKSCS"), ("Big5-HKSCS", "Big5-HKSCS"),
    ("utf-16", "UTF-16BE"),
    ("utf-16le", "UTF-16LE"),
  ])
  func namesAreUnderstood(_ name: String, _ charset: String) throws {
    let document = try read(Self.bytes("外交部中文", charset), name)
    #expect(document.encoding == charset)
    #expect(String(decoding: document.units, as: UTF16.self) == "外交部中文")
  }

  @Test func mostlyLatinUTF16IsNoBinaryFile() throws {
    let text = String(repeating: "A long English paragraph. ", count: 40) + "中文也有。"
    #expect(try read(Self.bytes(text, "UTF-16LE")).encoding == "UTF-16LE")
    #expect(try read(Self.bytes(text, "UTF-16BE"), "utf-16").encoding == "UTF-16BE")
  }

  @Test func unknownNamesAreRefusedWithTheUsualOnes() throws {
    for name in ["klingon", "", String(repeating: "x", count: 500)] {
      #expect(throws: IntakeError.unknownEncoding(name)) { try read([0x41], name) }
      #expect(throws: IntakeError.unknownEncoding(name)) {
        try Intake(checking: .init(encoding: name))
      }
    }
    #expect(IntakeError.unknownEncoding("klingon").description.contains("gb18030"))
  }

  @Test func undecodableBytesAreAnErrorWithTheirOffset() throws {
    let utf8 = Array("经济发展很快。".utf8)
    #expect(throws: IntakeError.undecodable(encoding: "UTF-8", offset: 6)) {
      try read(Array(utf8[..<6]) + [0xFF] + Array(utf8[6...]))
    }
    #expect(throws: IntakeError.undecodable(encoding: "UTF-8", offset: 3 + 6)) {
      try read([0xEF, 0xBB, 0xBF] + utf8[..<6] + [0xFF] + utf8[6...])
    }
    #expect(throws: IntakeError.undecodable(encoding: "UTF-8", offset: 18)) {
      try read(Array(utf8[..<20]))
    }
    let gbk = try Self.bytes("经济发展很快，社会生活也在变化。", "GB18030")
    #expect(throws: IntakeError.undecodable(encoding: "GB18030", offset: 12)) {
      try read(Array(gbk[..<12]) + [0xFF, 0xFF] + Array(gbk[12...]))
    }
    #expect(throws: IntakeError.undecodable(encoding: "UTF-8", offset: 0)) {
      try read(gbk, "utf-8")
    }
  }

  @Test func emptyFilesAreRefused() {
    for bytes: [UInt8] in [[], Array(" \n\r\n\t\u{3000}".utf8), [0xEF, 0xBB, 0xBF]] {
      #expect(throws: IntakeError.empty) { try read(bytes) }
    }
  }

  @Test func binaryFilesAreRefusedByTheirKind() {
    #expect(throws: IntakeError.binary(kind: "a PDF document")) {
      try read(Array("%PDF-1.7 ...".utf8))
    }
    #expect(throws: IntakeError.binary(kind: "a PNG image")) {
      try read([0x89, 0x50, 0x4E, 0x47, 0x0D])
    }
    #expect(throws: IntakeError.binary(kind: nil)) {
      try read((0..<4096).map { UInt8(truncatingIfNeeded: ($0 % 9) * ($0 % 3)) })
    }
    #expect(throws: IntakeError.binary(kind: nil)) { try read([UInt8](repeating: 1, count: 500)) }
  }

  @Test func textWithoutChineseIsRefused() {
    for text in ["Only English here.", "カタカナ", "12345", "，。！"] {
      #expect(throws: IntakeError.noChineseText) { try read(Array(text.utf8)) }
    }
  }

  @Test func aSingleNULDoesNotMakeATextBinary() throws {
    let text = String(repeating: Self.simplified, count: 10) + "\u{0}" + Self.simplified
    #expect(try read(Array(text.utf8)).encoding == "UTF-8")
  }

  @Test func everyErrorSaysWhatToDo() {
    let errors: [IntakeError] = [
      .empty, .binary(kind: "a PDF document"), .binary(kind: nil), .unknownEncoding("x"),
      .undecodable(encoding: "UTF-8", offset: 7), .unrecognisedEncoding, .noChineseText,
      .tooLarge(bytes: 9),
    ]
    for error in errors { #expect(error.description.contains(":"), "\(error)") }
    #expect(IntakeError.undecodable(encoding: "UTF-8", offset: 7).description.contains("byte 7"))
  }

  @Test func lostCharactersAreWarnedOf() throws {
    let document = try read(Array("经济\u{FFFD}发展".utf8))
    #expect(document.warnings.map(\.code) == ["replacement-characters"])
    #expect(document.warnings[0].span == Span(2, 3))
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func digestsAreThoseOfTheStandard(_ text: String, _ digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  @Test func digestsOfAllLengthsAroundABlock() {
    // sha256sum of so many letters a.
    #expect(
      SHA256.hexadecimal(of: [UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    let digests = Set(
      (50..<130).map { SHA256.hexadecimal(of: [UInt8](repeating: 0x61, count: $0)) })
    #expect(digests.count == 80)
  }
}
