import Values

/// Units, and ranges that share one.
extension FigureReader {
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
  func isClass(_ numeral: Numeral, _ last: UInt16) -> Bool {
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
    var isApart = false
    if unit(at) == Unit.space {
      // 5 天; 五 天 where the numeral stands apart from words, too
      isApart = numeral.form != .arabic
      if !isApart || stands(numeral) { at += 1 }
    }
    if unit(at) == Unit.minute, let clock = minutesAndSeconds(numeral) { return clock }
    if unit(at) == Unit.measureWord, unit(at + 1) == Unit.half {
      // 一个半小时
      at += 1
      addsHalf = true
    }
    let unitStart = at
    if addsHalf, unit(at + 1) == Unit.half, unit(at + 2) == Unit.month {
      // 一个半月 is a month and a half, not one 半月.
      return FigureMatch(
        start: numeral.start, end: at + 3, kind: .duration,
        value: numeral.value?.adding(ExactDecimal(mantissa: 5, scale: 1)), isOpen: numeral.isOpen,
        unitName: "月", unitText: Span(at + 2, at + 3))
    }
    // 两个亿
    if unit(at) == Unit.measureWord, numerals.kind(at + 1) == NumeralClasses.Kind.largePower,
      numeral.power == 0, let value = numeral.value?.shifted(by: numerals.table.value(unit(at + 1)))
    {
      var sum = numeral
      sum.value = value
      sum.end = at + 2
      sum.power = numerals.table.value(unit(at + 1))
      sum.isSingleOne = false
      sum.isSingleDigit = false
      return withUnit(sum) ?? bare(sum)
    }
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
    if isApart, tables.unitList[index].kind != .duration { return nil }
    if addsHalf, tables.unitList[index].kind != .duration {
      // 一个半月
      return nil
    }
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
  func hasMany(_ span: Span) -> Bool {
    span.count > 2 && units[span.start] == Unit.measureWord && units[span.start + 1] == Unit.many
  }

  /// What still belongs to the figure after its unit.
  func takeTail(_ match: inout FigureMatch, numeral: Numeral) {
    if unit(match.end) == Unit.half, !match.isOpen, takesHalf(match), unit(match.end + 1) != 0x573A
    {
      match.value = match.value?.adding(ExactDecimal(mantissa: 5, scale: 1))
      match.end += 1
    } else if unit(match.end) == Unit.half, unit(match.end - 1) == Unit.minute, !match.isOpen,
      [0x949F, 0x9418].contains(unit(match.end + 1))
    {
      // 五分半钟, 五分半鐘
      match.value = match.value?.adding(ExactDecimal(mantissa: 5, scale: 1))
      (match.kind, match.unitName, match.end) = (.duration, "分钟", match.end + 2)
    } else {
      takeMany(&match)
    }
    switch match.kind {
    case .quantity where unit(match.end - 1) == 0x5757: takeLooseCoins(&match)
    case .quantity: takeAlternative(&match)
    case .money:
      takeCoins(&match)
      takeCurrency(&match)
    case .duration: takeClock(&match)
    case .measure: takeCentimetres(&match)
    default: break
    }
    takeRate(&match)
  }

  /// 一米八五, 1米85: what follows 米 without a name of its own are the decimals.
  private func takeCentimetres(_ match: inout FigureMatch) {
    guard unit(match.end - 1) == 0x7C73, match.unitText?.count == 1, !match.isOpen,
      match.minimum == nil, let metres = match.value, metres.scale == 0, metres < ExactDecimal(10)
    else { return }
    let kind = numerals.kind(match.end - 2)
    var at = match.end
    var decimals: Int128 = 0
    while at - match.end < 2, numerals.kind(at) == kind,
      kind == NumeralClasses.Kind.digit || kind == NumeralClasses.Kind.hanDigit
    {
      let digit =
        kind == NumeralClasses.Kind.digit
        ? Int(units[at] - Unit.zero) : numerals.table.value(unit(at))
      decimals = decimals * 10 + Int128(digit)
      at += 1
    }
    // Not 三米一个, 两米五十: the numeral is of something else.
    guard at > match.end, numerals.kind(at) == 0,
      tables.units.longest(in: units, at: at) == nil
    else { return }
    match.value = metres.adding(ExactDecimal(mantissa: decimals, scale: at - match.end))
    match.end = at
  }

  func takesHalf(_ match: FigureMatch) -> Bool {
    // 年 倍 岁 天 月 周 目 斤 吨 里 时 亩 成
    [
      0x5E74, 0x500D, 0x5C81, 0x5929, 0x6708, 0x5468, 0x76EE, 0x65A4, 0x5428, 0x91CC, 0x65F6,
      0x4EA9, 0x7C73,
    ].contains(unit(match.end - 1)) || match.kind == .measure && unit(match.end - 1) == Unit.two
  }

  /// 5年多, 两倍多; not 三年多次.
  func takeMany(_ match: inout FigureMatch) {
    guard unit(match.end) == Unit.many || unit(match.end) == Unit.odd, !match.isOpen,
      match.kind == .duration || match.kind == .multiple || match.kind == .measure
        || match.kind == .age || match.kind == .money,
      match.value != nil, !tables.manyBlockers.contains(unit(match.end + 1))
    else { return }
    match.isOpen = true
    match.end += 1
  }

  /// 500台（套）
  func takeAlternative(_ match: inout FigureMatch) {
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

  /// 3元5角, 五块六, 三块零四: coins after 元 and 块; the last one may lack its name.
  func takeCoins(_ match: inout FigureMatch) {
    guard let index = match.unit, tables.unitList[index].name == "CNY", !match.isOpen else {
      return
    }
    // 元 块 are 0, 角 毛 1
    let last = unit(match.end - 1)
    var scale =
      last == 0x5143 || last == 0x5757 || last == 0x5706
      ? 0 : last == 0x89D2 || last == 0x6BDB ? 1 : 2
    // 元 of 美元, and 元钱, end the sum.
    guard match.unitText?.count == 1 else { return }
    while scale < 2 {
      let isGap = unit(match.end) == 0x96F6
      guard
        numerals.kind(match.end) == NumeralClasses.Kind.digit
          || numerals.kind(match.end) == NumeralClasses.Kind.hanDigit,
        let coin = numerals.numeral(at: isGap ? match.end + 1 : match.end), let value = coin.value,
        value < ExactDecimal(10), value.scale == 0, coin.end - match.end <= 2
      else { return }
      let mark = unit(coin.end)
      var places = mark == 0x89D2 || mark == 0x6BDB ? 1 : mark == Unit.minute ? 2 : 0
      let isNamed = places > 0
      if !isNamed {
        // 五块六 where the sum ends
        guard coin.form == .chinese, !Unit.isHan(mark) || Unit.joinsRange(mark) else { return }
        places = isGap ? 2 : scale + 1
      }
      guard places > scale,
        let sum = match.value?.adding(ExactDecimal(mantissa: value.mantissa, scale: places))
      else { return }
      match.value = sum
      match.end = isNamed ? coin.end + 1 : coin.end
      scale = isNamed ? places : 2
    }
    if unit(match.end) == 0x94B1 { match.end += 1 }
  }

  /// 三块四分, 五块六: 块 counts money where coins follow it.
  func takeLooseCoins(_ match: inout FigureMatch) {
    guard let yuan = tables.yuan, match.unitText?.count == 1 else { return }
    var sum = match
    sum.kind = .money
    sum.unit = yuan
    takeCoins(&sum)
    if sum.end > match.end { match = sum }
  }

  /// 三万元欧元, 9000元日币
  func takeCurrency(_ match: inout FigureMatch) {
    guard let index = match.unit, tables.unitList[index].name == "CNY",
      unit(match.end - 1) == 0x5143,
      let (other, end) = tables.units.longest(in: units, at: match.end), end - match.end >= 2,
      tables.unitList[other].kind == .money, tables.unitList[other].name != "CNY"
    else { return }
    match.unit = other
    match.unitText = Span(match.end, end)
    match.end = end
  }

  /// 12秒93, 三天三夜.
  func takeClock(_ match: inout FigureMatch) {
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
  func takeRate(_ match: inout FigureMatch) {
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
    // 2——3万港币
    if unit(at) == unit(at - 1), unit(at) == 0x2014 || unit(at) == Unit.hyphen { at += 1 }
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
    } else if numeral.isSingleDigit, let scaled = scaled(low, like: high) {
      // 两到三千
      match.value = scaled
    }
    if let value = match.value, value < high { match.range = (value, high) }
    return match
  }

  /// A single digit at the size of a round number above it: 2 and 3000 are 2000 and 3000.
  private func scaled(_ digit: ExactDecimal, like other: ExactDecimal) -> ExactDecimal? {
    guard other.scale == 0, var lead = other.whole, lead >= 100 else { return nil }
    var exponent = 0
    while lead >= 10, lead % 10 == 0 {
      lead /= 10
      exponent += 1
    }
    guard exponent >= 2, lead < 10, digit < ExactDecimal(lead) else { return nil }
    return digit.shifted(by: exponent)
  }

  /// 7、8周, 二、三十年: neighbours that mean one vague number.
  func neighbours(_ numeral: Numeral) -> FigureMatch? {
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
