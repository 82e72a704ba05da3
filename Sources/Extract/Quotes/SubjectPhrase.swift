import Values

/// Subjects by the first words of a clause.
extension SourceFinder {
  /// The subject that a clause opens with.
  func subject(from clauseStart: Int, to end: Int) -> SourcePhrase? {
    var start = strippedLead(afterCaption(from: clauseStart, to: end), to: end)
    guard start < end else { return nil }
    // 在…时, 对…: skipped when it closes inside the clause.
    var rounds = 0
    while rounds < 3, mentions.covering(start)?.span.start != start,
      case let opener = lexicon.longest([.opener, .address], startingAt: start, to: end, in: units),
      opener > 0,
      // 当局, 当事企业: no 当……时.
      !(opener == 1 && start + 1 < end && (matches("当局", at: start) || matches("当事", at: start)))
    {
      rounds += 1
      var position = start + opener
      var closed = -1
      while position < min(end, start + 60) {
        let closer = lexicon.longest(.closer, startingAt: position, to: end, in: units)
        if closer > 0, mentions.covering(position) == nil {
          closed = position + closer
          break
        }
        position += 1
      }
      guard closed > 0 else { return nil }
      start = strippedLead(closed, to: end)
    }
    guard start < end else { return nil }
    let pronoun = lexicon.longest(.pronoun, startingAt: start, to: end, in: units)
    if pronoun > 0, mentions.covering(start) == nil {
      let kinds = lexicon.kinds(of: units[start..<start + pronoun])
      return SourcePhrase(
        span: Span(start, start + pronoun), head: .pronoun(kinds),
        headSpan: Span(start, start + pronoun))
    }
    // 俄方曾多次表达不满
    if start + 2 <= end, units[start + 1] == 0x65B9, Self.sides.contains(units[start]),
      let phrase = head(at: start + 2, from: start),
      case .side = phrase.head
    {
      return phrase
    }
    if let person = listed(from: start, to: end) ?? whole(from: start, to: end) { return person }
    if let body = body(from: start, to: end) { return body }
    var chosen: MentionIndex.Named?
    for mention in mentions.within(Span(start, min(end, start + 60))) {
      // What stands in a name's gloss itself; one in Chinese only a person with a title can follow.
      let gloss = chosen.map { afterGloss($0.span.end, to: end, of: $0.type) } ?? start
      if mention.span.start < gloss { continue }
      let from =
        mention.type == .person
        ? gloss : chosen.map { afterGloss($0.span.end, to: end) } ?? start
      let gap = trimmed(Span(from, mention.span.start))
      // 强生 (Boris Johnson)
      if chosen == nil, mention.type == .person, (3...8).contains(gap.count),
        "(（".utf16.contains(units[gap.end - 1]), !hasVerb(gap)
      {
        chosen = mention
        break
      }
      if chosen != nil || gap.count > 0 {
        if gap.count > 20 { break }
        // 已经驻守多年的张三, 张三的女儿李四: what ends in 的 belongs to the name after it.
        let modifies =
          gap.count > 0 && mention.type == .person
          && (chosen?.type == .person
            ? units[gap.start] == 0x7684 && gap.count <= 5
            : units[max(gap.start, gap.end - 6)..<gap.end].contains(0x7684))
        // 来到某地
        if mention.type == .place, units[gap.start..<gap.end].contains(where: "到赴抵往".utf16.contains)
        {
          break
        }
        // A verb stands between two bodies that are far from each other.
        if let chosen, mention.type != .person, gap.count > (chosen.type == .place ? 6 : 2) {
          break
        }
        if !modifies, breaksPhrase(gap) || hasVerb(gap) { break }
        if !modifies, chosen?.type == .person { break }
      }
      chosen = mention
    }
    if let chosen {
      if chosen.type != .person, let body = longerBody(after: chosen, from: start, to: end) {
        return body
      }
      // 消防处发言人: a role right after the name is the head.
      if chosen.type != .person {
        let after = afterGloss(chosen.span.end, to: end)
        var length = min(8, end - after)
        while length >= 2 {
          let roleEnd = after + length
          let role = lexicon.longest(.role, endingAt: roleEnd, from: after, in: units)
          if role >= 2, !breaksPhrase(Span(after, roleEnd)),
            !hasVerb(Span(after, roleEnd - role))
          {
            return titled(after: roleEnd, from: start, to: end) ?? head(at: roleEnd, from: start)
          }
          length -= 1
        }
      }
      var phrase = SourcePhrase(
        span: Span(start, chosen.span.end), head: .named(chosen), headSpan: chosen.span)
      phrase.joint = joint(before: chosen, from: start)
      return phrase
    }
    // A role in the first words.
    var position = start + 1
    while position <= min(end, start + 24) {
      let role = lexicon.longest([.role, .media], endingAt: position, from: start, in: units)
      if role >= 2, !breaksPhrase(Span(start, position)) {
        if verb(in: Span(start, position - role)) != nil { return nil }
        // Prefer the longest run: 研究人员 over 研究.
        var stop = position
        while stop < min(end, position + 4),
          lexicon.longest([.role, .media], endingAt: stop + 1, from: start, in: units) >= 2
        {
          stop += 1
        }
        return titled(after: stop, from: start, to: end) ?? head(at: stop, from: start)
      }
      position += 1
    }
    return nil
  }

  /// A gap without the blanks at its ends.
  private func trimmed(_ gap: Span) -> Span {
    var gap = gap
    while gap.count > 0, units[gap.start] == 0x20 { gap.start += 1 }
    while gap.count > 0, units[gap.end - 1] == 0x20 { gap.end -= 1 }
    return gap
  }

  /// The position after a name's gloss in Latin letters, 某某协会 (ABC) 主席, or a body's other name in
  /// brackets: 某某司（某某办公室）司长. `position` where there is none.
  func afterGloss(_ position: Int, to end: Int, of type: EntityType? = nil) -> Int {
    var open = position
    while open < end, units[open] == 0x20 { open += 1 }
    guard open + 1 < end, units[open] == 0xFF08 || units[open] == 0x28,
      let close = closing(open, to: end),
      !units[open..<close].contains(where: \.isHan)
        || type == .organization && close - open <= 16
          && !units[open..<close].contains(where: shapes.isStop)
    else { return position }
    return close
  }

  /// The person whose titles a clause lists first: 某省政协常委、某大学校长张三.
  private func listed(from start: Int, to end: Int) -> SourcePhrase? {
    let limit = min(end, start + 60)
    guard let comma = units[start..<limit].firstIndex(of: 0x3001),  // 、
      let person = mentions.within(Span(comma + 1, limit)).first(where: { $0.type == .person })
    else { return nil }
    var first = start
    while first < person.span.start {
      let last =
        units[first..<person.span.start].firstIndex(of: 0x3001) ?? person.span.start
      let chunk = Span(first, last)
      let body = mentions.within(chunk).last { $0.type != .person }
      guard !breaksPhrase(chunk),
        !units[first..<last].contains(where: { "和与及的".utf16.contains($0) }),
        title(before: last, from: first) != nil
          || last < person.span.start && body.map({ (1...4).contains(last - $0.span.end) }) ?? false
      else { return nil }
      first = last + 1
    }
    return head(at: person.span.end, from: start)
  }

  /// The person whose description fills the clause: 正与江某竞争席位的候选人李某，
  private func whole(from start: Int, to end: Int) -> SourcePhrase? {
    guard mentions.covering(start) == nil,
      lexicon.longest([.role, .body, .document], startingAt: start, to: end, in: units) == 0,
      let person = mentions.ending(at: end, from: start), person.type == .person,
      let first = mentions.within(Span(start, end)).first, first.span != person.span,
      units[first.span.end..<person.span.start].contains(0x7684),  // 的
      title(before: person.span.start, from: first.span.end) != nil
    else { return nil }
    return head(at: end, from: start)
  }

  /// The person whose further titles follow a first one: 某协会常委、某大学校长张三.
  private func titled(after role: Int, from start: Int, to end: Int) -> SourcePhrase? {
    guard role < end, units[role] == 0x3001 || units[role] == 0x517C else { return nil }  // 、兼
    let reach = Span(role + 1, min(end, role + 40))
    guard let person = mentions.within(reach).first(where: { $0.type == .person }),
      title(before: person.span.start, from: reach.start) != nil,
      !units[reach.start..<person.span.start].contains(where: {
        shapes.isPunctuation($0) && $0 != 0x3001
      })
    else { return nil }
    return head(at: person.span.end, from: start)
  }

  static let sides = Set("中美俄日韩英法德印欧乌朝越澳加以巴伊叙土波菲我".utf16)

  /// 警方, 公司 as the first words, without the name or the title of somebody in it after them.
  private func body(from start: Int, to end: Int) -> SourcePhrase? {
    let length = lexicon.longest(.body, startingAt: start, to: end, in: units)
    guard length >= 2, mentions.covering(start) == nil else { return nil }
    let after = start + length
    if after < end, "的和与及等、".utf16.contains(units[after]) { return nil }
    var position = after + 1
    while position <= min(end, after + 8) {
      if lexicon.longest(.role, endingAt: position, from: after, in: units) >= 2 { return nil }
      if mentions.covering(position - 1)?.span.start == position - 1 { break }
      position += 1
    }
    return head(at: after, from: start)
  }

  /// Whether a verb of speech stands between two names, and no title that goes with the second.
  private func hasVerb(_ gap: Span) -> Bool {
    guard gap.count >= 2, title(before: gap.end, from: gap.start) == nil else { return false }
    var position = gap.start
    while position + 2 <= gap.end {
      let kinds = lexicon.kinds(of: units[position..<position + 2])
      if kinds.contains(.verb)
        || !kinds.isDisjoint(with: [.tail, .cue]) && kinds.isDisjoint(with: [.role, .document])
      {
        return true
      }
      position += 1
    }
    return false
  }

  /// 握住, 提着, 找过: a verb by what is attached to it.
  private func isInflected(_ position: Int) -> Bool {
    "了着过住给".utf16.contains(units[position + 1]) && units[position].isHan
      && !"衣沉难居不经通超罪".utf16.contains(units[position])
  }

  /// Where the first verb that has an object begins, after the last 的 of the words, outside names.
  func verb(in span: Span) -> Int? {
    var start = span.end
    while start > span.start, units[start - 1] != 0x7684 { start -= 1 }  // 的
    var position = start
    while position + 2 <= span.end {
      if let mention = mentions.covering(position) {
        position = max(position + 1, mention.span.end)
        continue
      }
      if lexicon.longest(.verb, startingAt: position, to: span.end, in: units) >= 2
        || position == start && isInflected(position)
      {
        return position
      }
      position += 1
    }
    return nil
  }

  /// Whether words between two names show that they are not one phrase.
  func breaksPhrase(_ gap: Span) -> Bool {
    var position = gap.start
    while position < gap.end {
      let unit = units[position]
      if shapes.isPunctuation(unit), !shapes.isSpace(unit), unit != 0x300A, unit != 0x300B {
        return true
      }
      if "在对向被把于就将了给为经因以也又替".utf16.contains(unit) { return true }
      position += 1
    }
    return false
  }

  private static let contacts = ["联系", "联系到", "联系上", "致电", "采访", "采访到", "咨询", "求证", "询问"]

  /// Whom the clause right before `position` says that a reporter reached: 记者致电客服，他说.
  func contact(before position: Int) -> SourcePhrase? {
    var end = position
    while end > 0, "，, 。".utf16.contains(units[end - 1]) { end -= 1 }
    guard end < position, position - end <= 2 else { return nil }
    var start = end
    while start > 0, end - start < 40, !"，。！？；\n”".utf16.contains(units[start - 1]) { start -= 1 }
    // 当某某问张三有什么愿望时，他说
    if units[end - 1] == 0x65F6, let asked = asked(in: Span(start, end)) { return asked }
    for verb in Self.contacts {
      // 向某公司求证
      if ends(verb, at: end, from: start) {
        var from = end - verb.utf16.count
        let stop = from
        while from > start, units[from] != 0x5411 { from -= 1 }
        return from > start ? somebody(at: stop, from: from + 1) : nil
      }
    }
    var probe = end - 3
    while probe > start {
      let found = Self.contacts.filter { matches($0, at: probe) }.max { $0.count < $1.count }
      if let found {
        var from = probe + found.utf16.count
        if from < end, "了过".utf16.contains(units[from]) { from += 1 }
        return from < end ? somebody(at: end, from: from) : nil
      }
      probe -= 1
    }
    return nil
  }

  /// The person named right after 问.
  private func asked(in clause: Span) -> SourcePhrase? {
    guard let verb = units[clause.start..<clause.end].firstIndex(of: 0x95EE),
      let mention = mentions.covering(verb + 1), mention.span.start == verb + 1,
      mention.type == .person, verb == clause.start || units[verb - 1] != 0x88AB
    else { return nil }
    return SourcePhrase(span: mention.span, head: .named(mention), headSpan: mention.span)
  }

  /// The person or body that a noun phrase names or describes.
  private func somebody(at end: Int, from start: Int) -> SourcePhrase? {
    guard let phrase = head(at: end, from: start) ?? unlisted(from: start, to: end) else {
      return nil
    }
    switch phrase.head {
    case .named, .role, .surnamed, .unlisted: return phrase
    default: return nil
    }
  }

  /// 一名女子, 有位老人: somebody who is brought in.
  func isIndefinite(_ phrase: SourcePhrase) -> Bool {
    let modifier = units[phrase.span.start..<phrase.headSpan.start]
    return modifier.count >= 2 && "一有某".utf16.contains(modifier[modifier.startIndex])
      && modifier.contains { "名位个".utf16.contains($0) }
  }
}
