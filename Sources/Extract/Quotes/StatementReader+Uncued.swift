import Values

/// Statements without a cue: headlines, and quoted speech in a place where only speech stands.
extension StatementReader {
  /// 某某：A, at the start of a sentence; in a title also after its first clauses.
  mutating func readHeadline(_ index: Int, _ segment: TextLayout.Segment) -> Bool {
    let title = segment.span.end <= titleEnd || isSubtitle(index, segment)
    var first = segment.atoms.lowerBound
    while first + 2 < segment.atoms.upperBound {
      let atom = layout.atoms[first]
      let opens = atom.kind == .text && layout.atoms[first + 1].kind == .colon
      if opens, isLabel(atom.span) {
        first += 2
        continue
      }
      if opens, readHeadline(index, segment, at: first, title: title) { return true }
      guard title else { return false }
      first += 1
    }
    return false
  }

  /// A short line of its own without a full stop: the title once more, or a heading.
  private func isSubtitle(_ index: Int, _ segment: TextLayout.Segment) -> Bool {
    guard segment.paragraph >= 1, segment.span.count <= (segment.paragraph == 1 ? 40 : 25),
      segment.span.start > 0,
      shapes.isSpace(units[segment.span.start - 1]), segment.span.end < units.count,
      shapes.isNewline(units[segment.span.end])
    else { return false }
    return index > 0 && layout.segments[index - 1].paragraph < segment.paragraph
  }

  private mutating func readHeadline(
    _ index: Int, _ segment: TextLayout.Segment, at first: Int, title: Bool
  ) -> Bool {
    let before = layout.atoms[first].span
    let next = layout.atoms[first + 2]
    guard before.count <= 40, let source = headlineSource(first, title: title) else {
      return false
    }
    switch source.head {
    case .named(let mention):
      if next.kind != .quote, mention.type != .person, !title || mention.type == .place {
        return false
      }
      // 某县：“驮”起致富路
      if mention.type == .place, first + 3 < segment.atoms.upperBound,
        !layout.pairs[next.pair].terminal
      {
        return false
      }
    case .media: break
    case .document: if !title { return false }
    case .unlisted, .surnamed: if next.kind != .quote, !title { return false }
    case .role:
      if next.kind != .quote, !title || source.headSpan.count < 2 { return false }
      if matches("记者", source.headSpan) { return false }
    default: return false
    }
    // 外媒：特朗普指责A: the inner source speaks.
    if case .media = source.head, next.kind == .text,
      next.cues.contains(where: { index in
        let cue = layout.cues[index]
        guard cueWord(cue).strength >= .clausemark else { return false }
        return finder.source(before: cue.runStart, from: next.span.start).map {
          if case .words = $0.head { return false } else { return true }
        } ?? false
      })
    {
      return false
    }
    let resolved = resolve(source)
    var pieces = [Span(next.span.start, title ? beforeDash(next, segment) : segment.span.end)]
    let isMedia = if case .media = source.head { true } else { false }
    if !title, !isMedia, next.kind == .text, first == segment.atoms.lowerBound, before.count <= 12,
      let end = endOfTurn(index, segment)
    {
      pieces = [Span(next.span.start, end)]
      skipParagraph = segment.paragraph
    }
    var kind: Statement.Kind = title ? .indirect : .direct
    var pairs: [Int] = []
    if next.kind == .quote, first + 3 == segment.atoms.upperBound {
      pieces = [layout.pairs[next.pair].inner]
      kind = .direct
      pairs = [next.pair]
    }
    add(
      Draft(
        kind: kind, pieces: pieces, source: source, resolved: resolved,
        confidence: 0.8 * resolved.confidence, rule: "name-colon", pairs: pairs))
    resolver.note(resolved, at: source.span.start, phrase: source)
    mark(index, segment)
    return true
  }

  /// Who stands before the colon of a headline, or is the subject of 谈, 曝 … there.
  private func headlineSource(_ atom: Int, title: Bool) -> SourcePhrase? {
    let span = layout.atoms[atom].span
    let start = finder.strippedLead(span.start, to: span.end)
    if layout.atoms[atom].cues.isEmpty,
      let head = finder.head(at: span.end, from: start)
        ?? finder.unlisted(from: start, to: span.end)
    {
      return head
    }
    // 刘易斯 (John Lewis)：“Q”
    if layout.atoms[atom + 2].kind == .quote,
      case let end = finder.unbracketed(span.end, from: start), end < span.end,
      let head = finder.head(at: end, from: start), case .named = head.head
    {
      return head
    }
    guard title, let subject = finder.subject(from: span.start, to: span.end),
      subject.span.end < span.end
    else { return nil }
    let verb = subject.span.end
    let talks =
      "谈评曝忆".utf16.contains(units[verb])
      || ["回应", "揭秘", "披露", "驳斥"].contains {
        verb + 2 <= span.end && matches($0, Span(verb, verb + 2))
      }
    return talks ? subject : nil
  }

  /// Where ——… begins in a headline, which says what article it is.
  private func beforeDash(_ first: TextLayout.Atom, _ segment: TextLayout.Segment) -> Int {
    var end = segment.span.end
    let dash = (first.span.start..<end - 1).first { units[$0] == 0x2014 && units[$0 + 1] == 0x2014 }
    guard let dash, dash - first.span.start >= 4 else { return end }
    end = dash
    while end > first.span.start, shapes.isSpace(units[end - 1]) { end -= 1 }
    return end
  }

  func isLabel(_ span: Span) -> Bool {
    lexicon.longest(.label, endingAt: span.end, from: span.start, in: units) > 0
  }

  /// Words before a colon and quoted speech, without a verb that is known: 姚明的话更显“锐利”：“…。”
  mutating func readUncued(
    _ index: Int, _ segment: TextLayout.Segment, from: Int, via: [Speaker]
  ) {
    for atom in segment.atoms where layout.atoms[atom].kind == .quote {
      let quote = layout.atoms[atom]
      let pair = layout.pairs[quote.pair]
      guard quote.span.start >= from, pair.terminal, pair.inner.count >= 6,
        atom > segment.atoms.lowerBound
      else { continue }
      let before = layout.atoms[atom - 1]
      guard before.kind == .colon || before.kind == .comma, atom - 2 >= segment.atoms.lowerBound,
        layout.atoms[atom - 2].kind == .text
      else { continue }
      let words = layout.atoms[atom - 2].span
      if isLabel(words) { continue }
      if before.kind == .comma, atom == segment.atoms.last, isAttributedNext(index, segment) {
        continue
      }
      guard
        let subject = saying(endingAt: words.end, from: words.start)
          ?? finder.subject(from: clauseStart(of: atom - 2, in: segment), to: words.end)
          ?? inheritedSubject(before: atom - 2, in: segment)
      else { continue }
      switch subject.head {
      case .named(let mention) where mention.type == .person: break
      case .pronoun, .role: break
      default: if before.kind == .comma { continue }
      }
      var resolved = resolve(subject)
      resolved.confidence = min(resolved.confidence, before.kind == .colon ? 0.8 : 0.65)
      add(
        Draft(
          kind: .direct, pieces: [pair.inner], source: subject, resolved: resolved, via: via,
          confidence: resolved.confidence, rule: "position-\(before.kind)", pairs: [quote.pair]))
      resolver.note(resolved, at: subject.span.start, phrase: subject)
      mark(index, segment)
      return
    }
  }

  /// Whose words stand before a colon as 张三曾经说过的一句话.
  private func saying(endingAt end: Int, from start: Int) -> SourcePhrase? {
    for noun in ["一句话", "那句话", "这句话", "几句话", "名言", "话"]
    where finder.ends(noun, at: end, from: start) {
      let verb = end - noun.utf16.count
      for said in ["说过的", "讲过的", "说的", "讲的", "写的", "写下的"]
      where finder.ends(said, at: verb, from: start) {
        guard let source = finder.source(before: verb - said.utf16.count, from: start) else {
          return nil
        }
        return source
      }
    }
    return nil
  }

  /// So likely a sentence must be to go on with what was reported: of those nine in ten do.
  private static let leastLikelihood: Float = 0.85
  /// So many sentences may go on from one cue; the examples of the model had no more.
  private static let mostContinuations = 3

  /// A sentence that goes on with what the sentence before reported: X说，A。此外，B。
  mutating func readContinuation(_ index: Int, _ segment: TextLayout.Segment) {
    guard max(lastSegment, lastContinuation) == index - 1, lastParagraph == segment.paragraph,
      let last = drafts.indices.last, segment.span.count >= 12,
      layout.atoms[segment.atoms.lowerBound].kind == .text, !isCredit(segment.span)
    else { return }
    var origin = last
    var count = 1
    while drafts[origin].rule == Self.goesOn, let before = drafts[origin].continues {
      origin = before
      count += 1
    }
    let said = drafts[origin]
    guard count <= Self.mostContinuations, said.kind != .direct, said.parent == nil,
      let cue = said.cue, cueWord(cue).strength >= .mark, let content = said.pieces.first,
      content.start < segment.span.start, !said.resolved.speakers.isEmpty
    else { return }
    let likelihood = boundaries.probability(
      of: segment.span, after: cue.span, word: cueWord(cue), stated: content.start, in: units,
      lexicon: lexicon, mentions: finder.mentions)
    guard likelihood >= Self.leastLikelihood else { return }
    var resolved = said.resolved
    resolved.how = .inherited
    lastContinuation = index
    add(
      Draft(
        kind: .indirect, pieces: [segment.span], resolved: resolved, via: said.via,
        confidence: 0.7 * likelihood * resolved.confidence, rule: Self.goesOn, continues: last))
  }

  private static let goesOn = "goes-on"

  /// 气象台供图, 资料图: where the picture is from, not what was reported.
  private func isCredit(_ span: Span) -> Bool {
    (span.start..<min(span.end, span.start + 16)).contains { position in
      ["供图", "资料图", "图源"].contains { finder.matches($0, at: position) }
    }
  }

  /// Where the paragraph of a sentence ends that opens it; nil when it does not open one.
  private func endOfTurn(_ index: Int, _ segment: TextLayout.Segment) -> Int? {
    guard index > 0, layout.segments[index - 1].paragraph != segment.paragraph else { return nil }
    var end = segment.span.end
    for next in layout.segments[(index + 1)...] {
      guard next.paragraph == segment.paragraph else { break }
      end = next.span.end
    }
    // The full stop before the line end is part of what was said.
    return end < units.count && shapes.isStop(units[end]) ? end + 1 : end
  }

  /// 问：… 答：… and 记者：… at the start of a paragraph, whose words are all theirs.
  ///
  /// The one who answers is the person spoken with: the last person who spoke, else the last one named.
  mutating func readInterview(_ index: Int, _ segment: TextLayout.Segment) -> Bool {
    let first = segment.atoms.lowerBound
    guard first + 2 < segment.atoms.upperBound, segment.atoms.lowerBound > 0,
      layout.atoms[first].kind == .text, layout.atoms[first + 1].kind == .colon
    else { return false }
    let label = layout.atoms[first].span
    guard label.count <= 3 else { return false }
    let asks = matches("问", label) || matches("记者", label) || matches("主持人", label)
    guard asks || matches("答", label) else { return false }
    flush(next: nil)
    guard let end = endOfTurn(index, segment) else { return false }
    var resolved = SpeakerResolver.Resolved.unknown
    if asks {
      let speaker = Speaker(entity: nil, name: "记者", kind: .anonymous)
      resolved = .init(speakers: [speaker], how: .context, confidence: 0.8)
    } else if let person = resolver.lastPerson >= 0
      ? resolver.lastPerson : resolver.lastMention(of: .person, before: label.start)
    {
      resolved = .init(speakers: [resolver.speaker(person)], how: .context, confidence: 0.6)
    }
    add(
      Draft(
        kind: .direct, pieces: [Span(layout.atoms[first + 2].span.start, end)],
        resolved: resolved, confidence: resolved.confidence, rule: "interview"))
    mark(index, segment)
    skipParagraph = segment.paragraph
    return true
  }
}
