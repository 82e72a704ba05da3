import Foundation
import Report
import Store
import Values

/// The pages that read the database.
extension Site {
  func home(_ visit: Visit, _ worker: Worker) throws -> Answer {
    try cached(visit) {
      var values: [String: Any] = [
        "csrf": secrets.formWord, "limit": options.mostBytes, "text": "", "date": "",
        "database": false,
      ]
      if let store = worker.store {
        let language = visit.language
        func bars(_ kind: String, _ change: (inout EntityQuestion) -> Void) throws -> String {
          var question = EntityQuestion()
          change(&question)
          let rows = try store.entityPage(question, Window(offset: 0, limit: 12)).rows
          return Self.bars(rows, kind, language)
        }
        let counts = Dictionary(
          try store.summary().map { ($0.name, $0.count) }, uniquingKeysWith: { $1 })
        values["database"] = true
        values["numbers"] = Report.numbers(
          [
            (language("articles", "文章"), "articles"), (language("statements", "陈述"), "quotes"),
            (language("names", "名称"), "entities"), (language("mentions", "提及"), "mentions"),
            (language("figures", "数字"), "figures"), (language("copies", "转载"), "copies"),
            (language("failures", "失败"), "failures"),
          ].map { ($0.0, counts[$0.1] ?? 0) })
        values["speakers"] = try bars("") { $0.count = .quotes }
        values["people"] = try bars("person") { $0.type = "person" }
        values["organizations"] = try bars("organization") { $0.type = "organization" }
        values["places"] = try bars("place") { $0.type = "place" }
      }
      return page(
        visit, visit.language("Who said what", "谁说了什么"),
        body: templates.html("home", visit.language, values))
    }
  }

  static func bars(_ rows: [EntityRow], _ kind: String, _ language: Interface) -> String {
    guard !rows.isEmpty else { return "" }
    return BarChart(
      bars: rows.map {
        BarChart.Bar(label: $0.name, value: $0.count, address: "/entities/\($0.id)")
      }, kind: kind, language: language
    ).html
  }

  func quotes(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let found = try list.store().quotePage(try list.quotes(), list.window)
    var values = try list.filterValues(["speaker", "about", "q"])
    values.merge(list.pageValues(total: found.total, shown: found.rows.count, downloads: "/quotes"))
    { $1 }
    values["types"] = list.choice("type", ["direct", "indirect", "mixed"])
    values["rows"] = found.rows.map(list.row)
    return page(
      visit, visit.language("Statements", "陈述"),
      body: templates.html("quotes", visit.language, values))
  }

  func entities(_ visit: Visit, _ worker: Worker) throws -> Answer {
    try cached(visit) {
      let list = ListView(visit: visit, worker: worker)
      let question = try list.entities()
      let found = try list.store().entityPage(question, list.window)
      let most = max(1, found.rows.first?.count ?? 1)
      var values = try list.filterValues(["name"])
      values.merge(
        list.pageValues(total: found.total, shown: found.rows.count, downloads: "/entities")
      ) { $1 }
      values["types"] = list.choice("type", EntityType.allCases.map(\.rawValue))
      let language = visit.language
      let counts = [
        ("mentions", language("mentions", "提及次数")), ("documents", language("articles", "文章篇数")),
        ("quotes", language("statements", "陈述条数")),
      ]
      values["counts"] = counts.map { value, name in
        [
          "value": value, "name": name, "selected": question.count.rawValue == value,
        ] as [String: Any]
      }
      values["rows"] = found.rows.map { row in
        [
          "id": row.id, "name": row.name, "type": row.type,
          "kind": language.term(row.subtype ?? row.type), "count": row.count,
          "width": max(1, row.count * 100 / most),
        ] as [String: Any]
      }
      return page(
        visit, language("Names", "名称"), body: templates.html("entities", language, values))
    }
  }

  func profile(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    guard let number = visit.number, let profile = try list.store().profile(number) else {
      throw Refusal.notFound
    }
    let language = visit.language
    let entity = profile.entity
    var question = QuoteQuestion()
    question.speaker = entity.key
    let quotes = try list.store().quotePage(question, Window(offset: 0, limit: 20))
    func chart(_ title: String, _ days: [String: Int]) -> String {
      guard let core = Periods.core(days) else { return "" }
      let filled = Periods.filled(days, within: core)
      return TimeChart(
        title: title, counts: filled.counts, kind: entity.type, omitted: filled.omitted,
        language: language
      ).html
    }
    let key = Fields.encoded(entity.key)
    let values: [String: Any] = [
      "id": number, "name": entity.name, "key": entity.key, "type": entity.type,
      "kind": language.term(entity.subtype ?? entity.type),
      "numbers": Report.numbers([
        (language("mentions", "提及"), entity.count), (language("articles", "文章"), profile.articles),
        (language("statements", "陈述"), profile.quotes),
      ]),
      "aliases": profile.aliases.isEmpty
        ? false as Any : profile.aliases.prefix(40).joined(separator: "、"),
      "hasTitles": !profile.titles.isEmpty,
      "titles": profile.titles.prefix(60).map {
        [
          "title": $0.title, "first": $0.first ?? "", "last": $0.last ?? "",
          "articles": $0.articles,
        ] as [String: Any]
      },
      "cues": profile.cues.isEmpty
        ? false as Any
        : BarChart(
          bars: profile.cues.map { BarChart.Bar(label: $0.cue, value: $0.count) }, kind: "",
          language: language
        ).html,
      "about": profile.about.isEmpty
        ? false as Any : Self.bars(profile.about, "", language),
      "by": profile.spokenAboutBy.isEmpty
        ? false as Any : Self.bars(profile.spokenAboutBy, "", language),
      "mentionsChart": chart(language("Mentions", "提及"), profile.days),
      "quotesChart": chart(language("Statements", "陈述"), profile.quoteDays),
      "rows": quotes.rows.map(list.row), "quotesAddress": "/quotes?speaker=\(key)",
      "aboutAddress": "/quotes?about=\(key)", "writable": isWritable,
      "csrf": secrets.formWord,
    ]
    return page(visit, entity.name, body: templates.html("profile", language, values))
  }

  func articles(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let search = try worker.words(visit.query["q"] ?? "")
    let found = try list.store().articlePage(
      words: search.words, text: visit.query["q"] ?? "", list.filter, list.window)
    var values = try list.filterValues(["q"])
    values.merge(
      list.pageValues(
        total: found.total, shown: found.rows.count,
        downloads: visit.query["q"] == nil ? nil : "/search")
    ) { $1 }
    values["rows"] = found.rows.map { row in
      [
        "id": row.id, "title": row.title ?? row.document, "day": row.day ?? "",
        "outlet": row.outlet ?? "", "document": row.document, "quotes": row.quotes,
        "passage": row.passage,
      ] as [String: Any]
    }
    return page(
      visit, visit.language("Articles", "文章"),
      body: templates.html("articles", visit.language, values))
  }

  func article(_ visit: Visit, _ worker: Worker) throws -> Answer {
    guard let store = worker.store else { throw Refusal.noDatabase }
    guard let number = visit.number, let article = try store.annotatedArticle(number) else {
      throw Refusal.notFound
    }
    let language = visit.language
    var view = ArticleView(article, prefix: "a\(number)", language: language)
    view.address = { entity in entity.number.map { "/entities/\($0)" } }
    if isWritable {
      let word = secrets.formWord
      let names = article.entities.map { (key: $0.key, name: $0.name) }
      view.addition = { Self.correction($0, of: number, names, word, language) }
    }
    return page(
      visit, article.title ?? article.document,
      body: templates.html(
        "article", language, ["legend": Report.legend(language), "article": view.html]))
  }

  /// The form that says who has said a statement.
  private static func correction(
    _ statement: AnnotatedArticle.Statement, of article: Int,
    _ names: [(key: String, name: String)], _ word: String, _ language: Interface
  ) -> String {
    guard let number = statement.number else { return "" }
    let options = names.map {
      "<option value=\"\(HTML.escaped($0.key))\">\(HTML.escaped($0.name))</option>"
    }.joined()
    return """
      <details class="correct"><summary>\(language("wrong speaker?", "说话人有误？"))</summary>\
      <form method="post" action="/decisions/speaker">\
      <input type="hidden" name="csrf" value="\(word)">\
      <input type="hidden" name="quote" value="\(number)">\
      <input type="hidden" name="article" value="\(article)">\
      <input type="hidden" name="local" value="\(HTML.escaped(statement.id))">\
      <label>\(language("It is", "应为")) <select name="speaker" lang="zh">\
      <option value="">\(language("nobody known", "不详"))</option>\(options)</select></label> \
      <label>\(language("or", "或")) <input type="text" name="other" lang="zh" \
      placeholder="\(language("another name", "其他名称"))"></label> \
      <button class="button plain">\(language("Correct", "更正"))</button></form></details>
      """
  }

  func figures(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let found = try list.store().figurePage(list.figures(), list.window)
    var values = try list.filterValues(["unit", "of"])
    values.merge(
      list.pageValues(total: found.total, shown: found.rows.count, downloads: "/figures")
    ) { $1 }
    values["kinds"] = list.choice(
      "kind",
      [
        "quantity", "money", "percent", "fraction", "multiple", "ratio", "age", "duration",
        "ordinal", "temperature", "measure", "number", "points",
      ])
    func number(_ value: Double?) -> String? { value.map { ResultTable.Value.real($0).text } }
    let figures = found.rows.map { row in
      (
        AnnotatedArticle.Figure(
          range: row.start..<max(row.start, row.stop), text: row.text, kind: row.kind,
          value: row.decimal, minimum: number(row.minimum), maximum: number(row.maximum),
          unit: row.unit, bound: row.bound, trend: row.trend, measured: row.measured),
        Optional("/articles/\(row.article)")
      )
    }
    values["table"] = FigureTable(figures: figures, language: visit.language).html
    return page(
      visit, visit.language("Figures", "数字"),
      body: templates.html("figures", visit.language, values))
  }

  func overview(_ visit: Visit, _ worker: Worker) throws -> Answer {
    try cached(visit) {
      let list = ListView(visit: visit, worker: worker)
      let language = visit.language
      let store = try list.store()
      let names = (visit.query["names"] ?? "").split { "、，,".contains($0) }
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      let lines = try store.timelines(
        list.filter, type: visit.query["type"],
        names: try names.prefix(12).map { try worker.words($0).text }, limit: 12)
      let charts = Report.timelines(
        lines.map { ($0.entity.name, $0.entity.type, "/entities/\($0.entity.id)", $0.days) },
        language)
      let voices = try store.voices(list.filter, rows: 16, columns: 16)
      var values = try list.filterValues(["names"])
      values["types"] = list.choice("type", EntityType.allCases.map(\.rawValue))
      values["charts"] = charts.isEmpty ? false as Any : charts
      func heads(_ rows: [EntityRow]) -> [(label: String, address: String?)] {
        rows.map { ($0.name, "/entities/\($0.id)") }
      }
      values["matrix"] =
        Matrix(
          rows: heads(voices.rows), columns: heads(voices.columns), counts: voices.counts,
          language: language
        ).html
      return page(
        visit, language("Overview", "总览"), body: templates.html("overview", language, values))
    }
  }
}
