import Values

extension LineReader {
  /// A day in any of the forms of datelines and page headers: 2020年7月26日, 7月26日, 2020-07-26,
  /// 2020/07/26, 07-26. Year, month or day that is not given is 0.
  mutating func takeDay() -> CalendarDay? {
    attempt { reader in
      guard let first = reader.takeNumber(digits: 4) else { return nil }
      reader.skipBlanks()
      if reader.take("年") {
        guard first >= 1900, first < 2200 else { return nil }
        reader.skipBlanks()
        guard let month = reader.takeNumber(digits: 2), (1...12).contains(month) else { return nil }
        reader.skipBlanks()
        guard reader.take("月") else { return nil }
        reader.skipBlanks()
        guard let day = reader.takeDayOfMonth() else { return nil }
        return CalendarDay(year: first, month: month, day: day)
      }
      if reader.take("月") {
        reader.skipBlanks()
        guard (1...12).contains(first), let day = reader.takeDayOfMonth() else { return nil }
        return CalendarDay(year: 0, month: first, day: day)
      }
      guard reader.take("-") || reader.take("/") || reader.take("."),
        let second = reader.takeNumber(digits: 2)
      else { return nil }
      if first >= 1900, first < 2200 {
        guard (1...12).contains(second), reader.take("-") || reader.take("/") || reader.take("."),
          let day = reader.takeNumber(digits: 2), (1...31).contains(day)
        else { return nil }
        return CalendarDay(year: first, month: second, day: day)
      }
      guard (1...12).contains(first), (1...31).contains(second) else { return nil }
      return CalendarDay(year: 0, month: first, day: second)
    }
  }

  private mutating func takeDayOfMonth() -> Int? {
    guard let day = takeNumber(digits: 2), (1...31).contains(day) else { return nil }
    skipBlanks()
    return take("日") ? day : nil
  }

  /// A clock time: 10:21, 10:21:05.
  mutating func takeClock() -> Bool {
    attempt { reader in
      guard let hour = reader.takeNumber(digits: 2), hour < 25, reader.take(":"),
        let minute = reader.takeNumber(digits: 2), minute < 60
      else { return nil }
      if reader.take(":") { _ = reader.takeNumber(digits: 2) }
      return true
    } ?? false
  }
}
