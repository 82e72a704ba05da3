import HTTPTypes
import Hummingbird
import Report
import Store
import Values

/// Corrections of names and speakers, which the database keeps.
extension Site {
  func decisions(_ visit: Visit, _ worker: Worker) throws -> Answer {
    guard let store = worker.store else { throw Refusal.noDatabase }
    let all = try store.allDecisions()
    let language = visit.language
    let values: [String: Any] = [
      "csrf": secrets.formWord, "writable": isWritable,
      "entities": all.entities.map { row in
        [
          "id": row.id, "action": language.term(row.action), "from": row.from, "to": row.to,
          "document": row.document ?? "", "time": row.time,
        ] as [String: Any]
      },
      "speakers": all.speakers.map { row in
        [
          "id": row.id, "speaker": row.speaker ?? false as Any, "text": row.text ?? "",
          "document": row.document ?? "", "time": row.time,
          "address": Self.address(row) ?? false as Any,
        ] as [String: Any]
      },
    ]
    return page(
      visit, language("Corrections", "更正"),
      body: templates.html("decisions", language, values))
  }

  private static func address(_ row: SpeakerDecisionRow) -> String? {
    guard let article = row.article, let local = row.local else { return nil }
    return "/articles/\(article)#a\(article)-\(local)"
  }

  func merge(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let (from, to) = try (field("from", visit, worker), field("to", visit, worker))
    try writing { _ = try $0.decide(.merge(from: from, to: to)) }
    return back(visit)
  }

  func alias(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let (from, to) = try (field("from", visit, worker), field("to", visit, worker))
    try writing { _ = try $0.decide(.alias(name: from, of: to)) }
    return back(visit)
  }

  func split(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let (from, to) = try (field("from", visit, worker), field("to", visit, worker))
    guard let document = visit.form["document"] else { throw Self.missing("document") }
    try writing { _ = try $0.decide(.split(key: from, document: document, to: to)) }
    return back(visit)
  }

  func speaker(_ visit: Visit, _ worker: Worker) throws -> Answer {
    guard let quote = visit.form.number("quote") else { throw Self.missing("quote") }
    let other = try visit.form["other"].map { try worker.words($0).text }
    let choice: Store.SpeakerChoice =
      (other ?? visit.form["speaker"]).map { .entity($0) } ?? .nobody
    try writing { try $0.decideSpeaker(of: quote, choice) }
    guard let article = visit.form.number("article") else { return .redirect("/decisions") }
    let local = Fields.encoded(visit.form["local"] ?? "")
    return .redirect("/articles/\(article)?notice=kept#a\(article)-\(local)")
  }

  func withdraw(_ visit: Visit, _ worker: Worker) throws -> Answer {
    try writing { store in
      if let id = visit.form.number("speaker") {
        try store.withdrawSpeaker(id)
      } else if let id = visit.form.number("id") {
        try store.withdraw(id)
      } else {
        throw Self.missing("id")
      }
    }
    return .redirect("/decisions?notice=withdrawn")
  }

  /// A name or key with Simplified characters, as keys have them.
  private func field(_ name: String, _ visit: Visit, _ worker: Worker) throws -> String {
    guard let text = visit.form[name] else { throw Self.missing(name) }
    return try worker.words(text).text
  }

  private static func missing(_ name: String) -> Refusal {
    Refusal(.badRequest, "missing-field", "the form has no \(name)")
  }

  private func back(_ visit: Visit) -> Answer {
    visit.form.number("back").map { .redirect("/entities/\($0)?notice=kept") }
      ?? .redirect("/decisions?notice=kept")
  }
}
