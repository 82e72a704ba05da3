/// What JSON-LD (`application/ld+json`) says of the article that a page shows: schema.org's NewsArticle and its
/// kin, wherever it stands in the graph.
///
/// Not parsed, but searched for the few properties that are wanted: sites write them with comments, broken escapes
/// and several objects in a row.
struct LinkedData {
  private(set) var headline: String?
  private(set) var date: String?
  private(set) var author: String?
  private(set) var publisher: String?

  init(_ text: String) {
    // A site's own name and breadcrumbs, too, come as JSON-LD.
    guard let article = text.firstRange(of: "Article\"") ?? text.firstRange(of: "BlogPosting\"")
    else {
      return
    }
    // From the object that is the article: its type may stand at its end.
    let start = text[..<article.lowerBound].lastIndex(of: "{") ?? text.startIndex
    let rest = text[start...]
    headline = Self.value(of: "headline", in: rest)
    date = Self.value(of: "datePublished", in: rest)
    author = Self.name(of: "author", in: rest)
    publisher = Self.name(of: "publisher", in: rest)
  }

  /// What stands behind `"key":`.
  private static func behind(_ key: String, in text: Substring) -> Substring? {
    guard let range = text.firstRange(of: "\"\(key)\"") else { return nil }
    let rest = text[range.upperBound...].drop(while: \.isWhitespace)
    return rest.first == ":" ? rest.dropFirst().drop(while: \.isWhitespace) : nil
  }

  private static func value(of key: String, in text: Substring) -> String? {
    behind(key, in: text).flatMap(string)
  }

  /// A name, or the name of the first object.
  private static func name(of key: String, in text: Substring) -> String? {
    guard let value = behind(key, in: text) else { return nil }
    return string(value) ?? behind("name", in: value.prefix(400)).flatMap(string)
  }

  private static func string(_ text: Substring) -> String? {
    guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { return nil }
    let value = trimmed(String(text[text.index(after: text.startIndex)..<end]))
    return value.isEmpty || value.contains("\\") ? nil : value
  }
}
