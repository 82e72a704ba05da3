import Values

/// Where the content of a cue begins.
extension StatementReader {
  /// How what follows a cue begins.
  struct Opening {
    /// The atom that the content begins in.
    var atom: Int
    var start: Int
    var colon: Bool
    var comma: Bool
    /// Nothing between cue and content.
    var direct: Bool
  }

  /// Where the content of a cue begins; nil when nothing that can be content follows.
  func opening(_ cue: TextLayout.CueCandidate, atom: Int, segment: TextLayout.Segment)
    -> Opening?
  {
    let word = cueWord(cue)
    let textEnd = layout.atoms[atom].span.end
    var position = cue.span.end
    let nextMark = atom + 1 < segment.atoms.upperBound ? layout.atoms[atom + 1] : nil
    let afterMark = atom + 2 < segment.atoms.upperBound ? layout.atoms[atom + 2] : nil
    let reach = textEnd - position
    if reach > 0, units[position] == 0x7684 { return nil }  // 的
    if reach == 0 {
      guard let nextMark else { return nil }
      switch nextMark.kind {
      case .quote:
        return Opening(
          atom: atom + 1, start: nextMark.span.start, colon: false, comma: false, direct: true)
      case .comma, .colon:
        guard let afterMark, afterMark.kind == .text || afterMark.kind == .quote else { return nil }
        let colon = nextMark.kind == .colon
        if word.strength == .colon, !(colon || afterMark.kind == .quote) { return nil }
        if word.strength == .colon, colon, afterMark.kind != .quote { return nil }
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: colon, comma: !colon, direct: false)
      default: return nil
      }
    }
    // An addressee or object, then a colon or comma: 告诉记者，  警告特朗普：
    if reach <= 16, let nextMark, let afterMark {
      let quoted = afterMark.kind == .quote
      if nextMark.kind == .colon,
        quoted || afterMark.kind == .text && reach <= 12 && word.strength >= .clausemark
      {
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: true, comma: false, direct: false)
      }
      if nextMark.kind == .comma, reach <= 12, word.strength >= .clausemark, takesAddressee(cue) {
        return Opening(
          atom: atom + 2, start: afterMark.span.start, colon: false, comma: true, direct: false)
      }
    }
    if reach <= 12, let nextMark, nextMark.kind == .quote, takesAddressee(cue) {
      return Opening(
        atom: atom + 1, start: nextMark.span.start, colon: false, comma: false, direct: true)
    }
    guard word.strength.atOnce else { return nil }
    // 了, 过, 着, 起: an object follows, not a clause.
    if [0x4E86, 0x8FC7, 0x7740, 0x8D77].contains(units[position]) { return nil }
    if takesAddressee(cue) { position = skipAddressee(position, to: textEnd) }
    guard segment.span.end - position >= 6, !isAction(cue, at: position) else { return nil }
    return Opening(atom: atom, start: position, colon: false, comma: false, direct: true)
  }

  /// 宣布退出: an act, not a statement.
  func isAction(_ cue: TextLayout.CueCandidate, at position: Int) -> Bool {
    guard cueWord(cue).cueClass == "announce", position + 2 <= units.count else { return false }
    return Self.actions.contains(text(Span(position, position + 2)))
  }

  static let actions: Set<String> = [
    "退出", "出售", "成立", "改名", "推翻", "分拆", "就任", "参加", "启动", "召开", "判决", "政策", "参选", "辞职", "独立",
    "分居", "离婚", "结婚", "破产", "停火", "开战", "中标", "收购", "并购", "减产", "增产", "破裂", "逮捕", "制裁", "最新",
    "新的", "一项", "这一", "该项", "相关", "上述", "结果", "名单", "开幕", "闭幕", "开播", "上映", "定档", "涨价", "降价",
    "裁员", "关闭", "停产", "复产", "退役", "复出", "解散", "投降", "中立", "戒严", "暂停", "放弃", "加入",
  ]

  func takesAddressee(_ cue: TextLayout.CueCandidate) -> Bool {
    switch text(cue.span) {
    case "告诉", "告知", "提醒", "警告", "回复", "答复", "安慰", "劝说", "告诫", "回应", "透露": true
    default: false
    }
  }

  func skipAddressee(_ start: Int, to end: Int) -> Int {
    let pronoun = lexicon.longest([.pronoun, .role], startingAt: start, to: end, in: units)
    if pronoun > 0 { return start + pronoun }
    let covered = finder.mentions.covering(start)
    if let covered, covered.span.start == start, covered.span.end < end { return covered.span.end }
    return start
  }
}
