import Values

/// What a line that is no story text is for.
enum LayoutLine: Equatable {
  /// (完), 【编辑:张三】, （记者李四）: the story above ends here.
  case signOff
  /// 湖南日报记者 张三 通讯员 李四, 作者 王五: above or below the story.
  case byline
  /// 2020-07-26 19:44:50 来源:人民网 作者:张三.
  case header(CalendarDay)
  /// 张三 摄, 图为现场。
  case caption
  /// 来源:环球网.
  case source
  /// What a web page adds: 更多精彩内容请进入…
  case boilerplate
}

/// Tells the lines around a story from its text.
enum SignOffs {
  /// Credits are short: longer lines are story text that mentions an editor.
  private static let longest = 80

  static func kind(of line: LineReader) -> LayoutLine? {
    let units = line.units
    guard let first = units.first else { return nil }
    if let header = header(line) { return header }
    guard units.count <= longest else { return nil }
    // A row of signs, an emoji: nothing to read.
    if !units.contains(where: LineReader.isReadable) { return .boilerplate }
    if units.count <= 24, !units.contains(0x3002),
      LayoutWords.relays.length(in: units, at: 0) != nil
    {
      return .source
    }
    if LayoutWords.boilerplate.length(in: units, at: 0) != nil { return .boilerplate }
    if first == 0x28 || first == 0x3010 { return bracketed(line) }
    var reader = line
    if LayoutWords.creditEnds.isSuffix(of: units, endingAt: units.count), !endsSentence(units) {
      return .caption
    }
    if units.count <= 40, LayoutWords.captionStarts.length(in: units, at: 0) != nil {
      return .caption
    }
    guard !units.contains(0x3002) else { return nil }
    if let (role, length) = Bylines.creditWord(line) {
      reader.at = length
      let isMarked = reader.take(":") || reader.take("/") || reader.take("丨") || reader.next == 0x20
      if isMarked || (role == .reporter && units.count <= 12) {
        if role == nil { return .source }
        return role == .editor ? .signOff : role == .photographer ? .caption : .byline
      }
    }
    // 经济日报-中国经济网记者 张三 李四
    if let (at, length) = LayoutWords.reporters.first(in: units), at > 0, at < 24,
      units.count <= 60,
      !units.contains(0xFF0C), !units.contains(0x2C),
      at + length < units.count, units[at + length] == 0x20 || units.count - at - length <= 4,
      !Bylines.names(in: line, from: at, to: units.count, role: nil).isEmpty
    {
      return .byline
    }
    return nil
  }

  /// Where the credits begin that stand in the same line after the last sentence: …保障。(完)编辑:张三.
  static func tail(of line: LineReader) -> Int? {
    let units = line.units
    // Credits are looked for in the last `longest` units.
    let floor = max(0, units.count - longest)
    var at = units.count - 1
    while at >= floor {
      let unit = units[at]
      // After a full stop, or after a closing mark that follows one.
      if unit == 0x3002 || unit == 0xFF01 || unit == 0x201D || unit == 0x21 || unit == 0x3F
        || unit == 0x29
        || unit == 0x3E || unit == 0x300D
      {
        var reader = line
        reader.at = at + 1
        reader.skipBlanks()
        let rest = LineReader(units: units, from: reader.at, base: line.base)
        if rest.units.count > 1, let kind = kind(of: rest), isClear(kind, rest) {
          // There may be more of them in front: 。(完)编辑:张三.
          let front = LineReader(units: units, from: 0, to: at + 1, base: line.base)
          if unit == 0x29, let earlier = tail(of: front) { return earlier }
          return reader.at
        }
        if unit == 0x3002 { break }
      }
      at -= 1
    }
    return nil
  }

  /// Whether a line is nothing but 完 in brackets.
  static func isEnd(_ units: some Collection<UInt16>) -> Bool {
    units.elementsEqual([0x28, 0x5B8C, 0x29]) || units.elementsEqual([0x3010, 0x5B8C, 0x3011])
  }

  private static func isClear(_ kind: LayoutLine, _ rest: LineReader) -> Bool {
    switch kind {
    case .signOff, .source, .boilerplate, .byline: true
    case .caption, .header: false
    }
  }

  /// 2020-07-26 19:44:50 …, a page's head.
  private static func header(_ line: LineReader) -> LayoutLine? {
    guard let first = line.units.first, LineReader.digit(first) != nil else { return nil }
    var reader = line
    guard let day = reader.takeDay() else { return nil }
    reader.skipBlanks()
    guard reader.takeClock() else { return nil }
    reader.skipBlanks()
    guard
      reader.isAtEnd || LayoutWords.sources.length(in: reader.units, at: reader.at) != nil
        || Bylines.creditWord(reader) != nil
    else { return nil }
    return .header(day)
  }

  private static func bracketed(_ line: LineReader) -> LayoutLine? {
    let units = line.units
    guard let last = units.last, last == 0x29 || last == 0x3011 || last == 0x5D else { return nil }
    if SignOffs.isEnd(units) || SignOffs.isEnd(units.prefix(3)) { return .signOff }
    var reader = line
    reader.at = 1
    reader.skipBlanks()
    if let (role, length) = Bylines.creditWord(reader) {
      let word = reader.at + length
      if LayoutWords.creditEnds.isSuffix(of: units, endingAt: units.count - 1) { return .caption }
      if role == nil { return .source }
      if role == .photographer { return .caption }
      let next = word < units.count ? units[word] : 0
      return ":/ 丨".utf16.contains(next) || role == .reporter || role == .author ? .signOff : nil
    }
    if LayoutWords.creditEnds.isSuffix(of: units, endingAt: units.count - 1) { return .caption }
    if Self.notes.length(in: units, at: 1) != nil { return .source }
    // （新华社 黄强）, （财联社 马兰）, （新华社）
    if LayoutWords.agencies.length(in: units, at: 1) != nil, units.count <= 24 { return .signOff }
    // （王宏彬）, （韩彩虹 符贺）
    guard units[0] == 0x28, units.count <= 24 else { return nil }
    let names = units[1..<units.count - 1].split { $0 == 0x20 || $0 == 0x3001 }
    let areNames =
      !names.isEmpty
      && names.allSatisfy {
        $0.count >= 2 && $0.count <= 3 && $0.allSatisfy(LineReader.isHan)
      }
    return areNames ? .signOff : nil
  }

  private static let notes = Words("原标题 原题为 参与")

  private static func endsSentence(_ units: [UInt16]) -> Bool {
    guard let last = units.last else { return false }
    return last == 0x3002 || last == 0x21 || last == 0x3F
  }
}
