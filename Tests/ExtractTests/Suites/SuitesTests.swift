import Foundation
import Testing

/// The suites of other projects: how many of their cases pass, by file.
///
/// Left out are the cases of policy.tsv, each with its reason and none that passes; floors.tsv says how many must pass.
/// `SUITES_SHOW=FILE` prints the cases of the files named so that fail, `SUITES_SHOW=policy` those left out.
@Suite(.enabled(if: SuiteFiles.folder != nil, "no ../shared/suites beside the repository"))
struct SuitesTests {
  struct File: Sendable, CustomStringConvertible {
    var path: String
    var cases: @Sendable (SuiteReader) throws -> [SuiteCase]
    var description: String { path }
  }

  static let files: [File] =
    NumeralSuites.files.map { path in File(path: path) { _ in try NumeralSuites.cases(path) } }
    + FigureSuites.recognizers.map { path in
      File(path: path) { try FigureSuites.recognizers(path, $0) }
    }
    + FigureSuites.duckling.map { path in File(path: path) { try FigureSuites.duckling(path, $0) } }
    + FigureSuites.jionlp.map { path in File(path: path) { try FigureSuites.jionlp(path, $0) } }
    + DateSuites.recognizers.map { path in File(path: path) { try DateSuites.recognizers(path, $0) }
    }
    + DateSuites.duckling.map { path in File(path: path) { try DateSuites.duckling(path, $0) } }
    + DateSuites.jionlp.map { path in File(path: path) { try DateSuites.jionlp(path, $0) } }

  @Test func suites() throws {
    let reader = SuiteReader()
    let policy = try SuiteFiles.policy()
    let floors = try SuiteFiles.floors()
    let show = ProcessInfo.processInfo.environment["SUITES_SHOW"]
    var sums = (all: 0, policy: 0, passed: 0, counted: 0)
    var stale: [String] = []
    for file in Self.files {
      let cases = try file.cases(reader)
      var passed = 0
      var counted = 0
      for (index, item) in cases.enumerated() {
        if let reason = policy["\(file.path) \(index)"] {
          if item.passes { stale.append("\(file.path) \(index)") }
          if show == "policy" {
            print("\(reason)\t\(file.path)\t\(index)\t\(item.input)\t\(item.expected)\t\(item.got)")
          }
          continue
        }
        counted += 1
        if item.passes {
          passed += 1
        } else if let show, file.path.contains(show) {
          print("\(file.path)\t\(index)\t\(item.input)\t\(item.expected)\t\(item.got)")
        }
      }
      print("\(file.path): \(passed) of \(counted) pass, \(cases.count - counted) left out")
      sums = (
        sums.all + cases.count, sums.policy + cases.count - counted, sums.passed + passed,
        sums.counted + counted
      )
      #expect(passed >= floors[file.path] ?? 0, "\(file.path)")
    }
    print(
      "all: \(sums.passed) of \(sums.counted) pass "
        + "(\(Double(sums.passed * 1000 / max(1, sums.counted)) / 10) %), "
        + "\(sums.policy) of \(sums.all) left out "
        + "(\(Double(sums.policy * 1000 / max(1, sums.all)) / 10) %)")
    #expect(stale.isEmpty, "left out and yet passing: \(stale.joined(separator: ", "))")
    #expect(sums.policy * 100 <= sums.all * 12, "at most 12 % may be left out")
  }
}
