import Values

/// Where a headline ends that no line end parts from the text.
extension TextLayout {
  /// Where 原标题：… runs into the text that was printed below it: at the words that stories open with,
  /// or where that is likelier by ``TitleScorer``.
  static func titleEnd(_ units: [UInt16]) -> Int? {
    let label = Array("标题：".utf16)
    guard
      let start = (0..<max(0, min(24, units.count - 4))).first(where: {
        units[$0..<$0 + 3].elementsEqual(label)
      })
    else { return nil }
    let scored = TitleScorer.end(of: units, from: start + label.count)
    guard let opening = openingEnd(units, start) else { return scored?.end }
    guard let scored, scored.odds >= sure, scored.end < opening else { return opening }
    return scored.end
  }

  /// An end before the opening words is taken when it is as likely as this.
  private static let sure: Float = 0.7

  /// Where words stand that stories open with, behind the label at `start`.
  private static func openingEnd(_ units: [UInt16], _ start: Int) -> Int? {
    let openings = [
      "据", "新华社", "中新", "央视", "环球", "参考消息", "近日", "日前", "本文转自", "当地时间", "每经", "新京报", "极目新闻",
      "澎湃", "极目", "海外网", "红星", "光明网", "人民网", "中国新闻", "来源：", "智通财经", "财联社",
    ].map { Array($0.utf16) }
    var position = start + 3 + 8
    let limit = min(units.count - 4, start + 90)
    while position < limit {
      let unit = units[position]
      if unit == 0x0A || unit == 0x3010 || unit == 0x3002 { return position }
      if unit == 0x20, units[position + 1] == 0x20 { return position }
      if (0x30...0x39).contains(unit), !(0x30...0x39).contains(units[position - 1]) {
        // 8月4日
        var probe = position
        var month = false
        while probe < limit,
          (0x30...0x39).contains(units[probe]) || units[probe] == 0x6708 || units[probe] == 0x5E74
        {
          if units[probe] == 0x6708 { month = true }
          probe += 1
        }
        if month, units[probe] == 0x65E5 { return position }
      }
      // The text opens with the words of the title.
      if units[position] == units[start + 3], position + 4 <= limit,
        units[position..<position + 4].elementsEqual(units[start + 3..<start + 7])
      {
        return position
      }
      for opening in openings where units[position] == opening[0] {
        guard position + opening.count <= units.count,
          units[position..<position + opening.count].elementsEqual(opening)
        else { continue }
        if opening.count == 1, "数证依占根票单论割收".utf16.contains(units[position - 1]) { continue }
        return position
      }
      position += 1
    }
    return nil
  }
}
