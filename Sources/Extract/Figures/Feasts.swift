import Foundation
import ICU
import Values

/// Calendars that feasts are reckoned in and that ICU converts.
enum FeastCalendar: String, Sendable {
  case hebrew, persian, coptic, ethiopic
  /// Umm al-Qura, the civil calendar of Saudi Arabia.
  case islamic = "islamic-umalqura"

  /// The calendar's years that may reach into a Gregorian year, earlier first.
  func years(in year: Int) -> ClosedRange<Int> {
    switch self {
    case .hebrew: year + 3760...year + 3761
    case .persian: year - 622...year - 621
    case .coptic: year - 284...year - 283
    case .ethiopic: year - 8...year - 7
    case .islamic:
      // A year of 354.37 days; its first began in July 622.
      (year - 622) * 33 / 32 - 1...(year - 622) * 33 / 32 + 2
    }
  }

  /// The first day `month`/`day` of the calendar that falls in a Gregorian year, moved by `offset`.
  func day(month: Int, day: Int, offset: Int, in year: Int) -> CalendarDay? {
    guard (1600...2400).contains(year) else { return nil }
    for own in years(in: year) {
      guard
        let found = TextServices.gregorian(calendar: rawValue, year: own, month: month, day: day)
      else { return nil }
      if found.year == year {
        return CivilDay.adding(
          offset, to: CalendarDay(year: found.year, month: found.month, day: found.day))
      }
    }
    return nil
  }
}

/// Sun and Moon, for the solar terms of the Chinese calendar and for Hindu feasts, which have no
/// calendar in ICU.
///
/// Jean Meeus, "Astronomical Algorithms", chapters 25 and 47, shortened: the Sun to 0.01°, the Moon
/// to 0.1°, so that terms are exact to some 15 minutes and tithis to some 12. Days that a rule
/// decides by less may be off by one.
enum Sky {
  /// The Sun's apparent longitude in degrees; `time` in days since 1970-01-01, UT.
  static func sun(_ time: Double) -> Double {
    let t = (time + 40_587 - 51_544.5) / 36_525
    let m = radians(357.529_1 + 35_999.050_3 * t)
    let longitude =
      280.466_5 + 36_000.769_8 * t + (1.914_6 - 0.004_8 * t) * sin(m) + 0.02 * sin(2 * m)
    return circle(longitude - 0.005_7 - 0.004_8 * sin(radians(125.04 - 1934.136 * t)))
  }

  /// The Moon's longitude in degrees.
  static func moon(_ time: Double) -> Double {
    let t = (time + 40_587 - 51_544.5) / 36_525
    let d = radians(297.850_2 + 445_267.111_5 * t)
    let m = radians(357.529_1 + 35_999.050_3 * t)
    let n = radians(134.963_4 + 477_198.867_6 * t)
    let f = radians(93.272_1 + 483_202.017_5 * t)
    let terms =
      6.288_8 * sin(n) + 1.274 * sin(2 * d - n) + 0.658_3 * sin(2 * d) + 0.213_6 * sin(2 * n)
      - 0.185_1 * sin(m) - 0.114_3 * sin(2 * f) + 0.058_8 * sin(2 * d - 2 * n)
    let small =
      0.057_1 * sin(2 * d - m - n) + 0.053_3 * sin(2 * d + n) + 0.045_8 * sin(2 * d - m)
      - 0.040_9 * sin(m - n) - 0.034_7 * sin(d) - 0.030_4 * sin(m + n)
    return circle(218.316_5 + 481_267.881_3 * t + terms + small)
  }

  /// The day, in the time zone `hours` east of Greenwich, on which the Sun reaches a longitude; from
  /// January on.
  static func term(longitude: Int, year: Int, hours: Double = 8) -> CalendarDay? {
    guard (1600...2400).contains(year) else { return nil }
    // The Sun stands near 280° at New Year.
    let first = Double(CivilDay.number(CalendarDay(year: year, month: 1, day: 1)))
    var time = first + circle(Double(longitude) - 280) / 360 * 365.25
    for _ in 0..<4 {
      let rest = circle(Double(longitude) - sun(time) + 180) - 180
      time += rest * 365.25 / 360
    }
    return CivilDay.day(Int((time + hours / 24).rounded(.down)))
  }

  /// The day of a Gregorian year on which a tithi (1 … 30, a thirtieth of the lunar month from new
  /// moon on) of a Hindu month (Chaitra 1 … Phalguna 12, from new moon to new moon) holds at an hour
  /// of Indian time.
  static func tithi(_ tithi: Int, month: Int, hour: Double, year: Int) -> CalendarDay? {
    guard (1600...2400).contains(year) else { return nil }
    let first = CivilDay.number(CalendarDay(year: year, month: 1, day: 1))
    // The month is named by the sidereal sign that the Sun enters in it: Aries in Chaitra. A month
    // that it enters none in is a leap month and keeps no feasts.
    for number in first..<first + 366 {
      let time = Double(number) + (hour - 5.5) / 24
      let phase = circle(moon(time) - sun(time))
      guard Int(phase / 12) == tithi - 1 else { continue }
      let begin = sidereal(newMoon(near: time - phase / 360 * 29.530_6))
      let end = sidereal(newMoon(near: time + (360 - phase) / 360 * 29.530_6))
      if begin != end, (begin + 1) % 12 + 1 == month { return CivilDay.day(number) }
    }
    return nil
  }

  /// The day on which the Sun enters a sidereal sign (Aries 0) before sunset in India.
  static func entry(sign: Int, year: Int) -> CalendarDay? {
    guard (1600...2400).contains(year) else { return nil }
    let first = CivilDay.number(CalendarDay(year: year, month: 1, day: 1))
    for number in first..<first + 366 {
      let sunset = Double(number) + (18 - 5.5) / 24
      if sidereal(sunset) == sign, sidereal(sunset - 1) != sign { return CivilDay.day(number) }
    }
    return nil
  }

  private static func newMoon(near time: Double) -> Double {
    var time = time
    for _ in 0..<4 {
      let rest = circle(moon(time) - sun(time) + 180) - 180
      time -= rest / 360 * 29.530_6
    }
    return time
  }

  /// The sidereal sign of the Sun, by the ayanamsa of Lahiri.
  private static func sidereal(_ time: Double) -> Int {
    let years = (time - 10_957) / 365.25
    return Int(circle(sun(time) - 23.853 - 0.013_97 * years) / 30)
  }

  private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

  private static func circle(_ degrees: Double) -> Double {
    degrees - (degrees / 360).rounded(.down) * 360
  }
}
