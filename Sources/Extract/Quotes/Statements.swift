import Values

extension Extractor {
  /// The attributed statements of an article, and the quotation marks that are none.
  ///
  /// Layout first (marks, clauses, cue words), then the patterns of ``StatementReader``, which asks
  /// ``SourceFinder`` for the source of a cue and ``SpeakerResolver`` for whom it stands for.
  /// The entities come back with their titles and with the pronouns and noun phrases that stand for
  /// them.
  func statements(in article: SegmentedArticle, entities: inout [Entity]) -> ([Statement], [Mark]) {
    let units = article.units
    let mentions = MentionIndex(entities: entities)
    // 据塔斯社7月30日报道，…: a frame of the sentence, not a dateline before it.
    let dateline = article.article.dateline?.span.end
    let datelineEnd = dateline.flatMap { $0 < units.count && units[$0] == 0xFF0C ? nil : $0 }
    let layout = TextLayout(
      of: units, lexicon: statementLexicon, shapes: statementShapes, mentions: mentions,
      titleEnd: article.article.title?.end, datelineEnd: datelineEnd)
    let finder = SourceFinder(
      units: units, lexicon: statementLexicon, shapes: statementShapes, mentions: mentions)
    let titleEnd = article.article.title?.end ?? layout.titleEnd ?? firstLineEnd(units)
    let titles = TitleIndex(units: units, mentions: mentions, lexicon: statementLexicon)
    var reader = StatementReader(
      units: units, layout: layout, lexicon: statementLexicon, scorer: cueScorer,
      boundaries: boundaryScorer, shapes: statementShapes, finder: finder,
      resolver: SpeakerResolver(
        reading: article.reading, entities: entities, mentions: mentions, lexicon: statementLexicon,
        catalogue: catalogue, titles: titles, publicPersons: publicPersons, titleEnd: titleEnd),
      titleEnd: titleEnd)
    reader.read()
    for (person, found) in titles.titles(
      mentions: mentions, lexicon: statementLexicon, in: article.reading)
    {
      entities[person].titles = found
    }
    let anaphora = AnaphoraFinder(
      resolver: reader.resolver, quotations: layout.pairs.map(\.span))
    for anaphor
      in (reader.resolver.anaphora
      + anaphora.anaphora(besides: reader.resolver.anaphora)).sorted(by: { $0.span < $1.span })
    {
      entities[anaphor.entity].anaphora.append(
        Mention(
          span: anaphor.span, kind: anaphor.kind,
          sentence: sentence(at: anaphor.span.start, in: article), confidence: anaphor.confidence))
    }
    let drafts = reader.drafts
    let order = drafts.indices.filter { !drafts[$0].pieces.isEmpty }.sorted {
      let (a, b) = (drafts[$0].pieces[0], drafts[$1].pieces[0])
      return (a.start, -a.end, $0) < (b.start, -b.end, $1)
    }
    var ids = [String?](repeating: nil, count: drafts.count)
    for (number, index) in order.enumerated() { ids[index] = "q\(number + 1)" }
    var spoken = Set<Int>()
    let statements = order.map { index in
      let draft = drafts[index]
      spoken.formUnion(draft.pairs)
      var statement = statement(draft, id: ids[index] ?? "", in: article)
      statement.parent = draft.parent.flatMap { ids[$0] }
      statement.continues = draft.continues.flatMap { ids[$0] }
      statement.confidence = confidenceModel.confidence(
        of: statement,
        speakerType: reader.resolver.index(of: statement.speakers.first).map { entities[$0].type })
      let details = reader.details(of: draft)
      statement.addressee = details.addressee
      statement.medium = details.medium
      statement.cue?.negated = details.negated
      statement.cue?.hedged = details.hedged
      return statement
    }
    let reasons = MarkReasons(
      units: units, lexicon: statementLexicon, shapes: statementShapes, mentions: mentions)
    let marks = layout.pairs.indices.filter { !spoken.contains($0) && !layout.pairs[$0].implied }
      .map { Mark(span: layout.pairs[$0].span, reason: reasons.reason(for: layout.pairs[$0])) }
    return (statements, marks)
  }

  private func firstLineEnd(_ units: [UInt16]) -> Int {
    let end = units.firstIndex(of: 0x0A) ?? units.count
    return end <= 60 ? end : 0
  }

  private func statement(_ draft: StatementReader.Draft, id: String, in article: SegmentedArticle)
    -> Statement
  {
    let cue = draft.cue.map {
      Statement.Cue(span: $0.span, cueClass: statementLexicon.cueWords[$0.word].cueClass)
    }
    return Statement(
      id: id, kind: draft.kind, pieces: draft.pieces, cue: cue,
      source: draft.source.map { $0.spanWithoutExistential(in: article.units) },
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
