/// How the forms of one place's name relate.
enum PlaceForms {
  /// What may follow the name proper of a place.
  private static let kinds = Set("省市县区州镇乡村国岛港".utf16)

  /// Whether `short` is `full` without its kind: 北京, 北京市; 眉山, 眉山市; 加利福尼亚, 加利福尼亚州.
  static func isShort(_ short: LinkedForm, of full: LinkedForm) -> Bool {
    guard short.units.count >= 2, full.units.count == short.units.count + 1,
      let last = full.units.last, kinds.contains(last)
    else { return false }
    return full.units.starts(with: short.units)
  }
}
