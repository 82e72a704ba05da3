import Values

/// Writes the JSON objects of a document's articles; keys in sorted order.
struct ArticleWriter {
  let document: Document
  let offsets: Offsets
  let explains: Bool
  var json: JSONWriter
  /// Of the article being written: spans point into it.
  private var reading = Reading(verbatim: [])

  init(document: Document, offsets: Offsets, explains: Bool, json: JSONWriter) {
    self.document = document
    self.offsets = offsets
    self.explains = explains
    self.json = json
  }

  /// The JSON writer back, with the articles written.
  func finished() -> JSONWriter { json }

  mutating func write(_ article: Article, _ extraction: Extraction) {
    reading = article.reading
    json.beginObject()
    json.key("bylines")
    list(article.bylines) { writer, byline in
      writer.end(byline.span)
      writer.json.key("name")
      writer.text(byline.span)
      writer.json.key("role")
      writer.json.value(byline.role.rawValue)
      writer.start(byline.span)
    }
    json.key("dateline")
    if let dateline = article.dateline { write(dateline) } else { json.null() }
    json.key("dates")
    list(extraction.dates) { $0.fields(of: $1) }
    json.key("end")
    json.value(offsets(article.span.end))
    json.key("entities")
    list(extraction.entities) { $0.fields(of: $1) }
    json.key("figures")
    list(extraction.figures) { $0.fields(of: $1) }
    json.key("marks")
    list(extraction.marks) { writer, mark in
      writer.end(mark.span)
      writer.json.key("reason")
      writer.json.value(mark.reason.rawValue)
      writer.start(mark.span)
      writer.textField(mark.span)
    }
    json.key("paragraphs")
    list(article.paragraphs) { writer, paragraph in
      writer.end(paragraph.span)
      writer.json.key("role")
      writer.json.value(paragraph.role.rawValue)
      writer.start(paragraph.span)
    }
    json.key("published")
    json.value(article.published?.iso)
    json.key("quotes")
    list(extraction.statements) { $0.fields(of: $1) }
    json.key("start")
    json.value(offsets(article.span.start))
    json.key("title")
    spanObject(article.title)
    json.endObject()
  }

  // MARK: - The kinds of object

  private mutating func write(_ dateline: Dateline) {
    json.beginObject()
    json.key("agency")
    text(dateline.agency)
    json.key("date")
    text(dateline.date)
    end(dateline.span)
    json.key("place")
    text(dateline.place)
    start(dateline.span)
    textField(dateline.span)
    json.endObject()
  }

  private mutating func fields(of date: DateExpression) {
    json.key("anchor")
    json.value(date.anchor)
    end(date.span)
    json.key("end_value")
    json.value(date.endValue)
    json.key("kind")
    json.value(date.kind.rawValue)
    rule(date.rule)
    start(date.span)
    textField(date.span)
    json.key("value")
    json.value(date.value)
  }

  private mutating func fields(of entity: Entity) {
    json.key("aliases")
    strings(entity.aliases)
    json.key("anaphora")
    list(entity.anaphora) { $0.fields(of: $1) }
    json.key("count")
    json.value(entity.mentions.count)
    json.key("id")
    json.value(entity.id)
    json.key("key")
    json.value(entity.key)
    json.key("mentions")
    list(entity.mentions) { $0.fields(of: $1) }
    json.key("name")
    json.value(entity.name)
    json.key("subtype")
    json.value(entity.subtype)
    json.key("titles")
    strings(entity.titles)
    json.key("type")
    json.value(entity.type.rawValue)
  }

  private mutating func fields(of mention: Mention) {
    json.key("confidence")
    json.value(confidence: mention.confidence)
    end(mention.span)
    json.key("kind")
    json.value(mention.kind.rawValue)
    json.key("sentence")
    json.value(mention.sentence)
    start(mention.span)
    textField(mention.span)
  }

  private mutating func fields(of figure: Figure) {
    json.key("bound")
    json.value(figure.bound.rawValue)
    json.key("confidence")
    json.value(confidence: figure.confidence)
    json.key("decimal")
    json.value(figure.decimal)
    end(figure.span)
    json.key("kind")
    json.value(figure.kind)
    json.key("max")
    json.value(decimal: figure.maximum)
    json.key("min")
    json.value(decimal: figure.minimum)
    json.key("of")
    text(figure.of)
    rule(figure.rule)
    start(figure.span)
    textField(figure.span)
    json.key("trend")
    json.value(figure.trend)
    json.key("unit")
    json.value(figure.unit)
    json.key("unit_text")
    json.value(figure.unitText)
    json.key("value")
    json.value(decimal: figure.decimal)
  }

  private mutating func fields(of statement: Statement) {
    json.key("addressee")
    text(statement.addressee)
    json.key("confidence")
    json.value(confidence: statement.confidence)
    json.key("continues")
    json.value(statement.continues)
    json.key("cue")
    if let cue = statement.cue {
      json.beginObject()
      json.key("class")
      json.value(cue.cueClass)
      end(cue.span)
      json.key("hedged")
      json.value(cue.hedged)
      json.key("negated")
      json.value(cue.negated)
      start(cue.span)
      textField(cue.span)
      json.endObject()
    } else {
      json.null()
    }
    json.key("id")
    json.value(statement.id)
    json.key("medium")
    json.value(statement.medium)
    json.key("parent")
    json.value(statement.parent)
    json.key("resolved_by")
    json.value(statement.resolvedBy.rawValue)
    rule(statement.rule)
    json.key("sentence")
    json.value(statement.sentence)
    json.key("source")
    spanObject(statement.source)
    json.key("spans")
    json.beginArray()
    for piece in statement.pieces {
      let original = reading.original(piece)
      json.beginArray()
      json.value(offsets(original.start))
      json.value(offsets(original.end))
      json.endArray()
    }
    json.endArray()
    json.key("speakers")
    list(statement.speakers) { writer, speaker in
      writer.json.key("entity")
      writer.json.value(speaker.entity)
      writer.json.key("kind")
      writer.json.value(speaker.kind.rawValue)
      writer.json.key("name")
      if let phrase = speaker.phrase {
        writer.text(phrase)
      } else {
        writer.json.value(speaker.name)
      }
      writer.json.key("title")
      writer.json.value(speaker.title)
    }
    json.key("text")
    json.value(statement.pieces.map(units), joinedBy: "…")
    json.key("type")
    json.value(statement.kind.rawValue)
    json.key("via")
    strings(statement.via)
  }

  // MARK: - Parts

  /// The original text of a span of the reading.
  private func units(_ span: Span) -> ArraySlice<UInt16> {
    let original = reading.original(span)
    return document.units[original.start..<original.end]
  }

  private mutating func text(_ span: Span?) {
    if let span { json.value(units(span)) } else { json.null() }
  }

  private mutating func start(_ span: Span) {
    json.key("start")
    json.value(offsets(reading.original(span).start))
  }

  private mutating func end(_ span: Span) {
    json.key("end")
    json.value(offsets(reading.original(span).end))
  }

  private mutating func textField(_ span: Span) {
    json.key("text")
    json.value(units(span))
  }

  private mutating func rule(_ rule: String) {
    guard explains else { return }
    json.key("rule")
    json.value(rule)
  }

  private mutating func spanObject(_ span: Span?) {
    guard let span else {
      json.null()
      return
    }
    json.beginObject()
    end(span)
    start(span)
    textField(span)
    json.endObject()
  }

  private mutating func strings(_ values: [String]) {
    json.beginArray()
    for value in values { json.value(value) }
    json.endArray()
  }

  private mutating func list<Element>(
    _ elements: [Element], _ fields: (inout ArticleWriter, Element) -> Void
  ) {
    json.beginArray()
    for element in elements {
      json.beginObject()
      fields(&self, element)
      json.endObject()
    }
    json.endArray()
  }
}
