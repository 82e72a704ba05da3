import Values

/// Persons and bodies by what they are: 该负责人, 匈牙利总理, 王部长, 俄方, 韩国政府, 该公司.
extension SpeakerResolver {
  private static let governments: Set<String> = [
    "政府", "当局", "警方", "官方", "检方", "军方", "方面", "警察", "方", "内阁",
  ]

  private static let bodies: Set<String> = [
    "公司", "集团", "企业", "机构", "组织", "银行", "部门", "部", "局", "院", "会", "协会", "委员会",
    "大学", "学校", "医院", "法院", "法庭", "平台", "俱乐部", "球队", "媒体", "政党", "党", "基金会", "研究所",
    "智库", "网站", "中心", "办公室", "央行", "工会", "团队", "联盟", "支队", "派出所",
  ]

  func role(_ phrase: SourcePhrase) -> Resolved {
    let head = text(phrase.headSpan)
    // 韩国政府, 白宫方面: the place or body itself.
    if Self.governments.contains(head) || head.hasSuffix("方面"),
      let mention = mentions.ending(at: phrase.headSpan.start, from: phrase.span.start)
    {
      return Resolved(speakers: [speaker(mention.entity)], how: .explicit, confidence: 0.85)
    }
    // 韩政府, 俄军方
    if Self.governments.contains(head), phrase.headSpan.start - phrase.span.start == 1,
      let country = country(at: phrase.span.start)
    {
      return Resolved(speakers: [country], how: .explicit, confidence: 0.85)
    }
    let bare = phrase.headSpan.start == phrase.span.start
    // 法院: the court that was named before.
    if bare, head.utf16.count >= 2, let entity = lastBody(named: head, before: phrase.span.start) {
      return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.8)
    }
    if let person = holder(of: phrase) { return person }
    if phrase.pointsBack || bare {
      if let back = pointedBack(head, phrase: phrase, bare: bare) { return back }
    }
    return Resolved(
      speakers: [unnamedSpeaker(phrase.span)], how: .explicit,
      confidence: phrase.span.count > 24 ? 0.7 : 0.9)
  }

  private func pointedBack(_ head: String, phrase: SourcePhrase, bare: Bool) -> Resolved? {
    if Self.bodies.contains(where: { head.hasSuffix($0) }) {
      if bare, head != "公司" { return nil }
      if let entity = lastMention(of: .organization, before: phrase.span.start) {
        return Resolved(
          speakers: [speaker(entity)], how: .inherited, confidence: bare ? 0.6 : 0.75)
      }
      return nil
    }
    if let recent = unnamed.last(where: { $0.head == head || $0.speaker.name.hasSuffix(head) }) {
      return Resolved(speakers: [recent.speaker], how: .inherited, confidence: 0.85)
    }
    if bare { return nil }
    if lastPerson >= 0 {
      return Resolved(speakers: [speaker(lastPerson)], how: .inherited, confidence: 0.75)
    }
    if let entity = lastMention(of: .person, before: phrase.span.start) {
      return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.6)
    }
    return nil
  }

  // MARK: Titles

  /// The person whom the article gives the title of the phrase: 匈牙利总理 in a headline, 总统 later on.
  private func holder(of phrase: SourcePhrase) -> Resolved? {
    let title = units[phrase.headSpan.start..<phrase.headSpan.end]
    let headline = phrase.span.start < titleEnd
    guard headline || lexicon.kinds(of: title).contains(.office) else { return nil }
    let modifier = Span(phrase.span.start, phrase.headSpan.start)
    // 一名议员, 多国领导人 are nobody in particular.
    if units[modifier.start..<modifier.end].contains(where: { "一名位个两三多些几各某前数".utf16.contains($0) })
    {
      return nil
    }
    let places = affiliations(in: modifier)
    if modifier.count > 0, places.isEmpty { return nil }
    if modifier.count == 0, headline { return nil }
    var found: TitleIndex.Entry?
    for entry in titles.entries {
      if entry.position > phrase.span.start, found != nil { break }
      guard units[entry.title.start..<entry.title.end].elementsEqual(title) else { continue }
      if !places.isEmpty {
        let theirs = affiliations(in: entry.modifier)
        guard places.contains(where: { theirs.contains($0) }) else { continue }
      }
      found = entry
    }
    guard let found else { return nil }
    if found.position > phrase.span.start, !headline { return nil }
    return Resolved(
      speakers: [speaker(found.person, title: text(phrase.headSpan))],
      how: headline ? .headline : .title, confidence: places.isEmpty ? 0.7 : 0.85)
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
      guard entities[entity].type == .person else { return false }
      let name = Array(entities[entity].name.utf16)
      return (2...4).contains(name.count) && name.starts(with: surname)
        && name.allSatisfy(\.isHan)
    }
    let title = phrase.title.map(text)
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
    if let index = entities.firstIndex(where: { $0.type == .place && $0.key == key }) {
      return speaker(index)
    }
    return Speaker(entity: nil, name: name, kind: .named)
  }
}
