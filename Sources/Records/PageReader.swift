import CMarkup

/// Reads the events of a page into blocks of text and properties.
struct PageReader {
  /// A piece of text that stands by itself.
  struct Block {
    var text: String
    /// Characters of the text that are links.
    var linked = 0
    /// Index of the element that it stands in.
    var element: Int
    var isHeading: Bool
    var name: String
  }

  struct Element {
    var parent: Int?
    var name: String
    /// What class and id say of it: below 0 for surroundings, above for content.
    var weight: Int
    var isLeftOut: Bool
  }

  private let handle: OpaquePointer
  private(set) var blocks: [Block] = []
  private(set) var elements: [Element] = []
  private(set) var properties: [String: String] = [:]
  private(set) var times: [String] = []
  private(set) var title: String?
  private(set) var canonical: String?

  private var stack: [Int] = []
  private var pending = ""
  /// Characters of `pending` by the link that they stand in.
  private var pendingLinks: [Int: Int] = [:]
  /// The links that are open, and how many characters stand in each.
  private var links: [Int] = []
  private var linkLengths: [Int] = []
  private var linksOfBlocks: [[Int: Int]] = []
  /// JSON-LD scripts.
  private(set) var linkedData = ""
  private var isInLinkedData = false
  private var leftOutDepth = 0
  private var titleText: String?

  /// A page of nothing but elements must not take all memory.
  private static let mostElements = 400_000
  /// An article's own takes some kilobytes.
  private static let mostLinkedData = 1 << 16

  init(_ handle: OpaquePointer) { self.handle = handle }

  /// The first of the properties that is there and not empty.
  func property(_ names: [String]) -> String? {
    names.lazy.compactMap { properties[$0] }.first
  }

  mutating func read() {
    while true {
      switch Int(cmarkup_next(handle)) {
      case CMARKUP_OPEN: open()
      case CMARKUP_CLOSE: close()
      case CMARKUP_TEXT: text()
      default:
        return finish()
      }
      if elements.count > Self.mostElements { return finish() }
    }
  }

  /// Longer than any headline with its summary: a link that was never closed.
  private static let longestLink = 120

  private mutating func finish() {
    flush()
    for index in blocks.indices {
      blocks[index].linked = linksOfBlocks[index].reduce(0) { sum, link in
        linkLengths[link.key] > Self.longestLink ? sum : sum + link.value
      }
    }
  }

  private func attribute(_ name: String) -> String? {
    cmarkup_attribute(handle, name).map { String(cString: $0) }
  }

  private mutating func open() {
    let name = String(cString: cmarkup_name(handle))
    if !Self.inline.contains(name) { flush() }
    switch name {
    case "meta":
      let key = attribute("property") ?? attribute("name") ?? attribute("itemprop")
      if let key, let content = attribute("content").map(trimmed), !content.isEmpty {
        let key = key.lowercased()
        if properties[key] == nil { properties[key] = content }
      }
    case "link":
      if attribute("rel")?.lowercased() == "canonical" { canonical = attribute("href") }
    case "time":
      if let time = attribute("datetime") { times.append(time) }
    case "title": titleText = titleText ?? ""
    case "a":
      links.append(linkLengths.count)
      linkLengths.append(0)
    case "script":
      isInLinkedData = attribute("type")?.lowercased() == "application/ld+json"
    default: break
    }
    let signs = ((attribute("class") ?? "") + " " + (attribute("id") ?? "")).lowercased()
    let isLeftOut =
      Self.surroundings.contains(name) || Self.isSurrounding(signs) || isHidden
    if isLeftOut { leftOutDepth += 1 }
    elements.append(
      Element(
        parent: stack.last, name: name,
        weight: Self.content.contains { signs.contains($0) } || name == "article" ? 1 : 0,
        isLeftOut: isLeftOut))
    stack.append(elements.count - 1)
  }

  /// Whether the open element is not shown.
  private var isHidden: Bool {
    if attribute("hidden") != nil || attribute("aria-hidden") == "true" { return true }
    let style = attribute("style")?.lowercased().filter { !$0.isWhitespace } ?? ""
    return style.contains("display:none") || style.contains("visibility:hidden")
  }

  private mutating func close() {
    let name = String(cString: cmarkup_name(handle))
    if !Self.inline.contains(name) { flush() }
    if name == "a" { _ = links.popLast() }
    if name == "script" { isInLinkedData = false }
    if name == "title", let text = titleText, title == nil { title = trimmed(text) }
    guard let index = stack.popLast() else { return }
    if elements[index].isLeftOut { leftOutDepth -= 1 }
  }

  private mutating func text() {
    let text = String(cString: cmarkup_text(handle))
    if let index = stack.last, elements[index].name == "title" {
      titleText = (titleText ?? "") + text
      return
    }
    if isInLinkedData, linkedData.utf8.count < Self.mostLinkedData { linkedData += text + "\n" }
    guard leftOutDepth == 0 else { return }
    let folded = Self.folded(text)
    pending += folded
    if let link = links.last {
      pendingLinks[link, default: 0] += folded.count
      linkLengths[link] += folded.count
    }
  }

  private mutating func flush() {
    defer {
      pending = ""
      pendingLinks = [:]
    }
    let text = trimmed(Self.folded(pending))
    guard !text.isEmpty, let element = stack.last, blocks.count < Self.mostElements else { return }
    // The nearest element that is no inline one.
    var at = element
    while Self.inline.contains(elements[at].name), let parent = elements[at].parent { at = parent }
    let name = elements[at].name
    blocks.append(
      Block(
        text: text, element: at,
        isHeading: name == "h1" || name == "h2" || name == "h3", name: name))
    linksOfBlocks.append(pendingLinks)
  }

  /// Runs of white space as one space, as a browser shows them.
  private static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isSpace = false
    for scalar in text.unicodeScalars {
      // An ideographic space that indents a paragraph goes as well.
      if scalar.properties.isWhitespace || scalar == "\u{200B}" || scalar == "\u{FEFF}" {
        isSpace = true
        continue
      }
      if isSpace, !result.isEmpty { result.append(" ") }
      isSpace = false
      result.append(scalar)
    }
    if isSpace { result.append(" ") }
    return String(result)
  }

  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark",
    "q", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
  ]

  /// Elements that never hold an article's text.
  private static let surroundings: Set<String> = [
    "aside", "button", "canvas", "embed", "figcaption", "footer", "form", "iframe", "input", "map",
    "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "video", "audio",
  ]

  private static func isSurrounding(_ signs: String) -> Bool {
    let words = signs.split { !$0.isLetter && !$0.isNumber }
    return words.contains { surroundingWords.contains(String($0)) }
  }

  /// Words of classes and ids.
  private static let surroundingWords: Set<String> = [
    "nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "footer", "foot",
    "sidebar", "aside", "comment", "comments", "commentlist", "reply", "replies", "related",
    "recommend", "recommended", "relate", "hot", "hotnews", "rank", "ranking", "share", "sharebar",
    "social", "ad", "ads", "adv", "advert", "advertisement", "banner", "copyright", "pagination",
    "pager", "tags", "tag", "login", "search", "toolbar", "qrcode", "popup", "hidden", "editor",
    "statement", "disclaimer", "discuss", "discussion", "feedback", "floor", "bbs", "guestbook",
    "promo", "promotion",
  ]

  private static let content = ["article", "content", "story", "post", "text", "body", "main"]
}
