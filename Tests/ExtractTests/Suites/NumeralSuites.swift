import Extract
import Foundation
import Values

/// cn2an: numerals read in three ways, spelled digits, and numbers written.
enum NumeralSuites {
  static let files = [
    "cn2an/cn2an_test.json", "cn2an/an2cn_test.json", "cn2an/transform_test.json",
  ]

  static func cases(_ file: String) throws -> [SuiteCase] {
    guard let suite = try SuiteFiles.json(file) as? [String: Any],
      let lists = suite["lists"] as? [String: [Any]]
    else { return [] }
    return lists.sorted { $0.key < $1.key }.flatMap { name, cases in
      cases.flatMap { one($0, list: name) }
    }
  }

  private static func text(_ value: Any?) -> String {
    guard let number = value as? NSNumber else { return value as? String ?? "" }
    let text = number.stringValue
    // 1e-15, and 12.0 for a floating-point number
    if text.contains("e") { return NSDecimalNumber(string: text).stringValue }
    let isReal = String(cString: number.objCType) == "d"
    return isReal && !text.contains(".") && !text.isEmpty ? text + ".0" : text
  }

  private static func one(_ value: Any, list: String) -> [SuiteCase] {
    if list.hasPrefix("error") {
      let input = text(value)
      let got =
        list == "error_input_data"
        ? ChineseNumeral.written(input)
        : ChineseNumeral.value(
          of: input,
          reading: list.contains("strict") ? .strict : list.contains("normal") ? .usual : .mixed)
      return [SuiteCase(input: input, expected: "none", got: got ?? "none", passes: got == nil)]
    }
    guard let pair = value as? [Any], pair.count == 2 else { return [] }
    let input = text(pair[0])
    switch list {
    case "input_data":
      guard let written = pair[1] as? [String] else { return [] }
      let styles: [ChineseNumeral.Style] = [.plain, .formal, .money, .digits]
      return zip(styles, written).map { style, expected in
        let got = ChineseNumeral.written(input, style: style) ?? "none"
        return SuiteCase(input: input, expected: expected, got: got, passes: got == expected)
      }
    case "scientific_input_data":
      let expected = text(pair[1])
      let got = ChineseNumeral.written(input) ?? "none"
      return [SuiteCase(input: input, expected: expected, got: got, passes: got == expected)]
    case "direct_data_dict":
      let expected = text(pair[1])
      let got = ChineseNumeral.spelledDigits(input) ?? "none"
      return [SuiteCase(input: input, expected: expected, got: got, passes: got == expected)]
    case "strict_data_dict" where pair[1] is NSNumber, "normal_data_dict",
      "smart_data_dict"
    where pair[1] is NSNumber:
      let expected = text(pair[1])
      let reading: ChineseNumeral.Reading =
        list.hasPrefix("strict") ? .strict : list.hasPrefix("normal") ? .usual : .mixed
      let got = ChineseNumeral.value(of: input, reading: reading)
      return [
        SuiteCase(
          input: input, expected: expected, got: got ?? "none", passes: sameNumber(got, expected))
      ]
    default:
      // Sentences rewritten with other numerals: the numbers must be found.
      let expected = text(pair[1])
      var got = input
      for (span, value) in ChineseNumeral.numbers(in: input).reversed() {
        let units = Array(got.utf16)
        got =
          String(decoding: units[..<span.start], as: UTF16.self) + value
          + String(decoding: units[span.end...], as: UTF16.self)
      }
      return [SuiteCase(input: input, expected: expected, got: got, passes: got == expected)]
    }
  }
}
