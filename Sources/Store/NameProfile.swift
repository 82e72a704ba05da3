/// What an entity's name says by itself, before any evidence and decision: worked out where the document
/// is extracted, on any thread.
struct NameProfile: Sendable {
  /// Whether the name is known in one document only: 王某, 李女士, 市委.
  let isLocal: Bool
  /// Binary logarithm of how many people of the name are to be expected; nil for a name that needs no
  /// evidence.
  let namesakes: Double?

  private static let frequencies = NameFrequencies()
  private static let generic = GenericBodies()

  init(key: String, type: String) {
    let name = EntityKey.name(key)
    switch type {
    case "person":
      isLocal = Self.isPartial(name)
      namesakes = isLocal ? nil : Self.frequencies.expected(name)
    case "organization":
      isLocal = Self.generic.contains(name)
      namesakes = nil
    default:
      isLocal = false
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
