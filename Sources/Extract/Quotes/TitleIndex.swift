import Values

/// Which titles an article gives its persons: 外交部长 before 王某, 女士 after it.
///
/// A title without a name (匈牙利总理 in a headline, 这位部长) stands for the person who is given it, and
/// 王部长 for the one whose surname fits as well.
struct TitleIndex {
  struct Entry {
    /// Index into the article's entities.
    var person: Int
    var title: Span
    /// The words before the title in its noun phrase, with country and body: 匈牙利, 美国联邦.
    var modifier: Span
    /// Where the mention begins.
    var position: Int
  }

  /// In text order.
  private(set) var entries: [Entry] = []
  /// Persons who only report, photograph or edit.
  private(set) var bylines: Set<Int> = []
  private(set) var feminine: Set<Int> = []
  private(set) var masculine: Set<Int> = []

  /// The longest noun phrase before a title that is read, in UTF-16 units.
  private static let longestModifier = 30

  /// How many titles are looked at for one person: more than an article gives to all of its own.
  private static let mostEntries = 400

  private static let feminineWords = ShortWords(
    "女士 小姐 太太 夫人 阿姨 女儿 妻子 母亲 女王 大妈 奶奶 大姐 女子 姐姐 妹妹")
  private static let masculineWords = ShortWords("先生 儿子 丈夫 父亲 国王 大爷 爷爷 叔叔 男子 大哥 哥哥 弟弟")
  private static let bylineWords = ShortWords("记者 编辑 责编 作者 校对 讯员 摄影 编译 翻译 习生")

  init(units: [UInt16], mentions: MentionIndex, lexicon: StatementLexicon) {
    var others: Set<Int> = []
    var lastByline = -1
    for mention in mentions.named where mention.type == .person {
      var end = mention.span.start
      while end > 0, units[end - 1] == 0x20 || units[end - 1] == 0x3001 { end -= 1 }
      let before = lexicon.longest(.role, endingAt: end, from: 0, in: units)
      let after = lexicon.longest(
        .role, startingAt: mention.span.end, to: units.count, in: units)
      // 记者 张三 李四
      if Self.isByline(before: end, role: before, after: mention.span.end, in: units)
        || lastByline == end && mention.span.start - end <= 2
      {
        bylines.insert(mention.entity)
        lastByline = mention.span.end
      } else if mention.span.count > 1 || end == 0 || after < 2 {
        // 刘女士 is not the reporter 刘某.
        others.insert(mention.entity)
      }
      if before >= 2 {
        let title = Span(end - before, end)
        let modifier = Self.modifier(before: title.start, in: units)
        add(mention, title, modifier)
        // 某国前总理、反对派领袖张三: the title before it too.
        if modifier.start > 1, units[modifier.start - 1] == 0x3001,
          case let length = lexicon.longest(
            .role, endingAt: modifier.start - 1, from: 0, in: units), length >= 2
        {
          let first = Span(modifier.start - 1 - length, modifier.start - 1)
          add(mention, first, Self.modifier(before: first.start, in: units))
        }
      }
      if after >= 2 {
        let title = Span(mention.span.end, mention.span.end + after)
        add(mention, title, Span(mention.span.start, mention.span.start))
      }
      for span in [
        Span(max(0, end - 2), end), Span(mention.span.end, mention.span.end + min(after, 4)),
      ]
      where span.count >= 2 {
        let word = units[span.start..<span.end]
        if Self.feminineWords.contains(word) { feminine.insert(mention.entity) }
        if Self.masculineWords.contains(word) { masculine.insert(mention.entity) }
      }
    }
    bylines.subtract(others)
  }

  /// The first index whose mention begins at or after `position`.
  func index(from position: Int) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func entries(of person: Int) -> [Entry] {
    entries.prefix(Self.mostEntries).filter { $0.person == person }
  }

  private mutating func add(_ mention: MentionIndex.Named, _ title: Span, _ modifier: Span) {
    entries.append(
      Entry(
        person: mention.entity, title: title, modifier: modifier, position: mention.span.start))
  }

  private static func isByline(before: Int, role: Int, after: Int, in units: [UInt16]) -> Bool {
    var position = after
    while position < units.count, units[position] == 0x20 { position += 1 }
    if position < units.count, units[position] == 0x6444 { return true }  // 摄
    var end = before
    if end > 0, units[end - 1] == 0xFF1A || units[end - 1] == 0x3A { end -= 1 }
    guard end >= 2 else { return false }
    return bylineWords.contains(units[end - 2..<end])
  }

  private static func modifier(before title: Int, in units: [UInt16]) -> Span {
    var start = title
    while start > 0, title - start < longestModifier {
      let unit = units[start - 1]
      if !unit.isHan, unit != 0xB7, !(0x30...0x7A).contains(unit), unit != 0x20 { break }
      if unit == 0x3A { break }
      start -= 1
    }
    return Span(start, title)
  }

  /// A title with the words between it and the name before it, which make it whole: 联邦 of 美国联邦法官. Only
  /// after a name: elsewhere nobody can say where it begins.
  static func whole(
    _ title: Span, after start: Int, mentions: MentionIndex, in units: [UInt16]
  ) -> Span {
    guard title.start > start,
      let before = mentions.within(Span(start, title.start)).last
    else { return title }
    let between = Span(before.span.end, title.start)
    guard between.count <= 6, units[between.start..<between.end].allSatisfy(\.isHan),
      !units[between.start..<between.end].contains(0x7684)
    else { return title }
    return Span(between.start, title.end)
  }

  /// The titles of every entity, in the order of first mention, without forms of address.
  func titles(
    mentions: MentionIndex, lexicon: StatementLexicon, in reading: Reading
  ) -> [Int: [String]] {
    var found: [Int: [String]] = [:]
    for entry in entries where !bylines.contains(entry.person) {
      let kinds = lexicon.kinds(of: reading.units[entry.title.start..<entry.title.end])
      guard kinds.isDisjoint(with: [.addressForm, .body]) else { continue }
      let span = Self.whole(
        entry.title, after: entry.modifier.start, mentions: mentions, in: reading.units)
      let title = reading.originalText(span)
      // More than anybody holds, so that a list of titles costs no more than its length.
      guard found[entry.person, default: []].count < 16 else { continue }
      if found[entry.person]?.contains(title) != true {
        found[entry.person, default: []].append(title)
      }
    }
    return found
  }
}
