/// The words that statements are read by: cues, and what stands in and around their sources.
///
/// Every word has at most four UTF-16 units, so that it packs into one integer; a flat table with
/// open addressing finds it, and two byte tables indexed by the code unit tell in the one pass over
/// the text where looking is worth while at all.
struct StatementLexicon: Sendable {
  /// What a word can be; one word may be several things.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt64
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
    /// 据, 根据: opens what a statement rests on.
    static let evidential = Kinds(rawValue: 1 << 24)
    /// 没有, 尚未, 被: the cue after it is no statement.
    static let negation = Kinds(rawValue: 1 << 25)
    /// 直接, 明确: between a negation and its cue.
    static let manner = Kinds(rawValue: 1 << 26)
    /// 退出, 成立: what is announced is an act.
    static let act = Kinds(rawValue: 1 << 27)
    /// 此外, 目前: opens a sentence that goes on with what was reported.
    static let continuation = Kinds(rawValue: 1 << 28)
    /// 推特, 发帖
    static let social = Kinds(rawValue: 1 << 29)
    /// 采访, 受访
    static let interview = Kinds(rawValue: 1 << 30)
    /// 撰文, 社论
    static let writing = Kinds(rawValue: 1 << 31)
    /// Before or after quotation marks, by the reason that they give.
    static let beforeTitle = Kinds(rawValue: 1 << 32)
    static let afterTitle = Kinds(rawValue: 1 << 33)
    static let beforeSlogan = Kinds(rawValue: 1 << 34)
    static let afterSlogan = Kinds(rawValue: 1 << 35)
    static let beforeNickname = Kinds(rawValue: 1 << 36)
    static let afterNickname = Kinds(rawValue: 1 << 37)
    static let beforeScare = Kinds(rawValue: 1 << 38)
    static let event = Kinds(rawValue: 1 << 39)
    static let named = Kinds(rawValue: 1 << 40)
    static let medium: Kinds = [.social, .interview, .writing]
    /// 办公室, 公司: a body, never a person's title.
    static let body = Kinds(rawValue: 1 << 41)
    /// 来到, 引发: takes an object, modifies no noun.
    static let verb = Kinds(rawValue: 1 << 42)
    /// 侨胞, 小组: a noun that can speak.
    static let voice = Kinds(rawValue: 1 << 43)
    static let pronoun: Kinds = [.he, .she, .they, .it, .we]

    static let byName: [Substring: Kinds] = [
      "he": .he, "she": .she, "they": .they, "it": .it, "we": .we, "role": .role,
      "document": .document, "outlet": .outlet, "media": .media,
      "demonstrative": .demonstrative, "label": .label, "lead": .lead, "adverb": .adverb,
      "tail": .tail, "issued": .issued, "issue": .issue, "opener": .opener, "closer": .closer,
      "address": .address, "address_form": .addressForm, "office": .office,
      "surname": .surname, "foreign": .foreign, "body": .body,
      "evidential": .evidential, "negation": .negation, "manner": .manner, "act": .act,
      "continuation": .continuation, "social": .social, "interview": .interview,
      "writing": .writing, "before_title": .beforeTitle, "after_title": .afterTitle,
      "before_slogan": .beforeSlogan, "after_slogan": .afterSlogan,
      "before_nickname": .beforeNickname, "after_nickname": .afterNickname,
      "before_scare": .beforeScare, "event": .event, "named": .named, "verb": .verb,
      "voice": .voice,
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

    /// As it is written in cues.txt.
    var name: String { Self.names[rawValue] }

    private static let names = [
      "none", "optional", "colon", "evidence", "report", "clausemark", "clause", "mark", "strong",
    ]
  }

  struct CueWord: Sendable {
    var cueClass: String
    var strength: Strength
    /// Said or thought, rather than announced, asked, denied …
    var speaks: Bool
    /// 告诉, 警告: whom it is told may follow the cue.
    var takesAddressee: Bool
  }

  private(set) var cueWords: [CueWord] = []
  /// The first units of the words that name a medium.
  private var mediumFirst: Set<UInt16> = []
  /// For each code unit the lengths (bit n: n + 1 units) of the cues and non-cues it begins.
  private(set) var cueLengths = [UInt8](repeating: 0, count: 1 << 16)
  private var keys: [UInt64]
  private var kinds: [Kinds]
  private var cues: [Int16]
  private let mask: Int

  /// Reads the embedded files `cues`, `sources` and `statement_words`.
  init() {
    let cueRows = Knowledge("cues")?.rows ?? []
    let sourceRows = Knowledge("sources")?.rows ?? []
    let wordRows = Knowledge("statement_words")?.rows ?? []
    var capacity = 1024
    while capacity < 3 * (cueRows.count + sourceRows.count + wordRows.count) { capacity *= 2 }
    mask = capacity - 1
    keys = [UInt64](repeating: 0, count: capacity)
    kinds = [Kinds](repeating: [], count: capacity)
    cues = [Int16](repeating: -1, count: capacity)
    for row in sourceRows + wordRows where row.count >= 2 {
      guard let kind = Kinds.byName[row[1]], let slot = insert(row[0]) else { continue }
      kinds[slot].insert(kind)
      if !kind.isDisjoint(with: [.medium, .issued]) {
        mediumFirst.formUnion(row[0].utf16.prefix(1))
      }
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
      cueWords.append(
        CueWord(
          cueClass: String(row[1]), strength: strength,
          speaks: row[1] == "say" || row[1] == "think",
          takesAddressee: Self.takers.contains(row[0])))
      let units = Array(row[0].utf16)
      cueLengths[Int(units[0])] |= 1 << UInt8(units.count - 1)
    }
  }

  private static let takers: Set<Substring> = [
    "告诉", "告知", "提醒", "警告", "回复", "答复", "安慰", "劝说", "告诫", "回应", "透露", "提示", "温馨提示",
    "温馨提醒",
  ]

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

  /// Whether a word that names a medium, or a document, can begin with the unit.
  func opensMedium(_ unit: UInt16) -> Bool { mediumFirst.contains(unit) }

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
