import Values

/// Noun phrases by their last words.
extension SourceFinder {
  private static let platforms = [
    "推特", "微博", "脸书", "抖音", "快手", "微信", "哔哩哔哩", "Twitter", "Facebook", "Instagram",
  ]

  /// What bodies are called in one character after 该.
  private static let bodies = Set("校院行局队台馆店社党团所厂".utf16)

  /// The head of a noun phrase that ends at `end`.
  func head(at end: Int, from start: Int) -> SourcePhrase? {
    let end = trimmedEnd(end, from: start)
    guard end > start else { return nil }
    if let mention = mentions.ending(at: end, from: start) {
      // 某铁塔官方推特: the account is run for what stands before it.
      if mention.type == .organization, ends("官方", at: mention.span.start, from: start),
        Self.platforms.contains(where: {
          $0.unitCount == mention.span.count && ends($0, at: end, from: start)
        }),
        let owner = mentions.ending(at: mention.span.start - 2, from: start)
      {
        return SourcePhrase(
          span: Span(phraseStart(before: owner.span.start, from: start), end), head: .named(owner),
          headSpan: owner.span)
      }
      if let whole = vietnamese(around: mention, from: start) { return whole }
      var phrase = SourcePhrase(
        span: Span(phraseStart(before: mention.span.start, from: start), end),
        head: .named(mention),
        headSpan: mention.span)
      phrase.joint = joint(before: mention, from: phrase.span.start)
      if mention.type == .person {
        phrase.title = title(before: mention.span.start, from: phrase.span.start)
      }
      return phrase
    }
    if units[end - 1] == 0x201D {  // ”
      if let mention = mentions.ending(at: end - 1, from: start) {
        return SourcePhrase(span: Span(start, end), head: .named(mention), headSpan: mention.span)
      }
      // 网站“…”, 公众号“…”: an outlet that is no mention.
      if let open = units[start..<end].lastIndex(of: 0x201C), (3...16).contains(end - open),
        open == start
          || lexicon.longest([.document, .media], endingAt: open, from: start, in: units) > 0
      {
        return SourcePhrase(
          span: Span(start, end), head: .unlisted, headSpan: Span(open + 1, end - 1))
      }
    }
    if units[end - 1] == 0x300B || units[end - 1] == 0x300D {  // 》
      if let mention = mentions.ending(at: end - 1, from: start) {
        return SourcePhrase(span: Span(start, end), head: .named(mention), headSpan: mention.span)
      }
      // 《…报告》: the maker may stand inside, or before it.
      let length = lexicon.longest(.document, endingAt: end - 1, from: start, in: units)
      return SourcePhrase(
        span: Span(start, end), head: .document,
        headSpan: length > 0 ? Span(end - 1 - length, end - 1) : Span(start, end))
    }
    let pronoun = lexicon.longest(.pronoun, endingAt: end, from: start, in: units)
    // 专家们, 专家等
    if pronoun == 0, end - start > 2, units[end - 1] == 0x4EEC || units[end - 1] == 0x7B49 {
      if var phrase = head(at: end - 1, from: start) {
        phrase.span.end = end
        return phrase
      }
    }
    let role = lexicon.longest(.role, endingAt: end, from: start, in: units)
    if pronoun > 0, pronoun >= role {
      // 张三本人
      if let mention = mentions.ending(at: end - pronoun, from: start), mention.type == .person {
        return SourcePhrase(
          span: Span(phraseStart(before: mention.span.start, from: start), end),
          head: .named(mention), headSpan: mention.span)
      }
      let kinds = lexicon.kinds(of: units[end - pronoun..<end])
      return SourcePhrase(
        span: Span(end - pronoun, end), head: .pronoun(kinds), headSpan: Span(end - pronoun, end))
    }
    let outlet = lexicon.longest(.outlet, endingAt: end, from: start, in: units)
    let media = lexicon.longest(.media, endingAt: end, from: start, in: units)
    let document = lexicon.longest(.document, endingAt: end, from: start, in: units)
    if outlet > 0,
      end - outlet == start
        || lexicon.longest(.demonstrative, endingAt: end - outlet, from: start, in: units) > 0
    {
      return SourcePhrase(span: Span(start, end), head: .outlet, headSpan: Span(end - outlet, end))
    }
    if media > 0, media >= role {
      return SourcePhrase(
        span: Span(phraseStart(before: end - media, from: start), end), head: .media,
        headSpan: Span(end - media, end))
    }
    if document > 0, document >= role {
      let span = Span(phraseStart(before: end - document, from: start), end)
      var phrase = SourcePhrase(span: span, head: .document, headSpan: Span(end - document, end))
      phrase.pointsBack = pointsBack(span, head: end - document)
      return phrase
    }
    if role > 0 {
      // 刘先生, 姚明委员: a name before the title.
      let isBody = lexicon.kinds(of: units[end - role..<end]).contains(.body)
      if !isBody,
        let mention = mentions.ending(
          at: unbracketed(trimmedEnd(end - role, from: start), from: start), from: start),
        mention.type == .person,
        // 这位某地国会议员
        lexicon.longest(.demonstrative, endingAt: mention.span.start, from: start, in: units) < 2
      {
        if let whole = vietnamese(around: mention, from: start) { return whole }
        return SourcePhrase(
          span: Span(phraseStart(before: mention.span.start, from: start), end),
          head: .named(mention), headSpan: mention.span, title: Span(end - role, end))
      }
      if !isBody, let phrase = surnamed(title: Span(end - role, end), from: start) { return phrase }
      let span = Span(phraseStart(before: end - role, from: start), end)
      var phrase = SourcePhrase(span: span, head: .role, headSpan: Span(end - role, end))
      phrase.pointsBack = pointsBack(span, head: end - role)
      return phrase
    }
    // 该校, 该行
    if end - start >= 2, units[end - 2] == 0x8BE5, Self.bodies.contains(units[end - 1]) {
      return SourcePhrase(
        span: Span(end - 2, end), head: .role, headSpan: Span(end - 1, end), pointsBack: true)
    }
    if units[end - 1] == 0x65B9, end - start >= 2 {  // 方
      if let mention = mentions.ending(at: end - 1, from: start) {
        return SourcePhrase(
          span: Span(mention.span.start, end), head: .named(mention), headSpan: mention.span)
      }
      return SourcePhrase(
        span: Span(end - 2, end), head: .side, headSpan: Span(end - 2, end - 1))
    }
    return nil
  }

  /// 阮氏兰, of which only the last character is a mention.
  private func vietnamese(around mention: MentionIndex.Named, from start: Int) -> SourcePhrase? {
    let first = mention.span.start - 2
    guard mention.type == .person, first >= start, units[first + 1] == 0x6C0F,  // 氏
      lexicon.kinds(of: units[first]).contains(.surname)
    else { return nil }
    let name = Span(first, mention.span.end)
    return SourcePhrase(
      span: Span(phraseStart(before: first, from: start), name.end), head: .unlisted, headSpan: name
    )
  }

  /// 王部长, 欧阳女士, 张建国同志: a name without a mention before a title that follows names.
  private func surnamed(title: Span, from start: Int) -> SourcePhrase? {
    for length in [1, 2] where title.start - length >= start {
      let name = Span(title.start - length, title.start)
      guard lexicon.kinds(of: units[name.start..<name.end]).contains(.surname) else { continue }
      let begins =
        name.start == start || mentions.ending(at: name.start, from: start) != nil
        || lexicon.longest(
          [.role, .lead, .demonstrative, .adverb], endingAt: name.start, from: start, in: units) > 0
        || units[name.start - 1] == 0x7684 || !units[name.start - 1].isHan
      guard begins else { continue }
      return SourcePhrase(
        span: Span(phraseStart(before: name.start, from: start), title.end), head: .surnamed,
        headSpan: name, title: title)
    }
    guard lexicon.kinds(of: units[title.start..<title.end]).contains(.addressForm) else {
      return nil
    }
    for length in [3, 2] where title.start - length >= start {
      let name = Span(title.start - length, title.start)
      guard isPersonName(name) else { continue }
      return SourcePhrase(
        span: Span(phraseStart(before: name.start, from: start), title.end), head: .unlisted,
        headSpan: name, title: title)
    }
    return nil
  }

  /// Before a bracket that ends at `end`: 塔拉斯（Petteri Taalas）.
  func unbracketed(_ end: Int, from limit: Int) -> Int {
    guard end > limit, units[end - 1] == 0xFF09 || units[end - 1] == 0x29 else { return end }
    var open = end - 1
    while open > limit, units[open] != 0xFF08, units[open] != 0x28, end - open < 60 { open -= 1 }
    return trimmedEnd(open, from: limit)
  }

  /// 该负责人, 这名男子, 上述部门负责人. 该支队领导 is the leader of what was named, somebody new.
  func pointsBack(_ span: Span, head: Int) -> Bool {
    let length = lexicon.longest(.demonstrative, startingAt: span.start, to: head, in: units)
    guard length > 0 else { return false }
    var between = head - span.start - length
    if let open = units[span.start..<head].firstIndex(where: { $0 == 0xFF08 || $0 == 0x28 }),
      let close = closing(open, to: head)
    {
      between -= close - open
    }
    if units[span.start] == 0x8BE5 {  // 该
      return between == 0 || between == 1 && "男女名位家".utf16.contains(units[head - 1])
    }
    let modifier = units[span.start + length..<head]
    guard let end = modifier.lastIndex(of: 0x7684) else { return between <= 8 }
    // 这名31岁的演员, 这位前任的国会议员
    return between <= 24 && end == head - 1
      && units[span.start..<span.start + length].contains { "名位個".utf16.contains($0) }
  }

  /// Whether a bracket in Latin letters ends at `end`: 某党 (ABC).
  private func isGloss(endingAt end: Int, from start: Int) -> Bool {
    let open = unbracketed(end, from: start)
    return open < end && open > start && !units[open..<end].contains(where: \.isHan)
  }

  /// Where a noun phrase begins whose head begins at `head`.
  func phraseStart(before head: Int, from start: Int) -> Int {
    var start = max(strippedLead(start, to: head), head - 60)
    var probe = head - 1
    while probe > start + 1 {
      if units[probe] == 0x20, units[probe - 1] >= 0x3400, units[probe + 1] >= 0x3400,
        probe + 1 < head, afterGloss(probe, to: head) == probe,
        !isGloss(endingAt: probe, from: start)
          || "和与及为在对向".utf16.contains(units[probe + 1])
      {
        start = strippedLead(probe + 1, to: head)
        break
      }
      probe -= 1
    }
    // 在……时 before it, without a comma: begins after the closer.
    let opener = lexicon.longest([.opener, .address], startingAt: start, to: head, in: units)
    if opener > 0, mentions.covering(start) == nil {
      for closer in ["时", "后", "上", "中", "期间", "之后"] {
        var position = head - 1
        while position > start + opener {
          if matches(closer, at: position), mentions.covering(position) == nil {
            return strippedLead(min(head, position + closer.utf16.count), to: head)
          }
          position -= 1
        }
      }
    }
    while start < head - 1, units[start] == 0x7684 { start += 1 }  // 的
    return start
  }

  /// A和B, A、B: the names that are joined to the head.
  func joint(before head: MentionIndex.Named, from start: Int) -> [MentionIndex.Named] {
    var found: [MentionIndex.Named] = []
    var end = head.span.start
    var steps = 0
    while end > start, steps < 4 {
      steps += 1
      // Names of one kind with only a conjunction, and for persons a title, between them.
      let all = mentions.within(Span(start, end)).filter {
        ($0.type == .person) == (head.type == .person)
      }
      guard let other = all.last, end - other.span.end <= 16 else { break }
      let between = units[other.span.end..<end]
      guard
        between.contains(where: { $0 == 0x548C || $0 == 0x4E0E || $0 == 0x3001 || $0 == 0x53CA })
      else { break }
      if head.type != .person, between.count > (other.type == head.type ? 2 : 1) { break }
      if between.contains(0x7684) { break }  // 的
      found.insert(other, at: 0)
      end = other.span.start
    }
    return found
  }
}
