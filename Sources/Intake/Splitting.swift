import Values

/// What a block looks like to the splitter.
struct Profile {
  var kind: LayoutLine?
  var dateline: DatelineMatch?
  /// Its last mark ends a sentence.
  var endsSentence: Bool
  var count: Int
  /// It ends with (完) or credits of an editor.
  var closesStory: Bool
  /// Where the credits begin that stand behind its last sentence.
  var credits: Int?
  /// It begins like a line that goes on from the one before.
  var goesOn: Bool
  /// It begins as first sentences often do: 近日, 据…, a day.
  var isLead: Bool
  /// Short and without a full stop: it may head what follows.
  var isHeadline: Bool

  init(_ block: Block, _ units: UnsafeBufferPointer<UInt16>) {
    let head = LineReader(units, block.span, limit: Datelines.limit)
    let last = units[block.span.end - 1]
    count = block.span.count
    kind = SignOffs.kind(of: head)
    dateline = kind == nil ? Datelines.match(head) : nil
    endsSentence = Joins.endsSentence(last)
    goesOn = LayoutWords.continuations.length(in: head.units, at: 0) != nil
    var day = head
    isLead =
      LayoutWords.leads.length(in: head.units, at: 0) != nil || day.takeDay() != nil
      || (day.takeNumber(digits: 2) != nil && day.take("日"))
    let tail = LineReader(units, Span(max(block.span.start, block.span.end - 100), block.span.end))
    credits = nil
    if kind == .signOff {
      closesStory = true
    } else if let credits = SignOffs.tail(of: tail) {
      self.credits = tail.base + credits
      let rest = LineReader(units: tail.units, from: credits, base: tail.base)
      closesStory = SignOffs.kind(of: rest) == .signOff
    } else {
      closesStory = false
    }
    isHeadline =
      kind == nil && dateline == nil && count >= 5 && count <= 60
      && last != 0x3002 && last != 0xFF1B && last != 0xFF0C && last != 0xFF1A && last != 0x3A
      && !units[block.span.start..<block.span.end].contains(0x3002)
  }

  var isText: Bool { kind == nil }
}

/// Splits a document into articles.
///
/// A dateline, a page head or credits decide by themselves; a headline needs a turn of the topic
/// (``TopicShift``), and a clear turn is enough alone: pages are printed without any mark between
/// two stories. A missed boundary costs little, a wrong one cuts speakers off from their names, so a
/// line that goes on from the one before (他, 报道称, ”) never begins an article.
struct Splitting {
  /// Below this, nothing ties a line to what is before.
  private static let clearTurn: Float = 0.10
  /// Below this, a headline may begin an article.
  private static let headlineTurn: Float = 0.22
  /// Below this, a line end may be the bottom of a valley: the lines before it and those after it are
  /// each tied together this many times more.
  private static let valleyTurn: Float = 0.35
  private static let valleyDepth: Float = 4
  /// So many units of text must stand on both sides of a boundary.
  private static let shortest = 40
  /// A page holds fewer articles than this; each costs one look at the rest of the page.
  private static let mostTurns = 64

  let units: UnsafeBufferPointer<UInt16>
  let blocks: [Block]
  let profiles: [Profile]

  /// The index of the first block of every article, ascending, beginning with 0.
  func starts(script: Script) -> [Int] {
    guard blocks.count > 1 else { return [0] }
    var starts = [0]
    for index in 1..<blocks.count where isMarked(index, after: starts[starts.count - 1]) {
      let start = headed(index, after: starts[starts.count - 1])
      if start > starts[starts.count - 1] { starts.append(start) }
    }
    let whole = units.count
    guard whole <= TopicShift.longest else { return starts }
    var topics = TopicShift(units: units, script: script, capacity: whole)
    var turns = 0
    var open: [Range<Int>] = zip(starts, starts.dropFirst() + [blocks.count]).map { $0..<$1 }
    while let range = open.popLast(), turns < Self.mostTurns {
      guard let turn = turn(in: range, &topics) else { continue }
      turns += 1
      starts.append(turn)
      open.append(range.lowerBound..<turn)
      open.append(turn..<range.upperBound)
    }
    return starts.sorted()
  }

  /// Whether a dateline, a page head or the credits before it open an article at a block.
  private func isMarked(_ index: Int, after start: Int) -> Bool {
    let profile = profiles[index]
    if case .header = profile.kind { return textCount(start..<index) >= Self.shortest }
    guard profile.isText, !profile.goesOn || profile.dateline != nil else { return false }
    if profile.dateline?.opensStory == true {
      return textCount(start..<headed(index, after: start)) >= Self.shortest
    }
    // The block before, credits aside, closed a story, and enough text follows.
    var before = index - 1
    while before > start, let kind = profiles[before].kind, kind != .signOff { before -= 1 }
    return profiles[before].closesStory && textCount(start..<index) >= Self.shortest
      && textCount(index..<blocks.count) >= Self.shortest && sentences(index..<blocks.count)
  }

  /// The headlines and credits right before a block that opens a story belong to it.
  private func headed(_ index: Int, after start: Int) -> Int {
    var first = index
    while first > start + 1 {
      let profile = profiles[first - 1]
      guard profile.isHeadline || profile.kind == .byline || isHeader(profile) else { break }
      // Never take the last line of a story that ends without a full stop.
      if profile.isHeadline, !profiles[first - 2].endsSentence, !profiles[first - 2].isHeadline,
        profiles[first - 2].kind == nil
      {
        break
      }
      first -= 1
    }
    return first
  }

  private func isHeader(_ profile: Profile) -> Bool {
    if case .header = profile.kind { return true }
    return false
  }

  /// Where the topic turns most clearly in a run of blocks, if it does.
  private func turn(in range: Range<Int>, _ topics: inout TopicShift) -> Int? {
    guard range.count > 1, textCount(range) >= Self.shortest * 2 else { return nil }
    let mayTurn = range.dropFirst().contains { profiles[$0].isText && !profiles[$0].goesOn }
    guard mayTurn else { return nil }
    let ties = topics.ties(
      blocks[range].map { Line(span: $0.span, breaks: 1, isIndented: false) }[...])
    var best: (index: Int, tie: Float)?
    let valleys = Self.valleys(ties)
    for (offset, tie) in ties.enumerated() {
      let index = range.lowerBound + offset
      guard let tie, profiles[index].isText, !profiles[index].goesOn else { continue }
      let isHeaded = profiles[index].isHeadline && index + 1 < range.upperBound
      guard
        tie < (isHeaded || profiles[index].isLead ? Self.headlineTurn : Self.clearTurn)
          || (tie < Self.valleyTurn && valleys[offset] > Self.valleyDepth * tie)
      else { continue }
      guard profiles[index - 1].endsSentence || profiles[index - 1].kind != nil else { continue }
      if tie < best?.tie ?? .infinity { best = (index, tie) }
    }
    guard let best else { return nil }
    let start = headed(best.index, after: range.lowerBound)
    return start > range.lowerBound ? start : nil
  }

  /// For each line, the lower of the strongest ties before and after it.
  private static func valleys(_ ties: [Float?]) -> [Float] {
    var result = [Float](repeating: 0, count: ties.count)
    var peak: Float = 0
    for index in ties.indices {
      result[index] = peak
      peak = max(peak, ties[index] ?? 0)
    }
    peak = 0
    for index in ties.indices.reversed() {
      result[index] = min(result[index], peak)
      peak = max(peak, ties[index] ?? 0)
    }
    return result
  }

  private func textCount(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range where profiles[index].isText && !profiles[index].isHeadline {
      count += profiles[index].count
      if count >= Self.shortest * 2 { break }
    }
    return count
  }

  private func sentences(_ range: Range<Int>) -> Bool {
    range.prefix(8).contains {
      profiles[$0].isText && profiles[$0].endsSentence && profiles[$0].count > 20
    }
  }
}
