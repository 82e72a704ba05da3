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
    let firm = (female ? titles.masculine : titles.feminine).union(titles.bylines)
    // The subject of the sentence before, else the last speaker, else the last person named.
    if let entity = subject.flatMap({ wrong.contains($0) ? nil : $0 })
      ?? antecedent(before: phrase.span.start, excluding: wrong)
      ?? antecedent(before: phrase.span.start, excluding: firm)
    {
      if female { feminine.insert(entity) } else { masculine.insert(entity) }
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

  /// In UTF-16 units: a sentence or two.
  private static let joinedReach = 120

  /// 他们: the persons or the bodies that a conjunction joined just before, 甲公司和乙公司.
  private func joined(before position: Int) -> Resolved? {
    var index = mentions.firstIndex(from: position) - 1
    while index > 0, position - mentions.named[index].span.start < Self.joinedReach {
      let (first, second) = (mentions.named[index - 1], mentions.named[index])
      index -= 1
      let gap = first.span.end..<max(first.span.end, second.span.start)
      guard first.type == second.type, first.type != .place, first.entity != second.entity,
        gap.count <= 4, units[gap].contains(where: { "和与及、".utf16.contains($0) }),
        !units[first.span.start..<position].contains(0x0A)
      else { continue }
      return Resolved(
        speakers: [speaker(first.entity), speaker(second.entity)], how: .pronoun,
        confidence: 0.65)
    }
    return nil
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

  /// The person a pronoun at `position` stands for.
  private func antecedent(before position: Int, excluding wrong: Set<Int>) -> Int? {
    let lastWasUnnamed =
      last.map { $0.speakers.count == 1 && $0.speakers[0].entity == nil } ?? false
    if lastWasUnnamed, position - lastPosition < 300 { return nil }
    if lastPerson >= 0, !wrong.contains(lastPerson) { return lastPerson }
    return lastMention(before: position) { $0.type == .person && !wrong.contains($0.entity) }
  }
}
