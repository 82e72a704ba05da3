import Values

/// Reads the names of credits: 记者 张三 李四, 编辑:王五, 张三、李四, 文/赵六.
enum Bylines {
  /// The names between two positions of a reader, in text order. A word of credits switches the role
  /// of the names behind it.
  static func names(in reader: LineReader, from start: Int, to end: Int, role: Byline.Role?)
    -> [Byline]
  {
    var reader = reader
    reader.at = start
    var role = role
    var bylines: [Byline] = []
    // A name is at most this long in characters: foreign names with their dots.
    let longest = 12
    while reader.at < end {
      if let (found, length) = creditWord(reader), reader.at + length <= end {
        role = found
        reader.at += length
        continue
      }
      let nameStart = reader.at
      while reader.at < end, let unit = reader.next,
        LineReader.isHan(unit) || (unit == 0xB7 && reader.at > nameStart),
        reader.at == nameStart || creditWord(reader) == nil
      {
        reader.at += 1
      }
      var nameEnd = reader.at
      // 董 城: a name of two characters set wide.
      if nameEnd - nameStart == 1, reader.next == 0x20, nameEnd + 1 < end,
        LineReader.isHan(reader.units[nameEnd + 1]),
        nameEnd + 2 >= end || !LineReader.isHan(reader.units[nameEnd + 2])
      {
        nameEnd += 2
        reader.at = nameEnd
      }
      let count = nameEnd - nameStart
      if let role, count >= 2,
        count <= 4 || (count <= longest && reader.units[nameStart..<nameEnd].contains(0xB7))
      {
        bylines.append(Byline(span: reader.span(nameStart, nameEnd), role: role))
      }
      if reader.at == nameStart { reader.at += 1 }
    }
    return bylines
  }

  /// The word of credits at the reader and the role that it gives.
  static func creditWord(_ reader: LineReader) -> (role: Byline.Role?, length: Int)? {
    var best: (role: Byline.Role?, length: Int)?
    for (list, role) in creditWords {
      if let length = list.length(in: reader.units, at: reader.at), length > best?.length ?? 0 {
        best = (role, length)
      }
    }
    return best
  }

  private static let creditWords: [(Words, Byline.Role?)] = [
    (LayoutWords.reporters, .reporter), (LayoutWords.editors, .editor),
    (LayoutWords.photographers, .photographer), (LayoutWords.authors, .author),
    (LayoutWords.sources, nil),
  ]
}
