import Foundation
import HTTPTypes
import Hummingbird
import Report
import Store
import Values

/// The same for programs.
extension Site {
  func extract(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let type = visit.contentType.split(separator: ";").first.map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
    let form: Upload.Form
    switch type {
    case nil, "text/plain", "application/octet-stream", "application/gzip": form = .text
    case "application/json": form = .json
    case .some(let type):
      throw Refusal(
        .unsupportedMediaType, "media-type",
        "text/plain and application/json are understood, not \(type)")
    }
    guard !visit.body.isEmpty else { throw Refusal(.badRequest, "empty", "the body is empty") }
    let offsets = visit.query["offsets"] ?? "scalar"
    guard ["scalar", "utf8", "utf16"].contains(offsets) else {
      throw Refusal(.badRequest, "offsets", "offsets are scalar, utf8 or utf16")
    }
    let upload = Upload(
      bytes: visit.body, form: form, isGzip: visit.isGzip || type == "application/gzip",
      name: visit.query["id"] ?? "request", date: visit.query["date"], offsets: offsets,
      includesText: visit.query.raw("text") != nil, explains: visit.query.raw("explain") != nil)
    return .json(try worker.json(upload) + [0x0A])
  }

  func apiQuotes(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let found = try list.store().quotePage(try list.quotes(), list.window)
    return answer(list, found.total, found.rows) { json, row in
      json.field("id", row.id)
      json.field("article", row.article)
      json.field("document", row.document)
      json.field("day", row.day)
      json.field("outlet", row.outlet)
      json.field("type", row.type)
      json.field("text", row.text)
      json.field("start", row.start)
      json.field("stop", row.stop)
      json.field("cue", row.cue)
      json.field("cue_class", row.cueClass)
      json.field("resolved_by", row.resolvedBy)
      json.field("confidence", row.confidence)
      json.list("speakers", row.speakers) { json, speaker in
        json.field("name", speaker.name)
        json.field("kind", speaker.kind)
        json.field("title", speaker.title)
        json.field("key", speaker.key)
        json.field("entity", speaker.entity)
      }
    }
  }

  func apiEntities(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let question = try list.entities()
    let found = try list.store().entityPage(question, list.window)
    return answer(list, found.total, found.rows) { json, row in
      json.field("id", row.id)
      json.field("key", row.key)
      json.field("type", row.type)
      json.field("subtype", row.subtype)
      json.field("name", row.name)
      json.field(question.count.rawValue, row.count)
    }
  }

  func apiFigures(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let found = try list.store().figurePage(list.figures(), list.window)
    return answer(list, found.total, found.rows) { json, row in
      json.field("id", row.id)
      json.field("article", row.article)
      json.field("document", row.document)
      json.field("day", row.day)
      json.field("outlet", row.outlet)
      json.field("text", row.text)
      json.field("kind", row.kind)
      json.field("bound", row.bound)
      json.field("decimal", row.decimal)
      json.field("minimum", row.minimum)
      json.field("maximum", row.maximum)
      json.field("unit", row.unit)
      json.field("trend", row.trend)
      json.field("measured", row.measured)
      json.field("start", row.start)
      json.field("stop", row.stop)
    }
  }

  func apiArticles(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let text = visit.query["q"] ?? ""
    let found = try list.store().articlePage(
      words: try worker.words(text).words, text: text, list.filter, list.window)
    return answer(list, found.total, found.rows) { json, row in
      json.field("id", row.id)
      json.field("document", row.document)
      json.field("title", row.title)
      json.field("day", row.day)
      json.field("outlet", row.outlet)
      json.field("quotes", row.quotes)
      json.field("passage", row.passage)
    }
  }

  private func answer<Row>(
    _ list: ListView, _ total: Int, _ rows: [Row], _ fields: (inout JSONText, Row) -> Void
  ) -> Answer {
    let window = list.window
    let next = window.offset + rows.count
    var json = JSONText()
    json.object { json in
      json.field("total", total)
      json.field("offset", window.offset)
      json.field("limit", window.limit)
      json.field(
        "next",
        next < total && !rows.isEmpty
          ? list.visit.path + list.visit.query.query(setting: ["offset": "\(next)"]) : nil)
      json.list("items", rows, fields)
    }
    return .json(json.bytes)
  }

  // MARK: - Downloads

  enum Download: String, CaseIterable { case quotes, entities, figures, search }

  /// All rows that the list shows page by page, as the command line writes them.
  func download(
    _ download: Download, asCSV: Bool, _ visit: Visit, _ worker: Worker
  ) throws -> Answer {
    let list = ListView(visit: visit, worker: worker)
    let store = try list.store()
    let table: ResultTable
    switch download {
    case .quotes: table = try store.quotes(try list.quotes())
    case .entities:
      table = try store.entities(try list.entities())
    case .figures: table = try store.figures(list.figures())
    case .search:
      let text = visit.query["q"] ?? ""
      table = try store.search(
        try worker.words(text).words, text: text, filter: list.filter, limit: nil)
    }
    let name = "\(download.rawValue).\(asCSV ? "csv" : "ndjson")"
    return asCSV
      ? .download(table.csv, name: name, type: "text/csv; charset=utf-8")
      : .download(table.ndjson, name: name, type: "application/x-ndjson")
  }

  // MARK: - About the server

  func health(_ worker: Worker) throws -> Answer {
    if let store = worker.store { _ = try store.outlets(limit: 1) }
    return .text("ok\n")
  }
}
