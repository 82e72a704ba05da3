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
    var linking = EntityLinking(catalogue: catalogue, article: article)
    linking.group(names)
    linking.linkBrackets()
    linking.linkForms()
    return linking.entities()
  }
}

/// The names of one article on their way to entities.
private struct EntityLinking {
  /// All names of one type with one surface form.
  struct Form {
    var text: String
    var type: EntityType
    /// Indices of its names, ascending.
    var names: [Int]
    /// Index of the form that it is joined to; its own when to none.
    var parent: Int
  }

  let catalogue: NameCatalogue
  let article: SegmentedArticle
  var names: [NameSpan] = []
  var forms: [Form] = []

  /// Every further form is compared with all before it; no article has so many names, but a
  /// directory of thousands should not cost minutes.
  private static let mostForms = 1_500

  init(catalogue: NameCatalogue, article: SegmentedArticle) {
    self.catalogue = catalogue
    self.article = article
  }

  mutating func group(_ found: [NameSpan]) {
    names = found
    var indices: [EntityType: [String: Int]] = [:]
    for (index, name) in names.enumerated() {
      let text = Self.folded(article.text(name.span))
      if let form = indices[name.type]?[text] {
        forms[form].names.append(index)
      } else {
        indices[name.type, default: [:]][text] = forms.count
        forms.append(Form(text: text, type: name.type, names: [index], parent: forms.count))
      }
    }
  }

  /// Without the spaces and line ends that layout puts into names; Latin names keep theirs.
  private static func folded(_ text: String) -> String {
    guard text.utf16.contains(where: { $0 <= 0x20 }),
      text.unicodeScalars.contains(where: { $0.value >= 0x3400 })
    else { return text }
    return text.filter { !$0.isWhitespace }
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
      let between = article.text(Span(before.span.end, name.span.start))
      let names = between.drop { $0 == " " }
      let isGloss = name.type != .place && (names == "（" || names == "（“")
      guard isGloss || (names.hasPrefix("（") && names.contains("简称")) else { continue }
      // （王某, 李某） lists others; a gloss fills its brackets.
      let after = name.span.end < article.units.count ? article.units[name.span.end] : 0
      guard after == 0xFF09 || after == 0x201D || after == 0xFF0C else { continue }
      guard name.type != .person || isLatin(name.span) != isLatin(before.span) else { continue }
      join(formOf[next], to: formOf[next - 1])
    }
  }

  private func isLatin(_ span: Span) -> Bool { article.units[span.start] < 0x250 }

  mutating func linkForms() {
    guard forms.count <= Self.mostForms else { return }
    linkCatalogued()
    linkPlaces()
    let organisations = OrganisationForms(catalogue: catalogue)
    link(.organization) { organisations.fit($0, in: $1) }
    link(.person) { PersonForms.fit($0, in: $1) }
  }

  private mutating func linkCatalogued() {
    var first: [String: Int] = [:]
    for index in forms.indices {
      let form = forms[index]
      let entry: NameCatalogue.Entry? =
        switch form.type {
        case .person: nil
        case .organization: catalogue.organisations[form.text]
        case .place:
          catalogue.places[form.text] ?? catalogue.places[PlaceForms.withoutSide(form.text)]
        }
      guard let entry else { continue }
      let key = form.type.rawValue + entry.canonical
      if let other = first[key] { join(index, to: other) } else { first[key] = index }
    }
  }

  private mutating func linkPlaces() {
    let places = forms.indices.filter { forms[$0].type == .place }
    for short in places {
      let full = places.filter { PlaceForms.isShort(forms[short].text, of: forms[$0].text) }
      if full.count == 1 { join(short, to: full[0]) }
    }
  }

  /// Joins every form to the one that it is a shorter form of.
  private mutating func link(_ type: EntityType, _ fit: (String, String) -> Int?) {
    let candidates = forms.indices.filter { forms[$0].type == type }
    for short in candidates {
      var best = 0
      var found: [Int] = []
      for full in candidates where full != short && root(full) != root(short) {
        guard let fit = fit(forms[short].text, forms[full].text), fit >= best else { continue }
        if fit > best { found = [] }
        best = fit
        found.append(full)
      }
      var roots: [Int] = []
      for full in found where !roots.contains(root(full)) { roots.append(root(full)) }
      if roots.count == 1 {
        join(short, to: roots[0])
      } else if type == .person, let start = forms[short].names.first,
        let nearest = found.max(by: { last($0, before: start) < last($1, before: start) }),
        last(nearest, before: start) >= 0
      {
        join(short, to: nearest)
      }
    }
  }

  /// The last name of a form before another name, -1 when it comes only after.
  private func last(_ form: Int, before name: Int) -> Int {
    forms[form].names.last { $0 < name } ?? -1
  }

  func entities() -> [Entity] {
    var members: [Int: [Int]] = [:]
    var order: [Int] = []
    for index in forms.indices {
      let root = root(index)
      if members[root] == nil { order.append(root) }
      members[root, default: []].append(index)
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
      entity(number + 1, members[root] ?? [root], sentenceOf)
    }
  }

  private func entity(_ number: Int, _ members: [Int], _ sentenceOf: [Int]) -> Entity {
    let type = forms[members[0]].type
    let entry = members.lazy.compactMap { member -> NameCatalogue.Entry? in
      let text = forms[member].text
      switch type {
      case .person: return nil
      case .organization: return catalogue.organisations[text]
      case .place: return catalogue.places[text] ?? catalogue.places[PlaceForms.withoutSide(text)]
      }
    }.first
    let full =
      members.max { a, b in
        (isChinese(a) ? 1 : 0, forms[a].text.count, -a) < (
          isChinese(b) ? 1 : 0, forms[b].text.count, -b
        )
      } ?? members[0]
    var texts: [String] = []
    for member in members {
      for name in forms[member].names {
        let text = article.reading.originalText(names[name].span)
        if !texts.contains(text) { texts.append(text) }
      }
    }
    let name = article.reading.originalText(names[forms[full].names[0]].span)
    let mentions = members.flatMap { member in
      forms[member].names.map { index in
        Mention(
          span: names[index].span,
          kind: member == full ? .name : type == .organization ? .abbreviation : .alias,
          sentence: sentenceOf[index], confidence: names[index].confidence)
      }
    }.sorted { $0.span < $1.span }
    let canonical = entry?.canonical ?? forms[full].text
    return Entity(
      id: "e\(number)", key: type.rawValue + ":" + canonical, type: type,
      subtype: entry?.subtype ?? Subtypes.subtype(of: forms[full].text, type), name: name,
      aliases: texts.filter { $0 != name }, mentions: mentions)
  }

  private func isChinese(_ form: Int) -> Bool {
    forms[form].text.unicodeScalars.contains { $0.value >= 0x3400 }
  }
}
