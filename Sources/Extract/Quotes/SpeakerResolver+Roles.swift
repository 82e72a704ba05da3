import Values

/// Persons and bodies by what they are: 该负责人, 匈牙利总理, 王部长, 俄方, 韩国政府, 该公司.
extension SpeakerResolver {
  private static let governments: Set<String> = [
    "政府", "当局", "警方", "官方", "检方", "军方", "方面", "警察", "方", "内阁",
  ]

  /// Words that any body can be meant by; others only by one that is called so.
  private static let anyBody: Set<String> = [
    "公司", "集团", "企业", "机构", "组织", "部门", "平台", "媒体", "智库", "运营商", "制造商", "供应商", "零售商", "生产商", "巨头",
    "航司", "车企", "药企",
  ]

  func role(_ phrase: SourcePhrase, subject: Int? = nil) -> Resolved {
    let head = text(phrase.headSpan)
    // 韩国政府, 白宫方面: the place or body itself.
    if Self.governments.contains(head) || head.hasSuffix("方面"),
      let mention = mentions.ending(at: phrase.headSpan.start, from: phrase.span.start)
    {
      return Resolved(speakers: [speaker(mention.entity)], how: .explicit, confidence: 0.85)
    }
    // 波兰右翼政府: the place that the phrase begins with, when nothing else is named in it.
    if Self.governments.contains(head) {
      let named = mentions.within(Span(phrase.span.start, phrase.headSpan.start))
      if named.count == 1, named[0].type == .place, named[0].span.start == phrase.span.start,
        phrase.headSpan.start - named[0].span.end <= 6
      {
        return Resolved(speakers: [speaker(named[0].entity)], how: .explicit, confidence: 0.8)
      }
    }
    // 韩政府, 俄军方
    if Self.governments.contains(head), phrase.headSpan.start - phrase.span.start == 1,
      let country = country(at: phrase.span.start)
    {
      return Resolved(speakers: [country], how: .explicit, confidence: 0.85)
    }
    let bare = phrase.headSpan.start == phrase.span.start
    // 法院: the court that was named before.
    if bare, head.utf16.count >= 2, head != "公司",
      let entity = lastBody(named: head, before: phrase.span.start)
    {
      return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.8)
    }
    if let person = holder(of: phrase) { return person }
    // 这对夫妻: the two, or they stay unnamed.
    if Self.couples.contains(head), phrase.pointsBack || bare {
      if let pair = joined(before: phrase.span.start), pair.speakers.count == 2 { return pair }
    } else if phrase.pointsBack || bare {
      if let back = pointedBack(head, phrase: phrase, bare: bare, subject: subject) { return back }
    }
    if let staff = staff(phrase) {
      return Resolved(speakers: [staff], how: .inherited, confidence: 0.75)
    }
    if let person = introducedLater(phrase) ?? introducedNext(phrase) {
      return Resolved(speakers: [speaker(person)], how: .context, confidence: 0.7)
    }
    return Resolved(
      speakers: [unnamedSpeaker(phrase.span)], how: .explicit,
      confidence: phrase.span.count > 24 ? 0.7 : 0.9)
  }

  private static let couples: Set<String> = [
    "夫妻", "夫妇", "两口子", "夫妻俩", "情侣", "父子", "母女", "母子", "父女",
  ]

  /// 其工作人员: those of the body named last, by its name.
  private func staff(_ phrase: SourcePhrase) -> Speaker? {
    guard units[phrase.span.start] == 0x5176, phrase.headSpan.start == phrase.span.start + 1,  // 其
      let mention = mentions.named[..<mentions.firstIndex(from: phrase.span.start)].last,
      mention.type == .organization, phrase.span.start - mention.span.end <= Self.nearby,
      !units[mention.span.end..<phrase.span.start].contains(0x0A)
    else { return nil }
    return Speaker(
      entity: nil, name: entities[mention.entity].name + text(phrase.headSpan), kind: .anonymous)
  }

  /// In UTF-16 units: the clause before.
  private static let nearby = 20

  /// An article opens with 一名企鹅研究专家 and names them in the next sentences: 某大学企鹅研究专家张三. So far, in
  /// UTF-16 units, the first words of an article reach, and the name is looked for.
  private static let opening = 120
  private static let introduction = 400

  /// The one person who is given the title of a phrase like 一名企鹅研究专家 soon after it, with the same
  /// words before the title.
  private func introducedLater(_ phrase: SourcePhrase) -> Int? {
    guard phrase.span.start < titleEnd + Self.opening, phrase.headSpan.count >= 2 else {
      return nil
    }
    let modifier = units[phrase.span.start..<phrase.headSpan.start]
    guard
      let measure = modifier.lastIndex(where: { "名位個个".utf16.contains($0) }),
      measure > phrase.span.start, units[measure - 1] == 0x4E00,  // 一
      phrase.headSpan.start - measure - 1 >= 2
    else { return nil }
    let words = units[phrase.headSpan.start..<phrase.headSpan.end]
    let last = units[phrase.headSpan.start - 2..<phrase.headSpan.start]
    var found: Int?
    for entry in titles.entries[titles.index(from: phrase.span.end)...].prefix(Self.mostTitles) {
      guard entry.position < phrase.span.end + Self.introduction else { break }
      guard units[entry.title.start..<entry.title.end].elementsEqual(words),
        entry.title.start - entry.modifier.start >= 2,
        units[entry.title.start - 2..<entry.title.start].elementsEqual(last)
      else { continue }
      if let found, found != entry.person { return nil }
      found = entry.person
    }
    return found
  }

  /// The person, new to the article, with whose name the line after a first line opens that tells what
  /// 某国外交部长 or 一名议员 said.
  private func introducedNext(_ phrase: SourcePhrase) -> Int? {
    guard phrase.span.start < titleEnd + Self.opening,
      let line = units[phrase.span.end...].firstIndex(of: 0x0A),
      case let next = line + 1, next < units.count, line - phrase.span.end < Self.opening,
      let mention = mentions.covering(next), mention.span.start == next, mention.type == .person,
      mentions.named[..<mentions.firstIndex(from: next)].allSatisfy({ $0.entity != mention.entity })
    else { return nil }
    let modifier = units[phrase.span.start..<phrase.headSpan.start]
    let one = modifier.contains(0x4E00) && modifier.contains { "名位個".utf16.contains($0) }
    let kinds = lexicon.kinds(of: units[phrase.headSpan.start..<phrase.headSpan.end])
    return one
      || kinds.contains(.office)
        && !affiliations(in: Span(phrase.span.start, phrase.headSpan.start)).isEmpty
      ? mention.entity : nil
  }

  private func pointedBack(
    _ head: String, phrase: SourcePhrase, bare: Bool, subject: Int?
  ) -> Resolved? {
    // 该行, 该校: the body that was named last by a name that ends so.
    if head.utf16.count == 1, phrase.span.count == 2 {
      let endings = head == "校" ? ["校", "学", "学院"] : [head]
      let found = endings.compactMap { lastBody(named: $0, before: phrase.span.start) }.first
      // 某某证券认为，…。该行表示: a bank under another name.
      return (found ?? (head == "行" ? lastSpokenBody(before: phrase.span.start) : nil)).map {
        Resolved(speakers: [speaker($0)], how: .inherited, confidence: 0.8)
      } ?? Resolved(speakers: [unnamedSpeaker(phrase.span)], how: .explicit, confidence: 0.7)
    }
    let kinds = lexicon.kinds(of: units[phrase.headSpan.start..<phrase.headSpan.end])
    if kinds.contains(.body) || Self.anyBody.contains(head) {
      if bare, head != "公司", head != "集团" { return nil }
      let position = phrase.span.start
      if Self.anyBody.contains(head) {
        if !bare, units[phrase.span.start..<phrase.headSpan.start].contains(0x4E24) {  // 两
          return lastTwo(before: position)
        }
        let entity =
          bare
          ? mostNamedCompany(before: position)
          : bodyOpening(sentenceBefore: position) ?? lastSpokenBody(before: position)
            ?? lastMention(before: position) {
              $0.type == .organization && (head == "媒体" || !isMedia($0.entity))
            } ?? lastMention(of: .organization, before: position)
        return entity.map {
          Resolved(speakers: [speaker($0)], how: .inherited, confidence: bare ? 0.6 : 0.75)
        }
      }
      return lastBody(named: head, before: position).map {
        Resolved(speakers: [speaker($0)], how: .inherited, confidence: 0.75)
      }
    }
    // 这些美国官员: those who were called so.
    if units[phrase.span.start..<phrase.headSpan.start].contains(0x4E9B) {
      let rest = text(Span(phrase.span.start + 2, phrase.span.end))
      return unnamed.last { $0.speaker.name.hasSuffix(rest) }.map {
        Resolved(speakers: [$0.speaker], how: .inherited, confidence: 0.8)
      }
    }
    // 这位议员 after 某议员张三 has spoken.
    if !bare, lastPersonPosition > lastUnnamedPosition,
      titles.entries(of: lastPerson).contains(where: { isTitle($0.title, like: head) })
    {
      return Resolved(speakers: [speaker(lastPerson)], how: .inherited, confidence: 0.85)
    }
    if let recent = unnamed.last(where: {
      ($0.head == head || $0.speaker.name.hasSuffix(head)) && (!bare || $0.spoke)
    }) {
      return Resolved(speakers: [recent.speaker], how: .inherited, confidence: 0.85)
    }
    if bare { return nil }
    if let subject {
      return Resolved(speakers: [speaker(subject)], how: .inherited, confidence: 0.75)
    }
    // 一名消息人士说，…。这位外交官说: the unnamed one goes on.
    if Self.officials.contains(where: head.hasSuffix), let last, last.speakers.count == 1,
      last.speakers[0].entity == nil, lastUnnamedPosition > lastPersonPosition,
      phrase.span.start - lastPosition <= Self.recently,
      Self.officials.contains(where: last.speakers[0].name.hasSuffix)
    {
      return Resolved(speakers: last.speakers, how: .inherited, confidence: 0.7)
    }
    // Who is called so has no name in the article.
    if Self.nameless.contains(where: head.hasSuffix) { return nil }
    if lastPerson >= 0 {
      return Resolved(speakers: [speaker(lastPerson)], how: .inherited, confidence: 0.75)
    }
    if let entity = lastMention(
      before: phrase.span.start,
      where: { $0.type == .person && !titles.bylines.contains($0.entity) })
    {
      return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.6)
    }
    return nil
  }

  /// In UTF-16 units: two or three sentences.
  private static let recently = 200
  /// One and the same person can be called by several of these.
  private static let officials = ["人士", "官员", "外交官", "专家", "学者", "分析师", "线人"]
  private static let nameless = [
    "人士", "线人", "网友", "网民", "工作人员", "家长", "游客", "顾客", "乘客", "目击者", "发布者", "店员", "客服", "市民", "村民",
    "居民", "邻居", "路人", "观众", "粉丝", "业主", "员工", "消费者", "用户", "负责人", "发言人",
  ]

  /// 议员 and 国会议员 are one title.
  private func isTitle(_ title: Span, like head: String) -> Bool {
    let words = text(title)
    return words.hasSuffix(head) || head.hasSuffix(words)
  }

  /// 这两家机构: the two bodies that were named last.
  private func lastTwo(before position: Int) -> Resolved? {
    guard let second = lastMention(of: .organization, before: position),
      let first = lastMention(
        before: position, where: { $0.type == .organization && $0.entity != second })
    else { return nil }
    return Resolved(
      speakers: [speaker(first), speaker(second)], how: .inherited, confidence: 0.65)
  }

  /// The body, not an outlet, that speaks in the sentence before the one at `position` or that it opens
  /// with, or that of its own.
  private func bodyOpening(sentenceBefore position: Int) -> Int? {
    let spoken = lastSpokenBody(before: position)
    var start = position
    var sentences = 0
    while start > 0, position - start < Self.spokenReach, sentences < 2 {
      start -= 1
      guard start == 0 || "。！？\n".utf16.contains(units[start - 1]) else { continue }
      sentences += 1
      if let spoken, lastPosition >= start { return spoken }
      let first = mentions.named[mentions.firstIndex(from: start)...].first
      if let first, first.span.start - start <= 2, first.span.end < position,
        first.type == .organization, !isMedia(first.entity)
      {
        return first.entity
      }
    }
    return nil
  }

  /// The body, not an outlet, that was the last speaker, not long before.
  private func lastSpokenBody(before position: Int) -> Int? {
    guard let last, last.speakers.count == 1, let entity = index(of: last.speakers[0]),
      entities[entity].type == .organization, !isMedia(entity),
      position - lastPosition <= Self.spokenReach
    else { return nil }
    return entity
  }

  /// In UTF-16 units: a paragraph.
  private static let spokenReach = 400

  /// The company that was named most often: 公司 in its own announcement.
  private func mostNamedCompany(before position: Int) -> Int? {
    var counts: [Int: Int] = [:]
    for mention in mentions.named[..<mentions.firstIndex(from: position)].suffix(Self.mostMentions)
    where mention.type == .organization {
      let subtype = entities[mention.entity].subtype
      if subtype == nil || subtype == "company", !isMedia(mention.entity) {
        counts[mention.entity, default: 0] += 1
      }
    }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
      ?? lastMention(before: position) { $0.type == .organization && !isMedia($0.entity) }
  }

  // MARK: Titles

  /// How many titles are compared with a phrase in either direction.
  private static let mostTitles = 200

  /// The person whom the article gives the title of the phrase: 匈牙利总理 in a headline, 总统 later on.
  private func holder(of phrase: SourcePhrase) -> Resolved? {
    let words = units[phrase.headSpan.start..<phrase.headSpan.end]
    let headline = phrase.span.start < titleEnd
    guard headline || lexicon.kinds(of: words).contains(.office) else { return nil }
    let title = office(phrase.headSpan, after: phrase.span.start)
    let modifier = Span(phrase.span.start, phrase.headSpan.start)
    // 一名议员, 多国领导人 are nobody in particular.
    if units[modifier.start..<modifier.end].contains(where: { "一名位个两三多些几各某数".utf16.contains($0) }) {
      return nil
    }
    let places = affiliations(in: modifier)
    // 外交部长: what a minister is of is no modifier.
    let bare = modifier.count == 0 || modifier.count <= 2 && title != text(phrase.headSpan)
    if !bare, places.isEmpty { return nil }
    if bare, headline {
      return lexicon.kinds(of: words).contains(.office)
        ? onlyHolder(of: title, like: phrase, anywhere: true).map {
          Resolved(
            speakers: [speaker($0.person, title: reading.originalText(phrase.headSpan))],
            how: .headline, confidence: 0.75)
        } ?? publicHolder(of: title, places: [], before: units.count) : nil
    }
    var found: TitleIndex.Entry?
    let position = phrase.span.start
    let next = titles.index(from: position)
    // Backwards from the phrase; forwards only from a headline.
    var order = Array((max(0, next - Self.mostTitles)..<next).reversed())
    let opens = phrase.span.start < titleEnd + Self.opening && !places.isEmpty
    if headline || opens { order += next..<min(titles.entries.count, next + Self.mostTitles) }
    for index in order {
      let entry = titles.entries[index]
      guard office(entry.title, after: entry.modifier.start) == title,
        isFormer(entry.title) == isFormer(phrase.headSpan)
      else { continue }
      if !places.isEmpty {
        let theirs = affiliations(in: entry.modifier)
        guard places.contains(where: { theirs.contains($0) }) else { continue }
      }
      found = entry
      break
    }
    if found == nil, headline { found = onlyHolder(of: title, like: phrase) }
    guard let found else {
      return publicHolder(of: title, places: places, before: headline ? units.count : position)
        ?? (headline ? firstSubject(for: words) : nil)
    }
    return Resolved(
      speakers: [speaker(found.person, title: reading.originalText(phrase.headSpan))],
      how: headline ? .headline : .title, confidence: places.isEmpty ? 0.7 : 0.85)
  }

  /// Whether the article says who holds the office of a phrase.
  func isHeld(_ phrase: SourcePhrase) -> Bool { holder(of: phrase) != nil }

  /// The person of public life who holds an office that the article gives nobody, 总统 or 美国总统, when
  /// it names them.
  private func publicHolder(of title: String, places: [Int], before position: Int) -> Resolved? {
    guard Self.publicOffices.contains(title) else { return nil }
    let person = lastMention(before: position) { mention in
      guard mention.type == .person,
        let office = publicPersons.office(of: entities[mention.entity]), office.title == title
      else { return false }
      return places.isEmpty || places.contains { entities[$0].name == office.country }
    }
    return person.map {
      Resolved(speakers: [speaker($0)], how: .title, confidence: 0.75)
    }
  }

  private static let publicOffices: Set<String> = ["总统", "总理", "首相", "国务卿", "外长"]

  /// The one person of the article who is given the title of a headline, with no other country named
  /// before it.
  ///
  /// - Parameter anywhere: Whatever is named before it.
  private func onlyHolder(
    of title: String, like phrase: SourcePhrase, anywhere: Bool = false
  ) -> TitleIndex.Entry? {
    var found: TitleIndex.Entry?
    for entry in titles.entries.prefix(Self.mostTitles)
    where office(entry.title, after: entry.modifier.start) == title
      && isFormer(entry.title) == isFormer(phrase.headSpan)
    {
      if let found, found.person != entry.person { return nil }
      if !anywhere, !affiliations(in: entry.modifier).isEmpty { continue }
      found = entry
    }
    return found
  }

  private func isFormer(_ title: Span) -> Bool {
    title.start > 0 && units[title.start - 1] == 0x524D  // 前
  }

  /// An office in a headline whose holder the text gives no title: the person that the text opens with.
  private func firstSubject(for title: ArraySlice<UInt16>) -> Resolved? {
    guard lexicon.kinds(of: title).contains(.office) else { return nil }
    var index = mentions.firstIndex(from: titleEnd)
    while index < mentions.named.count, mentions.named[index].span.start < titleEnd + 24 {
      let mention = mentions.named[index]
      if mention.type == .person, !titles.bylines.contains(mention.entity) {
        return Resolved(speakers: [speaker(mention.entity)], how: .headline, confidence: 0.6)
      }
      index += 1
    }
    return nil
  }

  /// A title in its short form: 外交部长 and 外交大臣 are 外长.
  private func office(_ title: Span, after start: Int) -> String {
    let words = text(title)
    guard ["部长", "大臣", "相"].contains(where: { words.hasSuffix($0) }) else { return words }
    let full = text(Span(max(start, title.start - 3), title.end))
    for (field, short) in [("外交", "外长"), ("国防", "防长"), ("财政", "财长")] where full.contains(field) {
      return short
    }
    switch words {
    case "外相": return "外长"
    case "防相": return "防长"
    case "财相": return "财长"
    default: return words
    }
  }

  /// The places and bodies that a title's modifier names, by entity; a country's abbreviation too.
  private func affiliations(in span: Span) -> [Int] {
    var found = mentions.within(span).map(\.entity)
    if span.count > 0, let country = country(at: span.start), let index = index(of: country) {
      found.append(index)
    }
    return found
  }

  /// 王部长: the person of that surname who was named last, else nobody that is known.
  func surnamed(_ phrase: SourcePhrase) -> Resolved {
    let surname = units[phrase.headSpan.start..<phrase.headSpan.end]
    let fits: (Int) -> Bool = { entity in
      guard entities[entity].type == .person, !titles.bylines.contains(entity) else {
        return false
      }
      let name = Array(entities[entity].name.utf16)
      return (2...4).contains(name.count) && name.starts(with: surname)
        && name.allSatisfy(\.isHan)
    }
    let title = title(of: phrase)
    if let entity = lastMention(before: phrase.span.start, where: { fits($0.entity) }) {
      return Resolved(speakers: [speaker(entity, title: title)], how: .title, confidence: 0.9)
    }
    // 韩总统 is no Mr Han.
    if phrase.headSpan.count == 1, country(at: phrase.headSpan.start) != nil,
      let span = phrase.title
    {
      var office = phrase
      office.head = .role
      office.headSpan = span
      if let person = holder(of: office) { return person }
    }
    if let recent = unnamed.last(where: { $0.speaker.name.utf16.starts(with: surname) }) {
      return Resolved(speakers: [recent.speaker], how: .title, confidence: 0.8)
    }
    return Resolved(
      speakers: [
        Speaker(
          entity: nil, name: text(Span(phrase.headSpan.start, phrase.span.end)), kind: .anonymous,
          title: title, phrase: Span(phrase.headSpan.start, phrase.span.end))
      ], how: .explicit, confidence: 0.85)
  }

  // MARK: Sides

  /// 俄方: the country, whether or not the article names it in full.
  func side(_ phrase: SourcePhrase) -> Resolved {
    guard let country = country(at: phrase.headSpan.start) else {
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span, kind: .collective)], how: .explicit,
        confidence: 0.7)
    }
    return Resolved(speakers: [country], how: .explicit, confidence: 0.9)
  }

  /// The country that one character abbreviates: its entity if the article has one.
  private func country(at position: Int) -> Speaker? {
    guard let name = catalogue.country(abbreviatedBy: units[position]) else { return nil }
    let key = "place:" + name
    if let index = countries[key] { return speaker(index) }
    return Speaker(entity: nil, name: name, kind: .named)
  }
}
