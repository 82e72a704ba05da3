import Values

/// A number with its unit as it stands in the text, before its context is read.
struct FigureMatch {
  enum Kind: String {
    case number, quantity, measure, money, percent, points, fraction, multiple, ratio, age,
      duration,
      ordinal, temperature
  }
  var start: Int
  var end: Int
  var kind: Kind
  var value: ExactDecimal?
  var minimum: ExactDecimal?
  var maximum: ExactDecimal?
  /// 余, 多, 几: the value is at least the one given.
  var isOpen = false
  /// Index into the tables' unit list.
  var unit: Int?
  var unitName: String?
  var unitText: Span?
  /// The second end of a range whose first end this is; it shares this one's unit.
  var range: (minimum: ExactDecimal, maximum: ExactDecimal)?
}

/// Recognises figures: a numeral with the unit, sign or measure word that makes it one.
///
/// 2.8亿元, 1550枚, 17.5%, 三分之一, 34岁, 十余天. Not 统一, 两会, 737MAX, 12345热线, 一名.
struct FigureReader {
  let numerals: NumeralReader
  let tables: QuantityTables

  enum Outcome {
    case figure(FigureMatch)
    /// Nothing begins here; go on at this position.
    case skip(Int)
  }

  var units: UnsafeBufferPointer<UInt16> { numerals.units }
  @inline(__always) func unit(_ at: Int) -> UInt16 { numerals.unit(at) }

  /// - Parameter previousEnd: where the figure before ended; what follows a range mark there is the
  ///   range's other end.
  func outcome(at start: Int, previousEnd: Int) -> Outcome {
    switch numerals.kind(start) {
    case NumeralClasses.Kind.half: half(at: start)
    case NumeralClasses.Kind.digit: arabic(at: start, previousEnd: previousEnd)
    default: chinese(at: start)
    }
  }

  // MARK: - Arabic digits

  private func arabic(at start: Int, previousEnd: Int) -> Outcome {
    let skip = Outcome.skip(numerals.runEnd(at: start))
    var spanStart = start
    var isNegative = false
    var currency: String?
    let before = unit(start - 1)
    if before == Unit.ordinal || before == Unit.space && unit(start - 2) == Unit.ordinal {
      return ordinal(at: start)
    }
    if Unit.isLetter(before) {
      guard let code = currencyCode(endingAt: start) else {
        guard let (_, end) = numerals.plainArabic(at: start), unit(end) == Unit.percent else {
          return skip
        }
        return figure(at: start, spanStart: start, currency: nil, skip: skip)
      }
      currency = code
    } else if Unit.isDigit(before) || before == 0x5F || before == 0x40 || before == 0x26 {
      return skip
    } else if before == Unit.period || before == Unit.slash || before == 0xB7
      || before == Unit.colon || before == Unit.wideColon
    {
      let further = unit(start - 2)
      if Unit.isDigit(further) || Unit.isLetter(further) { return skip }
    } else if before == Unit.hyphen || before == Unit.minus {
      let further = unit(start - 2)
      if previousEnd == start - 1 || further == Unit.percent {
        // The second end of a range.
      } else if Unit.isDigit(further) || Unit.isLetter(further) || further == Unit.hyphen {
        return skip
      } else if Unit.isHan(further) || further == 0x201D || further == 0x300B {
        guard let (_, end) = numerals.plainArabic(at: start),
          unit(end) == Unit.percent || unit(end) == 0x2103
        else { return skip }
        isNegative = previousEnd != start - 1
      } else {
        isNegative = true
      }
    }
    if let (sign, signStart) = currencySign(before: start) {
      currency = sign
      spanStart = signStart
    }
    if isNegative { spanStart = start - 1 }
    let result = figure(at: start, spanStart: spanStart, currency: currency, skip: skip)
    guard case .figure(var match) = result else { return result }
    if isNegative { match.value = match.value?.negated }
    return .figure(isNegative ? match : withZero(match))
  }

  /// 零上55摄氏度, 零下十几度: the span covers where zero lies.
  private func withZero(_ match: FigureMatch) -> FigureMatch {
    guard unit(match.start - 2) == 0x96F6, [Unit.up, 0x4E0B].contains(unit(match.start - 1)) else {
      return match
    }
    var match = match
    if unit(match.start - 1) == 0x4E0B { match.value = match.value?.negated }
    match.start -= 2
    return match
  }

  private func currencySign(before start: Int) -> (code: String, start: Int)? {
    var at = start - 1
    if unit(at) == Unit.space { at -= 1 }
    let code: String
    switch unit(at) {
    case 0x24, 0xFF04:
      var letters = at
      while letters > 0, at - letters < 3, Unit.isLetter(units[letters - 1]) { letters -= 1 }
      let prefix = String(decoding: units[letters..<at], as: UTF16.self)
      let codes = [
        "": "USD", "US": "USD", "HK": "HKD", "NT": "TWD", "A": "AUD", "AU": "AUD", "C": "CAD",
        "CA": "CAD", "S": "SGD", "NZ": "NZD", "R": "BRL",
      ]
      guard let known = codes[prefix] else { return ("USD", at) }
      return (known, letters)
    case 0xA3, 0xFFE1: code = "GBP"
    case 0x20AC: code = "EUR"
    case 0xA5, 0xFFE5: code = "CNY"
    case 0x20A9: code = "KRW"
    case 0x20B9: code = "INR"
    case 0x20BD: code = "RUB"
    default: return nil
    }
    return (code, at)
  }

  /// RMB500, USD20
  private func currencyCode(endingAt end: Int) -> String? {
    var at = end
    while at > 0, end - at < 5, Unit.isLetter(units[at - 1]) { at -= 1 }
    guard end - at >= 3, let (value, stop) = tables.units.longest(in: units, at: at, limit: end),
      stop == end, tables.unitList[value].kind == .money
    else { return nil }
    return tables.unitList[value].name
  }

  private func figure(at start: Int, spanStart: Int, currency: String?, skip: Outcome) -> Outcome {
    guard let numeral = numerals.numeral(at: start) else { return skip }
    if var match = withUnit(numeral) ?? special(numeral) {
      match.start = spanStart
      if let currency, match.kind == .number || match.kind == .quantity && spanStart < start {
        match.kind = .money
        match.unitName = currency
      }
      return .figure(match)
    }
    if currency != nil {
      var match = bare(numeral)
      match.start = spanStart
      match.kind = .money
      match.unitName = currency
      return .figure(match)
    }
    if let first = firstOfRange(numeral) {
      return .figure(first)
    }
    let next = unit(numeral.end)
    if Unit.isLetter(next) { return skip }
    if numeral.power >= 4 || numeral.isOpen && numeral.power > 0 {
      return .figure(bare(numeral))
    }
    // 报6.9961, 升破7.0大关
    let frames: [UInt16] = [
      0x62A5, 0x7834, 0x5728, 0x4E3A, 0x8FBE, 0x81F3, 0x5230, 0x7EA6, 0x8D85, 0x903E, 0x8FD1,
      0x8FC7,
      0x4E8E,
    ]
    if units[start..<numeral.end].contains(Unit.period), frames.contains(unit(start - 1)),
      !Unit.isHan(next) || next == 0x5927 || next == 0x5DE6 || next == 0x4EE5
    {
      return .figure(bare(numeral))
    }
    // 致3死1失联
    if next == 0x6B7B || next == 0x4F24 || next == 0x5931 && unit(numeral.end + 1) == 0x8054,
      unit(start - 1) != Unit.ordinal
    {
      return .figure(bare(numeral))
    }
    return .skip(max(numeral.end, start + 1))
  }

  // MARK: - Chinese numerals

  private func chinese(at start: Int) -> Outcome {
    if let (value, end) = tables.words.longest(in: units, at: start) {
      let head = tables.wordHeads[value]
      let stands =
        head.count <= start
        && head.indices.allSatisfy { units[start - head.count + $0] == head[$0] }
      // 十分 is an adverb, 十分之一 a fraction.
      if stands, unit(end) != 0x4E4B || unit(end - 1) != Unit.minute {
        return .skip(max(end, start + 1))
      }
    }
    let before = unit(start - 1)
    if before == Unit.ordinal { return ordinal(at: start) }
    let skip = Outcome.skip(numerals.runEnd(at: start))
    guard let numeral = numerals.numeral(at: start) else { return skip }
    if numeral.isVagueAlone { return vague(numeral) }
    if numeral.isSingleOne { return one(numeral) }
    if let match = special(numeral) { return .figure(match) }
    if numeral.isBarePower { return barePower(numeral, before: before) }
    // 之一, 之二; 初二, 高三, 大三 are no counts.
    if numeral.isSingleDigit, before == 0x4E4B { return skip }
    if let match = withUnit(numeral) { return .figure(withZero(match)) }
    if let first = firstOfRange(numeral) { return .figure(first) }
    if numeral.power >= 4, numeral.end - start >= 2,
      numeral.value == nil || numeral.end - start >= 3 || units[start] == Unit.ten
        || numerals.kind(start) == NumeralClasses.Kind.hanDigit
    {
      return .figure(bare(numeral))
    }
    return .skip(max(numeral.end, start + 1))
  }

  /// 一 is a number before durations, 倍 and 成, and an article before the rest.
  private func one(_ numeral: Numeral) -> Outcome {
    let start = numeral.start
    let skip = Outcome.skip(numeral.end)
    if unit(numeral.end) == Unit.half, unit(numeral.end + 1) != 0x5929 {
      return .figure(
        FigureMatch(
          start: start, end: numeral.end + 1, kind: .fraction,
          value: ExactDecimal(mantissa: 5, scale: 1)))
    }
    if let match = special(numeral) { return .figure(match) }
    if let match = withUnit(numeral) {
      switch match.kind {
      case .multiple, .percent, .points, .number: return .figure(match)
      case .quantity where unit(match.end - 1) == Unit.half || match.isOpen: return .figure(match)
      case .duration where measuresOne(match): return .figure(match)
      default: break
      }
    }
    return firstOfRange(numeral).map(Outcome.figure) ?? skip
  }

  /// Whether 一年, 一周, 一天 is a length of time: not 这一年, 每一天, 一年一度, 有一天.
  private func measuresOne(_ match: FigureMatch) -> Bool {
    let before = unit(match.start - 1)
    let next = unit(match.end)
    let last = unit(match.end - 1)
    // 这 那 每 后 某 新 又 去 同 另 唯 前 下 上 当
    let articles: [UInt16] = [
      0x8FD9, 0x90A3, 0x6BCF, 0x540E, 0x67D0, 0x65B0, 0x53C8, 0x53BB, 0x540C, 0x53E6, 0x552F,
      0x524D,
      0x4E0B, 0x4E0A, 0x5F53,
    ]
    // 过去一年
    if articles.contains(before), before != 0x53BB || unit(match.start - 2) != 0x8FC7 {
      return false
    }
    if before == 0x6709, last == 0x5929 || last == Unit.year { return false }
    // 一年一度, 一年比一年, 一日
    if next == Unit.one || next == 0x5EA6 || next == 0x6BD4 || last == Unit.day { return false }
    guard last == 0x5929, match.end - match.start == 2 else { return true }
    // 内 左 时 以 有 之; 期 近 均 超 过 约 仅 了
    return [0x5185, 0x5DE6, 0x65F6, 0x4EE5, 0x6709, 0x4E4B].contains(next)
      || [0x671F, 0x8FD1, 0x5747, 0x8D85, 0x8FC7, 0x7EA6, 0x4EC5, 0x4E86].contains(before)
  }

  /// 数名, 数小时 (几名 says less than a number), 数以万计.
  private func vague(_ numeral: Numeral) -> Outcome {
    let start = numeral.start
    let skip = Outcome.skip(start + 1)
    guard units[start] != Unit.some, units[start] != 0x5E7E else { return skip }
    if unit(start + 1) == 0x4EE5, unit(start + 3) == 0x8BA1,
      numerals.kind(start + 2) == NumeralClasses.Kind.smallPower
        || numerals.kind(start + 2) == NumeralClasses.Kind.largePower
    {
      return .figure(FigureMatch(start: start, end: start + 4, kind: .number))
    }
    // 人数, 次数, 多数 …: 数 is the noun's own end.
    guard !tables.countNouns.contains(unit(start - 1)),
      let (index, end) = unitMatch(at: start + 1, numeral: numeral),
      tables.unitList[index].kind == .count || tables.unitList[index].kind == .duration
        || tables.unitList[index].kind == .multiple
    else { return skip }
    return .figure(
      FigureMatch(
        start: start, end: end, kind: kind(of: tables.unitList[index].kind),
        minimum: ExactDecimal(2), maximum: ExactDecimal(9), unit: index,
        unitText: Span(start + 1, end)))
  }

  /// 百名, 万元, 上千起: a power with no coefficient, a number before money and after 近, 上, 超.
  private func barePower(_ numeral: Numeral, before: UInt16) -> Outcome {
    let skip = Outcome.skip(numeral.end)
    // 近 上 超 逾 约 达 过 破 的 个
    let frames: [UInt16] = [0x8FD1, 0x4E0A, 0x8D85, 0x903E, 0x7EA6, 0x8FBE, 0x8FC7, 0x7834, 0x5230]
    let framed = frames.contains(before)
    guard var match = withUnit(numeral) else {
      guard numeral.isOpen || before == Unit.up && unit(numeral.start - 2) != 0x4EE5,
        numeral.power >= 4
      else { return skip }
      return .figure(bare(numeral))
    }
    if before == Unit.up, ![0x4EE5, 0x4E4B, 0x665A, 0x4E0D].contains(unit(numeral.start - 2)) {
      match.start -= 1
    } else if !framed, !numeral.isOpen, match.kind != .money {
      // 百年来, 百岁老人, 千名, 万吨; 万岁 is a cheer.
      let isYears = unit(match.end - 1) == Unit.year && unit(match.end) == Unit.about
      guard let text = match.unitText, text.count == 1,
        isYears
          || [0x540D, 0x4F59, 0x4EA9, 0x74F6, 0x5428, 0x53F0, 0x8F86].contains(units[text.start])
      else { return skip }
    }
    return .figure(match)
  }

  // MARK: - Forms with a word of their own

  /// 半小时, 半个多月, 半年.
  private func half(at start: Int) -> Outcome {
    let skip = Outcome.skip(start + 1)
    // 上半年, 下半年, 大半年, 多半
    let heads: [UInt16] = [0x4E0A, 0x4E0B, 0x5927, 0x591A, Unit.one]
    guard !heads.contains(unit(start - 1)) else { return skip }
    let (value, end) = tables.units.longest(in: units, at: start + 1) ?? (-1, 0)
    guard value >= 0, tables.unitList[value].kind == .duration,
      !tables.unitList[value].blockers.contains(unit(end)),
      ![0x5929, Unit.day, 0x65E5, 0x79D2].contains(unit(end - 1))
    else { return skip }
    var match = FigureMatch(
      start: start, end: end, kind: .duration, value: ExactDecimal(mantissa: 5, scale: 1),
      unit: value, unitText: Span(start + 1, end))
    // 半年报, 半年度, 半年前
    if unit(end - 1) == Unit.year, [0x62A5, 0x5EA6].contains(unit(end)) || unit(end) == Unit.front {
      return skip
    }
    match.isOpen = hasMany(Span(start + 1, end))
    takeMany(&match)
    return .figure(match)
  }

  /// 三分之一, 百分之五, 七成, 3比2, 翻一番.
  private func special(_ numeral: Numeral) -> FigureMatch? {
    let end = numeral.end
    switch unit(end) {
    case Unit.minute where unit(end + 1) == 0x4E4B:
      return fraction(numeral)
    case 0x6BD4:  // 比
      guard let left = numeral.value, !numeral.isOpen,
        numerals.kind(end + 1) == NumeralClasses.Kind.digit
          || numerals.kind(end + 1) == NumeralClasses.Kind.hanDigit,
        let right = numerals.numeral(at: end + 1), right.form == numeral.form, !right.isOpen,
        numeral.form == .arabic || numeral.isSingleDigit || numeral.isSingleOne,
        withUnit(right) == nil, let divisor = right.value
      else { return nil }
      return FigureMatch(
        start: numeral.start, end: right.end, kind: .ratio,
        value: left.divided(by: divisor, places: 4))
    case Unit.wideColon, Unit.colon, Unit.hyphen:
      return score(numeral)
    case Unit.tenth:
      return tenths(numeral)
    case 0x756A:  // 番
      guard unit(numeral.start - 1) == 0x7FFB || unit(numeral.start - 2) == 0x7FFB,
        let times = numeral.value?.whole, (1...20).contains(times)
      else { return nil }
      return FigureMatch(
        start: numeral.start, end: end + 1, kind: .multiple, value: ExactDecimal(1 << times))
    default:
      return nil
    }
  }

  private func fraction(_ numeral: Numeral) -> FigureMatch? {
    var at = numeral.end + 2
    if unit(at) == Unit.space { at += 1 }
    guard let denominator = numeral.value, !numeral.isOpen,
      let top = numerals.numeral(at: at), !top.isVagueAlone
    else { return nil }
    var match = FigureMatch(start: numeral.start, end: top.end, kind: .fraction)
    match.isOpen = top.isOpen
    if denominator == ExactDecimal(100) {
      match.kind = .percent
      match.value = top.value
      match.minimum = top.minimum
      match.maximum = top.maximum
    } else {
      match.value = top.value?.divided(by: denominator, places: 4)
    }
    return match
  }

  /// 3分16秒: 196 seconds.
  private func minutesAndSeconds(_ numeral: Numeral) -> FigureMatch? {
    guard let minutes = numeral.value?.multiplied(by: ExactDecimal(60)), !numeral.isOpen,
      let tail = numerals.numeral(at: numeral.end + 1), let seconds = tail.value,
      unit(tail.end) == Unit.second, seconds < ExactDecimal(60)
    else { return nil }
    return FigureMatch(
      start: numeral.start, end: tail.end + 1, kind: .duration, value: minutes.adding(seconds),
      unitName: "秒", unitText: Span(tail.end, tail.end + 1))
  }

  private func tenths(_ numeral: Numeral) -> FigureMatch? {
    let end = numeral.end + 1
    guard let value = numeral.value, let tenfold = value.shifted(by: 1),
      !numeral.isOpen, numeral.power == 0, !(ExactDecimal(10) < value),
      numeral.form == .arabic || numeral.isSingleDigit || numeral.isSingleOne
        || numeral.minimum != nil,
      !tables.tenthBlockers.contains(unit(end))
    else { return nil }
    // 一成不变, 一成为
    var match = FigureMatch(
      start: numeral.start, end: end, kind: .percent, value: tenfold,
      minimum: numeral.minimum?.shifted(by: 1), maximum: numeral.maximum?.shifted(by: 1))
    if numerals.kind(end) == NumeralClasses.Kind.hanDigit, unit(end) != Unit.one || true,
      let rest = numerals.numeral(at: end), rest.isSingleDigit || rest.isSingleOne,
      let addend = rest.value, withUnit(rest) == nil,
      numerals.kind(rest.end) == NumeralClasses.Kind.none
    {
      match.value = tenfold.adding(addend)
      match.end = rest.end
    } else if unit(end) == Unit.half {
      match.value = tenfold.adding(ExactDecimal(5))
      match.end = end + 1
    } else if unit(end) == Unit.many, unit(end + 1) != Unit.several {
      match.isOpen = true
      match.end = end + 1
    }
    return match
  }

  /// 3：2, 25-19 when no unit follows; times and telephone numbers are not scores.
  private func score(_ numeral: Numeral) -> FigureMatch? {
    guard numeral.form == .arabic, numeral.power == 0, !numeral.isOpen,
      numeral.end - numeral.start <= 3, Unit.isDigit(unit(numeral.end + 1)),
      let right = numerals.numeral(at: numeral.end + 1), right.power == 0, !right.isOpen,
      right.end - right.start <= 3,
      unit(numeral.end) != Unit.hyphen || right.end - numeral.start <= 5, let left = numeral.value,
      let divisor = right.value,
      withUnit(right) == nil
    else { return nil }
    let next = unit(right.end)
    if next == Unit.colon || next == Unit.wideColon || next == Unit.hyphen || next == Unit.slash
      || Unit.isLetter(next) || unit(numeral.end) == Unit.hyphen && Unit.isDigit(next)
    {
      return nil
    }
    return FigureMatch(
      start: numeral.start, end: right.end, kind: .ratio,
      value: left.divided(by: divisor, places: 4))
  }

  /// 第三, 第44届; 第三方, 第一时间 are words.
  private func ordinal(at start: Int) -> Outcome {
    let runEnd = Outcome.skip(numerals.runEnd(at: start))
    // 第一线, 第一手, 第二次世界大战
    if let (_, end) = tables.words.longest(in: units, at: start), end - start >= 2 {
      return .skip(end)
    }
    guard let numeral = numerals.numeral(at: start), let value = numeral.value, !numeral.isOpen
    else { return runEnd }
    let spanStart = unit(start - 1) == Unit.ordinal ? start - 1 : start - 2
    var at = numeral.end
    if unit(at) == Unit.space { at += 1 }
    var match = FigureMatch(
      start: spanStart, end: numeral.end, kind: .ordinal, value: value)
    let next = unit(numeral.end)
    if let (index, end) = unitMatch(at: at, numeral: numeral, isOrdinal: true),
      !tables.ordinalBlockers.contains(unit(end))
    {
      match.end = end
      match.unit = index
      match.unitText = Span(at, end)
    } else if Unit.isHan(next) && next != Unit.of || Unit.isLetter(next) {
      return .skip(numeral.end)
    }
    return .figure(match)
  }

  // MARK: - Units

  func bare(_ numeral: Numeral) -> FigureMatch {
    FigureMatch(
      start: numeral.start, end: numeral.end, kind: .number, value: numeral.value,
      minimum: numeral.minimum, maximum: numeral.maximum, isOpen: numeral.isOpen)
  }

  /// The longest unit at `at` that may follow the numeral.
  func unitMatch(at: Int, numeral: Numeral, isOrdinal: Bool = false) -> (index: Int, end: Int)? {
    var limit: Int?
    while let (index, end) = tables.units.longest(in: units, at: at, limit: limit) {
      let unit = tables.unitList[index]
      let next = self.unit(end)
      let last = units[end - 1]
      let fits: Bool
      if unit.blockers.contains(next) || isClass(numeral, last) {
        fits = false
      } else if Unit.isLetter(last) {
        fits = !Unit.isLetter(next) && !Unit.isDigit(next) && numeral.form == .arabic
      } else if unit.arabicOnly {
        fits =
          numeral.form == .arabic || isOrdinal
          || !numeral.isSingleDigit && !numeral.isSingleOne && !numeral.isVagueAlone
            && numeral.end - numeral.start > 1 && numeral.minimum == nil
      } else if end - at == 1, last == 0x5927 {
        // 四大, not 十八大
        fits = isOrdinal || numeral.end - numeral.start == 1 && Unit.isHan(next)
      } else {
        fits = true
      }
      if fits { return (index, end) }
      limit = end - 1
      if end - 1 <= at { return nil }
    }
    return nil
  }

  /// 2023级, 2023届: the class of a year; 中铁五局, 军情六处: the number of a body.
  private func isClass(_ numeral: Numeral, _ last: UInt16) -> Bool {
    switch last {
    case 0x7EA7, 0x5C4A, 0x7248:  // 级 届 版
      return numeral.form == .arabic && numeral.end - numeral.start == 4
        && (units[numeral.start] == 0x31 || units[numeral.start] == 0x32)
    case 0x5C40, 0x5904:  // 局 处
      // 铁 建 冶 交 电 情 航 化 煤 土 勘
      let bodies: [UInt16] = [
        0x94C1, 0x5EFA, 0x51B6, 0x4EA4, 0x7535, 0x60C5, 0x822A, 0x5316, 0x7164, 0x571F, 0x52D8,
      ]
      return numeral.form == .chinese && bodies.contains(unit(numeral.start - 1))
    default:
      return numeral.form == .chinese && numeral.isSingleDigit && numeral.value == ExactDecimal.zero
    }
  }

  func kind(of kind: MeasureUnit.Kind) -> FigureMatch.Kind {
    switch kind {
    case .count: .quantity
    case .measure: .measure
    case .money: .money
    case .percent: .percent
    case .points: .points
    case .multiple: .multiple
    case .duration: .duration
    case .age: .age
    case .temperature: .temperature
    }
  }

  /// The numeral with its unit and all that belongs to it; nil when no unit follows.
  func withUnit(_ numeral: Numeral) -> FigureMatch? {
    var at = numeral.end
    var addsHalf = false
    if unit(at) == Unit.space, numeral.form == .arabic { at += 1 }
    if unit(at) == Unit.minute, let clock = minutesAndSeconds(numeral) { return clock }
    if unit(at) == Unit.measureWord, unit(at + 1) == Unit.half {
      // 一个半小时
      at += 1
      addsHalf = true
    }
    let unitStart = at
    guard
      let (index, end) = unitMatch(
        at: addsHalf ? at + 1 : at, numeral: numeral, isOrdinal: addsHalf)
    else {
      // 一个多亿
      if unit(at) == Unit.measureWord, unit(at + 1) == Unit.many,
        numerals.kind(at + 2) == NumeralClasses.Kind.largePower,
        let value = numeral.value?.shifted(by: numerals.table.value(unit(at + 2)))
      {
        return FigureMatch(
          start: numeral.start, end: at + 3, kind: .number, value: value, isOpen: true)
      }
      return nil
    }
    if addsHalf, tables.unitList[index].kind != .duration { return nil }
    if unit(at) == Unit.measureWord, end == at + 1, unit(end) == Unit.many,
      numerals.kind(end + 1) == NumeralClasses.Kind.largePower,
      let value = numeral.value?.shifted(by: numerals.table.value(unit(end + 1)))
    {
      return FigureMatch(
        start: numeral.start, end: end + 2, kind: .number, value: value, isOpen: true)
    }
    let measure = tables.unitList[index]
    var match = FigureMatch(
      start: numeral.start, end: end, kind: kind(of: measure.kind), value: numeral.value,
      minimum: numeral.minimum, maximum: numeral.maximum, isOpen: numeral.isOpen, unit: index,
      unitText: Span(unitStart, end))
    if measure.fraction > 0 {
      for path in [\FigureMatch.value, \.minimum, \.maximum] {
        match[keyPath: path] = match[keyPath: path]?.multiplied(
          by: ExactDecimal(mantissa: 1, scale: measure.fraction))
      }
    }
    if addsHalf { match.value = match.value?.adding(ExactDecimal(mantissa: 5, scale: 1)) }
    if hasMany(Span(unitStart, end)) { match.isOpen = true }
    takeTail(&match, numeral: numeral)
    return match
  }

  /// 个多小时
  private func hasMany(_ span: Span) -> Bool {
    span.count > 2 && units[span.start] == Unit.measureWord && units[span.start + 1] == Unit.many
  }

  /// What still belongs to the figure after its unit.
  private func takeTail(_ match: inout FigureMatch, numeral: Numeral) {
    if unit(match.end) == Unit.half, !match.isOpen, takesHalf(match), unit(match.end + 1) != 0x573A
    {
      match.value = match.value?.adding(ExactDecimal(mantissa: 5, scale: 1))
      match.end += 1
    } else {
      takeMany(&match)
    }
    switch match.kind {
    case .quantity: takeAlternative(&match)
    case .money: takeCoins(&match)
    case .duration: takeClock(&match)
    default: break
    }
    takeRate(&match)
  }

  private func takesHalf(_ match: FigureMatch) -> Bool {
    // 年 倍 岁 天 月 周 目 斤 吨 里 时 亩 成
    [
      0x5E74, 0x500D, 0x5C81, 0x5929, 0x6708, 0x5468, 0x76EE, 0x65A4, 0x5428, 0x91CC, 0x65F6,
      0x4EA9,
    ].contains(unit(match.end - 1))
  }

  /// 5年多, 两倍多; not 三年多次.
  private func takeMany(_ match: inout FigureMatch) {
    guard unit(match.end) == Unit.many || unit(match.end) == Unit.odd, !match.isOpen,
      match.kind == .duration || match.kind == .multiple || match.kind == .measure
        || match.kind == .age || match.kind == .money,
      match.value != nil, !tables.manyBlockers.contains(unit(match.end + 1))
    else { return }
    match.isOpen = true
    match.end += 1
  }

  /// 500台（套）
  private func takeAlternative(_ match: inout FigureMatch) {
    // 辆次, 艘次: times of each
    if unit(match.end) == 0x6B21, unit(match.end - 1) != 0x6B21,
      ![0x5E8F, 0x8981, 0x4E8E, 0x5143, 0x751F, 0x6570, 0x65E5].contains(unit(match.end + 1))
    {
      match.end += 1
    }
    let open = unit(match.end)
    guard open == Unit.leftParenthesis || open == 0x28,
      let (_, end) = tables.units.longest(in: units, at: match.end + 1),
      unit(end) == Unit.rightParenthesis || unit(end) == 0x29
    else { return }
    match.end = end + 1
  }

  /// 3元5角
  private func takeCoins(_ match: inout FigureMatch) {
    var scale = 0
    while scale < 2, let more = match.unit, tables.unitList[more].name == "CNY",
      numerals.kind(match.end) == NumeralClasses.Kind.digit
        || numerals.kind(match.end) == NumeralClasses.Kind.hanDigit,
      let coin = numerals.numeral(at: match.end), let value = coin.value,
      value < ExactDecimal(100)
    {
      // 角 毛, 分
      let places =
        [0x89D2, 0x6BDB].contains(unit(coin.end)) ? 1 : unit(coin.end) == Unit.minute ? 2 : 0
      guard places > scale,
        let sum = match.value?.adding(
          ExactDecimal(mantissa: value.mantissa, scale: value.scale + places))
      else { return }
      match.value = sum
      match.end = coin.end + 1
      scale = places
    }
  }

  /// 12秒93, 三天三夜.
  private func takeClock(_ match: inout FigureMatch) {
    guard !match.isOpen, let first = match.value else { return }
    if unit(match.end - 1) == 0x5929, let nights = numerals.numeral(at: match.end),
      nights.value == first, unit(nights.end) == 0x591C
    {
      match.end = nights.end + 1
    }
    if unit(match.end - 1) == Unit.second, Unit.isDigit(unit(match.end)),
      Unit.isDigit(unit(match.end + 1)),
      !Unit.isDigit(unit(match.end + 2)),
      let (hundredths, end) = numerals.plainArabic(at: match.end)
    {
      match.value = first.adding(ExactDecimal(mantissa: hundredths.mantissa, scale: 2))
      match.end = end
      return
    }
  }

  /// 3.8元/瓶, 50万桶/日, 60000立方米每秒
  private func takeRate(_ match: inout FigureMatch) {
    let isSlash = unit(match.end) == Unit.slash
    guard isSlash || unit(match.end) == 0x6BCF && match.kind == .measure else { return }
    guard let (index, end) = tables.units.longest(in: units, at: match.end + 1) else { return }
    if !isSlash {
      guard tables.unitList[index].kind == .duration else { return }
    }
    match.end = end
  }

  // MARK: - Ranges

  /// A bare number whose unit stands after the other end of the range: 1000 of 1000至2000元.
  func firstOfRange(_ numeral: Numeral) -> FigureMatch? {
    var at = numeral.end
    if unit(at) == Unit.space { at += 1 }
    if unit(at) == Unit.ideographicComma { return neighbours(numeral) }
    guard Unit.joinsRange(unit(at)), !numeral.isOpen, let low = numeral.value else { return nil }
    at += 1
    if unit(at) == Unit.space { at += 1 }
    let kind = numerals.kind(at)
    guard
      kind == NumeralClasses.Kind.digit || kind == NumeralClasses.Kind.hanDigit
        || kind == NumeralClasses.Kind.smallPower,
      let second = numerals.numeral(at: at), let high = second.value, !second.isVagueAlone
    else { return nil }
    let other = withUnit(second)
    guard other != nil || second.power >= 4 else { return nil }
    var match = bare(numeral)
    match.unit = other?.unit
    match.kind = other?.kind ?? .number
    match.unitText = other?.unitText
    if numeral.power == 0, second.power > 0, let coefficient = second.coefficient,
      low < coefficient, let scaled = low.shifted(by: second.power)
    {
      match.value = scaled
    }
    if let value = match.value, value < high { match.range = (value, high) }
    return match
  }

  /// 7、8周, 二、三十年: neighbours that mean one vague number.
  private func neighbours(_ numeral: Numeral) -> FigureMatch? {
    guard let low = numeral.value?.whole, (1...9).contains(low), numeral.power == 0,
      let second = numerals.numeral(at: numeral.end + 1), second.form == numeral.form,
      var match = withUnit(second), let high = second.value?.mantissa, second.value?.scale == 0
    else { return nil }
    var lead = high
    var exponent = 0
    while lead >= 10, lead % 10 == 0 {
      lead /= 10
      exponent += 1
    }
    guard lead == Int128(low) + 1, let value = ExactDecimal(low).shifted(by: exponent) else {
      return nil
    }
    match.start = numeral.start
    match.minimum = value
    match.maximum = second.value
    match.value = value
    return match
  }
}
