import Values

/// What is told about a statement beside content and source: how, to whom and by which means.
extension StatementReader {
  struct Details {
    var addressee: Span?
    /// speech, writing, social, interview, document, thought or unknown
    var medium = "unknown"
    var negated = false
    var hedged = false
  }

  /// A clause longer than this before the cue is looked at no further back.
  private static let reach = 80

  func details(of draft: Draft) -> Details {
    var details = Details()
    guard let cue = draft.cue else {
      if draft.kind == .direct { details.medium = "speech" }
      return details
    }
    let word = cueWord(cue)
    let start = max(
      0, cue.runStart - Self.reach,
      draft.source.flatMap { $0.span.end <= cue.runStart ? $0.span.end : nil } ?? cue.runStart - 8)
    details.addressee = addressee(of: cue, word, from: start)
    details.negated = cue.runStart > start && units[cue.runStart - 1] == 0x4E0D  // 不
    details.hedged = isHedged(cue, from: start)
    details.medium = medium(of: draft, word, from: start, to: cue.span.end)
    return details
  }

  private func medium(
    of draft: Draft, _ word: StatementLexicon.CueWord, from start: Int, to end: Int
  ) -> String {
    if word.cueClass == "think" { return "thought" }
    var position = start
    while position < end {
      if lexicon.opensMedium(units[position]) {
        for (kind, name) in Self.media
        where lexicon.longest(kind, startingAt: position, to: end, in: units) > 0 {
          return name
        }
      }
      position += 1
    }
    switch draft.source?.head {
    case .document: return "document"
    case .outlet, .media: return "writing"
    case .named(let mention) where resolver.isMedia(mention.entity): return "writing"
    case .named, .pronoun, .role: return word.speaks || draft.kind == .direct ? "speech" : "unknown"
    default: return "unknown"
    }
  }

  private static let media: [(StatementLexicon.Kinds, String)] = [
    (.social, "social"), (.interview, "interview"), (.writing, "writing"), (.issued, "document"),
  ]

  /// 可能说, 似乎认为
  private func isHedged(_ cue: TextLayout.CueCandidate, from start: Int) -> Bool {
    ["可能", "或许", "似乎", "疑似", "据称", "也许", "大概", "或"].contains { word in
      let length = word.utf16.count
      return cue.runStart - length >= start
        && matches(word, Span(cue.runStart - length, cue.runStart))
    }
  }

  /// 记者 of 对记者表示 and of 告诉记者.
  private func addressee(
    of cue: TextLayout.CueCandidate, _ word: StatementLexicon.CueWord, from start: Int
  ) -> Span? {
    if word.takesAddressee {
      let end = nounEnd(from: cue.span.end)
      return end > cue.span.end ? Span(cue.span.end, end) : nil
    }
    var position = cue.runStart - 2
    while position >= start {
      if "对向跟".utf16.contains(units[position]), finder.mentions.covering(position) == nil {
        let end = nounEnd(from: position + 1)
        if end > position + 1, end <= cue.runStart { return Span(position + 1, end) }
      }
      position -= 1
    }
    return nil
  }

  /// The end of the names and the role that follow one another from `start` on.
  private func nounEnd(from start: Int) -> Int {
    var end = start
    while end < min(units.count, start + 40) {
      if "《》“”、".utf16.contains(units[end]) {
        end += 1
      } else if let mention = finder.mentions.covering(end), mention.span.start == end {
        end = mention.span.end
      } else {
        let length = lexicon.longest(
          [.role, .pronoun, .media], startingAt: end, to: min(units.count, end + 4), in: units)
        if length == 0 { break }
        end += length
      }
    }
    while end > start, "《“、".utf16.contains(units[end - 1]) { end -= 1 }
    return end
  }
}
