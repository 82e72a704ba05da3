/// All that was found in one article. Spans point into the article's reading.
public struct Extraction: Sendable {
  public var entities: [Entity]
  public var figures: [Figure]
  public var dates: [DateExpression]
  public var statements: [Statement]
  public var marks: [Mark]

  public init(
    entities: [Entity] = [], figures: [Figure] = [], dates: [DateExpression] = [],
    statements: [Statement] = [], marks: [Mark] = []
  ) {
    self.entities = entities
    self.figures = figures
    self.dates = dates
    self.statements = statements
    self.marks = marks
  }
}

public enum EntityType: String, Sendable, CaseIterable {
  case person, organization, place
}

/// A name as it stands in the text, before it is known whose it is.
public struct NameSpan: Hashable, Sendable {
  public var span: Span
  public var type: EntityType
  /// 0…1
  public var confidence: Float
  /// The recogniser that found it, for `--explain`.
  public var rule: String

  public init(span: Span, type: EntityType, confidence: Float, rule: String) {
    self.span = span
    self.type = type
    self.confidence = confidence
    self.rule = rule
  }
}

public struct Mention: Hashable, Sendable {
  public enum Kind: String, Sendable { case name, alias, abbreviation, pronoun, nominal }
  public var span: Span
  public var kind: Kind
  /// Index of the sentence it stands in.
  public var sentence: Int
  public var confidence: Float

  public init(span: Span, kind: Kind, sentence: Int, confidence: Float) {
    self.span = span
    self.kind = kind
    self.sentence = sentence
    self.confidence = confidence
  }
}

/// A person, organisation or place of one article with everywhere it is mentioned.
public struct Entity: Sendable {
  /// e1, e2, … in the order of first mention.
  public var id: String
  /// The same for the same name across articles and documents, e.g. `person:莫妮卡·托夫特`
  /// (Simplified).
  public var key: String
  public var type: EntityType
  /// country, city, media, government, company, party, university, …
  public var subtype: String?
  /// The fullest form in the article, as written there.
  public var name: String
  /// Other surface forms, in the order of first mention.
  public var aliases: [String]
  public var titles: [String]
  /// By name, alias or abbreviation, in text order.
  public var mentions: [Mention]
  /// Pronouns and nominals that stand for it.
  public var anaphora: [Mention]

  public init(
    id: String, key: String, type: EntityType, subtype: String? = nil, name: String,
    aliases: [String] = [], titles: [String] = [], mentions: [Mention] = [],
    anaphora: [Mention] = []
  ) {
    self.id = id
    self.key = key
    self.type = type
    self.subtype = subtype
    self.name = name
    self.aliases = aliases
    self.titles = titles
    self.mentions = mentions
    self.anaphora = anaphora
  }
}

/// How a figure's value relates to what is meant: 约 ≈, 不得超过 ≤, 至少 ≥, 超过 >, 不到 <.
public enum Bound: String, Sendable {
  case exact = "="
  case about = "≈"
  case below = "<"
  case atMost = "≤"
  case above = ">"
  case atLeast = "≥"
}

public struct Figure: Sendable {
  public var span: Span
  /// quantity, money, percent, fraction, multiple, ratio, age, duration, ordinal, temperature, …
  public var kind: String
  /// The exact value in decimal digits ("1640000000", "17.5"); nil when the text states none (数百).
  public var decimal: String?
  /// The ends of a range, or of 十余 / 数百; decimal digits.
  public var minimum: String?
  public var maximum: String?
  /// 枚, %, or an ISO 4217 code.
  public var unit: String?
  public var unitText: String?
  public var bound: Bound
  /// up or down
  public var trend: String?
  /// What is measured.
  public var of: Span?
  public var confidence: Float
  public var rule: String

  public init(
    span: Span, kind: String, decimal: String?, minimum: String? = nil, maximum: String? = nil,
    unit: String? = nil, unitText: String? = nil, bound: Bound = .exact, trend: String? = nil,
    of: Span? = nil, confidence: Float = 1, rule: String
  ) {
    self.span = span
    self.kind = kind
    self.decimal = decimal
    self.minimum = minimum
    self.maximum = maximum
    self.unit = unit
    self.unitText = unitText
    self.bound = bound
    self.trend = trend
    self.of = of
    self.confidence = confidence
    self.rule = rule
  }
}

public struct DateExpression: Sendable {
  public enum Kind: String, Sendable { case date, time, datetime, period, set }
  public var span: Span
  public var kind: Kind
  /// ISO 8601 as far as it is known; nil when it cannot be known.
  public var value: String?
  public var endValue: String?
  /// What a relative date was resolved against (ISO 8601).
  public var anchor: String?
  public var rule: String

  public init(
    span: Span, kind: Kind, value: String?, endValue: String? = nil, anchor: String? = nil,
    rule: String
  ) {
    self.span = span
    self.kind = kind
    self.value = value
    self.endValue = endValue
    self.anchor = anchor
    self.rule = rule
  }
}

/// An attributed statement: words or thoughts that the text ascribes to somebody.
public struct Statement: Sendable {
  public enum Kind: String, Sendable { case direct, indirect, mixed }
  /// q1, q2, … in text order.
  public var id: String
  public var kind: Kind
  /// The content, in one or more pieces; quotation marks outside for direct.
  public var pieces: [Span]
  public var cue: Cue?
  /// The whole noun phrase of the source, or a pronoun.
  public var source: Span?
  /// Empty only when nobody can be known.
  public var speakers: [Speaker]
  public var resolvedBy: Resolution
  /// Entity ids or names of outlets that relayed it.
  public var via: [String]
  public var addressee: Span?
  public var parent: String?
  public var continues: String?
  public var medium: String
  public var sentence: Int
  public var confidence: Float
  /// The pattern that found it, for `--explain`.
  public var rule: String

  public struct Cue: Sendable, Hashable {
    public var span: Span
    /// say, state, think, announce, ask, deny, warn, write, report, evidential, …
    public var cueClass: String
    public var negated: Bool
    public var hedged: Bool

    public init(span: Span, cueClass: String, negated: Bool = false, hedged: Bool = false) {
      self.span = span
      self.cueClass = cueClass
      self.negated = negated
      self.hedged = hedged
    }
  }

  public enum Resolution: String, Sendable {
    case explicit, title, pronoun, inherited, headline, context, none
  }

  public init(
    id: String, kind: Kind, pieces: [Span], cue: Cue? = nil, source: Span? = nil,
    speakers: [Speaker] = [], resolvedBy: Resolution = .none, via: [String] = [],
    addressee: Span? = nil, parent: String? = nil, continues: String? = nil,
    medium: String = "unknown", sentence: Int, confidence: Float, rule: String
  ) {
    self.id = id
    self.kind = kind
    self.pieces = pieces
    self.cue = cue
    self.source = source
    self.speakers = speakers
    self.resolvedBy = resolvedBy
    self.via = via
    self.addressee = addressee
    self.parent = parent
    self.continues = continues
    self.medium = medium
    self.sentence = sentence
    self.confidence = confidence
    self.rule = rule
  }
}

public struct Speaker: Sendable, Hashable {
  public enum Kind: String, Sendable { case named, anonymous, collective, document, unknown }
  /// Id of the article's entity, nil for an unnamed source.
  public var entity: String?
  /// The entity's name, or the phrase of an unnamed source as written.
  public var name: String
  public var kind: Kind
  public var title: String?
  /// Where an unnamed source's phrase stands, so that it can be written as the original has it.
  public var phrase: Span?

  public init(
    entity: String?, name: String, kind: Kind, title: String? = nil, phrase: Span? = nil
  ) {
    self.entity = entity
    self.name = name
    self.kind = kind
    self.title = title
    self.phrase = phrase
  }
}

/// A pair of quotation marks that is not a statement; the span includes the marks.
public struct Mark: Sendable, Hashable {
  public enum Reason: String, Sendable { case term, scare, title, name, slogan, nickname, event }
  public var span: Span
  public var reason: Reason

  public init(span: Span, reason: Reason) {
    self.span = span
    self.reason = reason
  }
}
