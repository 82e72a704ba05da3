/// How the forms of one organisation's name relate.
struct OrganisationForms {
  let catalogue: NameCatalogue

  /// How well `short` fits as a shorter form of `full`; nil when it does not.
  ///
  /// 4: the same but for how its leading place is written (俄国防部, 俄罗斯国防部) or a leading place left out
  /// (外交部, 中国外交部). 3: the name without its kind (阿里巴巴, 阿里巴巴集团). 2: an abbreviation that takes
  /// characters in order, beginning with the first (世卫组织, 世界卫生组织; 国台办, 国务院台湾事务办公室).
  func fit(_ short: String, in full: String) -> Int? {
    let short = Array(short)
    let full = Array(full)
    guard short.count >= 2, short != full else { return nil }
    let shortPlace = catalogue.leadingPlace(of: short)
    let fullPlace = catalogue.leadingPlace(of: full)
    if let shortPlace, let fullPlace, shortPlace.canonical == fullPlace.canonical,
      short.dropFirst(shortPlace.length) == full.dropFirst(fullPlace.length)
    {
      return 4
    }
    if shortPlace == nil, let fullPlace, Array(full.dropFirst(fullPlace.length)) == short {
      return 4
    }
    guard short.count < full.count else { return nil }
    if full.starts(with: short), Self.kinds.contains(String(full.dropFirst(short.count))) {
      return 3
    }
    // Places that differ name different bodies: 福建省卫健委 is no 广东省卫生健康委员会.
    if let shortPlace, shortPlace.canonical != fullPlace?.canonical { return nil }
    return isAbbreviation(short, of: full)
      || (fullPlace.map { isAbbreviation(short, of: Array(full.dropFirst($0.length))) } ?? false)
      ? 2 : nil
  }

  /// What may follow the name proper of a company or group.
  private static let kinds: Set<String> = [
    "集团", "公司", "集团公司", "有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "集团股份有限公司",
    "控股", "科技", "新闻网", "新闻社", "通讯社", "电视台", "新闻", "网", "报", "银行", "基金会", "党", "组织",
  ]

  private func isAbbreviation(_ short: [Character], of full: [Character]) -> Bool {
    guard short.count >= 2, full.count >= short.count + 2, full.count <= 40,
      short[0] == full[0], short.count <= 6,
      short.allSatisfy({ !$0.isASCII })
    else { return false }
    var at = 0
    var last = -1
    for character in short {
      guard let found = full[at...].firstIndex(of: character) else { return false }
      last = found
      at = found + 1
    }
    // The kind of body stands at the end of both: 办公室, 委员会, 组织.
    return last >= full.count - 3
  }
}
