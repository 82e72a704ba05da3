import Values

/// One token of a line as it is written out.
public struct LineToken: Sendable {
  /// The original text, in UTF-16 code units.
  public var units: ArraySlice<UInt16>
  public var kind: Token.Kind
  /// The part of speech, where it was asked for.
  public var tag: String?

  public init(units: ArraySlice<UInt16>, kind: Token.Kind, tag: String? = nil) {
    self.units = units
    self.kind = kind
    self.tag = tag
  }
}

/// Writes segmented lines.
public enum TokenLines {
  /// Words separated by two spaces, each with a slash and its tag where it has one, and a line end.
  public static func writeWords(_ tokens: [LineToken], to bytes: inout [UInt8]) {
    var isFirst = true
    for token in tokens where token.kind != .space {
      if !isFirst { bytes.append(contentsOf: [0x20, 0x20]) }
      isFirst = false
      bytes.append(contentsOf: String(decoding: token.units, as: UTF16.self).utf8)
      if let tag = token.tag {
        bytes.append(UInt8(ascii: "/"))
        bytes.append(contentsOf: tag.utf8)
      }
    }
    bytes.append(0x0A)
  }

  /// `{"tokens":[{"end":2,"kind":"word","start":0,"text":"北京"}]}` and a line end, with `"pos"`
  /// between kind and start where a token has a tag; offsets are Unicode scalars into the line. White space is counted and not listed.
  ///
  /// - Parameter tokens: tile the line.
  public static func writeJSON(_ tokens: [LineToken], to bytes: inout [UInt8]) {
    var json = JSONWriter()
    var start = 0
    json.beginObject()
    json.key("tokens")
    json.beginArray()
    for token in tokens {
      let end = start + Offsets.scalars(in: token.units)
      if token.kind != .space {
        json.beginObject()
        json.key("end")
        json.value(end)
        json.key("kind")
        json.value(name(of: token.kind))
        if let tag = token.tag {
          json.key("pos")
          json.value(tag)
        }
        json.key("start")
        json.value(start)
        json.key("text")
        json.value(token.units)
        json.endObject()
      }
      start = end
    }
    json.endArray()
    json.endObject()
    json.append(to: &bytes)
    bytes.append(0x0A)
  }

  /// How many Unicode scalars a text has.
  public static func characters(in units: ArraySlice<UInt16>) -> Int {
    Offsets.scalars(in: units)
  }

  private static func name(of kind: Token.Kind) -> String {
    switch kind {
    case .word: "word"
    case .number: "number"
    case .latin: "latin"
    case .url: "url"
    case .mark: "mark"
    case .space: "space"
    }
  }
}
