import Values

/// What a name in Latin letters names, by all that its article shows of it.
///
/// A model that reads Chinese sees few Latin words, and one place at a time. Here a spelling is judged with
/// all its places: what its words are (given names, 'Street', 'University': `latin_names.txt`), what stands
/// around it there and where its article uses it shorter or longer (Walden, Anna Walden), and what the model
/// took it for. A log-linear model decides between person, organisation, place and no name; its weights are
/// trained by scripts/train_latin.py and read from the embedded file `latin_weights`; the features there and
/// here must agree. The Chinese name that a spelling in brackets stands behind is of the same type.
enum LatinNames {
  /// The names with the types that are sure enough; in text order, like `names`.
  static func typed(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    let places = names.indices.filter { isLatin(units[names[$0].span.start..<names[$0].span.end]) }
    guard !places.isEmpty, let spellings = Spellings(places.map { names[$0] }, in: units) else {
      return names
    }
    var result: [NameSpan?] = names
    var changed: [Span: EntityType] = [:]
    for index in places {
      let name = names[index]
      let (kind, probability) = spellings.judgement(of: name)
      guard probability >= sureness, kind != Spellings.lane(name.type) else { continue }
      guard kind < EntityType.allCases.count else {
        result[index] = nil
        continue
      }
      let type = Spellings.types[kind]
      changed[name.span] = type
      result[index] = NameSpan(
        span: name.span, type: type, confidence: probability, rule: "latin")
    }
    if !changed.isEmpty { spread(changed, in: units, to: &result) }
    return result.compactMap { $0 }
  }

  /// A probability from which a type takes the place of the model's: best in cross-validation.
  private static let sureness: Float = 0.6

  /// Gives the Chinese names that changed spellings stand behind their types, wherever they are found.
  private static func spread(
    _ changed: [Span: EntityType], in units: [UInt16], to names: inout [NameSpan?]
  ) {
    var types: [ArraySlice<UInt16>: EntityType] = [:]
    for (spelling, type) in changed {
      var open = spelling.start - 1
      guard open > 0, units[open] == 0x28 || units[open] == 0xFF08 else { continue }
      while open > 0, units[open - 1] == 0x20 { open -= 1 }
      for name in names.lazy.compactMap({ $0 }) where name.span.end == open {
        types[units[name.span.start..<name.span.end]] = type
      }
    }
    guard !types.isEmpty else { return }
    for index in names.indices {
      guard let name = names[index],
        let type = types[units[name.span.start..<name.span.end]], type != name.type
      else { continue }
      names[index] = NameSpan(
        span: name.span, type: type, confidence: name.confidence, rule: "latin")
    }
  }

  static func isLatin(_ name: ArraySlice<UInt16>) -> Bool {
    guard let first = name.first, isLetter(first) || isDigit(first) else { return false }
    return name.contains(where: isLetter)
      && name.allSatisfy { isLetter($0) || isDigit($0) || separators.contains($0) }
  }

  static func isLetter(_ unit: UInt16) -> Bool {
    unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A || unit >= 0xC0 && unit < 0x250
  }
  static func isDigit(_ unit: UInt16) -> Bool { unit >= 0x30 && unit <= 0x39 }
  static func isCapital(_ unit: UInt16) -> Bool { unit >= 0x41 && unit <= 0x5A }
  static func isSmall(_ unit: UInt16) -> Bool { unit >= 0x61 && unit <= 0x7A }
  static let separators = Set(" .,&'’/·–-".utf16)
}

/// The different spellings of an article's names in Latin letters, each with what all its places show.
private struct Spellings {
  private typealias Feature = [UInt16]
  private typealias Scores = SIMD4<Float>

  /// What is known of a spelling.
  private struct Spelling {
    let words: [ArraySlice<UInt16>]
    /// What its own letters say.
    let traits: [String]
    /// How many of its places were taken for each type.
    var votes = Scores.zero
    /// How many of its first places have each feature of the context.
    var contexts: [Feature: Int] = [:]
    var places = 0
    /// What does not depend on the place; and the features among it that contexts of related spellings give.
    var base = Scores.zero
    var lent: Set<Feature> = []
  }

  /// An article with more spellings is a list in another language.
  private static let most = 200
  /// So many places of a spelling show what stands around it.
  private static let mostPlaces = 50

  static let types: [EntityType] = [.person, .organization, .place]
  static func lane(_ type: EntityType) -> Int {
    switch type {
    case .person: 0
    case .organization: 1
    case .place: 2
    }
  }

  private let units: [UInt16]
  private var indices: [ArraySlice<UInt16>: Int] = [:]
  private var spellings: [Spelling] = []

  /// Nil where there are too many.
  init?(_ names: [NameSpan], in units: [UInt16]) {
    self.units = units
    for name in names {
      let text = units[name.span.start..<name.span.end]
      let index: Int
      if let known = indices[text] {
        index = known
      } else {
        guard spellings.count < Self.most else { return nil }
        index = spellings.count
        indices[text] = index
        let words = text.split(whereSeparator: LatinNames.separators.contains)
        spellings.append(Spelling(words: words, traits: Self.traits(of: text, words)))
      }
      spellings[index].votes[Self.lane(name.type)] += 1
      spellings[index].places += 1
      guard spellings[index].places <= Self.mostPlaces else { continue }
      for feature in context(of: name.span) {
        spellings[index].contexts[feature, default: 0] += 1
      }
    }
    for index in spellings.indices { settle(index) }
  }

  /// The most probable lane of ``types``, 3 for no name, and its probability.
  func judgement(of name: NameSpan) -> (lane: Int, probability: Float) {
    guard let index = indices[units[name.span.start..<name.span.end]] else {
      return (Self.lane(name.type), 0)
    }
    let spelling = spellings[index]
    var scores = spelling.base + Self.weights("m" + Self.letters[Self.lane(name.type)])
    for feature in context(of: name.span) {
      scores += Self.weights("c:", feature)
      // What only this place shows is not what the others show.
      if spelling.contexts[feature] == 1, !spelling.lent.contains(feature) {
        scores -= Self.weights("o:", feature)
      }
    }
    let top = scores.max()
    var shares = Scores.zero
    for lane in 0..<4 { shares[lane] = FeatureWeights.exp(scores[lane] - top) }
    let best = (0..<4).max { shares[$0] < shares[$1] } ?? 0
    return (best, shares[best] / shares.sum())
  }

  /// Adds up what a spelling shows wherever it stands.
  private mutating func settle(_ index: Int) {
    let own = spellings[index]
    var scores = Self.weights("1")
    for trait in own.traits { scores += Self.weights("s:" + trait) }
    var votes = own.votes
    var seen: Set<String> = []
    var lent: Set<Feature> = []
    for other in spellings where !other.words.isEmpty {
      guard let relation = Self.relation(own.words, other.words) else { continue }
      votes += other.votes
      lent.formUnion(other.contexts.keys)
      seen.insert("x\(relation)")
      for trait in other.traits where Self.shared.contains(trait) {
        seen.insert("x\(relation):\(trait)")
      }
    }
    for feature in seen.sorted() { scores += Self.weights(feature) }
    for lane in 0..<3 where votes[lane] > 0 {
      scores += Self.weights("v" + Self.letters[lane]) * (votes[lane] / votes.sum())
    }
    let around = lent.union(own.contexts.keys)
    // In one order, so that sums are the same on every run.
    for feature in around.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      scores += Self.weights("o:", feature)
    }
    spellings[index].base = scores
    spellings[index].lent = lent
  }

  private static let shared: Set<String> = ["given", "place", "placeword", "bodylast", "body"]

  /// How the words of one name stand in those of another: 1 at its end, 2 at its start; 3 and 4 the other way.
  private static func relation(_ own: [ArraySlice<UInt16>], _ other: [ArraySlice<UInt16>]) -> Int? {
    func ends(_ short: [ArraySlice<UInt16>], _ long: [ArraySlice<UInt16>]) -> Bool {
      long.suffix(short.count).elementsEqual(short, by: ==)
    }
    func begins(_ short: [ArraySlice<UInt16>], _ long: [ArraySlice<UInt16>]) -> Bool {
      long.prefix(short.count).elementsEqual(short, by: ==)
    }
    guard !own.isEmpty, own.count != other.count else { return nil }
    if own.count < other.count {
      return ends(own, other) ? 1 : begins(own, other) ? 2 : nil
    }
    return ends(other, own) ? 3 : begins(other, own) ? 4 : nil
  }

  /// What a name's own letters say.
  private static func traits(of name: ArraySlice<UInt16>, _ words: [ArraySlice<UInt16>]) -> [String]
  {
    guard let first = words.first, let last = words.last, let initial = name.first else {
      return []
    }
    let start = kinds[first, default: []], end = kinds[last, default: []]
    var found = ["n\(min(words.count, 4))"]
    func add(_ trait: String, when holds: Bool) { if holds { found.append(trait) } }
    func any(_ kind: String) -> Bool { words.contains { kinds[$0]?.contains(kind) == true } }
    add("given", when: start.contains("given"))
    add("place", when: end.contains("place"))
    add("hasplace", when: any("place"))
    add("placeword", when: end.contains("placeword"))
    add("placefirst", when: start.contains("placeword"))
    add("bodyword", when: any("bodyword"))
    add("bodylast", when: end.contains("bodyword"))
    add("body", when: any("body"))
    let isAcronym = name.allSatisfy { LatinNames.isCapital($0) || LatinNames.isDigit($0) }
    add("caps\(name.count)", when: isAcronym && name.count <= 6)
    add("digit", when: name.contains(where: LatinNames.isDigit))
    add(
      "camel",
      when: zip(name, name.dropFirst()).contains {
        LatinNames.isSmall($0) && LatinNames.isCapital($1)
      })
    add("amp", when: name.contains(0x26))
    add("lower", when: LatinNames.isSmall(initial))
    for word in functions where words.contains(where: { $0.elementsEqual(word.utf16) }) {
      found.append(word)
    }
    return found
  }

  private static let functions = [
    "of", "the", "and", "for", "de", "van", "von", "al", "la", "le",
  ]

  /// What stands around a name, blanks aside; of a name in brackets only that.
  private func context(of span: Span) -> [Feature] {
    func isBlank(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x3000 }
    func shown(_ unit: UInt16) -> UInt16 { unit == 0x0A || unit == 0x09 ? 0x23CE : unit }
    var left = span.start
    while left > 0, isBlank(units[left - 1]) { left -= 1 }
    if left > 0, units[left - 1] == 0x28 || units[left - 1] == 0xFF08 {
      return [Array("bracket".utf16)]
    }
    var right = span.end
    while right < units.count, isBlank(units[right]) { right += 1 }
    let before = units[max(0, left - 2)..<left].map(shown)
    let after = units[right..<min(units.count, right + 2)].map(shown)
    var found = [
      Array("l".utf16) + before.suffix(1), Array("ll".utf16) + before,
      Array("r".utf16) + after.prefix(1), Array("rr".utf16) + after,
    ]
    if after.first == 0x28 || after.first == 0xFF08, after.count > 1, LatinNames.isDigit(after[1]) {
      found.append(Array("age".utf16))
    }
    return found
  }

  private static let letters = ["P", "O", "L"]
  private static let model = FeatureWeights("latin_weights")

  /// The weights of a feature for person, organisation, place and no name.
  private static func weights(_ name: String, _ rest: Feature = []) -> Scores {
    let feature = Array(name.utf16) + rest
    var scores = Scores.zero
    for (lane, letter) in (["P", "O", "L", "N"] as [Unicode.Scalar]).enumerated() {
      scores[lane] = model.weight(letter, of: feature[...])
    }
    return scores
  }

  /// The kinds of the words of `latin_names`.
  private static let kinds: [ArraySlice<UInt16>: Set<String>] = {
    var kinds: [ArraySlice<UInt16>: Set<String>] = [:]
    for row in Knowledge("latin_names")?.rows ?? [] where row.count == 2 {
      kinds[Array(row[0].utf16)[...], default: []].insert(String(row[1]))
    }
    return kinds
  }()
}
