import Foundation
import Testing

/// What README.md shows is what the program prints.
///
/// A `console` block holds a command (`$ pipeline …`) and the first lines of its output; a last line
/// `…` says that more follows. `RECORD_GOLDENS=1` writes the lines anew, as many as there were.
@Suite struct ReadmeTests {
  @Test func examplesAreRealOutput() throws {
    guard Goldens.recordedICU == Goldens.systemICU || Goldens.areRecorded else {
      print("skipped: recorded with ICU \(Goldens.recordedICU), this is ICU \(Goldens.systemICU)")
      return
    }
    let file = Binary.root.appending(path: "README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    var lines = readme.components(separatedBy: "\n")
    var examples = 0
    var at = 0
    while let open = lines[at...].firstIndex(of: "```console"),
      let close = lines[(open + 1)...].firstIndex(of: "```")
    {
      let command = lines[open + 1].split(separator: " ").map(String.init)
      try #require(command.starts(with: ["$", "pipeline"]), "\(lines[open + 1])")
      let run = try Binary.run(Binary.url, Array(command.dropFirst(2)))
      let output = run.output.components(separatedBy: "\n").dropLast()
      let isOpen = lines[close - 1] == "…"
      let shown = open + 2..<(isOpen ? close - 1 : close)
      if Goldens.areRecorded {
        let count = isOpen ? (shown.isEmpty ? Self.usual : shown.count) : output.count
        let new = output.prefix(count)
        lines.replaceSubrange(shown, with: new)
        at = open + 2 + new.count
      } else {
        let expected = isOpen ? output.prefix(shown.count) : output
        #expect(Array(lines[shown]) == Array(expected), "\(lines[open + 1])")
        at = close + 1
      }
      examples += 1
    }
    #expect(examples > 0)
    if Goldens.areRecorded {
      try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }
  }

  /// Lines of a new example.
  private static let usual = 40
}
