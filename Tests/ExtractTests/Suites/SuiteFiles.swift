import Foundation

/// The test suites of other projects, read where they lie: beside the repository in
/// `../shared/suites`, or in the folder that SHARED_SUITES names.
enum SuiteFiles {
  static let folder: URL? = {
    let places = [
      ProcessInfo.processInfo.environment["SHARED_SUITES"].map { URL(fileURLWithPath: $0) },
      package.deletingLastPathComponent().appendingPathComponent("shared/suites"),
    ]
    return places.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let package =
    tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func json(_ path: String) throws -> Any {
    guard let folder else { return [String: Any]() }
    var bytes = try Data(contentsOf: folder.appendingPathComponent(path))
    // A byte order mark
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return try JSONSerialization.jsonObject(with: Data(bytes))
  }

  /// The cases that are left out, by file and case, with the reason for each: policy.tsv.
  static func policy() throws -> [String: String] {
    var policy: [String: String] = [:]
    for row in try rows("policy.tsv") where row.count >= 3 {
      for number in row[1].split(separator: " ") {
        let ends = number.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { continue }
        for index in first...last { policy["\(row[0]) \(index)"] = row[2] }
      }
    }
    return policy
  }

  /// How many cases of each file must pass: floors.tsv.
  static func floors() throws -> [String: Int] {
    var floors: [String: Int] = [:]
    for row in try rows("floors.tsv") where row.count >= 2 { floors[row[0]] = Int(row[1]) }
    return floors
  }

  private static func rows(_ name: String) throws -> [[String]] {
    let text = try String(contentsOf: tests.appendingPathComponent(name), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }
}

/// One case of a suite: what went in, and whether what came out is what the suite expects.
struct SuiteCase {
  var input: String
  var expected: String
  var got: String
  var passes: Bool
}
