import Testing
import Values

@testable import Extract

/// Numerals written and read: whatever is written is read back, and no text is a trap.
@Suite struct NumeralTests {
  /// The same sequence in every run.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test func writtenIsRead() {
    var generator = Generator(state: 7)
    for round in 0..<4000 {
      let digits = Int.random(in: 1...16, using: &generator)
      var value = Int.random(in: 0..<Int(pow10(digits)), using: &generator)
      // Zeros inside are where numerals differ.
      if round % 3 == 0 { value = value / 1000 * 1000 }
      if round % 7 == 0 { value = value / 10_000 * 10_000 + value % 10 }
      for style in [ChineseNumeral.Style.plain, .formal, .digits] {
        guard let text = ChineseNumeral.written(String(value), style: style) else {
          Issue.record("\(value) is not written")
          continue
        }
        if style == .digits, digits == 1 { continue }
        #expect(ChineseNumeral.value(of: text) == String(value), "\(text)")
      }
    }
  }

  @Test func newsNumeralsAgree() {
    // What the extractor reads and what is written are the same number.
    let tables = QuantityTables()
    var generator = Generator(state: 11)
    for _ in 0..<1000 {
      let value = Int.random(in: 2...99_999_999, using: &generator)
      guard let text = ChineseNumeral.written(String(value)) else { continue }
      let units = Array((text + "元").utf16)
      let found = units.withUnsafeBufferPointer {
        tables.quantities(in: $0, published: nil, hasDateline: false)
      }
      #expect(found.figures.first?.decimal == String(value), "\(text)")
    }
  }

  @Test func decimalsAreExact() {
    #expect(ChineseNumeral.value(of: "16.4亿") == "1640000000")
    #expect(ChineseNumeral.value(of: "0.1万") == "1000")
    #expect(ChineseNumeral.value(of: "一点一亿") == "110000000")
    #expect(ChineseNumeral.value(of: "4.78万亿") == "4780000000000")
    let third = ExactDecimal(1).divided(by: ExactDecimal(3), places: 4)
    #expect(third?.digits == "0.3333")
    let tenths = ExactDecimal(mantissa: 1, scale: 1).adding(ExactDecimal(mantissa: 2, scale: 1))
    #expect(tenths?.digits == "0.3")
    #expect(ExactDecimal(mantissa: 164, scale: 1).shifted(by: 8)?.digits == "1640000000")
    // Overflow is nil, not a wrong number.
    #expect(ExactDecimal(mantissa: Int128.max, scale: 0).shifted(by: 1) == nil)
  }

  @Test func amounts() {
    #expect(ChineseNumeral.written("10005.2", style: .money) == "壹万零伍元贰角")
    #expect(ChineseNumeral.value(of: "壹万零伍元贰角") == "10005.2")
    #expect(ChineseNumeral.written("12345678901234567") == nil)
    #expect(ChineseNumeral.written("1.2.3") == nil)
    #expect(ChineseNumeral.spelledDigits("二〇〇六") == "2006")
    #expect(ChineseNumeral.spelledDigits("幺八九") == "189")
  }

  @Test(arguments: ["", "万", "百十一百", "点五", "一点", "十七十八"]) func notStrict(_ text: String) {
    #expect(ChineseNumeral.value(of: text, reading: .strict) == nil)
  }

  /// Random texts of the characters that numbers and dates are made of.
  @Test func fuzz() {
    let tables = QuantityTables()
    let alphabet = Array(
      "0123456789.,，:：-—~至到一二三四五六七八九十百千万亿兆零〇两几数半余多第年月日号时点分秒周星期天上下前后今昨明个元块角毛%成折倍比之又负初廿卅农历闰正腊大节旬季度世纪代底末在的约超 \n\u{0}\u{202E}壹贰叁拾佰仟圆摄氏岁公里斤米"
        .utf16)
    var generator = Generator(state: 3)
    for _ in 0..<3000 {
      let length = Int.random(in: 1...60, using: &generator)
      let units = (0..<length).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      let published = CalendarDay(year: 2021, month: 5, day: 20)
      let found = units.withUnsafeBufferPointer {
        tables.quantities(in: $0, published: published, hasDateline: false)
      }
      var end = 0
      let spans = (found.figures.map(\.span) + found.dates.map(\.span)).sorted()
      for span in spans {
        #expect(span.start >= end && span.end > span.start && span.end <= units.count)
        end = span.end
      }
      _ = ChineseNumeral.numbers(in: String(decoding: units, as: UTF16.self))
    }
  }

  /// A megabyte of one character costs time in proportion to its length.
  @Test(arguments: ["一", "1", "十", "千", "日", "年", "1,", "一点", "三分之", "廿", "半", "第", "1:", "1-"])
  func longRuns(_ piece: String) {
    let tables = QuantityTables()
    let units = Array(String(repeating: piece, count: 100_000).utf16)
    let clock = ContinuousClock()
    let time = clock.measure {
      _ = units.withUnsafeBufferPointer {
        tables.quantities(in: $0, published: nil, hasDateline: false)
      }
    }
    // Generous for a debug build on a busy machine; a quadratic scan takes minutes.
    #expect(time < .seconds(20))
  }

  private func pow10(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { value, _ in value * 10 } }
}
