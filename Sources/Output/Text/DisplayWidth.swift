/// Columns that text takes on a terminal, by East Asian Width (UAX #11).
///
/// Wide and full-width characters take two columns, marks that combine none. Ambiguous characters,
/// such as “ ” and ·, take one, as terminals show them outside of legacy East Asian encodings.
enum DisplayWidth {
  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(value) ? 2 : 1
    }
  }

  static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// Property values W and F of EastAsianWidth-15.0, in the blocks that news text uses.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F,  // Hangul initials
      0x2E80...0x303E,  // radicals, Chinese punctuation
      0x3041...0x33FF,  // kana, bopomofo, enclosed and squared forms
      0x3400...0x4DBF, 0x4E00...0xA4CF,  // Chinese characters, Yi
      0xA960...0xA97F, 0xAC00...0xD7A3,  // Hangul
      0xF900...0xFAFF,  // compatibility characters
      0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
      0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,  // emoji
      0x20000...0x3FFFD:  // supplementary Chinese characters
      true
    default: false
    }
  }
}

extension String {
  /// The text followed by spaces up to a width; as it is when it is wider.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
  }

  /// The text as one line that is safe to show: line ends and tabs become spaces; control and
  /// direction characters, which could drive a terminal, are left out.
  var shown: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control:
        guard scalar == "\n" || scalar == "\t" else { continue }
        if result.last != " " { result.append(" ") }
      case .format, .lineSeparator, .paragraphSeparator, .privateUse: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text cut into lines of at most `width` columns. Chinese breaks between any two characters
  /// except before closing and after opening punctuation; Latin words and numbers stay whole while
  /// they fit.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var lineWidth = 0
    /// Where the line may be broken last, and its width up to there.
    var lastBreak: (index: Int, width: Int)?
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if let previous, LineBreak.isAllowed(between: previous, and: scalar) {
        lastBreak = (line.count, lineWidth)
      }
      let scalarWidth = DisplayWidth.of(scalar)
      if lineWidth + scalarWidth > width, !line.isEmpty {
        let cut = lastBreak ?? (line.count, lineWidth)
        lines.append(String(String.UnicodeScalarView(line.prefix(cut.index))))
        line = String.UnicodeScalarView(line.dropFirst(cut.index))
        lineWidth -= cut.width
        lastBreak = nil
      }
      line.append(scalar)
      lineWidth += scalarWidth
      previous = scalar
    }
    if !line.isEmpty || lines.isEmpty { lines.append(String(line)) }
    return lines
  }
}

private enum LineBreak {
  static func isAllowed(between a: Unicode.Scalar, and b: Unicode.Scalar) -> Bool {
    if "，。、；：？！）》」』”’…,.;:?!)%·".unicodeScalars.contains(b) { return false }
    if "（《「『“‘(".unicodeScalars.contains(a) { return false }
    return a == " " || DisplayWidth.of(a) == 2 || DisplayWidth.of(b) == 2
  }
}
