import Values

/// A paragraph of a document: one line, or several that belong to one sentence.
struct Block {
  /// In the document's text.
  var span: Span
  /// The line ends inside of it, with the white space around them.
  var breaks: [Span]
}

/// Puts lines together that a page break or a fixed line width cut in mid-sentence.
///
/// `但⏎⏎俄方尚未收到` is one sentence. A line goes on in the next one only when it is story text (a
/// sentence ended in it before, or it ends with a comma, or all lines are equally long), does not end
/// like a sentence or like credits, and the next one does not begin like a paragraph, a list item, a
/// dateline or credits. A title is never put together with its text.
struct Joins {
  let units: UnsafeBufferPointer<UInt16>

  func blocks(of lines: [Line]) -> [Block] {
    let width = fixedWidth(lines)
    var blocks: [Block] = []
    for (index, line) in lines.enumerated() {
      if index > 0, let last = blocks.indices.last, continues(lines[index - 1], line, width) {
        let gap = Span(lines[index - 1].span.end, line.span.start)
        // Two Latin words keep the line end between them.
        if !(isLatin(units[gap.start - 1]) && isLatin(units[gap.end])) {
          blocks[last].breaks.append(gap)
        }
        blocks[last].span.end = line.span.end
      } else {
        blocks.append(Block(span: line.span, breaks: []))
      }
    }
    return blocks
  }

  private func continues(_ line: Line, _ next: Line, _ width: Int?) -> Bool {
    let last = units[line.span.end - 1]
    let first = units[next.span.start]
    guard !Self.endsSentence(last), !next.isIndented, !Self.beginsParagraph(first) else {
      return false
    }
    let isOpen = Self.isOpen(last)
    let isFull = width.map { abs(displayWidth(line) - $0) <= 4 } ?? false
    guard isOpen || isFull || LineReader.isHan(last) || isLatin(last) else { return false }
    // Story text: a full stop in its last 2,000 units, and a rest after it that is no credits.
    let stop = lastStop(line.span)
    guard isOpen || isFull || stop != nil else { return false }
    if stop == nil, !isFull, line.span.count < 12 { return false }
    let head = LineReader(units, next.span, limit: Datelines.limit)
    guard SignOffs.kind(of: head) == nil, !(Datelines.match(head)?.opensStory ?? false) else {
      return false
    }
    if isOpen || isFull { return true }
    // Without a comma the next line has to be story text too: a sentence that ends.
    guard let stop, hasStop(next.span) else { return false }
    let rest = LineReader(units, Span(stop, line.span.end), limit: 100)
    return rest.units.count < 100 && Bylines.creditWord(rest) == nil
      && SignOffs.kind(of: rest) == nil
      && LayoutWords.reporters.first(in: rest.units) == nil
      && LayoutWords.sources.first(in: rest.units) == nil
      && LayoutWords.editors.first(in: rest.units) == nil
  }

  /// The display width that nearly all lines have in a hard-wrapped text, in half-width columns.
  private func fixedWidth(_ lines: [Line]) -> Int? {
    guard lines.count >= 5 else { return nil }
    let widths = lines.map(displayWidth)
    guard let widest = widths.max(), (24...160).contains(widest) else { return nil }
    var full = 0
    var cut = 0
    for (line, width) in zip(lines, widths) where width >= widest - 4 {
      full += 1
      if !Self.endsSentence(units[line.span.end - 1]) { cut += 1 }
    }
    return full * 10 >= lines.count * 6 && cut * 2 >= full ? widest : nil
  }

  private func displayWidth(_ line: Line) -> Int {
    // Wider lines are no lines of a fixed width.
    guard line.span.count <= 160 else { return 1000 }
    return units[line.span.start..<line.span.end].reduce(0) { $0 + ($1 >= 0x1100 ? 2 : 1) }
      + (line.isIndented ? 4 : 0)
  }

  private func lastStop(_ span: Span) -> Int? {
    var at = span.end
    let floor = max(span.start, span.end - 2_000)
    while at > floor {
      if Self.isStop(units[at - 1]) { return at }
      at -= 1
    }
    return nil
  }

  private func hasStop(_ span: Span) -> Bool {
    units[span.start..<min(span.end, span.start + 2_000)].contains(where: Self.isStop)
  }

  private func isLatin(_ unit: UInt16) -> Bool {
    (unit >= 0x30 && unit <= 0x39) || (unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A)
  }

  private static func isStop(_ unit: UInt16) -> Bool {
    unit == 0x3002 || unit == 0xFF01 || unit == 0xFF1F || unit == 0xFF1B
  }

  /// 。！？…” and other ends, after which a line end is a paragraph's.
  static func endsSentence(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F, 0x2E, 0x2026, 0x201D, 0x2019, 0x300D, 0x300F, 0x22,
      0xFF02,
      0xFF09, 0x29, 0x3011, 0x5D, 0xFF1A, 0x3A, 0xFF1B, 0x3B, 0x2014, 0x7E, 0xFF5E, 0xD7, 0x25:
      true
    default: false
    }
  }

  /// ，、（“《: something has to follow.
  private static func isOpen(_ unit: UInt16) -> Bool {
    switch unit {
    case 0xFF0C, 0x2C, 0x3001, 0xFF08, 0x28, 0x201C, 0x2018, 0x300C, 0x300E, 0x300A: true
    default: false
    }
  }

  /// List marks and opening brackets that begin a paragraph.
  private static func beginsParagraph(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3010, 0x5B, 0x25A0...0x25FF, 0x2022, 0x2460...0x249B, 0x2605, 0x2606, 0x2014, 0x2D, 0x2A:
      true
    default: false
    }
  }
}
