/// How the forms of one place's name relate.
enum PlaceForms {
  /// What may follow the name proper of a place.
  private static let kinds = Set("省市县区州镇乡村国洲".utf16)

  /// The kinds of more than one character.
  private static let longKinds = [
    "共和国", "地区", "联邦", "自治区", "自治州", "自治县", "特别行政区", "新区", "山脉",
  ].map {
    Array($0.utf16)
  }

  /// The same of land that no country is named without: 克里米亚半岛 is 克里米亚, 朝鲜半岛 is not 朝鲜.
  private static let lands = ["半岛", "群岛"].map { Array($0.utf16) }

  /// Whether `short` is `full` without its kind: 北京, 北京市; 眉山, 眉山市; 波兰, 波兰共和国.
  static func isShort(_ short: LinkedForm, of full: LinkedForm) -> Bool {
    guard short.units.count >= 2, full.units.count > short.units.count,
      full.units.starts(with: short.units)
    else { return false }
    let rest = full.units.dropFirst(short.units.count)
    if rest.count == 1, let last = rest.first { return kinds.contains(last) }
    return longKinds.contains { rest.elementsEqual($0) }
      || short.entry?.subtype != "country" && lands.contains { rest.elementsEqual($0) }
  }
}
