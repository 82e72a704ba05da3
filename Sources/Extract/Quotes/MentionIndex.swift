import Values

/// The named mentions of an article by where they begin and end.
struct MentionIndex {
  struct Named {
    var span: Span
    /// Index into the article's entities.
    var entity: Int
    var type: EntityType
  }

  /// By start; of those that start together the longest first.
  let named: [Named]
  /// For every prefix of `named` the furthest end, so that a look back can stop.
  private let furthest: [Int]

  init(entities: [Entity]) {
    var all: [Named] = []
    for (index, entity) in entities.enumerated() {
      for mention in entity.mentions {
        all.append(Named(span: mention.span, entity: index, type: entity.type))
      }
    }
    all.sort {
      ($0.span.start, -$0.span.end, $0.entity) < ($1.span.start, -$1.span.end, $1.entity)
    }
    named = all
    var end = 0
    furthest = all.map {
      end = max(end, $0.span.end)
      return end
    }
  }

  /// The first index whose mention starts at or after `position`.
  func firstIndex(from position: Int) -> Int {
    var low = 0
    var high = named.count
    while low < high {
      let middle = (low + high) / 2
      if named[middle].span.start < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The mentions inside a span, outermost ones only, in order.
  func within(_ span: Span) -> [Named] {
    var found: [Named] = []
    var index = firstIndex(from: span.start)
    while index < named.count, named[index].span.start < span.end {
      let mention = named[index]
      index += 1
      guard mention.span.end <= span.end else { continue }
      if let last = found.last, mention.span.start < last.span.end { continue }
      found.append(mention)
    }
    return found
  }

  /// The longest mention that ends at `end` and starts at or after `limit`; a person first.
  func ending(at end: Int, from limit: Int) -> Named? {
    var best: Named?
    var index = firstIndex(from: end) - 1
    while index >= 0, furthest[index] >= end, named[index].span.start >= limit {
      let mention = named[index]
      if mention.span.end == end {
        if mention.type == .person { return mention }
        if best.map({ mention.span.start < $0.span.start }) ?? true { best = mention }
      }
      index -= 1
    }
    return best
  }

  /// The longest mention that starts at `position`.
  func starting(at position: Int) -> Named? {
    let index = firstIndex(from: position)
    return index < named.count && named[index].span.start == position ? named[index] : nil
  }

  /// The mention that covers `position` strictly inside or at its start.
  func covering(_ position: Int) -> Named? {
    var index = firstIndex(from: position + 1) - 1
    var best: Named?
    while index >= 0, furthest[index] > position {
      if named[index].span.contains(position) { best = named[index] }
      index -= 1
    }
    return best
  }
}
