/// The words that statements are read by: cues, and what stands in and around their sources.
///
/// Every word has at most four UTF-16 units, so that it packs into one integer; a flat table with
/// open addressing finds it, and two byte tables indexed by the code unit tell in the one pass over
/// the text where looking is worth while at all.
struct StatementLexicon: Sendable {
  /// What a word can be; one word may be several things.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt32
    static let cue = Kinds(rawValue: 1 << 0)
    static let he = Kinds(rawValue: 1 << 1)
    static let she = Kinds(rawValue: 1 << 2)
    static let they = Kinds(rawValue: 1 << 3)
    static let it = Kinds(rawValue: 1 << 4)
    static let we = Kinds(rawValue: 1 << 5)
    static let role = Kinds(rawValue: 1 << 6)
    static let document = Kinds(rawValue: 1 << 7)
    static let outlet = Kinds(rawValue: 1 << 8)
    static let media = Kinds(rawValue: 1 << 9)
    static let demonstrative = Kinds(rawValue: 1 << 10)
    static let label = Kinds(rawValue: 1 << 11)
    static let lead = Kinds(rawValue: 1 << 12)
    static let adverb = Kinds(rawValue: 1 << 13)
    static let tail = Kinds(rawValue: 1 << 14)
    static let issued = Kinds(rawValue: 1 << 15)
    static let issue = Kinds(rawValue: 1 << 16)
    static let opener = Kinds(rawValue: 1 << 17)
    static let closer = Kinds(rawValue: 1 << 18)
    static let address = Kinds(rawValue: 1 << 19)
    /// 先生, 女士: only after a name.
    static let addressForm = Kinds(rawValue: 1 << 20)
    /// 总统, 市长: one person at a time.
    static let office = Kinds(rawValue: 1 << 21)
    static let surname = Kinds(rawValue: 1 << 22)
    /// A character that writes a sound of a foreign name.
    static let foreign = Kinds(rawValue: 1 << 23)
    static let evidential = Kinds(rawValue: 1 << 24)
    static let pronoun: Kinds = [.he, .she, .they, .it, .we]

    static let named: [Substring: Kinds] = [
      "he": .he, "she": .she, "they": .they, "it": .it, "we": .we, "role": .role,
      "document": .document, "outlet": .outlet, "media": .media,
      "demonstrative": .demonstrative, "label": .label, "lead": .lead, "adverb": .adverb,
      "tail": .tail, "issued": .issued, "issue": .issue, "opener": .opener, "closer": .closer,
      "address": .address, "address_form": .addressForm, "office": .office,
      "surname": .surname, "foreign": .foreign,
      "address": .address, "evidential": .evidential,
    ]
  }

  /// What must stand around a cue for it to be one.
  enum Strength: Int, Sendable, Comparable {
    case none, optional, colon, evidence, report, clausemark, clause, mark, strong

    /// Content may follow without a mark.
    var atOnce: Bool { self == .clause || self == .strong }
    /// A source must stand in the clause.
    var needsSource: Bool { self == .clause || self == .clausemark }

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }

  struct CueWord: Sendable {
    var cueClass: String
    var strength: Strength
  }

  private(set) var cueWords: [CueWord] = []
  /// For each code unit the lengths (bit n: n + 1 units) of the cues and non-cues it begins.
  private(set) var cueLengths = [UInt8](repeating: 0, count: 1 << 16)
  private var keys: [UInt64]
  private var kinds: [Kinds]
  private var cues: [Int16]
  private let mask: Int

  /// Reads the embedded files `cues` and `sources`.
  init() {
    let cueRows = Knowledge("cues")?.rows ?? []
    let sourceRows = Knowledge("sources")?.rows ?? []
    var capacity = 1024
    while capacity < 3 * (cueRows.count + sourceRows.count) { capacity *= 2 }
    mask = capacity - 1
    keys = [UInt64](repeating: 0, count: capacity)
    kinds = [Kinds](repeating: [], count: capacity)
    cues = [Int16](repeating: -1, count: capacity)
    for row in sourceRows where row.count >= 2 {
      guard let kind = Kinds.named[row[1]], let slot = insert(row[0]) else { continue }
      kinds[slot].insert(kind)
    }
    let strengths: [Substring: Strength] = [
      "strong": .strong, "mark": .mark, "clause": .clause, "clausemark": .clausemark,
      "colon": .colon, "report": .report, "evidence": .evidence,
      "optional": .optional, "none": .none,
    ]
    for row in cueRows where row.count >= 3 {
      guard let strength = strengths[row[2]], let slot = insert(row[0]) else { continue }
      kinds[slot].insert(.cue)
      cues[slot] = Int16(cueWords.count)
      cueWords.append(CueWord(cueClass: String(row[1]), strength: strength))
      let units = Array(row[0].utf16)
      cueLengths[Int(units[0])] |= 1 << UInt8(units.count - 1)
    }
  }

  private mutating func insert(_ word: Substring) -> Int? {
    let units = Array(word.utf16)
    guard (1...4).contains(units.count) else { return nil }
    let key = units.reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    var slot = Self.hash(key) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    keys[slot] = key
    return slot
  }

  @inline(__always) private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  @inline(__always) private func slot(of key: UInt64) -> Int? {
    var slot = Self.hash(key) & mask
    while keys[slot] != 0 {
      if keys[slot] == key { return slot }
      slot = (slot + 1) & mask
    }
    return nil
  }

  func kinds(of units: ArraySlice<UInt16>) -> Kinds {
    guard (1...4).contains(units.count) else { return [] }
    return slot(of: units.reduce(UInt64(0)) { $0 << 16 | UInt64($1) }).map { kinds[$0] } ?? []
  }

  func kinds(of unit: UInt16) -> Kinds { slot(of: UInt64(unit)).map { kinds[$0] } ?? [] }

  /// The cue word that the packed units are, nil when they are none.
  @inline(__always) func cue(_ key: UInt64) -> Int? {
    guard let slot = slot(of: key), cues[slot] >= 0 else { return nil }
    return Int(cues[slot])
  }

  /// The longest word of the kind that ends at `end`, not before `limit`; 0 when there is none.
  func longest(_ kind: Kinds, endingAt end: Int, from limit: Int, in units: [UInt16]) -> Int {
    var length = min(4, end - limit)
    while length > 0 {
      if !kinds(of: units[end - length..<end]).isDisjoint(with: kind) { return length }
      length -= 1
    }
    return 0
  }

  /// The longest word of the kind that begins at `start`, not past `limit`; 0 when there is none.
  func longest(_ kind: Kinds, startingAt start: Int, to limit: Int, in units: [UInt16]) -> Int {
    var length = min(4, limit - start)
    while length > 0 {
      if !kinds(of: units[start..<start + length]).isDisjoint(with: kind) { return length }
      length -= 1
    }
    return 0
  }
}
