import Values

/// Reads the statements of one article from its layout, sentence by sentence.
struct StatementReader {
  struct Draft {
    var kind: Statement.Kind
    var pieces: [Span]
    var cue: TextLayout.CueCandidate?
    var source: SourcePhrase?
    var resolved: SpeakerResolver.Resolved
    var via: [Speaker] = []
    var confidence: Float
    var rule: String
    /// Pairs of quotation marks that are its content.
    var pairs: [Int] = []
  }

  let units: [UInt16]
  let layout: TextLayout
  let lexicon: StatementLexicon
  let shapes: TextLayout.Shapes
  let finder: SourceFinder
  let titleEnd: Int
  var resolver: SpeakerResolver
  private(set) var drafts: [Draft] = []

  /// Quotations that stand alone and wait for who said them.
  private var pending: [Int] = []
  private var pendingParagraph = -1
  private var pendingFollows = false
  /// The segment and paragraph of the last statement.
  private var lastSegment = -10
  private var lastParagraph = -10

  init(
    units: [UInt16], layout: TextLayout, lexicon: StatementLexicon, shapes: TextLayout.Shapes,
    finder: SourceFinder, resolver: SpeakerResolver, titleEnd: Int
  ) {
    self.units = units
    self.layout = layout
    self.lexicon = lexicon
    self.shapes = shapes
    self.finder = finder
    self.resolver = resolver
    self.titleEnd = titleEnd
  }

  mutating func read() {
    for index in layout.segments.indices { read(index) }
    flush(next: nil)
  }

  // MARK: Words around a cue

  private func cueWord(_ cue: TextLayout.CueCandidate) -> StatementLexicon.CueWord {
    lexicon.cueWords[cue.word]
  }

  private func matches(_ word: String, _ span: Span) -> Bool {
    units[span.start..<span.end].elementsEqual(word.utf16)
  }

  /// Whom a phrase stands for, with the person that is the subject of the words before it.
  private mutating func resolve(_ phrase: SourcePhrase) -> SpeakerResolver.Resolved {
    var subject: Int?
    if case .pronoun(let kinds) = phrase.head, !kinds.isDisjoint(with: [.he, .she]) {
      subject = personSubject(before: phrase.span.start)
    }
    return resolver.resolve(phrase, subject: subject)
  }

  /// The person who is the subject of the clauses right before a position, unless somebody else has
  /// spoken since.
  private func personSubject(before position: Int) -> Int? {
    var low = 0
    var high = layout.segments.count
    while low < high {
      let middle = (low + high) / 2
      if layout.segments[middle].span.start <= position { low = middle + 1 } else { high = middle }
    }
    var index = low - 1
    var looked = 0
    while index >= 0, looked < 2 {
      let segment = layout.segments[index]
      for atom in segment.atoms where layout.atoms[atom].kind == .text {
        let span = layout.atoms[atom].span
        guard span.end <= position else { break }
        if let subject = finder.subject(from: span.start, to: span.end) {
          if subject.span.start < resolver.lastPosition { break }
          if case .named(let mention) = subject.head, mention.type == .person {
            return mention.entity
          }
          if case .pronoun = subject.head { break }
        }
      }
      index -= 1
      looked += 1
    }
    return nil
  }

  private func text(_ span: Span) -> String {
    String(utf16: units[span.start..<span.end])
  }

  /// How what follows a cue begins.
  private struct Opening {
    /// The atom that the content begins in.
    var atom: Int
    var start: Int
    var colon: Bool
    var comma: Bool
    /// Nothing between cue and content.
    var direct: Bool
  }

  /// Where the content of a cue begins; nil when nothing that can be content follows.
  private func opening(_ cue: TextLayout.CueCandidate, atom: Int, segment: TextLayout.Segment)
    -> Opening?
  {
    let word = cueWord(cue)
    let textEnd = layout.atoms[atom].span.end
    var position = cue.span.end
    let nextMark = atom + 1 < segment.atoms.upperBound ? layout.atoms[atom + 1] : nil
    let afterMark = atom + 2 < segment.atoms.upperBound ? layout.atoms[atom + 2] : nil
    let reach = textEnd - position
    if reach > 0, units[position] == 0x7684 { return nil }  // 的
    if reach == 0 {
      guard let nextMark else { return nil }
      switch nextMark.kind {
      case .quote:
        return Opening(
          atom: atom + 1, start: nextMark.span.start, colon: false, comma: false, direct: true)
      case .comma, .colon:
        guard let afterMark, afterMark.kind == .text || afterMark.kind == .quote else { return nil }
        let colon = nextMark.kind == .colon
        if word.strength == .colon, !(colon || afterMark.kind == .quote) { return nil }
        if word.strength == .colon, colon, afterMark.kind != .quote { return nil }
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: colon, comma: !colon, direct: false)
      default: return nil
      }
    }
    // An addressee or object, then a colon or comma: 告诉记者，  警告特朗普：
    if reach <= 16, let nextMark, let afterMark {
      let quoted = afterMark.kind == .quote
      if nextMark.kind == .colon,
        quoted || afterMark.kind == .text && reach <= 12 && word.strength >= .clausemark
      {
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: true, comma: false, direct: false)
      }
      if nextMark.kind == .comma, reach <= 12, word.strength >= .clausemark, takesAddressee(cue) {
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: false, comma: true, direct: false)
      }
    }
    if reach <= 12, let nextMark, nextMark.kind == .quote, takesAddressee(cue) {
      return Opening(
        atom: atom + 1, start: nextMark.span.start, colon: false, comma: false, direct: true)
    }
    guard word.strength.atOnce else { return nil }
    // 了, 过, 着, 起: an object follows, not a clause.
    if [0x4E86, 0x8FC7, 0x7740, 0x8D77].contains(units[position]) { return nil }
    if takesAddressee(cue) { position = skipAddressee(position, to: textEnd) }
    guard segment.span.end - position >= 6, !isAction(cue, at: position) else { return nil }
    return Opening(atom: atom, start: position, colon: false, comma: false, direct: true)
  }

  /// 宣布退出: an act, not a statement.
  private func isAction(_ cue: TextLayout.CueCandidate, at position: Int) -> Bool {
    guard cueWord(cue).cueClass == "announce", position + 2 <= units.count else { return false }
    return Self.actions.contains(text(Span(position, position + 2)))
  }

  private static let actions: Set<String> = [
    "退出", "出售", "成立", "改名", "推翻", "分拆", "就任", "参加", "启动", "召开", "判决", "政策", "参选", "辞职", "独立",
    "分居", "离婚", "结婚", "破产", "停火", "开战", "中标", "收购", "并购", "减产", "增产", "破裂", "逮捕", "制裁", "最新",
    "新的", "一项", "这一", "该项", "相关", "上述", "结果", "名单", "开幕", "闭幕", "开播", "上映", "定档", "涨价", "降价",
    "裁员", "关闭", "停产", "复产", "退役", "复出", "解散", "投降", "中立", "戒严", "暂停", "放弃", "加入",
  ]

  private func takesAddressee(_ cue: TextLayout.CueCandidate) -> Bool {
    switch text(cue.span) {
    case "告诉", "告知", "提醒", "警告", "回复", "答复", "安慰", "劝说", "告诫", "回应", "透露": true
    default: false
    }
  }

  private func skipAddressee(_ start: Int, to end: Int) -> Int {
    let pronoun = lexicon.longest([.pronoun, .role], startingAt: start, to: end, in: units)
    if pronoun > 0 { return start + pronoun }
    let covered = finder.mentions.covering(start)
    if let covered, covered.span.start == start, covered.span.end < end { return covered.span.end }
    return start
  }

  /// The source of a cue, which may be the first word of its own run: 报道 of 报道称.
  private func sourcePhrase(of cue: TextLayout.CueCandidate, from start: Int) -> SourcePhrase? {
    let evidence = cueWord(cue).cueClass == "evidential" || matches("确认", cue.span)
    if let source = finder.source(before: cue.runStart, from: start, evidence: evidence) {
      return source
    }
    guard cue.runStart < cue.span.start else { return nil }
    return finder.head(at: cue.span.start, from: cue.runStart)
  }

  // MARK: A segment

  private mutating func read(_ index: Int) {
    let segment = layout.segments[index]
    let atoms = layout.atoms[segment.atoms]
    // Only quoted words: they wait for their speaker.
    if let first = atoms.first, first.kind == .quote, !atoms.contains(where: { $0.kind == .text }) {
      let pairs = atoms.filter { $0.kind == .quote }.map(\.pair)
      let speech = pairs.contains { isSpeech($0) }
      if speech {
        if !pending.isEmpty, pendingParagraph != segment.paragraph { flush(next: nil) }
        if pending.isEmpty {
          pendingFollows = lastParagraph == segment.paragraph && lastSegment >= index - 2
          pendingParagraph = segment.paragraph
        }
        pending.append(contentsOf: pairs)
        return
      }
      flush(next: nil)
      return
    }
    if !pending.isEmpty, pendingParagraph != segment.paragraph, !attributesAcross(segment) {
      flush(next: nil)
    }
    let consumed = readPending(with: segment)
    if consumed { mark(index, segment) }
    if !consumed { readSegment(index, segment) }
  }

  private mutating func mark(_ index: Int, _ segment: TextLayout.Segment) {
    lastSegment = index
    lastParagraph = segment.paragraph
  }

  private func isSpeech(_ pair: Int) -> Bool {
    let pair = layout.pairs[pair]
    return pair.terminal && pair.inner.count >= 4 || pair.inner.count >= 25
  }

  private func firstCue(_ segment: TextLayout.Segment) -> (cue: TextLayout.CueCandidate, atom: Int)?
  {
    for atom in segment.atoms where layout.atoms[atom].kind == .text {
      for cue in layout.atoms[atom].cues {
        let word = cueWord(layout.cues[cue])
        if word.strength != .optional { return (layout.cues[cue], atom) }
      }
    }
    return nil
  }

  /// Whether nothing but the end of the sentence follows the cue: …，X说。
  private func isFinal(_ cue: TextLayout.CueCandidate, atom: Int, segment: TextLayout.Segment)
    -> Bool
  {
    guard atom == segment.atoms.upperBound - 1 else { return false }
    let rest = layout.atoms[atom].span.end - cue.span.end
    if rest == 0 { return true }
    return rest <= 30 && takesAddressee(cue)
  }

  private func clauseStart(of atom: Int, in segment: TextLayout.Segment) -> Int {
    var first = atom
    while first > segment.atoms.lowerBound {
      let before = layout.atoms[first - 1]
      if before.kind == .text { first -= 1; continue }
      if before.kind == .quote, !layout.pairs[before.pair].terminal,
        before.span.count <= 14
      {
        first -= 1
        continue
      }
      break
    }
    return layout.atoms[first].span.start
  }

  // MARK: Quotations that stand alone

  /// Whether the next paragraph opens with the attribution of the quotation that ends the one before.
  private func attributesAcross(_ segment: TextLayout.Segment) -> Bool {
    guard segment.paragraph - pendingParagraph <= 2, let (cue, atom) = firstCue(segment),
      let source = sourcePhrase(of: cue, from: clauseStart(of: atom, in: segment))
    else { return false }
    if let (final, _) = finalCue(segment), final.span == cue.span { return true }
    guard !pendingFollows,
      opening(cue, atom: atom, segment: segment).map({ !$0.colon }) ?? false
    else { return false }
    if case .named(let mention) = source.head { return mention.type == .person }
    return false
  }

  /// Attributes waiting quotations by the sentence after them; true when that sentence was only
  /// their attribution.
  private mutating func readPending(with segment: TextLayout.Segment) -> Bool {
    guard !pending.isEmpty else { return false }
    if let (cue, atom) = firstCue(segment), atom - segment.atoms.lowerBound <= 4 {
      let source =
        sourcePhrase(of: cue, from: clauseStart(of: atom, in: segment))
        ?? inheritedSubject(before: atom, in: segment)
      if let source {
        if lastCueIsFinal(segment), let (finalCue, finalAtom) = finalCue(segment) {
          let finalSource =
            sourcePhrase(of: finalCue, from: clauseStart(of: finalAtom, in: segment))
            ?? source
          emitPending(source: finalSource, cue: finalCue, more: [], rule: "quote-then-cue")
          return true
        }
        if let opening = opening(cue, atom: atom, segment: segment) {
          let next = layout.atoms[opening.atom]
          if next.kind == .quote, opening.comma || opening.colon && !pendingFollows,
            !pendingFollows || !isNewNamed(source),
            isSpeech(next.pair) || layout.pairs[next.pair].inner.count > 10
          {
            emitPending(
              source: source, cue: cue, more: quoteRun(from: opening.atom, in: segment),
              rule: "quote-cue-quote")
            return true
          }
          if !pendingFollows, !opening.colon || next.kind == .quote {
            emitPending(source: source, cue: cue, more: [], rule: "quote-then-cue")
            return false
          }
        }
      }
    }
    flush(next: segment)
    return false
  }

  private func finalCue(_ segment: TextLayout.Segment) -> (TextLayout.CueCandidate, Int)? {
    let atom = segment.atoms.upperBound - 1
    guard layout.atoms[atom].kind == .text, let last = layout.atoms[atom].cues.last else {
      return nil
    }
    let cue = layout.cues[last]
    return isFinal(cue, atom: atom, segment: segment) ? (cue, atom) : nil
  }

  private func lastCueIsFinal(_ segment: TextLayout.Segment) -> Bool { finalCue(segment) != nil }

  private func isNewNamed(_ source: SourcePhrase) -> Bool {
    guard case .named(let mention) = source.head else { return false }
    return resolver.last?.speakers.first?.name != resolver.entities[mention.entity].name
  }

  private func quoteRun(from atom: Int, in segment: TextLayout.Segment) -> [Int] {
    layout.atoms[atom..<segment.atoms.upperBound].filter { $0.kind == .quote }.map(\.pair)
  }

  private mutating func emitPending(
    source: SourcePhrase, cue: TextLayout.CueCandidate?, more: [Int], rule: String
  ) {
    let resolved = resolve(source)
    // Each quotation of its own, the last one with what follows the cue.
    for pair in pending.dropLast() {
      add(
        Draft(
          kind: .direct, pieces: [layout.pairs[pair].inner], resolved: resolved,
          confidence: 0.85 * resolved.confidence, rule: "quote-run", pairs: [pair]))
    }
    if let pair = pending.last {
      add(
        Draft(
          kind: .direct, pieces: ([pair] + more).map { layout.pairs[$0].inner }, cue: cue,
          source: source, resolved: resolved, confidence: min(0.98, resolved.confidence + 0.02),
          rule: rule, pairs: [pair] + more))
    }
    resolver.note(resolved, at: source.span.start, phrase: source)
    pending.removeAll()
  }

  /// Attributes waiting quotations from context: the previous speaker, else the subject of the next
  /// sentence.
  private mutating func flush(next: TextLayout.Segment?) {
    guard !pending.isEmpty else { return }
    defer { pending.removeAll() }
    var resolved = SpeakerResolver.Resolved.unknown
    var rule = "quote-alone"
    var source: SourcePhrase?
    if pendingFollows, let last = resolver.last, !last.speakers.isEmpty {
      resolved = last
      resolved.how = .inherited
      resolved.confidence = 0.8
      rule = "quote-goes-on"
    } else if let next, let atom = next.atoms.first, layout.atoms[atom].kind == .text,
      let subject = finder.subject(
        from: layout.atoms[atom].span.start, to: layout.atoms[atom].span.end),
      case .named(let mention) = subject.head, mention.type == .person
    {
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
    for pair in pending {
      add(
        Draft(
          kind: .direct, pieces: [layout.pairs[pair].inner], source: source, resolved: resolved,
          confidence: resolved.confidence * 0.95, rule: rule, pairs: [pair]))
    }
    if let source { resolver.note(resolved, at: source.span.start, phrase: source) }
    lastParagraph = pendingParagraph
  }

  private mutating func add(_ draft: Draft) {
    drafts.append(draft)
  }

  // MARK: Cues in a segment

  private struct Open {
    var draft: Draft
    var opening: Opening
    /// It only frames what somebody else says: 据X报道, 报道称.
    var frame: Bool
    var source: SourcePhrase?
  }

  private mutating func readSegment(_ index: Int, _ segment: TextLayout.Segment) {
    if readHeadline(index, segment) { return }
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
        let start = clauseStart(of: atom, in: segment)
        let from = max(
          start,
          open.map {
            $0.opening.atom == atom && $0.opening.start > start ? $0.opening.start : start
          } ?? start)
        let source = sourcePhrase(of: cue, from: from)
        if word.strength == .optional {
          // A dropped subject and a connective: what was reported ends here.
          if let current = open, source == nil, connects(from, to: cue.runStart),
            !current.frame, atom != current.opening.atom
          {
            close(&open, at: endBefore(atom, in: segment), in: segment, via: via)
            mark(index, segment)
          }
          continue
        }
        guard !isInsideCircumstance(cue, atom: atom), !isDenied(cue, from: from),
          !isObject(cue, atom: atom, from: from)
        else { continue }
        if case .words = source?.head,
          word.strength < .mark || layout.atoms[atom].span.end > cue.span.end
        {
          continue
        }
        if word.strength == .evidence {
          guard let source, source.evidential, case .named = source.head else { continue }
        }
        guard let opening = opening(cue, atom: atom, segment: segment) else { continue }
        if let source { noteDocument(Span(source.headSpan.end, cue.span.start), by: source) }
        if let current = open {
          let first = isFirstClause(atom, from: from, of: current)
          if let source {
            if current.frame, frames(current),
              first || opensClause(source, from: from) && current.draft.resolved.speakers.isEmpty
            {
              via = current.draft.resolved.speakers
              open = nil
              self.start(&open, cue, opening, source, segment, via: via)
              segmentSource = source
            } else if current.frame, layout.atoms[opening.atom].kind == .quote,
              opening.colon || layout.pairs[layout.atoms[opening.atom].pair].terminal
            {
              close(&open, at: endBefore(atom, in: segment), in: segment, via: via)
              via = current.draft.resolved.speakers
              self.start(&open, cue, opening, source, segment, via: via)
              segmentSource = source
            } else if !current.frame, !first,
              startsAnew(
                source, from: from, opening: opening, word: word, atom: atom, segment: segment)
            {
              close(&open, at: endBefore(atom, in: segment), in: segment, via: via)
              self.start(&open, cue, opening, source, segment, via: via)
              if open != nil { segmentSource = source }
            }
          } else if current.frame, !first, from == cue.runStart, word.strength == .strong,
            word.cueClass == "say", atom == current.opening.atom + 2,
            let subject = inheritedSubject(before: atom, in: segment),
            subject.span.start >= current.opening.start
          {
            // 报道称，X发表声明，称A: the outlet only frames.
            via = current.draft.resolved.speakers
            open = nil
            startInherited(&open, cue, opening, subject, segment, via: via)
            segmentSource = subject
          } else if !first, !current.frame, word.strength >= .clausemark,
            connects(from, to: cue.runStart)
              || word.strength >= .mark && word.cueClass == "say" && from == cue.runStart
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
          let inherited = segmentSource ?? inheritedSubject(before: atom, in: segment)
          if word.strength == .report, inherited == nil { continue }
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
    } else {
      readUncued(index, segment, from: skipUntil, via: via)
    }
  }

  /// Whether the cue stands in 在……后 or 当……时, which only say when.
  private func isInsideCircumstance(_ cue: TextLayout.CueCandidate, atom: Int) -> Bool {
    let span = layout.atoms[atom].span
    guard cue.span.end < span.end - 1 else { return false }
    let start = finder.strippedLead(span.start, to: span.end)
    guard start < cue.span.start,
      lexicon.longest([.opener], startingAt: start, to: span.end, in: units) > 0,
      finder.mentions.covering(start) == nil
    else { return false }
    let closer = lexicon.longest(.closer, endingAt: span.end, from: cue.span.end, in: units)
    return closer > 0
  }

  /// 没有提到, 尚未证实, 被告知, 让大家相信: no statement of the source.
  private func isDenied(_ cue: TextLayout.CueCandidate, from start: Int) -> Bool {
    var position = cue.runStart
    for word in ["直接", "正式", "明确", "公开", "具体", "进一步"] {
      let length = word.utf16.count
      if position - length >= start, matches(word, Span(position - length, position)) {
        position -= length
      }
    }
    for word in ["没有", "没", "未", "并不", "不愿", "拒绝", "难以", "无法", "不能", "不会", "不曾", "被", "不再", "遭"]
    where position - word.utf16.count >= start
      && matches(word, Span(position - word.utf16.count, position))
    {
      return true
    }
    if position - 1 >= start, units[position - 1] == 0x4E0D, cueWord(cue).cueClass != "deny" {  // 不
      return true
    }
    var probe = position - 1
    while probe >= max(start, position - 8) {
      if units[probe] == 0x88AB || units[probe] == 0x8BA9 { return true }  // 被 让
      probe -= 1
    }
    return false
  }

  /// 发布通报，…: the noun, the object of a verb, not the verb.
  private func isObject(_ cue: TextLayout.CueCandidate, atom: Int, from start: Int) -> Bool {
    guard cue.runStart == cue.span.start, cue.span.count == 2 else { return false }
    let next = atom + 1
    if next < layout.atoms.count, layout.atoms[next].kind == .colon,
      layout.atoms[atom].span.end == cue.span.end
    {
      return false
    }
    guard
      lexicon.kinds(of: units[cue.span.start..<cue.span.end]).isDisjoint(with: [.issued]) == false
        || cueWord(cue).strength < .mark
    else { return false }
    if cue.span.start > start, units[cue.span.start - 1] == 0x7684,
      cueWord(cue).strength != .evidence
    {
      return true
    }
    return lexicon.longest(.issue, endingAt: cue.span.start, from: start, in: units) >= 2
  }

  /// Remembers who issued 一份声明, so that 声明称 finds them.
  private mutating func noteDocument(_ span: Span, by source: SourcePhrase) {
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

  /// Whether the words before a cue are only 并, 还, 也 …: the subject goes on.
  private func connects(_ start: Int, to end: Int) -> Bool {
    guard start < end else { return false }
    if "并还又也且同但则再随此".utf16.contains(units[start]) { return true }
    return start + 1 < end && "但而他她".utf16.contains(units[start])
      && "还也则又并".utf16.contains(units[start + 1])
  }

  private func opensClause(_ source: SourcePhrase, from: Int) -> Bool {
    source.span.start - from <= 12
  }

  /// Findings (显示) do not frame what people in them think.
  private func frames(_ open: Open) -> Bool {
    guard let cue = open.draft.cue else { return true }
    return !matches("显示", cue.span) && !matches("统计", cue.span) && !matches("揭示", cue.span)
  }

  /// Whether nothing but times and circumstances stands between a frame's content and this clause.
  private func isFirstClause(_ atom: Int, from: Int, of open: Open) -> Bool {
    if open.opening.atom == atom { return true }
    guard atom > open.opening.atom else { return false }
    let first = layout.atoms[open.opening.atom]
    if open.frame, first.kind == .text, atom - open.opening.atom <= 4,
      opensCircumstance(first.span.start, to: first.span.end)
    {
      return true
    }
    for between in open.opening.atom..<atom {
      let piece = layout.atoms[between]
      switch piece.kind {
      case .comma: continue
      case .text:
        guard isCircumstance(piece.span) else { return false }
      default: return false
      }
    }
    return true
  }

  /// 针对, 对于, 在: opens words that only say about what, when or where.
  private func opensCircumstance(_ start: Int, to end: Int) -> Bool {
    let rest = finder.strippedLead(start, to: end)
    guard rest < end else { return true }
    return finder.mentions.covering(rest)?.span.start != rest
      && lexicon.longest([.opener, .address], startingAt: rest, to: end, in: units) > 0
  }

  /// 当地时间2日 / 在发布会上 / 对此: a clause without a subject of its own.
  private func isCircumstance(_ span: Span) -> Bool {
    if span.count > 60 { return false }
    let rest = finder.strippedLead(span.start, to: span.end)
    if rest >= span.end { return true }
    if lexicon.longest([.opener, .address], startingAt: rest, to: span.end, in: units) > 0,
      finder.mentions.covering(rest)?.span.start != rest
    {
      return true
    }
    let closer = lexicon.longest(.closer, endingAt: span.end, from: rest, in: units)
    return closer > 0 && span.count <= 20
  }

  /// Whether a further source begins a statement of its own inside the sentence.
  private func startsAnew(
    _ source: SourcePhrase, from: Int, opening: Opening, word: StatementLexicon.CueWord, atom: Int,
    segment: TextLayout.Segment
  ) -> Bool {
    guard word.strength >= .clausemark else { return false }
    guard source.span.start - from <= 12 else { return false }
    let afterSemicolon =
      atom > segment.atoms.lowerBound && layout.atoms[atom - 1].kind == .semicolon
    if afterSemicolon { return word.strength >= .mark }
    if case .pronoun(let kinds) = source.head, !kinds.isDisjoint(with: [.he, .she]),
      word.cueClass == "say"
    {
      return true
    }
    if from < source.span.start, "但而".utf16.contains(units[from]), case .pronoun = source.head {
      return true
    }
    if from < source.span.start, "但而不过然随后".utf16.contains(units[from]) {
      return opening.comma || opening.colon || layout.atoms[opening.atom].kind == .quote
        || word.cueClass == "say"
    }
    return opening.colon && layout.atoms[opening.atom].kind == .quote
      || opening.comma && word.cueClass == "say" && word.strength >= .mark
  }

  private func endBefore(_ atom: Int, in segment: TextLayout.Segment) -> Int {
    var index = atom - 1
    while index > segment.atoms.lowerBound, layout.atoms[index].kind != .text,
      layout.atoms[index].kind != .quote
    {
      index -= 1
    }
    return layout.atoms[max(index, segment.atoms.lowerBound)].span.end
  }

  private func inheritedSubject(before atom: Int, in segment: TextLayout.Segment) -> SourcePhrase? {
    var index = atom - 1
    var found: SourcePhrase?
    while index >= segment.atoms.lowerBound {
      let piece = layout.atoms[index]
      if piece.kind == .text {
        let opens = finder.strippedLead(piece.span.start, to: piece.span.end)
        if finder.isEvidential(at: opens, to: piece.span.end) { break }
        if let subject = finder.subject(from: piece.span.start, to: piece.span.end) {
          found = subject
          break
        }
      } else if piece.kind == .quote, layout.pairs[piece.pair].terminal {
        break
      }
      index -= 1
    }
    return found
  }

  private mutating func start(
    _ open: inout Open?, _ cue: TextLayout.CueCandidate, _ opening: Opening, _ source: SourcePhrase,
    _ segment: TextLayout.Segment, via: [Speaker]
  ) {
    let word = cueWord(cue)
    var resolved = resolve(source)
    var frame = false
    switch word.strength {
    case .report:
      guard opening.comma || opening.colon else { return }
      switch source.head {
      case .named(let mention):
        frame = mention.type != .person
      case .media, .outlet, .document: frame = true
      default: break
      }
    case .clause, .clausemark:
      if case .words = source.head { return }
    default: break
    }
    switch source.head {
    case .outlet, .media:
      frame = true
    case .named(let mention):
      if resolver.isMedia(mention.entity) { frame = true }
      if source.evidential { frame = true }
      if cue.runStart < cue.span.start,
        lexicon.kinds(of: units[cue.runStart..<min(cue.runStart + 2, cue.span.start)]).contains(
          .outlet)
      {
        frame = true
      }
    default:
      if source.evidential { frame = true }
    }
    if frame { resolver.cite(resolved.speakers) }
    if resolved.speakers.isEmpty { resolved.confidence = 0.3 }
    let draft = Draft(
      kind: .indirect, pieces: [], cue: cue, source: source, resolved: resolved, via: via,
      confidence: resolved.confidence * (word.strength >= .mark ? 1 : 0.9),
      rule: rule(opening, word))
    open = Open(draft: draft, opening: opening, frame: frame, source: source)
    if !frame { resolver.note(resolved, at: source.span.start, phrase: source) }
  }

  private mutating func startInherited(
    _ open: inout Open?, _ cue: TextLayout.CueCandidate, _ opening: Opening,
    _ source: SourcePhrase?,
    _ segment: TextLayout.Segment, via: [Speaker]
  ) {
    let word = cueWord(cue)
    guard word.strength != .report else { return }
    var resolved: SpeakerResolver.Resolved
    if let source {
      resolved = resolve(source)
    } else if let last = resolver.last, !last.speakers.isEmpty {
      guard word.strength >= .mark else { return }
      resolved = last
      resolved.how = .inherited
    } else {
      return
    }
    resolved.confidence *= 0.9
    let draft = Draft(
      kind: .indirect, pieces: [], cue: cue, source: source, resolved: resolved, via: via,
      confidence: resolved.confidence * (word.strength >= .mark ? 1 : 0.9),
      rule: rule(opening, word) + "-inherited")
    open = Open(draft: draft, opening: opening, frame: false, source: source)
    resolver.note(resolved, at: cue.span.start, phrase: nil)
  }

  private func rule(_ opening: Opening, _ word: StatementLexicon.CueWord) -> String {
    let mark = opening.colon ? "colon" : opening.comma ? "comma" : "at-once"
    return "cue-\(mark)-\(word.strength)"
  }

  /// Ends the open statement at `end` and says which words are its content.
  private mutating func close(
    _ open: inout Open?, at end: Int, in segment: TextLayout.Segment, via: [Speaker]
  ) {
    guard let current = open else { return }
    open = nil
    var draft = current.draft
    let opening = current.opening
    let first = layout.atoms[opening.atom]
    var end = end
    while end > opening.start, shapes.isPunctuation(units[end - 1]), !shapes.isStop(units[end - 1]),
      units[end - 1] != 0x201D, units[end - 1] != 0xFF09, units[end - 1] != 0x300B
    {
      end -= 1
    }
    end = endBeforeSilence(from: opening, to: end, in: segment)
    guard end > opening.start else { return }
    if first.kind == .quote {
      let pair = layout.pairs[first.pair]
      let inside = layout.atoms[opening.atom..<segment.atoms.upperBound].prefix {
        $0.span.start < end
      }
      let texts = inside.filter { $0.kind == .text }
      if texts.isEmpty || pair.terminal || opening.colon && pair.inner.count >= 8 {
        // Direct: the quotation, and those that follow it without words between.
        var pairs: [Int] = []
        for piece in inside {
          if piece.kind == .text { break }
          if piece.kind == .quote { pairs.append(piece.pair) }
        }
        draft.kind = .direct
        draft.pieces = pairs.map { layout.pairs[$0].inner }.filter { !$0.isEmpty }
        draft.pairs = pairs
        if draft.pieces.isEmpty { return }
        add(draft)
        return
      }
    }
    draft.pieces = [Span(opening.start, end)]
    let quoted = layout.atoms[opening.atom..<segment.atoms.upperBound].contains {
      $0.kind == .quote && $0.span.start >= opening.start && $0.span.end <= end
        && layout.pairs[$0.pair].inner.count >= 6
    }
    draft.kind = quoted ? .mixed : .indirect
    add(draft)
  }

  /// Leaves out ，但没有说明…: what the source did not say.
  private func endBeforeSilence(from opening: Opening, to end: Int, in segment: TextLayout.Segment)
    -> Int
  {
    for atom in opening.atom + 1..<max(opening.atom + 1, segment.atoms.upperBound)
    where layout.atoms[atom].kind == .text && layout.atoms[atom].span.end <= end {
      var start = layout.atoms[atom].span.start
      guard units[start] == 0x4F46 else { continue }  // 但
      start += 1
      for skip in ["是", "他", "她", "其", "并", "尚"]
      where matches(skip, Span(start, min(end, start + 1))) {
        start += 1
      }
      for silence in [
        "没有说明", "没有给出", "没有透露", "没有提供", "没有具体", "未说明", "未透露", "未给出", "未具体", "未提供", "未作", "没有详细",
        "没有进一", "未进一步",
      ]
      where start + silence.utf16.count <= end
        && matches(silence, Span(start, start + silence.utf16.count))
      {
        return endBefore(atom, in: segment)
      }
    }
    return end
  }

  // MARK: “A，”X说，“B”

  private mutating func readLeadingQuote(_ first: Int, _ segment: TextLayout.Segment)
    -> (resume: Int, source: SourcePhrase?)?
  {
    var pairs: [Int] = []
    var atom = first
    var comma = false
    while atom < segment.atoms.upperBound, layout.atoms[atom].kind != .text {
      if layout.atoms[atom].kind == .quote { pairs.append(layout.atoms[atom].pair) }
      if layout.atoms[atom].kind == .comma { comma = true }
      atom += 1
    }
    guard atom < segment.atoms.upperBound, let lastPair = pairs.last else { return nil }
    let inner = layout.pairs[lastPair].inner
    guard inner.count >= 2 else { return nil }
    let lastUnit = units[inner.end - 1]
    let punctuated = comma || lastUnit == 0xFF0C || lastUnit == 0x2C || shapes.isStop(lastUnit)
    guard let (cue, cueAtom) = finalCue(segment) ?? firstCue(segment),
      cueAtom == atom || isFinal(cue, atom: cueAtom, segment: segment)
    else {
      guard punctuated, inner.count >= 8, lastUnit == 0xFF0C || shapes.isStop(lastUnit),
        let subject = finder.subject(
          from: layout.atoms[atom].span.start, to: layout.atoms[atom].span.end)
      else { return nil }
      var resolved = resolve(subject)
      resolved.how = .context
      resolved.confidence = 0.7
      add(
        Draft(
          kind: .direct, pieces: pairs.map { layout.pairs[$0].inner }, source: subject,
          resolved: resolved, confidence: 0.7, rule: "quote-then-subject", pairs: pairs))
      resolver.note(resolved, at: subject.span.start, phrase: subject)
      return (layout.atoms[atom].span.end, subject)
    }
    let final = isFinal(cue, atom: cueAtom, segment: segment)
    guard punctuated || final && inner.count >= 4 else { return nil }
    guard cueWord(cue).strength != .optional,
      let source = sourcePhrase(of: cue, from: layout.atoms[cueAtom].span.start)
        ?? inheritedSubject(before: cueAtom, in: segment)
    else { return nil }
    let resolved = resolve(source)
    var pieces = pairs
    var resume = cue.span.end
    if !final, let opening = opening(cue, atom: cueAtom, segment: segment) {
      let next = layout.atoms[opening.atom]
      if next.kind == .quote, opening.comma || opening.colon {
        pieces += quoteRun(from: opening.atom, in: segment)
        resume = segment.span.end
      } else {
        resume = cue.span.start
      }
    } else if !final {
      return nil
    }
    add(
      Draft(
        kind: .direct, pieces: pieces.map { layout.pairs[$0].inner }, cue: cue, source: source,
        resolved: resolved, confidence: resolved.confidence, rule: "quote-comma-cue", pairs: pieces)
    )
    resolver.note(resolved, at: source.span.start, phrase: source)
    return (resume, source)
  }

  // MARK: Without a cue

  /// 某某：A
  private mutating func readHeadline(_ index: Int, _ segment: TextLayout.Segment) -> Bool {
    var first = segment.atoms.lowerBound
    // 原标题：
    if first + 2 < segment.atoms.upperBound, layout.atoms[first].kind == .text,
      layout.atoms[first + 1].kind == .colon, isLabel(layout.atoms[first].span)
    {
      first += 2
    }
    guard first + 2 < segment.atoms.upperBound, layout.atoms[first].kind == .text,
      layout.atoms[first + 1].kind == .colon, layout.atoms[first].cues.isEmpty,
      layout.atoms[first].span.count <= 40
    else { return false }
    let before = layout.atoms[first].span
    let next = layout.atoms[first + 2]
    if isLabel(before) { return false }
    guard
      let source = finder.head(
        at: before.end, from: finder.strippedLead(before.start, to: before.end))
    else { return false }
    let title = segment.span.end <= titleEnd
    switch source.head {
    case .named(let mention):
      if next.kind != .quote, mention.type != .person, !title || mention.type == .place {
        return false
      }
    case .media: break
    case .role:
      if next.kind != .quote, !title || source.headSpan.count < 2 { return false }
      if text(source.headSpan) == "记者" { return false }
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
    var pieces = [Span(next.span.start, segment.span.end)]
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

  private func isLabel(_ span: Span) -> Bool {
    lexicon.longest(.label, endingAt: span.end, from: span.start, in: units) > 0
  }

  /// Words before a colon and quoted speech, without a verb that is known: 姚明的话更显“锐利”：“…。”
  private mutating func readUncued(
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
      guard
        let subject = finder.subject(from: words.start, to: words.end)
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
}
