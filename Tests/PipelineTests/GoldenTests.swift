import Foundation
import Testing

/// The whole output of every sample, byte for byte.
///
/// `RECORD_GOLDENS=1 swift test --filter GoldenTests` writes them anew: look at the difference
/// before you commit it. Another ICU cuts some words differently, so the goldens name the version
/// that they were recorded with and are compared only with that one.
@Suite struct GoldenTests {
  @Test(arguments: Samples.names)
  func records(of sample: String) throws {
    try compare(sample, format: "ndjson", kind: "ndjson")
  }

  @Test(arguments: Samples.names)
  func textView(of sample: String) throws {
    try compare(sample, format: "text", kind: "txt")
  }

  @Test func everyGoldenHasItsSample() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Goldens.folder.path)
    let expected = Samples.names.flatMap { name -> [String] in
      let stem = name.dropLast(".txt".count)
      return ["\(stem).ndjson", "\(stem).txt"]
    }
    #expect(files.filter { !$0.hasPrefix(".") && $0 != "ICU" }.sorted() == expected.sorted())
  }

  private func compare(_ sample: String, format: String, kind: String) throws {
    let run = try Binary.run("extract", "--format", format, Samples.path(sample))
    #expect(run.status == 0)
    #expect(run.errors == "")
    let golden = Goldens.folder.appending(path: sample.dropLast(".txt".count) + ".\(kind)")
    if Goldens.areRecorded {
      try run.bytes.write(to: golden)
      try Data((Goldens.systemICU + "\n").utf8).write(to: Goldens.versionFile)
      return
    }
    guard Goldens.recordedICU == Goldens.systemICU else {
      print(
        "skipped \(golden.lastPathComponent): recorded with ICU \(Goldens.recordedICU),"
          + " this is ICU \(Goldens.systemICU)")
      return
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    #expect(run.output == expected, "\(golden.lastPathComponent) differs")
  }
}

enum Goldens {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens")
  static let versionFile = folder.appending(path: "ICU")

  static let areRecorded = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"

  static let recordedICU: String = {
    let text = try? String(contentsOf: versionFile, encoding: .utf8)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "none"
  }()

  static let systemICU: String = {
    let run = try? Binary.run("extract", "-", input: Data("新闻".utf8))
    let record = run.flatMap { try? JSON(parsing: $0.output) }
    return record?["generator"]["models"]["icu"].string ?? "unknown"
  }()
}
