import ICU
import Values

/// What is known of names beforehand: which forms name the same place or organisation, and of what
/// kind it is.
///
/// Countries come from CLDR through ICU, with the news' own forms and one-character abbreviations from
/// `countries.txt`; provinces, cities and waters from `places_china.txt` and `places_world.txt`; bodies
/// from `organisations.txt`.
struct NameCatalogue: Sendable {
  struct Entry: Sendable {
    /// The form that stands for all in keys.
    var canonical: String
    var subtype: String
    /// The canonical form as a key.
    let key: Surface

    init(canonical: String, subtype: String) {
      (self.canonical, self.subtype, key) = (canonical, subtype, Surface(canonical))
    }
  }

  private(set) var places: [Surface: Entry] = [:]
  private(set) var organisations: [Surface: Entry] = [:]
  /// The first two units of every place: most names of organisations begin with none.
  private var beginnings: Set<UInt32> = []
  /// A country by the one character that abbreviates it: 美 → 美国.
  private var abbreviations: [UInt16: String] = [:]

  init() {
    addCountries()
    addPlaces("places_china")
    addPlaces("places_world")
    for place in places.keys where place.count >= 2 {
      beginnings.insert(UInt32(place.units[0]) << 16 | UInt32(place.units[1]))
    }
    for row in Knowledge("organisations")?.rows ?? [] where row.count >= 2 {
      for group in row[1].words() {
        // A form that ends in ~ is a name only in some contexts; it is catalogued without the mark.
        let forms = group.words(separatedBy: UInt8(ascii: "=")).map {
          $0.utf8.last == UInt8(ascii: "~") ? $0.dropLast() : $0
        }
        guard let canonical = forms.first else { continue }
        let entry = Entry(canonical: String(canonical), subtype: String(row[0]))
        for form in forms { organisations[Surface(form)] = entry }
      }
    }
  }

  /// What is known of a name of a type; a country's side (俄方) is the country.
  func entry(for surface: Surface, _ type: EntityType) -> Entry? {
    switch type {
    case .person: return nil
    case .organization: return organisations[surface]
    case .place:
      if let entry = places[surface] { return entry }
      guard surface.count > 1, surface.units.last == 0x65B9 else { return nil }  // 方
      return places[Surface(surface.units.dropLast())]
    }
  }

  /// The country that one character abbreviates: 俄 → 俄罗斯.
  func country(abbreviatedBy unit: UInt16) -> String? { abbreviations[unit] }

  private mutating func addCountries() {
    var names: [String: String] = [:]
    for row in Knowledge("countries")?.rows ?? [] where row.count >= 4 {
      let canonical = String(row[1])
      names[String(row[0])] = canonical
      let entry = Entry(canonical: canonical, subtype: "country")
      places[Surface(canonical)] = entry
      for form in row[2].words() where form != "-" { places[Surface(form)] = entry }
      if row[3] != "-", let unit = row[3].utf16.first {
        abbreviations[unit] = canonical
        places[Surface(row[3])] = entry
      }
    }
    for region in TextServices.regions {
      guard let name = TextServices.regionName(region) else { continue }
      let surface = Surface(name)
      places[surface] =
        places[surface] ?? Entry(canonical: names[region] ?? name, subtype: "country")
    }
  }

  private mutating func addPlaces(_ file: String) {
    for row in Knowledge(file)?.rows ?? [] where row.count >= 2 {
      for group in row[1].words() {
        let forms = group.words(separatedBy: UInt8(ascii: "=")).map { Surface($0) }
        guard let canonical = forms.first else { continue }
        let entry = Entry(canonical: canonical.text, subtype: String(row[0]))
        for form in forms where places[form] == nil { places[form] = entry }
      }
    }
  }

  /// The country or place that an organisation's name begins with, and how long it is written:
  /// 美国国务院 → 美国 (2), 俄国防部 → 俄罗斯 (1).
  func leadingPlace(of name: [UInt16]) -> (canonical: String, length: Int)? {
    let mayBegin = name.count >= 2 && beginnings.contains(UInt32(name[0]) << 16 | UInt32(name[1]))
    for length in stride(from: mayBegin ? min(7, name.count - 2) : 1, to: 1, by: -1) {
      if let entry = places[Surface(name[..<length])] { return (entry.canonical, length) }
    }
    guard name.count >= 3, let country = abbreviations[name[0]],
      // 中央, 中共, 中心 are no China; 日央行 is Japan's bank.
      !(name[0] == 0x4E2D && Self.noCountryBefore.contains(name[1]))
    else { return nil }
    return (country, 1)
  }

  private static let noCountryBefore = Set("央共心国".utf16)
}
