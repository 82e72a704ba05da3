/// A half-open range `[start, end)` of UTF-16 code units in a text.
///
/// Which text it points into is part of the name of whatever holds it: spans of the stages from
/// segmentation to extraction point into a ``Reading``; spans of a ``Document`` and of everything
/// that is written out point into the original decoded text. ``Reading/original(_:)`` converts.
public struct Span: Hashable, Comparable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  public var count: Int { end - start }
  public var isEmpty: Bool { end <= start }

  public func contains(_ position: Int) -> Bool { start <= position && position < end }
  public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

  /// By start, and of two that start together the shorter first.
  public static func < (a: Span, b: Span) -> Bool {
    a.start != b.start ? a.start < b.start : a.end < b.end
  }
}
