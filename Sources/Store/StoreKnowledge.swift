import CKnowledge

/// The entries of an embedded knowledge file of version 1; none when there is no such file.
struct EmbeddedLines {
  let lines: [Substring]

  init(_ name: String) {
    var length = 0
    guard let bytes = cknowledge_file(name, &length) else {
      lines = []
      return
    }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    let all = text.split(separator: "\n")
    lines =
      all.first == "# knowledge \(name) 1" ? all.dropFirst().filter { !$0.hasPrefix("#") } : []
  }

  /// All characters of the entries.
  var scalars: Set<Unicode.Scalar> { Set(lines.flatMap(\.unicodeScalars)) }

  /// The columns of the entries whose first column is `kind`, without it.
  func rows(_ kind: String) -> [[Substring]] {
    lines.compactMap { line in
      let columns = line.split(separator: "\t")
      return columns.first.map(String.init) == kind ? Array(columns.dropFirst()) : nil
    }
  }

  /// The words of those entries, separated by blanks.
  func words(_ kind: String) -> [String] {
    rows(kind).flatMap { $0.joined(separator: " ").split(separator: " ") }.map(String.init)
  }
}

/// How press in different places writes the names of persons whom all write about.
enum Transliterations {
  /// The key that each form's key stands for.
  static let keys: [String: String] = {
    var keys: [String: String] = [:]
    for line in EmbeddedLines("transliterations").lines {
      let forms = line.split(separator: "\t")
      guard let first = forms.first else { continue }
      for form in forms.dropFirst() { keys["person:\(form)"] = "person:\(first)" }
    }
    return keys
  }()
}

/// Cities of China with and without 市.
enum CityNames {
  /// The key without 市 that the key with it stands for: 南京市, 南京.
  static let keys: [String: String] = {
    let others = Set(EmbeddedLines("place_namesakes").words("other"))
    var keys: [String: String] = [:]
    // 吉林市 stands in the list with its 市: 吉林 is the province.
    let cities = EmbeddedLines("places_china").words("city")
    let known = Set(cities)
    for city in cities where !city.contains("=") && !others.contains(city) {
      if !known.contains(city + "市") { keys["place:\(city)市"] = "place:\(city)" }
    }
    return keys
  }()
}

/// Districts that more cities than one have: 朝阳区, 高新区.
struct PlaceNamesakes {
  private let cities: [String: [String]]
  private let everywhere: Set<String>

  init() {
    let lines = EmbeddedLines("place_namesakes")
    everywhere = Set(lines.words("any"))
    var cities: [String: [String]] = [:]
    for row in lines.rows("district") {
      let words = row.joined(separator: " ").split(separator: " ").map(String.init)
      if let name = words.first { cities[name] = Array(words.dropFirst()) }
    }
    self.cities = cities
  }

  /// - Parameter company: the keys of the article's places.
  func scope(of name: String, _ company: Set<String>) -> NameProfile.Scope {
    if everywhere.contains(name) { return .document }
    guard let cities = cities[name] else { return .everywhere }
    let named = cities.filter { city in
      company.contains("place:\(city)") || company.contains("place:\(city)市")
    }
    // Two of them in one text may both be meant.
    return named.count == 1 ? .city(named[0]) : .document
  }
}

/// Names of bodies that every province, county or company has one of: 市委, 区工商联, 教育局.
struct GenericBodies {
  private let levels: [String]
  private let bodies: Set<String>
  private let others: [String]

  init() {
    let lines = EmbeddedLines("generic_bodies")
    levels = lines.words("level")
    bodies = Set(lines.words("body"))
    others = lines.words("not")
  }

  func contains(_ name: String) -> Bool {
    if bodies.contains(name) { return true }
    guard let level = levels.first(where: name.hasPrefix) else { return false }
    // 市教育局, but not 州立大学, nor the city of 乡城.
    let rest = name.dropFirst(level.count)
    return rest.count >= 1 && !others.contains(where: name.hasPrefix)
      && (bodies.contains(String(rest)) || rest.last.map { "委局厅办院会部处所站心队联校社".contains($0) } == true)
  }
}

/// How many people of a name are to be expected, by how common its characters are.
struct NameFrequencies {
  private let family: [Unicode.Scalar: Double]
  private let given: [Unicode.Scalar: Double]
  private let familyNames = EmbeddedLines("family_names").scalars

  /// Binary logarithm of how many people there are that news may name: measured, over 13,000 articles,
  /// as the number at which persons of one name are as many as readers find.
  private static let people = 16.6
  /// Bits of a character that is not in the table.
  private static let rare = (family: 14.0, given: 15.0)
  /// Two in thirteen Chinese names have two characters.
  private static let ofTwo = 2.7
  private static let ofThree = 0.25

  init() {
    let lines = EmbeddedLines("name_characters")
    func table(_ kind: String) -> [Unicode.Scalar: Double] {
      var bits: [Unicode.Scalar: Double] = [:]
      for row in lines.rows(kind) where row.count == 2 {
        for scalar in row[1].unicodeScalars { bits[scalar] = Double(String(row[0])) }
      }
      return bits
    }
    family = table("family")
    given = table("given")
  }

  /// Binary logarithm of the number of people of that name; nil for a name in full that is a
  /// foreigner's (唐纳德·特朗普, Jeff Dobson): hardly two of them are in the news.
  func expected(_ name: String) -> Double? {
    let scalars = Array(name.unicodeScalars)
    guard let first = scalars.first, !scalars.contains(where: { $0 == "·" || $0 == " " }) else {
      return nil
    }
    guard scalars.allSatisfy({ 0x4E00...0x9FFF ~= $0.value }) else { return 0 }
    if familyNames.contains(first), 2...3 ~= scalars.count {
      let bits = scalars.dropFirst().reduce(family[first] ?? Self.rare.family) {
        $0 + (given[$1] ?? Self.rare.given)
      }
      return Self.people - bits - (scalars.count == 2 ? Self.ofTwo : Self.ofThree)
    }
    // The family name of a foreigner alone (威利斯): the longer, the fewer have it.
    switch scalars.count {
    case ...2: return 1.6
    case 3: return 0
    case 4: return -1.3
    default: return -2.3
    }
  }
}

/// Whether a name stands in a byline, a caption or an imprint.
struct BylineContext {
  private let before: [[UInt16]]
  private let behind: [[UInt16]]

  /// As far as a list of names before this one reaches.
  private static let reach = 24
  private static let stops = Set("，。；！？“”\n".utf16)
  private static let separators = Set("、 \u{A0}\u{2002}\u{2003}\u{2005}\u{3000}/／|丨：:（(".utf16)

  init() {
    let lines = EmbeddedLines("byline_words")
    before = lines.words("before").map { Array($0.utf16) }
    behind = lines.words("behind").map { Array($0.utf16) }
  }

  /// - Parameter units: the article's reading, in which the name stands from `start` to `end`.
  func holds(_ units: [UInt16], _ start: Int, _ end: Int) -> Bool {
    var after = end
    while after < units.count, after < end + 3, units[after] == 0x20 || units[after] == 0x3000 {
      after += 1
    }
    if behind.contains(where: { units[after...].starts(with: $0) }) { return true }
    let first = max(0, start - Self.reach)
    let window = units[first..<start]
    let from = window.lastIndex(where: Self.stops.contains).map { $0 + 1 } ?? first
    // 编辑：李四, 记者 张三 李四; not 记者从李四处获悉.
    for word in before {
      var position = start - word.count
      while position >= from {
        if units[position...].starts(with: word) {
          let gap = position + word.count
          if gap == start || Self.separators.contains(units[start - 1]) { return true }
        }
        position -= 1
      }
    }
    // （张三）
    return start > 0 && end < units.count && Self.opens(units[start - 1]) && Self.closes(units[end])
      && end - start <= 3
  }

  private static func opens(_ unit: UInt16) -> Bool { unit == 0x28 || unit == 0xFF08 }
  private static func closes(_ unit: UInt16) -> Bool { unit == 0x29 || unit == 0xFF09 }
}
