import Report
import Values

/// Texts that are analysed at once and not kept.
extension Site {
  /// A pasted text, or a file as it is.
  func analyse(_ visit: Visit, _ worker: Worker) throws -> Answer {
    let isForm = visit.contentType.hasPrefix("application/x-www-form-urlencoded")
    // Browsers send every line end of a form as CR LF, whatever was pasted.
    let text = String(
      decoding: (visit.form.raw("text") ?? "").utf8.filter { $0 != 0x0D }, as: UTF8.self)
    let upload = Upload(
      bytes: isForm ? Array(text.utf8) : visit.body, form: .text, isGzip: visit.isGzip,
      name: visit.fileName ?? visit.language("pasted", "粘贴的文本"),
      date: visit.form["date"])
    let clock = ContinuousClock.now
    let articles = try worker.articles(upload)
    let seconds = clock.duration(to: .now) / .milliseconds(1)
    let language = visit.language
    let html = articles.enumerated().map { index, article in
      ArticleView(article, prefix: "a\(index + 1)", language: language).html
    }.joined()
    let shown = isForm ? text : articles.map(\.text).joined(separator: "\n")
    return page(
      visit, language("Analysis", "分析结果"),
      body: templates.html(
        "result", language,
        [
          "time": "\(Int((seconds * 10).rounded()) / 10).\(Int((seconds * 10).rounded()) % 10) ms",
          "articles": html, "legend": Report.legend(language), "empty": articles.isEmpty,
          "text": shown, "csrf": secrets.formWord, "limit": options.mostBytes,
          "date": visit.form["date"] ?? "",
        ]))
  }
}
