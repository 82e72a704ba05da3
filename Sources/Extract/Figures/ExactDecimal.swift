/// A decimal number without rounding: `mantissa` / 10^`scale`.
///
/// 16.4亿 is `ExactDecimal(mantissa: 164, scale: 1)` times 10^8, which is 1640000000 and nothing
/// else. Every operation reports overflow as nil: a run of more than some 36 digits is not a figure.
struct ExactDecimal: Equatable, Sendable {
  private(set) var mantissa: Int128
  /// Digits after the point, 0 or more.
  private(set) var scale: Int

  init(_ value: Int) {
    mantissa = Int128(value)
    scale = 0
  }

  init(mantissa: Int128, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  static let zero = ExactDecimal(0)

  /// Times 10 to the power of `exponent` (0 or more).
  func shifted(by exponent: Int) -> ExactDecimal? {
    if scale >= exponent { return ExactDecimal(mantissa: mantissa, scale: scale - exponent) }
    guard let scaled = Self.timesPower(mantissa, exponent - scale) else { return nil }
    return ExactDecimal(mantissa: scaled, scale: 0)
  }

  func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let common = max(scale, other.scale)
    guard let a = Self.timesPower(mantissa, common - scale),
      let b = Self.timesPower(other.mantissa, common - other.scale)
    else { return nil }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : ExactDecimal(mantissa: sum, scale: common)
  }

  func multiplied(by factor: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor.mantissa)
    return overflow ? nil : ExactDecimal(mantissa: product, scale: scale + factor.scale)
  }

  /// The quotient, rounded half up to `places` digits after the point where it does not end sooner.
  func divided(by divisor: ExactDecimal, places: Int) -> ExactDecimal? {
    guard divisor.mantissa > 0, mantissa >= 0,
      let numerator = Self.timesPower(mantissa, places + divisor.scale + 1),
      let denominator = Self.timesPower(divisor.mantissa, scale)
    else { return nil }
    let (tenfold, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    if remainder == 0, tenfold % 10 == 0 || places > 8 {
      return ExactDecimal(mantissa: tenfold, scale: places + 1)
    }
    return ExactDecimal(mantissa: (tenfold + 5) / 10, scale: places)
  }

  var magnitude: ExactDecimal { mantissa < 0 ? negated : self }

  var negated: ExactDecimal { ExactDecimal(mantissa: -mantissa, scale: scale) }

  /// The value when it is a whole number that fits.
  var whole: Int? {
    guard let unscaled = Self.timesPower(1, scale), mantissa % unscaled == 0 else { return nil }
    return Int(exactly: mantissa / unscaled)
  }

  /// Plain decimal digits: no exponent, no trailing zeros after the point.
  var digits: String {
    var whole = mantissa.magnitude
    var places = scale
    while places > 0, whole % 10 == 0 {
      whole /= 10
      places -= 1
    }
    var text = String(whole)
    if places > 0 {
      if text.utf8.count <= places {
        text = String(repeating: "0", count: places + 1 - text.utf8.count) + text
      }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return mantissa < 0 && whole != 0 ? "-" + text : text
  }

  static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    let common = max(a.scale, b.scale)
    guard let x = timesPower(a.mantissa, common - a.scale),
      let y = timesPower(b.mantissa, common - b.scale)
    else { return false }
    return x < y
  }

  private static func timesPower(_ value: Int128, _ exponent: Int) -> Int128? {
    // 10^38 is the last power of ten in Int128.
    guard exponent <= 38 else { return nil }
    var result = value
    for _ in 0..<max(0, exponent) {
      let (next, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = next
    }
    return result
  }
}
