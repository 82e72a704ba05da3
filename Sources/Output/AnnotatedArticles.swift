import Values

extension Document {
  /// The document's articles with what was found in each, for eyes.
  ///
  /// - Parameter extractions: one for each article, in order.
  public func annotated(_ extractions: [Extraction]) -> [AnnotatedArticle] {
    let offsets = Offsets(units: units, unit: .scalar)
    return zip(articles, extractions).map { article, extraction in
      annotated(article, extraction, offsets)
    }
  }

  private func annotated(
    _ article: Article, _ extraction: Extraction, _ offsets: Offsets
  ) -> AnnotatedArticle {
    let reading = article.reading
    func range(_ span: Span) -> Range<Int> {
      let original = reading.original(span)
      let start = offsets(original.start)
      return start..<max(start, offsets(original.end))
    }
    func text(_ span: Span) -> String { reading.originalText(span) }

    var result = AnnotatedArticle(
      document: id, start: offsets(article.span.start), text: self.text(article.span))
    result.title = article.title.map(text)
    result.day = article.published?.iso
    result.outlet = article.dateline?.agency.map(text)
    result.author = article.bylines.first { $0.role != .editor }.map { text($0.span) }
    result.paragraphs = article.paragraphs.map {
      AnnotatedArticle.Paragraph(range: range($0.span), role: $0.role.rawValue)
    }
    result.entities = extraction.entities.map { entity in
      AnnotatedArticle.Entity(
        id: entity.id, key: entity.key, type: entity.type, subtype: entity.subtype,
        name: entity.name, aliases: entity.aliases, titles: entity.titles,
        mentions: entity.mentions.map { range($0.span) })
    }
    result.statements = extraction.statements.map { statement in
      AnnotatedArticle.Statement(
        id: statement.id, kind: statement.kind.rawValue, pieces: statement.pieces.map(range),
        text: statement.pieces.map(text).joined(separator: "…"),
        cue: statement.cue.map { cue in
          AnnotatedArticle.Cue(
            range: range(cue.span), text: text(cue.span), cueClass: cue.cueClass,
            isNegated: cue.negated, isHedged: cue.hedged)
        },
        source: statement.source.map(range), sourceText: statement.source.map(text),
        speakers: statement.speakers.map { speaker in
          AnnotatedArticle.Speaker(
            entity: speaker.entity, name: speaker.phrase.map(text) ?? speaker.name,
            kind: speaker.kind.rawValue, title: speaker.title)
        },
        resolvedBy: statement.resolvedBy.rawValue, via: statement.via, parent: statement.parent,
        medium: statement.medium, confidence: Double(statement.confidence))
    }
    result.figures = extraction.figures.map { figure in
      AnnotatedArticle.Figure(
        range: range(figure.span), text: text(figure.span), kind: figure.kind,
        value: figure.decimal, minimum: figure.minimum, maximum: figure.maximum,
        unit: figure.unit, bound: figure.bound.rawValue, trend: figure.trend,
        measured: figure.of.map(text))
    }
    result.dates = extraction.dates.map { date in
      AnnotatedArticle.Moment(
        range: range(date.span), text: text(date.span), kind: date.kind.rawValue,
        value: date.value, endValue: date.endValue)
    }
    result.marks = extraction.marks.map {
      AnnotatedArticle.Mark(range: range($0.span), reason: $0.reason.rawValue)
    }
    return result
  }
}
