import Values

/// What stands before the words of a source and is no part of it: captions, credits, times, openers.
extension SourceFinder {
  /// Where a clause begins after a photograph's caption, a byline or a page ornament that runs into
  /// it: （新华社记者张三摄）声明说, 记者 李四)联合国秘书长, 图源：美联社报道称.
  func afterCaption(from start: Int, to end: Int) -> Int {
    var position = end - 1
    var open = 0
    while position >= start {
      switch units[position] {
      case 0xFF09, 0x29: open += 1
      case 0xFF08, 0x28: open -= 1
      case 0x25B2, 0x25BC:
        return afterPicture(position + 1, to: end)
          ?? (position + 1 < end ? position + 1 : start)
      case 0xD7, 0x25A0, 0x25CF, 0x25C6, 0x2605, 0x3011, 0x4E28, 0x7C:
        // ×声明说: nothing before the ornament is the source.
        return position + 1 < end || units[position] == 0xD7 ? position + 1 : start
      case 0x622A, 0x6599, 0x914D, 0x793A:  // 截 料 配 示
        if let after = afterCredit(position, from: start, to: end) { return after }
      case 0x7535 where position > start && units[position - 1] == 0x65E5 && position + 1 < end:
        // 新华社北京7月28日电
        if !"视话力影报脑子".utf16.contains(units[position + 1]) { return position + 1 }
      case 0x6444 where isPhotographer(position, from: start, to: end):  // 摄
        var after = position + 1
        while after < end, units[after] == 0xFF09 || units[after] == 0x29 { after += 1 }
        return after
      default: break
      }
      // （记者张三）某某大学: a byline.
      if open == 0, position < end, units[position] == 0xFF08 || units[position] == 0x28,
        matches("记者", at: position + 1) || matches("通讯员", at: position + 1)
          || matches("完", at: position + 1),
        let close = closing(position, to: end), close < end
      {
        return close
      }
      // A closing bracket whose opening one stands before the clause.
      if open > 0, position == start {
        var close = start
        while close < end, units[close] != 0xFF09, units[close] != 0x29 { close += 1 }
        return min(close + 1, end)
      }
      position -= 1
    }
    if start > 0, units[start - 1] == 0x25B2 || units[start - 1] == 0x25BC,
      let after = afterPicture(start, to: end)
    {
      return after
    }
    // 图源：
    if start > 2, units[start - 1] == 0xFF1A,
      ["图源", "来源", "图自", "图片"].contains(where: { ends($0, at: start - 1, from: 0) }),
      let credit = mentions.covering(start), credit.span.start == start, credit.span.end <= end
    {
      return credit.span.end
    }
    return start
  }

  /// The position after the credit of a caption that begins at `start`: ▲一名士兵在训练（某社）.
  private func afterPicture(_ start: Int, to end: Int) -> Int? {
    guard
      let open = units[start..<min(end, start + 60)].firstIndex(where: {
        $0 == 0xFF08 || $0 == 0x28
      }),
      let close = closing(open, to: end), close < end,
      mentions.within(Span(open + 1, close)).contains(where: {
        $0.span == Span(open + 1, close - 1) && $0.type == .organization
      })
        || ["记者", "图", "摄", "资料"].contains(where: { word in
          (open + 1..<close).contains { matches(word, at: $0) }
        })
    else { return nil }
    return close
  }

  private static let pictures = ["截图", "资料图", "配图", "示意图"]

  /// The position after 图自某社视频截图 or 图源：某社报道配图, when `position` is inside its last word.
  private func afterCredit(_ position: Int, from start: Int, to end: Int) -> Int? {
    for picture in Self.pictures {
      let first = picture == "资料图" ? position - 1 : position
      guard first > start, matches(picture, at: first) else { continue }
      let after = first + picture.utf16.count
      guard after <= end else { return nil }
      var index = first - 1
      while index >= start, first - index < 24, !"，。：".utf16.contains(units[index]) {
        if ["图自", "图源", "图为", "来源", "图片"].contains(where: { matches($0, at: index) }) {
          return after
        }
        index -= 1
      }
    }
    return nil
  }

  /// Whether 摄 ends a credit: after a reporter or an agency, before a bracket, a blank or a new
  /// sentence.
  private func isPhotographer(_ position: Int, from start: Int, to end: Int) -> Bool {
    guard position + 1 < end, mentions.covering(position) == nil,
      !"像影入氏制取食政".utf16.contains(units[position + 1]), position > start,
      !"拍".utf16.contains(units[position - 1])
    else { return false }
    var index = position - 1
    while index > start, position - index < 24 {
      if matches("记者", at: index) || matches("社发", at: index) || matches("图", at: index) {
        return true
      }
      index -= 1
    }
    return matches("记者", at: index) || matches("通讯员", at: index)
  }

  /// Moves `start` over connectives, times and phrases that open a clause.
  func strippedLead(_ start: Int, to end: Int) -> Int {
    var position = start
    var steps = 0
    while position < end, steps < 16 {
      steps += 1
      if shapes.isSpace(units[position]) || units[position] == 0x3001 {
        position += 1
        continue
      }
      if units[position] == 0xFF08 || units[position] == 0x28,
        let close = closing(position, to: end)
      {
        position = close
        continue
      }
      if let mention = mentions.covering(position), mention.span.start == position { break }
      let length = lexicon.longest(.lead, startingAt: position, to: end, in: units)
      // 与会各方 is no 与.
      let noun = length == 1 ? [.pronoun, .role] : StatementLexicon.Kinds.pronoun
      let attends = position + 1 < end && matches("与会", at: position)
      if length > 0, !attends,
        lexicon.longest(noun, startingAt: position, to: end, in: units) < length
      {
        position += length
        continue
      }
      // 故某公司认为, no 故宫.
      if units[position] == 0x6545,
        mentions.covering(position + 1)?.span.start == position + 1
          || lexicon.longest(
            [.role, .voice, .pronoun, .demonstrative], startingAt: position + 1, to: end, in: units)
            > 0
          || position + 1 < end && units[position + 1] == 0x67D0
      {
        position += 1
        continue
      }
      // A date at the start.
      var probe = position
      var lastUnit = position
      while probe < end {
        let unit = units[probe]
        if isDigit(unit) || Self.chineseDigits.contains(unit) {
          probe += 1
        } else if probe > position, Self.timeWords.contains(unit) {
          probe += 1
          lastUnit = probe
        } else {
          break
        }
      }
      if lastUnit > position {
        position = lastUnit
        continue
      }
      break
    }
    return min(position, end)
  }
}
