import ICU
import Values

/// Puts right what ICU's dictionary cuts wrongly: a pass over its pieces that joins some of them.
struct WordMerging {
  let units: UnsafeBufferPointer<UInt16>
  let classes: UnsafeBufferPointer<UnitClass>
  /// Ends of ICU's pieces with ICU's rule status.
  let ends: [Int32]
  let statuses: [UInt16]

  /// The joined pieces as tokens; they tile the text.
  func tokens() -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(ends.count)
    var start: Int32 = 0
    var piece = 0
    while piece < ends.count {
      var token = Token(start: start, end: ends[piece], kind: kind(of: piece, from: start))
      var next = piece + 1
      switch token.kind {
      case .number: next = numberEnd(after: piece, token: &token)
      case .latin: next = latinEnd(after: piece, token: &token)
      case .word: next = wordEnd(after: piece, token: &token)
      case .mark, .space, .url: break
      }
      token.end = ends[next - 1]
      start = token.end
      piece = next
      if token.kind == .word, units[Int(token.start)] == Self.dot { token.kind = .mark }
      tokens.append(token)
    }
    return tokens
  }

  private static let dot: UInt16 = 0xB7

  private func kind(of piece: Int, from start: Int32) -> Token.Kind {
    switch statuses[piece] {
    case Boundaries.Status.kana...: .word
    case Boundaries.Status.letter...:
      // Hangul, Cyrillic … are letters too; a letter that is no Latin one still makes a word here.
      .latin
    case Boundaries.Status.number...: .number
    default: classes[Int(units[Int(start)])].contains(.space) ? .space : .mark
    }
  }

  private func unit(_ piece: Int) -> UInt16? {
    guard piece < ends.count else { return nil }
    let start = piece == 0 ? 0 : Int(ends[piece - 1])
    return Int(ends[piece]) - start == 1 ? units[start] : nil
  }

  private func start(_ piece: Int) -> Int { piece == 0 ? 0 : Int(ends[piece - 1]) }

  /// 2.8亿, 1,234万, 17.5%, 2020年, 7月, 26日, 9时: digits with their magnitude, sign or time unit.
  private func numberEnd(after piece: Int, token: inout Token) -> Int {
    var next = piece + 1
    while let mark = unit(next), "十百千万亿".utf16.contains(mark) { next += 1 }
    if let mark = unit(next), Self.timeUnits.contains(mark) {
      token.kind = .word
      return next + 1
    }
    if let mark = unit(next), mark == 0x25 || mark == 0x2030 || mark == 0x2103 { next += 1 }
    // 5G, 4K, 3D: ICU joins letters that follow digits already.
    return next
  }

  private static let timeUnits = Set("年月日号时点分秒".utf16)

  /// COVID-19, AT&T, e-mail, https://…, name@host: letters, digits and the marks between them.
  private func latinEnd(after piece: Int, token: inout Token) -> Int {
    var next = piece + 1
    if isAddress(at: piece) {
      token.kind = .url
      while next < ends.count, units[start(next)] > 0x20, units[start(next)] < 0x7F { next += 1 }
      return next
    }
    while let mark = unit(next), mark == 0x2D || mark == 0x26 || mark == 0x2E || mark == 0x40,
      next + 1 < ends.count, classes[Int(units[start(next + 1)])].isAlphanumeric
    {
      if mark == 0x40 { token.kind = .url }
      next += 2
    }
    return next
  }

  private func isAddress(at piece: Int) -> Bool {
    let rest = units[start(piece)...]
    return rest.starts(with: "http://".utf16) || rest.starts(with: "https://".utf16)
      || rest.starts(with: "www.".utf16)
  }

  /// 米|哈|伊|尔|·|特|罗… : pieces of characters that write foreign names, around a dot.
  ///
  /// Numerals that ICU leaves in pieces (二|〇|二|〇|年) are joined too.
  private func wordEnd(after piece: Int, token: inout Token) -> Int {
    let first = Int(token.start)
    if classes[Int(units[first])].contains(.numeral) { return numeralEnd(after: piece) }
    guard isTransliteration(piece) else { return piece + 1 }
    var next = piece + 1
    // A dot must follow within the longest usual name part.
    while next < ends.count, Int(ends[next]) - first <= 8, isTransliteration(next) { next += 1 }
    guard unit(next) == Self.dot else { return piece + 1 }
    while unit(next) == Self.dot, next + 1 < ends.count, isTransliteration(next + 1) {
      next += 2
      // The part after a dot ends where the characters do, or where ICU knows a longer word that
      // is no name (…·拜登表示).
      while next < ends.count, isTransliteration(next), Int(ends[next]) - start(next) <= 2 {
        next += 1
      }
    }
    return next
  }

  private func isTransliteration(_ piece: Int) -> Bool {
    guard piece < ends.count, statuses[piece] >= Boundaries.Status.ideograph else { return false }
    return (start(piece)..<Int(ends[piece])).allSatisfy {
      classes[Int(units[$0])].contains(.transliteration)
    }
  }

  private func numeralEnd(after piece: Int) -> Int {
    var next = piece
    while next < ends.count,
      (start(next)..<Int(ends[next])).allSatisfy({ classes[Int(units[$0])].contains(.numeral) })
    {
      next += 1
    }
    guard next > piece else { return piece + 1 }
    if next > piece + 1, let mark = unit(next), Self.timeUnits.contains(mark) { next += 1 }
    return next
  }
}

extension UnitClass {
  var isAlphanumeric: Bool { contains(.digit) || contains(.letter) }
}
