import Values

/// Newspapers and magazines between title marks: 《…时报》, 《…》杂志.
///
/// Title marks hold works, laws and films, and a model that learns them as no names hesitates at the
/// newspapers among them. What they end with, or what follows, tells which they are.
enum Outlets {
  /// Longest title that is looked at, in units: no newspaper's name is longer.
  static let longest = 14

  /// What a newspaper's or magazine's title ends with.
  private static let endings = ["报", "周刊", "杂志", "电视台", "新闻网", "通讯社"].map { Array($0.utf16) }
  /// Reports that end with 报 and are no newspapers.
  private static let reports = Set(
    [
      "公报", "通报", "汇报", "年报", "月报", "简报", "情报", "预报", "警报", "举报", "捷报", "海报", "喜报", "申报",
      "播报", "战报", "财报", "季报", "呈报", "填报",
    ].map { Array($0.utf16) })
  /// What follows the closing mark of one.
  private static let followers = ["杂志", "周刊", "月刊", "双周刊", "报纸", "期刊", "网站"].map {
    Array($0.utf16)
  }

  /// The titles, in text order.
  static func spans(in units: [UInt16]) -> [Span] {
    var spans: [Span] = []
    var at = 0
    while let open = units[at...].firstIndex(of: 0x300A) {
      at = open + 1
      let limit = min(units.count, at + longest + 1)
      guard
        let close = units[at..<limit].firstIndex(where: { $0 == 0x300B || $0 == 0x300A || $0 == 10 }
        ),
        units[close] == 0x300B, close - at > 1
      else { continue }
      let title = units[at..<close]
      let isOutlet =
        endings.contains { title.ends(with: $0) } && !reports.contains(Array(title.suffix(2)))
        || followers.contains { units[(close + 1)...].starts(with: $0) }
      // 《甲》《乙》, titles with commas and points: works
      if isOutlet, !title.contains(where: { $0 == 0xFF0C || $0 == 0x3002 || $0 == 0xFF1A }) {
        spans.append(Span(at, close))
      }
      at = close
    }
    return spans
  }

  /// Names with the outlets among them: an outlet takes the place of what a model saw inside its title.
  static func merged(_ names: [NameSpan], _ outlets: [Span]) -> [NameSpan] {
    guard !outlets.isEmpty else { return names }
    var result: [NameSpan] = []
    result.reserveCapacity(names.count + outlets.count)
    var next = 0
    for name in names {
      while next < outlets.count, outlets[next].start <= name.span.start {
        result.append(outlet(outlets[next]))
        next += 1
      }
      if next > 0, name.span.start < outlets[next - 1].end { continue }
      if next < outlets.count, name.span.end > outlets[next].start { continue }
      result.append(name)
    }
    for span in outlets[next...] { result.append(outlet(span)) }
    return result
  }

  private static func outlet(_ span: Span) -> NameSpan {
    NameSpan(span: span, type: .organization, confidence: 0.98, rule: "outlet")
  }
}
