import ArgumentParser
import Intake
import Output
import Segmenter
import Values

/// The language, for commands that have no other settings; ``Language/current`` has read it.
struct LanguageOption: ParsableArguments {
  @Option(help: SharedOptions.languageHelp)
  var lang: Language?
}

/// Options of all commands that read texts.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      said(
        "The texts' encoding instead of the detected one, e.g. GB18030 or Big5.",
        "文本的编码，代替自动识别的结果，例如 GB18030 或 Big5。"), valueName: "name"))
  var encoding: String?

  @OptionGroup var words: DictionaryOption

  func validate() throws {
    do {
      _ = try Intake(checking: Intake.Options(encoding: encoding))
    } catch {
      throw ValidationError(localized(error, .current) + said(".", "。"))
    }
  }

  /// The user's dictionary, empty when there is none.
  func userDictionary() throws -> UserDictionary { try words.userDictionary() }
}

/// Words of the user's own.
struct DictionaryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      said(
        "Words to keep whole: a UTF-8 file of one `word [type]` a line.",
        "保持完整的词：UTF-8 文件，每行一个“词 [类型]”。"), valueName: "file"))
  var dictionary: String?

  /// The user's dictionary, empty when there is none.
  func userDictionary() throws -> UserDictionary {
    guard let dictionary else { return UserDictionary() }
    do {
      let units = try Intake(options: Intake.Options(encoding: "UTF-8"))
        .units(of: Input(path: dictionary).bytes())
      // CR LF is one Character, which is no "\n".
      let lines = units.filter { $0 != 0x0D }
      return try UserDictionary(parsing: String(decoding: lines, as: UTF16.self))
    } catch {
      Diagnostics.error(said("\(dictionary): ", "\(dictionary)：") + localized(error, .current))
      throw ExitCode.nothingDone
    }
  }
}

/// The day that relative dates are counted from where nothing else says it.
struct DateOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      said(
        "The day of publication where neither text nor record names one: the anchor of 昨天 and 去年.",
        "正文和记录都没有写明时的发布日期：“昨天”“去年”以它为准。"), valueName: "yyyy-mm-dd"))
  var date: CalendarDay?
}

/// How documents are written as JSON.
struct ResultOptions: ParsableArguments {
  @Option(
    help: .said(
      "Unit of all offsets: scalar (code points), utf8 (bytes), utf16.",
      "所有偏移量的单位：scalar（码点）、utf8（字节）、utf16。"))
  var offsets = OffsetUnit.scalar

  @Flag(help: .said("Include the decoded text of every document.", "附上每篇文档解码后的正文。"))
  var text = false
}

/// Whether to write why something was found.
struct ExplainOption: ParsableArguments {
  @Flag(
    help: .said("Say which rule is behind every figure, date and statement.", "说明每个数字、日期和言论出自哪条规则。")
  )
  var explain = false
}

extension OffsetUnit: ExpressibleByArgument {}

extension CalendarDay: ExpressibleByArgument {
  /// A whole day in ISO 8601: 2020-07-26.
  public init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, lengths.indices.contains(month - 1), 1...lengths[month - 1] ~= day else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }
}
