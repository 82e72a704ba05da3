import Values

/// Reads what stands beside a figure: its bound, the trend it measures, and of what.
///
/// 部署的战略核弹头数量不得超过1550枚: ≤, of 战略核弹头数量.
struct FigureContext {
  let units: UnsafeBufferPointer<UInt16>
  let tables: QuantityTables

  /// Words that were read back from a figure may not go on for longer: a clause.
  private static let longestLead = 40
  private static let longestMeasured = 16

  func figure(_ match: FigureMatch) -> Figure {
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
    let (trend, leadStart, isLinked) = lead(before: at)
    let isPercentOrSum = match.kind != .ordinal && match.kind != .age
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
      of: isLinked || at < match.start ? measured(endingAt: leadStart) : nil,
      confidence: 1,
      rule: match.kind.rawValue)
  }

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
  private func lead(before end: Int) -> (trend: String?, start: Int, isLinked: Bool) {
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
    return (trend, at, at < end)
  }

  /// The noun that ends at `end`: back to a mark, 的 or a verb's particle.
  private func measured(endingAt end: Int) -> Span? {
    var at = end
    while at > 0, end - at <= Self.longestMeasured {
      let unit = units[at - 1]
      if !Unit.isHan(unit) && !Unit.isLetter(unit) && unit != 0xB7 { break }
      // 的 了 着 和 与 在 使 让 把 将 对 其 以 从
      if [
        Unit.of, 0x4E86, 0x7740, 0x5728, 0x4F7F, 0x8BA9, 0x628A, 0x5C06, 0x5BF9, 0x4ECE, 0x671F,
        0x4E2D,
      ].contains(unit) {
        break
      }
      at -= 1
    }
    return end - at >= 2 && end - at <= Self.longestMeasured ? Span(at, end) : nil
  }
}
