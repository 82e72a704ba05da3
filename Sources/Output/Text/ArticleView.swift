import Values

/// The lines that show one article.
struct ArticleView {
  let document: Document
  let article: Article
  let extraction: Extraction
  let style: Style
  let explains: Bool

  /// Columns of a line: two columns a character leave 44 Chinese characters of content.
  private static let width = 100
  /// The widest first column of a table; longer entries push their line to the right.
  private static let columnLimit = 28

  var lines: [String] {
    var lines = header.map { "  " + $0 }
    lines += section("STATEMENTS", statementLines)
    lines += section("ENTITIES", entityLines)
    lines += section("FIGURES", figureLines)
    lines += section("DATES", dateLines)
    lines += section("MARKS", markLines)
    return lines
  }

  private func section(_ name: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", "  " + style.heading(name)] + lines.map { "    " + $0 }
  }

  private func text(_ span: Span) -> String {
    document.text(article.reading.original(span)).shown
  }

  // MARK: - Header

  private var header: [String] {
    var facts: [String] = []
    if let dateline = article.dateline { facts.append(text(dateline.span)) }
    if let published = article.published { facts.append("published \(published.iso)") }
    facts += article.bylines.map { "\($0.role.rawValue) \(text($0.span))" }
    let title = article.title.map { style.title(text($0)) } ?? style.faint("(no title)")
    return [title] + (facts.isEmpty ? [] : [style.faint(facts.joined(separator: " · "))])
  }

  // MARK: - Statements

  private var statementLines: [String] {
    var order: [String] = []
    var groups: [String: [Statement]] = [:]
    for statement in extraction.statements {
      let label = speakerLabel(statement)
      if groups[label] == nil { order.append(label) }
      groups[label, default: []].append(statement)
    }
    return order.flatMap { label in
      [style.name(label)] + lines(of: groups[label] ?? []).map { "  " + $0 }
    }
  }

  /// All speakers of a statement with their titles, so that joint statements stand together.
  private func speakerLabel(_ statement: Statement) -> String {
    guard !statement.speakers.isEmpty else { return "(speaker not known)" }
    return statement.speakers.map { speaker in
      var label = speaker.name.shown
      let titles = speaker.entity.flatMap { id in
        extraction.entities.first { $0.id == id }?.titles.first
      }
      if let title = speaker.title ?? titles { label += " · \(title.shown)" }
      if speaker.entity == nil { label += " (\(speaker.kind.rawValue))" }
      return label
    }.joined(separator: " + ")
  }

  private func lines(of statements: [Statement]) -> [String] {
    let cues = statements.map { statement in
      statement.cue.map { text($0.span) + ($0.negated ? " (negated)" : "") } ?? "–"
    }
    let numbers = statements.map { "s\($0.sentence + 1)" }
    let cueWidth = min(Self.columnLimit, cues.map(DisplayWidth.of).max() ?? 0)
    let numberWidth = numbers.map(\.count).max() ?? 0
    let indent = 3 + 2 + cueWidth + 2 + numberWidth + 2
    return zip(statements, zip(cues, numbers)).flatMap { statement, labels in
      let content = statement.pieces.map(text).joined(separator: " … ")
      let wrapped = content.wrapped(to: max(20, Self.width - 6 - indent))
      let head = [
        mark(statement.kind).padded(to: 3), style.cue(labels.0.padded(to: cueWidth)),
        style.faint(labels.1.padded(to: numberWidth)), wrapped[0],
      ].joined(separator: "  ")
      var lines = [head] + wrapped.dropFirst().map { String(repeating: " ", count: indent) + $0 }
      if let note = note(statement) {
        lines.append(String(repeating: " ", count: indent) + style.faint(note))
      }
      return lines
    }
  }

  private func mark(_ kind: Statement.Kind) -> String {
    switch kind {
    case .direct: "“”"
    case .indirect: "›"
    case .mixed: "›“”"
    }
  }

  private func note(_ statement: Statement) -> String? {
    var parts: [String] = []
    if !statement.via.isEmpty {
      let names = statement.via.map { via in
        (extraction.entities.first { $0.id == via }?.name ?? via).shown
      }
      parts.append("via " + names.joined(separator: ", "))
    }
    if explains { parts.append("\(statement.rule), speaker: \(statement.resolvedBy.rawValue)") }
    return parts.isEmpty ? nil : "[" + parts.joined(separator: "; ") + "]"
  }

  // MARK: - Entities

  private var entityLines: [String] {
    let rows = EntityType.allCases.flatMap { type in
      extraction.entities.enumerated().filter { $0.element.type == type }
        // Most mentioned first; of equals the one mentioned first.
        .sorted {
          (-$0.element.mentions.count, $0.offset) < (-$1.element.mentions.count, $1.offset)
        }
        .map { _, entity in
          [
            entity.subtype.map { "\(type.rawValue), \($0)" } ?? type.rawValue,
            entity.name.shown, "×\(entity.mentions.count)", also(entity),
          ]
        }
    }
    return table(rows, styled: [style.faint, style.name, { $0 }, style.faint])
  }

  private func also(_ entity: Entity) -> String {
    var parts: [String] = []
    if !entity.titles.isEmpty { parts.append(entity.titles.map(\.shown).joined(separator: ", ")) }
    if !entity.aliases.isEmpty {
      parts.append("= " + entity.aliases.map(\.shown).joined(separator: ", "))
    }
    return parts.joined(separator: " ")
  }

  // MARK: - Figures, dates, marks

  private var figureLines: [String] {
    let rows = extraction.figures.map { figure in
      var value = figure.decimal ?? range(figure) ?? "?"
      if figure.decimal != nil, let range = range(figure) { value += " (\(range))" }
      if figure.bound != .exact { value = "\(figure.bound.rawValue) \(value)" }
      if let unit = figure.unit { value += unit == "%" ? "%" : " \(unit.shown)" }
      var notes: [String] = []
      if let trend = figure.trend { notes.append(trend == "up" ? "↑" : "↓") }
      if let of = figure.of { notes.append("of \(text(of))") }
      if explains { notes.append("[\(figure.rule)]") }
      return [text(figure.span), value, figure.kind, notes.joined(separator: " ")]
    }
    return table(rows, styled: [{ $0 }, style.name, style.faint, style.faint])
  }

  private func range(_ figure: Figure) -> String? {
    guard figure.minimum != nil || figure.maximum != nil else { return nil }
    return "\(figure.minimum ?? "")…\(figure.maximum ?? "")"
  }

  private var dateLines: [String] {
    let rows = extraction.dates.map { date in
      var value = date.value ?? "?"
      if let end = date.endValue { value += " – \(end)" }
      let anchor = date.anchor.map { "from \($0)" } ?? ""
      return [
        text(date.span), value, date.kind.rawValue,
        explains ? "\(anchor) [\(date.rule)]" : anchor,
      ]
    }
    return table(rows, styled: [{ $0 }, style.name, style.faint, style.faint])
  }

  private var markLines: [String] {
    table(
      extraction.marks.map { [text($0.span), $0.reason.rawValue] },
      styled: [{ $0 }, style.faint])
  }

  /// Rows with their columns one under the other.
  private func table(_ rows: [[String]], styled styles: [(String) -> String]) -> [String] {
    let widths = styles.indices.map { column in
      min(Self.columnLimit, rows.map { DisplayWidth.of($0[column]) }.max() ?? 0)
    }
    return rows.map { row in
      let last = row.lastIndex { !$0.isEmpty } ?? 0
      return row.indices.prefix(last + 1).map { column in
        styles[column](column == last ? row[column] : row[column].padded(to: widths[column]))
      }.joined(separator: "  ")
    }
  }
}
