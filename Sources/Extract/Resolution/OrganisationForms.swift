/// How the forms of one organisation's name relate.
enum OrganisationForms {
  /// How well `short` fits as a shorter form of `full`; nil when it does not.
  ///
  /// 4: the same but for how its leading place is written (俄国防部, 俄罗斯国防部) or a leading place left out
  /// (外交部, 中国外交部). 3: the name without its kind (阿里巴巴, 阿里巴巴集团). 2: an abbreviation that takes
  /// characters in order, beginning with the first (世卫组织, 世界卫生组织; 国台办, 国务院台湾事务办公室). 1: the name
  /// proper of a company (穆氏, 穆氏投资服务公司; Walden, Walden Capital Ltd.).
  static func fit(_ short: LinkedForm, in full: LinkedForm) -> Int? {
    let (a, b) = (short.units, full.units)
    guard a.count >= 2, b.count >= 2 else { return nil }
    let (restA, restB) = (
      a.dropFirst(short.place?.length ?? 0), b.dropFirst(full.place?.length ?? 0)
    )
    if let fullPlace = full.place {
      if let shortPlace = short.place {
        if shortPlace.canonical == fullPlace.canonical, restA.elementsEqual(restB) { return 4 }
      } else if restB.elementsEqual(a) {
        return 4
      }
    }
    guard a.count < b.count else { return nil }
    // 海城市宁心医院 is 宁心医院, 联合国世界粮食计划署 is 世界粮食计划署.
    if a.count >= 4, b.suffix(a.count).elementsEqual(a), isParent(b.dropLast(a.count)) { return 4 }
    if b.starts(with: a), kinds.contains(Surface(b.dropFirst(a.count))) { return 3 }
    // 巴西队 is 巴西国家队.
    if a.last == team, b.count == a.count + 2, b.starts(with: a.dropLast()),
      b.suffix(3).elementsEqual("国家队".utf16)
    {
      return 3
    }
    // Places that differ name different bodies: 福建省卫健委 is no 广东省卫生健康委员会.
    if let shortPlace = short.place, shortPlace.canonical != full.place?.canonical { return nil }
    let (coreA, coreB) = (core(restA), core(restB))
    if coreA.count >= 2, coreA.count < a.count || coreB.count < b.count, coreA.elementsEqual(coreB)
    {
      return 3
    }
    if isAbbreviation(a[...], of: b[...]) { return 2 }
    if full.place != nil, isAbbreviation(restA, of: restB) { return 2 }
    return short.place == nil && isProperPart(a, of: restB) ? 1 : nil
  }

  private static let team: UInt16 = 0x961F  // 队

  /// Whether a company's name begins with `short` as a word of its own.
  private static func isProperPart(_ short: [UInt16], of full: ArraySlice<UInt16>) -> Bool {
    guard full.count > short.count + 1, full.starts(with: short) else { return false }
    let next = full[full.startIndex + short.count]
    if next < 0x250 { return next == 0x20 && short.allSatisfy { $0 < 0x250 } }
    // A branch is not the company.
    let isBranch = ["分公司", "支公司"].contains { full.ends(with: Array($0.utf16)) }
    return core(full).count < full.count && full.count >= short.count + 4 && !isBranch
  }

  /// 深圳市, 海城市, 联合国: what a body's name may begin with beside countries.
  private static func isParent(_ prefix: ArraySlice<UInt16>) -> Bool {
    guard prefix.count >= 2, let last = prefix.last else { return false }
    return prefix.count >= 3 && administrative.contains(last) || parents.contains(Surface(prefix))
  }

  private static let administrative = Set("省市县区州镇乡盟旗".utf16)
  private static let parents = Set(
    "联合国 中共 美国国会 国会 国家 中国 国务院 欧盟 中央".split(separator: " ").map { Surface($0) })

  /// A company's name without its legal form: 华友钴业 of 华友钴业股份有限公司.
  private static func core(_ name: ArraySlice<UInt16>) -> ArraySlice<UInt16> {
    for form in legalForms where name.count >= form.count + 2 {
      if name.suffix(form.count).elementsEqual(form) { return name.dropLast(form.count) }
    }
    return name
  }

  /// The longer ones first.
  private static let legalForms = [
    "集团股份有限公司", "（集团）有限公司", "集团有限公司", "股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团",
  ].map { Array($0.utf16) }

  /// What may follow the name proper of a company or group.
  private static let kinds = Set(
    """
    集团 公司 集团公司 有限公司 股份有限公司 有限责任公司 集团有限公司 集团股份有限公司 控股 科技 新闻网 新闻社 通讯社 \
    电视台 新闻 网 报 银行 基金会 党 组织 队 俱乐部 汽车公司
    """.split(separator: " ").map { Surface($0) })

  /// Longest abbreviation, and longest name that has one, in characters.
  private static let longest = (short: 10, full: 40)

  private static func isAbbreviation(_ short: ArraySlice<UInt16>, of full: ArraySlice<UInt16>)
    -> Bool
  {
    guard short.count >= 2, short.count <= longest.short,
      full.count >= short.count + (short.count >= 5 ? 1 : 2), full.count <= longest.full,
      short.first == full.first, short.allSatisfy(\.isHan)
    else { return false }
    // 澳门大学 is no short form of 澳门城市大学: an abbreviation does not keep both ends whole.
    if short.count >= 4, short.prefix(2).elementsEqual(full.prefix(2)),
      short.suffix(2).elementsEqual(full.suffix(2))
    {
      return false
    }
    var at = full.startIndex
    var last = at
    for unit in short {
      guard let found = full[at...].firstIndex(of: unit) else { return false }
      last = found
      at = found + 1
    }
    // The kind of body stands at the end of both: 办公室, 委员会, 组织.
    return last >= full.endIndex - 3
  }
}
