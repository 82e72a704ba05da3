/// Centuries, decades, distances and the Chinese calendar.
extension DateReader {
  /// 20世纪90年代, 19 世纪末, 90年代, 1930年代.
  func centuryOrDecade(_ parts: inout DateParts, at start: Int) -> Int? {
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

  func hanDecade(_ parts: inout DateParts, at start: Int) -> Int? {
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

  func decadeOrEdge(_ parts: inout DateParts) -> Int {
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

  func centuryWord(_ parts: inout DateParts, at start: Int) -> Int? {
    var at = start + 1
    if unit(at) == Unit.measureWord { at += 1 }
    guard unit(at) == 0x4E16, unit(at + 1) == 0x7EAA else { return nil }
    parts.century = unit(start) == Unit.up ? 20 : 21
    parts.end = at + 2
    return decadeOrEdge(&parts)
  }

  /// 三年前, 两个月后, 20多年前, 几天前. Durations that only order events (4天后) stay figures.
  func distance(at start: Int) -> DateParts? {
    guard let numeral = numerals.numeral(at: start), numeral.power < 4 else { return nil }
    var isHalfMore = false
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
    // 两日前; 3日前 is before the third.
    case Unit.day where !isCounted && numeral.form == .chinese: distance = .day
    case 0x5468 where !isCounted: distance = .week
    case 0x661F where unit(at + 1) == 0x671F: (distance, at) = (.week, at + 1)
    case 0x793C where unit(at + 1) == 0x62DC: (distance, at) = (.week, at + 1)
    default: return nil
    }
    at += 1
    if unit(at) == Unit.half, distance == .year {
      (isHalfMore, at) = (true, at + 1)
    } else if unit(at) == Unit.many || unit(at) == Unit.half {
      (isVague, at) = (true, at + 1)
    }
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
    parts.isHalfMore = isHalfMore
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
  func opensDistance(after start: Int) -> Bool {
    let before = unit(start - 1)
    // 在 着 望 算 于 而 但 且 与 将 是 由 从
    let openers: [UInt16] = [
      0x5728, 0x7740, 0x671B, 0x7B97, 0x4E8E, 0x800C, 0x4F46, 0x4E14, 0x4E0E, 0x5C06, 0x662F,
      0x7531,
      0x4ECE,
    ]
    return !Unit.isHan(before) || openers.contains(before)
  }

  /// 农历2015年十月初一, 阴历二〇二一年六月, 农历元宵.
  func lunarYear(at start: Int) -> DateParts? {
    var parts = DateParts(start: start, end: start)
    if tables.dateWords.table.longest(in: units, at: start) == nil,
      let (index, end) = tables.dateWords.table.longest(in: units, at: start + 2),
      case .holiday(let holiday, let more) = tables.dateWords.list[index], !Unit.isHan(unit(end))
    {
      parts.holiday = holiday
      parts.moreDays = more
      parts.end = end
      return parts
    }
    guard let yearEnd = year(&parts, at: start + 2), parts.year != nil,
      let (month, end) = small(at: yearEnd, upTo: 12), month > 0, unit(end) == Unit.month
    else { return nil }
    parts.start = start
    parts.month = month
    if let end = lunarDayOfMonth(&parts, at: end + 1) {
      parts.end = end
    } else {
      parts.month = nil
      parts.lunar = (month, 0)
      parts.end = end + 1
    }
    takePartAndClock(&parts)
    return parts
  }

  /// 正月十五, 腊月廿三, 大年初二, 农历五月初五.
  func lunarDay(_ parts: inout DateParts, at start: Int) -> Int? {
    var at = start
    var isLunar = false
    if unit(at + 1) == 0x5386, unit(at) == 0x519C || unit(at) == 0x9634 {  // 农历 阴历
      isLunar = true
      at += 2
    }
    if unit(at) == 0x95F0 {  // 闰
      parts.isLeapMonth = true
      isLunar = true
      at += 1
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
