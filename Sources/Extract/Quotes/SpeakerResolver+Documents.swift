import Values

/// Writings that speak for those who made them, and outlets that are meant by 报道.
extension SpeakerResolver {
  private static let issued: Set<String> = [
    "声明", "公告", "通报", "公报", "报告", "文章", "帖子", "推文", "社论", "官网", "新闻稿", "通告", "财报",
    "年报", "备忘录", "网站", "预报", "通知", "评论", "公示", "起诉书", "判决书", "白皮书", "预警", "提示", "警报",
  ]

  /// What is run in the name of what stands before it.
  private static let accounts: Set<String> = [
    "公众号", "官微", "官博", "账号", "官网", "官方推特", "官方微博", "官方账号",
  ]

  func outlet(_ phrase: SourcePhrase) -> Resolved {
    if let outlet = outletOpening(before: phrase.span.start) {
      return Resolved(speakers: [speaker(outlet)], how: .inherited, confidence: 0.85)
    }
    if !outlets.isEmpty { return Resolved(speakers: outlets, how: .inherited, confidence: 0.9) }
    if let entity = lastMedia(before: phrase.span.start) {
      return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.7)
    }
    return Resolved(
      speakers: [unnamedSpeaker(phrase.span, kind: .document)], how: .explicit,
      confidence: 0.5)
  }

  /// The outlet that the sentence opens with: 《某报》9日也报道了此事，报道还提到.
  private func outletOpening(before position: Int) -> Int? {
    var start = position
    while start > 0, position - start < 60, !"。！？\n".utf16.contains(units[start - 1]) {
      start -= 1
    }
    while start < position, " 《“".utf16.contains(units[start]) { start += 1 }
    guard let mention = mentions.covering(start), mention.span.start == start,
      mention.span.end < position, isMedia(mention.entity)
    else { return nil }
    return mention.entity
  }

  /// Who stands before 在 in 张三在某平台发表的声明.
  private func author(before position: Int) -> Int? {
    var end = position
    while end > 0, position - end < 2, units[end - 1] == 0x20 { end -= 1 }
    guard end > 1, units[end - 1] == 0x5728,  // 在
      let mention = mentions.ending(at: end - 1, from: max(0, end - 40)), mention.type != .place
    else { return nil }
    return mention.entity
  }

  mutating func document(_ phrase: SourcePhrase) -> Resolved {
    // 联合国粮农组织的报告: who made it stands in the phrase.
    let inside = mentions.within(phrase.span)
    if let author = author(before: phrase.span.start) {
      return Resolved(speakers: [speaker(author)], how: .explicit, confidence: 0.85)
    }
    if let account = quotedAccount(phrase) {
      return Resolved(speakers: [account], how: .explicit, confidence: 0.8)
    }
    if let maker = inside.first(where: { $0.type == .organization })
      ?? inside.last(where: { mention in
        // 张三发给李四的短信: to whom it is written.
        mention.type == .person
          && !(mention.span.start > phrase.span.start
            && "给致".utf16.contains(units[mention.span.start - 1]))
      })
      ?? (Self.accounts.contains(text(phrase.headSpan)) ? inside.last : nil)
    {
      return Resolved(speakers: [speaker(maker.entity)], how: .explicit, confidence: 0.75)
    }
    if let outlet = titledOutlet(phrase) {
      cite([outlet])
      return Resolved(speakers: [outlet], how: .explicit, confidence: 0.85)
    }
    if phrase.span == phrase.headSpan, text(phrase.headSpan) == "消息", let news,
      phrase.span.start - news.position <= Self.recent
    {
      return Resolved(speakers: news.speakers, how: .inherited, confidence: 0.75)
    }
    if phrase.span.count <= 6 {
      let words = text(phrase.headSpan)
      if Self.issued.contains(words), let body = bodyThatSpoke(before: phrase.span.start) {
        return Resolved(speakers: body, how: .inherited, confidence: 0.8)
      }
      if let issuer = issuers[words] {
        return Resolved(speakers: issuer, how: .inherited, confidence: 0.85)
      }
      if phrase.span.start < titleEnd, Self.issued.contains(words),
        let maker = maker(of: phrase.headSpan, forwards: true)
      {
        return Resolved(speakers: [speaker(maker)], how: .headline, confidence: 0.75)
      }
      if Self.issued.contains(words), let maker = maker(of: phrase.headSpan) {
        issue(words, by: [speaker(maker)])
        return Resolved(speakers: [speaker(maker)], how: .inherited, confidence: 0.75)
      }
      if Self.issued.contains(words) || phrase.pointsBack {
        if let last, let first = last.speakers.first, isBody(first) {
          return Resolved(speakers: last.speakers, how: .inherited, confidence: 0.7)
        }
        if let entity = lastMention(
          before: phrase.span.start,
          where: { $0.type == .organization && !isMedia($0.entity) })
        {
          // An article may speak of several reports.
          if words != "报告" { issue(words, by: [speaker(entity)]) }
          return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.6)
        }
        if let last, !last.speakers.isEmpty {
          return Resolved(speakers: last.speakers, how: .inherited, confidence: 0.6)
        }
      }
    }
    return Resolved(
      speakers: [unnamedSpeaker(phrase.span, kind: .document)], how: .explicit,
      confidence: 0.5)
  }

  /// The body that spoke last, in the same paragraph and not long before: X办公室表示：“…”“…”声明说.
  private func bodyThatSpoke(before position: Int) -> [Speaker]? {
    guard let last, let first = last.speakers.first, lastPosition < position,
      position - lastPosition <= Self.recent,
      !units[lastPosition..<position].contains(0x0A),
      isBody(first) || first.entity == nil && Self.bodyEndings.contains(where: first.name.hasSuffix)
    else { return nil }
    return last.speakers
  }

  /// In UTF-16 units: two or three sentences.
  private static let recent = 200
  private static let bodyEndings = ["办公室", "委员会", "公司", "部门", "团队", "政府", "机构", "方面"]

  /// 《…》杂志, “…”网站: a paper that is no mention, by the name between its marks.
  private func titledOutlet(_ phrase: SourcePhrase) -> Speaker? {
    guard phrase.headSpan.start > phrase.span.start else { return nil }
    let bare = Span(phrase.span.start, phrase.headSpan.start)
    // 某国新闻频道网站
    if text(phrase.headSpan) == "网站", (4...20).contains(bare.count),
      units[bare.start..<bare.end].allSatisfy(\.isHan),
      !units[bare.start..<bare.end].contains(0x7684),
      ["频道", "电视台", "日报", "时报", "通讯社", "新闻社", "周刊", "新闻网"].contains(where: text(bare).hasSuffix)
    {
      return Speaker(entity: nil, name: text(bare), kind: .named, phrase: bare)
    }
    let mark = units[phrase.headSpan.start - 1]
    guard mark == 0x300B || mark == 0x201D,
      ["杂志", "网站", "周刊", "官网"].contains(text(phrase.headSpan))
    else { return nil }
    let end = phrase.headSpan.start - 1
    let opening: UInt16 = mark == 0x300B ? 0x300A : 0x201C
    guard let open = units[phrase.span.start..<end].lastIndex(of: opening), end - open > 2 else {
      return nil
    }
    let name = Span(open + 1, end)
    return Speaker(entity: nil, name: text(name), kind: .named, phrase: name)
  }

  /// “某某超市”官方公众号: whose account it is, by the name between the marks.
  private func quotedAccount(_ phrase: SourcePhrase) -> Speaker? {
    guard Self.accounts.contains(text(phrase.headSpan)) else { return nil }
    var end = phrase.headSpan.start
    if end - phrase.span.start > 2, "官方".stands(in: units, at: end - 2) { end -= 2 }
    guard end > phrase.span.start, units[end - 1] == 0x201D,  // ”
      let open = units[phrase.span.start..<end].lastIndex(of: 0x201C),
      (4...22).contains(end - open)
    else { return nil }
    let name = Span(open + 1, end - 1)
    if let mention = mentions.ending(at: name.end, from: name.start) {
      return mention.span == name ? speaker(mention.entity) : nil
    }
    return Speaker(entity: nil, name: text(name), kind: .named, phrase: name)
  }

  /// How far back a document's first mention is looked for, in UTF-16 units.
  private static let reach = 3_000
  /// How many occurrences are looked at: each costs its sentence.
  private static let mostOccurrences = 12

  private static let authorities = ["政府", "当局", "官方", "警方"]

  /// The body that stands before another occurrence of the document's name in its sentence, an earlier
  /// one or, for a headline, a later one: 某某局当天发布公告 … 公告说.
  private func maker(of head: Span, forwards: Bool = false) -> Int? {
    guard head.count >= 2 else { return nil }
    let word = units[head.start..<head.end]
    var position = forwards ? head.end : head.start - 1
    let steps = min(Self.reach, forwards ? units.count - head.end - head.count : head.start)
    var occurrences = 0
    // Taken when no body stands before any occurrence.
    var place: Int?
    for _ in 0..<max(0, steps) {
      defer { position += forwards ? 1 : -1 }
      guard units[position] == word.first,
        units[position..<min(units.count, position + head.count)].elementsEqual(word)
      else { continue }
      occurrences += 1
      if occurrences > Self.mostOccurrences { break }
      var start = position
      while start > 0, position - start < 80, !"。！？\n".utf16.contains(units[start - 1]) {
        start -= 1
      }
      let makers = mentions.within(Span(start, position)).filter { $0.type == .organization }
      if let maker = makers.last(where: { !isMedia($0.entity) }) { return maker.entity }
      // 某市政府官网发布了一份公示
      if place == nil {
        place =
          mentions.within(Span(start, position)).last { mention in
            mention.type == .place
              && Self.authorities.contains { $0.stands(in: units, at: mention.span.end) }
          }?.entity
      }
    }
    return place
  }
}
