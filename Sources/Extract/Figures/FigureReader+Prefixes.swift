import Values

/// What stands before a number and belongs to it: 人民币500元, 摄氏37度, 负3.9%.
extension FigureReader {
  /// The figure with the words before it that say its unit or sign.
  ///
  /// A currency before a sum that has its own unit (港币2960元) says what it is and stays outside.
  func withPrefix(_ match: FigureMatch) -> FigureMatch {
    var match = match
    if match.kind == .money, let (_, index) = prefix(before: match.start),
      let code = tables.unitList[index].name,
      match.unit == nil || code == tables.unitList[match.unit ?? 0].name
        || tables.unitList[match.unit ?? 0].name == "CNY"
    {
      match.unitName = code
    } else if match.kind == .measure, let unit = match.unit,
      ["度", "°"].contains(tables.unitList[unit].name)
    {
      scale(&match)
    } else if unit(match.start - 1) == 0x8D1F, !Unit.isDigit(unit(match.start - 2)),
      ![0x80DC, 0x5E73, 0x7740].contains(unit(match.start - 2)),
      [.percent, .points, .measure, .temperature].contains(match.kind)
    {
      // 负3.9%; not 3胜2负
      match.start -= 1
      match.value = match.value?.negated
    }
    return match
  }

  /// The name of a currency right before `start`: 人民币, 港币, but neither 兑美元 nor 美元 of 4美元.
  func prefix(before start: Int) -> (start: Int, unit: Int)? {
    let end = unit(start - 1) == Unit.space ? start - 1 : start
    guard let (index, at) = tables.currenciesBefore.longestBackwards(in: units, endingAt: end)
    else { return nil }
    let before = unit(at - 1)
    // 兑 对 换 元: the currency of another sum
    guard ![0x5151, 0x5BF9, 0x6362, 0x5143].contains(before), numerals.kind(at - 1) == 0 else {
      return nil
    }
    return (at, index)
  }

  /// 摄氏37度, 华氏温度98.6度.
  private func scale(_ match: inout FigureMatch) {
    var at = match.start
    if unit(at - 1) == 0x5EA6, unit(at - 2) == 0x6E29 { at -= 2 }  // 温度
    guard unit(at - 1) == 0x6C0F, unit(at - 2) == 0x6444 || unit(at - 2) == 0x534E else { return }
    match.kind = .temperature
    match.unitName = unit(at - 2) == 0x6444 ? "℃" : "℉"
    match.start = at - 2
  }
}
