import Values

/// What stands between a subject and its cue, and before the subject.
extension SourceFinder {
  /// Moves `end` back over everything that can stand between subject and cue. The second value says
  /// whether 的话, 的消息 … was among it.
  func strippedTail(_ start: Int, from limit: Int) -> (Int, Bool) {
    var end = start
    var cited = false
    var steps = 0
    while end > limit, steps < 24 {
      steps += 1
      let before = end
      end = trimmedEnd(end, from: limit)
      if end <= limit { break }
      if units[end - 1] == 0xFF09 || units[end - 1] == 0x29 {  // ）
        var open = end - 1
        while open > limit, units[open] != 0xFF08, units[open] != 0x28, end - open < 60 {
          open -= 1
        }
        if units[open] == 0xFF08 || units[open] == 0x28, open > limit {
          end = open
          continue
        }
      }
      if let mention = mentions.ending(at: end, from: limit) {
        if let opener = governor(before: mention.span.start, from: limit)
          ?? addressing(before: mention.span.start, from: limit)
        {
          end = opener
          continue
        }
        break
      }
      for words in ["的话", "的报道", "的消息", "的说法", "的介绍", "的采访", "的报导"]
      where ends(words, at: end, from: limit) {
        end -= words.utf16.count
        cited = true
        if ends("采访", at: end + words.utf16.count, from: limit),
          let opener = opening(before: end, from: limit)
        {
          end = opener
          cited = false
        }
      }
      if end != before { continue }
      if let time = timeStart(endingAt: end, from: limit) {
        end = time
        continue
      }
      // A closer: 在…上, 接受采访时.
      let closer = lexicon.longest(.closer, endingAt: end, from: limit, in: units)
      if closer > 0,
        let opener = opening(before: end - closer + (closer > 1 ? closer - 1 : 0), from: limit)
      {
        end = opener
        continue
      }
      let issued = lexicon.longest(.issued, endingAt: end, from: limit, in: units)
      if issued > 0, let verb = issuing(before: end - issued, from: limit) {
        end = verb
        continue
      }
      let role = lexicon.longest([.role, .pronoun, .media], endingAt: end, from: limit, in: units)
      let adverb = lexicon.longest([.adverb, .tail], endingAt: end, from: limit, in: units)
      if role > 0, role >= adverb {
        if let opener = governor(before: end - role, from: limit) {
          end = opener
          continue
        }
        // 对《环球时报》记者: what governs may stand before the outlet's name.
        if let opener = addressing(before: end - role, from: limit) {
          end = opener
          continue
        }
        break
      }
      if adverb == 0, role == 0, "在当于就向对".utf16.contains(units[end - 1]) {
        end -= 1
        continue
      }
      if adverb > 0 {
        // 报道, 消息 at the very start are the source themselves.
        if end - adverb == limit,
          lexicon.kinds(of: units[limit..<end]).contains(.outlet)
            || lexicon.kinds(of: units[limit..<end]).contains(.document)
        {
          break
        }
        end -= adverb
        continue
      }
      if end == before { break }
    }
    return (trimmedEnd(end, from: limit), cited)
  }

  /// The start of 对 in 对记者, when the words from `position` on are governed by such a word.
  func governor(before position: Int, from limit: Int) -> Int? {
    var position = position
    // 经尼国家电视台: a place before the name belongs to it.
    while let before = mentions.ending(at: position, from: limit), before.type == .place {
      position = before.span.start
    }
    let length = lexicon.longest(.address, endingAt: position, from: limit, in: units)
    if length == 0 { return nil }
    let start = position - length
    // 和, 与, 同 join two subjects as often as they govern: only a subject before a verb decides.
    let kind = units[start]
    if length == 1, "和与同".utf16.contains(kind) { return nil }
    if mentions.covering(start)?.span.contains(Span(start, position)) == true,
      mentions.covering(start)?.span.start != start
    {
      return nil
    }
    if start == limit { return nil }
    return start
  }

  /// The nearest 对, 向, 跟 in the 24 units before, outside names.
  func addressing(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position > limit, end - position < 24 {
      if "的，".utf16.contains(units[position]) { return nil }
      if "对向".utf16.contains(units[position]), mentions.covering(position) == nil,
        !"反方面针相一转".utf16.contains(units[position - 1]),
        !"外话方面比应抗策等手象".utf16.contains(units[position + 1])
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// The start of the phrase opener for a closer: the nearest 在, or 接受, 出席 ….
  func opening(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position >= limit, end - position < 80 {
      let length = lexicon.longest([.opener], startingAt: position, to: end, in: units)
      if length > 0 {
        let cover = mentions.covering(position)
        if cover.map({ $0.span.start == position && $0.span.count == length }) ?? true {
          return position
        }
      }
      position -= 1
    }
    return nil
  }

  func issuing(before end: Int, from limit: Int) -> Int? {
    var position = end - 1
    while position >= limit, end - position < 24 {
      let length = lexicon.longest([.issue], startingAt: position, to: end, in: units)
      if length > 0, mentions.covering(position) == nil { return position }
      position -= 1
    }
    return nil
  }

  /// The start of 22日下午, 当地时间8月2日, 周一晚上 that ends at `end`.
  func timeStart(endingAt end: Int, from limit: Int) -> Int? {
    var position = end
    var sawUnit = false
    var sawDigit = false
    while position > limit {
      let unit = units[position - 1]
      if isDigit(unit) || Self.chineseDigits.contains(unit) {
        sawDigit = true
      } else if Self.timeWords.contains(unit) {
        if Self.timeUnits.contains(unit) { sawUnit = true }
      } else if unit == 0x20 || unit == 0xFF1A || unit == 0x3A {
        if position - 1 == limit { break }
      } else {
        break
      }
      position -= 1
    }
    guard end - position >= 2, sawUnit && sawDigit else { return nil }
    while position < end, shapes.isSpace(units[position]) { position += 1 }
    return position
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
      if let mention = mentions.covering(position), mention.span.start == position { break }
      let length = lexicon.longest(.lead, startingAt: position, to: end, in: units)
      if length > 0, lexicon.longest(.pronoun, startingAt: position, to: end, in: units) < length {
        position += length
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
