import Values

/// Says whom a source phrase stands for, from what the article said before.
struct SpeakerResolver {
  struct Resolved {
    var speakers: [Speaker]
    var how: Statement.Resolution
    var confidence: Float
    static let unknown = Resolved(speakers: [], how: .none, confidence: 0.3)
  }

  let units: [UInt16]
  let entities: [Entity]
  let mentions: MentionIndex
  let lexicon: StatementLexicon

  /// The speakers of the statement before, and where it stood.
  private(set) var last: Resolved?
  private(set) var lastPosition = 0
  /// Unnamed speakers by their phrase, latest last.
  private var unnamed: [(speaker: Speaker, head: String)] = []
  /// The outlets cited last.
  private(set) var outlets: [Speaker] = []
  /// Who issued the statement, the notice … that was named last.
  private var issuers: [String: [Speaker]] = [:]
  private var feminine: Set<Int> = []
  private var masculine: Set<Int> = []
  /// The person entity that a pronoun stood for last, by position.
  private var lastPerson = -1

  init(units: [UInt16], entities: [Entity], mentions: MentionIndex, lexicon: StatementLexicon) {
    self.units = units
    self.entities = entities
    self.mentions = mentions
    self.lexicon = lexicon
  }

  private func text(_ span: Span) -> String {
    String(utf16: units[span.start..<span.end])
  }

  func speaker(_ entity: Int, title: String? = nil) -> Speaker {
    Speaker(entity: entities[entity].id, name: entities[entity].name, kind: .named, title: title)
  }

  private func index(of speaker: Speaker?) -> Int? {
    guard let id = speaker?.entity else { return nil }
    return entities.firstIndex { $0.id == id }
  }

  mutating func note(_ resolved: Resolved, at position: Int, phrase: SourcePhrase?) {
    last = resolved
    lastPosition = position
    if let speaker = resolved.speakers.first, speaker.entity == nil, let phrase {
      unnamed.append((speaker, text(phrase.headSpan)))
    }
    if let index = index(of: resolved.speakers.first), entities[index].type == .person {
      lastPerson = index
    }
  }

  mutating func cite(_ speakers: [Speaker]) {
    let outlets = speakers.filter { $0.entity != nil }
    if !outlets.isEmpty { self.outlets = outlets }
  }

  mutating func issue(_ document: String, by speakers: [Speaker]) { issuers[document] = speakers }

  private static let mediaEndings = [
    "报", "社", "网", "台", "电视", "新闻", "周刊", "杂志", "刊", "频道", "广播", "传媒", "客户端", "CNN", "BBC", "RT",
  ]

  /// Whether an entity publishes news.
  func isMedia(_ entity: Int) -> Bool {
    guard entities[entity].type == .organization else { return false }
    if let subtype = entities[entity].subtype { return subtype == "media" }
    let name = entities[entity].name
    return Self.mediaEndings.contains { name.hasSuffix($0) }
  }

  private func unnamedSpeaker(_ span: Span, kind: Speaker.Kind = .anonymous) -> Speaker {
    Speaker(entity: nil, name: text(span), kind: kind, phrase: span)
  }

  mutating func resolve(_ phrase: SourcePhrase, subject: Int? = nil) -> Resolved {
    switch phrase.head {
    case .named(let mention):
      let all = phrase.joint + [mention]
      var speakers: [Speaker] = []
      for one in all {
        let next = speaker(one.entity, title: nil)
        if !speakers.contains(next) { speakers.append(next) }
      }
      return Resolved(
        speakers: speakers, how: .explicit, confidence: mention.type == .place ? 0.85 : 0.95)
    case .pronoun(let kinds): return pronoun(kinds, phrase, subject: subject)
    case .role: return role(phrase)
    case .document: return document(phrase)
    case .outlet:
      if !outlets.isEmpty { return Resolved(speakers: outlets, how: .inherited, confidence: 0.9) }
      if let entity = lastMedia(before: phrase.span.start) {
        return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.7)
      }
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span, kind: .document)], how: .explicit,
        confidence: 0.5)
    case .media, .words:
      let outlets = mentions.within(phrase.span).filter { $0.type == .organization }
      if case .media = phrase.head, !outlets.isEmpty {
        var speakers: [Speaker] = []
        for outlet in outlets where !speakers.contains(speaker(outlet.entity)) {
          speakers.append(speaker(outlet.entity))
        }
        return Resolved(speakers: speakers, how: .explicit, confidence: 0.85)
      }
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span, kind: .collective)], how: .explicit,
        confidence: 0.7)
    }
  }

  // MARK: Pronouns

  private mutating func pronoun(
    _ kinds: StatementLexicon.Kinds, _ phrase: SourcePhrase, subject: Int?
  ) -> Resolved {
    if kinds.contains(.we) {
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span)], how: .explicit, confidence: 0.4)
    }
    if kinds.contains(.they) {
      if let last, let first = last.speakers.first,
        last.speakers.count > 1 || first.entity == nil || isBody(first)
      {
        return Resolved(speakers: last.speakers, how: .pronoun, confidence: 0.7)
      }
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span, kind: .collective)], how: .pronoun,
        confidence: 0.5)
    }
    if kinds.contains(.it) {
      if let last { return Resolved(speakers: last.speakers, how: .pronoun, confidence: 0.6) }
      return .unknown
    }
    let female = kinds.contains(.she)
    let wrong = female ? masculine : feminine
    // The subject of the sentence before, else the last speaker, else the last person named.
    if let entity = subject.flatMap({ wrong.contains($0) ? nil : $0 })
      ?? antecedent(before: phrase.span.start, excluding: wrong)
    {
      if female { feminine.insert(entity) } else { masculine.insert(entity) }
      return Resolved(speakers: [speaker(entity)], how: .pronoun, confidence: 0.85)
    }
    if let last, last.speakers.first?.entity == nil, last.speakers.count == 1 {
      return Resolved(speakers: last.speakers, how: .pronoun, confidence: 0.7)
    }
    if let recent = unnamed.last {
      return Resolved(speakers: [recent.speaker], how: .pronoun, confidence: 0.6)
    }
    return .unknown
  }

  private func isBody(_ speaker: Speaker) -> Bool {
    guard let index = index(of: speaker) else { return false }
    return entities[index].type != .person
  }

  /// The person a pronoun at `position` stands for.
  private func antecedent(before position: Int, excluding wrong: Set<Int>) -> Int? {
    let lastWasUnnamed =
      last.map { $0.speakers.count == 1 && $0.speakers[0].entity == nil } ?? false
    if lastWasUnnamed, position - lastPosition < 300 { return nil }
    if lastPerson >= 0, !wrong.contains(lastPerson) { return lastPerson }
    var index = mentions.firstIndex(from: position) - 1
    while index >= 0 {
      let mention = mentions.named[index]
      if mention.type == .person, !wrong.contains(mention.entity) { return mention.entity }
      index -= 1
    }
    return nil
  }

  // MARK: Roles and documents

  private static let sides = "方面|一方|方"
  private static let governments: Set<String> = [
    "政府", "当局", "警方", "官方", "检方", "军方", "方面", "警察", "方",
  ]

  private static let issued: Set<String> = [
    "声明", "公告", "通报", "公报", "报告", "文章", "帖子", "推文", "信", "社论", "官网", "新闻稿", "通告", "财报",
    "年报", "备忘录", "公开信", "网站", "预报", "通知",
  ]

  private func role(_ phrase: SourcePhrase) -> Resolved {
    let head = text(phrase.headSpan)
    // 韩国政府, 白宫方面: the place or body itself.
    if Self.governments.contains(head) || head.hasSuffix("方面"),
      let mention = mentions.ending(at: phrase.headSpan.start, from: phrase.span.start)
    {
      return Resolved(speakers: [speaker(mention.entity)], how: .explicit, confidence: 0.85)
    }
    let modifier = text(Span(phrase.span.start, phrase.headSpan.start))
    let bare = modifier.isEmpty
    // 法院: the court that was named before.
    if bare, head.utf16.count >= 2, let entity = lastBody(named: head, before: phrase.span.start) {
      return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.8)
    }
    if phrase.pointsBack || bare {
      if let back = pointedBack(head, phrase: phrase, bare: bare) { return back }
    }
    return Resolved(
      speakers: [unnamedSpeaker(phrase.span)], how: .explicit,
      confidence: phrase.span.count > 24 ? 0.7 : 0.9)
  }

  private static let bodies: Set<String> = [
    "公司", "集团", "企业", "机构", "组织", "银行", "部门", "部", "局", "院", "会", "协会", "委员会",
    "大学", "学校", "医院", "法院", "平台", "俱乐部", "球队", "媒体", "政党", "党", "基金会", "研究所",
    "智库", "网站", "智库", "中心", "办公室",
  ]

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

  private func lastBody(named head: String, before position: Int) -> Int? {
    var index = mentions.firstIndex(from: position) - 1
    while index >= 0 {
      let entity = mentions.named[index].entity
      if entities[entity].type == .organization, entities[entity].name.hasSuffix(head) {
        return entity
      }
      index -= 1
    }
    return nil
  }

  private func lastMention(of type: EntityType, before position: Int) -> Int? {
    var index = mentions.firstIndex(from: position) - 1
    while index >= 0 {
      if mentions.named[index].type == type { return mentions.named[index].entity }
      index -= 1
    }
    return nil
  }

  private func lastMedia(before position: Int) -> Int? {
    var index = mentions.firstIndex(from: position) - 1
    while index >= 0 {
      let entity = mentions.named[index].entity
      if isMedia(entity) { return entity }
      index -= 1
    }
    return nil
  }

  private func document(_ phrase: SourcePhrase) -> Resolved {
    // 联合国粮农组织的报告: who made it stands in the phrase.
    let inside = mentions.within(phrase.span)
    if let maker = inside.first(where: { $0.type == .organization })
      ?? inside.last(where: { $0.type == .person })
    {
      return Resolved(speakers: [speaker(maker.entity)], how: .explicit, confidence: 0.75)
    }
    if phrase.span.count <= 6 {
      let words = text(phrase.headSpan)
      if let issuer = issuers[words] {
        return Resolved(speakers: issuer, how: .inherited, confidence: 0.85)
      }
      if Self.issued.contains(words) || phrase.pointsBack {
        if let last, let first = last.speakers.first, isBody(first) {
          return Resolved(speakers: last.speakers, how: .inherited, confidence: 0.7)
        }
        if let entity = lastMention(of: .organization, before: phrase.span.start) {
          return Resolved(speakers: [speaker(entity)], how: .inherited, confidence: 0.6)
        }
        if let last { return Resolved(speakers: last.speakers, how: .inherited, confidence: 0.6) }
      }
    }
    return Resolved(
      speakers: [unnamedSpeaker(phrase.span, kind: .document)], how: .explicit,
      confidence: 0.5)
  }
}
