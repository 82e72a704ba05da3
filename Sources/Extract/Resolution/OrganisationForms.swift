/// How the forms of one organisation's name relate.
enum OrganisationForms {
  /// How well `short` fits as a shorter form of `full`; nil when it does not.
  ///
  /// 4: the same but for how its leading place is written (俄国防部, 俄罗斯国防部) or a leading place left out
  /// (外交部, 中国外交部). 3: the name without its kind (阿里巴巴, 阿里巴巴集团). 2: an abbreviation that takes
  /// characters in order, beginning with the first (世卫组织, 世界卫生组织; 国台办, 国务院台湾事务办公室).
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
    // Places that differ name different bodies: 福建省卫健委 is no 广东省卫生健康委员会.
    if let shortPlace = short.place, shortPlace.canonical != full.place?.canonical { return nil }
    let (coreA, coreB) = (core(restA), core(restB))
    if coreA.count >= 2, coreA.count < a.count || coreB.count < b.count, coreA.elementsEqual(coreB)
    {
      return 3
    }
    if isAbbreviation(a[...], of: b[...]) { return 2 }
    guard full.place != nil else { return nil }
    return isAbbreviation(restA, of: restB) ? 2 : nil
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
