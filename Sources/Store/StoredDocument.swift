import Output
import Values

/// One document as the database keeps it: plain values, offsets in Unicode scalars.
///
/// Made where the document is extracted, on any thread, so that whoever writes only writes.
public struct StoredDocument: Sendable {
  /// What the record or file says about itself, and where it was.
  public struct Origin: Sendable {
    public var name: String
    public var contentKey: ContentKey
    public var source: String
    public var record: Int?
    public var title: String?
    public var outlet: String?
    public var author: String?
    public var url: String?
    public var date: String?

    public init(
      name: String, contentKey: ContentKey, source: String, record: Int? = nil,
      title: String? = nil, outlet: String? = nil, author: String? = nil, url: String? = nil,
      date: String? = nil
    ) {
      self.name = name
      self.contentKey = contentKey
      self.source = source
      self.record = record
      self.title = title
      self.outlet = outlet
      self.author = author
      self.url = url
      self.date = date
    }
  }

  var origin: Origin
  var encoding: String
  var script: String
  var sha256: String
  var length: Int
  var text: String
  var articles: [StoredArticle]

  /// - Parameter articles: the document's articles in order, segmented, with what was found in each.
  public init(
    _ document: Document, origin: Origin, articles: [(SegmentedArticle, Extraction)]
  ) {
    let offsets = Offsets(units: document.units, unit: .scalar)
    self.origin = origin
    encoding = document.encoding
    script = document.script.rawValue
    sha256 = document.sha256
    length = offsets(document.units.count)
    // SQLite's text functions end at a NUL; U+FFFD keeps all offsets.
    text = String(utf16: document.units.map { $0 == 0 ? 0xFFFD : $0 }[...])
    self.articles = articles.map { article, extraction in
      StoredArticle(
        article, extraction, document: document, offsets: offsets,
        title: articles.count == 1 ? origin.title : nil)
    }
  }
}

/// Tells one document's content from any other: the first 128 bits of a SHA-256.
public struct ContentKey: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  /// - Parameter hexadecimal: at least 32 digits.
  public init?(hexadecimal: some StringProtocol) {
    guard hexadecimal.utf8.count >= 32,
      let high = UInt64(hexadecimal.prefix(16), radix: 16),
      let low = UInt64(hexadecimal.dropFirst(16).prefix(16), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
  }

  /// 32 hexadecimal digits.
  public var hexadecimal: String {
    [high, low].map { part in
      let digits = String(part, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

struct StoredArticle: Sendable {
  var start: Int
  var stop: Int
  var title: String?
  var published: String?
  var agency: String?
  var place: String?
  var bylines: String
  var words: String
  var signature: MinHash
  var entities: [StoredEntity]
  var quotes: [StoredQuote]
  var figures: [StoredFigure]
  var dates: [StoredDate]
  var marks: [(start: Int, stop: Int, reason: String)]

  struct Place: Sendable {
    var start: Int
    var stop: Int
    var text: String
  }

  init(
    _ segmented: SegmentedArticle, _ extraction: Extraction, document: Document,
    offsets: Offsets, title: String?
  ) {
    let article = segmented.article
    let reading = article.reading
    func place(_ span: Span) -> Place {
      let original = reading.original(span)
      return Place(
        start: offsets(original.start), stop: offsets(original.end),
        text: String(utf16: document.units[original.start..<original.end]))
    }
    start = offsets(article.span.start)
    stop = offsets(article.span.end)
    self.title = article.title.map { place($0).text } ?? title
    published = article.published?.iso
    agency = article.dateline?.agency.map { place($0).text }
    self.place = article.dateline?.place.map { place($0).text }
    bylines = JSONArray.text(article.bylines.map { place($0.span).text })
    words = Self.words(of: segmented)
    signature = MinHash(of: reading.units)
    let bylines = article.bylines.map { reading.original($0.span) }
    let places = Set(extraction.entities.lazy.filter { $0.type == .place }.map(\.key))
    entities = extraction.entities.map { entity in
      StoredEntity(
        local: entity.id, key: entity.key, type: entity.type.rawValue, subtype: entity.subtype,
        name: entity.name, aliases: JSONArray.text(entity.aliases),
        titles: JSONArray.text(entity.titles),
        isInByline: entity.type == .person
          && entity.mentions.contains { mention in
            let original = reading.original(mention.span)
            return bylines.contains { $0.start <= original.start && original.end <= $0.end }
              || Self.context.holds(reading.units, mention.span.start, mention.span.end)
          },
        mentions: entity.mentions.map { mention in
          StoredEntity.Mention(
            place: place(mention.span), kind: mention.kind.rawValue, sentence: mention.sentence,
            confidence: hundredths(mention.confidence))
        },
        profile: NameProfile(key: entity.key, type: entity.type.rawValue, company: places),
        companion: Companion(type: entity.type.rawValue, subtype: entity.subtype))
    }
    quotes = extraction.statements.map { StoredQuote($0, place: place) }
    figures = extraction.figures.map { StoredFigure($0, place: place) }
    dates = extraction.dates.map { date in
      StoredDate(
        place: place(date.span), kind: date.kind.rawValue, value: date.value,
        endValue: date.endValue, anchor: date.anchor)
    }
    marks = extraction.marks.map { mark in
      let original = reading.original(mark.span)
      return (offsets(original.start), offsets(original.end), mark.reason.rawValue)
    }
  }

  private static let context = BylineContext()

  /// The words without marks and spaces, joined by spaces.
  private static func words(of segmented: SegmentedArticle) -> String {
    let units = segmented.units
    var words: [UInt16] = []
    words.reserveCapacity(units.count * 3 / 2)
    for token in segmented.tokens where token.kind != .mark && token.kind != .space {
      if !words.isEmpty { words.append(0x20) }
      words += units[Int(token.start)..<Int(token.end)]
    }
    return String(utf16: words.map { $0 == 0 ? 0xFFFD : $0 }[...])
  }
}

/// A confidence with two decimals, as the NDJSON has it.
func hundredths(_ confidence: Float) -> Double {
  confidence.isNaN ? 0 : (Double(min(max(confidence, 0), 1)) * 100).rounded() / 100
}

struct StoredEntity: Sendable {
  struct Mention: Sendable {
    var place: StoredArticle.Place
    var kind: String
    var sentence: Int
    var confidence: Double
  }
  var local: String
  var key: String
  var type: String
  var subtype: String?
  var name: String
  var aliases: String
  var titles: String
  /// Whether a mention stands in a byline, a caption or an imprint.
  var isInByline: Bool
  var mentions: [Mention]
  let profile: NameProfile
  let companion: Companion
}

struct StoredQuote: Sendable {
  struct Speaker: Sendable {
    var entity: String?
    var name: String
    var kind: String
    var title: String?
  }
  var local: String
  var type: String
  var pieces: [StoredArticle.Place]
  var cue: StoredArticle.Place?
  var cueClass: String?
  var negated: Bool
  var hedged: Bool
  var source: StoredArticle.Place?
  var resolvedBy: String
  var medium: String
  var addressee: String?
  var via: String
  var parent: String?
  var continues: String?
  var sentence: Int
  var confidence: Double
  var speakers: [Speaker]

  init(_ statement: Statement, place: (Span) -> StoredArticle.Place) {
    local = statement.id
    type = statement.kind.rawValue
    pieces = statement.pieces.map(place)
    cue = statement.cue.map { place($0.span) }
    cueClass = statement.cue?.cueClass
    negated = statement.cue?.negated ?? false
    hedged = statement.cue?.hedged ?? false
    source = statement.source.map(place)
    resolvedBy = statement.resolvedBy.rawValue
    medium = statement.medium
    addressee = statement.addressee.map { place($0).text }
    via = JSONArray.text(statement.via)
    parent = statement.parent
    continues = statement.continues
    sentence = statement.sentence
    confidence = hundredths(statement.confidence)
    speakers = statement.speakers.map { speaker in
      Speaker(
        entity: speaker.entity, name: speaker.phrase.map { place($0).text } ?? speaker.name,
        kind: speaker.kind.rawValue, title: speaker.title)
    }
  }
}

struct StoredFigure: Sendable {
  var place: StoredArticle.Place
  var kind: String
  var decimal: String?
  var minimum: Double?
  var maximum: Double?
  var unit: String?
  var unitText: String?
  var bound: String
  var trend: String?
  var measured: String?
  var confidence: Double

  init(_ figure: Figure, place: (Span) -> StoredArticle.Place) {
    self.place = place(figure.span)
    kind = figure.kind
    decimal = figure.decimal
    minimum = figure.minimum.flatMap(Double.init)
    maximum = figure.maximum.flatMap(Double.init)
    unit = figure.unit
    unitText = figure.unitText
    bound = figure.bound.rawValue
    trend = figure.trend
    measured = figure.of.map { place($0).text }
    confidence = hundredths(figure.confidence)
  }
}

struct StoredDate: Sendable {
  var place: StoredArticle.Place
  var kind: String
  var value: String?
  var endValue: String?
  var anchor: String?
}

/// A JSON array of strings, for columns that SQLite's `json_each` reads.
enum JSONArray {
  static func text(_ values: [String]) -> String {
    guard !values.isEmpty else { return "[]" }
    return "[" + values.map(quoted).joined(separator: ",") + "]"
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case "\n": text += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}
