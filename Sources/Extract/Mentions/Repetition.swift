import Values

/// A name is a name wherever its article repeats it.
///
/// A model looks at one sentence at a time: 郑氏心 may be found whole in three sentences and cut in two
/// in the fourth, where 女士 follows. What was found whole elsewhere in the article takes the place of
/// the pieces, is added where nothing was found, and has the type that most of its places have.
/// Shorter strings than ``shortest(_:)`` are often parts of other words: they are only added, and only
/// where most of the places in the article that hold them were found. A person's name that was found
/// once with a character too many (罗南也, 据罗南) loses it where the article has more of the rest.
struct Repetition {
  /// A name that was found somewhere in the article.
  private struct Known {
    var span: Span
    /// How often it was found as each type, in the order of ``EntityType/allCases``.
    var counts = SIMD4<Int32>.zero
    var type: EntityType
    var confidence: Float
    /// How often its string stands in the article; counted of short ones only.
    var seen: Int32 = 0
    var isShort = false
    /// Whether it is another name with a character too many.
    var isSpoilt = false
    /// The next one whose first two units share a slot, longer ones first.
    var next = -1

    func count(_ type: EntityType) -> Int32 { counts[Repetition.place(type)] }
  }

  private let units: [UInt16]
  private var known: [Known] = []
  private var heads = [Int16](repeating: -1, count: Self.slots)

  private static let slots = 1024
  /// An article with more different names than this is a list; the rest are left alone.
  private static let most = 1000

  /// The names of an article made consistent; in text order, without overlap, like `names`.
  static func consistent(
    _ names: [NameSpan], in units: [UInt16], catalogue: NameCatalogue
  ) -> [NameSpan] {
    guard names.count > 1 else { return names }
    var repetition = Repetition(units: units)
    for name in names where name.span.count > 1 { repetition.note(name) }
    for name in names where name.type == .organization {
      if let rest = repetition.withoutPlace(name, catalogue) { repetition.note(rest) }
    }
    guard !repetition.known.isEmpty else { return names }
    repetition.settle()
    repetition.countShort()
    let trimmed = names.map { repetition.trimmed($0) }
    return repetition.applied(to: trimmed)
  }

  private init(units: [UInt16]) { self.units = units }

  /// In units. Three characters are a whole Chinese name; organisations and places of three or four
  /// are often the beginning of a longer one.
  private static func shortest(_ type: EntityType) -> Int { type == .person ? 3 : 5 }

  /// Of the places that hold a short name, the share that must have been found: short words of which
  /// the model takes fewer for names are mostly none.
  private static let shareOfShort = 0.6

  @inline(__always)
  private static func slot(_ a: UInt16, _ b: UInt16) -> Int {
    Int((UInt32(a) &* 0x9E37_79B1 &+ UInt32(b) &* 0x85EB_CA6B) >> 22)
  }

  private func slot(of known: Known) -> Int {
    Self.slot(units[known.span.start], units[known.span.start + 1])
  }

  private static func place(_ type: EntityType) -> Int {
    switch type {
    case .person: 0
    case .organization: 1
    case .place: 2
    }
  }

  private mutating func note(_ name: NameSpan) {
    let slot = Self.slot(units[name.span.start], units[name.span.start + 1])
    var at = Int(heads[slot])
    while at >= 0 {
      if matches(known[at].span, at: name.span.start), known[at].span.count == name.span.count {
        known[at].counts[Self.place(name.type)] += 1
        known[at].confidence = max(known[at].confidence, name.confidence)
        return
      }
      at = known[at].next
    }
    guard known.count < Self.most else { return }
    var new = Known(
      span: name.span, type: name.type, confidence: name.confidence, next: Int(heads[slot]))
    new.counts[Self.place(name.type)] = 1
    known.append(new)
    heads[slot] = Int16(known.count - 1)
  }

  /// A body that was named with its country is named without it, too: 美国战略与国际问题研究中心.
  private func withoutPlace(_ name: NameSpan, _ catalogue: NameCatalogue) -> NameSpan? {
    guard name.span.count >= Self.longName,
      let place = catalogue.leadingPlace(of: Array(units[name.span.start..<name.span.end])),
      place.length > 1, name.span.count - place.length >= Self.longRest
    else { return nil }
    var rest = name
    rest.span.start += place.length
    return rest
  }

  /// Shorter names without their country are words that many bodies share: 国防部, 外交部.
  private static let longName = 9, longRest = 7

  /// Chooses the types and chains longer names before shorter ones.
  private mutating func settle() {
    for entry in known { heads[slot(of: entry)] = -1 }
    for index in known.indices.sorted(by: { known[$0].span.count < known[$1].span.count }) {
      for type in EntityType.allCases
      where known[index].count(type) > known[index].count(known[index].type) {
        known[index].type = type
      }
      known[index].isShort = known[index].span.count < Self.shortest(known[index].type)
      let slot = slot(of: known[index])
      known[index].next = Int(heads[slot])
      heads[slot] = Int16(index)
    }
  }

  private mutating func countShort() {
    guard known.contains(where: \.isShort), units.count > 1 else { return }
    for at in 0..<units.count - 1 {
      var entry = Int(heads[Self.slot(units[at], units[at + 1])])
      while entry >= 0 {
        if known[entry].isShort, matches(known[entry].span, at: at) { known[entry].seen += 1 }
        entry = known[entry].next
      }
    }
  }

  /// A person's name without a character that the rest of the article does not know as part of it.
  private mutating func trimmed(_ name: NameSpan) -> NameSpan {
    guard name.type == .person, name.span.count > 2, let own = index(of: name.span) else {
      return name
    }
    let span = name.span
    for rest in [Span(span.start, span.end - 1), Span(span.start + 1, span.end)]
    where rest.start == span.start || rest.count > 2 {
      guard let other = index(of: rest), known[other].count(.person) > known[own].count(.person)
      else { continue }
      known[own].isSpoilt = true
      return NameSpan(span: rest, type: .person, confidence: name.confidence, rule: "trimmed")
    }
    return name
  }

  private func index(of span: Span) -> Int? {
    var at = Int(heads[Self.slot(units[span.start], units[span.start + 1])])
    while at >= 0 {
      if known[at].span.count == span.count, matches(known[at].span, at: span.start) { return at }
      at = known[at].next
    }
    return nil
  }

  /// Whether a name is to be looked for in other places.
  private func isSought(_ known: Known) -> Bool {
    guard known.isShort else { return !known.isSpoilt }
    let count = known.count(known.type)
    return count > 1 && Double(count) >= Self.shareOfShort * Double(known.seen)
      && (known.type != .place || known.span.count > 2)
  }

  private func applied(to names: [NameSpan]) -> [NameSpan] {
    var result: [NameSpan] = []
    result.reserveCapacity(names.count + 8)
    var next = 0
    units.withUnsafeBufferPointer { text in
      var at = 0
      while at + 1 < text.count {
        let head = heads[Self.slot(text[at], text[at + 1])]
        guard head >= 0, let found = longest(Int(head), at: at) else {
          at += 1
          continue
        }
        let span = Span(at, at + known[found].span.count)
        while next < names.count, names[next].span.end <= span.start {
          result.append(names[next])
          next += 1
        }
        var after = next
        while after < names.count, names[after].span.start < span.end { after += 1 }
        let there = names[next..<after]
        if known[found].isShort ? there.isEmpty : there.allSatisfy({ span.contains($0.span) }) {
          result.append(
            there.count == 1 && there[next].span == span
              ? typed(there[next], known[found]) : repeated(span, known[found]))
          next = after
          at = span.end
        } else {
          at += 1
        }
      }
    }
    result.append(contentsOf: names[next...])
    return result
  }

  private func repeated(_ span: Span, _ known: Known) -> NameSpan {
    NameSpan(span: span, type: known.type, confidence: known.confidence * 0.9, rule: "repeated")
  }

  /// A place of the name where the model saw another type than in most.
  private func typed(_ name: NameSpan, _ known: Known) -> NameSpan {
    let usual = known.count(known.type), here = known.count(name.type)
    return name.type != known.type && usual > 2 * here ? repeated(name.span, known) : name
  }

  private func longest(_ head: Int, at position: Int) -> Int? {
    var at = head
    while at >= 0 {
      if isSought(known[at]), matches(known[at].span, at: position),
        isWhole(position, known[at].span.count)
      {
        return at
      }
      at = known[at].next
    }
    return nil
  }

  private func matches(_ span: Span, at position: Int) -> Bool {
    guard position + span.count <= units.count else { return false }
    for offset in 0..<span.count where units[span.start + offset] != units[position + offset] {
      return false
    }
    return true
  }

  /// Whether no Latin word is cut at either end.
  private func isWhole(_ start: Int, _ count: Int) -> Bool {
    func isLatin(_ position: Int) -> Bool {
      guard units.indices.contains(position) else { return false }
      let unit = units[position]
      return unit < 0x250 && (unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A || unit >= 0xC0)
    }
    return !(isLatin(start - 1) && isLatin(start))
      && !(isLatin(start + count) && isLatin(start + count - 1))
  }
}
