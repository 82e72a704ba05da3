/// What a code unit can be in a numeral; a table of one byte a code unit.
///
/// Two tables in one: the low bits say which part of a numeral a unit is, the high bit says that a
/// date word can begin there. Everything else is 0, and a scan over the text touches nothing else.
struct NumeralClasses: Sendable {
  enum Kind {
    static let none: UInt8 = 0
    /// 0…9
    static let digit: UInt8 = 1
    /// 一, 二, 两, 〇, 壹 …
    static let hanDigit: UInt8 = 2
    /// 十, 百, 千
    static let smallPower: UInt8 = 3
    /// 万, 亿, 兆
    static let largePower: UInt8 = 4
    /// 几, 数
    static let vague: UInt8 = 5
    /// 半
    static let half: UInt8 = 6
    /// 廿, 卅, 卌
    static let tens: UInt8 = 7
    static let mask: UInt8 = 0x0F
    static let dateWord: UInt8 = 0x80
  }

  private(set) var table: [UInt8]
  /// Value of a digit, exponent of a power; by code unit.
  private let values: [UInt8]

  private static let hanDigits: [(String, Int)] = [
    ("〇零○", 0), ("一壹弌", 1), ("二两贰兩貳弍", 2), ("三叁參叄弎", 3), ("四肆", 4), ("五伍", 5),
    ("六陆陸", 6), ("七柒", 7), ("八捌", 8), ("九玖", 9),
  ]
  private static let tens: [(String, Int)] = [("廿", 2), ("卅", 3), ("卌", 4)]
  private static let smallPowers: [(String, Int)] = [("十拾", 1), ("百佰", 2), ("千仟", 3)]
  private static let largePowers: [(String, Int)] = [("万萬", 4), ("亿億", 8), ("兆", 12)]

  init(dateWordStarts: [UInt16]) {
    var table = [UInt8](repeating: 0, count: 65536)
    var values = [UInt8](repeating: 0, count: 65536)
    for digit in 0...9 { table[0x30 + digit] = Kind.digit }
    for (kind, rows) in [
      (Kind.hanDigit, Self.hanDigits), (Kind.smallPower, Self.smallPowers), (Kind.tens, Self.tens),
      (Kind.largePower, Self.largePowers),
    ] {
      for (characters, value) in rows {
        for unit in characters.utf16 {
          table[Int(unit)] = kind
          values[Int(unit)] = UInt8(value)
        }
      }
    }
    for unit in "几数幾數".utf16 { table[Int(unit)] = Kind.vague }
    table[Int(Unit.half)] = Kind.half
    for unit in dateWordStarts { table[Int(unit)] |= Kind.dateWord }
    self.table = table
    self.values = values
  }

  func value(_ unit: UInt16) -> Int { Int(values[Int(unit)]) }
}

/// The code units that the number and date grammars name.
enum Unit {
  static let space: UInt16 = 0x20
  static let newline: UInt16 = 0x0A
  static let zero: UInt16 = 0x30
  static let nine: UInt16 = 0x39
  static let comma: UInt16 = 0x2C
  static let period: UInt16 = 0x2E
  static let hyphen: UInt16 = 0x2D
  static let minus: UInt16 = 0x2212
  static let slash: UInt16 = 0x2F
  static let percent: UInt16 = 0x25
  static let wideComma: UInt16 = 0xFF0C
  static let wideColon: UInt16 = 0xFF1A
  static let colon: UInt16 = 0x3A
  static let leftParenthesis: UInt16 = 0xFF08
  static let rightParenthesis: UInt16 = 0xFF09
  static let half: UInt16 = 0x534A  // 半
  static let many: UInt16 = 0x591A  // 多
  static let odd: UInt16 = 0x4F59  // 余
  static let oddTraditional: UInt16 = 0x9918  // 餘
  static let some: UInt16 = 0x51E0  // 几
  static let several: UInt16 = 0x6570  // 数
  static let about: UInt16 = 0x6765  // 来
  static let point: UInt16 = 0x70B9  // 点
  static let one: UInt16 = 0x4E00  // 一
  static let two: UInt16 = 0x4E24  // 两
  static let ten: UInt16 = 0x5341  // 十
  static let hundred: UInt16 = 0x767E  // 百
  static let thousand: UInt16 = 0x5343  // 千
  static let up: UInt16 = 0x4E0A  // 上
  static let ordinal: UInt16 = 0x7B2C  // 第
  static let measureWord: UInt16 = 0x4E2A  // 个
  static let year: UInt16 = 0x5E74  // 年
  static let month: UInt16 = 0x6708  // 月
  static let day: UInt16 = 0x65E5  // 日
  static let dayNumber: UInt16 = 0x53F7  // 号
  static let hour: UInt16 = 0x65F6  // 时
  static let minute: UInt16 = 0x5206  // 分
  static let second: UInt16 = 0x79D2  // 秒
  static let ideographicComma: UInt16 = 0x3001  // 、
  static let tenth: UInt16 = 0x6210  // 成
  static let of: UInt16 = 0x7684  // 的
  static let front: UInt16 = 0x524D  // 前
  static let back: UInt16 = 0x540E  // 后

  static func isDigit(_ unit: UInt16) -> Bool { unit &- zero < 10 }
  static func isLetter(_ unit: UInt16) -> Bool { (unit | 0x20) &- 0x61 < 26 }
  /// The unified ideographs of the basic plane with extension A.
  static func isHan(_ unit: UInt16) -> Bool {
    (0x4E00...0x9FFF).contains(unit) || (0x3400...0x4DBF).contains(unit) || unit == 0x3007
  }
  /// The marks that join the two ends of a range: - – — ~ ～ － 至 到.
  static func joinsRange(_ unit: UInt16) -> Bool {
    switch unit {
    case hyphen, minus, 0x2013, 0x2014, 0x2015, 0x7E, 0xFF5E, 0x301C, 0xFF0D, 0x2010, 0x2011,
      0x81F3, 0x5230:
      true
    default: false
    }
  }
}
