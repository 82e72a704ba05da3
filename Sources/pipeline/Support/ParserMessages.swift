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
    (["Please provide one of ", "."], ["请给出其中之一：", "。"]),
  ]

  private static let phrases: [(english: String, chinese: String)] = [
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
    for sentence in sentences {
      if let parts = parts(of: rest, between: sentence.english) {
        var result = head + sentence.chinese[0]
        for (part, after) in zip(parts, sentence.chinese.dropFirst()) { result += part + after }
        return result
      }
    }
    for phrase in phrases { rest = rest.replacing(phrase.english, with: phrase.chinese) }
    return head + rest
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
