import Values

/// One article as part of a page: its text with mark-up, and a panel of what was found.
public struct ArticleView: Sendable {
  public var article: AnnotatedArticle
  /// Put before all ids: unique in the page.
  public var prefix: String
  public var language: Interface
  /// The address of an entity's own page; nil where there is none.
  public var address: @Sendable (AnnotatedArticle.Entity) -> String? = { _ in nil }
  /// More HTML for a statement's entry in the panel.
  public var addition: @Sendable (AnnotatedArticle.Statement) -> String = { _ in "" }

  public init(_ article: AnnotatedArticle, prefix: String, language: Interface) {
    self.article = article
    self.prefix = prefix
    self.language = language
  }

  public var html: String {
    let heading = article.title ?? article.document
    let facts = [article.day, article.outlet, article.author, article.document]
      .compactMap { $0 }.filter { !$0.isEmpty && $0 != heading }
    // A headline that stands in the text, with its mark-up, need not be seen twice.
    let isInText = ArticleMarkup.standsFirst(article.title, in: article)
    var html = """
      <article class="article" id="\(prefix)" aria-labelledby="\(prefix)-h">
      <header><h2 id="\(prefix)-h" lang="zh"\(isInText ? " class=\"hidden\"" : "")>\
      \(HTML.escaped(heading))</h2>
      <p class="facts">\(facts.map { "<span lang=\"zh\">\(HTML.escaped($0))</span>" }.joined())
      """
    if let url = article.url.flatMap(HTML.safeAddress) {
      html +=
        "<a href=\"\(HTML.escaped(url))\" rel=\"noreferrer noopener\">"
        + "\(language("original", "原文"))</a>"
    }
    html += "</p></header>\n<div class=\"columns\"><div class=\"text\" lang=\"zh\">"
    html += ArticleMarkup(article: article, prefix: prefix, language: language).html
    html += "</div>\n<aside class=\"panel\" aria-label=\"\(language("What was found", "提取结果"))\">"
    html += statements
    html += entities
    html += figures
    return html + "</aside></div></article>\n"
  }

  // MARK: - Statements

  /// By speaker, in the order in which they first speak.
  private var statements: String {
    var groups: [(speakers: [AnnotatedArticle.Speaker], statements: [AnnotatedArticle.Statement])] =
      []
    var indexes: [String: Int] = [:]
    for statement in article.statements {
      let key = statement.speakers.map { $0.entity ?? $0.name }.joined(separator: "\n")
      if let index = indexes[key] {
        groups[index].statements.append(statement)
      } else {
        indexes[key] = groups.count
        groups.append((statement.speakers, [statement]))
      }
    }
    var html = open(language("Statements", "陈述"), article.statements.count)
    if groups.isEmpty { html += empty }
    for group in groups {
      let keys = group.speakers.map { speaker in
        article.entities.first { $0.id == speaker.entity }?.key ?? speaker.name
      }
      html +=
        "<section class=\"speaker\" data-speaker=\""
        + "\(HTML.escaped(keys.joined(separator: "\n")))\"><h4 lang=\"zh\">"
      if group.speakers.isEmpty {
        html += "<span class=\"nobody\">\(language("unknown", "不详"))</span>"
      }
      for speaker in group.speakers { html += name(of: speaker) }
      html += "</h4><ol>"
      for statement in group.statements { html += entry(statement) }
      html += "</ol></section>"
    }
    return html + "</details>\n"
  }

  private func name(of speaker: AnnotatedArticle.Speaker) -> String {
    let entity = speaker.entity.flatMap { id in article.entities.first { $0.id == id } }
    let name = HTML.escaped(speaker.name)
    var html: String
    if let entity {
      let type = entity.type.rawValue
      if let address = address(entity) {
        html =
          "<a class=\"m \(type)\" data-e=\"\(prefix)-\(entity.id)\" "
          + "href=\"\(HTML.escaped(address))\">\(name)</a>"
      } else {
        html = "<span class=\"m \(type)\" data-e=\"\(prefix)-\(entity.id)\">\(name)</span>"
      }
    } else {
      html = "<span class=\"unnamed\">\(name)</span>"
    }
    let titles = speaker.title.map { [$0] } ?? entity?.titles.prefix(2).map { $0 } ?? []
    if !titles.isEmpty {
      html += "<small>\(HTML.escaped(titles.joined(separator: "、")))</small>"
    }
    return html
  }

  private func entry(_ statement: AnnotatedArticle.Statement) -> String {
    let id = "\(prefix)-\(statement.id)"
    let by = statement.speakers.compactMap(\.entity).map { "\(prefix)-\($0)" }
    var notes = [language.term(statement.kind)]
    if let cue = statement.cue {
      notes.append(
        "“\(cue.text)”" + (cue.isNegated ? language(" negated", "（否定）") : "")
          + (cue.isHedged ? language(" hedged", "（缓和）") : ""))
    }
    if statement.resolvedBy != "explicit" { notes.append(language.term(statement.resolvedBy)) }
    if !statement.via.isEmpty {
      let via = statement.via.map { id in article.entities.first { $0.id == id }?.name ?? id }
      notes.append(language("via ", "经 ") + via.joined(separator: "、"))
    }
    if let parent = statement.parent { notes.append(language("in ", "嵌于 ") + parent) }
    let small = notes.map { "<span>\(HTML.escaped($0))</span>" }.joined()
    return """
      <li class="entry" data-s="\(id)" data-by="\(by.joined(separator: " "))">\
      <a href="#\(id)" lang="zh">\(HTML.escaped(statement.text))</a>\
      <small>\(small)</small>\(addition(statement))</li>
      """
  }

  // MARK: - Entities and figures

  private var entities: String {
    var html = open(language("Mentions", "提及"), article.entities.count)
    if article.entities.isEmpty { html += empty }
    for type in EntityType.allCases {
      let all = article.entities.filter { $0.type == type && !$0.mentions.isEmpty }
        .sorted { $0.mentions.count > $1.mentions.count }
      guard !all.isEmpty else { continue }
      let bars = all.map { entity in
        BarChart.Bar(
          label: entity.name, value: entity.mentions.count, address: address(entity),
          target: "\(prefix)-\(entity.id)",
          note: entity.aliases.isEmpty ? nil : entity.aliases.joined(separator: "、"))
      }
      html += "<h4>\(language.name(of: type))</h4>"
      html += BarChart(bars: bars, kind: type.rawValue, language: language).html
    }
    return html + "</details>\n"
  }

  private var figures: String {
    let figures = FigureTable(
      figures: article.figures.map { ($0, nil) }, language: language)
    return open(language("Figures", "数字"), article.figures.count)
      + (article.figures.isEmpty ? empty : figures.html) + "</details>\n"
  }

  private var empty: String { "<p class=\"none\">\(language("none", "无"))</p>" }

  private func open(_ title: String, _ count: Int) -> String {
    "<details class=\"box\" open><summary><h3>\(title)</h3>"
      + "<span class=\"count\">\(count)</span></summary>"
  }
}
