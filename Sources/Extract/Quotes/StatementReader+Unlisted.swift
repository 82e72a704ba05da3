import Values

/// Sources of which no list and no model knows the last word.
extension StatementReader {
  /// Whether words that are not known may stand for a source: not before an object, and only short
  /// ones where a weak cue could be a noun or a plain verb.
  func accepts(
    _ source: SourcePhrase, of cue: TextLayout.CueCandidate, opening: Opening, atom: Int
  ) -> Bool {
    let speaks = endsInVoice(source.span) || finder.isPersonName(source.span)
    let word = cueWord(cue)
    // 从水务局、住建委等委办局获悉
    guard isNounPhrase(source.span, voiced: speaks || source.evidential) else { return false }
    if opening.atom == atom {
      return opening.likelihood >= 0.5 && (2...12).contains(source.span.count)
        && (speaks || word.strength == .strong && !isOfThings(cue))
    }
    switch word.strength {
    case .strong: return speaks || !isOfThings(cue)
    case .mark: return speaks || source.evidential && source.span.count >= 4
    case .clause, .clausemark:
      return speaks && layout.atoms[atom].span.end == cue.span.end && source.span.count <= 12
    case .report:
      // 某查询软件App显示
      return source.evidential && source.span.count >= 3
        || ["App", "APP", "app"].contains { finder.matches($0, at: source.span.end) }
    default: return false
    }
  }

  /// 这一举动表明, 事实告诉我们: what things show, and nobody says.
  private func isOfThings(_ cue: TextLayout.CueCandidate) -> Bool {
    ["表明", "告诉", "告知"].contains { matches($0, cue.span) }
  }

  /// 几名侨胞, 供应链配件商
  private func endsInVoice(_ span: Span) -> Bool {
    units[span.end - 1] == 0x25  // 约八成, 82%
      || lexicon.longest(.voice, endingAt: span.end, from: span.start, in: units) > 0
  }

  private static let openers = Set("对向为把将就从以让使是要没才更倒拿随谁很只于由因若如".utf16)
  private static let particles = Set("了着过把被将对在因使让给".utf16)
  private static let quantities = [
    "不少", "不同", "更多", "以军", "将士", "将领", "对手", "向导", "使馆", "使节", "对方", "要员",
  ]

  /// Whether words are one noun phrase: no verb, no preposition and no particle in it, nor in what
  /// follows its last 的.
  ///
  /// - Parameter voiced: they end in a noun that can speak.
  private func isNounPhrase(_ span: Span, voiced: Bool) -> Bool {
    let opensSo = Self.quantities.contains { finder.matches($0, at: span.start) }
    guard opensSo || !Self.openers.contains(units[span.start]) else { return false }
    if units[span.start] == 0x4E0D, !opensSo { return false }  // 不
    if units[span.start..<span.end].contains(where: { "、听".utf16.contains($0) }), !voiced {
      return false
    }
    guard finder.verb(in: span) == nil else { return false }
    let head = units[span.start..<span.end].lastIndex(of: 0x7684) ?? span.start  // 的
    return !(head..<span.end).contains { position in
      Self.particles.contains(units[position]) && finder.mentions.covering(position) == nil
        && !Self.quantities.contains { finder.matches($0, at: position) }
    }
  }
}
