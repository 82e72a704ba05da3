import Values

/// Names in sources that no recogniser found, told by their shape and what stands before them.
extension SourceFinder {
  /// A source that ends in a name after a title or body (德国外长布洛姆, 某公司负责人张三), or in the name of a
  /// body that begins with a place or another body (某国央行).
  func unlisted(from start: Int, to end: Int) -> SourcePhrase? {
    var head = end - 1
    while head > start, end - head <= 24 {
      if let title = title(before: head, from: start), isPersonName(Span(head, end)) {
        return SourcePhrase(
          span: Span(phraseStart(before: title.start, from: start), end), head: .unlisted,
          headSpan: Span(head, end), title: title)
      }
      // 岛内媒体某某新闻云
      if end - head >= 3, Self.publishers.contains(units[end - 1]),
        lexicon.longest(.media, endingAt: head, from: start, in: units) >= 2,
        !breaksPhrase(Span(head, end)), !units[head..<end].contains(0x7684)
      {
        return SourcePhrase(
          span: Span(phraseStart(before: head, from: start), end), head: .unlisted,
          headSpan: Span(head, end))
      }
      if let mention = mentions.ending(at: head, from: start) {
        let rest = Span(head, end)
        if isBody(rest, after: mention) {
          return SourcePhrase(
            span: Span(phraseStart(before: mention.span.start, from: start), end), head: .words,
            headSpan: Span(mention.span.start, end))
        }
        return nil
      }
      head -= 1
    }
    return nil
  }

  /// The role that ends before `position`, a blank or 、 between.
  func title(before position: Int, from start: Int) -> Span? {
    let end = trimmedEnd(position, from: start)
    let length = lexicon.longest(.role, endingAt: end, from: start, in: units)
    if length >= 2 {
      let title = Span(end - length, end)
      return lexicon.kinds(of: units[title.start..<title.end]).contains(.body) ? nil : title
    }
    // 积分兑换者, 讲解员: who does something, by the suffix.
    return end - start >= 3 && "者员师长家".utf16.contains(units[end - 1]) && units[end - 2].isHan
      ? Span(end - 2, end) : nil
  }

  /// Whether units look like a person's whole name: 张三, 欧阳修文, 布洛姆, 尼尔·斯通, John Smith.
  func isPersonName(_ span: Span) -> Bool {
    guard span.count >= 2, span.count <= 24 else { return false }
    var foreign = 0
    var latin = 0
    var dots = 0
    for unit in units[span.start..<span.end] {
      switch unit {
      case 0xB7, 0x2E, 0x2D, 0x20: dots += 1
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: latin += 1
      case 0x3400...0x9FFF:
        if lexicon.kinds(of: unit).contains(.foreign) { foreign += 1 }
      default: return false
      }
    }
    let count = span.count - dots
    if latin == count { return (0x41...0x5A).contains(units[span.start]) && count >= 3 }
    if latin > 0 { return false }
    if dots > 0 { return foreign * 4 >= count * 3 && count >= 3 }
    let kinds = lexicon.kinds(of: units[span.start..<span.end])
    if !kinds.isDisjoint(with: Self.noName) { return false }
    if count <= 4 {
      let compound = lexicon.longest(.surname, startingAt: span.start, to: span.end, in: units)
      if compound > 0, (1...2).contains(count - compound),
        lexicon.kinds(of: units[span.end - 2..<span.end]).isDisjoint(with: Self.noName)
      {
        return true
      }
    }
    return count >= 3 && count <= 8 && foreign == count
  }

  private static let noName: StatementLexicon.Kinds = [
    .cue, .adverb, .tail, .lead, .closer, .role, .pronoun, .document, .media,
  ]

  /// Whether the words after a name make it the name of a body: 央行, 新闻办公室, 竞选团队.
  private func isBody(_ rest: Span, after mention: MentionIndex.Named) -> Bool {
    guard (2...12).contains(rest.count),
      units[rest.start..<rest.end].allSatisfy(\.isHan)
    else { return false }
    // 某国|技术评估和应用机构
    if mention.type == .place, rest.count >= 6,
      Self.longBodies.contains(where: { ends($0, at: rest.end, from: rest.start) }),
      let joint = units[rest.start..<rest.end].firstIndex(where: { "和与及".utf16.contains($0) }),
      (rest.start + 2..<rest.end - 3).contains(joint),
      !units[rest.start..<rest.end].contains(where: { "的在对向了将把被就也都".utf16.contains($0) })
    {
      return true
    }
    if rest.count > 10 { return false }
    // 某地的气象服务: what follows 的 is the head.
    if units[rest.start] == 0x7684, rest.count >= 3 { return units[rest.start + 1] != 0x4E00 }
    guard
      !units[rest.start..<rest.end].contains(where: { "的在对向和与了将被把就也都".utf16.contains($0) })
    else { return false }
    if mention.type == .person {
      return rest.count <= 6
        && ["办公室", "团队", "阵营"].contains { ends($0, at: rest.end, from: rest.start) }
    }
    return lexicon.kinds(of: units[rest.end - 2..<rest.end]).isDisjoint(with: Self.noName)
      && Self.bodyEndings.contains(units[rest.end - 1])
  }

  private static let publishers = Set("报社网台云刊".utf16)

  private static let longBodies = [
    "监管局", "管理局", "委员会", "大使馆", "领事馆", "研究院", "研究所", "协会", "学会", "基金会", "联合会", "公司", "法院", "中心",
    "机构",
    "银行", "商会", "总局", "总署", "学院", "大学", "集团", "医院", "防卫省", "工会",
  ]

  /// A body whose name goes on behind a mention, 某国|金融市场监管局, before a time or an adverb.
  func longerBody(
    after mention: MentionIndex.Named, from start: Int, to end: Int
  ) -> SourcePhrase? {
    var position = mention.span.end
    let limit = min(end, position + 16)
    while position < limit, units[position].isHan, mentions.covering(position) == nil,
      !"的在对向将了把被就也都是等称说".utf16.contains(units[position])
    {
      position += 1
      guard position - mention.span.end >= 2,
        Self.longBodies.contains(where: { ends($0, at: position, from: mention.span.end) })
      else { continue }
      let next = position < end ? units[position] : 0
      guard
        position == end || isDigit(next) || "上本近当今昨前日周星".utf16.contains(next)
          || lexicon.longest(
            [.adverb, .tail, .opener, .address, .issue], startingAt: position, to: end, in: units)
            > 0
      else { continue }
      let words = Span(mention.span.start, position)
      return SourcePhrase(span: Span(start, position), head: .words, headSpan: words)
    }
    return nil
  }

  private static let bodyEndings = Set("行部省局厅署院会社报台网队军党团校司所室阁盟委办厂店城".utf16)
}
