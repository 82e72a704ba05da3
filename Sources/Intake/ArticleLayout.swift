import Values

/// The parts of one article: what is title, story, credits. All spans point into the document.
struct ArticleLayout {
  private(set) var paragraphs: [Paragraph] = []
  private(set) var title: Span?
  private(set) var dateline: Dateline?
  private(set) var bylines: [Byline] = []
  /// The day of a page head: 2020-07-26 19:44:50 来源:…
  private(set) var headDay: CalendarDay?
  private var breaks: [Span] = []
  private let units: UnsafeBufferPointer<UInt16>

  init(
    units: UnsafeBufferPointer<UInt16>, blocks: ArraySlice<Block>, profiles: ArraySlice<Profile>,
    title recordTitle: [UInt16]?
  ) {
    self.units = units
    var bodies = 0
    for index in blocks.indices {
      let block = blocks[index]
      let profile = profiles[index]
      breaks += block.breaks
      let isLast = index + 1 == blocks.endIndex
      if let kind = profile.kind {
        add(block.span, kind)
      } else if let recordTitle, title == nil, bodies == 0, isSame(block.span, recordTitle) {
        addTitle(block.span)
      } else if bodies == 0 {
        if open(block.span, profile, mayBeTitle: !isLast && title == nil) { bodies += 1 }
      } else if profile.isHeadline, profile.count <= 40, !isLast, profiles[index - 1].endsSentence {
        paragraphs.append(Paragraph(span: block.span, role: .heading))
      } else {
        addStory(block.span)
        bodies += 1
      }
    }
  }

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

  // MARK: - Lines that are no story

  private mutating func add(_ span: Span, _ kind: LayoutLine) {
    let line = LineReader(units, span, limit: 200)
    switch kind {
    case .header(let day):
      if headDay == nil { headDay = day }
      bylines += Bylines.names(in: line, from: 0, to: line.units.count, role: nil)
      paragraphs.append(Paragraph(span: span, role: .source))
    case .signOff:
      let isEnd = SignOffs.isEnd(line.units)
      if !isEnd { credit(line) }
      paragraphs.append(Paragraph(span: span, role: isEnd ? .other : .byline))
    case .byline:
      credit(line)
      paragraphs.append(Paragraph(span: span, role: .byline))
    case .caption:
      paragraphs.append(Paragraph(span: span, role: .caption))
    case .source:
      paragraphs.append(Paragraph(span: span, role: .source))
    case .boilerplate:
      paragraphs.append(Paragraph(span: span, role: .other))
    }
  }

  private mutating func credit(_ line: LineReader) {
    // （王宏彬）: names alone in brackets are the reporter's or editor's; agencies are no names.
    let isBare =
      line.units.first == 0x28 && LayoutWords.agencies.length(in: line.units, at: 1) == nil
    var start = 0
    if line.units.first == 0x28, let length = LayoutWords.agencies.length(in: line.units, at: 1) {
      start = 1 + length
    } else if let (at, _) = LayoutWords.reporters.first(in: line.units), at > 0, !isBare {
      start = at  // the paper's name in front is no name of a person
    }
    let role: Byline.Role? = line.units.first == 0x28 ? .reporter : nil
    bylines += Bylines.names(in: line, from: start, to: line.units.count, role: role)
  }

  private func isSame(_ span: Span, _ other: [UInt16]) -> Bool {
    guard span.count <= other.count + 40 else { return false }
    let line = LineReader(units, span)
    return line.units.starts(with: other)
  }

  // MARK: - The opening

  /// Takes the first lines apart: page head, title, dateline. Returns whether story text was found.
  private mutating func open(_ span: Span, _ profile: Profile, mayBeTitle: Bool) -> Bool {
    var rest = cutHead(span).trimmed(in: units)
    guard !rest.isEmpty else { return false }
    rest = cutAdvertisement(rest).trimmed(in: units)
    guard !rest.isEmpty else { return false }
    let head = LineReader(units, rest, limit: 200)
    if rest == span, profile.isHeadline, mayBeTitle, !startsWithOriginalTitle(head) {
      addTitle(rest)
      return false
    }
    if dateline == nil, let match = Datelines.match(head), isStated(match) {
      take(match)
      // 新华社哈尔滨7月26日电 题:… is a line of its own.
      if rest.count <= 60, !units[rest.start..<rest.end].contains(0x3002),
        mayBeTitle || title != nil
      {
        paragraphs.append(Paragraph(span: rest, role: .source))
        return false
      }
      addStory(rest)
      return true
    }
    if title == nil, let cut = Titles.fused(head) {
      let found = Span(head.base + cut.title.lowerBound, head.base + cut.title.upperBound)
        .trimmed(in: units)
      if cut.title.lowerBound > 0 {
        paragraphs.append(
          Paragraph(
            span: Span(rest.start, found.start).trimmed(in: units), role: .other))
      }
      title = found
      paragraphs.append(Paragraph(span: found, role: .title))
      rest = Span(head.base + cut.end, rest.end).trimmed(in: units)
      guard !rest.isEmpty else { return false }
      let story = LineReader(units, rest, limit: Datelines.limit)
      if dateline == nil, let match = Datelines.match(story), isStated(match) { take(match) }
    }
    addStory(rest)
    return true
  }

  private func startsWithOriginalTitle(_ head: LineReader) -> Bool {
    Titles.marks.length(in: head.units, at: 0) != nil
  }

  /// 路透社7月26日报道 at the head of a story is narration, 本报讯 and 中新网7月26日电 are datelines.
  private func isStated(_ match: DatelineMatch) -> Bool {
    match.opensStory || match.dateline.day != nil
  }

  private mutating func take(_ match: DatelineMatch) {
    dateline = match.dateline
    bylines += match.bylines
  }

  private mutating func addTitle(_ span: Span) {
    let line = LineReader(units, span, limit: 400)
    let end = span.start + Titles.withoutSite(line.units)
    let found = Span(span.start, end).trimmed(in: units)
    title = found
    paragraphs.append(Paragraph(span: found, role: .title))
    let site = Span(found.end, span.end).trimmed(in: units)
    if !site.isEmpty { paragraphs.append(Paragraph(span: site, role: .source)) }
  }

  /// Cuts off what a page prints before 正文: , and reads its day.
  private mutating func cutHead(_ span: Span) -> Span {
    // Heads padded with blanks reach 400 units.
    let line = LineReader(units, span, limit: 600)
    let mark = Array("正文:".utf16)
    guard let end = line.units.indices.first(where: { line.units[$0...].starts(with: mark) }) else {
      return span
    }
    // Only a head: it holds a day and no sentence.
    guard !line.units[..<end].contains(0x3002) else { return span }
    var reader = line
    while reader.at < end {
      if LineReader.digit(reader.units[reader.at]) != nil, let day = reader.takeDay() {
        if headDay == nil { headDay = day }
        break
      }
      reader.at += 1
    }
    let head = Span(span.start, span.start + end + mark.count)
    paragraphs.append(Paragraph(span: head, role: .source))
    return Span(head.end, span.end)
  }

  /// 广告 … × at the beginning of a line, from the page that a story was taken from.
  private mutating func cutAdvertisement(_ span: Span) -> Span {
    let line = LineReader(units, span, limit: 120)
    guard line.units.starts(with: Array("广告 ".utf16)), let end = line.units.firstIndex(of: 0xD7)
    else {
      return span
    }
    paragraphs.append(Paragraph(span: Span(span.start, span.start + end + 1), role: .other))
    return Span(span.start + end + 1, span.end)
  }

  // MARK: - Story text

  /// A paragraph of the story, and the credits that stand behind its last sentence.
  private mutating func addStory(_ span: Span) {
    let tail = LineReader(units, Span(max(span.start, span.end - 100), span.end))
    guard let cut = SignOffs.tail(of: tail), tail.base + cut > span.start else {
      paragraphs.append(Paragraph(span: span, role: .body))
      return
    }
    paragraphs.append(
      Paragraph(span: Span(span.start, tail.base + cut).trimmed(in: units), role: .body))
    var credits = Span(tail.base + cut, span.end).trimmed(in: units)
    let line = LineReader(units, credits)
    if SignOffs.isEnd(line.units.prefix(3)) {
      paragraphs.append(Paragraph(span: Span(credits.start, credits.start + 3), role: .other))
      credits = Span(credits.start + 3, credits.end).trimmed(in: units)
    }
    guard !credits.isEmpty else { return }
    add(credits, SignOffs.kind(of: LineReader(units, credits)) ?? .boilerplate)
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
