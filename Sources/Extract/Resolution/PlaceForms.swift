/// How the forms of one place's name relate.
enum PlaceForms {
  /// What may follow the name proper of a place.
  private static let kinds: Set<Character> = [
    "省", "市", "县", "区", "州", "镇", "乡", "村", "国", "岛", "港",
  ]

  /// Whether `short` is `full` without its kind: 北京, 北京市; 眉山, 眉山市; 加利福尼亚, 加利福尼亚州.
  static func isShort(_ short: String, of full: String) -> Bool {
    guard short.count >= 2, full.count == short.count + 1, full.hasPrefix(short),
      let last = full.last
    else { return false }
    return kinds.contains(last)
  }

  /// 俄方, 美方, 中方: a country's side.
  static func withoutSide(_ name: String) -> String {
    name.count > 1 && name.hasSuffix("方") ? String(name.dropLast()) : name
  }
}
