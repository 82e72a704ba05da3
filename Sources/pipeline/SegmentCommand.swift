import ArgumentParser
import Intake
import Output
import Segmenter
import Tagging
import Values

struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: said("Cuts texts into words: one output line an input line.", "把文本切成词：输入一行，输出一行。"),
    discussion: said(
      """
      Words are separated by two spaces, with --pos each with a slash and its part of speech. With \
      --json each line becomes an object with its tokens; their offsets are Unicode scalars into \
      the line. Parts of speech are those of the PKU set, folded to n nr ns nt nz t m q r v a d p \
      c u f w.
      """,
      "词与词之间是两个空格；加 --pos 时每个词后有斜线和词性。加 --json 时每行成为一个含各词的对象，偏移量是行内的 Unicode 码点。词性是北大标注集，归并为 n、nr、ns、nt、nz、t、m、q、r、v、a、d、p、c、u、f、w。"
    )
  )

  @Argument(
    help: ArgumentHelp(
      said(
        "Text files, folders (all .txt files below them), or - for standard input.",
        "文本文件、文件夹（其下所有 .txt 文件），或 - 表示标准输入。"),
      valueName: "input"))
  var inputs: [String]

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  @Flag(help: .said("Write each line as a JSON object.", "每行写成一个 JSON 对象。"))
  var json = false

  @Option(
    help: ArgumentHelp(
      said(
        "Whose words: icu (ICU's dictionary), pku (People's Daily) or msr (Microsoft Research).",
        "按哪种标准的词：icu（ICU 的词典）、pku（人民日报）或 msr（微软研究院）。"),
      discussion: said("Without it icu, or pku with --pos.", "不给出时为 icu，与 --pos 同用时为 pku。"),
      valueName: "name"))
  var standard: WordStandard?

  @Option(
    help: ArgumentHelp(
      said(
        "A model of words, as train words makes it, instead of one of the standards.",
        "自己训练的分词模型，代替内置的标准。"), valueName: "file"))
  var model: String?

  @Flag(help: .said("Write each word's part of speech.", "写出每个词的词性。"))
  var pos = false

  func validate() throws {
    if model != nil, standard != nil {
      throw ValidationError(
        said("--model and --standard exclude each other.", "--model 与 --standard 不能同用。"))
    }
  }

  func run() throws {
    let intake = Intake(options: Intake.Options(encoding: reading.encoding))
    let segmenter = try segmenter()
    try exiting {
      var outcome = Outcome()
      var output = try OutputFile(nil)
      for input in Input.list(inputs, outcome: &outcome) {
        do {
          let text = Lines(of: try intake.units(of: input.bytes()))
          for line in text.lines {
            let tokens = try segmenter.lineTokens(in: text.units, line, text.script, tags: pos)
            try output.append { bytes in
              if json {
                TokenLines.writeJSON(tokens, to: &bytes)
              } else {
                TokenLines.writeWords(tokens, to: &bytes)
              }
            }
          }
          outcome.succeeded()
        } catch let error as OutputError {
          throw error
        } catch {
          outcome.failed(input.path, error)
        }
      }
      try output.finish()
      return outcome
    }
  }

  private func segmenter() throws -> Segmenter {
    let dictionary = try reading.userDictionary()
    guard let model else {
      return try Segmenter(standard: standard ?? (pos ? .pku : .icu), dictionary: dictionary)
    }
    do {
      return try Segmenter(model: Input(path: model).bytes(), dictionary: dictionary)
    } catch {
      Diagnostics.error("\(model)\(said(": ", "："))" + localized(error, .current))
      throw ExitCode.nothingDone
    }
  }
}

/// A decoded text and where its lines are.
private struct Lines {
  let units: [UInt16]
  let script: Script
  /// Without their line feeds; a line feed at the end of the text begins no further line.
  let lines: [Span]

  init(of units: [UInt16]) {
    var lines: [Span] = []
    var start = 0
    for position in units.indices where units[position] == 0x0A {
      lines.append(Span(start, position))
      start = position + 1
    }
    if start < units.count { lines.append(Span(start, units.count)) }
    self.units = units
    self.lines = lines
    script = Script.detected(in: units[...])
  }
}

extension Segmenter {
  /// The tokens of one line of a text, with all that the reading leaves out: they tile the line.
  fileprivate func lineTokens(
    in units: [UInt16], _ line: Span, _ script: Script, tags: Bool
  ) throws -> [LineToken] {
    let reading = Reading(of: units, in: line, script: script)
    let tokens = try tokens(in: reading.units)
    let parts = tags ? try partsOfSpeech(of: tokens, in: reading.units) : []
    var start = line.start
    return tokens.indices.map { index in
      let isLast = index == tokens.count - 1
      let end = isLast ? line.end : reading.original(Int(tokens[index].end))
      defer { start = end }
      return LineToken(
        units: units[start..<end], kind: tokens[index].kind, tag: tags ? parts[index].tag : nil)
    }
  }
}

extension WordStandard: ExpressibleByArgument {}
