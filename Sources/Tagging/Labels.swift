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

/// The labels of one unit of text: outside every name, or begin, inside, end, single of a name of a type.
///
/// Thirteen labels fit one vector of sixteen lanes. Label 0 is outside; a name of type `t` owns
/// `1 + 4t ..< 5 + 4t` in the order begin, inside, end, single.
public enum NameLabel {
  /// How many labels there are.
  public static let count = 13
  /// Outside every name.
  public static let outside = 0
  public static func begin(_ type: Int) -> Int { 1 + 4 * type }
  public static func inside(_ type: Int) -> Int { 2 + 4 * type }
  public static func end(_ type: Int) -> Int { 3 + 4 * type }
  public static func single(_ type: Int) -> Int { 4 + 4 * type }

  /// The type of the name that `label`, which is not 0, belongs to.
  @inline(__always)
  public static func type(_ label: Int) -> NameType {
    label < 5 ? .person : label < 9 ? .organization : .place
  }

  /// Whether a name may be open after `label`.
  public static func isOpen(_ label: Int) -> Bool { label > 0 && (label - 1) & 3 < 2 }

  /// Whether `next` may follow `label`.
  public static func mayFollow(_ label: Int, _ next: Int) -> Bool {
    let continues = next > 0 && ((next - 1) & 3 == 1 || (next - 1) & 3 == 2)
    guard isOpen(label) else { return !continues }
    return continues && (label - 1) / 4 == (next - 1) / 4
  }
}
