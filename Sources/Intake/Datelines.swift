import Values

/// Reads the dateline that opens an agency story: 新华社北京7月26日电（记者 张三 李四）, 中新网7月26日电,
/// 本报讯, 央视网消息, 【环球网报道 记者 张三】, 红星新闻网（记者 张三）7月29日报道.
struct DatelineMatch {
  var dateline: Dateline
  /// The reporters' names of its parenthesis.
  var bylines: [Byline]
  /// The end of the dateline with its parenthesis: where the story begins.
  var end: Int
  /// Whether it is the form of an agency or paper that only opens a story.
  var opensStory: Bool
}

enum Datelines {
  /// No dateline is longer; real ones with their reporters stay below 80 units.
  static let limit = 120

  /// The dateline at the reader's position.
  static func match(_ start: LineReader) -> DatelineMatch? {
    var reader = start
    let isBracketed = reader.take("【") || reader.take("[")
    if !isBracketed { _ = reader.take("(") }
    _ = reader.take("据")
    let agencyStart = reader.at
    guard let (agencyEnd, isKnown) = agency(reader) else { return nil }
    let isForeign = LayoutWords.foreignAgencies.length(in: reader.units, at: agencyStart) != nil
    let isHouse = LayoutWords.houseNames.length(in: reader.units, at: agencyStart) != nil
    reader.at = agencyEnd
    var bylines = parenthesis(&reader)
    reader.skipBlanks()
    var place: Span?
    var date: Span?
    var day: CalendarDay?
    if isBracketed, let names = bracketNames(&reader) {
      bylines += names
      return DatelineMatch(
        dateline: Dateline(
          span: reader.span(agencyStart, reader.at - 1),
          agency: reader.span(agencyStart, agencyEnd)),
        bylines: bylines, end: reader.base + reader.at, opensStory: !isForeign)
    }
    let placeStart = reader.at
    while reader.at - placeStart < 12, let unit = reader.next, LineReader.isHan(unit),
      LayoutWords.wires.length(in: reader.units, at: reader.at) == nil
    {
      reader.at += 1
    }
    let placeEnd = reader.at
    reader.skipBlanks()
    let dateStart = reader.at
    if let found = reader.takeDay() {
      day = found
      date = reader.span(dateStart, reader.at)
    } else {
      reader.at = placeEnd
    }
    if placeEnd > placeStart {
      guard day != nil || (isHouse && placeEnd - placeStart <= 4) else { return nil }
      place = reader.span(placeStart, placeEnd)
    }
    reader.skipBlanks()
    bylines += parenthesis(&reader)
    reader.skipBlanks()
    let isWire = reader.take(LayoutWords.wires)
    guard isWire || (day != nil && reader.take(LayoutWords.reports)) else { return nil }
    guard isKnown || isWire || !bylines.isEmpty else { return nil }
    let end = reader.at
    if day == nil, let next = reader.next, !" (:,】\"“".utf16.contains(next) { return nil }
    // 电视, 电力, 讯号, 消息人士: the word goes on.
    if isWire, let next = reader.next, "视力话影商信网子动池器台号人称显".utf16.contains(next) { return nil }
    reader.skipBlanks()
    let parenthesised = parenthesis(&reader)
    let isNarration = !isWire && (reader.next == 0x79F0 || reader.next == 0x8BF4)  // 报道称, 报道说
    return DatelineMatch(
      dateline: Dateline(
        span: reader.span(agencyStart, end), agency: reader.span(agencyStart, agencyEnd),
        place: place, date: date, day: day),
      bylines: bylines + parenthesised, end: reader.base + reader.at,
      opensStory: !isForeign && !isNarration && (isWire ? true : isKnown))
  }

  /// The first dateline in a line after other text (a fused headline): only forms that cannot be
  /// narration, a listed agency with a day or 讯.
  static func first(in reader: LineReader, from start: Int, to limit: Int) -> (
    at: Int, DatelineMatch
  )? {
    var reader = reader
    var at = start
    while at < min(limit, reader.units.count) {
      let isBracket = reader.units[at] == 0x3010
      let agencyAt = isBracket ? at + 1 : at
      if LayoutWords.agencies.length(in: reader.units, at: agencyAt) != nil {
        reader.at = at
        if let match = match(reader), match.opensStory,
          match.dateline.day != nil || match.dateline.span.end < match.end || isBracket
        {
          return (at, match)
        }
      }
      at += 1
    }
    return nil
  }

  /// The end of the agency's name at the reader, and whether it is a listed one.
  private static func agency(_ reader: LineReader) -> (end: Int, isKnown: Bool)? {
    let start = reader.at
    var end: Int?
    if let length = LayoutWords.agencies.length(in: reader.units, at: start) {
      end = start + length
    }
    let isKnown = end != nil
    // The longest name of up to 14 characters that ends like one: 中国青年报客户端.
    var at = end ?? start
    while at < reader.units.count, at - start < 14 {
      let unit = reader.units[at]
      guard LineReader.isHan(unit) || (unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A) || unit == 0xB7
      else { break }
      if unit == 0x56FE || unit == 0x6444 { return nil }  // 受访者供图人民网…
      at += 1
      if at - start >= 2, LayoutWords.agencySuffixes.isSuffix(of: reader.units, endingAt: at) {
        // 中新网浙江新闻, but not 新华社北京报道.
        end = LayoutWords.reports.length(in: reader.units, at: at - 1) == nil ? at : end
      }
    }
    return end.map { ($0, isKnown) }
  }

  /// （记者 张三 李四） at the reader; nothing when there is none.
  private static func parenthesis(_ reader: inout LineReader) -> [Byline] {
    guard reader.next == 0x28 else { return [] }
    let start = reader.at + 1
    guard let close = reader.units[start...].prefix(60).firstIndex(of: 0x29) else { return [] }
    reader.at = close + 1
    return Bylines.names(in: reader, from: start, to: close, role: .reporter)
  }

  /// 报道 记者 张三】 after the agency of a bracketed dateline.
  private static func bracketNames(_ reader: inout LineReader) -> [Byline]? {
    guard let close = reader.units[reader.at...].prefix(60).firstIndex(of: 0x3011) else {
      return nil
    }
    var inside = reader
    inside.skipBlanks()
    let isReport = inside.take(LayoutWords.reports) || inside.take(LayoutWords.wires)
    inside.skipBlanks()
    let names = Bylines.names(in: inside, from: inside.at, to: close, role: .reporter)
    guard isReport || !names.isEmpty else { return nil }
    reader.at = close + 1
    return names
  }
}
