import Values

/// Figures with a word of their own: 三分之一, 七成, 3比2, 第三.
extension FigureReader {
  /// 半小时, 半个多月, 半年.
  func half(at start: Int) -> Outcome {
    let skip = Outcome.skip(start + 1)
    // 半成; not 半成品
    if unit(start + 1) == Unit.tenth, !tables.tenthBlockers.contains(unit(start + 2)),
      !Unit.isHan(unit(start - 1)) || unit(start - 1) == 0x8FD1
    {
      return .figure(
        FigureMatch(start: start, end: start + 2, kind: .percent, value: ExactDecimal(5)))
    }
    // 上半年, 下半年, 大半年, 多半
    let heads: [UInt16] = [0x4E0A, 0x4E0B, 0x5927, 0x591A, Unit.one]
    guard !heads.contains(unit(start - 1)) else { return skip }
    let (value, end) = tables.units.longest(in: units, at: start + 1) ?? (-1, 0)
    // 半公升, 半加仑
    if value >= 0, tables.unitList[value].kind == .measure, end - start > 2,
      !Unit.isHan(unit(start - 1)) || Self.halfLeads.contains(unit(start - 1))
    {
      return .figure(
        FigureMatch(
          start: start, end: end, kind: .measure, value: ExactDecimal(mantissa: 5, scale: 1),
          unit: value, unitText: Span(start + 1, end)))
    }
    // 半天, 半日 alone; 等了半天 is a long while.
    if unit(start + 1) == 0x5929 || unit(start + 1) == Unit.day, !Unit.isHan(unit(start - 1)),
      !Unit.isHan(unit(start + 2))
    {
      return .figure(
        FigureMatch(
          start: start, end: start + 2, kind: .duration,
          value: ExactDecimal(mantissa: 5, scale: 1), unitName: "天",
          unitText: Span(start + 1, start + 2)))
    }
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

  /// 了 约 近 达 过 仅: 走了半公里
  private static let halfLeads: [UInt16] = [0x4E86, 0x7EA6, 0x8FD1, 0x8FBE, 0x8FC7, 0x4EC5]

  /// 三分之一, 百分之五, 七成, 3比2, 翻一番.
  func special(_ numeral: Numeral) -> FigureMatch? {
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
    case Unit.slash:
      return slashed(numeral)
    case Unit.tenth:
      return tenths(numeral)
    case 0x6298:  // 折
      return discount(numeral)
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

  /// 两日, 三日后, 五日内: 日 after Chinese numerals counts days only there; else it names one.
  func days(_ numeral: Numeral) -> FigureMatch? {
    let at = unit(numeral.end) == Unit.space && stands(numeral) ? numeral.end + 1 : numeral.end
    guard unit(at) == Unit.day, numeral.power == 0, let value = numeral.value,
      ![Unit.month, Unit.ideographicComma].contains(unit(numeral.start - 1))
    else { return nil }
    let next = unit(at + 1)
    let after = unit(at + 2)
    // 后 内 之后 以内; neither 日后 alone nor 日前
    let measures =
      next == Unit.back || next == 0x5185
      || (next == 0x4E4B || next == 0x4EE5) && (after == Unit.back || after == 0x5185)
    guard measures || at > numeral.end || units[numeral.start] == Unit.two && !Unit.isHan(next)
    else { return nil }
    return FigureMatch(
      start: numeral.start, end: at + 1, kind: .duration, value: value, unitName: "天",
      unitText: Span(at, at + 1))
  }

  /// Whether a numeral stands apart from the words before it.
  func stands(_ numeral: Numeral) -> Bool { !Unit.isHan(unit(numeral.start - 1)) }

  func fraction(_ numeral: Numeral) -> FigureMatch? {
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
      match.value = quotient(top.value, denominator)
      // 四分之一公升
      if let (index, end) = unitMatch(at: top.end, numeral: top), end - top.end > 1,
        tables.unitList[index].kind == .measure
      {
        match.kind = .measure
        match.unit = index
        match.unitText = Span(top.end, end)
        match.end = end
      }
    }
    return match
  }

  /// Exact for tenths, hundredths …; to four places else.
  private func quotient(_ top: ExactDecimal?, _ denominator: ExactDecimal) -> ExactDecimal? {
    guard let top else { return nil }
    var power = 1
    while power < 8 {
      if let ten = ExactDecimal(1).shifted(by: power), ten == denominator {
        return ExactDecimal(mantissa: top.mantissa, scale: top.scale + power)
      }
      power += 1
    }
    return top.divided(by: denominator, places: 4)
  }

  /// 3分16秒: 196 seconds.
  func minutesAndSeconds(_ numeral: Numeral) -> FigureMatch? {
    guard let minutes = numeral.value?.multiplied(by: ExactDecimal(60)), !numeral.isOpen,
      let tail = numerals.numeral(at: numeral.end + 1), let seconds = tail.value,
      unit(tail.end) == Unit.second, seconds < ExactDecimal(60)
    else { return nil }
    return FigureMatch(
      start: numeral.start, end: tail.end + 1, kind: .duration, value: minutes.adding(seconds),
      unitName: "秒", unitText: Span(tail.end, tail.end + 1))
  }

  func tenths(_ numeral: Numeral) -> FigureMatch? {
    let end = numeral.end + 1
    guard let value = numeral.value, let tenfold = value.shifted(by: 1),
      !numeral.isOpen, numeral.power == 0, !(ExactDecimal(10) < value),
      numeral.form == .arabic || numeral.isSingleDigit || numeral.isSingleOne
        || numeral.minimum != nil || value.scale > 0 || value == ExactDecimal(10),
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

  /// 9折, 七五折, 9.5折: the share of the price that is left, in percent; not 打了折, 曲折.
  func discount(_ numeral: Numeral) -> FigureMatch? {
    guard let value = numeral.value, !numeral.isOpen, numeral.power == 0,
      !Self.folds.contains(unit(numeral.end + 1)), ExactDecimal.zero < value
    else { return nil }
    let isTwoDigits = value.whole.map { (11...99).contains($0) } ?? false
    guard isTwoDigits || value < ExactDecimal(10),
      let share = isTwoDigits ? value : value.shifted(by: 1)
    else { return nil }
    return FigureMatch(
      start: numeral.start, end: numeral.end + 1, kind: .percent, value: share,
      minimum: numeral.minimum?.shifted(by: 1), maximum: numeral.maximum?.shifted(by: 1))
  }

  /// 叠 旧 磨 返 戟 合 腰 射 页 线 痕 纸: 折 of another word
  private static let folds: [UInt16] = [
    0x53E0, 0x65E7, 0x78E8, 0x8FD4, 0x621F, 0x5408, 0x8170, 0x5C04, 0x9875, 0x7EBF, 0x75D5, 0x7EB8,
  ]

  /// 七五折, 九九折: two digits that are no numeral.
  func twoDigitDiscount(at start: Int) -> FigureMatch? {
    guard unit(start + 2) == 0x6298, numerals.kind(start) == NumeralClasses.Kind.hanDigit,
      numerals.kind(start + 1) == NumeralClasses.Kind.hanDigit,
      !Self.folds.contains(unit(start + 3))
    else { return nil }
    let value = numerals.table.value(units[start]) * 10 + numerals.table.value(units[start + 1])
    guard value > 10 else { return nil }
    return FigureMatch(start: start, end: start + 3, kind: .percent, value: ExactDecimal(value))
  }

  /// 1/150, 2/3: less than one, and no day (3/15), round (1/4决赛), train (G2088/9)
  /// or season (2022/2023).
  private func slashed(_ numeral: Numeral) -> FigureMatch? {
    guard numeral.form == .arabic, numeral.power == 0, let part = numeral.value?.whole,
      (1...100).contains(part),
      let right = numerals.numeral(at: numeral.end + 1), right.form == .arabic, right.power == 0,
      let divisor = right.value, let whole = divisor.whole, part < whole,
      right.end - right.start <= 6, withUnit(right) == nil
    else { return nil }
    let next = unit(right.end)
    if Unit.isLetter(next) || next == Unit.slash || next == Unit.hyphen || next == Unit.colon {
      return nil
    }
    // 的 至 左
    let isNoun = Unit.isHan(next) && ![Unit.of, 0x81F3, 0x5DE6].contains(next)
    guard whole > 31 || !isNoun && (part == 1 || whole <= 10) else { return nil }
    return FigureMatch(
      start: numeral.start, end: right.end, kind: .fraction,
      value: numeral.value?.divided(by: divisor, places: 4))
  }

  /// 3：2, 25-19 when no unit follows; times and telephone numbers are not scores.
  func score(_ numeral: Numeral) -> FigureMatch? {
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
  func ordinal(at start: Int) -> Outcome {
    let runEnd = Outcome.skip(numerals.runEnd(at: start))
    // 第一线, 第一手, 第二次世界大战
    if let (_, end) = tables.words.longest(in: units, at: start), end - start >= 2,
      numerals.numeral(at: start).map({ $0.end <= end }) ?? true
    {
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
}
