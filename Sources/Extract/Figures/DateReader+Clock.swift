/// Stamps of pages and times of day.
extension DateReader {
  // MARK: - Stamps: 2023-08-09 06:33, 08-10 15:20, 14:30

  func stamp(at start: Int) -> DateParts? {
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
      // 2010-01-29早上七点
      if parts.hour == nil, Unit.isHan(unit(dayEnd)) { takePartAndClock(&parts) }
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
  func isColonPair(at start: Int) -> Bool {
    guard let (_, end) = small(at: start) else { return false }
    return unit(end) == Unit.colon || unit(end) == Unit.wideColon
  }

  func number(_ start: Int, _ end: Int) -> Int? {
    guard end - start <= 4 else { return nil }
    return units[start..<end].reduce(0) { $0 * 10 + Int($1 - Unit.zero) }
  }

  /// 06:33, 15:55:00, 14:00时.
  func takeColonClock(_ parts: inout DateParts, at start: Int) {
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
    if let end = meridiem(&parts, at: stop) {
      parts.end = end
      return
    }
    let suffix = skippingSpace(stop)
    if unit(suffix) == Unit.hour || unit(suffix) == Unit.minute, unit(suffix + 1) != 0x949F {
      stop = suffix + 1
    }
    if unit(stop) == 0x8BB8 { stop += 1 }
    parts.end = stop
  }

  /// pm, AM, p.m. after a clock time of twelve hours.
  private func meridiem(_ parts: inout DateParts, at start: Int) -> Int? {
    guard let hour = parts.hour, hour <= 12 else { return nil }
    let at = skippingSpace(start)
    // Bit 0x20 makes a letter small.
    let letter = unit(at) | 0x20
    guard letter == 0x61 || letter == 0x70 else { return nil }
    let hasStop = unit(at + 1) == Unit.period
    var end = hasStop ? at + 2 : at + 1
    guard unit(end) | 0x20 == 0x6D, !Unit.isLetter(unit(end + 1)) else { return nil }
    end += hasStop && unit(end + 1) == Unit.period ? 2 : 1
    parts.hour = hour % 12 + (letter == 0x70 ? 12 : 0)
    return end
  }

  /// 踏三, 搭半, 三个字 after 点: Cantonese counts minutes by fives.
  private func fives(at start: Int) -> (minute: Int, end: Int)? {
    if unit(start) == 0x8E0F || unit(start) == 0x642D {
      if unit(start + 1) == Unit.half { return (30, start + 2) }
      return small(at: start + 1, upTo: 11).map { ($0.value * 5, $0.end) }
    }
    guard let (value, end) = small(at: start, upTo: 11), value > 0, unit(end) == Unit.measureWord,
      unit(end + 1) == 0x5B57
    else { return nil }
    return (value * 5, end + 2)
  }

  func setHour(_ hour: Int, _ parts: inout DateParts) {
    var value = hour
    if let raises = parts.raises, raises == 12, hour < 12 {
      value = parts.part == "MI" && hour >= 10 || parts.part == "NI" && hour < 5 ? hour : hour + 12
      if parts.part == "NI", hour < 5 { value = hour }
    } else if parts.part == "NI", hour == 12 {
      value = 24
    }
    parts.hour = value
  }

  // MARK: - Clock

  /// 8时许, 三点半, 14时51分, 15:30; a bare 3点 needs more than itself.
  func clock(_ parts: inout DateParts, at start: Int, isBare: Bool) -> Bool {
    if Unit.isDigit(unit(start)) {
      let before = parts.hour
      takeColonClock(&parts, at: start)
      if parts.hour != before { return true }
    }
    guard let (hour, hourEnd) = small(at: start, upTo: 24), hourEnd > start else { return false }
    var at = Unit.isDigit(unit(start)) ? skippingSpace(hourEnd) : hourEnd
    let mark = unit(at)
    guard mark == Unit.hour || mark == Unit.point else {
      // 3pm; letters before it make it a name
      if isBare, hour > 0, hour <= 12, Unit.isDigit(unit(start)), !Unit.isHan(mark) {
        var inner = parts
        inner.hour = hour
        if let end = meridiem(&inner, at: hourEnd) {
          (parts.hour, parts.end) = (inner.hour, end)
          return true
        }
      }
      return rangeHour(&parts, hour, hourEnd)
    }
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
    case 0x31 where unit(at + 1) == 0x523B: (isSure, minute, at) = (true, 15, at + 2)
    case 0x33 where unit(at + 1) == 0x523B: (isSure, minute, at) = (true, 45, at + 2)
    default:
      if mark == Unit.point, !isBare, let (value, end) = fives(at: at) {
        (minute, at) = (value, end)
      } else if let (value, end) = small(at: skippingSpace(at), upTo: 59) {
        let minuteAt = skippingSpace(end)
        if unit(minuteAt) == Unit.minute, unit(minuteAt + 1) != 0x949F {
          (isSure, minute, at) = (true, value, minuteAt + 1)
          if let (value, end) = small(at: at, upTo: 59), unit(end) == Unit.second {
            (second, at) = (value, end + 1)
          }
          if unit(at) == 0x8BB8 { at += 1 }
        } else if mark == Unit.point, end - at == 2, !isBare, !Unit.isHan(unit(end)) {
          (minute, at) = (value, end)
        } else if mark == Unit.point, end - at == 2, Unit.isDigit(unit(at)), followsClock(start),
          !Unit.isDigit(unit(end)), unit(end) != Unit.period
        {
          // 到7点30
          (isSure, minute, at) = (true, value, end)
        }
      }
    }
    if mark == Unit.point, !isBare { isSure = true }
    // 零点; not 零点五
    if isBare, hour == 0, mark == Unit.point, unit(start) == 0x96F6, numerals.kind(at) == 0 {
      isSure = true
    }
    // 下午五点到六点
    if isBare, followsClock(start) { isSure = true }
    if isBare, !isSure {
      // 从3点, 至5点, 每天8点; 十点以后, 十点之前
      let isBefore = [0x5230, 0x81F3, 0x5929].contains(unit(start - 1))
      let isAfter =
        [0x4EE5, 0x4E4B].contains(unit(at)) && [Unit.front, Unit.back].contains(unit(at + 1))
      guard mark == Unit.point, isBefore || isAfter else { return false }
      isSure = isAfter
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

  /// 11点 of 晚上9~11点: the clock time that ends a range whose first end was one.
  func rangeEnd(at start: Int) -> DateParts? {
    var parts = DateParts(start: start, end: start)
    // With a part of the day, a plain 11点 is a time; the range gives it its own.
    parts.part = ""
    guard clock(&parts, at: start, isBare: false), parts.hour != nil else { return nil }
    parts.part = nil
    return parts
  }

  /// Whether a clock time and a word of range stand before `start`.
  private func followsClock(_ start: Int) -> Bool {
    guard Unit.joinsRange(unit(start - 1)) else { return false }
    // 点 时 半 刻 钟
    return [Unit.point, Unit.hour, Unit.half, 0x523B, 0x949F].contains(unit(start - 2))
      || unit(start - 2) == Unit.minute && unit(start - 3) != 0x767E
  }

  /// 0 of 0—24时, 8 of 8-10点, after a day or part of the day.
  func rangeHour(_ parts: inout DateParts, _ hour: Int, _ end: Int) -> Bool {
    guard Unit.joinsRange(unit(end)), let (last, lastEnd) = small(at: end + 1, upTo: 24),
      last > hour,
      unit(lastEnd) == Unit.hour
        || unit(lastEnd) == Unit.point && (parts.hasDate || parts.part != nil),
      unit(lastEnd + 1) != 0x95F4
    else { return false }
    setHour(hour, &parts)
    // 0—24时 is the whole day; other ends stand for themselves.
    parts.end = hour == 0 && last == 24 ? lastEnd + 1 : end
    return true
  }
}
