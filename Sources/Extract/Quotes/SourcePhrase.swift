import Values

/// The noun phrase that a statement comes from, before it is known whom it stands for.
struct SourcePhrase {
  enum Head {
    /// A name: index into the mention index's `named` is not kept, the mention itself is.
    case named(MentionIndex.Named)
    /// 他, 她, 他们, 其 …
    case pronoun(StatementLexicon.Kinds)
    /// An unnamed person or body by what it is: 发言人, 分析人士.
    case role
    /// 声明, 报告: stands for who made it.
    case document
    /// 报道: the outlet that was cited last.
    case outlet
    /// 外媒
    case media
    /// A person's name that is no mention, told by its shape and what stands before it.
    case unlisted
    /// 王部长, 田警官: a surname with a title or form of address; the head is the surname.
    case surnamed
    /// 俄方, 美方.
    case side
    /// Some other words where a source must stand.
    case words
  }

  var span: Span
  var head: Head
  /// The head noun itself.
  var headSpan: Span
  /// The title or role that goes with a name: 外交部长, 先生.
  var title: Span?
  /// 该, 这名, 上述 before the head.
  var pointsBack = false
  /// Named persons and bodies that speak jointly with the head.
  var joint: [MentionIndex.Named] = []
  /// The outlet before 援引 … 的话.
  var outlet: MentionIndex.Named?
  /// 据 X 报道, 从 X 获悉.
  var evidential = false

  private static let notExistential = Set("人关些的限色志识意分爆猜传名位个条家段份声观评线机".utf16)

  /// 不少网友 of 有不少网友, where 有 only says that there are some.
  static func withoutExistential(_ span: Span, in units: [UInt16]) -> Span {
    guard span.count >= 3, units[span.start] == 0x6709,  // 有
      !notExistential.contains(units[span.start + 1])
    else { return span }
    return Span(span.start + 1, span.end)
  }
}
