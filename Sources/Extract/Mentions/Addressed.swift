import Values

/// Latin letters before a form of address are a person's name: Walden 先生.
///
/// A model that reads Chinese sees few Latin names and takes them for organisations and places.
enum Addressed {
  /// Longest name that is looked at, in units.
  private static let longest = 40
  private static let forms = ["先生", "女士", "太太", "小姐", "夫人", "博士", "教授"].map {
    Array($0.utf16)
  }

  /// Names with the addressed ones among them; in text order, without overlap, like `names`.
  static func merged(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    let found = spans(in: units)
    guard !found.isEmpty else { return names }
    var result: [NameSpan] = []
    result.reserveCapacity(names.count + found.count)
    var next = 0
    for name in names {
      while next < found.count, found[next].end <= name.span.start {
        result.append(addressed(found[next]))
        next += 1
      }
      guard next < found.count, found[next].start < name.span.end else {
        result.append(name)
        continue
      }
      // What the model saw of the name gives way; a longer name that holds it stays.
      if found[next].contains(name.span) { continue }
      if name.span.contains(found[next]) { next += 1 }
      result.append(name)
      if next < found.count, found[next].start < name.span.end { next += 1 }
    }
    for span in found[next...] { result.append(addressed(span)) }
    return result
  }

  private static func addressed(_ span: Span) -> NameSpan {
    NameSpan(span: span, type: .person, confidence: 0.95, rule: "addressed")
  }

  /// The addressed names, in text order.
  private static func spans(in units: [UInt16]) -> [Span] {
    var spans: [Span] = []
    for at in units.indices.dropFirst(2) where isForm(at, in: units) {
      let end = units[at - 1] == 0x20 ? at - 1 : at
      guard isLetter(units[end - 1]) else { continue }
      var start = end
      let limit = max(spans.last?.end ?? 0, end - longest)
      while start > limit, isPart(units[start - 1]) { start -= 1 }
      // The words before the first capital are no part of it, nor is what the limit cut.
      if start > 0, start == limit, isPart(units[start - 1]) { continue }
      while start < end, !isCapital(units[start]) || start > 0 && isLetter(units[start - 1]) {
        start += 1
      }
      if end - start > 1 { spans.append(Span(start, end)) }
    }
    return spans
  }

  private static func isForm(_ at: Int, in units: [UInt16]) -> Bool {
    let unit = units[at]
    guard unit >= 0x4E00, isLetter(units[at - 1]) || units[at - 1] == 0x20 else { return false }
    return forms.contains { units[at...].starts(with: $0) }
  }

  private static func isCapital(_ unit: UInt16) -> Bool { unit >= 0x41 && unit <= 0x5A }
  private static func isLetter(_ unit: UInt16) -> Bool {
    unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A || unit >= 0xC0 && unit < 0x250
  }
  private static func isPart(_ unit: UInt16) -> Bool { isLetter(unit) || joints.contains(unit) }
  private static let joints = Array(" -'’.".utf16)
}
