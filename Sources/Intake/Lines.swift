import Values

/// A line of a document that is not blank: its text without the white space around it.
struct Line: Hashable {
  var span: Span
  /// How many line ends stand between it and the line before: 1, or more with blank lines.
  var breaks: Int
  /// Whether white space wider than one half-width blank indents it.
  var isIndented: Bool
}

/// The lines of a text, in one pass.
struct Lines {
  private(set) var lines: [Line] = []

  init(of units: UnsafeBufferPointer<UInt16>, in span: Span) {
    lines.reserveCapacity(span.count / 48 + 1)
    var start = span.start
    var breaks = 1
    var at = span.start
    while at < span.end {
      guard Self.isLineEnd(units[at]) else {
        at += 1
        continue
      }
      close(units, Span(start, at), &breaks)
      if units[at] == 0x0D, at + 1 < span.end, units[at + 1] == 0x0A { at += 1 }
      breaks += 1
      at += 1
      start = at
    }
    close(units, Span(start, span.end), &breaks)
  }

  private mutating func close(
    _ units: UnsafeBufferPointer<UInt16>, _ line: Span, _ breaks: inout Int
  ) {
    let trimmed = line.trimmed(in: units)
    guard !trimmed.isEmpty else { return }
    let indent = units[line.start..<trimmed.start]
    lines.append(
      Line(
        span: trimmed, breaks: breaks,
        isIndented: indent.contains(0x3000) || indent.count(where: isBlank) >= 2))
    breaks = 0
  }

  /// The same line ends that a reading evens out to 0x0A.
  static func isLineEnd(_ unit: UInt16) -> Bool {
    (unit >= 0x0A && unit <= 0x0D) || unit == 0x85 || unit == 0x2028 || unit == 0x2029
  }
}

/// White space inside a line, and what no reader sees.
func isBlank(_ unit: UInt16) -> Bool {
  switch unit {
  case 0x20, 0x09, 0xA0, 0x3000, 0x1680, 0x2000...0x200F, 0x202A...0x202F, 0x205F...0x2069,
    0xFEFF, 0xAD, 0:
    true
  default: false
  }
}

extension Span {
  /// Without the white space at both ends.
  func trimmed(in units: UnsafeBufferPointer<UInt16>) -> Span {
    var span = self
    while span.start < span.end, isBlank(units[span.start]) || Lines.isLineEnd(units[span.start]) {
      span.start += 1
    }
    while span.end > span.start,
      isBlank(units[span.end - 1]) || Lines.isLineEnd(units[span.end - 1])
    {
      span.end -= 1
    }
    return span
  }
}
