import ArgumentParser
import ICU
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
    guard let encoding else { return }
    do {
      _ = try Decoding.units(of: [], charset: encoding)
    } catch {
      throw ValidationError(
        "No encoding is called '\(encoding)'; try UTF-8, UTF-16LE, GB18030 or Big5.")
    }
  }

  /// The user's dictionary, empty when there is none.
  func userDictionary() throws -> UserDictionary {
    guard let dictionary else { return UserDictionary() }
    do {
      var units = try Decoding.units(of: try Input(path: dictionary).bytes(), charset: "UTF-8")
      if units.first == 0xFEFF { units.removeFirst() }
      units.removeAll { $0 == 0x0D }
      return try UserDictionary(parsing: String(decoding: units, as: UTF16.self))
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
