import Values

/// Registered names of companies go through brackets, and names in quotation marks fill them.
///
/// 青石（上海）文化传播有限公司 holds its place or its business in brackets, and “海湾媒体与科技集团” an “and”: a
/// model stops at either.
enum LegalNames {
  /// Longest part in brackets, longest rest behind them, longest quoted name, in units.
  private static let longest = (bracket: 8, rest: 16, quoted: 16)

  private static let endings = [
    "有限责任公司", "股份有限公司", "有限公司", "律师事务所", "会计师事务所", "事务所", "合伙企业", "分公司", "公司", "集团",
  ].map { Array($0.utf16) }
  /// What a bracket at the very end of a registered name holds.
  private static let forms = ["有限合伙", "普通合伙", "特殊普通合伙", "集团"].map { Array($0.utf16) }

  /// Names with such names whole; in text order, without overlap, like `names`.
  static func merged(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    var result: [NameSpan] = []
    result.reserveCapacity(names.count)
    var index = 0
    while index < names.count {
      var name = names[index]
      index += 1
      if let end = registeredEnd(name.span, in: units) {
        while index < names.count, names[index].span.start < end { index += 1 }
        name = whole(name, Span(name.span.start, max(end, names[index - 1].span.end)))
      } else if name.type == .organization,
        let start = quotedStart(name.span, after: result.last?.span.end ?? 0, in: units)
      {
        name = whole(name, Span(start, name.span.end))
      }
      result.append(name)
    }
    return result
  }

  private static func whole(_ name: NameSpan, _ span: Span) -> NameSpan {
    NameSpan(span: span, type: .organization, confidence: name.confidence, rule: "legal")
  }

  /// Where a registered name ends whose part before the brackets was found.
  private static func registeredEnd(_ name: Span, in units: [UInt16]) -> Int? {
    guard name.end + 3 < units.count, units[name.end] == 0xFF08 || units[name.end] == 0x28,
      units[name.end - 1].isHan
    else { return nil }
    var at = name.end + 1
    while at < units.count, at - name.end <= longest.bracket, units[at].isHan { at += 1 }
    guard at < units.count, at - name.end > 2, units[at] == 0xFF09 || units[at] == 0x29 else {
      return nil
    }
    let isForm = forms.contains { units[(name.end + 1)..<at].elementsEqual($0) }
    let start = at + 1
    for at in start..<max(start, min(units.count, start + longest.rest)) {
      if let ending = endings.first(where: { units[at...].starts(with: $0) }) {
        return at + ending.count
      }
      guard units[at].isHan, !verbs.contains(units[at]) else { break }
    }
    return isForm ? start : nil
  }

  /// Where a name in quotation marks begins that was found from behind an “and” on.
  private static func quotedStart(_ name: Span, after end: Int, in units: [UInt16]) -> Int? {
    guard name.end < units.count, name.start > 2,
      closing.firstIndex(of: units[name.end]) != nil, joints.contains(units[name.start - 1])
    else { return nil }
    var at = name.start - 1
    while at > end, name.end - at <= longest.quoted, units[at - 1].isHan { at -= 1 }
    guard at > end, at < name.start - 1, opening.contains(units[at - 1]) else { return nil }
    return at
  }

  /// No registered name goes on with these: 青石（见图）是一家公司.
  private static let verbs = Array("是在为有被把的了".utf16)
  private static let opening = Array("“「『".utf16)
  private static let closing = Array("”」』".utf16)
  private static let joints = Array("和与及".utf16)
}
