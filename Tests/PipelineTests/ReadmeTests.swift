import Foundation
import Testing

/// What README.md shows is what the program prints.
///
/// A `console` block holds a command (`$ pipeline …`) and the first lines of its output; a last line
/// `…` says that more follows, and one that begins with `pipeline: ` is a message, in which numbers differ from run
/// to run. `news.db` is a file of the test's own. `RECORD_GOLDENS=1` writes the lines anew, as many as there were.
@Suite struct ReadmeTests {
  @Test func examplesAreRealOutput() throws {
    guard Goldens.recordedICU == Goldens.systemICU || Goldens.areRecorded else {
      print("skipped: recorded with ICU \(Goldens.recordedICU), this is ICU \(Goldens.systemICU)")
      return
    }
    let file = Binary.root.appending(path: "README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    var lines = readme.components(separatedBy: "\n")
    let folder = try Scratch()
    var examples = 0
    var at = 0
    while let open = lines[at...].firstIndex(of: "```console"),
      let close = lines[(open + 1)...].firstIndex(of: "```")
    {
      let command = lines[open + 1].split(separator: " ")
        .map { $0 == "news.db" ? folder.path + "/news.db" : String($0) }
      try #require(command.starts(with: ["$", "pipeline"]), "\(lines[open + 1])")
      let run = try Binary.run(Binary.url, Array(command.dropFirst(2)))
      var output = run.output.components(separatedBy: "\n").dropLast()
      let isOpen = lines[close - 1] == "…"
      if lines[close - 1].hasPrefix("pipeline: ") {
        output += run.errors.components(separatedBy: "\n").dropLast()
      }
      let shown = open + 2..<(isOpen ? close - 1 : close)
      if Goldens.areRecorded {
        let count = isOpen ? (shown.isEmpty ? Self.usual : shown.count) : output.count
        let new = output.prefix(count)
        lines.replaceSubrange(shown, with: new)
        at = open + 2 + new.count
      } else {
        let expected = isOpen ? output.prefix(shown.count) : output
        #expect(
          lines[shown].map(Self.settled) == expected.map(Self.settled), "\(lines[open + 1])")
        at = close + 1
      }
      examples += 1
    }
    #expect(examples > 0)
    if Goldens.areRecorded {
      try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }
  }

  /// A message without what differs from run to run; any other line as it is.
  private static func settled(_ line: String) -> String {
    line.hasPrefix("pipeline: ") ? line.replacing(#/ in .*?\), /#, with: " in …, ") : line
  }

  /// Lines of a new example.
  private static let usual = 40
}
