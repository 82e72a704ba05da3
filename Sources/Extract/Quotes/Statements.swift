import Values

extension Extractor {
  /// The attributed statements of an article, and the quotation marks that are none.
  ///
  /// Layout first (marks, clauses, cue words), then the patterns of ``StatementReader``, which asks
  /// ``SourceFinder`` for the source of a cue and ``SpeakerResolver`` for whom it stands for.
  func statements(in article: SegmentedArticle, entities: [Entity]) -> ([Statement], [Mark]) {
    let units = article.units
    let layout = TextLayout(of: units, lexicon: statementLexicon, shapes: statementShapes)
    let mentions = MentionIndex(entities: entities)
    let finder = SourceFinder(
      units: units, lexicon: statementLexicon, shapes: statementShapes, mentions: mentions)
    let titleEnd = article.article.title?.end ?? layout.titleEnd ?? firstLineEnd(units)
    let titles = TitleIndex(units: units, mentions: mentions, lexicon: statementLexicon)
    var reader = StatementReader(
      units: units, layout: layout, lexicon: statementLexicon, shapes: statementShapes,
      finder: finder,
      resolver: SpeakerResolver(
        units: units, entities: entities, mentions: mentions, lexicon: statementLexicon,
        catalogue: catalogue, titles: titles, titleEnd: titleEnd),
      titleEnd: titleEnd)
    reader.read()
    let drafts = reader.drafts.filter { !$0.pieces.isEmpty }
      .sorted { ($0.pieces[0].start, -$0.pieces[0].end) < ($1.pieces[0].start, -$1.pieces[0].end) }
    var statements: [Statement] = []
    statements.reserveCapacity(drafts.count)
    var spoken = Set<Int>()
    for draft in drafts {
      spoken.formUnion(draft.pairs)
      statements.append(statement(draft, id: statements.count + 1, in: article))
    }
    let marks = layout.pairs.indices.lazy
      .filter { !spoken.contains($0) && !layout.pairs[$0].implied }
      .map { Mark(span: layout.pairs[$0].span, reason: .term) }
    return (statements, Array(marks))
  }

  private func firstLineEnd(_ units: [UInt16]) -> Int {
    let end = units.firstIndex(of: 0x0A) ?? units.count
    return end <= 60 ? end : 0
  }

  private func statement(_ draft: StatementReader.Draft, id: Int, in article: SegmentedArticle)
    -> Statement
  {
    let cue = draft.cue.map {
      Statement.Cue(span: $0.span, cueClass: statementLexicon.cueWords[$0.word].cueClass)
    }
    return Statement(
      id: "q\(id)", kind: draft.kind, pieces: draft.pieces, cue: cue, source: draft.source?.span,
      speakers: draft.resolved.speakers, resolvedBy: draft.resolved.how,
      via: draft.via.map { $0.entity ?? $0.name },
      sentence: sentence(at: draft.pieces[0].start, in: article),
      confidence: draft.confidence, rule: draft.rule)
  }

  private func sentence(at position: Int, in article: SegmentedArticle) -> Int {
    var low = 0
    var high = article.sentences.count
    while low < high {
      let middle = (low + high) / 2
      if article.sentences[middle].span.end <= position { low = middle + 1 } else { high = middle }
    }
    return min(low, max(0, article.sentences.count - 1))
  }
}
