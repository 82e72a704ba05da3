import ICU
import Values

/// Day arithmetic of the proleptic Gregorian calendar.
///
/// The algorithms are those of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
enum CivilDay {
  /// Days since 1970-01-01.
  static func number(_ day: CalendarDay) -> Int {
    let year = day.month <= 2 ? day.year - 1 : day.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func day(_ number: Int) -> CalendarDay {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return CalendarDay(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  static func adding(_ days: Int, to day: CalendarDay) -> CalendarDay {
    self.day(number(day) + days)
  }

  /// 1 Monday … 7 Sunday.
  static func weekday(_ day: CalendarDay) -> Int { ((number(day) + 3) % 7 + 7) % 7 + 1 }

  /// The ISO 8601 week that a Monday begins: 2020-W30.
  static func isoWeek(_ monday: CalendarDay) -> String {
    // The week belongs to the year of its Thursday.
    let thursday = adding(3, to: monday)
    let first = number(CalendarDay(year: thursday.year, month: 1, day: 1))
    let week = (number(thursday) - first) / 7 + 1
    return "\(thursday.year)-W\(week < 10 ? "0" : "")\(week)"
  }

  /// The month `months` away; the day is left out.
  static func addingMonths(_ months: Int, year: Int, month: Int) -> CalendarDay {
    let index = year * 12 + month - 1 + months
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    return CalendarDay(year: year, month: index - year * 12 + 1, day: 0)
  }

  static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day a holiday falls on in a Gregorian year; nil when it cannot be computed.
  static func day(of holiday: DateWords.Holiday, year: Int) -> CalendarDay? {
    switch holiday {
    case .fixed(let month, let day): return CalendarDay(year: year, month: month, day: day)
    case .lunar(let month, let day): return lunar(year: year, month: month, day: day)
    case .newYearsEve:
      return lunar(year: year, month: 1, day: 1).map { adding(-1, to: $0) }
    case .weekday(let month, let week, let weekday):
      let first = CalendarDay(year: year, month: month, day: 1)
      let offset = (weekday - self.weekday(first) + 7) % 7
      return CalendarDay(year: year, month: month, day: 1 + offset + (week - 1) * 7)
    case .qingming:
      // The solar term by the usual rule of thumb, exact from 1900 to 2099.
      guard (1900...2099).contains(year) else { return nil }
      let y = year % 100
      let day =
        year < 2000
        ? (y * 2422 + 55_900) / 10_000 - (y - 1) / 4 : (y * 2422 + 48_100) / 10_000 - y / 4
      return CalendarDay(year: year, month: 4, day: year < 2000 && y == 0 ? 5 : day)
    case .calendar(let calendar, let month, let day, let offset):
      return calendar.day(month: Int(month), day: Int(day), offset: Int(offset), in: year)
    case .term(let longitude): return Sky.term(longitude: longitude, year: year)
    case .tithi(let tithi, let month, let hour):
      return Sky.tithi(tithi, month: month, hour: Double(hour), year: year)
    case .entry(let sign): return Sky.entry(sign: sign, year: year)
    case .orthodoxEaster(let offset):
      // Meeus' Julian algorithm; the Julian calendar is 13 days behind from 1900 to 2099.
      guard (1900...2099).contains(year) else { return nil }
      let d = (19 * (year % 19) + 15) % 30
      let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
      let n = d + e + 114
      return adding(offset + 13, to: CalendarDay(year: year, month: n / 31, day: n % 31 + 1))
    case .easter(let offset):
      // Anonymous Gregorian computus (Meeus).
      let a = year % 19
      let b = year / 100
      let c = year % 100
      let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
      let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
      let m = (a + 11 * h + 22 * l) / 451
      let n = h + l - 7 * m + 114
      return adding(offset, to: CalendarDay(year: year, month: n / 31, day: n % 31 + 1))
    }
  }

  /// A day of the Chinese calendar whose year begins in Gregorian `year`.
  static func lunar(year: Int, month: Int, day: Int, leap: Bool = false) -> CalendarDay? {
    guard (1600...2400).contains(year), day > 0 else { return nil }
    return TextServices.gregorian(lunarYear: year, month: month, day: day, leap: leap).map {
      CalendarDay(year: $0.year, month: $0.month, day: $0.day)
    }
  }
}
