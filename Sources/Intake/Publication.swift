import Values

/// The day that each article of a document was published on.
///
/// A dateline names month and day; its year comes from a full date in a page head or from the
/// record, else from a date in the text that names the same month. An article without a day of its
/// own has that of the page it stands on.
struct Publication {
  private(set) var days: [CalendarDay?]

  init(_ layouts: [ArticleLayout], units: [UInt16], date: CalendarDay?) {
    let heads = layouts.compactMap(\.headDay).filter { $0.year > 0 }
    let evidence = heads.first ?? date
    days = layouts.map { layout in
      if var day = layout.dateline?.day {
        if day.year == 0 {
          day.year =
            Self.year(of: day, near: layout.headDay.flatMap { $0.year > 0 ? $0 : nil } ?? evidence)
            ?? Self.statedYear(of: day, in: units) ?? 0
        }
        if day.year > 0 { return day }
      }
      if let head = layout.headDay {
        if head.year > 0 { return head }
        if let year = Self.year(of: head, near: evidence) ?? Self.statedYear(of: head, in: units) {
          return CalendarDay(year: year, month: head.month, day: head.day)
        }
      }
      return nil
    }
    let known = days.compactMap { $0 }
    let page = date ?? (Set(known).count == 1 ? known.first : heads.first)
    days = days.map { $0 ?? page }
  }

  /// The year in which a month and day lie nearest to a known day: 12月31日 near 2020-01-01 is 2019.
  private static func year(of day: CalendarDay, near known: CalendarDay?) -> Int? {
    guard let known, known.year > 0 else { return nil }
    guard known.month > 0 else { return known.year }
    let distance = day.month - known.month
    return distance > 6 ? known.year - 1 : distance < -6 ? known.year + 1 : known.year
  }

  /// The year of a full date in the text (2020年7月26日) that lies in the week before the day, or one
  /// day after it, if the text names no later year. Wider windows take a story's anniversaries for its
  /// own year: of 13,000 dated stories this one is right for 98 of 100, one of a month for 90.
  private static func statedYear(of day: CalendarDay, in units: [UInt16]) -> Int? {
    // A story that states its year does so early.
    let limit = min(units.count, 20_000)
    return units.withUnsafeBufferPointer { buffer in
      var latest = 0
      var found: Int?
      for at in 4..<max(4, limit) where buffer[at] == 0x5E74 {  // 年
        var reader = LineReader(buffer, Span(at - 4, min(buffer.count, at + 7)))
        var date = reader
        guard let year = reader.takeNumber(digits: 4), (1990..<2100).contains(year), reader.at == 4
        else { continue }
        latest = max(latest, year)
        if let full = date.takeDay(), full.month == day.month, (-1...7).contains(day.day - full.day)
        {
          found = max(found ?? 0, year)
        }
      }
      return found == latest ? found : nil
    }
  }
}
