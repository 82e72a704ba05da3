import Values

extension Extractor {
  /// Whose the names are: one entity a person, organisation or place of the article, in the order of
  /// first mention.
  ///
  /// The same string of one type is one entity; different strings are joined when the catalogue knows
  /// them as one, when the text says so in brackets (约翰·刘易斯（John Lewis）, 简称“…”), or when one is a
  /// shorter form of exactly one other. Of several that fit, the one named last before it is taken for
  /// persons and none for the rest: a wrong link is worse than a missing one.
  func entities(from names: [NameSpan], in article: SegmentedArticle) -> [Entity] {
    var linking = EntityLinking(
      names: withoutNamesakes(names, in: article.units), article: article, catalogue: catalogue)
    linking.linkBrackets()
    linking.linkForms()
    return linking.entities()
  }

  /// The names, with one type for what was read as a person here and as a place there (江某山): who has
  /// a family name and is no known place is the person.
  private func withoutNamesakes(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    func surface(_ name: NameSpan) -> Surface { Surface(units[name.span.start..<name.span.end]) }
    func mayBePerson(_ name: NameSpan) -> Bool {
      name.type == .place && (2...3).contains(name.span.count)
        && statementLexicon.kinds(of: units[name.span.start]).contains(.surname)
        && catalogue.entry(for: surface(name), .place) == nil
    }
    let suspects = names.indices.filter { mayBePerson(names[$0]) }
    guard !suspects.isEmpty else { return names }
    let persons = Set(names.lazy.filter { $0.type == .person }.map(surface))
    var names = names
    for index in suspects where persons.contains(surface(names[index])) {
      names[index] = NameSpan(
        span: names[index].span, type: .person, confidence: names[index].confidence,
        rule: "namesake")
    }
    return names
  }
}

/// All names of one type with one surface form, on their way to an entity.
struct LinkedForm {
  var surface: Surface
  var type: EntityType
  /// Indices of its names, ascending.
  var names: [Int]
  /// Index of the form that it is joined to; its own when to none.
  var parent: Int
  /// What is known of it beforehand.
  var entry: NameCatalogue.Entry?
  /// The parts of a person's name.
  var parts: [ArraySlice<UInt16>] = []
  /// The place that an organisation's name begins with.
  var place: (canonical: String, length: Int)?

  /// One bit of 64 for each unit that it holds.
  var held: UInt64
  /// The bits of the first units of what is its own, the part of its name or what follows the place:
  /// every form that it is short for holds them.
  var needed: UInt64 = 0

  var units: [UInt16] { surface.units }
  var isHan: Bool { units.allSatisfy(\.isHan) }
}

/// The names of one article on their way to entities.
private struct EntityLinking {
  let names: [NameSpan]
  let article: SegmentedArticle
  var forms: [LinkedForm] = []

  /// Every form is compared with all others of its type; no article has so many names, but a directory
  /// of thousands should not cost minutes.
  private static let mostForms = 1_500

  init(names: [NameSpan], article: SegmentedArticle, catalogue: NameCatalogue) {
    self.names = names
    self.article = article
    var indices = [[Surface: Int]](repeating: [:], count: 3)
    for (index, name) in names.enumerated() {
      let surface = Self.surface(article.units[name.span.start..<name.span.end])
      let type = Self.ordinal(name.type)
      if let form = indices[type][surface] {
        forms[form].names.append(index)
        continue
      }
      indices[type][surface] = forms.count
      var form = LinkedForm(
        surface: surface, type: name.type, names: [index], parent: forms.count,
        entry: catalogue.entry(for: surface, name.type), held: Self.bits(surface.units[...]))
      switch name.type {
      case .person:
        form.parts = PersonForms.parts(surface.units)
        form.needed = Self.bits(PersonForms.name(in: form.parts.first ?? []).prefix(1))
      case .organization:
        form.place = catalogue.leadingPlace(of: surface.units)
        form.needed = Self.bits(surface.units.dropFirst(form.place?.length ?? 0).prefix(2))
      case .place: form.needed = Self.bits(surface.units.prefix(2))
      }
      forms.append(form)
    }
  }

  /// Without the spaces and line ends that layout puts into Chinese names; Latin names keep theirs.
  private static func surface(_ units: ArraySlice<UInt16>) -> Surface {
    units.contains { $0 <= 0x20 } && units.contains(where: \.isHan)
      ? Surface(units.filter { $0 > 0x20 }) : Surface(units)
  }

  /// An index for tables of one entry a type.
  private static func ordinal(_ type: EntityType) -> Int {
    switch type {
    case .person: 0
    case .organization: 1
    case .place: 2
    }
  }

  private static func bits(_ units: ArraySlice<UInt16>) -> UInt64 {
    units.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  /// Whether a form may be short for another: nearly all pairs are refused here, without a copy of either.
  private func mayFit(_ short: Int, _ full: Int) -> Bool {
    forms[short].needed & ~forms[full].held == 0
  }

  private func root(_ form: Int) -> Int {
    var form = form
    while forms[form].parent != form { form = forms[form].parent }
    return form
  }

  private mutating func join(_ form: Int, to other: Int) {
    let (a, b) = (root(form), root(other))
    if a != b { forms[max(a, b)].parent = min(a, b) }
  }

  /// 约翰·刘易斯（John Lewis）, 世界卫生组织（世卫组织）, …（以下简称“…”）.
  mutating func linkBrackets() {
    var formOf = [Int](repeating: 0, count: names.count)
    for (index, form) in forms.enumerated() {
      for name in form.names { formOf[name] = index }
    }
    for (next, name) in names.enumerated().dropFirst() {
      let before = names[next - 1]
      guard before.type == name.type, before.span.end < name.span.start,
        name.span.start - before.span.end <= 8
      else { continue }
      let between = article.text(Span(before.span.end, name.span.start)).drop { $0 == " " }
      let isSpelling = isLatin(name.span) && !isLatin(before.span)
      let isGloss = (name.type != .place || isSpelling) && (between == "（" || between == "（“")
      guard
        isGloss || between.hasPrefix("（") && Self.otherNames.contains(where: between.contains)
      else { continue }
      // （王某, 李某） lists others; a gloss fills its brackets.
      let after = name.span.end < article.units.count ? article.units[name.span.end] : 0
      guard after == 0xFF09 || after == 0x201D || after == 0xFF0C else { continue }
      guard name.type != .person || isLatin(name.span) != isLatin(before.span) else { continue }
      join(formOf[next], to: formOf[next - 1])
    }
  }

  /// What a text says before another name of the same.
  private static let otherNames = ["简称", "下称", "又称", "又名", "原名", "缩写"]

  private func isLatin(_ span: Span) -> Bool { article.units[span.start] < 0x250 }

  mutating func linkForms() {
    guard forms.count <= Self.mostForms else { return }
    var first = [[Surface: Int]](repeating: [:], count: 3)
    for index in forms.indices {
      guard let canonical = forms[index].entry?.key else { continue }
      let type = Self.ordinal(forms[index].type)
      if let other = first[type][canonical] {
        join(index, to: other)
      } else {
        first[type][canonical] = index
      }
    }
    linkPlaces()
    link(.organization, OrganisationForms.fit)
    link(.person, PersonForms.fit)
  }

  private mutating func linkPlaces() {
    let places = forms.indices.filter { forms[$0].type == .place }
    for short in places {
      let full = places.filter {
        mayFit(short, $0) && PlaceForms.isShort(forms[short], of: forms[$0])
      }
      // 莫斯科 beside 莫斯科市 and 莫斯科州 is the city.
      let cities = full.filter { forms[$0].units.last == 0x5E02 }
      if let one = full.count == 1 ? full.first : cities.count == 1 ? cities.first : nil {
        join(short, to: one)
      }
    }
  }

  /// Joins every form to the one that it is a shorter form of.
  private mutating func link(_ type: EntityType, _ fit: (LinkedForm, LinkedForm) -> Int?) {
    let candidates = forms.indices.filter { forms[$0].type == type }
    for short in candidates {
      var best = 0
      var found: [Int] = []
      for full in candidates where full != short && mayFit(short, full) {
        guard let fit = fit(forms[short], forms[full]), fit >= best, root(full) != root(short),
          type != .person || !isRelative(full, of: short)
        else { continue }
        if fit > best { found = [] }
        best = fit
        found.append(full)
      }
      guard let one = found.first else { continue }
      if found.allSatisfy({ root($0) == root(one) }) {
        join(short, to: one)
      } else if type == .organization,
        let home = found.first(where: { forms[$0].place?.canonical == "中国" }), best == 4
      {
        // 商务部 beside 美国商务部 and 中国商务部: without a country it is the reader's own.
        join(short, to: home)
      } else if type == .person, let start = forms[short].names.first,
        let nearest = found.max(by: { last($0, before: start) < last($1, before: start) }),
        last(nearest, before: start) >= 0
      {
        join(short, to: nearest)
      }
    }
  }

  /// Whether a full name is brought in as a relative's of somebody who was named by the family name
  /// before: 韦德 … 他的儿子哈里·韦德. The family name goes on to mean the first.
  private func isRelative(_ full: Int, of short: Int) -> Bool {
    guard forms[full].parts.count > 1, forms[short].parts.count == 1,
      forms[full].parts.last?.elementsEqual(forms[short].units) == true,
      let first = forms[full].names.first, let named = forms[short].names.first, named < first
    else { return false }
    let start = names[first].span.start
    let before = article.units[max(0, start - 3)..<start]
    return Self.relatives.contains { before.ends(with: $0) }
  }

  private static let relatives = [
    "儿子", "之子", "其子", "次子", "长子", "幼子", "女儿", "之女", "其女", "长女", "妻子", "之妻", "其妻", "夫人", "丈夫", "父亲",
    "母亲", "弟弟", "哥哥", "妹妹", "姐姐", "兄弟", "侄子", "孙子", "孙女", "前妻", "前夫",
  ].map { Array($0.utf16) }

  /// The last name of a form before another name, -1 when it comes only after.
  private func last(_ form: Int, before name: Int) -> Int {
    forms[form].names.last { $0 < name } ?? -1
  }

  func entities() -> [Entity] {
    var members = [[Int]](repeating: [], count: forms.count)
    var order: [Int] = []
    for index in forms.indices {
      let root = root(index)
      if members[root].isEmpty { order.append(root) }
      members[root].append(index)
    }
    var sentence = 0
    let sentenceOf = names.map { name -> Int in
      while sentence + 1 < article.sentences.count,
        article.sentences[sentence + 1].span.start <= name.span.start
      {
        sentence += 1
      }
      return sentence
    }
    return order.enumerated().map { number, root in
      entity(number + 1, members[root], sentenceOf)
    }
  }

  /// The entity of forms that are joined.
  private func entity(_ number: Int, _ members: [Int], _ sentenceOf: [Int]) -> Entity {
    let type = forms[members[0]].type
    let full =
      members.max { a, b in
        (hasHan(a) ? 1 : 0, forms[a].units.count, -a) < (
          hasHan(b) ? 1 : 0, forms[b].units.count, -b
        )
      } ?? members[0]
    let name = originalText(of: full)
    var aliases: [String] = []
    for member in members where member != full {
      let text = originalText(of: member)
      if text != name, !aliases.contains(text) { aliases.append(text) }
    }
    var mentions: [Mention] = []
    for member in members {
      let kind: Mention.Kind =
        member == full ? .name : type == .organization ? .abbreviation : .alias
      for index in forms[member].names {
        mentions.append(
          Mention(
            span: names[index].span, kind: kind, sentence: sentenceOf[index],
            confidence: names[index].confidence))
      }
    }
    if members.count > 1 { mentions.sort { $0.span < $1.span } }
    let entry = members.first { forms[$0].entry != nil }.flatMap { forms[$0].entry }
    return Entity(
      id: "e\(number)", key: type.rawValue + ":" + (entry?.canonical ?? canonical(full)),
      type: type,
      subtype: entry?.subtype ?? Subtypes.subtype(of: forms[full].units, type), name: name,
      aliases: aliases, mentions: mentions)
  }

  /// The name that stands for a form in keys: with its country in full, 俄国防部 as 俄罗斯国防部.
  private func canonical(_ form: Int) -> String {
    guard let place = forms[form].place else { return forms[form].surface.text }
    let rest = forms[form].units.dropFirst(place.length)
    return rest.isEmpty ? forms[form].surface.text : place.canonical + String(utf16: rest)
  }

  private func originalText(of form: Int) -> String {
    article.reading.originalText(names[forms[form].names[0]].span)
  }

  private func hasHan(_ form: Int) -> Bool { forms[form].units.contains(where: \.isHan) }
}
