import Mustache
import Report

/// The pages' templates, in each language: `[[Statements|陈述]]` in a file gives both texts.
struct Templates: Sendable {
  private let libraries: [Interface: MustacheLibrary]

  private static let names = [
    "layout", "home", "result", "quotes", "entities", "profile", "articles", "article", "figures",
    "overview", "decisions", "login", "error", "dates", "pages", "row",
  ]

  /// Escapes by scalars: the library's own goes by grapheme clusters, in which a quotation mark with
  /// a combining character after it is another character and stays as it is.
  private struct ScalarHTML: MustacheContentType {
    func escapeText(_ text: String) -> String { HTML.escaped(text) }
  }

  /// - Throws: a parser error of the library when a template is malformed.
  init() throws {
    MustacheContentTypes.register(ScalarHTML(), named: "SCALARS")
    var libraries: [Interface: MustacheLibrary] = [:]
    for language in Interface.allCases {
      var templates: [String: MustacheTemplate] = [:]
      for name in Self.names {
        let text = Self.inOne(language, PageFile.text("\(name).mustache"))
        templates[name] = try MustacheTemplate(string: "{{% CONTENT_TYPE:SCALARS}}" + text)
      }
      libraries[language] = MustacheLibrary(templates: templates)
    }
    self.libraries = libraries
  }

  func html(_ name: String, _ language: Interface, _ values: [String: Any]) -> String {
    libraries[language]?.render(values, withTemplate: name) ?? ""
  }

  /// The text with one of the two in each `[[…|…]]`.
  private static func inOne(_ language: Interface, _ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstRange(of: "[["),
      let close = rest[open.upperBound...].firstRange(of: "]]")
    {
      let pair = rest[open.upperBound..<close.lowerBound].split(separator: "|", maxSplits: 1)
      result += rest[..<open.lowerBound]
      result += language == .zh ? pair.last ?? "" : pair.first ?? ""
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}
