import Values

/// Pronouns and noun phrases outside of sources that stand for an entity: 他, 她, 该公司, 该国, 该市.
///
/// A wrong link is worse than a missing one: one is made only when the paragraph has named exactly one
/// entity before it that fits, and not inside quotation marks, where 他 is somebody else's.
struct AnaphoraFinder {
  private let units: [UInt16]
  private let fittingNouns: [UInt32]
  private let mentions: MentionIndex
  private let titles: TitleIndex
  private let feminine: Set<Int>
  private let masculine: Set<Int>
  private let quotations: [Span]

  /// - Parameter quotations: by where they begin.
  init(resolver: SpeakerResolver, quotations: [Span]) {
    units = resolver.units
    fittingNouns = resolver.entities.map(Self.fittingNouns)
    mentions = resolver.mentions
    titles = resolver.titles
    feminine = resolver.feminine.subtracting(resolver.presumed)
    masculine = resolver.masculine.subtracting(resolver.presumed)
    self.quotations = quotations
  }

  /// 该 and its nouns with the endings of the names that they stand for. `country` is by subtype.
  private static let nouns: [(noun: String, endings: [String], type: EntityType)] = [
    ("公司", ["公司", "集团"], .organization), ("集团", ["集团"], .organization),
    ("银行", ["银行"], .organization), ("医院", ["医院"], .organization),
    ("大学", ["大学"], .organization), ("法院", ["法院"], .organization),
    ("协会", ["协会"], .organization), ("委员会", ["委员会"], .organization),
    ("研究所", ["研究所"], .organization), ("校", ["大学", "学院", "学校", "中学", "小学"], .organization),
    ("局", ["局"], .organization), ("报", ["报"], .organization), ("社", ["社"], .organization),
    ("党", ["党"], .organization), ("市", ["市"], .place), ("省", ["省"], .place),
    ("县", ["县"], .place), ("州", ["州"], .place), ("镇", ["镇"], .place), ("村", ["村"], .place),
    ("岛", ["岛"], .place), ("国", [], .place),
  ]
  private static let firstUnits = Set(nouns.compactMap(\.noun.utf16.first))
  private static let noPronounAfter = Set("们人国乡日杀方处项山律".utf16)
  private static let noPronounBefore = Set("其吉维排利".utf16)
  /// What makes another word of a noun of one character: 该国际, 该市场, 该报告.
  private static let noNounAfter = Set("际场域分门面士派区风长民告道队员团体化王籍法务家".utf16)

  /// Of one class in the paragraph so far: nobody, one entity or several.
  private enum Fitting {
    case none
    case one(Int)
    case several

    mutating func add(_ entity: Int) {
      switch self {
      case .none: self = .one(entity)
      case .one(let other): if other != entity { self = .several }
      case .several: break
      }
    }

    var only: Int? {
      guard case .one(let entity) = self else { return nil }
      return entity
    }
  }

  /// Those that are not among the known ones, in text order. One pass over the text.
  func anaphora(besides known: [SpeakerResolver.Anaphor]) -> [SpeakerResolver.Anaphor] {
    let taken = Set(known.map(\.span.start))
    var found: [SpeakerResolver.Anaphor] = []
    var person = Fitting.none
    var named = [Fitting](repeating: .none, count: Self.nouns.count)
    var next = 0
    var quotation = 0
    var quotedTo = 0
    var coveredTo = 0
    for (position, unit) in units.enumerated()
    where unit == 0x0A || unit == 0x4ED6 || unit == 0x5979 || unit == 0x8BE5 {
      while next < mentions.named.count, mentions.named[next].span.start <= position {
        let mention = mentions.named[next]
        coveredTo = max(coveredTo, mention.span.end)
        note(mention, person: &person, named: &named)
        next += 1
      }
      while quotation < quotations.count, quotations[quotation].start <= position {
        quotedTo = max(quotedTo, quotations[quotation].end)
        quotation += 1
      }
      switch unit {
      case 0x0A:
        person = .none
        for index in named.indices { named[index] = .none }
      case 0x4ED6, 0x5979:  // 他, 她
        guard position >= quotedTo, position >= coveredTo, !taken.contains(position),
          isPronoun(at: position), let entity = person.only,
          !(unit == 0x4ED6 ? feminine : masculine).contains(entity)
        else { continue }
        found.append(
          .init(
            span: Span(position, position + 1), entity: entity, kind: .pronoun, confidence: 0.8))
      case 0x8BE5:  // 该
        guard position >= coveredTo, !taken.contains(position),
          let (noun, end) = noun(after: position + 1), let entity = named[noun].only
        else { continue }
        found.append(
          .init(span: Span(position, end), entity: entity, kind: .nominal, confidence: 0.8))
      default: break
      }
    }
    return found
  }

  private func isPronoun(at position: Int) -> Bool {
    (position + 1 == units.count || !Self.noPronounAfter.contains(units[position + 1]))
      && (position == 0 || !Self.noPronounBefore.contains(units[position - 1]))
  }

  /// The longest noun at a position and where it ends.
  private func noun(after position: Int) -> (Int, Int)? {
    guard position < units.count, Self.firstUnits.contains(units[position]) else { return nil }
    var best: (Int, Int)?
    for (index, entry) in Self.nouns.enumerated() where entry.noun.stands(in: units, at: position) {
      let length = entry.noun.unitCount
      let end = position + length
      if length == 1, end < units.count, Self.noNounAfter.contains(units[end]) { continue }
      if best.map({ end > $0.1 }) ?? true { best = (index, end) }
    }
    return best
  }

  private func note(
    _ mention: MentionIndex.Named, person: inout Fitting, named: inout [Fitting]
  ) {
    if mention.type == .person {
      if !titles.bylines.contains(mention.entity) { person.add(mention.entity) }
      return
    }
    var fitting = fittingNouns[mention.entity]
    while fitting != 0 {
      named[fitting.trailingZeroBitCount].add(mention.entity)
      fitting &= fitting - 1
    }
  }

  /// The nouns that an entity can be meant by, a bit each.
  private static func fittingNouns(of entity: Entity) -> UInt32 {
    guard entity.type != .person else { return 0 }
    let name = Array(entity.name.utf8)
    var fitting: UInt32 = 0
    for (index, entry) in nouns.enumerated() where entry.type == entity.type {
      let fits =
        entry.endings.isEmpty
        ? entity.subtype == "country"
        : entry.endings.contains { ending in
          name.count > ending.utf8.count
            && name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
      if fits { fitting |= 1 << UInt32(index) }
    }
    return fitting
  }
}
