import Values

/// Says whom a source phrase stands for, from what the article said before.
struct SpeakerResolver {
  struct Resolved {
    var speakers: [Speaker]
    var how: Statement.Resolution
    var confidence: Float
    static let unknown = Resolved(speakers: [], how: .none, confidence: 0.3)
  }

  /// A pronoun or noun phrase and the entity it was found to stand for.
  struct Anaphor {
    var span: Span
    var entity: Int
    var kind: Mention.Kind
    /// 0…1
    var confidence: Float
  }

  let reading: Reading
  let units: [UInt16]
  let entities: [Entity]
  let mentions: MentionIndex
  let lexicon: StatementLexicon
  let catalogue: NameCatalogue
  let titles: TitleIndex
  let publicPersons: PublicPersons
  /// Before this a title may stand for somebody who is named only later.
  let titleEnd: Int

  /// How many mentions are looked back over: more than a long article has, and few enough that a
  /// directory of names costs no more than its length.
  static let mostMentions = 1_000

  /// The speakers of the statement before, and where it stood.
  private(set) var last: Resolved?
  private(set) var lastPosition = 0
  /// Unnamed speakers by their phrase, latest last, and whether they spoke or were cited.
  private(set) var unnamed: [(speaker: Speaker, head: String, spoke: Bool)] = []
  /// The outlets cited last.
  private(set) var outlets: [Speaker] = []
  /// Who issued the statement, the notice … that was named last.
  private(set) var issuers: [String: [Speaker]] = [:]
  /// Whose news was cited last, and where.
  private(set) var news: (speakers: [Speaker], position: Int)?
  /// The article's countries by key.
  private(set) var countries: [String: Int] = [:]
  var feminine: Set<Int>
  var masculine: Set<Int>
  /// By a title or a given name, not by what a pronoun meant.
  private(set) var firmlyFeminine: Set<Int>
  private(set) var firmlyMasculine: Set<Int>
  /// Whose sex only a Chinese given name suggests.
  var presumed: Set<Int> = []
  /// The person that spoke last.
  private(set) var lastPerson = -1
  /// Where that was, and where somebody unnamed spoke last.
  private(set) var lastPersonPosition = -1
  private(set) var lastUnnamedPosition = -1
  private(set) var anaphora: [Anaphor] = []

  init(
    reading: Reading, entities: [Entity], mentions: MentionIndex, lexicon: StatementLexicon,
    catalogue: NameCatalogue, titles: TitleIndex, publicPersons: PublicPersons, titleEnd: Int
  ) {
    self.reading = reading
    units = reading.units
    self.entities = entities
    self.mentions = mentions
    self.lexicon = lexicon
    self.catalogue = catalogue
    self.titles = titles
    self.publicPersons = publicPersons
    self.titleEnd = titleEnd
    for (index, entity) in entities.enumerated() where entity.type == .place {
      if entity.subtype == "country" { countries[entity.key] = index }
    }
    firmlyFeminine = titles.feminine
    firmlyMasculine = titles.masculine
    feminine = titles.feminine
    masculine = titles.masculine
    for (index, entity) in entities.enumerated() where entity.type == .person {
      guard !feminine.contains(index), !masculine.contains(index),
        let (gender, firm) = publicPersons.gender(of: entity)
      else { continue }
      switch gender {
      case .he:
        masculine.insert(index)
        if firm { firmlyMasculine.insert(index) } else { presumed.insert(index) }
      case .she:
        feminine.insert(index)
        if firm { firmlyFeminine.insert(index) } else { presumed.insert(index) }
      }
    }
  }

  func text(_ span: Span) -> String {
    String(utf16: units[span.start..<span.end])
  }

  /// The title of a phrase as the original writes it: 联邦法官.
  func title(of phrase: SourcePhrase) -> String? {
    guard let title = phrase.title else { return nil }
    return reading.originalText(
      TitleIndex.whole(title, after: phrase.span.start, mentions: mentions, in: units))
  }

  func speaker(_ entity: Int, title: String? = nil) -> Speaker {
    Speaker(entity: entities[entity].id, name: entities[entity].name, kind: .named, title: title)
  }

  /// An entity's place in the list: ids are e1, e2, … in its order.
  func index(of speaker: Speaker?) -> Int? {
    guard let id = speaker?.entity, let number = Int(id.dropFirst()), number >= 1,
      number <= entities.count
    else { return nil }
    return number - 1
  }

  mutating func note(_ resolved: Resolved, at position: Int, phrase: SourcePhrase?) {
    last = resolved
    lastPosition = position
    if let speaker = resolved.speakers.first, speaker.entity == nil, let phrase {
      unnamed.append((speaker, text(phrase.title ?? phrase.headSpan), true))
      lastUnnamedPosition = position
      // Nobody points back over so many.
      if unnamed.count > 128 { unnamed.removeFirst(64) }
    }
    if let index = index(of: resolved.speakers.first), entities[index].type == .person {
      lastPerson = index
      lastPersonPosition = position
    }
  }

  /// Remembers somebody unnamed whom others cite: 据知情人士透露.
  mutating func introduce(_ resolved: Resolved, phrase: SourcePhrase) {
    guard case .role = phrase.head, resolved.speakers.count == 1,
      resolved.speakers[0].entity == nil, unnamed.count < 128
    else { return }
    unnamed.append((resolved.speakers[0], text(phrase.title ?? phrase.headSpan), false))
  }

  /// Remembers outlets, so that 报道称 finds them; others that are cited are none.
  mutating func cite(_ speakers: [Speaker]) {
    let outlets = speakers.filter { speaker in
      guard let index = index(of: speaker) else { return isUnlistedOutlet(speaker) }
      return isMedia(index)
    }
    if !outlets.isEmpty { self.outlets = outlets }
  }

  /// Remembers whose news 据某部消息 cites, so that 消息称 finds them.
  mutating func report(by speakers: [Speaker], at position: Int) { news = (speakers, position) }

  mutating func issue(_ document: String, by speakers: [Speaker]) { issuers[document] = speakers }

  func isOutlet(_ speaker: Speaker) -> Bool { index(of: speaker).map(isMedia) ?? false }

  private func isUnlistedOutlet(_ speaker: Speaker) -> Bool {
    speaker.entity == nil
      && (speaker.kind == .named
        || speaker.kind == .collective
          && (speaker.phrase?.start ?? 0) >= titleEnd
          && (speaker.name.hasSuffix("媒体") || speaker.name.hasSuffix("媒")))
  }

  static let mediaEndings = [
    "报", "社", "网", "网站", "台", "电视", "新闻", "周刊", "杂志", "刊", "频道", "广播", "传媒", "客户端", "CNN", "BBC",
    "RT",
  ]

  /// What ends like a broadcasting station and is none.
  static let stationsOfScience = ["气象台", "天文台", "观测台", "预警台", "地震台", "旅行社", "合作社", "供销社", "互联网"]

  /// Whether an entity publishes news.
  func isMedia(_ entity: Int) -> Bool {
    guard entities[entity].type == .organization else { return false }
    if let subtype = entities[entity].subtype { return subtype == "media" }
    let name = entities[entity].name
    if Self.stationsOfScience.contains(where: { name.hasSuffix($0) }) { return false }
    return Self.mediaEndings.contains { name.hasSuffix($0) }
      || name.utf8.allSatisfy { $0 < 0x80 }
  }

  func unnamedSpeaker(_ span: Span, kind: Speaker.Kind = .anonymous) -> Speaker {
    let span = SourcePhrase.withoutExistential(span, in: units)
    return Speaker(entity: nil, name: text(span), kind: kind, phrase: span)
  }

  /// Whom the phrase stands for.
  ///
  /// - Parameter subject: the person who is the subject of the words before a pronoun.
  mutating func resolve(_ phrase: SourcePhrase, subject: Int? = nil) -> Resolved {
    let resolved = antecedent(of: phrase, subject: subject)
    switch phrase.head {
    case .pronoun: record(phrase.span, resolved, .pronoun)
    case .role, .document, .surnamed, .side, .outlet:
      if resolved.how != .explicit { record(phrase.span, resolved, .nominal) }
    default: break
    }
    return resolved
  }

  mutating func resolve(_ phrase: SourcePhrase, atMost confidence: Float) -> Resolved {
    var resolved = resolve(phrase)
    resolved.confidence = min(resolved.confidence, confidence)
    return resolved
  }

  mutating func record(_ span: Span, _ resolved: Resolved, _ kind: Mention.Kind) {
    guard resolved.speakers.count == 1, let entity = index(of: resolved.speakers.first),
      !anaphora.suffix(8).contains(where: { $0.span == span })
    else { return }
    anaphora.append(
      Anaphor(span: span, entity: entity, kind: kind, confidence: resolved.confidence))
  }

  private mutating func antecedent(of phrase: SourcePhrase, subject: Int?) -> Resolved {
    switch phrase.head {
    case .named(let mention):
      // 某国首相（Jane Smith）, taken for a body.
      if mention.type == .organization,
        lexicon.longest(.office, endingAt: mention.span.end, from: mention.span.start, in: units)
          > 0,
        let person = gloss(after: phrase.span.end)
      {
        return Resolved(speakers: [speaker(person)], how: .explicit, confidence: 0.85)
      }
      // 刘女士, where only a reporter is called 刘某.
      if mention.type == .person, mention.span.count == 1, let title = phrase.title,
        titles.bylines.contains(mention.entity), phrase.joint.isEmpty
      {
        return Resolved(
          speakers: [
            Speaker(
              entity: nil, name: text(mention.span), kind: .named,
              title: reading.originalText(title), phrase: mention.span)
          ], how: .explicit, confidence: 0.85)
      }
      var speakers: [Speaker] = []
      for one in phrase.joint + [mention] {
        let title = one.span == mention.span ? title(of: phrase) : nil
        let entity = body(speakingThrough: one)
        if !speakers.contains(where: { $0.entity == entities[entity].id }) {
          speakers.append(speaker(entity, title: title))
        }
      }
      return Resolved(
        speakers: speakers, how: .explicit, confidence: mention.type == .place ? 0.85 : 0.95)
    case .unlisted,
      .surnamed where gloss(after: phrase.span.end) != nil,
      .role where gloss(after: phrase.span.end) != nil:
      if let person = gloss(after: phrase.span.end) {
        return Resolved(
          speakers: [speaker(person, title: title(of: phrase))], how: .explicit, confidence: 0.9)
      }
      let name = text(phrase.headSpan)
      let speaker = Speaker(
        entity: nil, name: name, kind: .named, title: title(of: phrase),
        phrase: phrase.headSpan)
      return Resolved(speakers: [speaker], how: .explicit, confidence: 0.8)
    case .pronoun(let kinds): return pronoun(kinds, phrase, subject: subject)
    case .role: return role(phrase, subject: subject)
    case .surnamed: return surnamed(phrase)
    case .side: return side(phrase)
    case .document: return document(phrase)
    case .outlet: return outlet(phrase)
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

  private static let pressOffices = ["新闻办公室", "新闻中心", "新闻局", "新闻处", "新闻办", "新闻服务处"]
  /// Press offices that are bodies of their own.
  private static let ownPressOffices = ["国务院新闻办公室", "国务院新闻办", "国家新闻局"]

  /// The body that a press office speaks for, when the article names it: 某某局新闻办公室.
  private func body(speakingThrough mention: MentionIndex.Named) -> Int {
    guard mention.type == .organization,
      let office = Self.pressOffices.first(where: {
        $0.unitCount + 2 <= mention.span.count
          && $0.stands(in: units, at: mention.span.end - $0.unitCount)
      })
    else { return mention.entity }
    let name = text(mention.span)
    if Self.ownPressOffices.contains(where: name.hasSuffix) { return mention.entity }
    let body = String(name.dropLast(office.count))
    return entities.firstIndex {
      $0.type != .person && ($0.name == body || $0.aliases.contains(body))
    } ?? mention.entity
  }

  /// The person in brackets right after a name: 某首相（Jane Smith）.
  private func gloss(after position: Int) -> Int? {
    var position = position
    while position < units.count, units[position] == 0x20 { position += 1 }
    guard position + 1 < units.count, units[position] == 0xFF08 || units[position] == 0x28,
      let mention = mentions.covering(position + 1), mention.span.start == position + 1,
      mention.type == .person
    else { return nil }
    return mention.entity
  }

  // MARK: Looking back

  /// The body called so that was named last: 法院, also by 法庭; 某某航空, by 航空公司.
  func lastBody(named head: String, before position: Int) -> Int? {
    var ending = Array((head == "法庭" ? "法院" : head).utf16)
    if head.hasSuffix("公司"), ending.count > 2 { ending.removeLast(2) }
    return lastMention(before: position) {
      $0.type == .organization
        && units[$0.span.start..<$0.span.end].suffix(ending.count).elementsEqual(ending)
    }
  }

  func lastMention(of type: EntityType, before position: Int) -> Int? {
    lastMention(before: position) { $0.type == type }
  }

  func lastMedia(before position: Int) -> Int? {
    lastMention(before: position) { isMedia($0.entity) }
  }

  func lastMention(before position: Int, where fits: (MentionIndex.Named) -> Bool) -> Int? {
    var index = mentions.firstIndex(from: position) - 1
    let last = max(0, index - Self.mostMentions)
    while index >= last {
      if fits(mentions.named[index]) { return mentions.named[index].entity }
      index -= 1
    }
    return nil
  }

  func isBody(_ speaker: Speaker) -> Bool {
    guard let index = index(of: speaker) else { return false }
    return entities[index].type != .person
  }
}
