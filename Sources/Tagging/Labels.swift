/// The types of name that the models tell apart; the raw value is the place in label order.
public enum NameType: UInt8, Sendable, CaseIterable {
  case person, organization, place

  /// The abbreviation that CoNLL files use.
  public var abbreviation: String {
    switch self {
    case .person: "PER"
    case .organization: "ORG"
    case .place: "LOC"
    }
  }
}

/// The labels of one unit of text: begin, inside, end, single of a name of a type or of a word outside names.
///
/// Sixteen labels fill one vector. A name of type `t` owns `1 + 4t ..< 5 + 4t` in the order begin, inside,
/// end, single; so does, as the fourth type, a word outside names, except that its single is label 0. That
/// words and names must fit one another is evidence for both: a name does not end within a word.
public enum NameLabel {
  /// How many labels there are.
  public static let count = 16
  /// Labels from here on, and label 0, are outside every name.
  public static let names = 13
  /// A word of one unit outside every name.
  public static let outside = 0
  /// The set of labels outside every name, a bit a label: what is outside, and nothing is said of words.
  public static let outsideSet: UInt16 = 0b1110_0000_0000_0001
  /// Whether a label is part of a name.
  @inline(__always) public static func isName(_ label: Int) -> Bool { label > 0 && label < names }
  /// Whether a set of labels leaves open what the unit is.
  public static func isUncertain(_ set: UInt16) -> Bool {
    set.nonzeroBitCount > 1 && set & ~outsideSet != 0
  }
  public static func begin(_ type: Int) -> Int { 1 + 4 * type }
  public static func inside(_ type: Int) -> Int { 2 + 4 * type }
  public static func end(_ type: Int) -> Int { 3 + 4 * type }
  public static func single(_ type: Int) -> Int { 4 + 4 * type }

  /// The type of the name that `label`, which is one of a name, belongs to.
  @inline(__always)
  public static func type(_ label: Int) -> NameType {
    label < 5 ? .person : label < 9 ? .organization : .place
  }

  /// The labels of a word outside names, in its `index`-th unit of `count`.
  public static func word(_ index: Int, of count: Int) -> Int {
    count == 1 ? outside : index == 0 ? 13 : index == count - 1 ? 15 : 14
  }

  /// Whether a name or word may be open after `label`.
  public static func isOpen(_ label: Int) -> Bool { label > 0 && (label - 1) & 3 < 2 }

  /// Whether `next` may follow `label`.
  public static func mayFollow(_ label: Int, _ next: Int) -> Bool {
    let continues = next > 0 && ((next - 1) & 3 == 1 || (next - 1) & 3 == 2)
    guard isOpen(label) else { return !continues }
    return continues && (label - 1) / 4 == (next - 1) / 4
  }
}
