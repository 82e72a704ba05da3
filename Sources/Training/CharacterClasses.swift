import Tagging

/// The class of each folded unit, by what names it begins and ends in the annotated texts.
///
/// 1 digits, 2 letters, 3 space, 4 ends of sentences, 5 commas, 6 and 7 opening and closing marks, 8 the points
/// and dashes inside names; for Han characters 9 family names, 10 transliteration, 11 and 12 ends of
/// organisations and places, 13 given names, 14 other words; 15 the rest.
enum CharacterClasses {
  /// The classes that need no counts: 15 for every Han character.
  static func plain() -> [UInt8] {
    var table = [UInt8](repeating: 15, count: 65536)
    func assign(_ text: String, _ value: UInt8) { for u in text.utf16 { table[Int(u)] = value } }
    for unit in 0x61...0x7A { table[unit] = 2 }
    for unit in 0xC0..<0x250 { table[unit] = 2 }
    assign("0", 1)
    assign(" ", 3)
    assign("!?…。", 4)
    assign(",:;、", 5)
    assign("(‘“《「【", 6)
    assign(")’”》」】", 7)
    assign("-·", 8)
    table[Int(Alphabet.edge)] = 0
    return table
  }

  /// For words: 9 numerals, 10 mostly words of their own, 11 mostly first and 12 mostly last, 13 both alike,
  /// 14 mostly inside.
  static func words(of set: TrainingSet) -> [UInt8] {
    var table = plain()
    var counts = [SIMD8<Float>](repeating: .zero, count: 65536)
    for segment in set.segments where segment.weight > 0 {
      for i in segment.place..<segment.place + segment.count {
        counts[Int(set.units[i])][set.allowed[i].trailingZeroBitCount & 7] += 1
      }
    }
    for unit in 0x3400..<0xA000 {
      let c = counts[unit], total = c.sum()
      guard total >= 3 else { continue }
      let share = c / total
      let inside = share[WordLabel.second] + share[WordLabel.third] + share[WordLabel.middle]
      table[unit] =
        share[WordLabel.single] > 0.6
        ? 10
        : share[WordLabel.begin] > 0.6
          ? 11 : share[WordLabel.end] > 0.6 ? 12 : inside > 0.3 ? 14 : 13
    }
    for unit in "零〇一二三四五六七八九十百千万亿两".utf16 { table[Int(unit)] = 9 }
    return table
  }

  static func table(of set: TrainingSet) -> [UInt8] {
    var table = plain()
    // counts: all, family name, inside a name with a point, last of an organisation, last of a place, given name
    var counts = [SIMD8<Float>](repeating: .zero, count: 65536)
    for segment in set.segments where segment.weight > 0 {
      var i = segment.place
      let end = segment.place + segment.count
      for k in i..<end { counts[Int(set.units[k])][0] += 1 }
      while i < end {
        let label = set.allowed[i].nonzeroBitCount == 1 ? set.allowed[i].trailingZeroBitCount : 0
        guard NameLabel.isName(label), NameLabel.isOpen(label) else { i += 1; continue }
        var stop = i + 1
        while stop < end, set.allowed[stop].nonzeroBitCount == 1,
          NameLabel.isOpen(set.allowed[stop - 1].trailingZeroBitCount)
        { stop += 1 }
        switch NameLabel.type(label) {
        case .person:
          if stop - i <= 3 {
            counts[Int(set.units[i])][1] += 1
            for k in i + 1..<stop { counts[Int(set.units[k])][5] += 1 }
          } else {
            for k in i..<stop { counts[Int(set.units[k])][2] += 1 }
          }
        case .organization: counts[Int(set.units[stop - 1])][3] += 1
        case .place: counts[Int(set.units[stop - 1])][4] += 1
        }
        i = stop
      }
    }
    for unit in 0x3400..<0xA000 {
      let c = counts[unit]
      guard c[0] >= 3 else { table[unit] = c[0] > 0 ? 14 : 15; continue }
      let share = c / SIMD8(repeating: c[0])
      table[unit] =
        share[1] > 0.25
        ? 9
        : share[2] > 0.2
          ? 10 : share[3] > 0.2 ? 11 : share[4] > 0.25 ? 12 : share[5] > 0.1 ? 13 : 14
    }
    return table
  }
}
