import ArgumentParser
import Intake
import Output
import Segmenter
import Values

/// Options of all commands that read texts.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The texts' encoding instead of the detected one, e.g. GB18030 or Big5.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      "Words to keep whole: a UTF-8 file of one `word [type]` a line.", valueName: "file"))
  var dictionary: String?

  func validate() throws {
    do {
      _ = try Intake(checking: Intake.Options(encoding: encoding))
    } catch {
      throw ValidationError("\(error).")
    }
  }

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
      Diagnostics.error("\(dictionary): \(error)")
      throw ExitCode.nothingDone
    }
  }
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
