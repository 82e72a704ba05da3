/// Writes decimal numbers in Chinese.
struct NumeralWriter {
  let style: ChineseNumeral.Style

  private static let plainDigits = Array("零一二三四五六七八九")
  private static let formalDigits = Array("零壹贰叁肆伍陆柒捌玖")

  private var digits: [Character] {
    style == .plain || style == .digits ? Self.plainDigits : Self.formalDigits
  }
  private var powers: [String] {
    style == .plain ? ["", "十", "百", "千"] : ["", "拾", "佰", "仟"]
  }

  func written(_ decimal: String) -> String? {
    var rest = Substring(decimal)
    let isNegative = rest.first == "-"
    if isNegative { rest.removeFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      parts.count < 2 || !parts[1].isEmpty, let wholeDigits = Self.values(whole),
      wholeDigits.count <= 16
    else { return nil }
    let fraction = parts.count > 1 ? Self.values(parts[1]) ?? [] : []
    let sign = isNegative ? "负" : ""
    switch style {
    case .money: return sign + money(wholeDigits, fraction)
    case .digits:
      let spelled = String(whole.compactMap(\.wholeNumberValue).map { digits[$0] })
      return sign + spelled + point(fraction)
    case .plain, .formal: return sign + integer(wholeDigits) + point(fraction)
    }
  }

  /// Leading zeros left out.
  private static func values(_ digits: Substring) -> [Int]? {
    digits.map { $0.wholeNumberValue ?? 0 }
  }

  private func point(_ fraction: [Int]) -> String {
    fraction.isEmpty ? "" : "点" + String(fraction.map { digits[$0] })
  }

  private func integer(_ padded: [Int]) -> String {
    let number = Array(padded.drop { $0 == 0 })
    guard !number.isEmpty else { return String(digits[0]) }
    // 亿 joins two numbers below 10^8.
    let split = max(0, number.count - 8)
    var text = ""
    if split > 0 { text = belowHundredMillion(Array(number[..<split])) + "亿" }
    let low = Array(number[split...])
    let isLowZero = low.allSatisfy { $0 == 0 }
    if !isLowZero {
      if split > 0, low[0] == 0 { text.append(digits[0]) }
      text += belowHundredMillion(Array(low.drop { $0 == 0 }))
    }
    if style == .plain, text.hasPrefix("一十") { text.removeFirst() }
    return text
  }

  private func belowHundredMillion(_ number: [Int]) -> String {
    let split = max(0, number.count - 4)
    guard split > 0 else { return section(number[...]) }
    let low = number[split...]
    let high = section(number[..<split]) + "万"
    if low.allSatisfy({ $0 == 0 }) { return high }
    let zero = low.first == 0 ? String(digits[0]) : ""
    return high + zero + section(low.drop { $0 == 0 })
  }

  private func section(_ number: ArraySlice<Int>) -> String {
    var text = ""
    var hasGap = false
    for (index, digit) in number.enumerated() {
      if digit == 0 {
        hasGap = true
        continue
      }
      if hasGap { text.append(digits[0]) }
      hasGap = false
      text.append(digits[digit])
      text += powers[number.count - 1 - index]
    }
    return text
  }

  /// 元, 角, 分: the rest is cut off.
  private func money(_ whole: [Int], _ fraction: [Int]) -> String {
    let tenths = fraction.first ?? 0
    let hundredths = fraction.count > 1 ? fraction[1] : 0
    let isZero = whole.allSatisfy { $0 == 0 }
    guard tenths > 0 || hundredths > 0 else { return integer(whole) + "元整" }
    var text = isZero ? "" : integer(whole) + "元"
    if tenths > 0 {
      text += "\(digits[tenths])角"
    } else if !isZero {
      text.append(digits[0])
    }
    if hundredths > 0 { text += "\(digits[hundredths])分" }
    return text
  }
}
