import Values

/// Reads what stands beside a figure: its bound, the trend it measures, and of what.
///
/// 部署的战略核弹头数量不得超过1550枚: ≤, of 战略核弹头数量.
struct FigureContext {
  let units: UnsafeBufferPointer<UInt16>
  let tables: QuantityTables
  /// The words of the text; without them `of` is the measured noun alone.
  var tokens: [Token] = []

  /// Words that were read back from a figure may not go on for longer: a clause.
  private static let longestLead = 40
  /// A noun of more words than these is a clause.
  private static let mostWords = 5

  /// - Parameter floor: where the figure or date before it ends: no part of the noun.
  func figure(_ match: FigureMatch, floor: Int = 0) -> Figure {
    var bound = match.isOpen ? Bound.above : .exact
    var at = match.start
    if at > 0, units[at - 1] == Unit.space { at -= 1 }
    // 约人民币4300万元
    if match.kind == .money,
      let (_, start) = tables.currenciesBefore.longestBackwards(in: units, endingAt: at)
    {
      at = start
    }
    if let (value, start) = tables.boundsBefore.longestBackwards(in: units, endingAt: at) {
      bound = tables.bounds[value]
      at = start
    }
    if let (value, _) = tables.boundsAfter.longest(in: units, at: match.end), bound == .exact {
      bound = tables.bounds[value]
    }
    let (trend, leadStart) = lead(before: at)
    let isObject = isObject(match, units[leadStart..<at])
    let isPercentOrSum = match.kind != .ordinal && match.kind != .age && !isObject
    return Figure(
      span: Span(match.start, match.end),
      kind: match.kind.rawValue,
      decimal: match.value?.digits,
      minimum: (match.range?.minimum ?? match.minimum)?.digits,
      maximum: (match.range?.maximum ?? match.maximum)?.digits,
      unit: unitName(match),
      unitText: match.unitText.map { String(utf16: .init(rebasing: units[$0.start..<$0.end])) },
      bound: bound,
      trend: isPercentOrSum ? trend : nil,
      of: match.kind == .ordinal || isObject ? nil : measured(endingAt: leadStart, floor: floor),
      confidence: 1,
      rule: match.kind.rawValue)
  }

  /// 提高两个国家的…, 下调6家银行的…: things that are raised, not how much; 增加, 减少 and 了 say how
  /// much. 升至8个月高点: since when.
  private func isObject(_ match: FigureMatch, _ lead: Slice<UnsafeBufferPointer<UInt16>>) -> Bool {
    guard !lead.isEmpty, match.end < units.count else { return false }
    let next = units[match.end]
    // 高 低 新
    if match.kind == .duration { return [0x9AD8, 0x4F4E, 0x65B0].contains(next) }
    guard match.kind == .quantity, Unit.isHan(next), let text = match.unitText,
      Self.things.contains(units[text.start])
    else { return false }
    // 增 减 了 至 到
    return !lead.contains { [0x589E, 0x51CF, 0x4E86, 0x81F3, 0x5230].contains($0) }
  }

  /// 个 家 名 项 款 种 条 国 所 座: measure words of things
  private static let things: [UInt16] = [
    0x4E2A, 0x5BB6, 0x540D, 0x9879, 0x6B3E, 0x79CD, 0x6761, 0x56FD, 0x6240, 0x5EA7,
  ]

  private func unitName(_ match: FigureMatch) -> String? {
    if let name = match.unitName { return name }
    switch match.kind {
    case .percent: return "%"
    case .ratio, .fraction, .number: return nil
    default: break
    }
    guard let index = match.unit else { return nil }
    if let name = tables.unitList[index].name { return name }
    return match.unitText.map { String(utf16: .init(rebasing: units[$0.start..<$0.end])) }
  }

  /// Reads back over trend and light words: 同比增长了约; whether any of them stood there.
  private func lead(before end: Int) -> (trend: String?, start: Int) {
    var at = end
    var trend: String?
    while end - at < Self.longestLead {
      if let (value, start) = tables.trends.longestBackwards(in: units, endingAt: at) {
        if value > 0 {
          if trend != nil { break }
          trend = value == 1 ? "up" : "down"
        }
        at = start
      } else if at < end,
        let (_, start) = tables.boundsBefore.longestBackwards(in: units, endingAt: at)
      {
        at = start
      } else {
        break
      }
    }
    return (trend, at)
  }

  /// The noun phrase that ends at `end` in a noun that figures measure: 战略核弹头数量, 全市常住人口.
  ///
  /// Back over the words before the noun as far as none of them is a verb, an adverb or a particle.
  /// Nil rather than half a phrase: 利率最低能到3.45% says nothing of what `of` may hold.
  private func measured(endingAt end: Int, floor: Int) -> Span? {
    guard
      let (isVerb, head) = tables.measured.longestBackwards(in: units, endingAt: end, floor: floor)
    else { return nil }
    if isVerb == 1 { return Span(head, end) }
    guard var index = tokenIndex(endingAt: end) else { return Span(head, end) }
    while index > 0, tokens[index].start > head { index -= 1 }
    // The noun begins inside a word (总产量 of 年总产量): the word is part of it.
    var start = Int(tokens[index].start)
    if start < head, (cut(start, head) ?? cut(start, Int(tokens[index].end))) != nil {
      start = head
    }
    var words = 0
    while index > 0, words < Self.mostWords {
      let token = tokens[index - 1]
      guard Int(token.start) >= floor, token.kind == .word || token.kind == .latin else { break }
      if let share = cut(Int(token.start), Int(token.end)) {
        // 占总股本的1% measures a share, not the whole.
        if share == 1 || isShare(before: index - 1, floor: floor) { return nil }
        break
      }
      index -= 1
      start = Int(token.start)
      words += 1
    }
    return words < Self.mostWords && start >= floor ? Span(start, end) : Span(max(head, floor), end)
  }

  /// 占 a word or two before the one that ends a phrase: 占公司已发行股份的16%.
  private func isShare(before index: Int, floor: Int) -> Bool {
    for token in tokens[max(0, index - 2)..<index].reversed() {
      guard Int(token.start) >= floor, token.kind == .word || token.kind == .latin else { break }
      if cut(Int(token.start), Int(token.end)) == 1 { return true }
    }
    return false
  }

  private func cut(_ start: Int, _ end: Int) -> Int? {
    guard let (value, stop) = tables.cuts.longest(in: units, at: start, limit: end), stop == end
    else { return nil }
    return value
  }

  /// The token that ends at a position.
  private func tokenIndex(endingAt end: Int) -> Int? {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if Int(tokens[middle].end) < end { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && Int(tokens[low].end) == end ? low : nil
  }
}
