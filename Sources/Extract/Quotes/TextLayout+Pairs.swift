import Values

/// Quotation marks in pairs, also where one is missing, doubled or turned.
extension TextLayout {
  /// A quotation that goes on over paragraphs for more units than this has lost its closing mark.
  private static let longestQuotation = 4000

  mutating func pair(_ events: [Event], units: [UInt16], shapes: Shapes) {
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
}
