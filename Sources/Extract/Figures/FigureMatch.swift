import Values

/// A number with its unit as it stands in the text, before its context is read.
struct FigureMatch {
  enum Kind: String {
    case number, quantity, measure, money, percent, points, fraction, multiple, ratio, age,
      duration,
      ordinal, temperature
  }
  var start: Int
  var end: Int
  var kind: Kind
  var value: ExactDecimal?
  var minimum: ExactDecimal?
  var maximum: ExactDecimal?
  /// 余, 多, 几: the value is at least the one given.
  var isOpen = false
  /// Index into the tables' unit list.
  var unit: Int?
  var unitName: String?
  var unitText: Span?
  /// The second end of a range whose first end this is; it shares this one's unit.
  var range: (minimum: ExactDecimal, maximum: ExactDecimal)?
}
