import Values

/// Turns what date expressions say into ISO values, in text order.
///
/// The anchor is the article's day of publication; what an expression leaves out is taken from the
/// date before it in the same paragraph where that named it (2019年3月…4月20日), and otherwise chosen
/// so that the date lies near the anchor, rather in the past than in the future.
struct DateResolver {
  let units: UnsafeBufferPointer<UInt16>
  /// Year 0 when unknown.
  let anchor: CalendarDay
  /// What 今天 and 昨天 are counted from: the day that the text names as its own, else the anchor.
  private let today: CalendarDay
  /// The last date named, 0 where not known.
  private var last = CalendarDay(year: 0, month: 0, day: 0)
  /// The year and month that this sentence's dates have named.
  private var named = CalendarDay(year: 0, month: 0, day: 0)
  private var sentenceEnd = -1
  private var lastEnd = 0
  /// The days of feasts by year: some take a year of the Moon's positions to find. Feasts and the years
  /// that calendars reach are a few hundred each, and texts name few.
  private var feasts: [Feast: CalendarDay?] = [:]

  private struct Feast: Hashable {
    var holiday: DateWords.Holiday
    var year: Int
  }

  init(units: UnsafeBufferPointer<UInt16>, anchor: CalendarDay?, today: CalendarDay? = nil) {
    self.units = units
    self.anchor = anchor ?? CalendarDay(year: 0, month: 0, day: 0)
    self.today = today ?? self.anchor
  }

  private var hasDay: Bool { anchor.year != 0 && anchor.month > 0 && anchor.day > 0 }

  mutating func expression(for parts: DateParts) -> DateExpression {
    enterSentence(of: parts.start)
    defer { lastEnd = parts.end }
    var value: String?
    var endValue: String?
    var kind = DateExpression.Kind.date
    var usesAnchor = true
    if parts.isSet {
      kind = .set
      // 每周三 is XXXX-WXX-3.
      value = parts.weekday.map { "XXXX-WXX-\($0)" + (clock(parts) ?? "") }
    } else if let quarter = parts.quarter {
      kind = .period
      if anchor.year > 0, anchor.month > 0 {
        let first = CivilDay.addingMonths(
          quarter * 3, year: anchor.year, month: (anchor.month - 1) / 3 * 3 + 1)
        value = first.iso
        endValue = CivilDay.addingMonths(2, year: first.year, month: first.month).iso
      }
    } else if let lunar = parts.lunar, lunar.day == 0 {
      kind = .period
      if let (first, last) = lunarMonth(parts, lunar.month) {
        (value, endValue) = (first.iso, last.iso)
      }
    } else if let week = parts.weekOfMonth {
      kind = parts.weekday == nil ? .period : .date
      if let day = dayOfWeek(parts, week) {
        value = day.iso + (parts.weekday == nil ? "" : clock(parts) ?? "")
        endValue = parts.weekday == nil ? CivilDay.adding(6, to: day).iso : nil
        remember(day)
      }
    } else if let decade = parts.decade {
      var years = decadeYears(decade, edge: parts.edge)
      if parts.isVague { years.1 += 10 }
      (value, endValue, kind, usesAnchor) = (String(years.0), String(years.1), .period, false)
    } else if let century = parts.century {
      value = String((century - 1) * 100 + 1)
      endValue = String(century * 100)
      (kind, usesAnchor) = (.period, false)
    } else if let distance = parts.distance {
      let day = resolve(
        distance, isVague: parts.isVague, isHalfMore: parts.isHalfMore, at: parts.start)
      value = day?.iso
      if let day { remember(day) }
      if let day, let clock = clock(parts), day.day > 0 {
        value = day.iso + clock
        kind = .datetime
      }
    } else if parts.weekReference != nil || parts.weekday != nil, parts.day == nil {
      if let (first, final) = week(parts) {
        value = final == nil ? first.iso : CivilDay.isoWeek(first)
        endValue = final?.iso
        if final == nil { remember(first) }
        if endValue != nil { kind = .period }
        if final == nil, let clock = clock(parts) {
          value = first.iso + clock
          kind = .datetime
        }
      }
    } else if parts.hasDate || parts.months != nil {
      let day = calendarDay(parts)
      usesAnchor = parts.year == nil || parts.holiday != nil
      if let months = parts.months ?? parts.season.map(Self.months) {
        kind = .period
        if let day, !parts.isVague {
          value = CalendarDay(year: day.year, month: months.first, day: 0).iso
          let endYear = months.last < months.first ? day.year + 1 : day.year
          endValue = CalendarDay(year: endYear, month: months.last, day: 0).iso
        }
      } else if let day {
        value = day.iso
        if let last = parts.lastOffset, parts.yearReference != nil {
          endValue = CalendarDay(year: anchor.year + last, month: 0, day: 0).iso
          kind = .period
        } else if let last = parts.lastOffset {
          endValue = CivilDay.adding(last, to: today).iso
          kind = .period
        } else if let third = parts.third, day.month > 0 {
          // 7月中旬
          kind = .period
          let length = CivilDay.length(year: day.year, month: day.month)
          value = CalendarDay(year: day.year, month: day.month, day: third * 10 - 9).iso
          endValue =
            CalendarDay(year: day.year, month: day.month, day: third == 3 ? length : third * 10).iso
        } else if parts.moreDays > 0 {
          endValue = CivilDay.adding(parts.moreDays, to: day).iso
          kind = .period
        } else if let endYear = parts.endYear {
          endValue = String(endYear)
          kind = .period
        } else if day.month == 0 || day.day == 0 {
          kind = .period
        }
        if let clock = clock(parts), day.day > 0 {
          value = day.iso + clock
          endValue = nil
          kind = .datetime
        }
      }
      if let day { remember(day) }
      if parts.year != nil || parts.yearReference != nil { named.year = day?.year ?? 0 }
      if parts.month != nil || parts.monthReference != nil { named.month = day?.month ?? 0 }
    } else {
      kind = .time
      if last.day > 0, last.year > 0, let clock = clock(parts) { value = last.iso + clock }
    }
    return DateExpression(
      span: Span(parts.start, parts.end), kind: kind, value: value ?? partial(parts),
      endValue: endValue,
      anchor: usesAnchor && value != nil && anchor.year > 0 ? anchor.iso : nil, rule: parts.rule)
  }

  // MARK: - Context

  /// What one sentence names (2019年3月) holds for the dates after it in the same sentence only.
  private mutating func enterSentence(of position: Int) {
    guard position >= sentenceEnd else { return }
    var end = position
    while end < units.count, units[end] != Unit.newline, units[end] != 0x3002 { end += 1 }
    sentenceEnd = end
    named = CalendarDay(year: 0, month: 0, day: 0)
  }

  /// A date named in passing is no anchor: what follows it without a year is as often of the day of
  /// writing as of that date.
  private mutating func remember(_ day: CalendarDay) { last = day }

  /// 将, 拟, 预计 soon after: the date lies ahead.
  private func isAhead(after end: Int) -> Bool {
    var at = end
    while at < units.count, at < end + 10 {
      switch units[at] {
      case 0x5C06, 0x62DF: return true  // 将 拟
      case 0x3002, 0xFF0C, Unit.newline, 0xFF1B: return false
      default: at += 1
      }
    }
    return false
  }

  // MARK: - Parts

  private mutating func calendarDay(_ parts: DateParts) -> CalendarDay? {
    if let nth = parts.nthDay {
      var whole = parts
      whole.nthDay = nil
      return calendarDay(whole).flatMap { nthDay(nth, of: $0) }
    }
    if let reference = parts.dayReference { return day(reference) }
    if let holiday = parts.holiday {
      // 去年春节到元宵节: the second end is of the first one's year.
      let isEnd = parts.start - lastEnd == 1 && Unit.joinsRange(units[lastEnd]) && last.year > 0
      guard let year = year(parts) ?? (isEnd ? last.year : anchor.year > 0 ? anchor.year : nil)
      else { return nil }
      let feast = Feast(holiday: holiday, year: year)
      if let known = feasts[feast] { return known }
      let day = CivilDay.day(of: holiday, year: year)
      feasts.updateValue(day, forKey: feast)
      return day
    }
    if let lunar = parts.lunar {
      guard let year = year(parts) ?? (anchor.year > 0 ? anchor.year : nil) else { return nil }
      return CivilDay.lunar(
        year: year, month: lunar.month, day: lunar.day, leap: parts.isLeapMonth)
    }
    if let reference = parts.monthReference {
      guard let month = month(reference) else { return nil }
      return valid(
        CalendarDay(year: year(parts) ?? month.year, month: month.month, day: parts.day ?? 0))
    }
    if let month = parts.month {
      let stated = year(parts)
      if parts.yearReference != nil, stated == nil { return nil }
      guard var year = stated ?? nearYear(month: month, end: parts.end) else { return nil }
      // 2月29日 is of the last year that had one.
      if stated == nil, month == 2, parts.day == 29 {
        for _ in 0..<8 where CivilDay.length(year: year, month: 2) < 29 { year -= 1 }
      }
      return valid(CalendarDay(year: year, month: month, day: parts.day ?? 0))
    }
    if let day = parts.day {
      return dayAlone(day, end: parts.end)
    }
    if let months = parts.months, year(parts) == nil, parts.yearReference == nil {
      return anchor.year == 0 ? nil : CalendarDay(year: anchor.year, month: months.first, day: 0)
    }
    guard let year = year(parts) else { return nil }
    if parts.isVague, parts.months == nil, anchor.month > 0, year != anchor.year,
      case .offset = parts.yearReference
    {
      // 去年同期: the same month a year ago.
      return CalendarDay(year: year, month: anchor.month, day: 0)
    }
    return CalendarDay(year: year, month: 0, day: 0)
  }

  /// The nth day of a year or month, or its last.
  private func nthDay(_ count: Int, of whole: CalendarDay) -> CalendarDay? {
    let first = CalendarDay(year: whole.year, month: max(1, whole.month), day: 1)
    let next = CalendarDay(
      year: whole.month == 12 || whole.month == 0 ? whole.year + 1 : whole.year,
      month: whole.month == 0 ? 1 : whole.month % 12 + 1, day: 1)
    let length = CivilDay.number(next) - CivilDay.number(first)
    guard count <= length else { return nil }
    return CivilDay.adding(count > 0 ? count - 1 : length - 1, to: first)
  }

  /// The first and last day of a month of the Chinese calendar.
  private func lunarMonth(_ parts: DateParts, _ month: Int) -> (CalendarDay, CalendarDay)? {
    guard let year = year(parts) ?? (anchor.year > 0 ? anchor.year : nil),
      let first = CivilDay.lunar(year: year, month: month, day: 1, leap: parts.isLeapMonth)
    else { return nil }
    // Its months have 29 or 30 days: the 30th of a short one is the first of the next.
    let start = CivilDay.number(first)
    let thirtieth = CivilDay.lunar(year: year, month: month, day: 30, leap: parts.isLeapMonth)
    let next = CivilDay.lunar(year: year, month: month + 1, day: 1)
    let isShort = next.map { CivilDay.number($0) == start + 29 } ?? false
    let last = isShort ? start + 28 : thirtieth.map(CivilDay.number) ?? start + 28
    return (first, CivilDay.day(last))
  }

  /// The nth Monday, or other weekday, of a month.
  private mutating func dayOfWeek(_ parts: DateParts, _ week: Int) -> CalendarDay? {
    var month = parts
    month.weekday = nil
    guard let base = calendarDay(month), base.month > 0 else { return nil }
    let first = CalendarDay(year: base.year, month: base.month, day: 1)
    let offset = ((parts.weekday ?? 1) - CivilDay.weekday(first) + 7) % 7
    return CivilDay.adding(offset + (week - 1) * 7, to: first)
  }

  private func valid(_ day: CalendarDay) -> CalendarDay? {
    day.day <= CivilDay.length(year: day.year, month: day.month) ? day : nil
  }

  private func year(_ parts: DateParts) -> Int? {
    if let year = parts.year { return year }
    guard let reference = parts.yearReference else { return nil }
    switch reference {
    case .offset(let years): return anchor.year == 0 ? nil : anchor.year + years
    case .same: return last.year == 0 ? nil : last.year
    case .next: return last.year == 0 ? nil : last.year + 1
    case .previous: return last.year == 0 ? nil : last.year - 1
    }
  }

  private func month(_ reference: DateWords.Reference) -> CalendarDay? {
    switch reference {
    case .offset(let months):
      guard anchor.year > 0, anchor.month > 0 else { return nil }
      return CivilDay.addingMonths(months, year: anchor.year, month: anchor.month)
    default:
      guard last.year > 0, last.month > 0 else { return nil }
      let offset = reference == .next ? 1 : reference == .previous ? -1 : 0
      return CivilDay.addingMonths(offset, year: last.year, month: last.month)
    }
  }

  private func day(_ reference: DateWords.Reference) -> CalendarDay? {
    switch reference {
    case .offset(let days):
      return hasDay ? CivilDay.adding(days, to: today) : nil
    default:
      let base = last.day > 0 && last.year > 0 ? last : anchor
      guard base.year > 0, base.day > 0 else { return nil }
      return CivilDay.adding(reference == .next ? 1 : reference == .previous ? -1 : 0, to: base)
    }
  }

  /// The year of a month named without one.
  private func nearYear(month: Int, end: Int) -> Int? {
    // What lies within a month of the anchor is news, whatever year was named before.
    if named.year > 0, anchor.month == 0 || abs(month - anchor.month) > 1 { return named.year }
    guard anchor.year > 0 else { return nil }
    guard anchor.month > 0 else { return anchor.year }
    if month - anchor.month >= 8, !isAhead(after: end) { return anchor.year - 1 }
    if anchor.month - month >= 10, isAhead(after: end) { return anchor.year + 1 }
    return anchor.year
  }

  /// A day named without a month: of the paragraph's month, or the last such day.
  private func dayAlone(_ day: Int, end: Int) -> CalendarDay? {
    if named.month > 0, last.year > 0, last.month > 0 {
      // 7月31日至2日
      if last.day > 0, last.day - day >= 20 {
        let next = CivilDay.addingMonths(1, year: last.year, month: last.month)
        return CalendarDay(year: next.year, month: next.month, day: day)
      }
      return valid(CalendarDay(year: last.year, month: last.month, day: day))
    }
    guard hasDay else { return nil }
    // News tell of the day before by its number; more than three days ahead is the month before.
    if day > anchor.day + 3, !isAhead(after: end) {
      let previous = CivilDay.addingMonths(-1, year: anchor.year, month: anchor.month)
      return valid(CalendarDay(year: previous.year, month: previous.month, day: day))
    }
    if anchor.day - day >= 20, isAhead(after: end) {
      let next = CivilDay.addingMonths(1, year: anchor.year, month: anchor.month)
      return CalendarDay(year: next.year, month: next.month, day: day)
    }
    return valid(CalendarDay(year: anchor.year, month: anchor.month, day: day))
  }

  /// The day of a weekday, or both ends of a week.
  private func week(_ parts: DateParts) -> (CalendarDay, CalendarDay?)? {
    guard hasDay else { return nil }
    let today = CivilDay.number(anchor)
    let monday = today - (CivilDay.weekday(anchor) - 1)
    if case .offset(let weeks) = parts.weekReference {
      let first = monday + 7 * weeks
      if let weekday = parts.weekday { return (CivilDay.day(first + weekday - 1), nil) }
      return (CivilDay.day(first), CivilDay.day(first + 6))
    }
    guard let weekday = parts.weekday else { return nil }
    var day = monday + weekday - 1
    if isAhead(after: parts.end) {
      if day < today { day += 7 }
    } else if day > today {
      day -= 7
    }
    return (CivilDay.day(day), nil)
  }

  private func resolve(
    _ distance: (count: Int, unit: DateParts.DistanceUnit), isVague: Bool, isHalfMore: Bool,
    at position: Int
  ) -> CalendarDay? {
    // 两年后 in a story counts from the date told last; 两年前 from the day of writing.
    let isTold = distance.count > 0 && last.year > 0 && position - lastEnd < 80
    let anchor = isTold ? last : self.anchor
    guard !isVague, anchor.year > 0 else { return nil }
    switch distance.unit {
    case .year where isHalfMore && anchor.month > 0:
      // 一年半前
      return CivilDay.addingMonths(
        distance.count * 12 + (distance.count < 0 ? -6 : 6), year: anchor.year, month: anchor.month)
    case .year: return CalendarDay(year: anchor.year + distance.count, month: 0, day: 0)
    case .month:
      guard anchor.month > 0 else { return nil }
      return CivilDay.addingMonths(distance.count, year: anchor.year, month: anchor.month)
    case .week: return anchor.day > 0 ? CivilDay.adding(7 * distance.count, to: anchor) : nil
    case .day: return anchor.day > 0 ? CivilDay.adding(distance.count, to: anchor) : nil
    }
  }

  /// What is known without an anchor, unknown digits written X as in ISO 8601-2: XXXX-07-23 of 7月23日,
  /// XXXX-XX-22 of 22日, XXXX-WXX-6 of 星期六, T20:24. Nil where nothing is: 昨天, 去年.
  private func partial(_ parts: DateParts) -> String? {
    guard !parts.isVague, !parts.isSet, parts.yearReference == nil, parts.monthReference == nil,
      parts.dayReference == nil, parts.weekReference == nil, parts.distance == nil,
      parts.months == nil, parts.season == nil, parts.lunar == nil, parts.weekOfMonth == nil
    else { return nil }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let clock = clock(parts) ?? ""
    switch (parts.month, parts.day, parts.weekday) {
    case (let month?, let day?, _): return "XXXX-\(two(month))-\(two(day))" + clock
    case (let month?, nil, _): return "XXXX-\(two(month))"
    case (nil, let day?, _): return "XXXX-XX-\(two(day))" + clock
    case (nil, nil, let weekday?): return "XXXX-WXX-\(weekday)" + clock
    default: return parts.hasDate || clock.isEmpty ? nil : clock
    }
  }

  private func clock(_ parts: DateParts) -> String? {
    guard let hour = parts.hour else { return nil }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let minutes = "T\(two(hour)):\(two(parts.minute ?? 0))"
    return parts.second.map { "\(minutes):\(two($0))" } ?? minutes
  }

  private func decadeYears(_ decade: Int, edge: String?) -> (Int, Int) {
    switch edge {
    case "early": (decade, decade + 3)
    case "middle": (decade + 4, decade + 6)
    case "late": (decade + 7, decade + 9)
    default: (decade, decade + 9)
    }
  }

  private static func months(of season: Int) -> (first: Int, last: Int) {
    switch season {
    case 1: (3, 5)
    case 2: (6, 8)
    case 3: (9, 11)
    default: (12, 2)
    }
  }
}
