import Report
import Store

/// What the lists have in common: filters, pages, rows.
struct ListView {
  let visit: Visit
  let worker: Worker

  static let perPage = 50
  /// As far as a list can be turned over; filters lead further.
  private static let farthest = 100_000

  var language: Interface { visit.language }

  func store() throws -> Store {
    guard let store = worker.store else { throw Refusal.noDatabase }
    return store
  }

  var window: Window {
    let limit = min(max(visit.query.number("limit") ?? Self.perPage, 1), 500)
    return Window(
      offset: min(max(visit.query.number("offset") ?? 0, 0), Self.farthest), limit: limit)
  }

  // MARK: - Questions

  var filter: ArticleFilter {
    ArticleFilter(
      since: visit.query["since"], until: visit.query["until"], outlet: visit.query["source"],
      includesDuplicates: visit.query["duplicates"] != nil)
  }

  func simplified(_ name: String) throws -> String? {
    guard let text = visit.query[name] else { return nil }
    return try worker.words(text).text
  }

  func quotes() throws -> QuoteQuestion {
    var question = QuoteQuestion()
    question.speaker = try simplified("speaker")
    question.about = try simplified("about")
    question.type = visit.query["type"]
    question.words = visit.query["q"]
    question.filter = filter
    return question
  }

  func entities() throws -> EntityQuestion {
    var question = EntityQuestion()
    question.type = visit.query["type"]
    question.name = try simplified("name")
    question.count =
      visit.query["count"].flatMap(EntityQuestion.Count.init) ?? .mentions
    question.filter = filter
    return question
  }

  func figures() -> FigureQuestion {
    var question = FigureQuestion()
    question.unit = visit.query["unit"]
    question.of = visit.query["of"]
    question.kind = visit.query["kind"]
    question.filter = filter
    return question
  }

  // MARK: - Values for templates

  /// The fields of the filter, as they were sent.
  func filterValues(_ names: [String] = []) throws -> [String: Any] {
    var values: [String: Any] = [:]
    for name in ["since", "until", "source"] + names { values[name] = visit.query[name] ?? "" }
    values["duplicates"] = visit.query["duplicates"] != nil
    values["outlets"] = try store().outlets(limit: 40).map { ["name": $0.name] as [String: Any] }
    return values
  }

  func choice(_ name: String, _ values: [String]) -> [[String: Any]] {
    values.map { value in
      [
        "value": value, "name": language.term(value), "selected": visit.query[name] == value,
      ]
    }
  }

  func pageValues(total: Int, shown: Int, downloads: String?) -> [String: Any] {
    let window = window
    func at(_ offset: Int) -> String {
      visit.path + visit.query.query(setting: ["offset": offset == 0 ? nil : "\(offset)"])
    }
    let rest = visit.query.query(setting: ["offset": nil, "limit": nil, "lang": nil])
    return [
      "total": total,
      "range": shown == 0
        ? "" : "\(window.offset + 1)–\(window.offset + shown) / \(total)",
      "previous": window.offset > 0 ? at(max(0, window.offset - window.limit)) : false as Any,
      "next": window.offset + shown < total
        ? at(window.offset + window.limit) : false as Any,
      "csv": downloads.map { $0 + ".csv" + rest } ?? false as Any,
      "ndjson": downloads.map { $0 + ".ndjson" + rest } ?? false as Any,
    ]
  }

  func row(_ quote: QuoteRow) -> [String: Any] {
    [
      "speakers": quote.speakers.map { speaker in
        [
          "name": speaker.name, "type": speaker.type ?? "", "title": speaker.title ?? false as Any,
          "address": speaker.entity.map { "/entities/\($0)" } ?? false as Any,
        ] as [String: Any]
      }, "address": "/articles/\(quote.article)#a\(quote.article)-\(quote.local)",
      "text": quote.text, "cue": quote.cue ?? false as Any, "day": quote.day ?? "",
      "outlet": quote.outlet ?? "", "headline": quote.headline ?? quote.document,
      "type": language.term(quote.type),
      "resolved": quote.resolvedBy == "explicit"
        ? false as Any : language.term(quote.resolvedBy),
    ]
  }
}
