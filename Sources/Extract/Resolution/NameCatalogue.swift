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
  }

  /// By form.
  private(set) var places: [String: Entry] = [:]
  private(set) var organisations: [String: Entry] = [:]
  /// A country by the one character that abbreviates it: 美 → 美国.
  private(set) var abbreviations: [Character: String] = [:]

  init() {
    addCountries()
    addPlaces("places_china")
    addPlaces("places_world")
    for row in Knowledge("organisations")?.rows ?? [] where row.count >= 2 {
      for group in row[1].split(separator: " ") {
        let forms = group.split(separator: "=").map { $0.hasSuffix("~") ? $0.dropLast() : $0 }
        guard let canonical = forms.first else { continue }
        for form in forms {
          organisations[String(form)] = Entry(
            canonical: String(canonical), subtype: String(row[0]))
        }
      }
    }
  }

  private mutating func addCountries() {
    var names: [String: String] = [:]
    for row in Knowledge("countries")?.rows ?? [] where row.count >= 4 {
      let canonical = String(row[1])
      names[String(row[0])] = canonical
      let entry = Entry(canonical: canonical, subtype: "country")
      places[canonical] = entry
      for form in row[2].split(separator: " ") where form != "-" { places[String(form)] = entry }
      if row[3] != "-", let character = row[3].first {
        abbreviations[character] = canonical
        places[String(character)] = entry
        places[String(character) + "方"] = entry
        places[String(character) + "国"] = places[String(character) + "国"] ?? entry
      }
    }
    for region in TextServices.regions {
      guard let name = TextServices.regionName(region) else { continue }
      places[name] =
        places[name] ?? Entry(canonical: names[region] ?? name, subtype: "country")
    }
  }

  private mutating func addPlaces(_ file: String) {
    for row in Knowledge(file)?.rows ?? [] where row.count >= 2 {
      for group in row[1].split(separator: " ") {
        let forms = group.split(separator: "=")
        guard let canonical = forms.first else { continue }
        for form in forms where places[String(form)] == nil {
          places[String(form)] = Entry(canonical: String(canonical), subtype: String(row[0]))
        }
      }
    }
  }

  /// The country or place that an organisation's name begins with, and how long it is written:
  /// 美国国务院 → 美国 (2), 俄国防部 → 俄罗斯 (1).
  func leadingPlace(of name: [Character]) -> (canonical: String, length: Int)? {
    for length in stride(from: min(7, name.count - 2), to: 1, by: -1) {
      if let entry = places[String(name[..<length])] { return (entry.canonical, length) }
    }
    guard name.count >= 3, let country = abbreviations[name[0]],
      // 中国国防部 is 中国 + 国防部, 中央 is no place.
      !"央共心国".contains(name[1])
    else { return nil }
    return (country, 1)
  }
}
