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
    if let fullPlace = full.place {
      if let shortPlace = short.place {
        if shortPlace.canonical == fullPlace.canonical,
          a.dropFirst(shortPlace.length).elementsEqual(b.dropFirst(fullPlace.length))
        {
          return 4
        }
      } else if b.dropFirst(fullPlace.length).elementsEqual(a) {
        return 4
      }
    }
    guard a.count < b.count else { return nil }
    if b.starts(with: a), kinds.contains(Surface(b.dropFirst(a.count))) { return 3 }
    // Places that differ name different bodies: 福建省卫健委 is no 广东省卫生健康委员会.
    if let shortPlace = short.place, shortPlace.canonical != full.place?.canonical { return nil }
    if isAbbreviation(a[...], of: b[...]) { return 2 }
    guard let fullPlace = full.place else { return nil }
    return isAbbreviation(a[...], of: b.dropFirst(fullPlace.length)) ? 2 : nil
  }

  /// What may follow the name proper of a company or group.
  private static let kinds = Set(
    """
    集团 公司 集团公司 有限公司 股份有限公司 有限责任公司 集团有限公司 集团股份有限公司 控股 科技 新闻网 新闻社 通讯社 \
    电视台 新闻 网 报 银行 基金会 党 组织
    """.split(separator: " ").map { Surface($0) })

  /// Longest abbreviation, and longest name that has one, in characters.
  private static let longest = (short: 6, full: 40)

  private static func isAbbreviation(_ short: ArraySlice<UInt16>, of full: ArraySlice<UInt16>)
    -> Bool
  {
    guard short.count >= 2, short.count <= longest.short, full.count >= short.count + 2,
      full.count <= longest.full, short.first == full.first, short.allSatisfy(\.isHan)
    else { return false }
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
