/// Dates that begin with a word: 昨天, 上周三, 国庆节.
extension DateReader {
  // MARK: - From a word

  /// Whether ``word(at:)`` is worth asking: its cases, then the words of the table.
  func mayBeginWord(at start: Int) -> Bool {
    switch unit(start) {
    case 0x5468, 0x661F, 0x793C, 0x519C, 0x9634, 0x6B63, 0x814A, 0x51AC, 0x5927, 0x95F0, Unit.up,
      0x672C, 0x516C, Unit.front, Unit.some, Unit.several, Unit.two:
      true
    default: tables.dateWords.table.longest(in: units, at: start) != nil
    }
  }

  func word(at start: Int) -> DateParts? {
    // 马上一年了
    if unit(start) == Unit.up, unit(start - 1) == 0x9A6C { return nil }
    var parts = DateParts(start: start, end: start)
    if let (weekday, end) = weekday(at: start) {
      let before = unit(start - 1)
      if numerals.kind(start - 1) != 0 || before == Unit.measureWord || before == 0x300A {
        return nil
      }
      if before == 0x6BCF {
        parts.isSet = true
        parts.start = start - 1
      }
      parts.weekday = weekday
      parts.end = end
      takePartAndClock(&parts)
      return parts
    }
    switch unit(start) {
    case 0x519C, 0x9634, 0x6B63, 0x814A, 0x51AC, 0x5927, 0x95F0:  // 农历 阴历 正月 腊月 冬月 大年 闰
      if unit(start + 1) == 0x5386, let found = lunarYear(at: start) { return found }
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
    case .years(let first, let last):
      parts.yearReference = .offset(first)
      parts.lastOffset = last
      return parts
    case .days(let first, let last):
      parts.dayReference = .offset(first)
      parts.lastOffset = last
      return parts
    case .quarter(let offset):
      parts.quarter = offset
      takeEdge(&parts)
      return parts
    case .era(let first):
      guard let end = eraYear(&parts, first: first, at: end) else { return nil }
      parts.end = end
      return afterYear(&parts)
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
        ?? weekday(at: end)
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
    case .holiday(let holiday, let more):
      guard isHolidayAlone(start: start, end: end) else { return nil }
      parts.holiday = holiday
      parts.moreDays = more
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
  func isHolidayAlone(start: Int, end: Int) -> Bool {
    let before = unit(start - 1)
    let next = unit(end)
    if [0x8054, 0x6863, 0x6652].contains(next) { return false }
    if !Unit.isHan(before) || Unit.joinsRange(before), !Unit.isHan(next), before != 0x300A,
      before != 0x201C
    {
      return true
    }
    if units[start] == 0x5927 { return true }  // 大年初一
    // 圣诞节我想…, 中秋节他们…: 我 你 他 她 咱
    if !Unit.isHan(before), before != 0x300A, before != 0x201C,
      [0x6211, 0x4F60, 0x4ED6, 0x5979, 0x54B1].contains(next)
    {
      return true
    }
    // 明天元旦; 除夕晚上
    if before == 0x5929, [0x4ECA, 0x660E, 0x6628, Unit.back, Unit.front].contains(unit(start - 2)) {
      return true
    }
    if !Unit.isHan(before), before != 0x300A, before != 0x201C,
      let (index, _) = tables.dateWords.table.longest(in: units, at: end),
      case .part = tables.dateWords.list[index]
    {
      return true
    }
    // 在 于 至 到 从; 期 假 当 那 前 后 来 晚
    return [0x5728, 0x4E8E, 0x81F3, 0x5230, 0x4ECE].contains(before)
      && [0x671F, 0x5F53, 0x90A3, 0x524D, 0x540E, 0x6765, 0x665A].contains(next)
  }

  // MARK: - Weekdays

  /// 周三, 星期三, 礼拜天.
  func weekday(at start: Int) -> (weekday: Int, end: Int)? {
    var at = start
    switch unit(at) {
    case 0x5468: at += 1
    case 0x661F where unit(at + 1) == 0x671F: at += 2
    case 0x793C where unit(at + 1) == 0x62DC: at += 2
    default: return nil
    }
    return weekdayDigit(at: at)
  }

  func weekdayDigit(at: Int) -> (weekday: Int, end: Int)? {
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
}
