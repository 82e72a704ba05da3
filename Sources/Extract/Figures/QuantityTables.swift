import ICU
import Values

/// What may follow a number, from units.txt.
struct MeasureUnit: Sendable {
  enum Kind: String, Sendable {
    case count, measure, money, percent, points, multiple, duration, age, temperature
  }
  var kind: Kind
  /// Normalised; nil: as written.
  var name: String?
  /// Decimal digits that one of it is worth of `name`: 0.1 for 角.
  var fraction: Int
  /// After digits only.
  var arabicOnly: Bool
  /// Units of which none may follow.
  var blockers: [UInt16]
}

/// The knowledge of the number and date readers in tables built once.
struct QuantityTables: Sendable {
  let classes: NumeralClasses
  let units: PhraseTable
  let unitList: [MeasureUnit]
  /// Words with a numeral that is no number, from the numeral on; the value indexes `wordHeads`.
  let words: PhraseTable
  /// What must stand before the numeral for the word to be that word.
  let wordHeads: [[UInt16]]
  /// Bound words that stand before a figure, backwards; and those after, forwards.
  let boundsBefore: PhraseTable
  let boundsAfter: PhraseTable
  let bounds: [Bound]
  /// Trend and light words, backwards: 0 light, 1 up, 2 down.
  let trends: PhraseTable
  /// Nouns that figures measure, backwards; 1: a verb as well.
  let measured: PhraseTable
  /// Words that end the noun before them, as they are written; 1: a share of it.
  let cuts: PhraseTable
  let dateWords: DateWords
  /// Names of currencies that stand before a sum, backwards; the value indexes `unitList`.
  let currenciesBefore: PhraseTable
  /// Index of the unit 元.
  let yuan: Int?
  /// Before 数, these make a noun of it: 人数, 次数, 多数.
  let countNouns = Set(
    "人次分倍多少总指系函岁读票件笔无参基计度个位户家天年整负正奇偶双单复级页字得积进代算心招辆层点频帧像素常变因约均众概比余对被除乘差商名量场股项条手局杆款码套尾充悉细"
      .utf16)
  /// After N成, these make another word of 成: 一成为, 三成员.
  let tenthBlockers = Set("立为员功本绩都果交长人熟形分品就型套语效份片群不因家婚色军名年见像书".utf16)
  /// After a unit's 多, these begin a word of their own: 三年多次.
  let manyBlockers = Set("次种个家名位项数少国方样元处条部边地面".utf16)
  /// After an ordinal's measure word, these make another word of it: 第二次世界大战, 第三人称.
  let ordinalBlockers = Set("世称民医产间身代频".utf16)

  init() {
    let dates = DateWords()
    let classes = NumeralClasses(dateWordStarts: dates.starts)
    var unitList: [MeasureUnit] = []
    var phrases: [(phrase: [UInt16], value: Int)] = []
    func add(_ surface: String, _ unit: MeasureUnit) {
      phrases.append((Array(surface.utf16), unitList.count))
      unitList.append(unit)
    }
    for region in TextServices.regions {
      guard let code = TextServices.currency(ofRegion: region),
        let name = TextServices.currencyName(code)
      else { continue }
      add(
        name,
        MeasureUnit(kind: .money, name: code, fraction: 0, arabicOnly: false, blockers: []))
    }
    for row in Knowledge("units")?.rows ?? [] where row.count >= 5 {
      guard let kind = MeasureUnit.Kind(rawValue: String(row[1])) else { continue }
      let name = row[2].split(separator: ":")
      let fraction = name.count > 1 ? name[1].utf8.count - 2 : 0
      add(
        String(row[0]),
        MeasureUnit(
          kind: kind, name: name.first.map(String.init), fraction: fraction,
          arabicOnly: row[3] == "arabic", blockers: Array(row[4].utf16)))
    }
    units = PhraseTable(phrases)
    // Those that do not also end another sum: 人民币 but not 美元.
    let leading: Set = ["人民币", "港币", "港元", "新台币", "台币", "美金", "日币", "新币", "澳门币"]
    var currencies: [(phrase: [UInt16], value: Int)] = []
    for (phrase, value) in phrases where leading.contains(String(decoding: phrase, as: UTF16.self))
    {
      currencies.append((phrase.reversed(), value))
    }
    currenciesBefore = PhraseTable(currencies)
    yuan = phrases.first { $0.phrase == Array("元".utf16) }?.value
    self.unitList = unitList

    var heads: [[UInt16]] = []
    var words: [(phrase: [UInt16], value: Int)] = []
    for row in Knowledge("numeral_words")?.rows ?? [] {
      for word in row[0].words() {
        let units = Array(word.utf16)
        guard
          let first = units.firstIndex(where: {
            classes.table[Int($0)] & NumeralClasses.Kind.mask != 0
          })
        else { continue }
        words.append((Array(units[first...]), heads.count))
        heads.append(Array(units[..<first]))
      }
    }
    self.words = PhraseTable(words)
    wordHeads = heads

    var before: [(phrase: [UInt16], value: Int)] = []
    var after: [(phrase: [UInt16], value: Int)] = []
    var trends: [(phrase: [UInt16], value: Int)] = []
    var measured: [(phrase: [UInt16], value: Int)] = []
    var cuts: [(phrase: [UInt16], value: Int)] = []
    let bounds: [Bound] = [.exact, .about, .below, .atMost, .above, .atLeast]
    for row in Knowledge("figure_context")?.rows ?? [] where row.count >= 2 {
      let meaning = row.count > 2 ? String(row[2]) : ""
      for word in row[1].words() {
        let backwards = Array(word.utf16.reversed())
        let bound = bounds.firstIndex { $0.rawValue == meaning } ?? 0
        switch row[0] {
        case "before": before.append((backwards, bound))
        case "after": after.append((Array(word.utf16), bound))
        case "measured": measured.append((backwards, meaning == "verb" ? 1 : 0))
        case "cut": cuts.append((Array(word.utf16), meaning == "%" ? 1 : 0))
        case "trend": trends.append((backwards, meaning == "up" ? 1 : 2))
        default: trends.append((backwards, 0))
        }
      }
    }
    boundsBefore = PhraseTable(before)
    boundsAfter = PhraseTable(after)
    self.trends = PhraseTable(trends)
    self.measured = PhraseTable(measured)
    self.cuts = PhraseTable(cuts)
    self.bounds = bounds
    self.classes = classes
    dateWords = dates
  }
}
