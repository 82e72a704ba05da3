import Values

/// Segments between full stops, and the clauses, quotations and marks in them.
extension TextLayout {
  mutating func build(
    _ events: [Event], candidates: [CueCandidate], units: [UInt16], shapes: Shapes
  ) {
    var builder = Builder(units: units, shapes: shapes, candidates: candidates)
    var nextPair = 0
    var index = 0
    var resume = 0
    while index < events.count {
      let event = events[index]
      index += 1
      guard event.position >= resume else {
        if event.shape == Shape.newline { builder.paragraph += 1 }
        continue
      }
      while nextPair < pairs.count, pairs[nextPair].span.start < event.position,
        pairs[nextPair].span.end <= event.position
      {
        nextPair += 1
      }
      if nextPair < pairs.count, pairs[nextPair].span.contains(event.position),
        pairs[nextPair].span.start >= resume
      {
        let pair = pairs[nextPair]
        builder.quote(pair, index: nextPair)
        resume = max(pair.span.end, event.position + 1)
        // An implied pair that ends at a line end leaves the line end to be seen.
        if pair.span.end <= event.position {
          resume = pair.span.end
          index -= 1
        }
        nextPair += 1
        continue
      }
      switch event.shape {
      case Shape.comma, Shape.colon, Shape.semicolon:
        // 12:30 and 1,234
        if isDigit(units, event.position - 1), isDigit(units, event.position + 1) { break }
        let kind: Atom.Kind =
          event.shape == Shape.comma ? .comma : event.shape == Shape.colon ? .colon : .semicolon
        builder.mark(kind, at: event.position)
      case Shape.stop:
        // A half-width ? or ! inside a Latin word or address is none.
        if units[event.position] < 0x80, event.position + 1 < units.count,
          units[event.position + 1] < 0x80, !shapes.isSpace(units[event.position + 1])
        {
          break
        }
        builder.end(at: event.position, skip: 1)
      case Shape.ellipsis:
        // ……张三表示: the sentence before ends.
        let next = event.position + 1
        if event.position > 1, units[event.position - 1] == units[event.position],
          units[event.position - 2] != 0x201D,  // ”
          next < units.count, !shapes.isPunctuation(units[next])
        {
          builder.end(at: event.position - 1, skip: 2)
        }
      case Shape.newline:
        builder.end(at: event.position, skip: 1)
        builder.paragraph += 1
      case Shape.titleBreak:
        builder.end(at: event.position, skip: 0)
      case Shape.block:
        builder.end(at: event.position, skip: 1)
      case Shape.space:
        if event.position + 1 < units.count,
          shapes.table[Int(units[event.position + 1])] == Shape.space
        {
          builder.end(at: event.position, skip: 1)
        }
      case Shape.bracket, Shape.title:
        let closer = event.shape + 1
        var probe = index
        while probe < events.count, events[probe].shape != Shape.newline,
          events[probe].position - event.position < Self.longestBracket
        {
          if events[probe].shape == closer {
            let end = events[probe].position + 1
            if !pairs[nextPair...].prefix(8).contains(where: {
              $0.span.start < end && $0.span.end > end
            }) {
              builder.hide(Span(event.position, end))
              resume = end
            }
            break
          }
          probe += 1
        }
      default: break
      }
    }
    builder.end(at: units.count, skip: 0)
    segments = builder.segments
    atoms = builder.atoms
    cues = builder.cues
  }

  private func isDigit(_ units: [UInt16], _ position: Int) -> Bool {
    units.indices.contains(position) && (0x30...0x39).contains(units[position])
  }

  /// Collects atoms into segments.
  private struct Builder {
    let units: [UInt16]
    let shapes: Shapes
    let candidates: [CueCandidate]
    var segments: [Segment] = []
    var atoms: [Atom] = []
    var cues: [CueCandidate] = []
    var paragraph = 0
    private var textStart = 0
    private var firstAtom = 0
    private var nextCue = 0
    private var hidden: [Span] = []
    /// Nobody speaks a sentence of so many clauses; what looks back in one stays bounded.
    private static let longestSegment = 400
    /// No clause has so many cue words; what each of them looks back at stays bounded.
    private static let mostCues = 32

    init(units: [UInt16], shapes: Shapes, candidates: [CueCandidate]) {
      self.units = units
      self.shapes = shapes
      self.candidates = candidates
    }

    mutating func hide(_ span: Span) { hidden.append(span) }

    private mutating func text(to end: Int) {
      var start = textStart
      var last = end
      while start < last, shapes.isSpace(units[start]) { start += 1 }
      while last > start, shapes.isSpace(units[last - 1]) { last -= 1 }
      let first = cues.count
      var nextHidden = 0
      while nextCue < candidates.count, candidates[nextCue].span.start < start { nextCue += 1 }
      while nextCue < candidates.count, candidates[nextCue].span.end <= last {
        let cue = candidates[nextCue]
        while nextHidden < hidden.count, hidden[nextHidden].end <= cue.span.start {
          nextHidden += 1
        }
        if cues.count - first < Self.mostCues,
          nextHidden >= hidden.count || !hidden[nextHidden].overlaps(cue.span)
        {
          cues.append(cue)
        }
        nextCue += 1
      }
      hidden.removeAll(keepingCapacity: true)
      if start < last, !units[start..<last].allSatisfy(shapes.isPunctuation) {
        atoms.append(Atom(kind: .text, span: Span(start, last), cues: first..<cues.count))
      }
    }

    mutating func mark(_ kind: Atom.Kind, at position: Int) {
      text(to: position)
      atoms.append(Atom(kind: kind, span: Span(position, position + 1)))
      textStart = position + 1
      if atoms.count - firstAtom >= Self.longestSegment { end(at: textStart, skip: 0) }
    }

    mutating func quote(_ pair: Pair, index: Int) {
      text(to: pair.span.start)
      // (记者张三)“…”: what stands before is a byline, not part of the sentence.
      if pair.terminal || pair.inner.count >= 15, let last = atoms.last, atoms.count > firstAtom,
        last.kind == .text,
        last.span.end == pair.span.start || pair.span.start - last.span.end <= 2,
        [0x29, 0xFF09, 0x7535, 0x6444, 0x8BAF].contains(units[last.span.end - 1])  // ) ） 电 摄 讯
      {
        end(at: pair.span.start, skip: 0)
      } else if runsIn(pair) {
        end(at: pair.span.start, skip: 0)
      }
      atoms.append(Atom(kind: .quote, span: pair.span, pair: index))
      textStart = pair.span.end
      if atoms.count - firstAtom >= Self.longestSegment { end(at: textStart, skip: 0) }
      guard pair.terminal else { return }
      let next = pair.span.end
      // A quotation or a bracket after it, （完）, is not of its sentence.
      if next < units.count, shapes.isPunctuation(units[next]), !shapes.isSpace(units[next]),
        units[next] != 0x201C, shapes.table[Int(units[next])] != Shape.bracket
      {
        return
      }
      end(at: next, skip: 0)
    }

    /// Whether a heading or byline runs into the quotation: a whole sentence that follows other words
    /// without a mark or a cue, and that no noun follows.
    private func runsIn(_ pair: Pair) -> Bool {
      guard pair.terminal, pair.inner.count >= 10, atoms.count == firstAtom + 1,
        let last = atoms.last, last.kind == .text, last.cues.isEmpty, last.span.count >= 4
      else { return false }
      let next = pair.span.end
      return next >= units.count
        || !"的等字这为是，、；".utf16.contains(units[next])
          && !"为是称道说喊写着叫名即".utf16.contains(units[last.span.end - 1])
    }

    mutating func end(at position: Int, skip: Int) {
      text(to: position)
      if atoms.count > firstAtom {
        segments.append(
          Segment(
            span: Span(atoms[firstAtom].span.start, atoms[atoms.count - 1].span.end),
            atoms: firstAtom..<atoms.count, paragraph: paragraph))
      }
      firstAtom = atoms.count
      textStart = position + skip
    }
  }
}
