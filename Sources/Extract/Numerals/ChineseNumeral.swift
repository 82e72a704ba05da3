import Values

/// Chinese numerals, read and written exactly: 三万五 is 35000, 16.4亿 is 1640000000.
///
/// For tools that need numbers alone; ``Extractor`` finds the figures of news.
public enum ChineseNumeral {
  /// How strictly a text must be a numeral.
  public enum Reading: Sendable {
    /// Well-formed Chinese numerals only: 一百零一, but neither 百十一, 一一 nor 100万.
    case strict
    /// Digits in a row (一七二零) and the last power left out (三万五) as well.
    case usual
    /// Arabic digits among Chinese ones as well: 100万三千, 1百01.
    case mixed
  }

  public enum Style: Sendable {
    /// 一百零三
    case plain
    /// 壹佰零叁
    case formal
    /// 壹佰零叁元伍角: an amount of money, cut off after 分.
    case money
    /// 一〇三, digit by digit, with 零 for 〇.
    case digits
  }

  /// The value of a whole text as decimal digits ("35000", "-0.1"); nil when it is no numeral.
  ///
  /// An amount of money counts as one (玖仟陆佰陆拾伍圆壹角捌分 is "9665.18").
  public static func value(of text: String, reading: Reading = .mixed) -> String? {
    let units = Array(text.utf16)
    return units.withUnsafeBufferPointer { buffer in
      let scanner = NumeralGrammar(units: buffer)
      guard let (value, end) = scanner.amount(at: 0), end == units.count else { return nil }
      switch reading {
      case .mixed: break
      case .usual, .strict:
        guard !units.contains(where: Unit.isDigit), !units.contains(Unit.space) else { return nil }
        if reading == .strict, !NumeralGrammar.isWellFormed(units) { return nil }
      }
      return value.digits
    }
  }

  /// The digits that a text spells one by one (零零三 is "003", 一二点三零 "12.30"); nil when there is
  /// anything else in it.
  public static func spelledDigits(_ text: String) -> String? {
    var digits = ""
    for (at, unit) in text.utf16.enumerated() {
      if Unit.isDigit(unit) {
        digits.append(String(unit - Unit.zero))
      } else if let digit = NumeralGrammar.digit(unit) {
        digits.append(String(digit))
      } else if unit == 0x5E7A {  // 幺
        digits.append("1")
      } else if NumeralGrammar.isPoint(unit), !digits.isEmpty, !digits.contains(".") {
        digits.append(".")
      } else if NumeralGrammar.isMinus(unit), at == 0 {
        digits.append("-")
      } else {
        return nil
      }
    }
    return digits.isEmpty || digits == "-" || digits.hasSuffix(".") ? nil : digits
  }

  /// All numerals in a text, in order: spans in UTF-16 code units, values as decimal digits.
  ///
  /// Finds every number, with and without a unit; dates and names are not left out.
  public static func numbers(in text: String) -> [(span: Span, value: String)] {
    let units = Array(text.utf16)
    return units.withUnsafeBufferPointer { buffer in
      NumeralGrammar(units: buffer).all().map { ($0.span, $0.value.digits) }
    }
  }

  /// Writes a decimal number (`-1903971.5`) in Chinese; nil when `decimal` is none, or has more than 16
  /// digits before the point, for which there is no usual way of writing.
  public static func written(_ decimal: String, style: Style = .plain) -> String? {
    NumeralWriter(style: style).written(decimal)
  }
}
