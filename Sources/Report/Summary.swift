import Values

/// What many articles have in common: who speaks, who is mentioned, when, and who speaks about whom.
public struct ReportSummary: Sendable {
  public struct Voice: Sendable {
    /// The entity's key, or the phrase of an unnamed source.
    public var key: String
    public var name: String
    public var type: EntityType?
    /// In the order of first use, each once.
    public var titles: [String] = []
    /// Index of the article, and the statement.
    public var statements: [(article: Int, statement: AnnotatedArticle.Statement)] = []
    /// How often each key is mentioned in what it says.
    public var about: [String: Int] = [:]
  }

  public struct Subject: Sendable {
    public var key: String
    public var name: String
    public var type: EntityType
    public var mentions = 0
    /// Mentions by day of publication.
    public var days: [String: Int] = [:]
  }

  /// By number of statements.
  public var voices: [Voice] = []
  /// By number of mentions.
  public var subjects: [Subject] = []
  public var statements = 0
  public var figures = 0

  public init(_ articles: [AnnotatedArticle]) {
    var voices: [String: Voice] = [:]
    var voiceOrder: [String] = []
    var subjects: [String: Subject] = [:]
    var subjectOrder: [String] = []
    for (index, article) in articles.enumerated() {
      statements += article.statements.count
      figures += article.figures.count
      var entities: [String: AnnotatedArticle.Entity] = [:]
      var mentions: [(range: Range<Int>, key: String)] = []
      for entity in article.entities {
        entities[entity.id] = entity
        if subjects[entity.key] == nil {
          subjects[entity.key] = Subject(key: entity.key, name: entity.name, type: entity.type)
          subjectOrder.append(entity.key)
        }
        subjects[entity.key]?.mentions += entity.mentions.count
        if let day = article.day {
          subjects[entity.key]?.days[day, default: 0] += entity.mentions.count
        }
        mentions += entity.mentions.map { ($0, entity.key) }
      }
      mentions.sort { $0.range.lowerBound < $1.range.lowerBound }
      for statement in article.statements {
        for speaker in statement.speakers {
          let entity = speaker.entity.flatMap { entities[$0] }
          let key = entity?.key ?? speaker.name
          if voices[key] == nil {
            voices[key] = Voice(key: key, name: entity?.name ?? speaker.name, type: entity?.type)
            voiceOrder.append(key)
          }
          voices[key]?.statements.append((index, statement))
          for title in (speaker.title.map { [$0] } ?? []) + (entity?.titles ?? [])
          where voices[key]?.titles.contains(title) == false {
            voices[key]?.titles.append(title)
          }
          for piece in statement.pieces {
            for mention in mentions where mention.key != key {
              if mention.range.lowerBound >= piece.upperBound { break }
              if piece.lowerBound <= mention.range.lowerBound {
                voices[key]?.about[mention.key, default: 0] += 1
              }
            }
          }
        }
      }
    }
    // Stable: equal counts keep the order of first appearance.
    self.voices = voiceOrder.compactMap { voices[$0] }.enumerated()
      .sorted {
        ($1.element.statements.count, $0.offset) < ($0.element.statements.count, $1.offset)
      }
      .map(\.element)
    self.subjects = subjectOrder.compactMap { subjects[$0] }.filter { $0.mentions > 0 }
      .enumerated()
      .sorted { ($1.element.mentions, $0.offset) < ($0.element.mentions, $1.offset) }
      .map(\.element)
  }

  /// Those who speak most about those who are spoken about most.
  public func matrix(rows: Int, columns: Int, language: Interface) -> Matrix? {
    let speaking = voices.filter { $0.type != nil && !$0.about.isEmpty }.prefix(rows)
    var totals: [String: Int] = [:]
    for voice in speaking { for (key, count) in voice.about { totals[key, default: 0] += count } }
    let targets = subjects.filter { totals[$0.key] != nil }.enumerated()
      .sorted {
        let (a, b) = (totals[$0.element.key] ?? 0, totals[$1.element.key] ?? 0)
        return a != b ? a > b : $0.offset < $1.offset
      }.prefix(columns).map(\.element)
    guard !speaking.isEmpty, !targets.isEmpty else { return nil }
    return Matrix(
      rows: speaking.map { ($0.name, nil) }, columns: targets.map { ($0.name, nil) },
      counts: speaking.map { voice in targets.map { voice.about[$0.key] ?? 0 } },
      language: language)
  }
}

/// The days or months between the first and the last, without gaps.
public enum Periods {
  /// - Parameter counts: by ISO 8601 day; shorter dates count for their month or year only.
  /// - Returns: by day up to two months, by month up to thirty years, else by year.
  public static func filled(_ counts: [String: Int]) -> [(period: String, count: Int)] {
    let days = counts.filter { $0.key.utf8.count >= 10 }
    guard let first = days.keys.min(), let last = days.keys.max(),
      let start = serial(first), let end = serial(last), start <= end
    else { return [] }
    let span = end - start
    let width = span <= 62 ? 10 : span <= 366 * 30 ? 7 : 4
    var totals: [String: Int] = [:]
    for (day, count) in days { totals[String(day.prefix(width)), default: 0] += count }
    var result: [(period: String, count: Int)] = []
    var at = start
    while at <= end, result.count < TimeChart.mostColumns {
      let period = String(iso(at).prefix(width))
      if result.last?.period != period { result.append((period, totals[period] ?? 0)) }
      at += 1
    }
    return result
  }

  /// The part of the time in which nearly all lies.
  ///
  /// A few old articles beside a month's news would leave a month's width to a hair: what lies outside
  /// of the middle 98 of a hundred is cut off when that makes the rest at least four times as wide.
  ///
  /// - Returns: the first and the last day; nil where nothing has a day.
  public static func core(_ counts: [String: Int]) -> ClosedRange<String>? {
    let days = counts.filter { $0.key.utf8.count >= 10 && serial($0.key) != nil }
      .sorted { $0.key < $1.key }
    guard let first = days.first?.key, let last = days.last?.key else { return nil }
    let total = days.reduce(0) { $0 + $1.value }
    let edge = total / 100
    func day(_ days: some Sequence<(key: String, value: Int)>) -> String? {
      var seen = 0
      for (day, count) in days {
        seen += count
        if seen > edge { return day }
      }
      return nil
    }
    guard let low = day(days), let high = day(days.reversed()), low <= high,
      let whole = distance(first, last), let middle = distance(low, high), middle * 4 <= whole
    else { return first...last }
    return low...high
  }

  private static func distance(_ first: String, _ last: String) -> Int? {
    guard let start = serial(first), let end = serial(last) else { return nil }
    return end - start
  }

  /// The counts of every period of a part of the time, and how many lie outside.
  public static func filled(
    _ counts: [String: Int], within days: ClosedRange<String>
  ) -> (counts: [(period: String, count: Int)], omitted: Int) {
    let dated = counts.filter { $0.key.utf8.count >= 10 }
    var inside = dated.filter { days.contains($0.key) }
    let omitted = dated.reduce(0) { $0 + $1.value } - inside.reduce(0) { $0 + $1.value }
    // All charts of a page have the same ends.
    inside[days.lowerBound, default: 0] += 0
    inside[days.upperBound, default: 0] += 0
    return (filled(inside), omitted)
  }

  /// Days since 1970-01-01 (Hinnant's days_from_civil).
  static func serial(_ day: String) -> Int? {
    let parts = day.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, 1...9999 ~= parts[0], 1...12 ~= parts[1], 1...31 ~= parts[2] else {
      return nil
    }
    let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
    let era = (year >= 0 ? year : year - 399) / 400
    let ofEra = year - era * 400
    let ofYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  static func iso(_ serial: Int) -> String {
    let shifted = serial + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let day = shifted - era * 146_097
    let ofEra = (day - day / 1460 + day / 36524 - day / 146_096) / 365
    let ofYear = day - (365 * ofEra + ofEra / 4 - ofEra / 100)
    let part = (5 * ofYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    let year = ofEra + era * 400 + (month <= 2 ? 1 : 0)
    return CalendarDay(
      year: year, month: month, day: ofYear - (153 * part + 2) / 5 + 1
    ).iso
  }
}
