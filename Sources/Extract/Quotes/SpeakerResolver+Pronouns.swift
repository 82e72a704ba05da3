import Values

/// 他, 她, 他们, 其, 双方.
extension SpeakerResolver {
  mutating func pronoun(
    _ kinds: StatementLexicon.Kinds, _ phrase: SourcePhrase, subject: Int?
  ) -> Resolved {
    if kinds.contains(.we) {
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span)], how: .explicit, confidence: 0.4)
    }
    if kinds.contains(.they), let pair = pair(phrase) { return pair }
    if kinds.contains(.they) {
      if let last, let first = last.speakers.first,
        last.speakers.count > 1 || first.entity == nil || isBody(first)
      {
        return Resolved(speakers: last.speakers, how: .pronoun, confidence: 0.7)
      }
      if let joined = joined(before: phrase.span.start) { return joined }
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span, kind: .collective)], how: .pronoun,
        confidence: 0.5)
    }
    if kinds.contains(.it) {
      if let last, !last.speakers.isEmpty {
        return Resolved(speakers: last.speakers, how: .pronoun, confidence: 0.6)
      }
      return .unknown
    }
    let female = kinds.contains(.she)
    let wrong = (female ? masculine : feminine).union(titles.bylines)
    // What a pronoun said of somebody is less sure than a title.
    let firm = (female ? firmlyMasculine : firmlyFeminine).union(titles.bylines)
    // The subject of the sentence before, else the last speaker, else the last person named.
    if let entity = subject.flatMap({ wrong.contains($0) && !presumed.contains($0) ? nil : $0 })
      ?? antecedent(before: phrase.span.start, excluding: wrong)
      ?? antecedent(before: phrase.span.start, excluding: firm)
    {
      if female { feminine.insert(entity) } else { masculine.insert(entity) }
      if presumed.remove(entity) != nil {
        if female { masculine.remove(entity) } else { feminine.remove(entity) }
      }
      return Resolved(speakers: [speaker(entity)], how: .pronoun, confidence: 0.85)
    }
    if let last, last.speakers.count == 1, last.speakers[0].entity == nil,
      last.speakers[0].kind != .collective
    {
      return Resolved(speakers: last.speakers, how: .pronoun, confidence: 0.7)
    }
    if let recent = unnamed.last(where: { $0.speaker.kind != .collective }) {
      return Resolved(speakers: [recent.speaker], how: .pronoun, confidence: 0.6)
    }
    return .unknown
  }

  /// 后者: the second of two that one sentence names: 甲致电乙。后者说.
  func latter(of phrase: SourcePhrase) -> Resolved {
    let position = phrase.span.start
    let near = mentions.named[..<mentions.firstIndex(from: position)].suffix(2)
    guard let first = near.first, let last = near.last, first.entity != last.entity,
      first.type != .place, last.type != .place, position - first.span.start <= Self.latterReach,
      !units[first.span.end..<last.span.start].contains(where: { "。！？；\n".utf16.contains($0) }),
      !units[last.span.end..<position].contains(0x0A)
    else {
      return Resolved(
        speakers: [unnamedSpeaker(phrase.span)], how: .explicit, confidence: 0.5)
    }
    return Resolved(speakers: [speaker(last.entity)], how: .pronoun, confidence: 0.8)
  }

  /// In UTF-16 units: the sentence before.
  private static let latterReach = 60
  /// In UTF-16 units: a sentence or two.
  private static let joinedReach = 120
  /// Nobody lists more who then speak with one voice.
  private static let mostJoined = 6

  /// 他们: the persons or the bodies that a conjunction joined just before, 甲公司和乙公司.
  func joined(before position: Int) -> Resolved? {
    var index = mentions.firstIndex(from: position) - 1
    while index > 0, position - mentions.named[index].span.start < Self.joinedReach {
      let last = mentions.named[index]
      var found = [last.entity]
      while index > 0, found.count < Self.mostJoined,
        joins(mentions.named[index - 1], mentions.named[index], conjunction: found.count == 1)
      {
        index -= 1
        let entity = mentions.named[index].entity
        if !found.contains(entity) { found.append(entity) }
      }
      index -= 1
      guard found.count > 1, last.type != .place, !units[last.span.end..<position].contains(0x0A)
      else { continue }
      return Resolved(
        speakers: found.reversed().map { speaker($0) }, how: .pronoun, confidence: 0.65)
    }
    return nil
  }

  /// Whether only a conjunction stands between two names of one kind, for persons with a title:
  /// 会长甲以及秘书乙. Before the last of a list it is no mere 、.
  private func joins(
    _ first: MentionIndex.Named, _ second: MentionIndex.Named, conjunction: Bool
  ) -> Bool {
    guard first.type == second.type, first.entity != second.entity,
      first.span.end < second.span.start
    else { return false }
    let gap = units[first.span.end..<second.span.start]
    guard gap.count <= (first.type == .person ? 20 : 4),
      gap.count <= 4 || !gap.contains(where: { "，。的；：“”\n".utf16.contains($0) })
    else { return false }
    return gap.prefix(3).contains { "和与及、".utf16.contains($0) }
      && (!conjunction || gap.count <= 4 || gap.prefix(3).contains { "和与及".utf16.contains($0) })
  }

  /// 双方, 两人: the two persons who were named last, else the two countries.
  private func pair(_ phrase: SourcePhrase) -> Resolved? {
    guard ["双方", "两人", "二人"].contains(text(phrase.headSpan)),
      (last?.speakers.count ?? 0) < 2 || phrase.span.start - lastPosition > 300
    else { return nil }
    for type in [EntityType.person, .place] {
      var found: [Int] = []
      var index = mentions.firstIndex(from: phrase.span.start) - 1
      while index >= 0, found.count < 2, phrase.span.start - mentions.named[index].span.start < 300
      {
        let mention = mentions.named[index]
        if mention.type == type, !found.contains(mention.entity),
          !titles.bylines.contains(mention.entity),
          type == .person || entities[mention.entity].subtype == "country"
        {
          found.append(mention.entity)
        }
        index -= 1
      }
      if found.count == 2 {
        return Resolved(
          speakers: found.reversed().map { speaker($0) }, how: .pronoun, confidence: 0.65)
      }
    }
    return nil
  }

  /// In UTF-16 units: the sentence before.
  private static let justNow = 150

  /// The person a pronoun at `position` stands for.
  private func antecedent(before position: Int, excluding wrong: Set<Int>) -> Int? {
    let lastWasUnnamed =
      last.map { $0.speakers.count == 1 && $0.speakers[0].entity == nil } ?? false
    if lastWasUnnamed, position - lastPosition < 300 { return nil }
    // Who has just spoken is meant whatever their name suggests.
    if lastPerson >= 0,
      !wrong.contains(lastPerson)
        || presumed.contains(lastPerson) && position - lastPersonPosition < Self.justNow
    {
      return lastPerson
    }
    return lastMention(before: position) { $0.type == .person && !wrong.contains($0.entity) }
  }
}
