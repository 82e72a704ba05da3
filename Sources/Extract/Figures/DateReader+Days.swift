/// Months and days.
extension DateReader {
  func month(_ parts: inout DateParts, at start: Int) -> Int? {
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
  func months(_ parts: inout DateParts, from first: Int, start: Int, mark: Int) -> Int? {
    var at = mark
    if Unit.joinsRange(unit(mark)) || unit(mark) == Unit.ideographicComma { at += 1 }
    if at > mark, unit(at) == unit(mark), unit(at) == 0x2014 || unit(at) == Unit.hyphen { at += 1 }
    guard at > mark || !Unit.isDigit(unit(start)), let (last, end) = small(at: at, upTo: 12),
      last > first, at > mark || last == first + 1, unit(end) == Unit.month,
      day(at: end + 1) == nil, numerals.kind(start - 1) == 0 || unit(start - 1) == Unit.year
    else { return nil }
    parts.months = (first, last)
    return end + 1
  }

  func afterMonth(_ parts: inout DateParts) -> DateParts? {
    var at = parts.end
    if unit(at) == 0x4EFD {  // 份
      parts.end = at + 1
      at += 1
      if let end = weekOfMonth(&parts, at: unit(at) == Unit.of ? at + 1 : at) {
        parts.end = end
        return afterWeek(&parts)
      }
      takeEdge(&parts)
      return parts
    }
    var inner = skippingSpace(at)
    if unit(inner) == Unit.of { inner += 1 }
    if let end = day(&parts, at: inner, isBare: false) {
      parts.end = end
      return afterDay(&parts)
    }
    if let end = weekOfMonth(&parts, at: unit(at) == Unit.of ? at + 1 : at) {
      parts.end = end
      return afterWeek(&parts)
    }
    if let end = nthDay(&parts, at: inner) {
      parts.end = end
      takePartAndClock(&parts)
      return parts
    }
    // 7月前三周
    if unit(at) == Unit.front, let (_, end) = small(at: at + 1, upTo: 5), unit(end) == 0x5468 {
      parts.end = end + 1
      parts.isVague = true
      return parts
    }
    if parts.month != nil, !Unit.isDigit(unit(at - 2)), let end = lunarDayOfMonth(&parts, at: at) {
      parts.end = end
      takePartAndClock(&parts)
      return parts
    }
    at = parts.end
    takeEdge(&parts)
    return parts
  }

  /// 第一周, 第三个星期日: the week or weekday of a month, counted from its first Monday or such day.
  private func weekOfMonth(_ parts: inout DateParts, at start: Int) -> Int? {
    guard unit(start) == Unit.ordinal, let (count, end) = small(at: start + 1, upTo: 5), count > 0
    else { return nil }
    let at = unit(end) == Unit.measureWord ? end + 1 : end
    if let (weekday, stop) = weekday(at: at) {
      parts.weekday = weekday
      parts.weekOfMonth = count
      return stop
    }
    let stop = unit(at) == 0x5468 ? at + 1 : unit(at) == 0x661F || unit(at) == 0x793C ? at + 2 : 0
    guard stop > 0 else { return nil }
    parts.weekOfMonth = count
    return stop
  }

  private func afterWeek(_ parts: inout DateParts) -> DateParts {
    takePartAndClock(&parts)
    return parts
  }

  /// 八月十五, 五月廿二, 三月初一: a day of the Chinese calendar, which has no 日 after it.
  func lunarDayOfMonth(_ parts: inout DateParts, at start: Int) -> Int? {
    guard let month = parts.month else { return nil }
    let hasFirst = unit(start) == 0x521D  // 初
    let at = hasFirst ? start + 1 : start
    guard numerals.kind(at) != NumeralClasses.Kind.digit, let (day, end) = small(at: at, upTo: 30),
      day > 0, hasFirst ? day <= 10 && end == at + 1 : day > 10
    else { return nil }
    let next = unit(end)
    // 日 号 or a noun: a day of the civil calendar, or a number of its own
    if Unit.isHan(next) {
      guard
        hasFirst || parts.isLeapMonth
          || [0x665A, 0x65E9, Unit.up, 0x4E0B, 0x591C, 0x7684].contains(next),
        next != Unit.day, next != Unit.dayNumber
      else { return nil }
    }
    parts.lunar = (month, day)
    parts.month = nil
    return end
  }

  /// 初, 底, 末, 中旬 and the like, where no other word begins with them.
  func takeEdge(_ parts: inout DateParts) {
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
    // 上旬, 中旬, 下旬
    if parts.month != nil || parts.monthReference != nil, units[end - 1] == 0x65EC {
      parts.third = edge == "early" ? 1 : edge == "late" ? 3 : 2
    }
  }

  /// 27日 at `start`, whatever stands around it.
  func day(at start: Int) -> Int? {
    guard let (value, end) = small(at: start, upTo: 31), value > 0,
      unit(end) == Unit.day || unit(end) == Unit.dayNumber
    else { return nil }
    return value
  }

  func day(_ parts: inout DateParts, at start: Int, isBare: Bool) -> Int? {
    guard let (value, end) = small(at: start, upTo: 31), value > 0 else { return nil }
    let isArabic = Unit.isDigit(unit(start))
    if isBare, !isArabic, !followsDay(start) { return nil }
    let at = isArabic ? skippingSpace(end) : end
    let next = unit(at + 1)
    switch unit(at) {
    case Unit.day:
      if isBare {
        if numerals.kind(start - 1) != 0 { return nil }
        if !isArabic { parts.day = value; return at + 1 }
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
        guard !isArabic || isDayNumber(before: start, after: at + 1) else { return nil }
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

  /// 十日到十二日
  private func followsDay(_ start: Int) -> Bool {
    Unit.joinsRange(unit(start - 1))
      && (unit(start - 2) == Unit.day || unit(start - 2) == Unit.dayNumber)
  }

  func isDayNumber(before start: Int, after end: Int) -> Bool {
    if let (index, _) = tables.dateWords.table.longest(in: units, at: end),
      case .part = tables.dateWords.list[index]
    {
      return true
    }
    // 9月10号，11号
    if unit(start - 1) == Unit.ideographicComma || unit(start - 1) == Unit.wideComma,
      unit(start - 2) == Unit.dayNumber
    {
      return true
    }
    // 到10号, 从3号, 这月, 这个月
    return [0x81F3, 0x5230].contains(unit(start - 1)) && Unit.isDigit(unit(start - 4))
  }

  func afterDay(_ parts: inout DateParts) -> DateParts {
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
  func takePartAndClock(_ parts: inout DateParts) {
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
  func blocksPart(_ part: UInt16, next: UInt16) -> Bool {
    switch part {
    case 0x665A: [0x4F1A, 0x62A5, 0x4E8E, 0x5BB4, 0x671F, 0x9910, 0x4E9B].contains(next)
    case 0x65E9:
      [0x5DF2, 0x5728, Unit.front, 0x4E8E, 0x671F, 0x5C31, 0x4E9B, 0x62A5, 0x9910].contains(next)
    case 0x591C: [0x5E02, 0x666F, 0x7ECF, 0x73B0].contains(next)
    default: false
    }
  }
}
