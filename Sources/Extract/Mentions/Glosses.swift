import Values

/// The original spelling in brackets behind a name is a name of the same type: 瓦尔登 (Walden).
///
/// A model that reads Chinese knows little of Latin words; the name that they spell was found in front of
/// them.
enum Glosses {
  /// Longest spelling that is looked at, in units: full names of bodies are no longer.
  static let longest = 60

  /// Names with the spellings in brackets among them; in text order, without overlap.
  static func merged(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    var result: [NameSpan] = []
    result.reserveCapacity(names.count + 4)
    var index = 0
    while index < names.count {
      let name = names[index]
      index += 1
      guard let gloss = gloss(after: name.span, in: units) else {
        result.append(name)
        continue
      }
      let first = index
      while index < names.count, names[index].span.start < gloss.end { index += 1 }
      let inside = names[first..<index]
      guard inside.allSatisfy({ gloss.contains($0.span) }) else {
        result.append(name)
        index = first
        continue
      }
      result.append(name)
      result.append(
        NameSpan(
          span: gloss, type: name.type, confidence: name.confidence,
          rule: inside.first?.span == gloss ? "model" : "gloss"))
    }
    return result
  }

  /// The spelling in brackets behind a name that is not written in Latin letters itself.
  private static func gloss(after name: Span, in units: [UInt16]) -> Span? {
    var at = name.end
    if at < units.count, closing.contains(units[at]) { at += 1 }
    while at < units.count, units[at] == 0x20 { at += 1 }
    guard at + 2 < units.count, units[at] == 0x28 || units[at] == 0xFF08,
      units[at + 1].isLatinCapital, !units[name.start].isLatinLetter,
      !units[name.end - 1].isLatinLetter
    else { return nil }
    let start = at + 1, limit = min(units.count, start + longest)
    at = start
    while at < limit, isSpelling(units[at]) { at += 1 }
    guard at < limit, units[at] == 0x29 || units[at] == 0xFF09 else { return nil }
    while units[at - 1] == 0x20 { at -= 1 }
    guard at - start > 1, !isTicker(units[start..<at]) else { return nil }
    return Span(start, at)
  }

  private static let closing = Array("”》」』\"".utf16)

  private static func isSpelling(_ unit: UInt16) -> Bool {
    unit.isLatinLetter || unit >= 0x30 && unit <= 0x39 || inner.contains(unit)
  }
  private static let inner = Array(" .'’&-,·".utf16)

  /// The sign of a share: ABC.US.
  private static func isTicker(_ units: ArraySlice<UInt16>) -> Bool {
    units.count > 3 && units[units.endIndex - 3] == 0x2E
      && units.suffix(2).allSatisfy(\.isLatinCapital)
  }
}

extension UInt16 {
  fileprivate var isLatinCapital: Bool { self >= 0x41 && self <= 0x5A }
  fileprivate var isLatinLetter: Bool {
    self | 0x20 >= 0x61 && self | 0x20 <= 0x7A || self >= 0xC0 && self < 0x250
  }
}
