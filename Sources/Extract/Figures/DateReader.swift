import Values

/// Recognises date expressions by recursive descent from the year down to the clock.
///
/// 2020年7月26日, 今年上半年, 26日晚8时许, 上周三, 20世纪90年代, 三年前, 大年初二, 14:30.
struct DateReader {
  let numerals: NumeralReader
  let tables: QuantityTables

  var units: UnsafeBufferPointer<UInt16> { numerals.units }
  @inline(__always) func unit(_ at: Int) -> UInt16 { numerals.unit(at) }

  /// Whether a date may begin with the unit at `start`, of that class: told before the large value
  /// of ``parts(at:)`` is made, which is nil at nine of ten places.
  func mayBegin(at start: Int, class unitClass: UInt8) -> Bool {
    switch unitClass & NumeralClasses.Kind.mask {
    case NumeralClasses.Kind.none: mayBeginWord(at: start)
    case NumeralClasses.Kind.digit: true
    default: unit(start - 1) != Unit.ordinal
    }
  }

  /// The date expression that begins at `start`.
  func parts(at start: Int) -> DateParts? {
    switch numerals.kind(start) {
    case NumeralClasses.Kind.digit:
      let before = unit(start - 1)
      if Unit.isLetter(before) {
        // Wind7月10日: a full day may follow letters, T3月台 may not.
        guard let parts = numeric(at: start), parts.month != nil, parts.day != nil else {
          return nil
        }
        return parts
      }
      if Unit.isDigit(before) || before == Unit.period || before == 0xB7
        || before == Unit.ordinal || before == Unit.hyphen && Unit.isLetter(unit(start - 2))
      {
        return nil
      }
      // 第一局11：25, 以3：02
      if [0x5C40, 0x76D8, 0x8282, 0x6BD4, 0x4EE5].contains(before), isColonPair(at: start) {
        return nil
      }
      return stamp(at: start) ?? numeric(at: start)
    case NumeralClasses.Kind.none:
      return word(at: start)
    default:
      if unit(start - 1) == Unit.ordinal { return nil }
      if numerals.mayBeginDate(start), let word = word(at: start) { return word }
      return numeric(at: start)
    }
  }

  // MARK: - Small numbers

  /// 1…99, in digits or Chinese.
  func small(at start: Int, upTo limit: Int = 99) -> (value: Int, end: Int)? {
    var at = start
    var value = 0
    if Unit.isDigit(unit(at)) {
      while Unit.isDigit(unit(at)), at - start < 3 {
        value = value * 10 + Int(units[at] - Unit.zero)
        at += 1
      }
      guard at - start <= 2 else { return nil }
    } else {
      var tens = 0
      var ones: Int?
      loop: while at < units.count, at - start < 3 {
        switch units[at] {
        case 0x5EFF:  // 廿
          guard at == start else { break loop }
          tens = 20
        case 0x5345:  // 卅
          guard at == start else { break loop }
          tens = 30
        case Unit.ten:
          guard tens == 0, ones != 0 else { break loop }
          tens = (ones ?? 1) * 10
          ones = nil
        default:
          guard numerals.kind(at) == NumeralClasses.Kind.hanDigit, ones == nil || ones == 0 else {
            break loop
          }
          ones = numerals.table.value(units[at])
        }
        at += 1
      }
      guard at > start else { return nil }
      value = tens + (ones ?? 0)
    }
    return value <= limit ? (value, at) : nil
  }

  func skippingSpace(_ at: Int) -> Int { unit(at) == Unit.space ? at + 1 : at }

  // MARK: - From a number

  func numeric(at start: Int) -> DateParts? {
    var parts = DateParts(start: start, end: start)
    if let end = year(&parts, at: start) {
      parts.end = end
      return afterYear(&parts)
    }
    if let end = centuryOrDecade(&parts, at: start) {
      parts.end = end
      return parts
    }
    if let ago = distance(at: start) { return ago }
    if let end = month(&parts, at: start) {
      parts.end = end
      if parts.months != nil, unit(end) != 0x4EFD { return parts }
      return afterMonth(&parts)
    }
    if let end = day(&parts, at: start, isBare: true) {
      parts.end = end
      return afterDay(&parts)
    }
    if clock(&parts, at: start, isBare: true) { return parts }
    return nil
  }

  /// 2020年, 二〇二〇年, 98年5月, 2023财年; moves past 年.
  func year(_ parts: inout DateParts, at start: Int) -> Int? {
    var at = start
    var value = 0
    let isArabic = Unit.isDigit(unit(start))
    while at - start < 5,
      isArabic ? Unit.isDigit(unit(at)) : numerals.kind(at) == NumeralClasses.Kind.hanDigit
    {
      value =
        value * 10 + (isArabic ? Int(units[at] - Unit.zero) : numerals.table.value(units[at]))
      at += 1
    }
    let count = at - start
    if !isArabic, let end = spelledYear(&parts, at: start) { return end }
    let yearAt = skippingSpace(at)
    let isFiscal = unit(yearAt) == 0x8D22 && unit(yearAt + 1) == Unit.year  // 财年
    let era = eraBefore(start)
    if isArabic, count == 4, let end = seasonYears(&parts, at: start, first: value, second: at) {
      return end
    }
    guard unit(yearAt) == Unit.year || isFiscal else {
      if isArabic, count == 4, (1900...2100).contains(value) {
        return bareYear(&parts, value: value, end: at)
      }
      return nil
    }
    let end = isFiscal ? yearAt + 2 : yearAt + 1
    switch count {
    case 4:
      guard (1000...2200).contains(value) else { return nil }
      // 2000年历史, 近2000年来
      if value % 100 == 0, isDurationContext(before: start, after: end) { return nil }
    case 2:
      // 98年5月, 九八年, 19年底; 20年 is a duration.
      guard
        isYearEdge(end) || unit(end) == Unit.month
          || small(at: skippingSpace(end), upTo: 12).map({
            unit(skippingSpace($0.end)) == Unit.month && $0.value > 0
          }) == true || isArabic && unit(start) == Unit.zero || !isArabic && unit(start) == 0x96F6,
        unit(start) != Unit.zero || value > 0
      else {
        return nil
      }
      value += value > 50 ? 1900 : 2000
    case 3 where !isArabic && day(at: monthEnd(at: end)) != nil: break  // 三六七年一月一日
    default:
      guard era != nil, (1...4).contains(count) else { return nil }
    }
    if unit(end) == 0x7EA7 || unit(end) == 0x4EE3 { return nil }  // 年级, 年代
    parts.year = era == true ? -value : value
    if era != nil { parts.start = start - (era == true ? 3 : 2) }
    return end
  }

  /// Behind 月 of a month at `start`; `start` where there is none.
  private func monthEnd(at start: Int) -> Int {
    guard let (month, end) = small(at: start, upTo: 12), month > 0, unit(end) == Unit.month else {
      return start
    }
    return end + 1
  }

  /// 两千零四年 and 两千年 before a month.
  private func spelledYear(_ parts: inout DateParts, at start: Int) -> Int? {
    guard unit(start + 1) == Unit.thousand || unit(start + 1) == 0x4EDF,
      let numeral = numerals.numeral(at: start), !numeral.isOpen, numeral.minimum == nil,
      let value = numeral.value?.whole, (1000...2200).contains(value),
      unit(numeral.end) == Unit.year
    else { return nil }
    let next = numeral.end + 1
    guard value % 1000 != 0 || small(at: next, upTo: 12).map({ unit($0.end) == Unit.month }) == true
    else { return nil }
    parts.year = value
    return next
  }

  /// 康熙三年, 民国元年.
  func eraYear(_ parts: inout DateParts, first: Int, at start: Int) -> Int? {
    var at = start
    var value = 1
    if unit(at) == 0x5143 {  // 元
      at += 1
    } else {
      guard let (number, end) = small(at: at), number > 0 else { return nil }
      (value, at) = (number, end)
    }
    guard unit(at) == Unit.year, unit(at + 1) != 0x4EE3 else { return nil }
    parts.year = first + value
    return at + 1
  }

  /// 公元前 is true, 公元 false.
  func eraBefore(_ start: Int) -> Bool? {
    if unit(start - 1) == Unit.front, unit(start - 2) == 0x5143, unit(start - 3) == 0x516C {
      return true
    }
    return unit(start - 1) == 0x5143 && unit(start - 2) == 0x516C ? false : nil
  }

  /// 底, 末 of 19年底
  private func isYearEdge(_ at: Int) -> Bool {
    unit(at) == 0x5E95 && unit(at + 1) != 0x8574 || unit(at) == 0x672B
  }

  func isDurationContext(before start: Int, after end: Int) -> Bool {
    // 近 约 过 了 有; 历 来 以 间 的历 前
    let heads: [UInt16] = [0x8FD1, 0x7EA6, 0x8FC7, 0x4E86, 0x8FBE, 0x8D85]
    let tails: [UInt16] = [0x5386, 0x6765, 0x95F4, Unit.front, 0x591A]
    if unit(end) == Unit.of, unit(end + 1) == 0x5386 { return true }
    return heads.contains(unit(start - 1)) || tails.contains(unit(end))
  }

  /// 2015-2016赛季, 2022/23赛季
  func seasonYears(_ parts: inout DateParts, at start: Int, first: Int, second at: Int)
    -> Int?
  {
    let mark = unit(at)
    guard mark == Unit.hyphen || mark == Unit.slash || Unit.joinsRange(mark) else {
      if unit(skippingSpace(at)) == 0x8D5B, unit(skippingSpace(at) + 1) == 0x5B63 {
        parts.year = first
        return skippingSpace(at) + 2
      }
      return nil
    }
    var end = at + 1
    while Unit.isDigit(unit(end)), end - at <= 4 { end += 1 }
    guard end - at == 3 || end - at == 5, unit(end) == 0x8D5B, unit(end + 1) == 0x5B63,
      let last = number(at + 1, end)
    else { return nil }
    parts.year = first
    parts.endYear = last < 100 ? first / 100 * 100 + last : last
    return end + 2
  }

  /// 2018 of 2018—2020年, and both of （2021—2023）; 2016上半年.
  func bareYear(_ parts: inout DateParts, value: Int, end: Int) -> Int? {
    if let (index, stop) = tables.dateWords.table.longest(in: units, at: end),
      case .months = tables.dateWords.list[index], stop - end >= 3
    {
      parts.year = value
      return end
    }
    let isYear = { (at: Int) -> Int? in
      guard let (other, stop) = self.numerals.plainArabic(at: at), stop - at == 4,
        let year = other.whole, (1900...2100).contains(year)
      else { return nil }
      return stop
    }
    let mark = unit(end)
    if Unit.joinsRange(mark) {
      var at = end + 1
      if Unit.joinsRange(unit(at)) { at += 1 }
      guard let stop = isYear(at) else { return nil }
      let next = unit(stop)
      guard
        next == Unit.year || next == Unit.rightParenthesis || next == 0x29 || next == 0x8D22
          || isYearPair(parts.start, stop)
      else { return nil }
      parts.year = value
      return end
    }
    let next = unit(end)
    if next == Unit.rightParenthesis || next == 0x29 || isYearPair(parts.start - 5, end),
      Unit.joinsRange(unit(parts.start - 1))
    {
      parts.year = value
      return end
    }
    return nil
  }

  /// 2016-2018 with neither letters, digits nor a counted noun beside it.
  private func isYearPair(_ start: Int, _ end: Int) -> Bool {
    guard let (first, firstEnd) = numerals.plainArabic(at: start), firstEnd == start + 4,
      let (last, lastEnd) = numerals.plainArabic(at: start + 5), lastEnd == end, first < last,
      let from = first.whole, (1900...2100).contains(from), Unit.joinsRange(unit(firstEnd))
    else { return false }
    let before = unit(start - 1)
    let next = unit(end)
    return !Unit.isLetter(before) && !Unit.isLetter(next) && before != Unit.hyphen
      && next != Unit.hyphen && before != Unit.period && !Unit.isHan(next)
  }

  func afterYear(_ parts: inout DateParts) -> DateParts? {
    var at = parts.end
    // 2023年度, not 年度假
    if unit(at) == 0x5EA6, unit(at + 1) != 0x5047, unit(at + 1) != 0x8FC7 {
      at += 1
      parts.end = at
    }
    var inner = skippingSpace(at)
    if unit(inner) == Unit.of { inner += 1 }
    if let end = month(&parts, at: inner) {
      parts.end = end
      if parts.months != nil, unit(end) != 0x4EFD { return parts }
      return afterMonth(&parts)
    }
    if inner == at || unit(at) == Unit.space || unit(at) == Unit.of {
      if let end = monthsWord(&parts, at: inner) {
        parts.end = end
        takeEdge(&parts)
        return parts
      }
    }
    if let end = lunarDay(&parts, at: at) {
      parts.end = end
      return afterDay(&parts)
    }
    if let end = nthDay(&parts, at: inner) {
      parts.end = end
      takePartAndClock(&parts)
      return parts
    }
    // 去年本月十日
    if parts.yearReference != nil, unit(at) == 0x672C, unit(at + 1) == Unit.month,
      let end = day(&parts, at: at + 2, isBare: false)
    {
      parts.monthReference = .offset(0)
      parts.end = end
      return afterDay(&parts)
    }
    // 同期
    if unit(at) == 0x540C, unit(at + 1) == 0x671F {
      parts.end = at + 2
      parts.isVague = true
      return parts
    }
    takeEdge(&parts)
    return parts
  }

  /// 第一天, 第100天, 最后一天, 首日 of a year or month.
  func nthDay(_ parts: inout DateParts, at start: Int) -> Int? {
    switch unit(start) {
    case 0x6700:  // 最后一天
      guard unit(start + 1) == Unit.back, unit(start + 2) == Unit.one, unit(start + 3) == 0x5929
      else { return nil }
      parts.nthDay = -1
      return start + 4
    case Unit.ordinal:
      guard let (count, end) = small(at: start + 1), count > 0, unit(end) == 0x5929 else {
        return nil
      }
      parts.nthDay = count
      return end + 1
    default: return nil
    }
  }

  /// 上半年, 第三季度, 前9个月, 夏天, 春节 after a year.
  func monthsWord(_ parts: inout DateParts, at start: Int) -> Int? {
    if unit(start) == Unit.front, let (count, end) = small(at: start + 1, upTo: 12), count > 0 {
      var at = end
      if unit(at) == Unit.measureWord { at += 1 }
      if unit(at) == Unit.month {
        parts.months = (1, count)
        return at + 1
      }
    }
    guard let (index, end) = tables.dateWords.table.longest(in: units, at: start) else {
      return nil
    }
    switch tables.dateWords.list[index] {
    case .quarter: return nil
    case .months(let first, let last):
      parts.months = (first, last)
    case .season(let season):
      // 春 of 2023年春 but not of 2023年春晚, 春运
      // 运 晚 招 节 拍 交 耕 播 收 游 装 令 训 奥 雨 粮 日
      let words: [UInt16] = [
        0x8FD0, 0x665A, 0x62DB, 0x8282, 0x62CD, 0x4EA4, 0x8015, 0x64AD, 0x6536, 0x6E38, 0x88C5,
        0x4EE4,
        0x8BAD, 0x5965, 0x96E8, 0x7CAE, Unit.day,
      ]
      if end - start == 1, words.contains(unit(end)) { return nil }
      if unit(end) == 0x8FD0, unit(end + 1) == 0x4F1A { return nil }  // 夏季运动会
      parts.season = season
    case .holiday(let holiday, let more):
      if unit(end) == 0x8054 { return nil }
      parts.holiday = holiday
      parts.moreDays = more
    default: return nil
    }
    return end
  }
}
