import Values

/// Numerals in any mixture of digits, by recursive descent: sign, mixed number, fraction, decimal, sum.
///
/// Wider than ``NumeralReader``, which reads what news writes: here blanks may stand between the parts
/// (一百 五 十 二), and a numeral needs no unit.
struct NumeralGrammar {
  struct Found {
    var span: Span
    var value: ExactDecimal
  }

  let units: UnsafeBufferPointer<UInt16>
  /// Longer runs are codes.
  static let longest = 64

  func unit(_ at: Int) -> UInt16 { at >= 0 && at < units.count ? units[at] : 0 }

  static func isMinus(_ unit: UInt16) -> Bool {
    unit == 0x8D1F || unit == 0x8CA0 || unit == Unit.hyphen || unit == Unit.minus || unit == 0xFF0D
  }
  static func isPoint(_ unit: UInt16) -> Bool { unit == Unit.point || unit == 0x9EDE }

  static func digit(_ unit: UInt16) -> Int? {
    switch unit {
    case 0x96F6, 0x3007, 0x25CB: 0
    case 0x4E00, 0x58F9, 0x5F0C: 1
    case 0x4E8C, 0x4E24, 0x8D30, 0x5169, 0x8CB3, 0x5F0D, 0x4FE9, 0x5006: 2
    case 0x4E09, 0x53C1, 0x53C3, 0x53C4, 0x4EE8: 3
    case 0x56DB, 0x8086: 4
    case 0x4E94, 0x4F0D: 5
    case 0x516D, 0x9646, 0x9678: 6
    case 0x4E03, 0x67D2: 7
    case 0x516B, 0x634C: 8
    case 0x4E5D, 0x7396: 9
    default: nil
    }
  }

  /// The exponent of 十 … 兆; 廿, 卅, 卌 are two, three, four tens.
  static func power(_ unit: UInt16) -> Int? {
    switch unit {
    case 0x5341, 0x62FE: 1
    case 0x767E, 0x4F70: 2
    case 0x5343, 0x4EDF: 3
    case 0x4E07, 0x842C: 4
    case 0x4EBF, 0x5104: 8
    case 0x5146: 12
    default: nil
    }
  }

  static func tens(_ unit: UInt16) -> Int? {
    switch unit {
    case 0x5EFF: 2
    case 0x5345: 3
    case 0x534C: 4
    default: nil
    }
  }

  /// 余, 多, 几, 来 between or after the parts.
  static func isVague(_ unit: UInt16) -> Bool {
    [Unit.odd, Unit.oddTraditional, Unit.many, Unit.some, 0x5E7E].contains(unit)
  }

  /// Digit, power or tens: what a numeral may begin with.
  static func begins(_ unit: UInt16) -> Bool {
    Unit.isDigit(unit) || digit(unit) != nil || power(unit) != nil || tens(unit) != nil
      || unit == Unit.half || unit == Unit.period
  }

  // MARK: - Whole texts

  /// 壹佰零叁元伍角贰分, or a numeral alone.
  func amount(at start: Int) -> (value: ExactDecimal, end: Int)? {
    guard let (whole, wholeEnd) = number(at: start) else { return nil }
    guard [0x5143, 0x5706, 0x5713].contains(unit(wholeEnd)) else { return (whole, wholeEnd) }
    var value = whole
    var end = wholeEnd + 1
    for (mark, scale) in [(UInt16(0x89D2), 1), (Unit.minute, 2)] {
      if let (coin, coinEnd) = number(at: end), unit(coinEnd) == mark, coin < ExactDecimal(10),
        let sum = value.adding(ExactDecimal(mantissa: coin.mantissa, scale: coin.scale + scale))
      {
        value = sum
        end = coinEnd + 1
      }
    }
    if unit(end) == 0x6574 || unit(end) == 0x6B63 { end += 1 }  // 整 正
    return (value, end)
  }

  /// All numerals, in order.
  func all() -> [Found] {
    var found: [Found] = []
    var at = 0
    while at < units.count {
      let isSign = Self.isMinus(units[at])
      guard isSign || Self.begins(units[at]) else {
        at += 1
        continue
      }
      if let (value, end) = number(at: at), standsAlone(at, end) {
        found.append(Found(span: Span(at, end), value: value))
        at = end
      } else {
        at += 1
      }
    }
    return found
  }

  /// Neither part of a Latin word or a longer code nor one character of a Chinese word.
  private func standsAlone(_ start: Int, _ end: Int) -> Bool {
    let before = unit(start - 1)
    let next = unit(end)
    let first = unit(start)
    if Unit.isDigit(first), Unit.isLetter(before) || Unit.isDigit(before) { return false }
    if Self.isMinus(first), Unit.isDigit(before) || Unit.isLetter(before) { return false }
    if first == Unit.period, Unit.isDigit(before) { return false }
    guard end == start + 1, !Unit.isDigit(first) else { return true }
    // One character: 万, 半 are no numbers alone; 一看, 四川, 陆地 are words.
    if Self.power(first) != nil, first != Unit.ten, first != 0x62FE { return false }
    if first == Unit.half { return false }
    if first >= 0x4EDF, Self.isFormal(first), Unit.isHan(before) || Unit.isHan(next) {
      return before == 0x662F
    }
    return !Self.wordTails.contains(next)
  }

  private static func isFormal(_ unit: UInt16) -> Bool {
    Set("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟".utf16).contains(unit)
  }

  /// What makes one word with a digit before it: 一切, 一看, 四川, 两两.
  private static let wordTails = Set("切看川些样直般定旦起致边侧国岸会制性".utf16)

  // MARK: - Numbers

  /// Sign, then a mixed number, fraction or decimal.
  func number(at start: Int) -> (value: ExactDecimal, end: Int)? {
    var at = start
    var isNegative = false
    if Self.isMinus(unit(at)) {
      isNegative = true
      at = blanks(at + 1)
    }
    guard let (value, end) = unsigned(at: at) else { return nil }
    return (isNegative ? value.negated : value, end)
  }

  private func unsigned(at start: Int) -> (value: ExactDecimal, end: Int)? {
    guard let (first, end) = decimal(at: start) else { return nil }
    // 三分之一
    if let (value, stop) = fraction(first, at: end) { return (value, stop) }
    // 三又二分之一
    var at = blanks(end)
    if unit(at) == 0x53C8, let (low, lowEnd) = decimal(at: blanks(at + 1)),
      let (value, stop) = fraction(low, at: lowEnd), let sum = first.adding(value)
    {
      return (sum, stop)
    }
    // 3/5, 1 3/5
    if let (value, stop) = slashed(first, at: end) { return (value, stop) }
    if unit(end) == Unit.space, Unit.isDigit(unit(end + 1)),
      let (low, lowEnd) = decimal(at: end + 1), let (value, stop) = slashed(low, at: lowEnd),
      let sum = first.adding(value)
    {
      return (sum, stop)
    }
    at = end
    if unit(at) == Unit.half, end > start {
      // 一半, 1半: half of it
      if let half = first.multiplied(by: ExactDecimal(mantissa: 5, scale: 1)),
        first == ExactDecimal(1)
      {
        return (half, at + 1 + (unit(at + 1) == Unit.half ? 1 : 0))
      }
    }
    return (first, end)
  }

  /// 分之 and the part after it.
  private func fraction(_ denominator: ExactDecimal, at end: Int) -> (ExactDecimal, Int)? {
    var at = blanks(end)
    guard unit(at) == Unit.minute else { return nil }
    at = blanks(at + 1)
    guard unit(at) == 0x4E4B, let (top, stop) = number(at: blanks(at + 1)) else { return nil }
    guard denominator.mantissa != 0 else { return nil }
    let isNegative = (top.mantissa < 0) != (denominator.mantissa < 0)
    let value = top.magnitude.divided(by: denominator.magnitude, places: 15)
    return value.map { (isNegative ? $0.negated : $0, stop) }
  }

  private func slashed(_ top: ExactDecimal, at end: Int) -> (ExactDecimal, Int)? {
    guard unit(end) == Unit.slash || unit(end) == 0xFF0F, Unit.isDigit(unit(end + 1)),
      Unit.isDigit(unit(end - 1)), let (bottom, stop) = decimal(at: end + 1), bottom.mantissa > 0,
      unit(stop) != Unit.slash, let value = top.divided(by: bottom, places: 15)
    else { return nil }
    return (value, stop)
  }

  private func blanks(_ start: Int) -> Int {
    var at = start
    while unit(at) == Unit.space, at - start < 4 { at += 1 }
    return at
  }

  // MARK: - Sums and decimals

  private func decimal(at start: Int) -> (value: ExactDecimal, end: Int)? {
    // 半百; 半个
    if unit(start) == Unit.half {
      let half = ExactDecimal(mantissa: 5, scale: 1)
      if let power = Self.power(unit(start + 1)), let value = half.shifted(by: power) {
        return (value, start + 2)
      }
      return (half, start + 1)
    }
    guard var (value, end) = sum(at: start) else { return nil }
    var point = end
    if unit(point) == Unit.space { point = blanks(point) }
    if Self.isPoint(unit(point)) {
      var at = blanks(point + 1)
      var mantissa: Int128 = 0
      var scale = 0
      while scale < 20, let digit = fractionDigit(unit(at)) {
        mantissa = mantissa * 10 + Int128(digit)
        scale += 1
        at += 1
      }
      if scale > 0, let total = value.adding(ExactDecimal(mantissa: mantissa, scale: scale)) {
        value = total
        end = at
        while let power = Self.power(unit(at)), power >= 4, let shifted = value.shifted(by: power) {
          value = shifted
          at += 1
          end = at
        }
      }
    }
    // 40k, 2.5 M
    let at = unit(end) == Unit.space ? end + 1 : end
    if Unit.isDigit(unit(end - 1)), !Unit.isLetter(unit(at + 1)),
      let exponent = [0x6B: 3, 0x6D: 6, 0x67: 9][Int(unit(at) | 0x20)],
      at == end || unit(at) == 0x4D, unit(at) != 0x6D, unit(at) != 0x67,
      let scaled = value.shifted(by: exponent)
    {
      return (scaled, at + 1)
    }
    // 十打
    if unit(end) == 0x6253, let dozen = value.multiplied(by: ExactDecimal(12)) {
      return (dozen, end + 1)
    }
    return (value, end)
  }

  private func fractionDigit(_ unit: UInt16) -> Int? {
    if Unit.isDigit(unit) { return Int(unit - Unit.zero) }
    return unit == Unit.two || unit == 0x5169 ? nil : Self.digit(unit)
  }

  /// Digits with groups of three: 1,234.5; .5.
  private func arabic(at start: Int) -> (value: ExactDecimal, end: Int, digits: Int)? {
    var at = start
    var mantissa: Int128 = 0
    var scale = 0
    while Unit.isDigit(unit(at)), at - start < 30 {
      mantissa = mantissa * 10 + Int128(units[at] - Unit.zero)
      at += 1
    }
    if at > start, at - start <= 3 {
      while unit(at) == Unit.comma || unit(at) == Unit.wideComma,
        (1...3).allSatisfy({ Unit.isDigit(unit(at + $0)) }), !Unit.isDigit(unit(at + 4)),
        at - start < 30
      {
        for digit in at + 1...at + 3 { mantissa = mantissa * 10 + Int128(units[digit] - Unit.zero) }
        at += 4
      }
    }
    let whole = at - start
    if unit(at) == Unit.period, Unit.isDigit(unit(at + 1)) {
      at += 1
      while Unit.isDigit(unit(at)), scale < 20, at - start < 36 {
        mantissa = mantissa * 10 + Int128(units[at] - Unit.zero)
        scale += 1
        at += 1
      }
    }
    guard at > start, !Unit.isDigit(unit(at)) else { return nil }
    return (ExactDecimal(mantissa: mantissa, scale: scale), at, whole)
  }

  /// Digits and powers, as far as they make one number.
  private func sum(at start: Int) -> (value: ExactDecimal, end: Int)? {
    if let row = row(at: start) { return row }
    var sum = NumeralSum()
    var at = start
    var end = start
    while at < units.count, at - start < Self.longest {
      let unit = units[at]
      var next = at + 1
      let isTaken: Bool
      if Unit.isDigit(unit) || unit == Unit.period {
        guard let (value, stop, _) = arabic(at: at) else { break }
        isTaken = sum.take(value, isArabic: true)
        next = stop
      } else if let tens = Self.tens(unit) {
        isTaken = sum.take(ExactDecimal(tens), isArabic: false) && sum.take(power: 1)
      } else if let digit = Self.digit(unit) {
        isTaken = digit == 0 ? sum.takeZero() : sum.take(ExactDecimal(digit), isArabic: false)
      } else if let power = Self.power(unit) {
        isTaken = sum.take(power: power)
      } else if Self.isVague(unit), end > start,
        !sum.endsWithDigit || Unit.isDigit(self.unit(end - 1))
      {
        // 十余万, 一百零几万: nothing is added
        sum.isVague = true
        guard let power = Self.power(self.unit(blanks(next))), power >= 4 || unit == Unit.some
        else {
          break
        }
        at = blanks(next)
        continue
      } else {
        break
      }
      guard isTaken else { break }
      end = next
      at = blanks(next)
      // Blanks join only what cannot stand for itself.
      if at > next, !joins(at, after: unit) { break }
    }
    // 万, 万万: no number alone
    guard end > start,
      Self.power(units[start]) ?? 1 < 4 || end - start > 1 && !isBareRow(start, end),
      let value = sum.finished()
    else { return nil }
    return (value, end)
  }

  private func isBareRow(_ start: Int, _ end: Int) -> Bool {
    units[start..<end].allSatisfy { Self.power($0) ?? 0 >= 4 }
  }

  /// Whether what stands at `at` after a blank goes on with the numeral whose last unit is `last`.
  private func joins(_ at: Int, after last: UInt16) -> Bool {
    let next = unit(at)
    if Self.power(next) != nil { return true }
    if Self.isVague(next) { return true }
    guard Self.digit(next) != nil || Unit.isDigit(next) else { return false }
    return Self.power(last) != nil
  }

  /// 一七二零, 二〇〇六: Chinese digits in a row, two or more.
  private func row(at start: Int) -> (value: ExactDecimal, end: Int)? {
    var at = start
    var mantissa: Int128 = 0
    while let digit = Self.digit(unit(at)), unit(at) != Unit.two || at == start, at - start < 30 {
      mantissa = mantissa * 10 + Int128(digit)
      at += 1
    }
    guard at - start >= 2, Self.power(unit(at)) ?? 4 >= 4, Self.tens(unit(at)) == nil else {
      return nil
    }
    var value = ExactDecimal(mantissa: mantissa, scale: 0)
    while let power = Self.power(unit(at)), power >= 4, let shifted = value.shifted(by: power) {
      value = shifted
      at += 1
    }
    return (value, at)
  }

  // MARK: - Strict reading

  /// Whether every digit has its power and 零 stands only where powers are left out.
  static func isWellFormed(_ units: [UInt16]) -> Bool {
    var last: UInt16 = 0
    var afterPoint = false
    for (index, unit) in units.enumerated() {
      defer { last = unit }
      if isPoint(unit) {
        guard index > 0, index + 1 < units.count else { return false }
        afterPoint = true
      } else if let digit = digit(unit) {
        if !afterPoint, digit > 0, let previous = Self.digit(last), previous > 0 { return false }
      } else if let power = power(unit), power == 2 || power == 3 {
        // 百十一
        if Self.digit(last) == nil { return false }
      }
    }
    return true
  }
}

/// The running value of a numeral of digits and powers.
struct NumeralSum {
  private var total = ExactDecimal.zero
  private var section = ExactDecimal.zero
  private var current: ExactDecimal?
  private var isArabic = false
  private var afterZero = false
  private var lastPower = 99
  private var lastLarge = 99
  private var isEmpty = true
  var isVague = false

  var endsWithDigit: Bool { current != nil }

  mutating func take(_ value: ExactDecimal, isArabic: Bool) -> Bool {
    guard current == nil else { return false }
    current = value
    self.isArabic = isArabic
    isEmpty = false
    return true
  }

  mutating func takeZero() -> Bool {
    if isEmpty {
      current = .zero
      isEmpty = false
      return true
    }
    guard current == nil || current == .zero else { return false }
    current = nil
    afterZero = true
    return true
  }

  mutating func take(power: Int) -> Bool {
    if power >= 4 { return take(large: power) }
    guard power < lastPower else { return false }
    if current == .zero {
      guard isArabic == false else { return false }
      current = nil
    }
    guard let part = (current ?? ExactDecimal(1)).shifted(by: power),
      let sum = section.adding(part)
    else { return false }
    section = sum
    current = nil
    afterZero = false
    lastPower = power
    isEmpty = false
    return true
  }

  private mutating func take(large power: Int) -> Bool {
    guard let part = closedSection() else { return false }
    let isBare = part == .zero
    if isBare, isEmpty { return takeFirst(large: power) }
    if isBare || power > lastLarge {
      guard let sum = total.adding(part), sum != .zero, let shifted = sum.shifted(by: power) else {
        return false
      }
      total = shifted
    } else {
      guard power < lastLarge, let shifted = part.shifted(by: power),
        let sum = total.adding(shifted)
      else { return false }
      total = sum
    }
    return endSection(power)
  }

  private mutating func takeFirst(large power: Int) -> Bool {
    guard let value = ExactDecimal(1).shifted(by: power) else { return false }
    total = value
    isEmpty = false
    return endSection(power)
  }

  private mutating func endSection(_ power: Int) -> Bool {
    section = .zero
    current = nil
    afterZero = false
    lastPower = 99
    lastLarge = power
    return true
  }

  /// The section with its last digit, which counts tenths of the power before it: 百二 is 120.
  private func closedSection() -> ExactDecimal? {
    guard let current else { return section }
    var digit = current
    if !afterZero, !isArabic, (2...3).contains(lastPower) {
      guard let shifted = digit.shifted(by: lastPower - 1) else { return nil }
      digit = shifted
    }
    return section.adding(digit)
  }

  func finished() -> ExactDecimal? {
    guard !isEmpty else { return nil }
    guard let current, !afterZero, !isArabic, lastPower == 99, lastLarge != 99 else {
      return closedSection().flatMap { total.adding($0) }
    }
    return current.shifted(by: lastLarge - 1).flatMap { total.adding($0) }
  }
}
