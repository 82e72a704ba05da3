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
      case Shape.close
      where open >= 0 && opensTurned(mark.position, units, shapes)
        && shapes.table[Int(units[mark.position - 1])] != Shape.comma
        && following(index, 1, in: marks, units).closes:
        // “…：”A”: the nested one turned round.
        depth += 1
      case Shape.open:
        seenInParagraph = true
        if open < 0 {
          open = mark.position
          depth = 1
        } else if depth < 4, mark.position > paragraphStart,
          case let next = following(index, 2, in: marks, units), next.closes,
          next.end - open <= Self.longestQuotation
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
          } else if opensTurned(mark.position, units, shapes),
            index + 1 < marks.count && marks[index + 1].shape == Shape.close
              || shapes.table[Int(units[mark.position - 1])] == Shape.colon
                && following(index, 1, in: marks, units).closes
          {
            // 他说，”A”: the first mark turned round.
            open = mark.position
            depth = 1
          } else if !seenInParagraph, mark.position > paragraphStart,
            mark.position - paragraphStart < Self.longestBracket * 2,
            case let last = units[mark.position - 1],
            shapes.isStop(last)
              || shapes.table[Int(last)] == Shape.comma
                && !following(index, 1, in: marks, units).closes
          {
            let goesOn = startOfRest(before: paragraphStart, to: mark.position, units, shapes)
            let start = goesOn ?? paragraphStart
            pairs.append(
              Pair(
                span: Span(start, mark.position + 1), inner: Span(start, mark.position),
                terminal: shapes.isStop(last), implied: true, goesOn: goesOn != nil))
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
          let next = marks[(index + 1)...].firstIndex { $0.shape != Shape.newline }
          let limit = next.map { marks[$0].position } ?? units.count
          let closes =
            next.map { marks[$0].shape == Shape.close || nests($0, in: marks, units, shapes) }
            ?? false
          if !closes || limit - open > Self.longestQuotation {
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

  /// Whether the next `count` quotation marks all close, and where the last of them stands.
  private func following(
    _ index: Int, _ count: Int, in marks: [Event], _ units: [UInt16]
  ) -> (closes: Bool, end: Int) {
    var found = 0
    for mark in marks[(index + 1)...].prefix(Self.mostMarks) where mark.shape != Shape.newline {
      guard mark.shape == Shape.close else { break }
      found += 1
      if found == count { return (true, mark.position) }
    }
    return (false, units.count)
  }

  /// Whether an opening mark within a line opens a nested quotation: another one ends after its own.
  private func nests(
    _ index: Int, in marks: [Event], _ units: [UInt16], _ shapes: Shapes
  ) -> Bool {
    let position = marks[index].position
    return position > 0 && !shapes.isSpace(units[position - 1])
      && following(index, 2, in: marks, units).closes
  }

  /// So many marks and line ends after a nested opening mark its closing one is looked for: lines of
  /// a long answer.
  private static let mostMarks = 40

  /// Whether a closing mark stands where only an opening one can: 对我说，”A, 称为 ”A”.
  private func opensTurned(_ position: Int, _ units: [UInt16], _ shapes: Shapes) -> Bool {
    guard position > 1, position + 1 < units.count, !shapes.isPunctuation(units[position + 1])
    else { return false }
    let before = units[position - 1]
    return [Shape.colon, Shape.comma].contains(shapes.table[Int(before)])
      || before == 0x20 && !shapes.isPunctuation(units[position - 2])
  }

  /// The line after a quotation that was closed too early, when the lines since it speak as it does and
  /// a closing mark of its own ends them: “A。”⏎我B。⏎C。”
  private func startOfRest(
    before paragraph: Int, to end: Int, _ units: [UInt16], _ shapes: Shapes
  ) -> Int? {
    guard let last = pairs.last, last.terminal, last.inner.count >= 8,
      end - last.span.end < Self.longestUnclosed
    else { return nil }
    var start = last.span.end
    while start < end, shapes.isSpace(units[start]) { start += 1 }
    guard start < end, start > last.span.end, units[last.span.end..<start].contains(0x0A) else {
      return nil
    }
    var spoken = 0
    var lines = 0
    var line = start
    while line < end {
      let stop =
        units[line..<end].firstIndex { shapes.table[Int($0)] == Shape.newline } ?? end
      if stop < end, !shapes.isStop(units[stop - 1]) { return nil }
      // X告诉记者：…
      if units[line..<stop].contains(0xFF1A) { return nil }
      lines += 1
      if speaks(Span(line, stop), units) { spoken += 1 }
      line = stop + 1
    }
    return spoken * 2 >= lines ? start : nil
  }

  /// Whether somebody speaks for themselves in a line, or to somebody.
  private func speaks(_ line: Span, _ units: [UInt16]) -> Bool {
    (line.start..<line.end).contains { at in
      Self.speakers.contains(units[at])
        && !(at + 1 < line.end && Self.ours.contains(units[at + 1]))
    }
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
    while start < limit, silent < Self.longestSilence {
      let stop = units[start..<limit].firstIndex { shapes.table[Int($0)] == Shape.newline } ?? limit
      if stop == limit, limit < units.count { break }
      let speaks = speaks(Span(start, stop), units)
      if speaks, shapes.isStop(units[stop - 1]) { end = stop }
      silent = speaks ? 0 : silent + max(stop - start, Self.longestSilence / 5)
      start = stop + 1
    }
    return end
  }

  /// So many units in lines where nobody speaks for themselves end it.
  private static let longestSilence = 75
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
