import Values

/// Places one inside the other that stand before a name are names of their own: of 青山省白河市商会 the
/// organisation is 白河市商会, and 青山省白河市 are two places.
///
/// A model joins them now and then. Where one ends is told by what kind of division it is (省, 市, 县 …),
/// by the catalogue, and by a second place that follows at once.
struct PlaceChain {
  let catalogue: NameCatalogue

  /// Names with the places before them on their own; in text order, without overlap.
  func divided(_ names: [NameSpan], in units: [UInt16]) -> [NameSpan] {
    var result: [NameSpan] = []
    result.reserveCapacity(names.count + 4)
    for var name in names {
      while name.type != .person, name.span.count > 5, let length = outer(name, in: units) {
        let end = name.span.start + length
        result.append(
          NameSpan(
            span: Span(name.span.start, end), type: .place, confidence: name.confidence,
            rule: "chain"))
        name.span.start = end
      }
      result.append(name)
    }
    return result
  }

  /// How long the first place is, where a second one follows.
  private func outer(_ name: NameSpan, in units: [UInt16]) -> Int? {
    let text = units[name.span.start..<name.span.end]
    let isPlace = name.type == .place
    var length = Self.division(text)
    if !isPlace {
      // 福建白河市商会 begins with 福建, 海南藏族自治州 with nothing shorter
      let first = known(text)
      if length == 0
        || first > 0 && first < length && Self.division(text.dropFirst(first)) > 0
          && !text[..<(text.startIndex + length)].contains(0x65CF)  // 族
      {
        length = first
      }
    }
    guard length > 0, length < text.count else { return nil }
    let rest = text.dropFirst(length)
    var second = Self.division(rest)
    if second == 0, !isPlace, !Self.isNamedAfterPlace(rest) {
      second = known(rest)
      // 中山路小学 (路 = 8DEF) is one name
      if second < rest.count, second > 0, rest[rest.startIndex + second] == 0x8DEF { second = 0 }
    }
    guard second > 0, isPlace || second < rest.count else { return nil }
    return length
  }

  /// How long a place of the catalogue at the beginning is; 0 where there is none.
  private func known(_ text: ArraySlice<UInt16>) -> Int {
    guard text.count > 3, let place = catalogue.leadingPlace(of: Array(text)), place.length > 1
    else { return 0 }
    return place.length
  }

  /// Schools, companies, media and societies bear the names of places as their own.
  private static func isNamedAfterPlace(_ text: ArraySlice<UInt16>) -> Bool {
    let last = text[text.endIndex - 1]
    return last == 0x9662 || last == 0x4F1A || last == 0x793E || last == 0x961F  // 院会社队
      || text.indices.dropLast().contains { own.contains(pair(text[$0], text[$0 + 1])) }
  }

  /// How long a division with its kind at the beginning is (白河市: 3); 0 where there is none.
  private static func division(_ text: ArraySlice<UInt16>) -> Int {
    let start = text.startIndex
    for at in text.indices.prefix(9) {
      let unit = text[at]
      if others.contains(unit) { return 0 }
      guard kinds.contains(unit), at > start else { continue }
      let next = at + 1 < text.endIndex ? text[at + 1] : 0
      if at == start + 1 {
        // 杭州, 通州 go on; 某县 and 城乡 do not begin a chain
        if unit == 0x5DDE { continue } else { return 0 }
      }
      if unit == 0x5DDE, kinds.contains(next) { continue }
      return general.contains(pair(text[at - 1], unit)) || words.contains(pair(unit, next))
        ? 0 : at + 1 - start
    }
    return 0
  }

  private static func pair(_ a: UInt16, _ b: UInt16) -> UInt32 { UInt32(a) << 16 | UInt32(b) }

  private static func pairs(_ list: String) -> Set<UInt32> {
    Set(
      list.split(separator: " ").map {
        let units = Array($0.utf16)
        return pair(units[0], units[1])
      })
  }

  private static let kinds = Set("省市县區区州镇鎮乡鄉旗盟縣".utf16)
  /// What belongs to a body rather than to a place before it, and what joins two names.
  private static let others = Set("局会司院校部委驻、和与及（）()“”·各某全本该".utf16)
  /// Kinds of areas that are no divisions.
  private static let general = pairs(
    "城市 都市 超市 股市 门市 地区 特区 社区 园区 校区 景区 军区 战区 发区 新区 小区 政区 城区 片区 院区 "
      + "态区 胜区 欧盟 联盟 护区 灾区 厂区 街区 山区 非洲 欧洲 神州 城镇 城乡")
  /// Words that begin with such a character.
  private static let words = pairs("市场 市民 市政 区域 区块 州立 州长")
  private static let own = pairs("大学 学院 银行 公司 新闻 广播 代表 学校 小学 中学")
}
