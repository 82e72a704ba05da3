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
  /// The days after the first that a feast goes on for.
  var moreDays = 0
  /// 第三天, of a year or month; -1 is the last.
  var nthDay: Int?
  /// Day 0: the whole month.
  var lunar: (month: Int, day: Int)?
  var isLeapMonth = false
  /// 上旬 1, 中旬 2, 下旬 3
  var third: Int?
  /// 第三周, 第一个星期一 of a month
  var weekOfMonth: Int?
  /// 今明两年: the last of several, relative to the anchor
  var lastOffset: Int?
  var quarter: Int?
  var decade: Int?
  var century: Int?
  /// 三年前: how many of what, negative for the past.
  var distance: (count: Int, unit: DistanceUnit)?
  /// 一年半前
  var isHalfMore = false
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
      || lunar != nil || distance != nil || quarter != nil
  }

  /// The second end of 下午两点到四点 and of 今晚7点到7点30 is in the same part of the day.
  mutating func inheritPart(of first: DateParts, _ units: UnsafeBufferPointer<UInt16>) {
    guard let hour, part == nil, first.raises == 12, let before = first.hour, !hasDate,
      start - first.end == 1, Unit.joinsRange(units[first.end]), hour < 12,
      hour + 12 > before || hour + 12 == before && (minute ?? 0) > (first.minute ?? 0)
    else { return }
    (self.hour, raises, part) = (hour + 12, 12, first.part)
  }
}
