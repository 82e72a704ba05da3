import Foundation
import Values

@testable import Extract

/// A moment as far as it is given; compared part by part.
struct Moment: Equatable {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute = 0
  var second = 0

  /// Seconds since 1970 of its first second, and of the first second after it.
  var seconds: (start: Int, end: Int)? {
    guard let year else { return nil }
    let first = CivilDay.number(CalendarDay(year: year, month: month ?? 1, day: day ?? 1)) * 86_400
    guard let month else {
      return (first, CivilDay.number(CalendarDay(year: year + 1, month: 1, day: 1)) * 86_400)
    }
    guard day != nil else {
      return (first, first + CivilDay.length(year: year, month: month) * 86_400)
    }
    guard let hour else { return (first, first + 86_400) }
    let start = first + hour * 3600 + minute * 60 + second
    return (start, start + 60)
  }

  /// 2020, 2020-07, 2020-07-26, 2020-07-26T09:30:00, T09:30, 2020-07-26 09:30:00.
  init?(_ text: String) {
    let halves = text.replacingOccurrences(of: " ", with: "T").split(
      separator: "T", omittingEmptySubsequences: false)
    let date = (halves.first ?? "").split(separator: "-")
    if halves.first?.hasPrefix("-") == true { return nil }
    var numbers = date.compactMap { Int($0) }
    guard numbers.count == date.count else { return nil }
    if !numbers.isEmpty { year = numbers.removeFirst() }
    if !numbers.isEmpty { month = numbers.removeFirst() }
    if !numbers.isEmpty { day = numbers.removeFirst() }
    if halves.count > 1 {
      let clock = halves[1].split(separator: ":").compactMap { Int($0) }
      guard let first = clock.first else { return nil }
      hour = first
      if clock.count > 1 { minute = clock[1] }
      if clock.count > 2 { second = clock[2] }
    } else if year == nil {
      return nil
    }
  }

  init(seconds: Int) {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let civil = CivilDay.day(days)
    year = civil.year
    month = civil.month
    day = civil.day
    let rest = seconds - days * 86_400
    hour = rest / 3600
    minute = rest % 3600 / 60
    second = rest % 60
  }
}

/// A stretch of time: one expression, or two that a word of range joins.
struct Stretch {
  var span: Range<Int>
  var text: String
  var start: Int
  var end: Int
  /// Where its last part begins: suites differ in whether the end belongs to the range.
  var lastStart: Int
  var isDay: Bool
}

/// Compares times by rules that hold for all cases of all suites:
/// - a range is one expression there and two here;
/// - words before and after (从, 之间, 左右, 以前) may be part of the span there;
/// - what the text leaves open (the year of 7月3日, the week of 周三, morning or evening of 三点) they
///   resolve to the future and news to the past: any of the neighbours is right;
/// - a part of the day (昨晚) is a stretch of hours there and its day here;
/// - vague edges and seasons (年初, 去年夏天) have days of their own there, and whole months here;
/// - a distance (三小时后) is a moment there and a duration here.
struct TimeJudge {
  let reader: SuiteReader
  let reference: Moment

  private var published: CalendarDay {
    CalendarDay(year: reference.year ?? 0, month: reference.month ?? 0, day: reference.day ?? 0)
  }

  static let joins: Set<String> = [
    "到", "至", "-", "—", "——", "~", "～", "–", "－", "和", "与", "起至", " 至 ", " 到 ", "，", ",", "--",
    "到了",
    "之后",
  ]

  func found(in text: String) -> [SuiteReader.Found] {
    reader.found(in: text, published: published)
  }

  /// The times of a text; ranges joined.
  func stretches(in text: String) -> [Stretch] {
    var stretches: [Stretch] = []
    for item in found(in: text) {
      guard let date = item.date, let value = date.value else { continue }
      guard let stretch = stretch(item.span, text, value, date.endValue) else { continue }
      if let last = stretches.last,
        Self.joins.contains(text[utf16: last.span.upperBound..<item.span.lowerBound]),
        stretch.start > last.start || stretch.start < 86_400
          || stretch.start > last.start - 86_400 && value.hasPrefix("T")
      {
        let wraps = stretch.start < last.start
        stretches.removeLast()
        let span = last.span.lowerBound..<item.span.upperBound
        stretches.append(
          Stretch(
            span: span, text: text[utf16: span], start: last.start,
            end: stretch.end + (wraps ? 86_400 : 0),
            lastStart: stretch.lastStart + (wraps ? 86_400 : 0), isDay: false))
      } else {
        stretches.append(stretch)
      }
    }
    return stretches
  }

  private func stretch(_ span: Range<Int>, _ text: String, _ value: String, _ endValue: String?)
    -> Stretch?
  {
    if value.contains("W") {
      guard let endValue, let last = Moment(endValue)?.seconds else { return nil }
      return Stretch(
        span: span, text: text[utf16: span], start: last.end - 7 * 86_400, end: last.end,
        lastStart: last.end, isDay: false)
    }
    guard var first = Moment(value) else { return nil }
    if first.year == nil {
      (first.year, first.month, first.day) = (reference.year, reference.month, reference.day)
    }
    guard let bounds = first.seconds else { return nil }
    let last = endValue.flatMap { Moment($0)?.seconds } ?? bounds
    return Stretch(
      span: span, text: text[utf16: span], start: bounds.start, end: last.end,
      lastStart: last.start, isDay: first.day != nil && first.hour == nil && endValue == nil)
  }

  /// Whether a stretch is what a suite gives as start and end, both in seconds.
  func agrees(_ ours: Stretch, _ start: Int, _ end: Int?) -> Bool {
    if let end {
      let isPart = ours.text.contains { "晚早午夜晨末天黎明清".contains($0) }
      if ours.isDay, isPart,
        shifts(of: ours).contains(where: {
          start >= $0(ours.start) && end <= $0(ours.start) + 129_600
        })
      {
        return true
      }
      // 三年后: the stretch up to it there, the moment here.
      if ours.text.contains(where: { "前后後".contains($0) }),
        start - 86_400...end + 86_400 ~= ours.start
          || end - start > 864_000 && start...end ~= ours.end
      {
        return true
      }
      // 年初, 月底: some weeks there, the whole year or month here; 春: from another day there.
      let isEdge =
        ours.text.range(
          of: "[初底末期春夏秋冬]$|[春夏秋冬][天季]$|[寒暑]假$", options: .regularExpression) != nil
      if isEdge, start >= ours.start - 2_700_000, end <= ours.end + 2_700_000 { return true }
      for shift in shifts(of: ours) where shift(ours.start) == start {
        if [0, 1].contains(shift(ours.end) - end) || shift(ours.lastStart) == end
          || shift(ours.lastStart) + 59 == end || shift(ours.lastStart) + 3599 == end
        {
          return true
        }
      }
      return false
    }
    return shifts(of: ours).contains { $0(ours.start) == start }
  }

  /// The neighbours that the text allows.
  private func shifts(of ours: Stretch) -> [(Int) -> Int] {
    var shifts: [(Int) -> Int] = [{ $0 }]
    let text = ours.text
    let hasYear =
      text.range(
        of: "[0-9一二三四五六七八九〇零元今去明前后]年|[今去明前后昨]|[0-9]{4}", options: .regularExpression) != nil
    func calendar(_ years: Int, _ months: Int) -> (Int) -> Int {
      { seconds in
        var moment = Moment(seconds: seconds)
        let shifted = CivilDay.addingMonths(
          months, year: (moment.year ?? 0) + years, month: moment.month ?? 1)
        (moment.year, moment.month) = (shifted.year, shifted.month)
        guard let bounds = moment.seconds else { return seconds }
        return bounds.start
      }
    }
    if !hasYear {
      let isWeekday = text.range(of: "周|星期|礼拜|週|禮拜", options: .regularExpression) != nil
      if isWeekday { shifts += [{ $0 + 604_800 }, { $0 - 604_800 }] }
      // The same weekday of a month, or day of the Chinese calendar, of the years beside.
      if isWeekday || text.contains("节") || text.contains("節") || text.contains("新年")
        || text.contains("除夕")
      {
        shifts += [354, 355, 364, 371, 378, 383, 384, 385].flatMap { days -> [(Int) -> Int] in
          [{ $0 + days * 86_400 }, { $0 - days * 86_400 }]
        }
      }
      if text.contains("月") || text.contains("节") || text.contains("節") || !text.contains("日") {
        shifts += [-1, 1].map { calendar($0, 0) }
      }
      if !text.contains("月") { shifts += [-1, 1].map { calendar(0, $0) } }
      if text.range(of: "[点點时時:：]", options: .regularExpression) != nil {
        shifts += [{ $0 + 43_200 }, { $0 - 43_200 }, { $0 + 86_400 }, { $0 - 86_400 }]
      }
    }
    return shifts
  }

  /// The duration that a text gives, in seconds, all its parts together: 两小时十分.
  func duration(in text: String) -> Double? {
    var sum: Double?
    for item in found(in: text) {
      guard let figure = item.figure, figure.kind == "duration" || figure.kind == "age",
        let value = figure.decimal.flatMap(Double.init),
        let unit = Self.seconds(figure.unit ?? "")
      else { continue }
      sum = (sum ?? 0) + value * unit
    }
    return sum
  }

  static func seconds(_ unit: String) -> Double? {
    switch unit {
    case "年", "载": 31_536_000
    case "月", "个月": 2_592_000
    case "周", "星期": 604_800
    case "天", "日": 86_400
    case "小时": 3600
    case "分钟", "分": 60
    case "秒": 1
    case "季度": 7_776_000
    case "刻钟": 900
    case "工作日", "交易日", "个工作日", "个交易日": 86_400
    default: nil
    }
  }

  /// A span without the words that may stand at its ends.
  static func trimmed(_ text: String) -> String {
    var text = text.trimmingCharacters(in: CharacterSet(charactersIn: " ，,"))
    let heads = [
      "从", "自", "在", "于", "大约", "约", "是", "截至", "近", "过去", "未来", "今后", "之前", "之后", "前", "后", "上",
      "下",
    ]
    let tails = [
      "之间", "间", "为止", "止", "以前", "之前", "以后", "之后", "前后", "前", "后", "起", "左右", "许", "以来", "以内", "内",
      "的时候", "那天", "时", "这天", "开始", "整", "年份", "到现在", "至今", "晚些时候",
    ]
    var isChanged = true
    while isChanged {
      isChanged = false
      text = text.trimmingCharacters(in: .whitespaces)
      for head in heads where text.hasPrefix(head) && text.count > head.count + 1 {
        text.removeFirst(head.count)
        isChanged = true
      }
      for tail in tails where text.hasSuffix(tail) && text.count > tail.count + 1 {
        text.removeLast(tail.count)
        isChanged = true
      }
    }
    return text
  }

  /// The spans of a text's times and durations, trimmed, ranges joined.
  func spans(in text: String) -> Set<String> {
    var spans = stretches(in: text).map(\.span)
    for item in found(in: text) {
      if let date = item.date,
        date.value == nil || !spans.contains(where: { $0.overlaps(item.span) })
      {
        spans.append(item.span)
      }
      guard let figure = item.figure, figure.kind == "duration" else { continue }
      if let last = spans.last, last.upperBound == item.span.lowerBound {
        spans[spans.count - 1] = last.lowerBound..<item.span.upperBound
      } else {
        spans.append(item.span)
      }
    }
    return Set(spans.map { Self.trimmed(text[utf16: $0]) })
  }
}
