import Values

/// Cuts paragraphs into sentences.
///
/// 。！？ end a sentence unless they stand inside quotation marks or brackets that the same paragraph
/// closes; marks that close and repeated stops belong to the sentence before them. A quotation that
/// opens its sentence and is followed by who says it (“……。”他说) stays with that clause.
struct SentenceSplitting {
  let units: UnsafeBufferPointer<UInt16>
  let classes: UnsafeBufferPointer<UnitClass>

  /// No reader's sentence is longer; what comes after works sentence by sentence, and some of it is
  /// quadratic in one.
  static let longest = 4_096
  /// Marks that do not close within so many units do not hold a sentence together.
  private static let longestPair = 2_048

  /// The sentences of one paragraph, as spans without white space at the ends.
  func sentences(in paragraph: Span) -> [Span] {
    var sentences: [Span] = []
    var start = paragraph.start
    var position = paragraph.start
    var openUntil = paragraph.start  // end of the pair of marks that we are inside of
    var openFrom = paragraph.start
    var closeless: [UInt16: Int] = [:]
    func finish(_ end: Int) {
      let trimmed = trimmed(Span(start, end))
      if !trimmed.isEmpty { sentences.append(trimmed) }
      start = end
    }
    while position < paragraph.end {
      let unitClass = classes[Int(units[position])]
      if position - start >= Self.longest {
        finish(position)
        openUntil = position
      }
      if unitClass.contains(.opening), position >= openUntil,
        let close = closing(of: position, in: paragraph, &closeless)
      {
        openFrom = position
        openUntil = close + 1
      }
      if unitClass.contains(.stop), position >= openUntil || position + 1 == openUntil {
        let end = afterStop(position + 1, paragraph.end)
        finish(end)
        position = end
        continue
      }
      if position + 1 == openUntil, position > openFrom, endsWithStop(position, from: openFrom) {
        // “……。” or （……。）: the sentence ends here unless a clause that belongs to it follows.
        let opens = trimmed(Span(start, openFrom)).isEmpty
        let goesOn =
          isQuotation(openFrom) && opens
          ? isAttributed(position + 1, paragraph.end)
          : isContinued(position + 1, paragraph.end) || !(opens || isQuotation(openFrom))
        if !goesOn {
          let end = afterStop(position + 1, paragraph.end)
          finish(end)
          position = end
          continue
        }
      }
      position += 1
    }
    finish(paragraph.end)
    return sentences
  }

  /// The mark that closes the pair opened at a position, in the same paragraph.
  ///
  /// - Parameter closeless: for each opening mark, how far it is known that none closes: keeps a text
  ///   of nothing but opening marks linear.
  private func closing(
    of position: Int, in paragraph: Span, _ closeless: inout [UInt16: Int]
  ) -> Int? {
    let open = units[position]
    let close = Self.partner(open)
    let limit = min(paragraph.end, position + Self.longestPair)
    let known = max(position, closeless[open, default: 0])
    guard known < limit, (known..<limit).contains(where: { units[$0] == close }) else {
      closeless[open] = limit
      return nil
    }
    var depth = 0
    var firstClose: Int?
    for at in position..<limit {
      if units[at] == open { depth += 1 }
      if units[at] == close {
        depth -= 1
        firstClose = firstClose ?? at
        if depth == 0 { return at }
      }
    }
    // Doubled opening marks: the first closing one will do.
    return firstClose
  }

  private static func partner(_ open: UInt16) -> UInt16 {
    switch open {
    case 0xFF08: 0xFF09  // （ ）
    default: open + 1  // “” ‘’ 《》 【】 〈〉 〔〕
    }
  }

  private func isQuotation(_ position: Int) -> Bool {
    units[position] == 0x201C || units[position] == 0x2018
  }

  private func endsWithStop(_ close: Int, from open: Int) -> Bool {
    var at = close - 1
    while at > open, classes[Int(units[at])].contains(.closing) { at -= 1 }
    return at > open && classes[Int(units[at])].contains(.stop)
  }

  private func afterStop(_ position: Int, _ end: Int) -> Int {
    var at = position
    while at < end, !classes[Int(units[at])].isDisjoint(with: [.stop, .closing]) { at += 1 }
    return at
  }

  /// Whether the text at a position goes on with a comma: “……。”，他说.
  private func isContinued(_ position: Int, _ end: Int) -> Bool {
    position < end && "，、；的等".utf16.contains(units[position])
  }

  /// Whether a clause that says whose words they were follows: a saying verb before the next mark.
  private func isAttributed(_ position: Int, _ end: Int) -> Bool {
    if isContinued(position, end) { return true }
    var at = position
    while at < min(end, position + 40) {
      let unit = units[at]
      if unit == 0x0A || unit == 0x201C || unit == 0xFF0C || classes[Int(unit)].contains(.stop) {
        return unit != 0x201C && unit != 0x0A && at > position && endsWithVerb(position, at)
      }
      if unit == 0xFF1A { return false }
      at += 1
    }
    return false
  }

  private func endsWithVerb(_ start: Int, _ end: Int) -> Bool {
    Self.verbs.contains { verb in
      verb.count <= end - start
        && verb.indices.allSatisfy { units[end - verb.count + $0] == verb[$0] }
    }
  }

  private static let verbs: [[UInt16]] =
    "说 道 称 表示 指出 认为 强调 介绍 透露 坦言 回忆 解释 补充 问 答 告诉记者 感慨 感叹 直言 呼吁 警告 写"
    .split(separator: " ").map { Array($0.utf16) }

  private func trimmed(_ span: Span) -> Span {
    var span = span
    while span.start < span.end, classes[Int(units[span.start])].contains(.space) {
      span.start += 1
    }
    while span.end > span.start, classes[Int(units[span.end - 1])].contains(.space) {
      span.end -= 1
    }
    return span
  }
}
