import Foundation
import Values

@testable import Extract

/// Dates and times: Recognizers-Text, duckling and JioNLP.
enum DateSuites {
  static let recognizers = [
    "DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser", "DateTimeExtractor",
    "DateTimeModel", "DateTimeParser", "DateTimePeriodExtractor", "DateTimePeriodParser",
    "DurationExtractor", "DurationParser", "HolidayExtractor", "HolidayParser", "SetExtractor",
    "SetParser", "TimeExtractor", "TimeParser", "TimePeriodExtractor", "TimePeriodParser",
  ].map { "recognizers-text/Specs/DateTime/Chinese/\($0).json" }
  static let duckling = ["duckling-zh/Time.json"]
  static let jionlp = ["jionlp/test_time_parser.json", "jionlp/test_time_extractor.json"]

  // MARK: - Recognizers-Text

  static func recognizers(_ file: String, _ reader: SuiteReader) throws -> [SuiteCase] {
    guard let cases = try SuiteFiles.json(file) as? [[String: Any]] else { return [] }
    return cases.compactMap { item in
      guard !item.keys.contains(where: { $0.hasPrefix("NotSupported") }),
        let input = item["Input"] as? String, let results = item["Results"] as? [[String: Any]]
      else { return nil }
      let context = item["Context"] as? [String: Any]
      let reference = (context?["ReferenceDateTime"] as? String).flatMap { Moment($0) }
      let judge = TimeJudge(
        reader: reader, reference: reference ?? Moment(seconds: 1_489_600_000))
      let texts = results.compactMap { $0["Text"] as? String }
      let isSpans = file.contains("Extractor")
      let got = judge.spans(in: input)
      var passes = true
      for result in results {
        guard let text = result["Text"] as? String else { continue }
        let type = (result["Type"] ?? result["TypeName"]) as? String ?? ""
        let want = TimeJudge.trimmed(text)
        if !got.contains(want),
          !got.contains(where: { $0.hasSuffix(want) })
        {
          passes = false
        }
        if !isSpans, passes { passes = value(result, text, type, input, judge) }
      }
      if results.isEmpty { passes = got.isEmpty }
      return SuiteCase(
        input: input, expected: texts.joined(separator: " | ") + expectedValue(results),
        got: describe(judge, input), passes: passes)
    }
  }

  static func describe(_ judge: TimeJudge, _ text: String) -> String {
    judge.found(in: text).map { item in
      let words = text[utf16: item.span]
      if let date = item.date {
        return "\(words)=\(date.value ?? "?")\(date.endValue.map { "…" + $0 } ?? "")"
      }
      return "\(words)=\(item.figure?.decimal ?? "?")\(item.figure?.unit ?? "")"
    }.joined(separator: " ")
  }

  private static func expectedValue(_ results: [[String: Any]]) -> String {
    results.compactMap { result -> String? in
      if let value = result["Value"] as? [String: Any] { return value["Timex"] as? String }
      let values = (result["Resolution"] as? [String: Any])?["values"] as? [[String: Any]]
      return values?.first?["timex"] as? String
    }.map { " " + $0 }.joined()
  }

  private static func value(
    _ result: [String: Any], _ text: String, _ type: String, _ input: String, _ judge: TimeJudge
  ) -> Bool {
    var candidates: [(String, String?)] = []
    if let value = result["Value"] as? [String: Any] {
      for key in ["PastResolution", "FutureResolution"] {
        guard let fields = value[key] as? [String: Any] else { continue }
        func field(_ names: [String]) -> String? {
          names.compactMap { fields[$0] as? String }.first
        }
        if let start = field([
          "date", "dateTime", "time", "startDate", "startDateTime", "startTime", "duration", "set",
        ]) {
          candidates.append((start, field(["endDate", "endDateTime", "endTime"])))
        }
      }
      if candidates.isEmpty { return true }
    } else if let resolution = result["Resolution"] as? [String: Any],
      let values = resolution["values"] as? [[String: Any]]
    {
      for value in values {
        if let start = (value["value"] ?? value["start"]) as? String {
          candidates.append((start, value["end"] as? String))
        }
      }
    }
    if type.contains("set") { return true }
    if type.contains("duration") {
      let ours = judge.duration(in: text)
      return candidates.contains { candidate in
        guard let want = Double(candidate.0), let ours else { return false }
        return abs(want - ours) <= want * 0.03
      }
    }
    let trimmed = TimeJudge.trimmed(text)
    let stretches = judge.stretches(in: input).filter {
      trimmed.contains(TimeJudge.trimmed($0.text)) || $0.text.contains(trimmed)
    }
    return candidates.contains { candidate in
      if candidate.0 == "not resolved" || candidate.0.hasPrefix("0001") { return true }
      return agrees(candidate, stretches, text, judge)
    }
  }

  private static func seconds(_ text: String, _ judge: TimeJudge) -> Int? {
    let isClock = text.contains(":") && !text.contains("-")
    guard var moment = Moment(isClock ? "T" + text : text) else { return nil }
    if isClock {
      (moment.year, moment.month, moment.day) = (
        judge.reference.year, judge.reference.month, judge.reference.day
      )
    }
    return moment.seconds?.start
  }

  static func agrees(
    _ candidate: (String, String?), _ stretches: [Stretch], _ text: String, _ judge: TimeJudge
  ) -> Bool {
    guard let start = seconds(candidate.0, judge) else { return false }
    var end = candidate.1.flatMap { seconds($0, judge) }
    if let stop = end, stop < start { end = stop + 86_400 }
    if stretches.contains(where: { judge.agrees($0, start, end) }) { return true }
    // Times only: the day does not matter.
    if !candidate.0.contains("-") {
      return stretches.contains { ours in
        let half = 43_200
        return (ours.start - start) % half == 0
          && (end.map { (ours.lastStart - $0) % half == 0 } ?? true)
      }
    }
    // 三小时后, 近三年: the duration to or from the reference.
    if let duration = judge.duration(in: text), let now = judge.reference.seconds?.start {
      let stop = end ?? start
      if abs(Double(stop - start) - duration) <= max(90_000, duration * 0.1), end != nil {
        return true
      }
      return abs(Double(abs(start - now)) - duration) <= max(90_000, duration * 0.1)
    }
    return false
  }

  // MARK: - duckling

  static func duckling(_ file: String, _ reader: SuiteReader) throws -> [SuiteCase] {
    guard let suite = try SuiteFiles.json(file) as? [String: Any],
      let examples = suite["examples"] as? [[String: Any]],
      let reference = Moment("2013-02-12T04:30:00")
    else { return [] }
    let judge = TimeJudge(reader: reader, reference: reference)
    return examples.flatMap { example -> [SuiteCase] in
      guard let value = example["value"] as? String, let inputs = example["inputs"] as? [String]
      else { return [] }
      let groups = value.matches(of: /\((-?\d+), (\d+), (\d+), (\d+), (\d+), (\d+)\)/).map {
        match in
        var moment = Moment(seconds: 0)
        (moment.year, moment.month, moment.day) = (
          Int(match.1), max(1, Int(match.2) ?? 1), max(1, Int(match.3) ?? 1)
        )
        (moment.hour, moment.minute, moment.second) = (
          Int(match.4), Int(match.5) ?? 0, Int(match.6) ?? 0
        )
        return moment.seconds?.start ?? 0
      }
      return inputs.map { input in
        let stretches = judge.stretches(in: input)
        var passes = false
        if let start = groups.first {
          let end = groups.count > 1 ? groups[1] : nil
          passes = stretches.contains { judge.agrees($0, start, end) }
          if !passes, let duration = judge.duration(in: input), let now = reference.seconds?.start {
            let length = Double(groups.count > 1 ? groups[1] - start : abs(start - now))
            passes = abs(length - duration) <= max(1, duration * 0.15)
          }
          if !passes, groups.count > 1 {
            passes = stretches.contains { $0.start == start || $0.start == groups[1] }
          }
        }
        return SuiteCase(
          input: input, expected: value, got: describe(judge, input), passes: passes)
      }
    }
  }

  // MARK: - JioNLP

  static func jionlp(_ file: String, _ reader: SuiteReader) throws -> [SuiteCase] {
    guard let suite = try SuiteFiles.json(file) as? [String: Any],
      let lists = suite["lists"] as? [String: [Any]]
    else { return [] }
    if file.contains("extractor") { return extractor(lists, reader) }
    return lists.sorted { $0.key < $1.key }.flatMap { name, cases -> [SuiteCase] in
      guard name.hasPrefix("time_string") else { return [] }
      return cases.compactMap { parser($0, reader) }
    }
  }

  private static func extractor(_ lists: [String: [Any]], _ reader: SuiteReader) -> [SuiteCase] {
    let judge = TimeJudge(reader: reader, reference: Moment(seconds: 1_623_632_800))
    return (lists["text_string_list"] ?? []).compactMap { item in
      guard let pair = item as? [Any], let input = pair[0] as? String,
        let spans = pair[1] as? [[String: Any]]
      else { return nil }
      let want = Set(spans.compactMap { $0["text"] as? String }.map(TimeJudge.trimmed))
      let got = judge.spans(in: input)
      return SuiteCase(
        input: input, expected: want.sorted().joined(separator: " | "), got: describe(judge, input),
        passes: want.isSubset(of: got) && (want.isEmpty ? got.isEmpty : true))
    }
  }

  private static func parser(_ item: Any, _ reader: SuiteReader) -> SuiteCase? {
    guard let row = item as? [Any], row.count >= 3, let input = row[0] as? String,
      let expected = (row[2] as? [String: Any] ?? row.last as? [String: Any])
    else { return nil }
    var reference = Moment(seconds: 1_623_632_800)
    // Their clock is eight hours ahead of Greenwich.
    if let seconds = row[1] as? NSNumber { reference = Moment(seconds: seconds.intValue + 28_800) }
    if let parts = row[1] as? [Int] {
      reference.year = parts.first
      reference.month = parts.count > 1 ? parts[1] : 6
      reference.day = parts.count > 2 ? parts[2] : 14
    } else if let parts = row[1] as? [String: Int] {
      reference.year = parts["year"]
      reference.month = parts["month"] ?? 6
      reference.day = parts["day"] ?? 14
    }
    let judge = TimeJudge(reader: reader, reference: reference)
    let type = expected["type"] as? String ?? ""
    var passes = false
    if type == "time_delta" {
      let wants =
        (expected["time"] as? [[String: Any]]) ?? [expected["time"] as? [String: Any] ?? [:]]
      let units: [String: Double] = [
        "year": 31_536_000, "month": 2_592_000, "day": 86_400, "hour": 3600, "minute": 60,
        "second": 1,
        "workday": 86_400,
      ]
      let lengths = wants.map { want in
        want.reduce(0.0) { sum, part in
          sum + (units[part.key] ?? 0) * ((part.value as? NSNumber)?.doubleValue ?? 0)
        }
      }.filter { $0 > 0 }
      let figures = judge.found(in: input).compactMap(\.figure)
      let ours = judge.duration(in: input) ?? -1
      passes =
        lengths.contains { abs($0 - ours) <= $0 * 0.03 }
        || lengths.allSatisfy { length in
          figures.contains { figure in
            guard let unit = TimeJudge.seconds(figure.unit ?? "") else { return false }
            return [figure.decimal, figure.minimum, figure.maximum].contains {
              $0.flatMap(Double.init).map { abs($0 * unit - length) <= length * 0.03 } ?? false
            }
          }
        }
      passes = passes && !figures.isEmpty
    } else if let time = expected["time"] as? [String], time.count == 2 {
      let stretches = judge.stretches(in: input)
      passes =
        agrees((time[0], time[1]), stretches, input, judge)
        || time[0] == "-inf" && judge.duration(in: input) != nil
        || time[1] == "inf" && agrees((time[0], nil), stretches, input, judge)
      // 2025年前, 以前: an open range is its one end here.
      if !passes, let now = reference.seconds?.start, let start = Moment(time[0])?.seconds?.start,
        abs(start - now) < 86_400, let end = Moment(time[1])?.seconds?.start
      {
        passes = stretches.contains { abs($0.end - end) <= 86_400 }
      }
      if !passes, let now = reference.seconds?.start, let end = Moment(time[1])?.seconds?.start,
        abs(end - now) < 86_400
      {
        passes = agrees((time[0], nil), stretches, input, judge)
      }
    } else if let period = expected["time"] as? [String: Any] {
      let point = period["point"] as? [String: Any]
      let times = point?["time"] as? [Any]
      if let pair = times as? [String], pair.count == 2 {
        passes = agrees((pair[0], pair[1]), judge.stretches(in: input), input, judge)
      } else {
        passes = judge.found(in: input).contains { $0.date?.kind == .set || $0.figure != nil }
      }
    }
    return SuiteCase(
      input: input, expected: "\(expected["time"] ?? "")".replacingOccurrences(of: "\n", with: " "),
      got: describe(judge, input), passes: passes)
  }
}
