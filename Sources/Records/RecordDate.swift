import Values

/// Days as records write them: 2020-07-26, 2020-07-26T09:30:00Z, 2020/7/26, 2020年7月26日, 20200726,
/// Sun, 26 Jul 2020 (RFC 5322).
public enum RecordDate {
  /// The first full day in `text`; nil when there is none, or none that the calendar knows.
  public static func day(_ text: String) -> CalendarDay? {
    // Digits and words, in order.
    var parts: [String] = []
    var kind = 0
    for scalar in text.unicodeScalars.prefix(64) {
      let now = ("0"..."9").contains(scalar) ? 1 : scalar.properties.isAlphabetic ? 2 : 0
      if now == 0 {
        kind = 0
      } else if now == kind {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      } else {
        parts.append(String(scalar))
        kind = now
      }
    }
    let numbers = parts.compactMap { Int($0) }
    if let word = parts.firstIndex(where: { months.contains(String($0.prefix(3)).lowercased()) }) {
      guard let month = months.firstIndex(of: String(parts[word].prefix(3)).lowercased()),
        numbers.count >= 2
      else { return nil }
      // 26 Jul 2020, Jul 26, 2020
      return valid(numbers[1], month + 1, numbers[0])
    }
    if let digits = parts.first, digits.utf8.count == 8 || digits.utf8.count == 14,
      let number = Int(digits.prefix(8))
    {
      return valid(number / 10_000, number / 100 % 100, number % 100)
    }
    guard numbers.count >= 3, parts.first?.utf8.count == 4 else { return nil }
    return valid(numbers[0], numbers[1], numbers[2])
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func valid(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1800..<2200).contains(year), (1...12).contains(month),
      (1...lengths[month - 1]).contains(day)
    else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }
}
