import Tagging
import Testing

/// Model files that are refused, and why.
@Suite struct ModelFileTests {
  static let whole = ModelFile.encode(
    kind: 1, sections: [Array("first".utf8), [], Array(repeating: 7, count: 100)])

  @Test func sectionsComeBack() throws {
    let file = try ModelFile(Self.whole)
    #expect(file.kind == 1)
    #expect(file.sections == 3)
    #expect(Array(try file.section(0, as: UInt8.self)) == Array("first".utf8))
    #expect(try file.section(1, as: UInt8.self).isEmpty)
    #expect(try file.section(2, as: UInt8.self).count == 100)
    #expect(throws: ModelError.damaged) { try file.section(3, as: UInt8.self) }
  }

  @Test func foreignFilesAreRefused() {
    #expect(throws: ModelError.notAModel) { try ModelFile([]) }
    #expect(throws: ModelError.notAModel) {
      try ModelFile(Array("记者从会上获悉".utf8) + Array(repeating: 0, count: 100))
    }
  }

  @Test func anotherVersionIsRefused() {
    var bytes = Self.whole
    bytes[8] = 99
    #expect(throws: ModelError.unsupportedVersion(99)) { try ModelFile(bytes) }
  }

  @Test func aFileCutShortIsRefused() {
    let bytes = Array(Self.whole.dropLast(20))
    #expect(throws: ModelError.truncated(expected: Self.whole.count, found: bytes.count)) {
      try ModelFile(bytes)
    }
  }

  @Test func everyDamagedByteBehindTheHeaderIsNoticed() {
    for at in stride(from: 64, to: Self.whole.count, by: 7) {
      var bytes = Self.whole
      bytes[at] ^= 0x40
      #expect(throws: ModelError.damaged) { try ModelFile(bytes) }
    }
  }

  @Test func aModelOfAnotherKindIsRefused() throws {
    let file = try ModelFile(ModelFile.encode(kind: 2, sections: []))
    #expect(throws: ModelError.wrongKind(expected: 1, found: 2)) { try NameTagger(file) }
  }

  @Test func aModelWithoutItsPartsIsRefused() throws {
    let file = try ModelFile(ModelFile.encode(kind: 1, sections: [[1, 2, 3]]))
    #expect(throws: ModelError.damaged) { try NameTagger(file) }
  }
}
