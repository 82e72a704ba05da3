import Values

/// Tells the parts of one article: page head, title, dateline, story, headings, credits.
struct LayoutReader {
  private(set) var layout = ArticleLayout()
  private let units: UnsafeBufferPointer<UInt16>

  init(units: UnsafeBufferPointer<UInt16>) { self.units = units }

  /// Reads an article's blocks in order.
  mutating func read(
    _ blocks: ArraySlice<Block>, _ profiles: ArraySlice<Profile>, title recordTitle: [UInt16]?
  ) {
    var bodies = 0
    for index in blocks.indices {
      let block = blocks[index]
      let profile = profiles[index]
      layout.breaks += block.breaks
      let isLast = index + 1 == blocks.endIndex
      if let kind = profile.kind {
        add(block.span, kind)
      } else if let recordTitle, layout.title == nil, bodies == 0, isSame(block.span, recordTitle) {
        addTitle(block.span)
      } else if bodies == 0 {
        if open(block.span, profile, mayBeTitle: !isLast && layout.title == nil) { bodies += 1 }
      } else if profile.isHeadline, profile.count <= 30, !isLast, profiles[index - 1].endsSentence,
        isHeading(block.span)
      {
        layout.paragraphs.append(Paragraph(span: block.span, role: .heading))
      } else {
        addStory(block.span, profile)
        bodies += 1
      }
    }
  }

  /// Whether a short line is no utterance: those have quotation marks or address somebody.
  private func isHeading(_ span: Span) -> Bool {
    let line = LineReader(units, span)
    let spoken = Array("我你妳他她您咱:,“”「」『』\"".utf16)
    let last = line.units.last ?? 0
    return !line.units.contains { spoken.prefix(9).contains($0) }
      && !(spoken.dropFirst(9).contains(line.units[0]) || spoken.dropFirst(9).contains(last))
  }

  // MARK: - Lines that are no story

  private mutating func add(_ span: Span, _ kind: LayoutLine) {
    let line = LineReader(units, span, limit: 200)
    switch kind {
    case .header(let day):
      if layout.headDay == nil { layout.headDay = day }
      layout.bylines += Bylines.names(in: line, from: 0, to: line.units.count, role: nil)
      layout.paragraphs.append(Paragraph(span: span, role: .source))
    case .signOff:
      let isEnd = SignOffs.isEnd(line.units)
      if !isEnd { credit(line) }
      layout.paragraphs.append(Paragraph(span: span, role: isEnd ? .other : .byline))
    case .byline:
      credit(line)
      layout.paragraphs.append(Paragraph(span: span, role: .byline))
    case .caption:
      layout.paragraphs.append(Paragraph(span: span, role: .caption))
    case .source:
      layout.paragraphs.append(Paragraph(span: span, role: .source))
    case .boilerplate:
      layout.paragraphs.append(Paragraph(span: span, role: .other))
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
    layout.bylines += Bylines.names(in: line, from: start, to: line.units.count, role: role)
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
    rest = cutRelay(rest).trimmed(in: units)
    rest = cutAdvertisement(rest).trimmed(in: units)
    guard !rest.isEmpty else { return false }
    let head = LineReader(units, rest, limit: 200)
    if rest == span, profile.isHeadline, mayBeTitle, !startsWithOriginalTitle(head) {
      addTitle(rest)
      return false
    }
    if layout.dateline == nil, let match = Datelines.match(head), isStated(match) {
      take(match)
      // 新华社哈尔滨7月26日电 题:… is a line of its own.
      if rest.count <= 60, !units[rest.start..<rest.end].contains(0x3002),
        mayBeTitle || layout.title != nil
      {
        layout.paragraphs.append(Paragraph(span: rest, role: .source))
        return false
      }
      addStory(rest, profile)
      return true
    }
    if layout.title == nil, let cut = Titles.fused(head) {
      let found = Span(head.base + cut.title.lowerBound, head.base + cut.title.upperBound)
        .trimmed(in: units)
      if LayoutWords.relays.length(in: head.units, at: 0) != nil {
        // 本文转自:人民网 in front of the dateline.
        layout.paragraphs.append(Paragraph(span: found, role: .source))
        rest = Span(head.base + cut.end, rest.end).trimmed(in: units)
        let story = LineReader(units, rest, limit: Datelines.limit)
        if let match = Datelines.match(story), isStated(match) { take(match) }
        addStory(rest, profile)
        return true
      }
      if cut.title.lowerBound > 0 {
        layout.paragraphs.append(
          Paragraph(
            span: Span(rest.start, found.start).trimmed(in: units), role: .other))
      }
      layout.title = found
      layout.paragraphs.append(Paragraph(span: found, role: .title))
      rest = Span(head.base + cut.end, rest.end).trimmed(in: units)
      rest = cutRelay(rest).trimmed(in: units)
      guard !rest.isEmpty else { return false }
      let story = LineReader(units, rest, limit: Datelines.limit)
      if layout.dateline == nil, let match = Datelines.match(story), isStated(match) { take(match) }
    }
    addStory(rest, profile)
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
    layout.dateline = match.dateline
    layout.bylines += match.bylines
  }

  private mutating func addTitle(_ span: Span) {
    let line = LineReader(units, span, limit: 400)
    let end = span.start + Titles.withoutSite(line.units)
    let found = Span(span.start, end).trimmed(in: units)
    layout.title = found
    layout.paragraphs.append(Paragraph(span: found, role: .title))
    let site = Span(found.end, span.end).trimmed(in: units)
    if !site.isEmpty { layout.paragraphs.append(Paragraph(span: site, role: .source)) }
  }

  /// Cuts off what a page prints before 正文: , and reads its day.
  private mutating func cutHead(_ span: Span) -> Span {
    // Heads padded with blanks reach 400 units.
    let limit = min(span.end - 2, span.start + 600)
    guard
      let mark = (span.start..<max(span.start, limit)).first(where: {
        units[$0] == 0x6B63 && units[$0 + 1] == 0x6587
          && (units[$0 + 2] == 0xFF1A || units[$0 + 2] == 0x3A)
      })
    else { return span }
    let line = LineReader(units, Span(span.start, mark + 3))
    let end = mark - span.start
    // Only a head: it holds a day and no sentence.
    guard !line.units[..<end].contains(0x3002) else { return span }
    var reader = line
    while reader.at < end {
      if LineReader.digit(reader.units[reader.at]) != nil, let day = reader.takeDay() {
        if layout.headDay == nil { layout.headDay = day }
        break
      }
      reader.at += 1
    }
    let head = Span(span.start, mark + 3)
    layout.paragraphs.append(Paragraph(span: head, role: .source))
    return Span(head.end, span.end)
  }

  /// 本文转自【环球时报】; at the beginning of a line.
  private mutating func cutRelay(_ span: Span) -> Span {
    let line = LineReader(units, span, limit: 40)
    guard line.units.starts(with: Array("本文转自【".utf16)),
      var end = line.units.firstIndex(of: 0x3011)
    else { return span }
    end += 1
    if end < line.units.count, line.units[end] == 0x3B { end += 1 }
    layout.paragraphs.append(Paragraph(span: Span(span.start, span.start + end), role: .source))
    return Span(span.start + end, span.end)
  }

  /// 广告 … × at the beginning of a line, from the page that a story was taken from.
  private mutating func cutAdvertisement(_ span: Span) -> Span {
    let line = LineReader(units, span, limit: 120)
    guard line.units.starts(with: Array("广告 ".utf16)), let end = line.units.firstIndex(of: 0xD7)
    else {
      return span
    }
    layout.paragraphs.append(Paragraph(span: Span(span.start, span.start + end + 1), role: .other))
    return Span(span.start + end + 1, span.end)
  }

  // MARK: - Story text

  /// A paragraph of the story, and the credits that stand behind its last sentence.
  private mutating func addStory(_ span: Span, _ profile: Profile) {
    guard let cut = profile.credits, cut > span.start else {
      layout.paragraphs.append(Paragraph(span: span, role: .body))
      return
    }
    layout.paragraphs.append(
      Paragraph(span: Span(span.start, cut).trimmed(in: units), role: .body))
    var credits = Span(cut, span.end).trimmed(in: units)
    let line = LineReader(units, credits)
    if SignOffs.isEnd(line.units.prefix(3)) {
      layout.paragraphs.append(
        Paragraph(span: Span(credits.start, credits.start + 3), role: .other))
      credits = Span(credits.start + 3, credits.end).trimmed(in: units)
    }
    guard !credits.isEmpty else { return }
    add(credits, SignOffs.kind(of: LineReader(units, credits)) ?? .boilerplate)
  }
}
