import Values

/// What a date expression says, before it is resolved against an anchor.
struct DateParts {
  var start: Int
  var end: Int
  var year: Int?
  var yearReference: DateWords.Reference?
  var month: Int?
  var monthReference: DateWords.Reference?
  var day: Int?
  var dayReference: DateWords.Reference?
  /// 1 Monday … 7 Sunday
  var weekday: Int?
  var weekReference: DateWords.Reference?
  var hour: Int?
  var minute: Int?
  var second: Int?
  /// Of the part of the day (下午): 12 raises 3点 to 15.
  var raises: Int?
  var part: String?
  var season: Int?
  var months: (first: Int, last: Int)?
  var edge: String?
  var holiday: DateWords.Holiday?
  var lunar: (month: Int, day: Int)?
  var decade: Int?
  var century: Int?
  /// 三年前: how many of what, negative for the past.
  var distance: (count: Int, unit: DistanceUnit)?
  /// 周末, 去年同期 …: known in words only.
  var isVague = false
  var isSet = false
  /// 2015-2016赛季
  var endYear: Int?
  var rule = "date"

  enum DistanceUnit { case year, month, week, day }

  var hasDate: Bool {
    year != nil || yearReference != nil || month != nil || monthReference != nil || day != nil
      || dayReference != nil || weekday != nil || weekReference != nil || holiday != nil
      || lunar != nil || distance != nil
  }
}

/// Recognises date expressions by recursive descent from the year down to the clock.
///
/// 2020年7月26日, 今年上半年, 26日晚8时许, 上周三, 20世纪90年代, 三年前, 大年初二, 14:30.
struct DateReader {
  let numerals: NumeralReader
  let tables: QuantityTables

  var units: UnsafeBufferPointer<UInt16> { numerals.units }
  @inline(__always) func unit(_ at: Int) -> UInt16 { numerals.unit(at) }

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
      if let word = word(at: start) { return word }
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

  private func skippingSpace(_ at: Int) -> Int { unit(at) == Unit.space ? at + 1 : at }

  // MARK: - Stamps: 2023-08-09 06:33, 08-10 15:20, 14:30

  private func stamp(at start: Int) -> DateParts? {
    var parts = DateParts(start: start, end: start)
    var at = start
    while Unit.isDigit(unit(at)) { at += 1 }
    let digits = at - start
    let mark = unit(at)
    if digits == 4, mark == Unit.hyphen || mark == Unit.slash || mark == Unit.period,
      let (month, monthEnd) = small(at: at + 1, upTo: 12), month > 0, unit(monthEnd) == mark,
      let (day, dayEnd) = small(at: monthEnd + 1, upTo: 31), day > 0,
      !Unit.isDigit(unit(dayEnd)), let year = number(start, at), (1000...2200).contains(year)
    {
      parts.year = year
      parts.month = month
      parts.day = day
      parts.end = dayEnd
      parts.rule = "stamp"
      var clock = dayEnd
      while unit(clock) == Unit.space || unit(clock) == 0x54, clock - dayEnd < 3 { clock += 1 }
      takeColonClock(&parts, at: clock)
      return parts
    }
    if digits <= 2, mark == Unit.hyphen || mark == Unit.slash,
      let (month, _) = small(at: start, upTo: 12), month > 0,
      let (day, dayEnd) = small(at: at + 1, upTo: 31), day > 0, unit(dayEnd) == Unit.space
    {
      var clock = dayEnd
      while unit(clock) == Unit.space, clock - dayEnd < 3 { clock += 1 }
      parts.month = month
      parts.day = day
      parts.end = dayEnd
      parts.rule = "stamp"
      takeColonClock(&parts, at: clock)
      return parts.hour == nil ? nil : parts
    }
    if digits <= 2, mark == Unit.colon || mark == Unit.wideColon {
      takeColonClock(&parts, at: start)
      return parts.hour == nil ? nil : parts
    }
    return nil
  }

  /// 11：25, a score or a clock.
  private func isColonPair(at start: Int) -> Bool {
    guard let (_, end) = small(at: start) else { return false }
    return unit(end) == Unit.colon || unit(end) == Unit.wideColon
  }

  private func number(_ start: Int, _ end: Int) -> Int? {
    guard end - start <= 4 else { return nil }
    return units[start..<end].reduce(0) { $0 * 10 + Int($1 - Unit.zero) }
  }

  /// 06:33, 15:55:00, 14:00时.
  private func takeColonClock(_ parts: inout DateParts, at start: Int) {
    guard Unit.isDigit(unit(start)), let (hour, hourEnd) = small(at: start, upTo: 24),
      unit(hourEnd) == Unit.colon || unit(hourEnd) == Unit.wideColon || unit(hourEnd) == 0x48
    else { return }
    // 08:00, and 08H00 in French style
    let mark = unit(hourEnd)
    guard let (minute, end) = small(at: hourEnd + 1, upTo: 59), end == hourEnd + 3,
      !Unit.isDigit(unit(end))
    else { return }
    var stop = end
    if unit(end) == mark {
      guard let (second, secondEnd) = small(at: end + 1, upTo: 59), secondEnd == end + 3 else {
        return
      }
      parts.second = second
      stop = secondEnd
    }
    if parts.raises == nil, parts.day == nil, hourEnd - start == 1, hour < 1 { return }
    setHour(hour, &parts)
    parts.minute = minute
    let suffix = skippingSpace(stop)
    if unit(suffix) == Unit.hour || unit(suffix) == Unit.minute, unit(suffix + 1) != 0x949F {
      stop = suffix + 1
    }
    if unit(stop) == 0x8BB8 { stop += 1 }
    parts.end = stop
  }

  private func setHour(_ hour: Int, _ parts: inout DateParts) {
    var value = hour
    if let raises = parts.raises, raises == 12, hour < 12 {
      value = parts.part == "MI" && hour >= 10 || parts.part == "NI" && hour < 5 ? hour : hour + 12
      if parts.part == "NI", hour < 5 { value = hour }
    } else if parts.part == "NI", parts.raises == 12, hour == 12 {
      value = 24
    }
    parts.hour = value
  }

  // MARK: - From a number

  private func numeric(at start: Int) -> DateParts? {
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
  private func year(_ parts: inout DateParts, at start: Int) -> Int? {
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
      // 98年5月, 九八年; 20年 is a duration.
      guard
        unit(end) == Unit.month
          || small(at: skippingSpace(end), upTo: 12).map({
            unit(skippingSpace($0.end)) == Unit.month && $0.value > 0
          }) == true || isArabic && unit(start) == Unit.zero,
        unit(start) != Unit.zero || value > 0
      else {
        return nil
      }
      value += value > 50 ? 1900 : 2000
    default:
      guard era != nil, (1...4).contains(count) else { return nil }
    }
    if unit(end) == 0x7EA7 || unit(end) == 0x4EE3 { return nil }  // 年级, 年代
    parts.year = era == true ? -value : value
    if era != nil { parts.start = start - (era == true ? 3 : 2) }
    return end
  }

  /// 公元前 is true, 公元 false.
  private func eraBefore(_ start: Int) -> Bool? {
    if unit(start - 1) == Unit.front, unit(start - 2) == 0x5143, unit(start - 3) == 0x516C {
      return true
    }
    return unit(start - 1) == 0x5143 && unit(start - 2) == 0x516C ? false : nil
  }

  private func isDurationContext(before start: Int, after end: Int) -> Bool {
    // 近 约 过 了 有; 历 来 以 间 的历 前
    let heads: [UInt16] = [0x8FD1, 0x7EA6, 0x8FC7, 0x4E86, 0x8FBE, 0x8D85]
    let tails: [UInt16] = [0x5386, 0x6765, 0x95F4, Unit.front, 0x591A]
    if unit(end) == Unit.of, unit(end + 1) == 0x5386 { return true }
    return heads.contains(unit(start - 1)) || tails.contains(unit(end))
  }

  /// 2015-2016赛季, 2022/23赛季
  private func seasonYears(_ parts: inout DateParts, at start: Int, first: Int, second at: Int)
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
  private func bareYear(_ parts: inout DateParts, value: Int, end: Int) -> Int? {
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
      guard next == Unit.year || next == Unit.rightParenthesis || next == 0x29 || next == 0x8D22
      else { return nil }
      parts.year = value
      return end
    }
    let next = unit(end)
    if next == Unit.rightParenthesis || next == 0x29, Unit.joinsRange(unit(parts.start - 1)) {
      parts.year = value
      return end
    }
    return nil
  }

  private func afterYear(_ parts: inout DateParts) -> DateParts? {
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
    // 同期
    if unit(at) == 0x540C, unit(at + 1) == 0x671F {
      parts.end = at + 2
      parts.isVague = true
      return parts
    }
    takeEdge(&parts)
    return parts
  }

  /// 上半年, 第三季度, 前9个月, 夏天, 春节 after a year.
  private func monthsWord(_ parts: inout DateParts, at start: Int) -> Int? {
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
    case .holiday(let holiday):
      if unit(end) == 0x8054 { return nil }
      parts.holiday = holiday
    default: return nil
    }
    return end
  }

  // MARK: - Month and day

  private func month(_ parts: inout DateParts, at start: Int) -> Int? {
    guard let (value, end) = small(at: start, upTo: 12), value > 0 else {
      // 正月, 腊月, 冬月
      return nil
    }
    let at = skippingSpace(end)
    guard at == end || Unit.isDigit(unit(start)) else { return nil }
    if unit(at) != Unit.month { return months(&parts, from: value, start: start, mark: end) }
    if numerals.kind(start) == NumeralClasses.Kind.hanDigit, units[start] == Unit.two { return nil }
    // 月饼, 月球, 月亮, 月薪 …
    let next = unit(at + 1)
    if [0x997C, 0x7403, 0x4EAE, 0x85AA, 0x5747, 0x5D29, 0x5AC2, 0x5B50].contains(next) {
      return nil
    }
    parts.month = value
    return at + 1
  }

  /// 1-6月, 七八月: two months with one 月.
  private func months(_ parts: inout DateParts, from first: Int, start: Int, mark: Int) -> Int? {
    var at = mark
    if Unit.joinsRange(unit(mark)) || unit(mark) == Unit.ideographicComma { at += 1 }
    guard at > mark || !Unit.isDigit(unit(start)), let (last, end) = small(at: at, upTo: 12),
      last > first, at > mark || last == first + 1, unit(end) == Unit.month,
      day(at: end + 1) == nil, numerals.kind(start - 1) == 0 || unit(start - 1) == Unit.year
    else { return nil }
    parts.months = (first, last)
    return end + 1
  }

  private func afterMonth(_ parts: inout DateParts) -> DateParts? {
    var at = parts.end
    if unit(at) == 0x4EFD {  // 份
      parts.end = at + 1
      takeEdge(&parts)
      return parts
    }
    var inner = skippingSpace(at)
    if unit(inner) == Unit.of { inner += 1 }
    if let end = day(&parts, at: inner, isBare: false) {
      parts.end = end
      return afterDay(&parts)
    }
    // 10月第一周, 7月前三周
    if unit(at) == Unit.ordinal || unit(at) == Unit.front,
      let (_, end) = small(at: at + 1, upTo: 5), unit(end) == 0x5468
    {
      parts.end = end + 1
      parts.isVague = true
      return parts
    }
    at = parts.end
    takeEdge(&parts)
    return parts
  }

  /// 初, 底, 末, 中旬 and the like, where no other word begins with them.
  private func takeEdge(_ parts: inout DateParts) {
    let at = parts.end
    guard let (index, end) = tables.dateWords.table.longest(in: units, at: at),
      case .edge(let edge) = tables.dateWords.list[index]
    else { return }
    let next = unit(end)
    if end - at == 1 {
      switch units[at] {
      case 0x521D:  // 初步 初期 初次 初中 初级
        if [0x6B65, 0x6B21, 0x4E2D, 0x7EA7, 0x5FC3, 0x5BA1, 0x8BC4, 0x521D].contains(next) {
          return
        }
      case 0x4E2D:  // 中 only at the end of a phrase: 8月中，
        if Unit.isHan(next), next != Unit.of, next != 0x63D0 { return }
        if parts.month == nil { return }
      case 0x5E95:
        if [0x8574, 0x90E8, 0x76D8, 0x7279].contains(next) { return }
      default: break
      }
    }
    if units[at] == 0x4E4B || end - at == 2 && [0x671F].contains(units[at + 1]) {
      // 之初; 初期, 早期, 中期 after years and centuries only
      if parts.month != nil { return }
    }
    parts.edge = edge
    parts.end = end
  }

  /// 27日 at `start`, whatever stands around it.
  private func day(at start: Int) -> Int? {
    guard let (value, end) = small(at: start, upTo: 31), value > 0,
      unit(end) == Unit.day || unit(end) == Unit.dayNumber
    else { return nil }
    return value
  }

  private func day(_ parts: inout DateParts, at start: Int, isBare: Bool) -> Int? {
    guard let (value, end) = small(at: start, upTo: 31), value > 0 else { return nil }
    let isArabic = Unit.isDigit(unit(start))
    if isBare, !isArabic { return nil }
    let at = isArabic ? skippingSpace(end) : end
    let next = unit(at + 1)
    switch unit(at) {
    case Unit.day:
      if isBare {
        if numerals.kind(start - 1) != 0 { return nil }
        // 日本 (but 26日本报讯), 日元, 日均, 日内, 日游, 日历
        if next == 0x672C, ![0x62A5, 0x5468, 0x6708, 0x6B21].contains(unit(at + 2)) { return nil }
        if [0x5143, 0x5706, 0x5747, 0x6E38, 0x5386, 0x5185, 0x9F84, Unit.year].contains(
          next)
        {
          return nil
        }
        // 休息期为90日 is out of range by itself; 每3日, 满30日, 为期5日 are durations.
        if [0x6BCF, 0x6EE1, 0x671F, 0x5171, 0x8FDE].contains(unit(start - 1)) { return nil }
      }
      parts.day = value
      return at + 1
    case Unit.dayNumber:
      if isBare {
        // 6号线, 2号楼 are names; 10号 is a day beside another day or a part of the day.
        guard isDayNumber(before: start, after: at + 1) else { return nil }
      } else if [0x7EBF, 0x697C].contains(next) {
        return nil
      }
      parts.day = value
      return at + 1
    default:
      // 27 of 7月27-29日; 3 of 3-4日; 1、2日
      let mark = unit(end)
      guard Unit.joinsRange(mark) || mark == Unit.ideographicComma,
        let (last, lastEnd) = small(at: end + 1, upTo: 31), last > value,
        unit(lastEnd) == Unit.day || unit(lastEnd) == Unit.dayNumber && !isBare,
        ![0x5143, 0x5706, 0x5747, 0x6E38, 0x5185].contains(unit(lastEnd + 1)),
        unit(lastEnd + 1) != 0x672C || unit(lastEnd + 2) == 0x62A5
      else { return nil }
      parts.day = value
      return end
    }
  }

  private func isDayNumber(before start: Int, after end: Int) -> Bool {
    if let (index, _) = tables.dateWords.table.longest(in: units, at: end),
      case .part = tables.dateWords.list[index]
    {
      return true
    }
    // 到10号, 从3号, 这月, 这个月
    return [0x81F3, 0x5230].contains(unit(start - 1)) && Unit.isDigit(unit(start - 4))
  }

  private func afterDay(_ parts: inout DateParts) -> DateParts {
    var at = parts.end
    // 9月30日星期天
    if let (weekday, end) = weekday(at: skippingSpace(at)) {
      parts.weekday = weekday
      parts.end = end
      at = end
    }
    takePartAndClock(&parts)
    return parts
  }

  /// 晚8时许 after a day.
  private func takePartAndClock(_ parts: inout DateParts) {
    var at = skippingSpace(parts.end)
    if unit(at) == Unit.of, parts.hasDate { at += 1 }
    if let (index, end) = tables.dateWords.table.longest(in: units, at: at),
      case .part(let raises, let name) = tables.dateWords.list[index],
      end - at > 1 || !blocksPart(units[at], next: unit(end))
    {
      parts.raises = raises
      parts.part = name
      parts.end = end
      // 下午或傍晚时段
      at = skippingSpace(end)
      if unit(at) == 0x7EA6 { at += 1 }
      at = skippingSpace(at)
    } else if unit(at - 1) == Unit.of {
      return
    }
    _ = clock(&parts, at: at, isBare: false)
  }

  /// 晚 of 晚会, 夜 of 夜间市场, 早 of 早已.
  private func blocksPart(_ part: UInt16, next: UInt16) -> Bool {
    switch part {
    case 0x665A: [0x4F1A, 0x62A5, 0x4E8E, 0x5BB4, 0x671F, 0x9910, 0x4E9B].contains(next)
    case 0x65E9:
      [0x5DF2, 0x5728, Unit.front, 0x4E8E, 0x671F, 0x5C31, 0x4E9B, 0x62A5, 0x9910].contains(next)
    case 0x591C: [0x5E02, 0x666F, 0x7ECF, 0x73B0].contains(next)
    default: false
    }
  }

  // MARK: - Clock

  /// 8时许, 三点半, 14时51分, 15:30; a bare 3点 needs more than itself.
  private func clock(_ parts: inout DateParts, at start: Int, isBare: Bool) -> Bool {
    if Unit.isDigit(unit(start)) {
      let before = parts.hour
      takeColonClock(&parts, at: start)
      if parts.hour != before { return true }
    }
    guard let (hour, hourEnd) = small(at: start, upTo: 24), hourEnd > start else { return false }
    var at = Unit.isDigit(unit(start)) ? skippingSpace(hourEnd) : hourEnd
    let mark = unit(at)
    guard mark == Unit.hour || mark == Unit.point else { return rangeHour(&parts, hour, hourEnd) }
    at += 1
    var isSure = mark == Unit.hour && Unit.isDigit(unit(start))
    // 时间, 时速, 时候, 时代, 时期, 时差
    if mark == Unit.hour, [0x95F4, 0x901F, 0x5019, 0x4EE3, 0x671F, 0x5DEE].contains(unit(at)) {
      return false
    }
    var minute: Int?
    var second: Int?
    switch unit(at) {
    case 0x8BB8: (isSure, at) = (true, at + 1)  // 许
    case 0x6574: isSure = true  // 整
    case 0x949F: (isSure, at) = (true, at + 1)  // 钟
    case Unit.half: (isSure, minute, at) = (true, 30, at + 1)
    case Unit.one where unit(at + 1) == 0x523B: (isSure, minute, at) = (true, 15, at + 2)
    case 0x4E09 where unit(at + 1) == 0x523B: (isSure, minute, at) = (true, 45, at + 2)
    default:
      if let (value, end) = small(at: skippingSpace(at), upTo: 59) {
        let minuteAt = skippingSpace(end)
        if unit(minuteAt) == Unit.minute, unit(minuteAt + 1) != 0x949F {
          (isSure, minute, at) = (true, value, minuteAt + 1)
          if let (value, end) = small(at: at, upTo: 59), unit(end) == Unit.second {
            (second, at) = (value, end + 1)
          }
          if unit(at) == 0x8BB8 { at += 1 }
        } else if mark == Unit.point, end - at == 2, !isBare, !Unit.isHan(unit(end)) {
          (minute, at) = (value, end)
        }
      }
    }
    if mark == Unit.point, !isBare { isSure = true }
    if isBare, !isSure {
      // 从3点, 至5点, 每天8点
      guard mark == Unit.point, [0x5230, 0x81F3, 0x5929].contains(unit(start - 1)) else {
        return false
      }
    }
    if !isBare { isSure = true }
    if numerals.kind(start - 1) != 0, isBare { return false }
    if isBare, !Unit.isDigit(unit(start)), minute == nil, !isSure { return false }
    setHour(hour, &parts)
    parts.minute = minute
    parts.second = second
    parts.end = at
    // 0时至24时
    if hour == 0, minute == nil, Unit.joinsRange(unit(at)), let (last, end) = small(at: at + 1),
      last == 24, unit(end) == mark
    {
      parts.end = end + 1
    }
    return true
  }

  /// 0 of 0—24时, 8 of 8-10点, after a day or part of the day.
  private func rangeHour(_ parts: inout DateParts, _ hour: Int, _ end: Int) -> Bool {
    guard Unit.joinsRange(unit(end)), let (last, lastEnd) = small(at: end + 1, upTo: 24),
      last > hour, unit(lastEnd) == Unit.hour || unit(lastEnd) == Unit.point && parts.hasDate,
      unit(lastEnd + 1) != 0x95F4
    else { return false }
    setHour(hour, &parts)
    // 0—24时 is the whole day; other ends stand for themselves.
    parts.end = hour == 0 && last == 24 ? lastEnd + 1 : end
    return true
  }

  // MARK: - From a word

  private func word(at start: Int) -> DateParts? {
    var parts = DateParts(start: start, end: start)
    if let (weekday, end) = weekday(at: start) {
      let before = unit(start - 1)
      if numerals.kind(start - 1) != 0 || before == Unit.measureWord || before == 0x300A {
        return nil
      }
      if before == 0x6BCF { parts.isSet = true }
      parts.weekday = weekday
      parts.end = end
      takePartAndClock(&parts)
      return parts
    }
    switch unit(start) {
    case 0x519C, 0x9634, 0x6B63, 0x814A, 0x51AC, 0x5927:  // 农历 阴历 正月 腊月 冬月 大年
      if let end = lunarDay(&parts, at: start) {
        parts.end = end
        if let (index, stop) = tables.dateWords.table.longest(in: units, at: end),
          case .holiday = tables.dateWords.list[index]
        {
          parts.end = stop
        }
        takePartAndClock(&parts)
        return parts
      }
    case Unit.up, 0x672C:  // 上世纪, 上个世纪, 本世纪
      if let end = centuryWord(&parts, at: start) {
        parts.end = end
        return parts
      }
    case 0x516C:  // 公元前221年
      if unit(start + 1) == 0x5143 {
        let at = unit(start + 2) == Unit.front ? start + 3 : start + 2
        if let end = year(&parts, at: at) {
          parts.end = end
          return afterYear(&parts)
        }
      }
      return nil
    case Unit.front:
      // 前5个月
      if !Unit.isHan(unit(start - 1)), let end = monthsWord(&parts, at: start) {
        parts.end = end
        return parts
      }
    case Unit.some, Unit.several, Unit.two:
      if let ago = distance(at: start) { return ago }
    default: break
    }
    guard let (index, end) = tables.dateWords.table.longest(in: units, at: start) else {
      return nil
    }
    parts.end = end
    switch tables.dateWords.list[index] {
    case .year(let reference):
      // 同年龄, 同年级
      if [0x9F84, 0x7EA7].contains(unit(end)) { return nil }
      parts.yearReference = reference
      return afterYear(&parts)
    case .month(let reference):
      if unit(start) == 0x4E0B, Unit.isHan(unit(start - 1)), unit(start - 1) == 0x4EE5 {
        return nil
      }
      parts.monthReference = reference
      if let day = day(&parts, at: end, isBare: false) {
        parts.end = day
        return afterDay(&parts)
      }
      return afterMonth(&parts)
    case .week(let reference):
      parts.weekReference = reference
      // 日本周边, 本周期
      if [0x671F, 0x8FB9].contains(unit(end)) { return nil }
      if let (weekday, stop) = weekday(at: end - 1) ?? weekday(at: end - 2) ?? weekdayDigit(at: end)
      {
        parts.weekday = weekday
        parts.end = stop
        takePartAndClock(&parts)
        return parts
      }
      // 上周末, 下周初
      if unit(end) == 0x672B || unit(end) == 0x521D {
        parts.end = end + 1
        parts.isVague = true
      } else if unit(end) == 0x65E9, unit(end + 1) == 0x4E9B, unit(end + 2) == Unit.hour {
        parts.end = end + 4  // 早些时候
      }
      return parts
    case .day(let reference):
      // 《今日美国》, “今日俄罗斯”, 昨天的今天
      let before = unit(start - 1)
      if before == 0x300A || before == 0x201C && unit(end - 1) == Unit.day { return nil }
      // 时至今日, 光明日报, 今日俄罗斯, 如今天天
      if before == 0x5982 { return nil }
      if before == 0x81F3 && unit(start - 2) == Unit.hour || before == 0x5149 || unit(end) == 0x4FC4
      {
        return nil
      }
      parts.dayReference = reference
      if reference == .same { parts.rule = "same" }
      takePartAndClock(&parts)
      return parts
    case .night(let reference, let raises, let name):
      parts.dayReference = reference
      parts.raises = raises
      parts.part = name
      _ = clock(&parts, at: skippingSpace(end), isBare: false)
      return parts
    case .part(let raises, let name):
      parts.raises = raises
      parts.part = name
      var at = skippingSpace(end)
      if unit(at) == 0x7EA6 { at += 1 }
      return clock(&parts, at: at, isBare: false) ? parts : nil
    case .months(let first, let last):
      if unit(start) == Unit.front, Unit.isHan(unit(start - 1)) { return nil }
      if unit(start) == Unit.front, end - start < 4 { return nil }
      if Unit.isDigit(unit(start - 1)) { return nil }
      parts.months = (first, last)
      takeEdge(&parts)
      return first == 1 && last == 12 || end - start < 3 ? nil : parts
    case .holiday(let holiday):
      guard isHolidayAlone(start: start, end: end) else { return nil }
      parts.holiday = holiday
      takePartAndClock(&parts)
      return parts
    case .yearSeason(let year, let season):
      if unit(end) == Unit.day { return nil }  // 送去夏日的清凉
      parts.yearReference = .offset(year)
      parts.season = season
      return parts
    case .season, .edge: return nil
    }
  }

  /// A holiday with no year is a date where it stands alone or in a frame of time (在国庆节期间).
  private func isHolidayAlone(start: Int, end: Int) -> Bool {
    let before = unit(start - 1)
    let next = unit(end)
    if [0x8054, 0x6863, 0x6652].contains(next) { return false }
    if !Unit.isHan(before), !Unit.isHan(next), before != 0x300A, before != 0x201C { return true }
    if units[start] == 0x5927 { return true }  // 大年初一
    // 在 于 至 到 从; 期 假 当 那 前 后 来 晚
    return [0x5728, 0x4E8E, 0x81F3, 0x5230, 0x4ECE].contains(before)
      && [0x671F, 0x5F53, 0x90A3, 0x524D, 0x540E, 0x6765, 0x665A].contains(next)
  }

  // MARK: - Weekdays

  /// 周三, 星期三, 礼拜天.
  private func weekday(at start: Int) -> (weekday: Int, end: Int)? {
    var at = start
    switch unit(at) {
    case 0x5468: at += 1
    case 0x661F where unit(at + 1) == 0x671F: at += 2
    case 0x793C where unit(at + 1) == 0x62DC: at += 2
    default: return nil
    }
    return weekdayDigit(at: at)
  }

  private func weekdayDigit(at: Int) -> (weekday: Int, end: Int)? {
    let weekday: Int
    switch unit(at) {
    case Unit.day: weekday = 7
    // 星期天, 礼拜天; 周天 is a name.
    case 0x5929 where unit(at - 1) != 0x5468: weekday = 7
    case let digit:
      guard numerals.kind(at) == NumeralClasses.Kind.hanDigit, digit != Unit.two else { return nil }
      weekday = numerals.table.value(digit)
    }
    guard (1...7).contains(weekday) else { return nil }
    let next = unit(at + 1)
    // 周一岳: a name; 周六福; 周五十
    if numerals.kind(at + 1) == NumeralClasses.Kind.smallPower || next == 0x798F { return nil }
    if unit(at) == Unit.day, next == 0x672C || next == 0x62A5 { return nil }
    if unit(at - 1) == 0x5468, next == Unit.year || next == 0x6B21 { return nil }
    return (weekday, at + 1)
  }

  // MARK: - Centuries, decades, distances, the Chinese calendar

  /// 20世纪90年代, 19 世纪末, 90年代, 1930年代.
  private func centuryOrDecade(_ parts: inout DateParts, at start: Int) -> Int? {
    if let (century, end) = small(at: start, upTo: 30), century > 0 {
      let at = skippingSpace(end)
      if unit(at) == 0x4E16, unit(at + 1) == 0x7EAA {
        if numerals.kind(start - 1) != 0 { return nil }
        guard century >= 10 || Unit.isDigit(unit(start)) else { return nil }
        parts.century = century
        parts.end = at + 2
        return decadeOrEdge(&parts)
      }
    }
    var at = start
    while Unit.isDigit(unit(at)), at - start < 5 { at += 1 }
    let count = at - start
    if count == 2 || count == 4 {
      let mark = skippingSpace(at)
      guard unit(mark) == Unit.year, unit(mark + 1) == 0x4EE3, let value = number(start, at),
        value % 10 == 0, count == 2 || (1000...2100).contains(value)
      else { return nil }
      parts.decade = count == 4 ? value : 1900 + value
      parts.end = mark + 2
      takeEdge(&parts)
      return parts.end
    }
    return hanDecade(&parts, at: start)
  }

  private func hanDecade(_ parts: inout DateParts, at start: Int) -> Int? {
    // 五六十年代
    if let numeral = numerals.numeral(at: start), numeral.form == .chinese,
      let value = numeral.minimum?.whole, value >= 10, value < 100, value % 10 == 0,
      unit(numeral.end) == Unit.year, unit(numeral.end + 1) == 0x4EE3
    {
      parts.decade = (parts.century.map { ($0 - 1) * 100 } ?? 1900) + value
      parts.end = numeral.end + 2
      parts.isVague = true
      return parts.end
    }
    guard let (value, end) = small(at: start), value >= 10, value % 10 == 0,
      unit(end) == Unit.year, unit(end + 1) == 0x4EE3
    else { return nil }
    parts.decade = (parts.century.map { ($0 - 1) * 100 } ?? 1900) + value
    parts.end = end + 2
    takeEdge(&parts)
    return parts.end
  }

  private func decadeOrEdge(_ parts: inout DateParts) -> Int {
    if let (value, end) = small(at: skippingSpace(parts.end)), value % 10 == 0,
      unit(skippingSpace(end)) == Unit.year, unit(skippingSpace(end) + 1) == 0x4EE3
    {
      parts.decade = ((parts.century ?? 20) - 1) * 100 + value
      parts.end = skippingSpace(end) + 2
    }
    if parts.decade == nil, hanDecade(&parts, at: parts.end) != nil { return parts.end }
    takeEdge(&parts)
    return parts.end
  }

  private func centuryWord(_ parts: inout DateParts, at start: Int) -> Int? {
    var at = start + 1
    if unit(at) == Unit.measureWord { at += 1 }
    guard unit(at) == 0x4E16, unit(at + 1) == 0x7EAA else { return nil }
    parts.century = unit(start) == Unit.up ? 20 : 21
    parts.end = at + 2
    return decadeOrEdge(&parts)
  }

  /// 三年前, 两个月后, 20多年前, 几天前. Durations that only order events (4天后) stay figures.
  private func distance(at start: Int) -> DateParts? {
    guard let numeral = numerals.numeral(at: start), numeral.power < 4 else { return nil }
    var at = numeral.end
    if numeral.form == .arabic { at = skippingSpace(at) }
    var isVague = numeral.isOpen || numeral.value == nil
    var distance: DateParts.DistanceUnit
    var isCounted = false
    if unit(at) == Unit.measureWord {
      isCounted = true
      at += 1
      if unit(at) == Unit.half { (isVague, at) = (true, at + 1) }
      if unit(at) == Unit.many { (isVague, at) = (true, at + 1) }
    }
    switch unit(at) {
    case Unit.year: distance = .year
    case Unit.month where isCounted: distance = .month
    case 0x5929 where !isCounted: distance = .day
    case 0x5468 where !isCounted: distance = .week
    case 0x661F where unit(at + 1) == 0x671F: (distance, at) = (.week, at + 1)
    case 0x793C where unit(at + 1) == 0x62DC: (distance, at) = (.week, at + 1)
    default: return nil
    }
    at += 1
    if unit(at) == Unit.many || unit(at) == Unit.half { (isVague, at) = (true, at + 1) }
    if unit(at) == 0x4EE5 || unit(at) == 0x4E4B { at += 1 }
    let direction = unit(at)
    let next = unit(at + 1)
    switch direction {
    case Unit.front:
      // 前往 前后 前来 前期 前三 前景
      if [0x5F80, Unit.back, 0x6765, 0x671F, 0x666F, 0x9762, 0x6CBF].contains(next) { return nil }
    case Unit.back:
      if distance == .day || distance == .week { return nil }
      // 后来 后续 后期 后面; 之后
      if [0x6765, 0x7EED, 0x671F, 0x9762].contains(next) || units[at - 1] == 0x4E4B
        || units[at - 1] == 0x4EE5 || !opensDistance(after: start)
      {
        return nil
      }
    default: return nil
    }
    if numeral.isVagueAlone, units[start] == Unit.several, Unit.isHan(unit(start - 1)),
      tables.countNouns.contains(unit(start - 1))
    {
      return nil
    }
    var parts = DateParts(start: start, end: at + 1)
    parts.rule = "distance"
    let count = numeral.value?.whole ?? 0
    parts.distance = (direction == Unit.front ? -count : count, distance)
    parts.isVague = isVague
    // 一个月前的今天, 两天前的凌晨三点
    if direction == Unit.front, unit(at + 1) == Unit.of {
      var inner = parts
      inner.end = at + 2
      if let (index, end) = tables.dateWords.table.longest(in: units, at: at + 2),
        case .day(.offset(0)) = tables.dateWords.list[index]
      {
        parts.end = end
        return parts
      }
      let before = inner.end
      takePartAndClock(&inner)
      if inner.end > before, inner.hour != nil { return inner }
    }
    return parts
  }

  /// Whether 两个月后 is a date by what stands before it: 住院一个月后 only measures the stay.
  private func opensDistance(after start: Int) -> Bool {
    let before = unit(start - 1)
    // 在 着 望 算 于 而 但 且 与 将 是 由 从
    let openers: [UInt16] = [
      0x5728, 0x7740, 0x671B, 0x7B97, 0x4E8E, 0x800C, 0x4F46, 0x4E14, 0x4E0E, 0x5C06, 0x662F,
      0x7531,
      0x4ECE,
    ]
    return !Unit.isHan(before) || openers.contains(before)
  }

  /// 正月十五, 腊月廿三, 大年初二, 农历五月初五.
  private func lunarDay(_ parts: inout DateParts, at start: Int) -> Int? {
    var at = start
    var isLunar = false
    if unit(at + 1) == 0x5386, unit(at) == 0x519C || unit(at) == 0x9634 {  // 农历 阴历
      isLunar = true
      at += 2
    }
    var month: Int
    switch unit(at) {
    case 0x6B63 where unit(at + 1) == Unit.month: (month, at) = (1, at + 2)
    case 0x814A where unit(at + 1) == Unit.month: (month, at) = (12, at + 2)
    case 0x51AC where unit(at + 1) == Unit.month: (month, at) = (11, at + 2)
    case 0x5927 where unit(at + 1) == Unit.year && unit(at + 2) == 0x521D: (month, at) = (1, at + 2)
    default:
      guard isLunar, let (value, end) = small(at: at, upTo: 12), value > 0,
        unit(end) == Unit.month
      else { return nil }
      (month, at) = (value, end + 1)
    }
    let hasFirst = unit(at) == 0x521D
    if hasFirst { at += 1 }
    guard let (day, end) = small(at: at, upTo: 30), day > 0, hasFirst ? day <= 10 : true else {
      guard unit(at - 1) == Unit.month, !hasFirst else { return nil }
      parts.lunar = (month, 0)
      return at
    }
    parts.lunar = (month, day)
    return end
  }
}
