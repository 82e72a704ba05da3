/// A number as written: 16.4亿, 两千零五, 十余, 数百, 三四十.
struct Numeral {
  enum Form { case arabic, chinese }
  var start: Int
  var end: Int
  /// The value; of 十余 the stated base, of 三四十 the lower end; nil for 数百.
  var value: ExactDecimal?
  /// The ends where the numeral spans a range: 三四十 30 to 40, 数百 200 to 900.
  var minimum: ExactDecimal?
  var maximum: ExactDecimal?
  /// 余, 多, 几 after the base: 十余, 500多万.
  var isOpen = false
  var form: Form
  /// The exponent of the last 万, 亿 and what stands before it: 2.8亿 is 8 and 2.8.
  var power = 0
  var coefficient: ExactDecimal?
  /// A power with no coefficient of its own: 百名, 万元.
  var isBarePower = false
  /// 一 alone, which is an article more often than a number.
  var isSingleOne = false
  /// Chinese and but one digit: 三, 两.
  var isSingleDigit = false
  /// 几 or 数 with nothing after it.
  var isVagueAlone = false
}

/// Reads numerals; knows nothing of units.
struct NumeralReader {
  let units: UnsafeBufferPointer<UInt16>
  let classes: UnsafePointer<UInt8>
  let table: NumeralClasses

  /// A numeral of more digits is a code, not a number; 10^30 is far above every sum of money.
  static let longestRun = 30

  /// What is skipped at once: the scan looks ahead from every place in a longer run.
  static let longestSkip = 64

  @inline(__always)
  func kind(_ at: Int) -> UInt8 {
    at >= 0 && at < units.count ? classes[Int(units[at])] & NumeralClasses.Kind.mask : 0
  }

  /// Whether a word of the date grammar may begin there.
  func mayBeginDate(_ at: Int) -> Bool {
    classes[Int(units[at])] & NumeralClasses.Kind.dateWord != 0
  }

  @inline(__always)
  func unit(_ at: Int) -> UInt16 { at >= 0 && at < units.count ? units[at] : 0 }

  /// The numeral that begins at `start`; nil when the run of numeral characters there is none.
  func numeral(at start: Int) -> Numeral? {
    switch kind(start) {
    case NumeralClasses.Kind.digit: arabic(at: start)
    case NumeralClasses.Kind.none, NumeralClasses.Kind.half: nil
    default: chinese(at: start)
    }
  }

  /// The end of the run of numeral characters of one script at `start`, with what joins digits.
  func runEnd(at start: Int) -> Int {
    var at = start
    let limit = min(units.count, start + Self.longestSkip)
    if kind(start) == NumeralClasses.Kind.digit {
      while at < limit {
        let unit = units[at]
        if Unit.isDigit(unit) || Unit.isLetter(unit) {
          at += 1
        } else if at + 1 < units.count, Unit.isDigit(units[at + 1]),
          unit == Unit.period || unit == Unit.comma || unit == Unit.hyphen || unit == 0xB7
            || unit == Unit.slash
        {
          at += 1
        } else {
          break
        }
      }
    } else {
      while at < limit, kind(at) > NumeralClasses.Kind.digit, kind(at) != NumeralClasses.Kind.half {
        at += 1
      }
    }
    return max(at, start + 1)
  }

  // MARK: - Arabic

  /// Digits with separators and a point, without the powers after them: 1,234.5.
  func plainArabic(at start: Int) -> (value: ExactDecimal, end: Int)? {
    var at = start
    var mantissa: Int128 = 0
    var scale = 0
    while Unit.isDigit(unit(at)) {
      mantissa = mantissa * 10 + Int128(units[at] - Unit.zero)
      at += 1
      if at - start > Self.longestRun { return nil }
    }
    if at - start <= 3 {
      // ３，５００: the wide comma only before one group, for it also ends clauses.
      let isWide =
        unit(at) == Unit.wideComma && unit(start) != Unit.zero && at > start
        && unit(at + 4) != Unit.wideComma
      while unit(at) == Unit.comma || isWide && unit(at) == Unit.wideComma, isGroup(at + 1) {
        for digit in at + 1...at + 3 { mantissa = mantissa * 10 + Int128(units[digit] - Unit.zero) }
        at += 4
        if at - start > Self.longestRun { return nil }
      }
    }
    if unit(at) == Unit.period, Unit.isDigit(unit(at + 1)) {
      at += 1
      while Unit.isDigit(unit(at)) {
        mantissa = mantissa * 10 + Int128(units[at] - Unit.zero)
        scale += 1
        at += 1
        if at - start > Self.longestRun { return nil }
      }
      // 1.2.3 is a version or an address.
      if unit(at) == Unit.period, Unit.isDigit(unit(at + 1)) { return nil }
    }
    return (ExactDecimal(mantissa: mantissa, scale: scale), at)
  }

  private func isGroup(_ at: Int) -> Bool {
    Unit.isDigit(unit(at)) && Unit.isDigit(unit(at + 1)) && Unit.isDigit(unit(at + 2))
      && !Unit.isDigit(unit(at + 3))
  }

  private func arabic(at start: Int) -> Numeral? {
    guard let (value, end) = plainArabic(at: start) else { return nil }
    var numeral = Numeral(start: start, end: end, value: value, form: .arabic, coefficient: value)
    // 90½
    if unit(end) == 0xBD {
      numeral.value = value.adding(ExactDecimal(mantissa: 5, scale: 1))
      numeral.coefficient = numeral.value
      numeral.end += 1
    }
    numeral = powers(after: numeral)
    // 3万5千, 1亿2000万: a smaller power after a larger one.
    var rounds = 0
    while numeral.power >= 4, !numeral.isOpen, rounds < 3, Unit.isDigit(unit(numeral.end)),
      let (more, moreEnd) = plainArabic(at: numeral.end)
    {
      let tail = powers(
        after: Numeral(
          start: numeral.end, end: moreEnd, value: more, form: .arabic, coefficient: more))
      guard tail.power > 0, tail.power < numeral.power, let addend = tail.value,
        let sum = numeral.value?.adding(addend)
      else { break }
      numeral.value = sum
      numeral.end = tail.end
      numeral.power = tail.power
      numeral.coefficient = nil
      numeral.isOpen = tail.isOpen
      rounds += 1
    }
    return numeral
  }

  /// Takes 余, 多 and 十, 百, 千, 万, 亿 after digits: 500多万, 1.6 万亿.
  private func powers(after plain: Numeral) -> Numeral {
    var numeral = plain
    var at = numeral.end
    if unit(at) == Unit.space,
      kind(at + 1) == NumeralClasses.Kind.largePower
        || kind(at + 1) == NumeralClasses.Kind.smallPower && kind(at + 2) == 4
    {
      at += 1
    }
    if unit(at) == Unit.space, isOpenMark(at + 1) { at += 1 }
    if isOpenMark(at) {
      numeral.isOpen = true
      at += 1
      numeral.end = at
    }
    var exponent = 0
    while at < units.count, exponent < 24 {
      let kind = kind(at)
      guard kind == NumeralClasses.Kind.smallPower || kind == NumeralClasses.Kind.largePower,
        !beginsMeasure(at)
      else { break }
      exponent += table.value(units[at])
      at += 1
      if kind == NumeralClasses.Kind.largePower, !numeral.isOpen, isOpenMark(at) {
        numeral.isOpen = true
        at += 1
        if self.kind(at) != NumeralClasses.Kind.largePower { break }
      }
    }
    if exponent > 0, let shifted = numeral.value?.shifted(by: exponent) {
      numeral.value = shifted
      numeral.power = exponent
      numeral.end = at
      if !numeral.isOpen, isOpenMark(at) {
        numeral.isOpen = true
        numeral.end = at + 1
      }
    }
    return numeral
  }

  /// 余, 多, 来 after a number; 来 only where a measure word may follow.
  private func isOpenMark(_ at: Int) -> Bool {
    switch unit(at) {
    case Unit.odd, Unit.oddTraditional: unit(at + 1) != 0x989D  // 余额
    case Unit.many: unit(at + 1) != Unit.several && unit(at + 1) != 0x5C11  // 多数, 多少
    case Unit.about: unitsThatFollowAbout.contains(unit(at + 1))
    default: false
    }
  }

  /// 来 is part of a number in 二十来个, and the verb to come in 5月1日起30来自…; so only before these.
  private var unitsThatFollowAbout: [UInt16] {
    // 个 岁 年 天 名 人 万 亿 元 块 分 次 位 家 里 斤 米
    [
      0x4E2A, 0x5C81, 0x5E74, 0x5929, 0x540D, 0x4EBA, 0x4E07, 0x4EBF, 0x5143, 0x5757, 0x5206,
      0x6B21, 0x4F4D, 0x5BB6, 0x91CC, 0x65A4, 0x7C73,
    ]
  }

  /// 千 of 千米, 千瓦, 兆 of 兆瓦: part of the unit.
  private func beginsMeasure(_ at: Int) -> Bool {
    let next = unit(at + 1)
    switch units[at] {
    case Unit.thousand:
      // 米 瓦 克 伏 卡 赫 焦 帕 字节
      return [0x7C73, 0x74E6, 0x514B, 0x4F0F, 0x5361, 0x8D6B, 0x7126, 0x5E15, 0x5B57].contains(next)
    case 0x5146:
      // 瓦 赫 帕 伏 焦 字 比 欧
      return [0x74E6, 0x8D6B, 0x5E15, 0x4F0F, 0x7126, 0x5B57, 0x6BD4, 0x6B27].contains(next)
    default: return false
    }
  }

  // MARK: - Chinese

  private static let fullForms = Set("壹贰叁肆伍陆柒捌玖拾佰仟".utf16)
  private static let fullCompany = Set("壹贰叁肆伍陆柒捌玖拾佰仟零万亿元圆".utf16)

  private func chinese(at start: Int) -> Numeral? {
    // 陆架, 队伍间, 肆意: the full forms of the digits are words; in sums they come in company.
    if Self.fullForms.contains(units[start]), !Self.fullCompany.contains(unit(start + 1)),
      unit(start + 2) != 0x4E4B, unit(start - 1) != 0x4E4B || unit(start - 2) != Unit.minute
    {
      return nil
    }
    if let positional = positional(at: start) { return positional }
    var sum = ChineseSum()
    var at = start
    var numeral = Numeral(start: start, end: start, form: .chinese)
    var vague = false
    loop: while at < units.count, at - start <= Self.longestRun {
      let unit = units[at]
      switch kind(at) {
      case NumeralClasses.Kind.hanDigit:
        if numeral.isOpen { break loop }
        // 二两 is a weight; 两 is a digit at the head of a section only.
        guard sum.take(digit: table.value(unit)) else {
          return nil
        }
      case NumeralClasses.Kind.tens:
        if numeral.isOpen { break loop }
        guard sum.take(digit: table.value(unit)), sum.take(smallPower: 1) else { return nil }
      case NumeralClasses.Kind.smallPower:
        if numeral.isOpen { break loop }
        if beginsMeasure(at), sum.hasDigit || sum.isEmpty == false { break loop }
        if sum.isEmpty, !sum.hasDigit { numeral.isBarePower = unit != Unit.ten }
        guard sum.take(smallPower: table.value(unit)) else { break loop }
      case NumeralClasses.Kind.largePower:
        if beginsMeasure(at) { break loop }
        if sum.isEmpty, !sum.hasDigit { numeral.isBarePower = true }
        let coefficient = sum.section
        guard sum.take(largePower: table.value(unit)) else { break loop }
        numeral.power = table.value(unit)
        numeral.coefficient = ExactDecimal(mantissa: coefficient, scale: 0)
      case NumeralClasses.Kind.vague:
        if at == start {
          let next = kind(at + 1)
          if next == NumeralClasses.Kind.smallPower || next == NumeralClasses.Kind.largePower {
            vague = true
            sum.takeVague()
          } else {
            numeral.isVagueAlone = true
            numeral.end = at + 1
            return numeral
          }
        } else if unit == Unit.some || unit == 0x5E7E, !numeral.isOpen, !sum.hasDigit {
          // 十几, 一百几十
          numeral.isOpen = true
          if kind(at + 1) == NumeralClasses.Kind.smallPower { at += 1 }
        } else {
          break loop
        }
      default:
        if !numeral.isOpen, !sum.isEmpty, isOpenMark(at), !sum.hasDigit {
          numeral.isOpen = true
        } else {
          break loop
        }
      }
      at += 1
      if numeral.isOpen, kind(at) != NumeralClasses.Kind.largePower { break }
    }
    guard at > start else { return nil }
    numeral.end = at
    let only = at == start + 1 && !numeral.isOpen
    numeral.isSingleOne = only && sum.digit?.low == 1
    numeral.isSingleDigit = only && sum.hasDigit
    guard let (low, high) = sum.finished() else { return nil }
    numeral.value = ExactDecimal(mantissa: low, scale: 0)
    if low != high {
      numeral.minimum = numeral.value
      numeral.maximum = ExactDecimal(mantissa: high, scale: 0)
    }
    if numeral.coefficient == nil { numeral.coefficient = numeral.value }
    if vague {
      numeral.value = nil
      numeral.isOpen = false
    } else if !numeral.isOpen, low == high {
      numeral = decimals(after: numeral)
    }
    return numeral
  }

  /// 三点五, 二点八亿: digits after 点.
  private func decimals(after whole: Numeral) -> Numeral {
    guard unit(whole.end) == Unit.point, kind(whole.end + 1) == NumeralClasses.Kind.hanDigit,
      whole.power == 0, let value = whole.value
    else { return whole }
    var at = whole.end + 1
    var mantissa = value.mantissa
    var scale = 0
    while kind(at) == NumeralClasses.Kind.hanDigit, scale < 12, units[at] != Unit.two {
      mantissa = mantissa * 10 + Int128(table.value(units[at]))
      scale += 1
      at += 1
    }
    // 三点五十分 is a time.
    guard scale > 0, unit(at) != Unit.ten,
      unit(at) != Unit.minute || unit(at + 1) == 0x4E4B || unit(at + 1) == 0x949F
    else {
      return whole
    }
    var numeral = whole
    numeral.value = ExactDecimal(mantissa: mantissa, scale: scale)
    numeral.coefficient = numeral.value
    numeral.end = at
    numeral.isSingleDigit = false
    numeral.isSingleOne = false
    return powers(after: numeral)
  }

  /// 二〇二〇, 一九九八: digits by place, three or more, or with a 〇 inside.
  private func positional(at start: Int) -> Numeral? {
    var at = start
    var mantissa: Int128 = 0
    while kind(at) == NumeralClasses.Kind.hanDigit, units[at] != Unit.two {
      mantissa = mantissa * 10 + Int128(table.value(units[at]))
      at += 1
      if at - start > Self.longestRun { return nil }
    }
    let next = kind(at)
    guard at - start >= 3, next != NumeralClasses.Kind.smallPower else { return nil }
    let value = ExactDecimal(mantissa: mantissa, scale: 0)
    return powers(
      after: Numeral(start: start, end: at, value: value, form: .chinese, coefficient: value))
  }
}

/// The running value of a Chinese numeral, twice: 三四十 is 30 by its first digit and 40 by its second.
private struct ChineseSum {
  private var total: (low: Int128, high: Int128) = (0, 0)
  private var part: (low: Int128, high: Int128) = (0, 0)
  private(set) var digit: (low: Int128, high: Int128)?
  private var afterZero = false
  private var lastPower = 99
  private var lastLarge = 99
  private(set) var isEmpty = true

  var hasDigit: Bool { digit != nil }
  /// What a 万 or 亿 would multiply now.
  var section: Int128 { part.low + (digit?.low ?? 0) }

  mutating func takeVague() { digit = (2, 9) }

  /// False when the digit cannot stand here.
  mutating func take(digit next: Int) -> Bool {
    let value = Int128(next)
    if value == 0 {
      if digit != nil { return false }
      afterZero = true
      if isEmpty { digit = (0, 0) }
      return true
    }
    guard let first = digit else {
      digit = (value, value)
      return true
    }
    if first.low == 0, afterZero {
      digit = (value, value)
      return true
    }
    // 三四, 三五, 三两: two neighbours, once.
    guard first.low == first.high, first.low > 0 else { return false }
    let (low, high) = (min(first.low, value), max(first.low, value))
    guard high - low == 1 && value > first.low || (low, high) == (3, 5) || (low, high) == (2, 3)
    else { return false }
    digit = (low, high)
    return true
  }

  mutating func take(smallPower power: Int) -> Bool {
    guard power < lastPower, digit?.low != 0 else { return false }
    let factor: Int128 = [1, 10, 100, 1000][power]
    let coefficient = digit ?? (1, 1)
    if digit == nil, !isEmpty, !afterZero, power != 1 { return false }
    part.low += coefficient.low * factor
    part.high += coefficient.high * factor
    digit = nil
    afterZero = false
    lastPower = power
    isEmpty = false
    return true
  }

  mutating func take(largePower power: Int) -> Bool {
    let factor: Int128 = power == 4 ? 10_000 : power == 8 ? 100_000_000 : 1_000_000_000_000
    var coefficient = (
      low: part.low + (digit?.low ?? 0), high: part.high + (digit?.high ?? 0)
    )
    if coefficient.high == 0 {
      guard isEmpty || total.high > 0 else { return false }
      if isEmpty { coefficient = (1, 1) }
    }
    // 10^28 bounds the sum well inside 128 bits.
    guard total.high + coefficient.high < 10_000_000_000_000_000 else { return false }
    if power < lastLarge {
      if coefficient.high == 0 { return false }
      total.low += coefficient.low * factor
      total.high += coefficient.high * factor
    } else {
      total.low = (total.low + coefficient.low) * factor
      total.high = (total.high + coefficient.high) * factor
    }
    part = (0, 0)
    digit = nil
    afterZero = false
    lastLarge = power
    lastPower = 99
    isEmpty = false
    return true
  }

  /// The value; a last digit straight after 百, 千, 万, 亿 counts a tenth of it (三万五 = 35000).
  func finished() -> (low: Int128, high: Int128)? {
    var low = total.low + part.low
    var high = total.high + part.high
    if let digit {
      var factor: Int128 = 1
      if !afterZero, !isEmpty {
        if lastPower == 2 || lastPower == 3 {
          factor = lastPower == 2 ? 10 : 100
        } else if lastPower == 99, lastLarge != 99 {
          factor = lastLarge == 4 ? 1000 : lastLarge == 8 ? 10_000_000 : 100_000_000_000
        }
      }
      low += digit.low * factor
      high += digit.high * factor
    }
    return (low, high)
  }
}
