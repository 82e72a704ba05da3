import Values

/// The marks, clauses and cue words of an article: what statements are read from.
///
/// One pass over the text finds punctuation and cue words; all that follows works on those few
/// places only. A segment is what a full stop outside quotation marks ends, or a quotation mark
/// after a full stop inside; its atoms are runs of text, pairs of quotation marks and the commas,
/// colons and semicolons between them.
struct TextLayout {
  /// A pair of quotation marks, the outermost one where pairs are nested.
  struct Pair {
    /// With the marks.
    var span: Span
    var inner: Span
    /// 。！？… stands before the closing mark.
    var terminal: Bool
    /// One of the two marks is not in the text.
    var implied: Bool
  }

  struct Atom {
    enum Kind { case text, quote, comma, colon, semicolon }
    var kind: Kind
    var span: Span
    /// Index into `pairs` for a quote.
    var pair = -1
    /// The cue candidates inside, for text.
    var cues = 0..<0
  }

  struct Segment {
    var span: Span
    var atoms: Range<Int>
    /// Counts the line ends before it.
    var paragraph: Int
  }

  struct CueCandidate {
    var span: Span
    /// Index into the lexicon's cue words.
    var word: Int
    /// Where the run of cue words that it ends begins: 报道 of 报道称.
    var runStart: Int
  }

  private(set) var pairs: [Pair] = []
  private(set) var segments: [Segment] = []
  private(set) var atoms: [Atom] = []
  private(set) var cues: [CueCandidate] = []
  /// Where a title that was announced by 原标题： ends, as far as can be told.
  private(set) var titleEnd: Int?

  private enum Shape {
    static let open: UInt8 = 1
    static let close: UInt8 = 2
    static let comma: UInt8 = 3
    static let colon: UInt8 = 4
    static let semicolon: UInt8 = 5
    static let stop: UInt8 = 6
    static let newline: UInt8 = 7
    static let space: UInt8 = 8
    static let bracket: UInt8 = 9
    static let bracketEnd: UInt8 = 10
    static let title: UInt8 = 11
    static let titleEnd: UInt8 = 12
    static let block: UInt8 = 13
    static let ellipsis: UInt8 = 14
    /// Not a mark: where a title runs into the text.
    static let titleBreak: UInt8 = 15
  }

  /// The shape of each code unit.
  struct Shapes: Sendable {
    fileprivate var table = [UInt8](repeating: 0, count: 1 << 16)

    init() {
      let shapes: [(String, UInt8)] = [
        ("“", Shape.open), ("”", Shape.close), ("，,", Shape.comma), ("：:", Shape.colon),
        ("；;", Shape.semicolon), ("。！？!?", Shape.stop), ("\n\r\u{2028}\u{2029}", Shape.newline),
        (" \t\u{3000}\u{A0}", Shape.space), ("（(", Shape.bracket), ("）)", Shape.bracketEnd),
        ("《〈", Shape.title), ("》〉", Shape.titleEnd), ("【】■●▲◆★", Shape.block),
        ("…", Shape.ellipsis),
      ]
      for (units, shape) in shapes { for unit in units.utf16 { table[Int(unit)] = shape } }
    }

    func isStop(_ unit: UInt16) -> Bool {
      table[Int(unit)] == Shape.stop || table[Int(unit)] == Shape.ellipsis
    }
    func isSpace(_ unit: UInt16) -> Bool {
      table[Int(unit)] == Shape.space || table[Int(unit)] == Shape.newline
    }
    func isPunctuation(_ unit: UInt16) -> Bool { table[Int(unit)] != 0 }
  }

  /// A bracket or title that does not close within so many units is read as text.
  private static let longestBracket = 200
  /// A quotation that goes on over paragraphs for more units than this has lost its closing mark.
  private static let longestQuotation = 4000

  private struct Event {
    var position: Int
    var shape: UInt8
  }

  /// - Parameters:
  ///   - known: where the title ends, when that has been found before.
  ///   - datelineEnd: where 新华社北京7月26日电 ends: no part of the sentence after it.
  init(
    of units: [UInt16], lexicon: StatementLexicon, shapes: Shapes, mentions: MentionIndex,
    titleEnd known: Int? = nil, datelineEnd: Int? = nil
  ) {
    var events: [Event] = []
    var candidates: [CueCandidate] = []
    Self.scan(
      units, lexicon: lexicon, shapes: shapes, mentions: mentions, events: &events,
      cues: &candidates)
    titleEnd = known ?? Self.titleEnd(units)
    for end in [titleEnd, datelineEnd].compactMap({ $0 }) {
      let index = events.firstIndex { $0.position >= end } ?? events.count
      events.insert(Event(position: end, shape: Shape.titleBreak), at: index)
    }
    pair(events, units: units, shapes: shapes)
    build(events, candidates: candidates, units: units, shapes: shapes)
  }

  private static func scan(
    _ all: [UInt16], lexicon: StatementLexicon, shapes: Shapes, mentions: MentionIndex,
    events: inout [Event], cues: inout [CueCandidate]
  ) {
    events.reserveCapacity(all.count / 8)
    cues.reserveCapacity(all.count / 32)
    all.withUnsafeBufferPointer { units in
      shapes.table.withUnsafeBufferPointer { shape in
        lexicon.cueLengths.withUnsafeBufferPointer { lengths in
          var position = 0
          let count = units.count
          while position < count {
            let unit = Int(units[position])
            if shape[unit] != 0 { events.append(Event(position: position, shape: shape[unit])) }
            let possible = lengths[unit]
            if possible != 0 {
              var length = 4
              var key: UInt64 = 0
              for offset in 0..<4 {
                key = key << 16 | (position + offset < count ? UInt64(units[position + offset]) : 0)
              }
              while length > 0 {
                if possible & (1 << UInt8(length - 1)) != 0, position + length <= count,
                  let word = lexicon.cue(key >> UInt64(16 * (4 - length)))
                {
                  let strength = lexicon.cueWords[word].strength
                  if strength != .none {
                    var runStart = position
                    // 强调文件: a noun after a cue is its object.
                    var isObject = false
                    if let last = cues.last, last.span.end == position {
                      isObject =
                        strength == .evidence && lexicon.cueWords[last.word].strength > .evidence
                      if !isObject {
                        runStart = last.runStart
                        cues.removeLast()
                      }
                    }
                    if !isObject {
                      cues.append(
                        CueCandidate(
                          span: Span(position, position + length), word: word, runStart: runStart))
                    }
                  } else if let cue = overlapped(
                    Span(position, position + length), in: all, lexicon: lexicon,
                    mentions: mentions)
                  {
                    cues.append(cue)
                    length = cue.span.end - position
                  }
                  break
                }
                length -= 1
              }
              position += max(1, length)
            } else {
              position += 1
            }
          }
        }
      }
    }
  }

  /// The cue that begins inside a word that is none, where a name or a role ends before it:
  /// 周天游|说, 助手|指出.
  private static func overlapped(
    _ word: Span, in units: [UInt16], lexicon: StatementLexicon, mentions: MentionIndex
  ) -> CueCandidate? {
    for start in word.start + 1..<max(word.start + 1, word.end) {
      let longest = min(4, units.count - start)
      for length in stride(from: longest, to: 0, by: -1) where start + length >= word.end {
        let key = units[start..<start + length].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        guard let cue = lexicon.cue(key) else { continue }
        guard lexicon.cueWords[cue].strength > .optional else { break }
        let named = mentions.ending(at: start, from: max(0, start - 40))
        let role = lexicon.longest(.role, endingAt: start, from: max(0, start - 4), in: units)
        guard named.map({ $0.span.start <= word.start }) ?? (role > start - word.start) else {
          break
        }
        return CueCandidate(span: Span(start, start + length), word: cue, runStart: start)
      }
    }
    return nil
  }

  /// Where 原标题：… runs into the text that was printed below it.
  private static func titleEnd(_ units: [UInt16]) -> Int? {
    let label = Array("标题：".utf16)
    guard
      let start = (0..<max(0, min(24, units.count - 4))).first(where: {
        units[$0..<$0 + 3].elementsEqual(label)
      })
    else { return nil }
    let openings = [
      "据", "新华社", "中新", "央视", "环球", "参考消息", "近日", "日前", "本文转自", "当地时间", "每经", "新京报", "极目新闻",
      "澎湃", "极目", "海外网", "红星", "光明网", "人民网", "中国新闻", "来源：", "智通财经", "财联社",
    ].map { Array($0.utf16) }
    var position = start + 3 + 8
    let limit = min(units.count - 4, start + 90)
    while position < limit {
      let unit = units[position]
      if unit == 0x0A || unit == 0x3010 || unit == 0x3002 { return position }
      if unit == 0x20, units[position + 1] == 0x20 { return position }
      if (0x30...0x39).contains(unit), !(0x30...0x39).contains(units[position - 1]) {
        // 8月4日
        var probe = position
        var month = false
        while probe < limit,
          (0x30...0x39).contains(units[probe]) || units[probe] == 0x6708 || units[probe] == 0x5E74
        {
          if units[probe] == 0x6708 { month = true }
          probe += 1
        }
        if month, units[probe] == 0x65E5 { return position }
      }
      // The text opens with the words of the title.
      if units[position] == units[start + 3], position + 4 <= limit,
        units[position..<position + 4].elementsEqual(units[start + 3..<start + 7])
      {
        return position
      }
      for opening in openings where units[position] == opening[0] {
        guard position + opening.count <= units.count,
          units[position..<position + opening.count].elementsEqual(opening)
        else { continue }
        if opening.count == 1, "数证依占根票单论割收".utf16.contains(units[position - 1]) { continue }
        return position
      }
      position += 1
    }
    return nil
  }

  // MARK: Pairs

  private mutating func pair(_ events: [Event], units: [UInt16], shapes: Shapes) {
    let marks = events.filter {
      $0.shape == Shape.open || $0.shape == Shape.close || $0.shape == Shape.newline
    }
    var open = -1
    var depth = 0
    var paragraphStart = 0
    var seenInParagraph = false
    for (index, mark) in marks.enumerated() {
      switch mark.shape {
      case Shape.open:
        seenInParagraph = true
        if open < 0 {
          open = mark.position
          depth = 1
        } else if index + 2 < marks.count, marks[index + 1].shape == Shape.close,
          marks[index + 2].shape == Shape.close, depth < 4
        {
          depth += 1
        } else if isShort(open, mark.position, units, shapes),
          !opens(mark.position, next: index + 1, in: marks, units, shapes)
        {
          // “A“: the opening mark again in place of the closing one.
          append(open, mark.position, closed: true, units, shapes)
          open = -1
        } else {
          append(open, mark.position, closed: false, units, shapes)
          open = mark.position
          depth = 1
        }
      case Shape.close:
        if open < 0 {
          if index + 1 < marks.count, marks[index + 1].shape == Shape.open,
            isShort(mark.position, marks[index + 1].position, units, shapes),
            !opens(marks[index + 1].position, next: index + 2, in: marks, units, shapes)
          {
            // ”A“: the two marks exchanged.
            open = mark.position
            depth = 1
          } else if !seenInParagraph, mark.position > paragraphStart,
            mark.position - paragraphStart < Self.longestBracket * 2,
            shapes.isStop(units[mark.position - 1])
          {
            let inner = Span(paragraphStart, mark.position)
            pairs.append(
              Pair(
                span: Span(paragraphStart, mark.position + 1), inner: inner, terminal: true,
                implied: true))
          }
        } else if depth > 1 {
          depth -= 1
        } else {
          append(open, mark.position, closed: true, units, shapes)
          open = -1
        }
        seenInParagraph = true
      default:
        if open >= 0 {
          let next = marks[(index + 1)...].first { $0.shape != Shape.newline }
          if next?.shape != Shape.close || (next?.position ?? 0) - open > Self.longestQuotation {
            let limit = next?.position ?? units.count
            let end = endInFirstPerson(of: open, line: mark.position, before: limit, units, shapes)
            append(open, end, closed: false, units, shapes)
            open = -1
          }
        }
        paragraphStart = mark.position + 1
        seenInParagraph = false
      }
    }
    if open >= 0 { append(open, units.count, closed: false, units, shapes) }
  }

  /// Where a quotation ends that is opened and never closed: with the last of the lines after it in
  /// which somebody speaks for themselves or to somebody. Translated texts lose such marks.
  private func endInFirstPerson(
    of open: Int, line: Int, before next: Int, _ units: [UInt16], _ shapes: Shapes
  ) -> Int {
    guard line > open + 1, shapes.isStop(units[line - 1]), open > 0,
      [Shape.comma, Shape.colon, Shape.newline].contains(shapes.table[Int(units[open - 1])])
    else { return line }
    var end = line
    var start = line + 1
    var silent = 0
    let limit = min(next, line + Self.longestUnclosed)
    while start < limit, silent < 3 {
      let stop = units[start..<limit].firstIndex { shapes.table[Int($0)] == Shape.newline } ?? limit
      if stop == limit, limit < units.count { break }
      let speaks = (start..<stop).contains { at in
        Self.speakers.contains(units[at])
          && !(at + 1 < stop && Self.ours.contains(units[at + 1]))
      }
      if speaks, shapes.isStop(units[stop - 1]) { end = stop }
      if stop > start { silent = speaks ? 0 : silent + 1 }
      start = stop + 1
    }
    return end
  }

  private static let speakers = Set("我你您咱".utf16)
  /// 我国, 我省: said by reporters, too.
  private static let ours = Set("国國方省市县縣区區军軍校院会會党黨".utf16)
  /// So many units after the line of an opening mark can belong to it without a closing one.
  private static let longestUnclosed = 1200

  /// Whether an opening mark has a closing one of its own: right after a few words.
  private func opens(
    _ open: Int, next: Int, in marks: [Event], _ units: [UInt16], _ shapes: Shapes
  ) -> Bool {
    next < marks.count && marks[next].shape == Shape.close
      && isShort(open, marks[next].position, units, shapes)
  }

  /// Whether what stands between two marks can only be a term: short and without punctuation.
  private func isShort(_ start: Int, _ end: Int, _ units: [UInt16], _ shapes: Shapes) -> Bool {
    end - start <= 20 && end - start > 1
      && !units[start + 1..<end].contains(where: shapes.isPunctuation)
  }

  private mutating func append(
    _ open: Int, _ end: Int, closed: Bool, _ units: [UInt16], _ shapes: Shapes
  ) {
    var last = end
    while last > open + 1, shapes.isSpace(units[last - 1]) { last -= 1 }
    let terminal = last > open + 1 && shapes.isStop(units[last - 1])
    pairs.append(
      Pair(
        span: Span(open, closed ? end + 1 : end), inner: Span(open + 1, max(open + 1, last)),
        terminal: terminal, implied: !closed))
  }

  // MARK: Segments

  private mutating func build(
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
