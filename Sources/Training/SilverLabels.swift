import Tagging

/// What a model found in a text, as a line of a `silver` corpus (``CorpusReader``).
public struct SilverLabels: Encodable, Sendable {
  public var id: String
  public var entities: [Entity]

  /// `[start, end, type, votes]` with offsets in scalars: two votes for what is certain, none for what is open.
  public struct Entity: Encodable, Sendable, Equatable {
    public var start: Int, end: Int
    public var type: NameType
    public var isCertain: Bool

    public func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(start)
      try list.encode(end)
      try list.encode(type.abbreviation)
      try list.encode(isCertain ? 2 : 0)
    }
  }

  /// - Parameter least: nats of margin from which a name is certain.
  public init(id: String, text: UnsafeBufferPointer<UInt16>, names: [NameSpan], least: Float) {
    self.id = id
    var scalars = [0]
    scalars.reserveCapacity(text.count + 1)
    for unit in text {
      scalars.append(scalars[scalars.count - 1] + (unit & 0xFC00 == 0xDC00 ? 0 : 1))
    }
    entities = names.map { name in
      Entity(
        start: scalars[name.start], end: scalars[name.end], type: name.type,
        isCertain: name.margin >= least)
    }
  }
}
