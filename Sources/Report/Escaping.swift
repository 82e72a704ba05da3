/// HTML text from any text: nothing in it can become mark-up, an attribute or a script.
public enum HTML {
  /// For text and for attributes in double quotes.
  public static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return result
  }

  /// One character: references for what HTML would read as its own, U+FFFD for NUL, which HTML cannot
  /// hold, and a reference for CR, which a parser would turn into LF.
  static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\0": result += "\u{FFFD}"
    case "\r": result += "&#13;"
    default: result.unicodeScalars.append(scalar)
    }
  }

  /// Characters that turn the direction of text around (UAX #9) or are not seen: an article must not
  /// disturb how the rest of the page reads.
  static func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
    default: false
    }
  }

  /// An address that may be followed: http and https only, so that no `javascript:` is ever a link.
  public static func safeAddress(_ url: String) -> String? {
    let lower = url.lowercased()
    return lower.hasPrefix("https://") || lower.hasPrefix("http://") ? url : nil
  }
}
