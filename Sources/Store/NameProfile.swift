/// What an entity's name says by itself and in its article, before any evidence and decision: worked out
/// where the document is extracted, on any thread.
struct NameProfile: Sendable {
  /// Where the name means one and the same.
  enum Scope: Sendable, Hashable {
    case everywhere
    /// In one document only: 王某, 李女士, 市委.
    case document
    /// In a city: 朝阳区.
    case city(String)
  }

  let scope: Scope
  /// Binary logarithm of how many people of the name are to be expected; nil for a name that needs no
  /// evidence.
  let namesakes: Double?

  private static let frequencies = NameFrequencies()
  private static let generic = GenericBodies()
  private static let places = PlaceNamesakes()

  /// - Parameter company: the keys of the article's places.
  init(key: String, type: String, company: Set<String>) {
    let name = EntityKey.name(key)
    switch type {
    case "person":
      scope = Self.isPartial(name) ? .document : .everywhere
      namesakes = scope == .everywhere ? Self.frequencies.expected(name) : nil
    case "organization":
      scope = Self.generic.contains(name) ? .document : .everywhere
      namesakes = nil
    default:
      scope = Self.places.scope(of: name, company)
      namesakes = nil
    }
  }

  /// Whether a person's name says too little to be the same person in another document: one
  /// character, 王某某, 李女士, 小陈, 老张, 阿明.
  static func isPartial(_ name: String) -> Bool {
    let characters = Array(name)
    guard characters.allSatisfy({ !$0.isASCII }), !characters.contains("·") else {
      return characters.count < 2
    }
    if characters.count < 2 || characters.contains("某") { return true }
    if characters.count == 2, "小老阿大".contains(characters[0]) { return true }
    return [
      "先生", "女士", "小姐", "太太", "老师", "同学", "大妈", "大爷", "师傅", "夫人", "婆婆", "奶奶", "爷爷", "阿姨", "大叔",
      "大娘", "叔叔", "老汉", "老伯",
    ].contains {
      name.hasSuffix($0) && characters.count <= 4
    }
  }
}
