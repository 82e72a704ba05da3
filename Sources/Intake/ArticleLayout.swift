import Values

/// The parts of one article: what is title, story, credits. All spans point into the document.
struct ArticleLayout {
  var paragraphs: [Paragraph] = []
  var title: Span?
  var dateline: Dateline?
  var bylines: [Byline] = []
  /// The day of a page head: 2020-07-26 19:44:50 来源:…
  var headDay: CalendarDay?
  /// Line ends inside sentences.
  var breaks: [Span] = []

  /// The article that the layout belongs to, with all spans turned into spans of its reading.
  func article(units: [UInt16], span: Span, script: Script, published: CalendarDay?) -> Article {
    let reading = Reading(of: units, in: span, dropping: breaks, script: script)
    func read(_ span: Span) -> Span {
      Span(reading.position(atOrAfter: span.start), reading.position(atOrAfter: span.end))
    }
    var dateline = dateline
    if let found = dateline {
      var day = found.day
      if let month = day?.month, let published, month == published.month, day?.year == 0 {
        day?.year = published.year
      }
      dateline = Dateline(
        span: read(found.span), agency: found.agency.map(read), place: found.place.map(read),
        date: found.date.map(read), day: day)
    }
    return Article(
      span: span, reading: reading,
      paragraphs: paragraphs.map { Paragraph(span: read($0.span), role: $0.role) }
        .filter { !$0.span.isEmpty },
      title: title.map(read), dateline: dateline,
      bylines: bylines.map { Byline(span: read($0.span), role: $0.role) }
        .sorted { $0.span < $1.span },
      published: published)
  }
}

extension Reading {
  /// The first position whose unit was read at or after a position of the original.
  func position(atOrAfter original: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self.original(middle) < original { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
