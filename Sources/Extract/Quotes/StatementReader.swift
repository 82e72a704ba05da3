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
    /// Index of the draft that it stands in, and of the one that it goes on from.
    var parent: Int?
    var continues: Int?
  }

  let units: [UInt16]
  let layout: TextLayout
  let lexicon: StatementLexicon
  let scorer: CueScorer
  let boundaries: BoundaryScorer
  let shapes: TextLayout.Shapes
  let finder: SourceFinder
  let titleEnd: Int
  var resolver: SpeakerResolver
  var drafts: [Draft] = []

  /// Statements inside the one that is open.
  var nested: [Open] = []
  /// Quotations that stand alone and wait for who said them.
  var pending: [Int] = []
  var pendingParagraph = -1
  var pendingFollows = false
  /// The segment and paragraph of the last statement.
  var lastSegment = -10
  var lastParagraph = -10
  /// The segment of the last sentence that went on with a statement.
  var lastContinuation = -10
  /// One sentence stands on a line, as in translations: a quotation alone on a line goes on with the
  /// statement before it, and the line after it begins something new.
  let isLined: Bool
  /// The paragraph that one statement covers wholly.
  var skipParagraph = -1

  init(
    units: [UInt16], layout: TextLayout, lexicon: StatementLexicon, scorer: CueScorer,
    boundaries: BoundaryScorer, shapes: TextLayout.Shapes, finder: SourceFinder,
    resolver: SpeakerResolver, titleEnd: Int
  ) {
    self.units = units
    self.layout = layout
    self.lexicon = lexicon
    self.scorer = scorer
    self.boundaries = boundaries
    self.shapes = shapes
    self.finder = finder
    self.resolver = resolver
    self.titleEnd = titleEnd
    isLined = layout.isLined(in: units)
  }

  mutating func read() {
    for index in layout.segments.indices { read(index) }
    flush(next: nil)
  }

  func cueWord(_ cue: TextLayout.CueCandidate) -> StatementLexicon.CueWord {
    lexicon.cueWords[cue.word]
  }

  func matches(_ word: String, _ span: Span) -> Bool {
    word.unitCount == span.count && word.stands(in: units, at: span.start)
  }

  func text(_ span: Span) -> String {
    String(utf16: units[span.start..<span.end])
  }

  mutating func read(_ index: Int) {
    let segment = layout.segments[index]
    if segment.paragraph == skipParagraph { return }
    let atoms = layout.atoms[segment.atoms]
    // Only quoted words: they wait for their speaker.
    if let first = atoms.first, first.kind == .quote, !atoms.contains(where: { $0.kind == .text }) {
      let pairs = atoms.filter { $0.kind == .quote }.map(\.pair)
      // Right after a statement shorter words are its continuation.
      let follows = lastParagraph == segment.paragraph && lastSegment == index - 1
      let speech = pairs.contains {
        isSpeech($0) || (follows || !pending.isEmpty) && layout.pairs[$0].inner.count >= 8
      }
      if pending.isEmpty, pairs.count == 1, extendLast(with: pairs[0]) {
        mark(index, segment)
        return
      }
      if speech {
        if !pending.isEmpty, pendingParagraph != segment.paragraph { flush(next: nil) }
        if pending.isEmpty {
          pendingFollows =
            (isLined || lastParagraph == segment.paragraph) && lastSegment >= index - 2
          pendingParagraph = segment.paragraph
        }
        pending.append(contentsOf: pairs)
        return
      }
      flush(next: nil)
      return
    }
    if !pending.isEmpty, pendingParagraph != segment.paragraph, !attributesAcross(segment) {
      flush(next: opensWithSpeaker(segment) || isFirstHeard(segment) ? segment : nil)
    }
    if readInterview(index, segment) { return }
    let consumed = readPending(with: segment)
    if consumed { mark(index, segment) }
    if !consumed {
      let count = drafts.count
      readSegment(index, segment)
      if drafts.count == count { readContinuation(index, segment) }
      if drafts.count == count { awaitAttribution(index, segment) }
      if drafts.count == count { noteAnnouncement(index, segment) }
    }
  }

  mutating func mark(_ index: Int, _ segment: TextLayout.Segment) {
    lastSegment = index
    lastParagraph = segment.paragraph
  }

  mutating func add(_ draft: Draft) {
    var draft = draft
    // “” says nothing.
    draft.pieces.removeAll(where: \.isEmpty)
    drafts.append(draft)
  }

}
