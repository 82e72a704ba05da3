import Values

/// Statements that a cue announces: S V：“Q”, S V，Q, SVQ.
extension StatementReader {
  struct Open {
    var draft: Draft
    var opening: Opening
    /// It only frames what somebody else says: 据X报道, 报道称.
    var frame: Bool
    var source: SourcePhrase?
  }

  mutating func readSegment(_ index: Int, _ segment: TextLayout.Segment) {
    if readHeadline(index, segment) || readReportBeforeSource(index, segment) { return }
    var open: Open?
    var via: [Speaker] = []
    var segmentSource: SourcePhrase?
    var skipUntil = segment.span.start

    // “A，”X说
    if let first = segment.atoms.first, layout.atoms[first].kind == .quote,
      let end = readLeadingQuote(first, segment)
    {
      mark(index, segment)
      skipUntil = end.resume
      segmentSource = end.source
    }

    for atom in segment.atoms where layout.atoms[atom].kind == .text {
      for cueIndex in layout.atoms[atom].cues {
        let cue = layout.cues[cueIndex]
        guard cue.span.start >= skipUntil else { continue }
        let word = cueWord(cue)
        let start = headlineBreak(before: cue) ?? clauseStart(of: atom, in: segment)
        let from = max(
          start,
          open.map {
            $0.opening.atom == atom && $0.opening.start > start ? $0.opening.start : start
          } ?? start)
        let opening = word.strength == .optional ? nil : opening(cue, atom: atom, segment: segment)
        if word.strength == .optional
          || opening.map({ $0.comma && open != nil }) ?? true
            && Self.urging.contains(where: { matches($0, cue.span) })
        {
          // A dropped subject and a connective: what was reported ends here.
          if let current = open, !current.frame, atom != current.opening.atom,
            connects(from, to: cue.runStart), sourcePhrase(of: cue, from: from) == nil
          {
            close(&open, at: endBefore(atom, in: segment), in: segment, via: via)
            mark(index, segment)
          }
          continue
        }
        guard !isInsideCircumstance(cue, atom: atom), !isRelative(cue),
          !isDenied(cue, from: from) || tells(cue, atom: atom, in: segment)
        else { continue }
        guard let opening else { continue }
        let source = sourcePhrase(of: cue, from: from)
        let evidence =
          source.map { isEvidence($0, atom: atom, cue: cue, segment: segment) } ?? false
        guard
          evidence
            || word.strength != .evidence && !isObject(cue, of: source, atom: atom, from: from)
        else { continue }
        // 我说过, outside quotation marks: the author, who is no source.
        if let source, case .pronoun(let kinds) = source.head, kinds.contains(.we) { continue }
        // 报道还提到，有消息称A: nobody in particular takes over from the outlet.
        if let source, open?.frame == true, case .document = source.head,
          matches("有消息", source.span)
        {
          continue
        }
        if let source, case .words = source.head,
          !accepts(source, of: cue, opening: opening, atom: atom)
        {
          continue
        }
        if let source { noteDocument(Span(source.headSpan.end, cue.span.start), by: source) }
        if let current = open {
          let first = isFirstClause(atom, from: from, of: current)
          if let source {
            if current.frame, frames(current), !tellsAct(opening, word),
              first || opensClause(source, from: from) && current.draft.resolved.speakers.isEmpty
            {
              let outlets = current.draft.resolved.speakers
              var inner: Open?
              self.start(&inner, cue, opening, source, segment, via: outlets)
              if inner != nil {
                via = outlets
                open = inner
                segmentSource = source
              }
            } else if current.frame, layout.atoms[opening.atom].kind == .quote,
              opening.colon || layout.pairs[layout.atoms[opening.atom].pair].terminal
                || opening.comma && isPerson(source)
            {
              close(&open, at: endBefore(atom, in: segment), in: segment, via: via)
              via = current.draft.resolved.speakers
              self.start(&open, cue, opening, source, segment, via: via)
              segmentSource = source
            } else if current.frame, !first, isOutlet(source), opening.comma || opening.colon {
              close(
                &open, at: endBeforeStatement(atom, after: current.opening, in: segment),
                in: segment, via: via)
              self.start(&open, cue, opening, source, segment, via: [])
            } else if !current.frame, !first,
              startsAnew(
                source, from: from, opening: opening, cue: cue, after: current, atom: atom,
                segment: segment)
            {
              close(
                &open, at: endBeforeStatement(atom, after: current.opening, in: segment),
                in: segment,
                via: via)
              self.start(&open, cue, opening, source, segment, via: via)
              if open != nil { segmentSource = source }
            } else if !first || !current.frame {
              nest(cue, opening, source, inside: current)
            }
          } else if current.frame, from == cue.runStart, word.strength == .strong,
            word.cueClass == "say", let subject = inheritedSubject(before: atom, in: segment),
            subject.span.start >= current.opening.start,
            isFirstClause(startingAt: subject.span.start, of: current, in: segment)
          {
            // 报道称，X发表声明，称A: the outlet only frames.
            via = current.draft.resolved.speakers
            open = nil
            startInherited(&open, cue, opening, subject, segment, via: via)
            segmentSource = subject
          } else if !current.frame, !first || connects(from, to: cue.runStart),
            atom != current.opening.atom, !goesOnInside(cue, atom: atom, from: from),
            word.strength >= .clausemark || matches("指", cue.span),
            connects(from, to: cue.runStart)
              || from == cue.runStart
                && (word.strength == .strong && word.speaks
                  || (word.cueClass == "criticise" || matches("形容", cue.span))
                    && word.strength == .clause)
          {
            close(&open, at: endBefore(atom, in: segment), in: segment, via: via)
            startInherited(&open, cue, opening, current.source, segment, via: via)
          }
          continue
        }
        if let source {
          self.start(&open, cue, opening, source, segment, via: via)
          if open != nil {
            segmentSource = source
            mark(index, segment)
          }
        } else {
          // The subject was named earlier in the sentence.
          let inherited =
            caller(before: atom, cue, in: segment) ?? segmentSource
            ?? inheritedSubject(
              before: start > layout.atoms[atom].span.start ? atom + 1 : atom, in: segment)
            ?? issuedDocument(before: cue, from: from)
          if word.strength == .report, inherited == nil { continue }
          if inherited == nil, opening.atom == atom, cue.runStart == segment.span.start { continue }
          if inherited != nil || index - lastSegment <= 1 && lastParagraph == segment.paragraph {
            startInherited(&open, cue, opening, inherited, segment, via: via)
            if open != nil { mark(index, segment) }
          } else if opening.colon || opening.atom != atom, layout.atoms[opening.atom].kind == .quote
          {
            startInherited(&open, cue, opening, nil, segment, via: via)
          }
        }
      }
      if open != nil { mark(index, segment) }
    }
    if open != nil {
      mark(index, segment)
      close(&open, at: segment.span.end, in: segment, via: via)
    } else if !readTrailingAttribution(index, segment, from: skipUntil) {
      readUncued(index, segment, from: skipUntil, via: via)
    }
  }

  /// 报道提到，某国谴责A: what somebody did, which is itself what the outlet reports.
  private func tellsAct(_ opening: Opening, _ word: StatementLexicon.CueWord) -> Bool {
    word.strength == .clause && opening.direct && layout.atoms[opening.atom].kind == .text
  }

  /// Where an outlet publishes.
  private static let sites = ["网站", "官网", "客户端", "杂志", "周刊"]

  /// The start of a cue that a blank parts from the clause before it in a headline: 某人宣布离婚 称“Q”.
  private func headlineBreak(before cue: TextLayout.CueCandidate) -> Int? {
    guard cue.span.end <= titleEnd, cue.runStart > 1, units[cue.runStart - 1] == 0x20,
      units[cue.runStart - 2].isHan
    else { return nil }
    return cue.runStart
  }

  /// A new act of the one who speaks, after 并 and the like.
  private static let urging = ["敦促", "要求", "呼吁"]

  /// 记者张三报道： and 北京消息： only say who wrote it and where.
  private func isByline(_ source: SourcePhrase) -> Bool {
    guard case .named(let mention) = source.head else { return true }
    return mention.type != .organization
  }

  /// 他, 她: somebody who was named before in the sentence.
  private func isPerson(_ source: SourcePhrase) -> Bool {
    guard case .pronoun(let kinds) = source.head else { return false }
    return !kinds.isDisjoint(with: [.he, .she])
  }

  /// Whether a source is an outlet, which frames what others say.
  func isOutlet(_ source: SourcePhrase) -> Bool {
    switch source.head {
    case .media, .outlet: true
    case .named(let mention): resolver.isMedia(mention.entity)
    default: false
    }
  }

  /// Keeps a statement that stands inside another one until that is closed.
  private mutating func nest(
    _ cue: TextLayout.CueCandidate, _ opening: Opening, _ source: SourcePhrase, inside outer: Open
  ) {
    let word = cueWord(cue)
    guard nested.count < 8, word.strength == .strong, word.speaks, !opening.colon,
      opening.likelihood >= 0.6,
      opening.start > outer.opening.start
    else { return }
    switch source.head {
    case .named, .role, .media: break
    default: return
    }
    let resolved = resolve(source)
    let draft = Draft(
      kind: .indirect, pieces: [], cue: cue, source: source, resolved: resolved,
      confidence: 0.7 * resolved.confidence, rule: "nested")
    nested.append(Open(draft: draft, opening: opening, frame: false, source: source))
  }

  /// The subject of the first clause from `start` on that has one.
  func firstSubject(from start: Int, before atom: Int, in segment: TextLayout.Segment)
    -> SourcePhrase?
  {
    for clause in segment.atoms.lowerBound..<atom
    where layout.atoms[clause].kind == .text && layout.atoms[clause].span.start >= start {
      let span = layout.atoms[clause].span
      if let subject = finder.subject(from: span.start, to: span.end) { return subject }
    }
    return nil
  }

  /// Remembers who issued 一份声明, so that 声明称 finds them.
  mutating func noteDocument(_ span: Span, by source: SourcePhrase) {
    guard span.count >= 2, span.count < 40 else { return }
    var end = span.end
    while end > span.start + 1 {
      let length = lexicon.longest(.issued, endingAt: end, from: span.start, in: units)
      if length >= 2 {
        let resolved = resolve(source)
        if !resolved.speakers.isEmpty {
          resolver.issue(text(Span(end - length, end)), by: resolved.speakers)
        }
        return
      }
      end -= 1
    }
  }

  mutating func start(
    _ open: inout Open?, _ cue: TextLayout.CueCandidate, _ opening: Opening, _ source: SourcePhrase,
    _ segment: TextLayout.Segment, via: [Speaker]
  ) {
    let word = cueWord(cue)
    var resolved = resolve(source)
    var frame = false
    switch word.strength {
    case .report:
      if !opening.comma, !opening.colon {
        // 业界指A
        guard opening.direct, source.span.end == cue.runStart else {
          return
        }
      }
      // 据 is missing: 俄新社8月2日消息， is the dateline of an article.
      if matches("消息", cue.span), cue.runStart == cue.span.start, !source.evidential { return }
      if opening.colon, layout.atoms[opening.atom].kind != .quote, isByline(source) { return }
      switch source.head {
      case .named(let mention):
        frame = mention.type != .person
      case .media, .outlet, .document: frame = true
      default: break
      }
    default: break
    }
    switch source.head {
    case .outlet, .media:
      frame = true
    case .named(let mention):
      if resolver.isMedia(mention.entity) { frame = true }
      // 在张三看来 is what he thinks.
      if source.evidential, mention.type != .person || cueWord(cue).cueClass != "think" {
        frame = true
      }
      if cue.runStart < cue.span.start,
        lexicon.kinds(of: units[cue.runStart..<min(cue.runStart + 2, cue.span.start)]).contains(
          .outlet)
      {
        frame = true
      }
    case .document where Self.sites.contains { matches($0, source.headSpan) }:
      // 某社网站8月11日报道称，据某部消息，A
      if source.evidential || resolved.speakers.contains(where: resolver.isOutlet) { frame = true }
    default:
      if source.evidential { frame = true }
    }
    // 某客户端获悉，: where the author works.
    if word.cueClass == "evidential", !source.evidential,
      isOutlet(source) || matches("记者", source.headSpan)
    {
      return
    }
    if frame {
      // 《周刊》报道称，据某国媒体报道，A: 报道 goes on to mean the first.
      if via.isEmpty || resolved.speakers.contains(where: { $0.kind != .collective }) {
        resolver.cite(resolved.speakers)
      }
    } else if case .document = source.head, resolved.speakers.contains(where: resolver.isOutlet) {
      // 某报网站8月7日的报道称: what 报道 means from here on.
      resolver.cite(resolved.speakers)
    }
    if matches("消息", cue.span), source.evidential, !resolved.speakers.isEmpty {
      resolver.report(by: resolved.speakers, at: cue.span.start)
    }
    if resolved.speakers.isEmpty { resolved.confidence = 0.3 }
    let draft = Draft(
      kind: .indirect, pieces: [], cue: cue, source: source, resolved: resolved, via: via,
      confidence: resolved.confidence * (0.5 + 0.5 * opening.likelihood)
        * (word.strength >= .mark ? 1 : 0.9),
      rule: rule(opening, word))
    open = Open(draft: draft, opening: opening, frame: frame, source: source)
    if frame {
      resolver.introduce(resolved, phrase: source)
    } else {
      resolver.note(resolved, at: source.span.start, phrase: source)
    }
  }

  mutating func startInherited(
    _ open: inout Open?, _ cue: TextLayout.CueCandidate, _ opening: Opening,
    _ source: SourcePhrase?,
    _ segment: TextLayout.Segment, via: [Speaker]
  ) {
    let word = cueWord(cue)
    // X发布报告，指A
    guard
      word.strength != .report
        || source != nil && matches("指", cue.span) && opening.direct
          && "，并".utf16.contains(units[cue.runStart - 1])
    else { return }
    var resolved: SpeakerResolver.Resolved
    if let source {
      resolved = resolve(source)
    } else if let last = resolver.last, !last.speakers.isEmpty {
      guard word.strength >= .mark else { return }
      resolved = last
      resolved.how = .inherited
    } else if layout.atoms[opening.atom].kind == .quote,
      layout.pairs[layout.atoms[opening.atom].pair].terminal
    {
      // Whole sentences are quoted: somebody speaks, whoever it is.
      resolved = .unknown
      if let person = personSubject(before: cue.runStart) {
        resolved = resolve(person)
        resolved.how = .context
        resolved.confidence = 0.5
      }
    } else {
      return
    }
    resolved.confidence *= 0.9
    let draft = Draft(
      kind: .indirect, pieces: [], cue: cue, source: source, resolved: resolved, via: via,
      confidence: resolved.confidence * (0.5 + 0.5 * opening.likelihood)
        * (word.strength >= .mark ? 1 : 0.9),
      rule: rule(opening, word) + "-inherited")
    open = Open(draft: draft, opening: opening, frame: false, source: source)
    resolver.note(resolved, at: cue.span.start, phrase: nil)
  }

  func rule(_ opening: Opening, _ word: StatementLexicon.CueWord) -> String {
    Self.rules[opening.colon ? 1 : opening.comma ? 2 : 0][word.strength.rawValue]
  }

  /// By what stands between cue and content, and by the cue's strength.
  private static let rules = ["at-once", "colon", "comma"].map { mark in
    (StatementLexicon.Strength.none.rawValue...StatementLexicon.Strength.strong.rawValue).map {
      "cue-\(mark)-\(StatementLexicon.Strength(rawValue: $0)?.name ?? "")"
    }
  }
}
