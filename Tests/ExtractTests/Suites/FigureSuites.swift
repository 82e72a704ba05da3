import Foundation
import Values

@testable import Extract

/// Numbers with units: Recognizers-Text, duckling and JioNLP.
enum FigureSuites {
  static let recognizers =
    ["Number/Chinese/NumberModel", "Number/Chinese/OrdinalModel", "Number/Chinese/PercentModel"]
    .map { "recognizers-text/Specs/\($0).json" }
    + ["AgeModel", "CurrencyModel", "DimensionModel", "TemperatureModel"]
    .map { "recognizers-text/Specs/NumberWithUnit/Chinese/\($0).json" }
  static let duckling = [
    "AmountOfMoney", "Distance", "Duration", "Numeral", "Ordinal", "Quantity", "Temperature",
    "Volume",
  ].map { "duckling-zh/\($0).json" }
  static let jionlp = ["jionlp/test_money_parser.json", "jionlp/test_money_extractor.json"]

  // MARK: - Recognizers-Text

  static func recognizers(_ file: String, _ reader: SuiteReader) throws -> [SuiteCase] {
    guard let cases = try SuiteFiles.json(file) as? [[String: Any]] else { return [] }
    return cases.compactMap { item in
      guard !item.keys.contains(where: { $0.hasPrefix("NotSupported") }),
        let input = item["Input"] as? String, let results = item["Results"] as? [[String: Any]]
      else { return nil }
      let wants = results.map { result in
        (
          text: fold(result["Text"] as? String ?? ""),
          value: ((result["Resolution"] as? [String: Any])?["value"] as? String)
        )
      }
      let gots = found(input, file, reader)
      // What has no number (人民币 alone) is no figure.
      let counted = wants.filter { $0.value != nil || file.contains("NumberModel") }
      let passes =
        counted.allSatisfy { want in
          gots.contains { got in
            sameNumber(got.value, want.value?.replacingOccurrences(of: "%", with: ""))
              && (got.text == want.text || got.text.contains(want.text)
                || want.text.contains(got.text))
          }
        }
        && (file.contains("NumberModel")
          ? gots.count == counted.count : !counted.isEmpty || gots.isEmpty)
      return SuiteCase(
        input: input,
        expected: wants.map { "\($0.text)=\($0.value ?? "?")" }.joined(separator: " "),
        got: gots.map { "\($0.text)=\($0.value ?? "?")" }.joined(separator: " "), passes: passes)
    }
  }

  /// Half-width, lower case, without blanks: suites differ in how they fold what they quote.
  private static func fold(_ text: String) -> String {
    (text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text).lowercased()
      .filter { !$0.isWhitespace }
  }

  private static func found(_ input: String, _ file: String, _ reader: SuiteReader) -> [(
    text: String, value: String?
  )] {
    if file.contains("NumberModel") {
      let folded = input.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? input
      return ChineseNumeral.numbers(in: folded).map {
        (fold(folded[utf16: $0.span.start..<$0.span.end]), $0.value)
      }
    }
    let kinds: Set<String> =
      switch file {
      case _ where file.contains("Ordinal"): ["ordinal"]
      case _ where file.contains("Percent"): ["percent", "points", "fraction"]
      case _ where file.contains("Currency"): ["money"]
      case _ where file.contains("Age"): ["age", "duration"]
      // 85度 may be an angle or a count of kilowatt hours: a measure here.
      case _ where file.contains("Temperature"): ["temperature", "measure"]
      default: ["measure", "quantity"]
      }
    return reader.found(in: input).compactMap { item in
      guard let figure = item.figure, kinds.contains(figure.kind) else { return nil }
      var value = figure.decimal
      // 千分之一 is 0.1 percent there.
      if file.contains("Percent"), figure.kind == "fraction",
        let number = value.flatMap(Double.init)
      {
        value = String(number * 100)
      }
      return (fold(input[utf16: item.span]), value)
    }
  }

  // MARK: - duckling

  static func duckling(_ file: String, _ reader: SuiteReader) throws -> [SuiteCase] {
    guard let suite = try SuiteFiles.json(file) as? [String: Any],
      let examples = suite["examples"] as? [[String: Any]]
    else { return [] }
    return examples.flatMap { example -> [SuiteCase] in
      guard let value = example["value"] as? String, let inputs = example["inputs"] as? [String]
      else { return [] }
      return inputs.map { one(file, value, $0, reader) }
    }
  }

  /// What one unit is worth in the unit that its kind is compared in.
  private static let worth: [String: (String, Double)] = [
    "Cent": ("money", 0.01), "Dollar": ("money", 1), "CNY": ("money", 1), "HKD": ("HKD", 1),
    "USD": ("money", 1), "EUR": ("EUR", 1),
    "Centimetre": ("m", 0.01), "Metre": ("m", 1), "Kilometre": ("m", 1000), "Foot": ("ft", 1),
    "Inch": ("in", 1), "Mile": ("mi", 1), "cm": ("m", 0.01), "m": ("m", 1), "km": ("m", 1000),
    "mm": ("m", 0.001), "ft": ("ft", 1), "in": ("in", 1), "mi": ("mi", 1),
    "Gram": ("g", 1), "g": ("g", 1), "kg": ("g", 1000), "mg": ("g", 0.001), "斤": ("g", 500),
    "两": ("g", 50), "t": ("g", 1_000_000),
    "Litre": ("L", 1), "Millilitre": ("L", 0.001), "L": ("L", 1), "mL": ("L", 0.001),
    "Gallon": ("gal", 1), "gal": ("gal", 1), "加仑": ("gal", 1),
    "Celsius": ("C", 1), "Fahrenheit": ("F", 1), "Degree": ("deg", 1), "摄氏度": ("C", 1),
    "℃": ("C", 1),
    "华氏度": ("F", 1), "℉": ("F", 1), "°C": ("C", 1), "°F": ("F", 1), "度": ("deg", 1),
    "°": ("deg", 1),
    "Second": ("s", 1), "Minute": ("s", 60), "Hour": ("s", 3600), "Day": ("s", 86_400),
    "Week": ("s", 604_800), "Month": ("s", 2_592_000), "Year": ("s", 31_104_000),
    "秒": ("s", 1), "分钟": ("s", 60), "分": ("s", 60), "小时": ("s", 3600), "天": ("s", 86_400),
    "周": ("s", 604_800), "个月": ("s", 2_592_000), "月": ("s", 2_592_000), "年": ("s", 31_104_000),
  ]

  private static func one(_ file: String, _ value: String, _ input: String, _ reader: SuiteReader)
    -> SuiteCase
  {
    let numbers = value.matches(of: /-?\d+(?:\.\d+)?/).map { String($0.0) }
    if file.contains("Numeral") {
      let got = ChineseNumeral.value(of: input) ?? ChineseNumeral.numbers(in: input).first?.value
      return SuiteCase(
        input: input, expected: value, got: got ?? "none", passes: sameNumber(got, numbers.first))
    }
    let figures = reader.found(in: input).compactMap(\.figure)
    let got = figures.map {
      "\($0.decimal ?? "?")[\($0.minimum ?? "")…\($0.maximum ?? "")]\($0.unit ?? "") \($0.kind) \($0.bound.rawValue)"
    }.joined(separator: " ")
    var passes = false
    if file.contains("Ordinal") {
      passes = figures.contains { $0.kind == "ordinal" && sameNumber($0.decimal, numbers.first) }
    } else if let unitName = value.matches(of: /[A-Z][A-Za-z]+/).map({ String($0.0) }).first(
      where: {
        worth[$0] != nil
      }), let unit = worth[unitName]
    {
      let wants = numbers.compactMap(Double.init).map { $0 * unit.1 }
      func amounts(_ figure: Figure) -> [Double] {
        guard let ours = worth[figure.unit ?? ""], ours.0 == unit.0 else { return [] }
        return [figure.decimal, figure.minimum, figure.maximum].compactMap {
          $0.flatMap(Double.init)
        }
        .map { $0 * ours.1 }
      }
      let all = figures.flatMap(amounts)
      let sum = figures.compactMap { amounts($0).first }.reduce(0, +)
      passes =
        !wants.isEmpty
        && wants.allSatisfy { want in
          (all + [sum]).contains { abs($0 - want) <= 1e-9 * max(1, want) }
        }
      if value.hasPrefix("(under") {
        passes = passes && figures.contains { [.atMost, .below].contains($0.bound) }
      }
      if value.hasPrefix("(above") {
        passes = passes && figures.contains { [.atLeast, .above].contains($0.bound) }
      }
    }
    return SuiteCase(input: input, expected: value, got: got, passes: passes)
  }

  // MARK: - JioNLP

  static func jionlp(_ file: String, _ reader: SuiteReader) throws -> [SuiteCase] {
    guard let suite = try SuiteFiles.json(file) as? [String: Any],
      let lists = suite["lists"] as? [String: [Any]]
    else { return [] }
    return (lists["money_string_list"] ?? []).compactMap { item in
      guard let pair = item as? [Any], let input = pair[0] as? String else { return nil }
      let found = reader.found(in: input).filter { $0.figure != nil }
      if file.contains("extractor") {
        let want = Set((pair[1] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String })
        let got = Set(found.filter { $0.figure?.kind == "money" }.map { input[utf16: $0.span] })
        // A range is one expression there.
        let passes = want.allSatisfy { text in
          got.contains(text) || !got.filter { text.hasSuffix($0) || text.hasPrefix($0) }.isEmpty
        }
        return SuiteCase(
          input: input, expected: want.sorted().joined(separator: " | "),
          got: got.sorted().joined(separator: " | "), passes: passes)
      }
      guard let expected = pair[1] as? [String: Any] else { return nil }
      let wants = (expected["num"] as? [String]) ?? [expected["num"] as? String ?? ""]
      let currencies = [
        "元": "CNY", "港元": "HKD", "美元": "USD", "日元": "JPY", "新台币": "TWD", "泰铢": "THB", "卢布": "RUB",
        "欧元": "EUR", "澳元": "AUD", "韩元": "KRW",
      ]
      let currency = currencies[expected["case"] as? String ?? ""]
      let values = found.flatMap { item -> [String] in
        guard let figure = item.figure else { return [] }
        let isNamed = figure.kind == "money" && figure.unit == currency
        guard isNamed || currency == "CNY" && figure.kind == "number" else { return [] }
        return [figure.decimal, figure.minimum, figure.maximum].compactMap { $0 }
      }
      let passes = wants.allSatisfy { want in
        values.contains { got in
          guard let x = Double(got), let y = Double(want) else { return false }
          return abs(x - y) <= 0.006
        }
      }
      return SuiteCase(
        input: input, expected: "\(wants) \(currency ?? "")",
        got: found.map {
          "\(input[utf16: $0.span])=\($0.figure?.decimal ?? "?")[\($0.figure?.minimum ?? "")…\($0.figure?.maximum ?? "")]\($0.figure?.unit ?? "")"
        }.joined(separator: " "), passes: passes)
    }
  }
}
