import Values

/// Finds where a title ends that stands in one line with other text.
enum Titles {
  static let marks = Words("原标题: 标题: 原题:")
  /// What the story begins with behind a title that nothing separates from it.
  private static let openings = Words("近日, 日前, 近日 本文转自 据央视 据新华社 据路透 据法新 据美联 记者从")

  /// The title in a line that opens an article, and where the text behind it begins.
  ///
  /// `原标题：A    B`, `原标题：A新华社北京7月26日电 B`, `AA B` (a title said twice), `A！新华社北京7月26日电 B`.
  static func fused(_ line: LineReader) -> (title: Range<Int>, end: Int)? {
    let units = line.units
    let mark = marks.length(in: units, at: 0)
    let start = mark ?? 0
    // Titles are at most this long.
    let limit = min(units.count, start + 90)
    guard limit - start > 6 else { return nil }
    if mark != nil {
      // A run of blanks.
      if let gap = (start + 4..<limit).first(where: {
        $0 + 3 < units.count && units[$0] == 0x20 && units[$0 + 1] == 0x20 && units[$0 + 2] == 0x20
      }) {
        var end = gap
        while end < units.count, units[end] == 0x20 { end += 1 }
        return isTitle(units[start..<gap]) ? (start..<gap, end) : nil
      }
    }
    if let (at, _) = Datelines.first(in: line, from: start + 6, to: limit),
      isTitle(units[start..<at])
    {
      return (start..<at, at)
    }
    guard mark != nil else { return nil }
    // The title again.
    let first = Array(units[start..<min(start + 8, limit)])
    if let again = (start + 8..<limit).first(where: { units[$0...].starts(with: first) }) {
      return isTitle(units[start..<again]) ? (start..<again, again) : nil
    }
    let nearest = min(limit, start + longestGuess)
    if let opening = openings.first(in: units, from: start + 8, to: nearest),
      isTitle(units[start..<opening.at])
    {
      return (start..<opening.at, opening.at)
    }
    // 8月9日, right behind the title.
    for at in start + 8..<max(start + 8, nearest)
    where LineReader.digit(units[at]) != nil && LineReader.digit(units[at - 1]) == nil {
      var reader = line
      reader.at = at
      if reader.takeDay() != nil, reader.next == 0x2C, isTitle(units[start..<at]),
        units[at - 1] != 0x2C, units[at - 1] != 0x5E74
      {
        return (start..<at, at)
      }
    }
    return nil
  }

  /// No sentence in it, and not broken off after a comma or a dash.
  private static func isTitle(_ units: ArraySlice<UInt16>) -> Bool {
    guard let last = units.last else { return false }
    return units.count >= 6 && !units.contains(0x3002) && !",:、—".utf16.contains(last)
  }

  /// Behind a title that nothing separates, a cut is a guess: none behind more units than real titles
  /// have.
  private static let longestGuess = 50

  /// The length of a page's title without the names of site and channel: A-新华网, A - 中新网,
  /// A_新闻中心_新浪网, A-今日要闻 -湖南日报网.
  static func withoutSite(_ units: [UInt16]) -> Int {
    var end = units.count
    // A title is followed by at most four of them.
    for removed in 0..<4 {
      guard let dash = units[..<end].lastIndex(where: { $0 == 0x2D || $0 == 0x5F || $0 == 0x7C }),
        dash >= 5, end - dash <= 24
      else { break }
      let name = units[dash + 1..<end].filter { $0 != 0x20 }
      // Behind a site's name, a channel may be called anything.
      guard name.count >= 2,
        LayoutWords.siteSuffixes.isSuffix(of: name, endingAt: name.count)
          || (removed > 0 && name.count <= 6)
      else { break }
      end = dash
      while end > 0, units[end - 1] == 0x20 { end -= 1 }
    }
    return end
  }
}
