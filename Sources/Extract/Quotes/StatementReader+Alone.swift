import Values

/// Whose quotations are that nobody is said to have spoken: the last speaker's, or those of whom the next
/// sentence is about.
extension StatementReader {
  /// Attributes waiting quotations from context: the previous speaker, else the subject of the next
  /// sentence.
  mutating func flush(next: TextLayout.Segment?) {
    guard !pending.isEmpty else { return }
    defer { pending.removeAll() }
    var resolved = SpeakerResolver.Resolved.unknown
    var rule = "quote-alone"
    var source: SourcePhrase?
    var subject: SourcePhrase?
    if let next { subject = self.subject(after: next) }
    if pendingFollows || isGeneral(subject, in: next), !isIntroduced(subject),
      let last = resolver.last,
      !last.speakers.isEmpty
    {
      resolved = last
      // 某社报道称，A。“Q。”: the outlet goes on when it has framed nobody.
      if let before = drafts.last, before.parent == nil, let source = before.source,
        isOutlet(source), !before.resolved.speakers.isEmpty
      {
        resolved = before.resolved
      }
      resolved.how = .inherited
      resolved.confidence = 0.8
      rule = "quote-goes-on"
    } else if let subject {
      resolved = resolve(subject)
      resolved.how = .context
      resolved.confidence = 0.75
      rule = "quote-then-subject"
      source = subject
    } else if let last = resolver.last, !last.speakers.isEmpty,
      pendingParagraph - lastParagraph <= 2
    {
      resolved = last
      resolved.how = .inherited
      resolved.confidence = 0.65
      rule = "quote-goes-on"
    }
    if resolved.speakers.isEmpty, let first = pending.first {
      if let subject = personSubject(before: layout.pairs[first].span.start) {
        resolved = resolve(subject)
        resolved.how = .context
        resolved.confidence = 0.5
      } else if let last = resolver.last, !last.speakers.isEmpty {
        resolved = last
        resolved.how = .inherited
        resolved.confidence = 0.4
      }
    }
    let goesOn = rule == "quote-goes-on" && !drafts.isEmpty
    for pair in pending where !extendLast(with: pair) {
      add(
        Draft(
          kind: .direct, pieces: [layout.pairs[pair].inner], source: source, resolved: resolved,
          confidence: resolved.confidence * 0.95, rule: rule, pairs: [pair],
          continues: goesOn ? drafts.indices.last : nil))
    }
    if let source { resolver.note(resolved, at: source.span.start, phrase: source) }
    lastParagraph = pendingParagraph
  }

  /// Who has just finished: 讲师话音刚落，
  private func finished(in segment: TextLayout.Segment) -> SourcePhrase? {
    guard let first = segment.atoms.first(where: { layout.atoms[$0].kind == .text }),
      case let span = layout.atoms[first].span,
      let end = (span.start..<span.end).first(where: {
        units[$0] == 0x8BDD && finder.matches("话音", at: $0)
      }), end > span.start
    else { return nil }
    return finder.head(
      at: units[end - 1] == 0x7684 ? end - 1 : end,
      from: finder.strippedLead(span.start, to: end))
  }

  /// Whether the sentence after a quotation speaks of anybody of a kind, 导游是…, and somebody spoke
  /// right before the quotation.
  private func isGeneral(_ subject: SourcePhrase?, in segment: TextLayout.Segment?) -> Bool {
    guard let subject, let segment, finished(in: segment) == nil,
      segment.paragraph != pendingParagraph || subject.span.start > segment.span.start + 2,
      case .role = subject.head, subject.headSpan.start == subject.span.start,
      let pair = pending.first, let before = drafts.last?.pieces.last?.end
    else { return false }
    return (0...8).contains(layout.pairs[pair].span.start - before)
  }

  /// The person that the sentence after a quotation is about, past phrases of time and place.
  private func subject(after segment: TextLayout.Segment) -> SourcePhrase? {
    if let speaker = finished(in: segment) { return speaker }
    for atom in segment.atoms.prefix(9) where layout.atoms[atom].kind == .text {
      let span = layout.atoms[atom].span
      // 据村民介绍，…: who is cited, not the word that cites them.
      let lead = finder.strippedLead(span.start, to: span.end)
      let cited = lexicon.longest(.evidential, startingAt: lead, to: span.end, in: units)
      let start = cited > 0 ? lead + cited : span.start
      guard let subject = finder.subject(from: start, to: span.end) else { continue }
      switch subject.head {
      case .named(let mention):
        return mention.type == .person && !resolver.titles.bylines.contains(mention.entity)
          ? subject : nil
      case .pronoun(let kinds): return kinds.isDisjoint(with: [.he, .she]) ? nil : subject
      case .role:
        return subject.headSpan.count < 2 || matches("记者", subject.headSpan) ? nil : subject
      default: return nil
      }
    }
    return nil
  }

  /// 他的作品…: the paragraph after a quotation goes on about whoever it comes from; a name when it was
  /// introduced before the quotation.
  func opensWithSpeaker(_ segment: TextLayout.Segment) -> Bool {
    guard let subject = subject(after: segment),
      subject.span.start - segment.span.start <= 4
    else { return false }
    if finished(in: segment) != nil { return true }
    if case .pronoun = subject.head { return true }
    return isIntroduced(subject)
  }

  private func opensParagraph(_ position: Int) -> Bool {
    var start = position
    while start > 0, shapes.isSpace(units[start - 1]), units[start - 1] != 0x0A { start -= 1 }
    return start == 0 || units[start - 1] == 0x0A
  }

  /// Whether nobody has spoken yet, or not for long, and the paragraph after the quotation brings
  /// somebody in: “救命！”⏎26日，一名乘客…
  func isFirstHeard(_ segment: TextLayout.Segment) -> Bool {
    guard !pendingFollows, resolver.last == nil || pendingParagraph - lastParagraph > 2,
      let first = pending.first, let subject = subject(after: segment)
    else { return false }
    switch subject.head {
    case .named: return true
    case .role:
      return finder.isIndefinite(subject) || opensParagraph(layout.pairs[first].span.start)
    default: return false
    }
  }

  /// Whether the subject of the next sentence was introduced since the statement before, so that the
  /// quotation is theirs: X说，…。Y任教多年。“…。”Y很满意。
  private func isIntroduced(_ subject: SourcePhrase?) -> Bool {
    guard let pair = pending.first, let subject, case .named(let mention) = subject.head else {
      return false
    }
    let between = Span(
      max(resolver.lastPosition, drafts.last?.pieces.last?.end ?? 0), layout.pairs[pair].span.start)
    return between.end > between.start
      && finder.mentions.within(between).contains { $0.entity == mention.entity }
      && resolver.index(of: resolver.last?.speakers.first) != mention.entity
  }
}
