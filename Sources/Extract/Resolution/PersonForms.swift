/// How the forms of one person's name relate.
enum PersonForms {
  private static let dots: Set<Character> = ["·", "-", " ", "．", "."]

  /// The parts of a foreign name: 莫妮卡·托夫特 → 莫妮卡, 托夫特; Bill Jaynes → Bill, Jaynes.
  static func parts(_ name: String) -> [Substring] { name.split(whereSeparator: dots.contains) }

  /// How well `short` fits as a shorter form of `full`; nil when it does not.
  ///
  /// 3: the last part (托夫特), or the last parts in order. 2: the given name of a Chinese name (泽民) or the
  /// surname before a title (王). 1: another part (莫妮卡).
  static func fit(_ short: String, in full: String) -> Int? {
    guard short.count < full.count else { return nil }
    let parts = parts(full)
    if parts.count > 1 {
      let shorts = Self.parts(short)
      guard !shorts.isEmpty, shorts.count < parts.count else { return nil }
      if parts.suffix(shorts.count).elementsEqual(shorts) { return 3 }
      if shorts.count == 1, parts.contains(shorts[0]) { return 1 }
      if shorts.count > 1, shorts.first == parts.first, shorts.last == parts.last { return 3 }
      return nil
    }
    guard isHan(full), isHan(short), full.count <= 4 else { return nil }
    if short.count == 1 { return full.first == short.first ? 2 : nil }
    if short.count == 2, full.count >= 3, full.hasSuffix(short) { return 2 }
    return nil
  }

  private static func isHan(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x3400 && $0.value <= 0x9FFF }
  }
}
