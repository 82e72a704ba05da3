import Values

/// Names with their edges where the language puts them, whatever the model saw at their borders.
///
/// - 中俄, 沪苏浙: places written by one character each are as many names.
/// - 《白河》日报: a name does not run out of the marks in which it begins.
/// - 老陈, 小林: the form of address before a family name of one character belongs to the name.
/// - 把白河, 被白河: the particle before a place or an organisation does not.
/// - 某国战略与|国际问题研究中心: a body of two fields is one name with its country.
struct NameEdges {
  let catalogue: NameCatalogue

  /// The names mended; in text order, without overlap, like `names`.
  func mended(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    guard names.contains(where: { isSuspect($0, in: units) }) else { return names }
    var result: [NameSpan] = []
    result.reserveCapacity(names.count + 8)
    for name in names {
      // 某国驻白河大使馆, of which the model saw two names.
      if let country = result.last, followsPost(name, after: country, in: units) {
        result[result.count - 1] = NameSpan(
          span: Span(country.span.start, name.span.end), type: .organization,
          confidence: min(country.confidence, name.confidence), rule: "edges")
        continue
      }
      if let whole = withFirstField(name, after: result.last, in: units) {
        if let last = result.last, whole.contains(last.span) { result.removeLast() }
        result.append(mended(name, whole))
        continue
      }
      guard isSuspect(name, in: units) else {
        result.append(name)
        continue
      }
      // 某国方: the side is no part of a known country.
      if isSide(name, in: units) {
        let country = Span(name.span.start, name.span.end - 1)
        result.append(
          NameSpan(span: country, type: .place, confidence: name.confidence, rule: "edges"))
        continue
      }
      if isListOfShortForms(name, in: units) {
        for at in name.span.start..<name.span.end {
          result.append(mended(name, Span(at, at + 1)))
        }
      } else if let span = edges(of: name, after: result.last?.span.end ?? 0, in: units) {
        result.append(mended(name, span))
      }
    }
    return result
  }

  private func mended(_ name: NameSpan, _ span: Span) -> NameSpan {
    span == name.span
      ? name
      : NameSpan(span: span, type: name.type, confidence: name.confidence, rule: "edges")
  }

  /// A cheap question that most names answer with no.
  private func isSuspect(_ name: NameSpan, in units: [UInt16]) -> Bool {
    let span = name.span
    switch name.type {
    case .person: if span.count == 1 { return true }
    case .place: if span.count <= 4, Self.shortForms.contains(units[span.start]) { return true }
    case .organization: break
    }
    if name.type == .organization, span.start > 0,
      units[span.start - 1] == Self.post || Self.and.contains(units[span.start - 1])
    {
      return true
    }
    if isSide(name, in: units) { return true }
    if name.type == .organization, "网站".stands(in: units, at: span.end - 2) { return true }
    if name.type == .person, span.count >= 3, tail(of: name, in: units) > 0 { return true }
    return name.type != .person && Self.particles.contains(units[span.start])
      || Self.closing.contains { units[span.start..<span.end].contains($0) }
  }

  private func isSide(_ name: NameSpan, in units: [UInt16]) -> Bool {
    let span = name.span
    return name.type != .person && span.count >= 3 && units[span.end - 1] == Self.side
      && catalogue.entry(for: Surface(units[span.start..<span.end - 1]), .place)?.subtype
        == "country"
  }

  /// Whether 驻 joins the name of a mission to the country before it.
  private func followsPost(_ name: NameSpan, after country: NameSpan, in units: [UInt16]) -> Bool {
    name.type == .organization && country.type == .place
      && country.span.end == name.span.start - 1 && units[name.span.start - 1] == Self.post
      && Self.missions.contains {
        name.span.count >= $0.utf16.count
          && $0.stands(in: units, at: name.span.end - $0.utf16.count)
      }
  }

  /// The span of a body with the first of its two fields, and with the place right before it, where the
  /// model saw only the second: a country's, or at the beginning of a clause.
  private func withFirstField(_ name: NameSpan, after last: NameSpan?, in units: [UInt16]) -> Span?
  {
    let start = name.span.start - 3
    guard name.type == .organization, start >= 0, Self.and.contains(units[name.span.start - 1]),
      Self.bodyEndings.contains(units[name.span.end - 1]), name.span.count >= 5,
      Self.fields.contains(where: { $0.stands(in: units, at: start) })
    else { return nil }
    if let last, last.span.end >= start {
      guard last.span.end == start, last.type == .place else { return nil }
      return Span(last.span.start, name.span.end)
    }
    return start == 0 || !units[start - 1].isHan ? Span(start, name.span.end) : nil
  }

  private static let and = Array("与和".utf16)
  private static let bodyEndings = Array("心所会院部局署织构室处".utf16)
  private static let fields = [
    "战略", "安全", "政策", "经济", "政治", "科学", "国防", "外交", "和平", "卫生", "教育", "文化", "体育", "科技", "环境",
    "能源", "人权", "贸易", "工业", "农业", "发展", "商业", "信息", "食品", "药品", "金融", "财政", "国际", "社会", "民主",
    "资源", "交通", "艺术", "历史", "海洋", "航空", "气候", "冲突", "危机", "防务", "情报",
  ]

  private static let saying = ["表示", "强调", "指出", "介绍", "透露", "称", "说"]
  private static let post: UInt16 = 0x9A7B  // 驻
  private static let side: UInt16 = 0x65B9  // 方
  private static let missions = ["使馆", "领馆", "领事馆", "代表团", "代表处"]

  /// Where a name begins and ends; nil where nothing is left of it.
  private func edges(of name: NameSpan, after end: Int, in units: [UInt16]) -> Span? {
    var span = name.span
    if name.type == .person, span.count == 1 {
      // 乌总统
      if Self.neverNames.contains(units[span.start]),
        Self.offices.contains(where: { $0.stands(in: units, at: span.end) })
      {
        return nil
      }
      // 老陈, but not 父老 or 从小
      if span.start > end, Self.addresses.contains(units[span.start - 1]),
        span.start < 2 || !Self.beforeAddresses.contains(units[span.start - 2])
      {
        span.start -= 1
      }
      return span
    }
    if name.type != .person, Self.particles.contains(units[span.start]), span.count > 2 {
      span.start += 1
    }
    if name.type == .person { span.end -= tail(of: name, in: units) }
    // 某报网站
    if name.type == .organization, span.count >= 5, "网站".stands(in: units, at: span.end - 2) {
      span.end -= 2
    }
    for at in span.start..<span.end {
      guard let mark = Self.closing.firstIndex(of: units[at]) else { continue }
      let opening = Self.opening[mark]
      if units[span.start..<at].contains(opening) { continue }
      // What closes here was opened before the name: right before it, the name is what the marks hold.
      guard span.start > 0, units[span.start - 1] == opening, at > span.start else { return nil }
      return Span(span.start, at)
    }
    return span
  }

  /// How many units at the end of a person's name are a time after it: 江某星期六, 江某本|月.
  private func tail(of name: NameSpan, in units: [UInt16]) -> Int {
    let span = name.span
    let last = units[span.end - 1]
    if last == 0x672C, span.end < units.count, "月周届季".utf16.contains(units[span.end]) {  // 本
      return 1
    }
    // 会见江某时|表示
    if last == 0x65F6, span.count >= 3,
      Self.saying.contains(where: { $0.stands(in: units, at: span.end) })
    {
      return 1
    }
    guard span.count >= 5, "一二三四五六日天".utf16.contains(last),
      "星期".stands(in: units, at: span.end - 3)
    else { return 0 }
    return 3
  }

  private func isListOfShortForms(_ name: NameSpan, in units: [UInt16]) -> Bool {
    guard name.type == .place, (2...4).contains(name.span.count) else { return false }
    let text = units[name.span.start..<name.span.end]
    guard text.allSatisfy({ Self.shortForms.contains($0) }) else { return false }
    return !Self.regions.contains(Array(text)) && catalogue.places[Surface(text)] == nil
  }

  /// Countries, continents and provinces that the news abbreviates by one character side by side.
  private static let shortForms = Set(
    "中美俄英法德日韩朝印乌台港澳加意西葡荷波土泰缅越老柬马新菲巴伊以埃欧非亚京津冀沪川渝粤闽苏浙皖鲁豫晋陕鄂湘赣黔滇桂琼".utf16
  )
  /// Regions whose names are made of such characters and are one name.
  private static let regions = Set(
    ["中亚", "西亚", "中非", "西非", "西欧", "中欧", "欧亚", "老挝"].map { Array($0.utf16) })
  /// Short forms of countries that are no family names, and offices of a country.
  private static let neverNames = Set("美俄英法德日印乌以伊埃欧".utf16)
  private static let offices = ["总统", "总理", "首相", "外长", "防长", "议长", "国防", "外交", "高官", "副总"]
  private static let addresses = Array("老小阿".utf16)
  private static let beforeAddresses = Array("父元从大最更变缩长".utf16)
  private static let particles = Array("把被".utf16)
  private static let closing = Array("》”」』）)".utf16)
  private static let opening = Array("《“「『（(".utf16)
}
