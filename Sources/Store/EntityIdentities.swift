import GRDB

/// `person:莫妮卡·托夫特`: a type and a name.
enum EntityKey {
  static func name(_ key: String) -> String {
    key.firstIndex(of: ":").map { String(key[key.index(after: $0)...]) } ?? key
  }

  /// The name without what tells it from others of the same name: 王伟 (法官).
  static func shown(_ key: String) -> String { plain(name(key)) }

  /// A key or name without what tells it from others.
  static func plain(_ key: String) -> String {
    guard key.hasSuffix(")"), let open = key.firstRange(of: " (") else { return key }
    return String(key[..<open.lowerBound])
  }
}

/// Whose a name is over the whole database.
///
/// The same key is the same person, organisation or place, with these exceptions, in this order:
/// 1. a person decided otherwise (`entities split`, then `entities merge` and `entities alias`);
/// 2. the user's file of aliases, or the lists of transliterations and cities that the program brings
///    along, say that two forms are one (川普, 特朗普; 南京市, 南京);
/// 3. a person who is not named in full (王某, 李女士, 小陈), or a body of which there are many (市委,
///    区教育局), is known in one document only, and the key names it: `person:王某 (document)`; a
///    district that several cities have is known with the one that its article names, else in its
///    document only: `place:朝阳区 (北京市)`;
/// 4. a person whose name others may have is the one that is known only with evidence: see
///    ``EntityEvidence``. Another one's key names the document in which they were met first.
struct EntityIdentities {
  /// One key stands for another.
  private(set) var redirects: [String: String] = [:]
  /// In one document.
  private(set) var splits: [Split: String] = [:]
  /// Keys that others stand for: names that are known to be one person's.
  private(set) var decided: Set<String> = []
  /// Keys that a person gave to one document's bearer of a name.
  private(set) var setApart: Set<String> = []
  /// Ids of entities that were met last; the rest is asked for.
  private(set) var ids: [String: Int] = [:]

  struct Split: Hashable {
    var key: String
    var contentKey: String
  }

  /// Enough for the names of a day's news; more would grow with the database.
  private static let mostIDs = 200_000

  init(_ db: Database) throws {
    redirects = Transliterations.keys.merging(CityNames.keys) { known, _ in known }
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
    setApart = Set(splits.values)
  }

  mutating func remember(_ id: Int, for key: String) {
    if ids.count >= Self.mostIDs { ids.removeAll(keepingCapacity: true) }
    ids[key] = id
  }

  /// The key of an entity of an article before any evidence and decision.
  static func assigned(_ entity: StoredEntity, document: String) -> String {
    switch entity.profile.scope {
    case .everywhere: entity.key
    case .document: local(entity.key, document)
    case .city(let city): "\(entity.key) (\(city))"
    }
  }

  /// What decisions make of a key that was assigned in a document.
  func decided(_ assigned: String, contentKey: String) -> String {
    let split =
      splits[Split(key: assigned, contentKey: contentKey)]
      ?? splits[Split(key: EntityKey.plain(assigned), contentKey: contentKey)]
    return followed(split ?? assigned)
  }

  /// The key of somebody who is known in one document only, or was met there first.
  static func local(_ key: String, _ document: String) -> String { key + " (\(document))" }

  /// Binary logarithm of how many people of a name are to be expected; nil for a name that needs no
  /// evidence.
  func namesakes(_ key: String, _ entity: StoredEntity) -> Double? {
    guard let namesakes = entity.profile.namesakes, key == entity.key, !decided.contains(key) else {
      return nil
    }
    return namesakes
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
}
