import CKnowledge
import GRDB

/// `person:莫妮卡·托夫特`: a type and a name.
enum EntityKey {
  static func name(_ key: String) -> String {
    key.firstIndex(of: ":").map { String(key[key.index(after: $0)...]) } ?? key
  }

  /// The name without what tells it from others of the same name: 王伟 (法官).
  static func shown(_ key: String) -> String {
    let name = name(key)
    guard name.hasSuffix(")"), let open = name.firstRange(of: " (") else { return name }
    return String(name[..<open.lowerBound])
  }
}

/// Whose a name is over the whole database.
///
/// The same key is the same person, organisation or place, with these exceptions, in this order:
/// 1. a person decided otherwise (`entities split`, then `entities merge` and `entities alias`);
/// 2. the user's file of aliases, or the list of transliterations that the program brings along, says
///    that two forms are one (川普, 特朗普);
/// 3. a person who is not named in full (王某, 李女士, 小陈) is known in one document only, and the key
///    names it: `person:王某 (document)`. Nothing tells two of them apart, and a wrong merge is worse
///    than a missed one;
/// 4. a person of two characters (高翔, 马克), as thousands are called, is the one that is known only
///    with evidence: see ``isShort(_:_:)``.
struct EntityIdentities {
  /// One key stands for another.
  private(set) var redirects: [String: String] = [:]
  /// In one document.
  private(set) var splits: [Split: String] = [:]
  /// Keys that others stand for: names that are known to be one person's.
  private(set) var decided: Set<String> = []
  private let familyNames = EmbeddedLines("family_names").scalars
  /// Ids of entities that were met last; the rest is asked for.
  private(set) var ids: [String: Int] = [:]

  struct Split: Hashable {
    var key: String
    var contentKey: String
  }

  /// Enough for the names of a day's news; more would grow with the database.
  private static let mostIDs = 200_000

  init(_ db: Database) throws {
    redirects = Transliterations.keys
    let aliases = try Row.fetchCursor(db, sql: "SELECT from_key, to_key FROM aliases")
    while let row = try aliases.next() { redirects[row[0]] = row[1] }
    let rows = try Row.fetchCursor(
      db, sql: "SELECT action, from_key, to_key, content_key FROM decisions ORDER BY id")
    while let row = try rows.next() {
      let (from, to): (String, String) = (row["from_key"], row["to_key"])
      if let contentKey: String = row["content_key"] {
        splits[Split(key: from, contentKey: contentKey)] = to
      } else {
        redirects[from] = to
      }
    }
    // A merge of one document's person says nothing of others who are called so.
    decided = Set(redirects.filter { !$0.key.hasSuffix(")") }.values)
  }

  mutating func remember(_ id: Int, for key: String) {
    if ids.count >= Self.mostIDs { ids.removeAll(keepingCapacity: true) }
    ids[key] = id
  }

  func key(for entity: StoredEntity, document: StoredDocument.Origin) -> String {
    key(
      entity.key, type: entity.type, document: document.name,
      contentKey: splits.isEmpty ? "" : document.contentKey.hexadecimal)
  }

  func key(_ key: String, type: String, document: String, contentKey: String) -> String {
    var key = key
    if type == "person", Self.isPartial(EntityKey.name(key)) { key = Self.local(key, document) }
    if let split = splits[Split(key: key, contentKey: contentKey)] { return followed(split) }
    return followed(key)
  }

  /// The key of somebody who is known in one document only.
  static func local(_ key: String, _ document: String) -> String { key + " (\(document))" }

  /// Whether a person's name needs evidence from its article: two Chinese characters, or the family
  /// name of a foreigner (威利斯), and nobody decided whose it is.
  func isShort(_ key: String, _ entity: StoredEntity) -> Bool {
    guard entity.type == "person", key == entity.key, !decided.contains(key) else { return false }
    let name = EntityKey.name(key).unicodeScalars
    guard let first = name.first, name.allSatisfy({ 0x4E00...0x9FFF ~= $0.value }) else {
      return false
    }
    return name.count == 2 || name.count == 3 && !familyNames.contains(first)
  }

  /// The key that a key stands for in the end.
  func followed(_ key: String) -> String {
    var key = key
    // Decisions make no circles; a file of aliases may.
    var steps = 0
    while let next = redirects[key], next != key, steps < 16 {
      key = next
      steps += 1
    }
    return key
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

/// How press in different places writes the names of persons whom all write about.
enum Transliterations {
  /// The key that each form's key stands for.
  static var keys: [String: String] {
    var keys: [String: String] = [:]
    for line in EmbeddedLines("transliterations").lines {
      let forms = line.split(separator: "\t")
      guard let first = forms.first else { continue }
      for form in forms.dropFirst() { keys["person:\(form)"] = "person:\(first)" }
    }
    return keys
  }
}

/// The entries of an embedded knowledge file of version 1; none when there is no such file.
private struct EmbeddedLines {
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
}
