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

    /// A noun for a person, a body or a document.
    var isCommon: Bool {
      switch self {
      case .role, .document: true
      default: false
      }
    }
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
  /// Words that nothing explains stand between it and the cue: 民警立即开展…分析研判.
  var distant = false

  private static let notExistential = Set("人关些的限色志识意分爆猜传名位个条家段份声观评线机效利无望".utf16)
  private static let wordsInHave = Set("没所只拥享具国公私固现持富占特原含带共专未还".utf16)

  /// The phrase without 有 where it is no name.
  func spanWithoutExistential(in units: [UInt16]) -> Span {
    switch head {
    case .role, .words, .media, .document: Self.withoutExistential(span, in: units)
    default: span
    }
  }

  /// 不少网友 of 有不少网友 or 评论区有不少网友, where 有 only says that there are some.
  static func withoutExistential(_ span: Span, in units: [UInt16]) -> Span {
    guard span.count >= 3,
      let have = units[span.start..<span.end - 2].lastIndex(of: 0x6709),  // 有
      !notExistential.contains(units[have + 1]),
      !(span.count == 3 && units[have + 1] == 0x6D88),  // 有消息
      have == span.start || !wordsInHave.contains(units[have - 1]),
      !units[have..<span.end].contains(0x7684)  // 的
    else { return span }
    return Span(have + 1, span.end)
  }
}
