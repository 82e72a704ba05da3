import Foundation
import Testing

/// Parsed output with typed access; what is missing or of another type fails the test.
struct JSON {
  let value: Any

  init(_ value: Any) { self.value = value }
  init(parsing text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  subscript(_ key: String) -> JSON { JSON((value as? [String: Any])?[key] ?? Missing()) }
  var array: [JSON] { (value as? [Any])?.map(JSON.init) ?? [] }
  var string: String? { value as? String }
  var int: Int? { value as? Int }
  var isNull: Bool { value is NSNull }
  var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }

  private struct Missing {}
}

/// An object of the output that stands somewhere in the text.
struct Located {
  var kind: String
  var pieces: [(start: Int, end: Int)]
  /// What the text at the pieces must be; nil for objects that repeat none.
  var text: String?
}

extension JSON {
  /// All objects of an article with offsets.
  var located: [Located] {
    var found: [Located] = []
    func add(_ kind: String, _ object: JSON, text key: String? = "text") {
      guard let start = object["start"].int, let end = object["end"].int else { return }
      found.append(
        Located(kind: kind, pieces: [(start, end)], text: key.flatMap { object[$0].string }))
    }
    add("title", self["title"])
    add("dateline", self["dateline"])
    for byline in self["bylines"].array { add("byline", byline, text: "name") }
    for paragraph in self["paragraphs"].array { add("paragraph", paragraph, text: nil) }
    for kind in ["figures", "dates", "marks"] {
      for object in self[kind].array { add(kind, object) }
    }
    for entity in self["entities"].array {
      for mention in entity["mentions"].array { add("mention", mention) }
      for mention in entity["anaphora"].array { add("anaphor", mention) }
    }
    for quote in self["quotes"].array {
      add("cue", quote["cue"])
      add("source", quote["source"])
      found.append(
        Located(
          kind: "quote",
          pieces: quote["spans"].array.map { ($0.array[0].int ?? -1, $0.array[1].int ?? -1) },
          text: quote["text"].string))
    }
    return found
  }
}
