import Values

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

  func arabic(at start: Int, previousEnd: Int) -> Outcome {
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
      } else if further == Unit.hyphen, previousEnd == start - 2 {
        // 1万元--5万元
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
    return .figure(isNegative ? match : withPrefix(withZero(match)))
  }

  /// 零上55摄氏度, 零下十几度: the span covers where zero lies.
  func withZero(_ match: FigureMatch) -> FigureMatch {
    guard unit(match.start - 2) == 0x96F6, [Unit.up, 0x4E0B].contains(unit(match.start - 1)) else {
      return match
    }
    var match = match
    if unit(match.start - 1) == 0x4E0B { match.value = match.value?.negated }
    match.start -= 2
    return match
  }

  func currencySign(before start: Int) -> (code: String, start: Int)? {
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
  func currencyCode(endingAt end: Int) -> String? {
    var at = end
    while at > 0, end - at < 5, Unit.isLetter(units[at - 1]) { at -= 1 }
    guard end - at >= 3, let (value, stop) = tables.units.longest(in: units, at: at, limit: end),
      stop == end, tables.unitList[value].kind == .money
    else { return nil }
    return tables.unitList[value].name
  }

  func figure(at start: Int, spanStart: Int, currency: String?, skip: Outcome) -> Outcome {
    guard let numeral = numerals.numeral(at: start) else { return skip }
    if var match = withUnit(numeral) ?? special(numeral) {
      match.start = spanStart
      if let currency, match.kind == .number || match.kind == .quantity && spanStart < start {
        match.kind = .money
        match.unitName = currency
      }
      return .figure(match)
    }
    // 港币3.14, 人民币500
    if currency == nil, Unit.isDigit(units[numeral.end - 1]), prefix(before: spanStart) != nil {
      var match = bare(numeral)
      match.start = spanStart
      match.kind = .money
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

  func chinese(at start: Int) -> Outcome {
    if let match = twoDigitDiscount(at: start) { return .figure(match) }
    if let (value, end) = tables.words.longest(in: units, at: start) {
      let head = tables.wordHeads[value]
      let stands =
        head.count <= start
        && head.indices.allSatisfy { units[start - head.count + $0] == head[$0] }
      // 十分 is an adverb, 十分之一 a fraction; 两小时十分 a time.
      if stands, !counts(start, end), unit(start - 1) != Unit.hour || unit(end - 1) != Unit.minute,
        unit(end) != 0x4E4B || unit(end - 1) != Unit.minute,
        numerals.numeral(at: start).map({ $0.end <= end }) ?? true
      {
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
    if let match = withUnit(numeral) { return .figure(withPrefix(withZero(match))) }
    if let match = days(numeral) { return .figure(match) }
    if let first = firstOfRange(numeral) { return .figure(first) }
    if numeral.power >= 4, numeral.end - start >= 2,
      numeral.value == nil || numeral.end - start >= 3 || units[start] == Unit.ten
        || numerals.kind(start) == NumeralClasses.Kind.hanDigit
    {
      return .figure(bare(numeral))
    }
    return .skip(max(numeral.end, start + 1))
  }

  /// Whether what else is a word counts by what stands beside it: 三元五角, 近百家.
  private func counts(_ start: Int, _ end: Int) -> Bool {
    guard end - start == 2 else { return false }
    // 角 毛; 近 逾 超
    return units[end - 1] == 0x5143 && numerals.kind(end) == NumeralClasses.Kind.hanDigit
      && (unit(end + 1) == 0x89D2 || unit(end + 1) == 0x6BDB)
      || numerals.kind(start) == NumeralClasses.Kind.smallPower
        && [0x8FD1, 0x903E, 0x8D85].contains(unit(start - 1))
  }

  /// 一 is a number before durations, 倍 and 成, and an article before the rest.
  func one(_ numeral: Numeral) -> Outcome {
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
      case .quantity, .measure, .money:
        // 一吨半, 近一吨, 一米八
        if unit(match.end - 1) == Unit.half || match.isOpen || numerals.kind(match.end - 1) != 0
          || match.kind != .quantity
            && (tables.boundsBefore.longestBackwards(in: units, endingAt: start) != nil
              || !Unit.isHan(unit(start - 1)) && !Unit.isHan(unit(match.end)))
        {
          return .figure(match)
        }
      case .duration where measuresOne(match): return .figure(match)
      default: break
      }
    }
    return firstOfRange(numeral).map(Outcome.figure) ?? skip
  }

  /// Whether 一年, 一周, 一天 is a length of time: not 这一年, 每一天, 一年一度, 有一天.
  func measuresOne(_ match: FigureMatch) -> Bool {
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
  func vague(_ numeral: Numeral) -> Outcome {
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
  func barePower(_ numeral: Numeral, before: UInt16) -> Outcome {
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
}
