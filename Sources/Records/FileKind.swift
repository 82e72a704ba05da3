/// What a file holds, by its name.
public struct FileKind: Hashable, Sendable {
  public enum Form: String, Sendable, CaseIterable {
    case text, markdown, html, json, csv, tsv
  }

  public enum Wrapping: Sendable {
    case none
    /// One compressed stream: .gz, .zst.
    case compressed
    /// Many members: .zip, .tar.gz.
    case archive
  }

  public var form: Form?
  public var wrapping: Wrapping

  public init(form: Form?, wrapping: Wrapping) {
    self.form = form
    self.wrapping = wrapping
  }

  /// By the extensions of a file name, nil for one that is not read; `form` is nil for archives.
  public init?(path: String) {
    let name = Self.lastPart(of: path).lowercased()
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    guard let last = parts.last else { return nil }
    let before = parts.dropLast().last.map(String.init) ?? ""
    switch last {
    case "zip", "tar", "tgz", "tzst": self.init(form: nil, wrapping: .archive)
    case "gz", "zst", "bz2", "xz":
      if before == "tar" {
        self.init(form: nil, wrapping: .archive)
      } else if let form = Self.forms[before] {
        self.init(form: form, wrapping: .compressed)
      } else {
        return nil
      }
    default:
      guard let form = Self.forms[String(last)] else { return nil }
      self.init(form: form, wrapping: .none)
    }
  }

  private static let forms: [String: Form] = [
    "txt": .text, "text": .text, "md": .markdown, "markdown": .markdown, "html": .html,
    "htm": .html, "xhtml": .html, "jsonl": .json, "ndjson": .json, "csv": .csv, "tsv": .tsv,
  ]

  static func lastPart(of path: String) -> Substring {
    path.split(separator: "/").last ?? path[...]
  }

  /// The last part of a path without the extensions that say what it is: `a/b.2024.txt.gz` → b.2024.
  public static func stem(of path: String) -> String {
    var name = lastPart(of: path)
    let known: Set<String> = ["gz", "zst", "bz2", "xz", "tar", "zip", "tgz", "tzst"]
    var isFirst = true
    while let dot = name.lastIndex(of: "."), dot != name.startIndex {
      let last = name[name.index(after: dot)...].lowercased()
      guard isFirst || forms[last] != nil || known.contains(last) else { break }
      let isWrapping = known.contains(last)
      name = name[..<dot]
      isFirst = false
      if !isWrapping { break }
    }
    return String(name)
  }
}
