/// One article with all that was found in it, as it is shown: plain values, wherever they came from.
///
/// All ranges are half-open and count Unicode scalars of the *document's* text; `text` is the
/// article's own part of it, which begins at `start`.
public struct AnnotatedArticle: Sendable {
  public struct Entity: Sendable {
    /// e1, e2, … in the article.
    public var id: String
    public var key: String
    public var type: EntityType
    public var subtype: String?
    public var name: String
    public var aliases: [String]
    public var titles: [String]
    public var mentions: [Range<Int>]
    /// The entity's number in a database.
    public var number: Int?

    public init(
      id: String, key: String, type: EntityType, subtype: String?, name: String,
      aliases: [String], titles: [String], mentions: [Range<Int>], number: Int? = nil
    ) {
      self.id = id
      self.key = key
      self.type = type
      self.subtype = subtype
      self.name = name
      self.aliases = aliases
      self.titles = titles
      self.mentions = mentions
      self.number = number
    }
  }

  public struct Speaker: Sendable {
    /// Id of the article's entity, nil for an unnamed source.
    public var entity: String?
    public var name: String
    public var kind: String
    public var title: String?

    public init(entity: String?, name: String, kind: String, title: String?) {
      self.entity = entity
      self.name = name
      self.kind = kind
      self.title = title
    }
  }

  public struct Cue: Sendable {
    public var range: Range<Int>
    public var text: String
    public var cueClass: String
    public var isNegated: Bool
    public var isHedged: Bool

    public init(
      range: Range<Int>, text: String, cueClass: String, isNegated: Bool, isHedged: Bool
    ) {
      self.range = range
      self.text = text
      self.cueClass = cueClass
      self.isNegated = isNegated
      self.isHedged = isHedged
    }
  }

  public struct Statement: Sendable {
    /// q1, q2, … in the article.
    public var id: String
    /// direct, indirect, mixed
    public var kind: String
    public var pieces: [Range<Int>]
    public var text: String
    public var cue: Cue?
    public var source: Range<Int>?
    public var sourceText: String?
    public var speakers: [Speaker]
    public var resolvedBy: String
    /// Ids of entities, or names.
    public var via: [String]
    public var parent: String?
    public var medium: String
    public var confidence: Double
    /// The statement's number in a database.
    public var number: Int?

    public init(
      id: String, kind: String, pieces: [Range<Int>], text: String, cue: Cue? = nil,
      source: Range<Int>? = nil, sourceText: String? = nil, speakers: [Speaker] = [],
      resolvedBy: String = "none", via: [String] = [], parent: String? = nil,
      medium: String = "unknown", confidence: Double = 1, number: Int? = nil
    ) {
      self.id = id
      self.kind = kind
      self.pieces = pieces
      self.text = text
      self.cue = cue
      self.source = source
      self.sourceText = sourceText
      self.speakers = speakers
      self.resolvedBy = resolvedBy
      self.via = via
      self.parent = parent
      self.medium = medium
      self.confidence = confidence
      self.number = number
    }
  }

  public struct Figure: Sendable {
    public var range: Range<Int>
    public var text: String
    public var kind: String
    /// Decimal digits.
    public var value: String?
    public var minimum: String?
    public var maximum: String?
    public var unit: String?
    public var bound: String
    public var trend: String?
    public var measured: String?

    public init(
      range: Range<Int>, text: String, kind: String, value: String?, minimum: String? = nil,
      maximum: String? = nil, unit: String? = nil, bound: String = "=", trend: String? = nil,
      measured: String? = nil
    ) {
      self.range = range
      self.text = text
      self.kind = kind
      self.value = value
      self.minimum = minimum
      self.maximum = maximum
      self.unit = unit
      self.bound = bound
      self.trend = trend
      self.measured = measured
    }
  }

  public struct Moment: Sendable {
    public var range: Range<Int>
    public var text: String
    public var kind: String
    public var value: String?
    public var endValue: String?

    public init(
      range: Range<Int>, text: String, kind: String, value: String?, endValue: String? = nil
    ) {
      self.range = range
      self.text = text
      self.kind = kind
      self.value = value
      self.endValue = endValue
    }
  }

  public struct Mark: Sendable {
    public var range: Range<Int>
    public var reason: String

    public init(range: Range<Int>, reason: String) {
      self.range = range
      self.reason = reason
    }
  }

  public struct Paragraph: Sendable {
    public var range: Range<Int>
    public var role: String

    public init(range: Range<Int>, role: String) {
      self.range = range
      self.role = role
    }
  }

  public var document: String
  /// The article's number in a database.
  public var number: Int?
  public var title: String?
  /// The day of publication, ISO 8601.
  public var day: String?
  public var outlet: String?
  public var author: String?
  public var url: String?
  public var start: Int
  public var text: String
  public var paragraphs: [Paragraph] = []
  public var entities: [Entity] = []
  public var statements: [Statement] = []
  public var figures: [Figure] = []
  public var dates: [Moment] = []
  public var marks: [Mark] = []

  public init(document: String, number: Int? = nil, start: Int, text: String) {
    self.document = document
    self.number = number
    self.start = start
    self.text = text
  }
}
