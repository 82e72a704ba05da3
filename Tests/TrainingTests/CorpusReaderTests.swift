import Foundation
import Testing

@testable import Tagging
@testable import Training

/// The formats that annotated names come in, on invented sentences.
@Suite struct CorpusReaderTests {
  /// The names that annotations are certain of, as `text/type`.
  static func names(_ text: AnnotatedText) -> [String] {
    var names: [String] = []
    var at = 0
    while at < text.units.count {
      let label = text.allowed[at].trailingZeroBitCount
      guard text.allowed[at].nonzeroBitCount == 1, NameLabel.isName(label) else {
        at += 1; continue
      }
      var end = at + 1
      while end < text.units.count, NameLabel.isOpen(text.allowed[end - 1].trailingZeroBitCount) {
        end += 1
      }
      names.append(
        String(decoding: text.units[at..<end], as: UTF16.self) + "/"
          + NameLabel.type(label).abbreviation)
      at = end
    }
    return names
  }

  static func file(_ contents: String) throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    try Data(contents.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func columns() throws {
    let path = try Self.file(
      """
      # a comment
      1\t赵明远\tB-PER\t-
      2\t在\tO\t-
      3\t青\tB-LOC\t-
      4\t山市\tI-LOC\t-

      青 B-ORG
      山 I-ORG
      队 I-ORG
      赢 O

      """)
    let texts = try CorpusReader.texts(kind: "bio", path: path)
    #expect(texts.map(Self.names) == [["赵明远/PER", "青山市/LOC"], ["青山队/ORG"]])
  }

  @Test func tagged() throws {
    let path = try Self.file("赵明远/nr 说/v ，/w 青山市/ns 的/u 海河公司/nt 很/d 大/a\n")
    let texts = try CorpusReader.texts(kind: "tagged", path: path)
    #expect(texts.map(Self.names) == [["赵明远/PER", "青山市/LOC", "海河公司/ORG"]])
  }

  /// The label of a unit outside names; nil where nothing is said of words.
  static func words(_ text: AnnotatedText) -> [Int?] {
    text.allowed.map { $0.nonzeroBitCount == 1 ? $0.trailingZeroBitCount : nil }
  }

  @Test func wordsOutsideNamesAreTaughtWhereTheyAreKnown() throws {
    let path = try Self.file("赵明远/nr 表示/v ，/w 青山市/ns 建设者/n 好/a\n")
    let texts = try CorpusReader.texts(kind: "tagged", path: path)
    #expect(Self.words(texts[0]) == [1, 2, 3, 13, 15, 0, 9, 10, 11, 13, 14, 15, 0])
    let characters = try Self.file("青 B-ORG\n山 I-ORG\n队 I-ORG\n赢 O\n")
    let untaught = try CorpusReader.texts(kind: "bio", path: characters)
    #expect(Self.words(untaught[0]) == [5, 6, 7, nil])
    #expect(untaught[0].allowed[3] == NameLabel.outsideSet)
  }

  @Test func linesJoinedAreOneText() {
    let line = CorpusReader.annotated("青山赢", [Annotation(start: 0, end: 2, type: .organization)])
    let text = AnnotatedText(lines: [line, line])
    #expect(String(decoding: text.units, as: UTF16.self) == "青山赢\n青山赢\n")
    #expect(Self.names(text) == ["青山/ORG", "青山/ORG"])
  }

  @Test func weakVotesLeaveTheTextOpen() throws {
    let texts = try Self.file(#"{"id": "a", "text": "😀赵明远到青山"}"# + "\n")
    let labels = try Self.file(
      #"{"id": "a", "entities": [[1, 4, "PER", 3], [5, 7, "LOC", 1]]}"# + "\n")
    let read = try CorpusReader.texts(kind: "silver", path: texts + "," + labels)
    #expect(read.map(Self.names) == [["赵明远/PER"]])
    #expect(read[0].allowed[6...7].allSatisfy { $0.nonzeroBitCount == NameLabel.count })
  }

  /// What a model finds can be learned from; what it is not sure of is left open.
  @Test func foundNamesAreLabels() throws {
    let line = #"{"id": "a", "text": "😀赵明远到青山"}"#
    let texts = try Self.file(line + "\n")
    #expect(try CorpusReader.identifiers(texts) == ["a"])
    let text = try CorpusReader.texts(kind: "text", path: texts)[0]
    #expect(text.allowed.allSatisfy { $0 == CorpusReader.every })
    let labels = text.units.withUnsafeBufferPointer { units in
      SilverLabels(
        id: "a", text: units,
        names: [
          NameSpan(start: 2, end: 5, type: .person, margin: -1),
          NameSpan(start: 6, end: 8, type: .place, margin: -3),
        ], least: -2)
    }
    #expect(labels.entities.map(\.start) == [1, 5])
    let file = try Self.file(String(decoding: JSONEncoder().encode(labels), as: UTF8.self) + "\n")
    let read = try CorpusReader.texts(kind: "silver", path: texts + "," + file)
    #expect(read.map(Self.names) == [["赵明远/PER"]])
    #expect(read[0].allowed[6...7].allSatisfy { $0.nonzeroBitCount == NameLabel.count })
  }

  @Test func aFileThatIsMissingOrNoSuchKind() {
    #expect(throws: CorpusError.self) { try CorpusReader.texts(kind: "bio", path: "/no/such") }
    #expect(throws: CorpusError.self) { try CorpusReader.texts(kind: "prose", path: "/no/such") }
  }

  @Test func aLineWithoutALabelIsNamed() throws {
    let path = try Self.file("赵 B-PER\n明\n")
    do {
      _ = try CorpusReader.texts(kind: "bio", path: path)
      Issue.record("read")
    } catch {
      #expect(error.description.contains(":2: no label"))
    }
  }
}
