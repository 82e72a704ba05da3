import Foundation
import GRDB

/// Whether a name means somebody who is known by it, or another.
///
/// Odds in bits (binary logarithms), as a Chinese restaurant process with features gives them. For each
/// one who is known by the name:
///
///     known  = log2 of the number of articles that name the known one
///     others = log2 of the number of people of that name that are to be expected (`NameFrequencies`)
///     shared = what the article has in common with articles that name the known one: for an entity that
///              stands in the share p of theirs and in the share q of all, log2(p / q)
///     title  = the same title, the more telling the longer
///     place  = both in bylines and captions, both in the text, or one here and one there; in bylines
///              also whether the outlets are others
///
/// The name means the known one with the highest sum when `known - others + shared + title + place`
/// reaches `enough`; otherwise it is somebody else.
final class EntityEvidence {
  enum Answer {
    case known(id: Int, key: String)
    /// Somebody who is not known yet; whether the plain key is free for them.
    case other(isKeyFree: Bool)
  }

  /// 20 to 1: a wrong merge is worse than a missed one.
  private static let enough = 4.3
  /// Two articles on one event have many entities in common: the three most telling count, each half
  /// as much as the one before, and never more than this.
  private static let mostShared = 8.7
  private static let weights = [1, 0.5, 0.25]
  /// Enough articles to know somebody by; those that were met last.
  private static let recent = 32
  /// Enough to outweigh any number of namesakes.
  private static let mostCounted = 64
  /// Enough namesakes to choose from: 王伟 may have more, whom nothing tells apart.
  private static let mostKnown = 32

  private let db: Database
  private let known: GRDB.Statement
  private let standing, shared, media, articlesWith, sameTitle, copied: Insertion

  init(_ db: Database) throws {
    self.db = db
    known = try db.makeStatement(
      sql: """
        SELECT id, key FROM entities WHERE key = ?1
        UNION ALL SELECT * FROM (SELECT id, key FROM entities
          WHERE key > ?1 || ' (' AND key < ?1 || ' )' ORDER BY key LIMIT \(Self.mostKnown))
        """)
    // The index says which articles are copies: behind an article's words it would be far to read.
    let articles = """
      article_entities ae CROSS JOIN articles a INDEXED BY articles_facts
      WHERE ae.entity_id = ?1 AND a.id = ae.article_id AND a.duplicate_of IS NULL
      ORDER BY ae.article_id DESC
      """
    standing = try Insertion(
      db,
      """
      SELECT count(*), coalesce(sum(in_byline), 0)
      FROM (SELECT ae.in_byline FROM \(articles) LIMIT \(Self.mostCounted))
      """)
    shared = try Insertion(
      db,
      """
      SELECT y.entity_id, count(*) FROM (SELECT ae.article_id FROM \(articles) LIMIT \(Self.recent)) x
      CROSS JOIN article_entities y WHERE y.article_id = x.article_id AND y.entity_id <> ?1
        AND y.entity_id IN (SELECT value FROM json_each(?2)) GROUP BY 1
      """)
    media = try Insertion(
      db,
      """
      SELECT DISTINCT y.entity_id
      FROM (SELECT ae.article_id FROM \(articles) LIMIT \(Self.recent)) x
      CROSS JOIN article_entities y CROSS JOIN entities e
      WHERE y.article_id = x.article_id AND e.id = y.entity_id AND e.subtype = 'media'
      """)
    articlesWith = try Insertion(
      db, "SELECT count(*) FROM (SELECT 1 FROM article_entities WHERE entity_id = ?1 LIMIT ?2)")
    sameTitle = try Insertion(
      db,
      """
      SELECT max(min(length(t.value), length(u.value)))
      FROM (SELECT ae.titles FROM \(articles) LIMIT \(Self.recent)) x, json_each(x.titles) t,
        json_each(?2) u
      WHERE substr(t.value, -length(u.value)) = u.value OR substr(u.value, -length(t.value)) = t.value
      """)
    copied = try Insertion(
      db,
      """
      SELECT entity_id FROM article_entities WHERE article_id = ?1
      AND (key = ?2 OR substr(key, 1, length(?2) + 2) = ?2 || ' (')
      """)
  }

  /// The one whom the article means that this article is a copy of.
  func original(of key: String, in article: Int) throws -> (id: Int, key: String)? {
    guard let id = try copied.integers(.integer(article), .text(key)).first else { return nil }
    return try String.fetchOne(db, sql: "SELECT key FROM entities WHERE id = ?", arguments: [id])
      .map { (id, $0) }
  }

  /// - Parameters:
  ///   - others: bits of `NameFrequencies`.
  ///   - company: the article's entities that are known by now, by id.
  ///   - article: the article's id, about the number of articles so far.
  ///   - excluded: keys that a person has set apart.
  func answer(
    for key: String, entity: StoredEntity, others: Double, company: [Int: Companion], article: Int,
    excluding excluded: Set<String>
  ) throws -> Answer {
    var isKeyFree = true
    var best: (odds: Double, id: Int, key: String)?
    let ids = "[" + company.keys.sorted().map(String.init).joined(separator: ",") + "]"
    for row in try Row.fetchAll(known, arguments: [key]) {
      let (id, candidate): (Int, String) = (row[0], row[1])
      if excluded.contains(candidate) { continue }
      guard let (count, bylines) = try standing.pairs(.integer(id)).first, count > 0 else {
        continue
      }
      if candidate == key { isKeyFree = false }
      var odds = log2(Double(count)) - others
      odds += Self.place(isInByline: entity.isInByline, bylines, of: count)
      if entity.isInByline, try isOfOtherMedia(id, company) { odds += Self.otherMedia }
      // Nothing that could be found would change what is clear.
      if odds < Self.enough + Self.mostShared {
        if odds > Self.enough - Self.mostShared - Self.longTitle {
          odds +=
            try title(entity, id) + self.shared(id, ids, company, min(count, Self.recent), article)
        }
      }
      if odds >= Self.enough, odds > best?.odds ?? 0 { best = (odds, id, candidate) }
    }
    return best.map { .known(id: $0.id, key: $0.key) } ?? .other(isKeyFree: isKeyFree)
  }

  /// Few write for two outlets.
  private static let otherMedia = -4.0

  /// Whether articles that name the known one have outlets, the article has some, and none is the same.
  private func isOfOtherMedia(_ id: Int, _ company: [Int: Companion]) throws -> Bool {
    let outlets = company.filter(\.value.isMedia).keys
    guard !outlets.isEmpty else { return false }
    let known = try media.integers(.integer(id))
    return !known.isEmpty && !known.contains(where: outlets.contains)
  }

  private static let longTitle = 5.6
  private static let shortTitle = 3.3

  private func title(_ entity: StoredEntity, _ id: Int) throws -> Double {
    guard entity.titles != "[]",
      let length = try sameTitle.integers(.integer(id), .text(entity.titles)).first
    else { return 0 }
    return length >= 5 ? Self.longTitle : length >= 2 ? Self.shortTitle : 0
  }

  private func shared(
    _ id: Int, _ ids: String, _ company: [Int: Companion], _ count: Int, _ article: Int
  ) throws -> Double {
    // What stands in a twentieth of all articles says nothing.
    let limit = min(max(64, article / 20), 2048)
    let bits = try shared.pairs(.integer(id), .text(ids)).compactMap { other, together -> Double? in
      let all = try articlesWith.integers(.integer(other), .integer(limit)).first ?? 0
      guard all < limit, let companion = company[other] else { return nil }
      let smoothed = 1000.0
      let share = (Double(all) + smoothed * companion.share) / (Double(article) + smoothed)
      return max(0, log2(Double(together) / Double(count + 1) / share)) * companion.weight
    }
    let sum = zip(bits.sorted(by: >), Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
    return min(sum, Self.mostShared)
  }

  /// A third of the persons in the news stand in bylines, captions and imprints, and hardly one of them
  /// in the text of another article.
  private static func place(isInByline: Bool, _ bylines: Int, of count: Int) -> Double {
    let share = (Double(bylines) + 0.05) / (Double(count) + 0.1)
    let bits = isInByline ? log2(share / 0.35) : log2((1 - share) / 0.65)
    return min(max(bits, -3.6), 1.4)
  }
}

/// An entity beside a name, as evidence for whose the name is.
struct Companion: Sendable {
  /// The share of articles that an entity of its kind is expected to stand in before any are counted.
  let share: Double
  /// How much having it in common says: a country or province holds too many people of a name.
  let weight: Double
  let isMedia: Bool

  init(type: String, subtype: String?) {
    isMedia = subtype == "media"
    switch (type, subtype) {
    case ("place", "country"), ("place", "continent"), ("place", "region"):
      (share, weight) = (0.1, 0.5)
    case ("place", "province"), ("place", "city"): (share, weight) = (0.02, 0.5)
    case ("organization", "media"): (share, weight) = (0.02, 1)
    default: (share, weight) = (0.002, 1)
    }
  }
}
