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
      while at < units.count {
        let kind = base[Int(units[at])]
        if kind == 0 {
          at += 1
          continue
        }
        if let parts = dates.parts(at: at), parts.start >= previousEnd, parts.end > at {
          // 21日当天 repeats its day.
          if parts.rule != "same" || parts.start > previousEnd { found.append(.date(parts)) }
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
    let tables = quantityTables
    return article.units.withUnsafeBufferPointer { units in
      var result = Quantities()
      let matches = tables.matches(in: units)
      var resolver = DateResolver(
        units: units, anchor: article.article.published ?? Self.openingDate(in: matches))
      let context = FigureContext(units: units, tables: tables)
      for match in matches {
        switch match {
        case .figure(let figure): result.figures.append(context.figure(figure))
        case .date(let parts): result.dates.append(resolver.expression(for: parts))
        }
      }
      return result
    }
  }

  /// The day of a page that prints its own date in its first lines; else a full date of the text in a
  /// month that the text also names without a year, which a story does for its own days.
  private static func openingDate(in matches: [QuantityMatch]) -> CalendarDay? {
    var full: [CalendarDay] = []
    var months: Set<Int> = []
    var latestYear = 0
    // 1,000 numbers are more than a story holds: bounded for tables and lists.
    for case .date(let parts) in matches.prefix(1000) {
      if let year = parts.year {
        latestYear = max(latestYear, year)
        guard let month = parts.month, let day = parts.day else { continue }
        let date = CalendarDay(year: year, month: month, day: day)
        // Titles and source lines end well before 200 units.
        if parts.start < 200 { return date }
        full.append(date)
      } else if let month = parts.month, parts.day != nil {
        months.insert(month)
      }
    }
    return full.last { $0.year == latestYear && months.contains($0.month) }
  }
}
