import Values

/// Whether a person is a man or a woman, by their name, and which office persons of public life hold.
struct PublicPersons: Sendable {
  enum Gender: Sendable { case he, she }

  /// An office with the country, in the words of the knowledge file.
  struct Office: Sendable {
    var title: Substring
    var country: Substring
  }

  private var genders: [Substring: Gender] = [:]
  private var endings: [Character: Gender] = [:]
  private var offices: [Substring: Office] = [:]

  init() {
    for row in Knowledge("persons")?.rows ?? [] where row.count == 2 {
      let kinds = row[1].words()
      switch kinds.first {
      case "he": genders[row[0]] = .he
      case "she": genders[row[0]] = .she
      case "he_last": row[0].first.map { endings[$0] = .he }
      case "she_last": row[0].first.map { endings[$0] = .she }
      default: break
      }
      if kinds.count == 3 { offices[row[0]] = Office(title: kinds[1], country: kinds[2]) }
    }
  }

  /// What a person's names say. `firm` is false for what only a Chinese given name suggests.
  func gender(of entity: Entity) -> (gender: Gender, firm: Bool)? {
    for name in [entity.name] + entity.aliases.prefix(Self.mostAliases) {
      if let known = genders[name[...]] { return (known, true) }
      let parts = name.split(whereSeparator: { $0 == "·" || $0 == " " || $0 == "•" })
      if parts.count > 1, let first = parts.first {
        if let known = genders[first] { return (known, true) }
      }
    }
    guard (2...3).contains(entity.name.utf16.count), entity.name.utf16.allSatisfy(\.isHan),
      let last = entity.name.last, let known = endings[last]
    else { return nil }
    return (known, false)
  }

  /// The office of a person of public life.
  func office(of entity: Entity) -> Office? {
    for name in [entity.name] + entity.aliases.prefix(Self.mostAliases) {
      if let known = offices[name[...]] { return known }
      let parts = name.split(whereSeparator: { $0 == "·" || $0 == " " || $0 == "•" })
      if parts.count > 1, let last = parts.last, let known = offices[last] { return known }
    }
    return nil
  }

  /// So many of a person's names are looked at.
  private static let mostAliases = 6
}
