import ArgumentParser

/// What the argument parser itself says, in Chinese.
///
/// The library knows English only. Its headings, and the sentences of its errors, are few and fixed; a sentence
/// that is not known here stays as it is.
enum ParserMessages {
  /// Headings, where a line begins with them.
  private static let headings: [(english: String, chinese: String)] = [
    ("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("Usage: ", "用法："), ("ARGUMENTS:", "参数："),
    ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："), ("Error: ", "错误："), ("Help:  ", "帮助："),
  ]

  /// Sentences, with what stands before, between and after the parts that are kept, in the order of both texts.
  private static let sentences: [(english: [String], chinese: [String])] = [
    (["Missing expected argument '", "'"], ["缺少参数“", "”"]),
    (["Missing one of: ", ""], ["缺少其中之一：", ""]),
    (["Missing value for '", "'"], ["“", "”缺少值"]),
    (["Unknown option '", "'. Did you mean '", "'?"], ["未知选项“", "”。是否指“", "”？"]),
    (["Unknown option '", "'"], ["未知选项“", "”"]),
    (["Unexpected argument '", "'"], ["多余的参数“", "”"]),
    (["The value '", "' is invalid for '", "'. ", ""], ["值“", "”不适用于“", "”。", ""]),
    (["The value '", "' is invalid for '", "'"], ["值“", "”不适用于“", "”"]),
    (["  See '", "' for more information."], ["  详见“", "”。"]),
    (["  See '", "' for detailed help."], ["  单个子命令的说明见“", "”。"]),
    (["Please provide one of the following:", ""], ["请给出其中之一：", ""]),
    (["Please provide one of ", "."], ["请给出其中之一：", "。"]),
    (["The value '", "' is invalid.", ""], ["值“", "”无效。", ""]),
    (
      ["The option '", "' does not take any value, but '", "' was specified."],
      ["选项“", "”不带值，却给出了“", "”。"]
    ),
    (
      ["Value to be set with flag '", "' had already been set with flag '", "'"],
      ["“", "”与先前的“", "”冲突"]
    ),
    (["", " unexpected arguments: '", "'"], ["", " 个多余的参数：“", "”"]),
    (["Missing required subcommand.", ""], ["缺少子命令。", ""]),
  ]

  /// Wherever they stand: a line of help may break between any two words.
  private static let phrases: [(english: String, chinese: String)] = [
    ("(values: ", "(可取值："), ("(values:", "(可取值："), ("(default as flag: ", "(单独给出时为："),
    ("(default: ", "(默认："), ("(default:", "(默认："),
    ("default as flag:", "单独给出时为："), ("; default: ", "；默认："), ("; default:", "；默认："),
    ("default: ", "默认："), ("default:", "默认："),
    ("[<options>]", "[<选项>]"), ("<options>", "<选项>"), ("<subcommand>", "<子命令>"),
    ("(default)", "(默认)"),
    ("Show help information.", "显示帮助。"), ("Show the version.", "显示版本。"),
    ("Show subcommand help information.", "显示子命令的帮助。"),
  ]

  static func chinese(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line($0) }.joined(separator: "\n")
  }

  private static func line(_ text: Substring) -> String {
    var head = ""
    var rest = String(text)
    if let heading = headings.first(where: { rest.hasPrefix($0.english) }) {
      head = heading.chinese
      rest.removeFirst(heading.english.count)
    }
    // A sentence may end with another.
    if let translated = sentence(rest) { return head + translated }
    for phrase in phrases { rest = rest.replacing(phrase.english, with: phrase.chinese) }
    return head + rest
  }

  private static func sentence(_ text: String) -> String? {
    for sentence in sentences {
      if let parts = parts(of: text, between: sentence.english) {
        var result = sentence.chinese[0]
        for (part, after) in zip(parts, sentence.chinese.dropFirst()) {
          result += listed(self.sentence(String(part)) ?? String(part)) + after
        }
        return result
      }
    }
    return nil
  }

  /// 'a', 'b' or 'c' → “a”、“b”或“c”.
  private static func listed(_ text: String) -> String {
    let text = text.replacing("', '", with: "”、“")
    guard text.hasPrefix("'"), text.hasSuffix("'") else { return text }
    return text.replacing("' or '", with: "”或“")
      .replacing("' and '", with: "”或“").replacing(/^'|'$/, with: "”")
      .replacing(/^”/, with: "“")
  }

  /// What stands between the pieces of a sentence, nil when the text is another sentence.
  private static func parts(of text: String, between pieces: [String]) -> [Substring]? {
    guard let first = pieces.first, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var parts: [Substring] = []
    for (index, piece) in pieces.enumerated().dropFirst() {
      if index == pieces.count - 1 {
        guard rest.hasSuffix(piece) else { return nil }
        parts.append(rest.dropLast(piece.count))
      } else {
        guard let found = rest.firstRange(of: piece) else { return nil }
        parts.append(rest[..<found.lowerBound])
        rest = rest[found.upperBound...]
      }
    }
    return parts
  }
}
