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
    /// It is the rest of the quotation before, which a mark closed too early.
    var goesOn = false
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

  var pairs: [Pair] = []
  var segments: [Segment] = []
  var atoms: [Atom] = []
  var cues: [CueCandidate] = []
  /// Where a title that was announced by 原标题： ends, as far as can be told.
  private(set) var titleEnd: Int?

  enum Shape {
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
    private(set) var table = [UInt8](repeating: 0, count: 1 << 16)

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
    func isNewline(_ unit: UInt16) -> Bool { table[Int(unit)] == Shape.newline }
    func isPunctuation(_ unit: UInt16) -> Bool { table[Int(unit)] != 0 }
  }

  /// A bracket or title that does not close within so many units is read as text.
  static let longestBracket = 200

  struct Event {
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

  /// Whether nearly every line holds one sentence and quotations stand in one with who said them, as
  /// English has it: “A，”X说。 Chinese authors part the two by a full stop, often at a line end.
  func isLined(in units: [UInt16]) -> Bool {
    var lines = 0
    var last = -1
    for segment in segments where segment.paragraph != last {
      last = segment.paragraph
      lines += 1
    }
    guard lines >= 8, segments.count * 4 <= lines * 5 else { return false }
    return pairs.contains { pair in
      pair.inner.count >= 8 && [0x2C, 0xFF0C].contains(units[pair.inner.end - 1])
        && pair.span.end < units.count
        && (units[pair.span.end] > 0x3000 || isLetter(units[pair.span.end]))
    }
  }

  private func isLetter(_ unit: UInt16) -> Bool { (0x41...0x7A).contains(unit) }

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
                  let other =
                    length > 1
                    ? overlapped(
                      Span(position, position + length), beyond: strength != .none, in: all,
                      lexicon: lexicon, mentions: mentions) : nil
                  if let other {
                    cues.append(other)
                    length = other.span.end - position
                  } else if strength != .none {
                    var runStart = position
                    // 强调文件: a noun after a cue is its object.
                    var isObject = false
                    if let last = cues.last, last.span.end == position {
                      isObject =
                        strength == .evidence && lexicon.cueWords[last.word].strength > .evidence
                      // 表示希望…: what is said begins with the hope.
                      let before = lexicon.cueWords[last.word]
                      if lexicon.cueWords[word].cueClass == "hope", before.cueClass == "say",
                        before.strength == .strong
                      {
                        isObject = true
                      }
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

  /// The cue that begins inside another word, where a name, a role or an adverb ends before it:
  /// 周天游|说, 助手|指出, 私下|称.
  ///
  /// - Parameter beyond: The word is a cue itself: only one that goes on after it counts, 民警|告诉.
  private static func overlapped(
    _ word: Span, beyond: Bool, in units: [UInt16], lexicon: StatementLexicon,
    mentions: MentionIndex
  ) -> CueCandidate? {
    for start in word.start + 1..<max(word.start + 1, word.end) {
      let longest = min(4, units.count - start)
      for length in stride(from: longest, to: 0, by: -1)
      where start + length >= word.end + (beyond ? 1 : 0) {
        let key = units[start..<start + length].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        guard let cue = lexicon.cue(key) else { continue }
        guard lexicon.cueWords[cue].strength > .optional else { break }
        let named = mentions.ending(at: start, from: max(0, start - 40))
        let role = lexicon.longest(
          [.role, .adverb], endingAt: start, from: max(0, start - 4), in: units)
        guard named.map({ $0.span.start <= word.start }) ?? (role > start - word.start) else {
          break
        }
        return CueCandidate(span: Span(start, start + length), word: cue, runStart: start)
      }
    }
    return nil
  }
}
