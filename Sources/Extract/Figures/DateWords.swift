/// The words of the date grammar, from date_words.txt.
struct DateWords: Sendable {
  enum Reference: Sendable, Hashable {
    case offset(Int)
    /// The one last named, and the ones beside it.
    case same, next, previous
  }

  enum Holiday: Sendable, Hashable {
    case fixed(month: Int, day: Int)
    case lunar(month: Int, day: Int)
    case weekday(month: Int, week: Int, weekday: Int)
    case qingming, newYearsEve
    /// Days from Easter Sunday.
    case easter(Int)
    case orthodoxEaster(Int)
    /// A day of another calendar, moved by some days: eves.
    case calendar(FeastCalendar, month: Int8, day: Int8, offset: Int8)
    /// The Sun's longitude: 90 is the summer solstice.
    case term(Int)
    /// Of a Hindu month, at an hour of the day.
    case tithi(Int, month: Int, hour: Int)
    /// The Sun's entry into a sidereal sign.
    case entry(Int)
  }

  enum Word: Sendable {
    case year(Reference)
    case month(Reference)
    case week(Reference)
    case day(Reference)
    /// 今明两年, 今明两天
    case years(Int, Int)
    case days(Int, Int)
    /// 本季度
    case quarter(Int)
    /// 康熙, 民国: the year before its first.
    case era(Int)
    /// 昨晚: a day and its part.
    case night(Reference, raises: Int, name: String)
    case part(raises: Int, name: String)
    case season(Int)
    /// 今春: a year and its season.
    case yearSeason(Int, Int)
    case months(Int, Int)
    case edge(String)
    /// The days after the first that it goes on for.
    case holiday(Holiday, more: Int)
  }

  let table: PhraseTable
  let list: [Word]
  /// The units that a date may begin with, besides digits.
  let starts: [UInt16]

  init() {
    var phrases: [(phrase: [UInt16], value: Int)] = []
    var list: [Word] = []
    var starts: Set<UInt16> = []
    for row in Knowledge("date_words")?.rows ?? [] where row.count >= 3 {
      guard let word = Self.word(role: row[0], value: row[2]) else { continue }
      for surface in row[1].words() {
        let units = Array(surface.utf16)
        phrases.append((units, list.count))
        switch word {
        case .edge: break
        case .season: break
        case .part where units.count == 1: break
        case .year where units.count == 1: break
        default: if let first = units.first { starts.insert(first) }
        }
      }
      list.append(word)
    }
    // 周三, 星期三, 礼拜三; 正月, 腊月, 农历; 上世纪, 本世纪; 公元; 前三季度, 每周
    starts.formUnion("周星礼正腊冬农阴闰上本公第前后每这零两几".utf16)
    table = PhraseTable(phrases)
    self.list = list
    self.starts = Array(starts)
  }

  private static func word(role: Substring, value: Substring) -> Word? {
    let fields = value.split(separator: " ")
    let reference: Reference =
      switch fields.first ?? "" {
      case "same": .same
      case "next": .next
      case "previous": .previous
      case let number: .offset(Int(number) ?? 0)
      }
    switch role {
    case "year": return .year(reference)
    case "month": return .month(reference)
    case "week": return .week(reference)
    case "day": return .day(reference)
    case "night" where fields.count == 3:
      return .night(reference, raises: Int(fields[1]) == 20 ? 12 : 0, name: String(fields[2]))
    case "part" where fields.count == 2:
      return .part(raises: Int(fields[0]) ?? 0, name: String(fields[1]))
    case "season": return Int(value).map(Word.season)
    case "yearseason" where fields.count == 2:
      return Int(fields[0]).flatMap { year in Int(fields[1]).map { .yearSeason(year, $0) } }
    case "span" where fields.count == 2:
      return Int(fields[0]).flatMap { first in Int(fields[1]).map { .months(first, $0) } }
    case "years" where fields.count == 2:
      return Int(fields[0]).flatMap { first in Int(fields[1]).map { .years(first, $0) } }
    case "days" where fields.count == 2:
      return Int(fields[0]).flatMap { first in Int(fields[1]).map { .days(first, $0) } }
    case "quarter": return Int(value).map(Word.quarter)
    case "era": return Int(value).map(Word.era)
    case "edge": return .edge(String(value))
    case "holiday":
      // 2-14, P -46+45: the days after + are the further ones of a feast of several days.
      let halves = value.split(separator: "+")
      return halves.first.flatMap(holiday).map {
        .holiday($0, more: halves.count > 1 ? Int(halves[1]) ?? 0 : 0)
      }
    default: return nil
    }
  }

  private static func holiday(_ value: Substring) -> Holiday? {
    let fields = value.split(separator: " ")
    let numbers = (fields.last ?? "").split(separator: "-").compactMap { Int($0) }
    let offset = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    switch fields.first ?? "" {
    case "L" where numbers.count == 2: return .lunar(month: numbers[0], day: numbers[1])
    case "W" where numbers.count == 3:
      return .weekday(month: numbers[0], week: numbers[1], weekday: numbers[2])
    case "Q": return .qingming
    case "E": return .newYearsEve
    case "O": return .orthodoxEaster(offset)
    case "P": return .easter(offset)
    case "T": return .term(offset)
    case "S": return .entry(offset)
    case "V" where numbers.count == 3:
      return .tithi(numbers[1], month: numbers[0], hour: numbers[2])
    case let name where fields.count >= 2:
      guard let calendar = FeastCalendar(rawValue: String(name)) else { return nil }
      let day = fields[1].split(separator: "-").compactMap { Int8($0) }
      guard day.count == 2 else { return nil }
      return .calendar(
        calendar, month: day[0], day: day[1], offset: fields.count > 2 ? Int8(fields[2]) ?? 0 : 0)
    default: return numbers.count == 2 ? .fixed(month: numbers[0], day: numbers[1]) : nil
    }
  }
}
