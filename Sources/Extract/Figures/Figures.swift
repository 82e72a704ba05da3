import Values

/// The figures and dates of an article: one scan finds both, for a numeral is either.
struct Quantities {
  var figures: [Figure] = []
  var dates: [DateExpression] = []
}

/// What the scan found, before context and calendar: spans only.
enum QuantityMatch {
  case figure(FigureMatch)
  case date(DateParts)

  var span: Span {
    switch self {
    case .figure(let match): Span(match.start, match.end)
    case .date(let parts): Span(parts.start, parts.end)
    }
  }
}

extension QuantityTables {
  /// The figures and dates in a text, in order, without overlap; needs neither tokens nor layout.
  func matches(in units: UnsafeBufferPointer<UInt16>) -> [QuantityMatch] {
    var found: [QuantityMatch] = []
    classes.table.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { return }
      let numerals = NumeralReader(units: units, classes: base, table: classes)
      let dates = DateReader(numerals: numerals, tables: self)
      let figures = FigureReader(numerals: numerals, tables: self)
      var at = 0
      var previousEnd = -1
      // Where the last match ends if it gives a time of day: reading that from the match copies it.
      var clockEnd = -2
      while at < units.count {
        let kind = base[Int(units[at])]
        if kind == 0 {
          at += 1
          continue
        }
        if dates.mayBegin(at: at, class: kind), var parts = dates.parts(at: at),
          parts.start >= previousEnd, parts.end > at
        {
          // 下午两点到四点
          if case .date(let first)? = found.last { parts.inheritPart(of: first, units) }
          // 21日当天 repeats its day.
          if parts.rule != "same" || parts.start > previousEnd {
            clockEnd = parts.hour == nil ? -2 : parts.end
            found.append(.date(parts))
          }
          at = parts.end
          previousEnd = at
          continue
        }
        if clockEnd == at - 1, Unit.joinsRange(units[at - 1]),
          case .date(let first)? = found.last, var parts = dates.rangeEnd(at: at)
        {
          parts.inheritPart(of: first, units)
          clockEnd = parts.hour == nil ? -2 : parts.end
          found.append(.date(parts))
          at = parts.end
          previousEnd = at
          continue
        }
        if kind & NumeralClasses.Kind.mask == 0 {
          at += 1
          continue
        }
        switch figures.outcome(at: at, previousEnd: previousEnd) {
        case .figure(let match) where match.end > at && match.start >= previousEnd:
          found.append(.figure(match))
          clockEnd = -2
          at = match.end
          previousEnd = at
        case .figure: at += 1
        case .skip(let next): at = max(next, at + 1)
        }
      }
    }
    return found
  }
}

extension Extractor {
  /// The figures and the dates in an article, each in text order, without overlap.
  func quantities(in article: SegmentedArticle) -> Quantities {
    article.units.withUnsafeBufferPointer { units in
      quantityTables.quantities(
        in: units, published: article.article.published,
        hasDateline: article.article.dateline?.day != nil, tokens: article.tokens)
    }
  }
}

extension QuantityTables {
  /// The figures and dates of a text with their values.
  ///
  /// - Parameters:
  ///   - published: the day that 昨天 and 7月23日 are counted from, where it is known.
  ///   - tokens: the words of the text, for what figures measure.
  ///   - hasDateline: whether the text itself names that day as its own.
  func quantities(
    in units: UnsafeBufferPointer<UInt16>, published: CalendarDay?, hasDateline: Bool,
    tokens: [Token] = []
  ) -> Quantities {
    var result = Quantities()
    let matches = matches(in: units)
    let anchor = published ?? Self.openingDate(in: matches)
    var resolver = DateResolver(
      units: units, anchor: anchor,
      today: hasDateline ? nil : anchor.flatMap { Self.ownDay(in: matches, published: $0) })
    let context = FigureContext(units: units, tables: self, tokens: tokens)
    var floor = 0
    for match in matches {
      defer { floor = match.span.end }
      switch match {
      case .figure(let figure): result.figures.append(context.figure(figure, floor: floor))
      case .date(let parts): result.dates.append(resolver.expression(for: parts))
      }
    }
    return result
  }

  /// The day that a story without a dateline tells of as its own: the last one named of the three
  /// before it was published, for pages carry stories that were written the day before.
  private static func ownDay(in matches: [QuantityMatch], published: CalendarDay) -> CalendarDay? {
    guard published.month > 0, published.day > 0 else { return nil }
    let last = CivilDay.number(published)
    var own: Int?
    for case .date(let parts) in matches.prefix(1000) {
      guard let month = parts.month, let day = parts.day,
        (parts.year ?? published.year) == published.year
      else { continue }
      let number = CivilDay.number(CalendarDay(year: published.year, month: month, day: day))
      if (last - 3...last).contains(number) { own = max(own ?? 0, number) }
    }
    return own.map(CivilDay.day)
  }

  /// The day that the text itself gives it: a page's stamp (2020-07-26 10:21) in its first lines; else
  /// a full date of the latest year within a week before the first day named without a year. A full
  /// date in prose alone is no evidence: it is the article's own in only two of three.
  private static func openingDate(in matches: [QuantityMatch]) -> CalendarDay? {
    var full: [CalendarDay] = []
    var own: (month: Int, day: Int)?
    var latestYear = 0
    // 1,000 numbers are more than a story holds: bounded for tables and lists.
    for case .date(let parts) in matches.prefix(1000) {
      if let year = parts.year {
        latestYear = max(latestYear, year)
        guard let month = parts.month, let day = parts.day else { continue }
        let date = CalendarDay(year: year, month: month, day: day)
        // Titles and source lines end well before 200 units.
        if parts.start < 200, parts.rule == "stamp" || parts.hour != nil { return date }
        full.append(date)
      } else if own == nil, let month = parts.month, let day = parts.day {
        own = (month, day)
      }
    }
    guard let own else { return nil }
    return full.last { date in
      let day = CalendarDay(year: date.year, month: own.month, day: own.day)
      return date.year == latestYear
        && (-1...7).contains(CivilDay.number(day) - CivilDay.number(date))
    }.map { CalendarDay(year: $0.year, month: own.month, day: own.day) }
  }
}
