/// The text of one article as the recognisers read it, with its way back to the original.
///
/// Three things are evened out so that every recogniser knows one form of each: Traditional
/// characters are Simplified, full-width letters and digits are ASCII, and punctuation beside
/// Chinese text is full-width with “ ” ‘ ’ for every style of quotation mark. Empty lines that cut a
/// sentence are left out. Nothing else changes, and every unit knows where it came from:
/// `original(span)` is exact, and what is written out is always sliced from the original text.
public struct Reading: Sendable {
  /// The evened-out UTF-16 code units.
  public let units: [UInt16]
  /// For each unit, and for the end, its position in the original text; ascending.
  private let origins: [Int32]
  /// The document's decoded text, shared with the document.
  private let source: [UInt16]

  /// - Parameters:
  ///   - units: the evened-out code units.
  ///   - source: the document's decoded text.
  ///   - origins: `units.count + 1` ascending positions in the original text; the last one is the
  ///     position after the last unit.
  public init(units: [UInt16], origins: [Int32], of source: [UInt16]) {
    precondition(origins.count == units.count + 1, "one origin a unit, and one for the end")
    self.units = units
    self.origins = origins
    self.source = source
  }

  /// A reading that is its original, for texts that need no evening out.
  public init(verbatim units: [UInt16]) {
    self.init(units: units, origins: (0...units.count).map(Int32.init), of: units)
  }

  public var count: Int { units.count }
  public var whole: Span { Span(0, units.count) }

  /// The position in the original text of the unit at `position`.
  public func original(_ position: Int) -> Int { Int(origins[position]) }

  /// The span in the original text that `span` was read from.
  public func original(_ span: Span) -> Span {
    guard span.end > span.start else {
      return Span(original(span.start), original(span.start))
    }
    return Span(original(span.start), original(span.end - 1) + 1)
  }

  /// The text of a span as it stands in the original.
  public func originalText(_ span: Span) -> String {
    let span = original(span)
    return String(utf16: source[span.start..<span.end])
  }

  /// The evened-out text of a span.
  public subscript(span: Span) -> String {
    String(utf16: units[span.start..<span.end])
  }
}
