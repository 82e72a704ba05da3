import Intake
import Values

/// A report over many articles: one HTML file that needs nothing else.
///
/// Style and script are inside, allowed by their hashes; the page's own Content-Security-Policy
/// forbids everything else, so that nothing an article holds is run or fetched.
public struct Report: Sendable {
  public var articles: [AnnotatedArticle]
  public var title: String
  public var language: Interface
  /// Who made it: `pipeline 0.1.0`.
  public var generator: String

  public init(
    _ articles: [AnnotatedArticle], title: String, language: Interface, generator: String
  ) {
    self.articles = articles
    self.title = title
    self.language = language
    self.generator = generator
  }

  /// So many of the most frequent are shown in overviews: what a reader takes in.
  private static let mostBars = 12
  private static let mostVoices = 60
  private static let mostFigures = 300

  public var html: String {
    let summary = ReportSummary(articles)
    let style = PageFile.text("page.css")
    let script = PageFile.text("page.js")
    let name = HTML.escaped(title)
    var html = """
      <!DOCTYPE html>
      <html lang="\(language.tag)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'sha256-\(Self.hash(style))'; script-src 'sha256-\(Self.hash(script))'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="\(HTML.escaped(generator))">
      <title>\(name)</title>
      <style>\(style)</style>
      </head>
      <body>
      <a class="skip" href="#articles">\(language("Skip to the articles", "跳到文章"))</a>
      <header class="masthead"><div class="inner"><h1 lang="zh">\(name)</h1>
      <p>\(span)</p></div></header>
      <main>
      """
    html += numbers(summary)
    if articles.count > 1 { html += contents }
    html += overview(summary)
    html += "<div id=\"articles\">" + Self.legend(language) + choice(summary)
    for (index, article) in articles.enumerated() {
      html += ArticleView(article, prefix: "a\(index + 1)", language: language).html
    }
    html += """
      </div></main>
      <footer class="foot">\(language("Made by", "生成："))  \(HTML.escaped(generator))</footer>
      <script>\(script)</script>
      </body></html>

      """
    return html
  }

  // MARK: - Parts

  private var span: String {
    let days = articles.compactMap(\.day).sorted()
    guard let first = days.first, let last = days.last else { return "" }
    return HTML.escaped(first == last ? first : "\(first) – \(last)")
  }

  private func numbers(_ summary: ReportSummary) -> String {
    Self.numbers([
      (language("articles", "文章"), articles.count),
      (language("statements", "陈述"), summary.statements),
      (language("speakers", "说话人"), summary.voices.count),
      (language("people, organisations, places", "人物、机构、地点"), summary.subjects.count),
      (language("figures", "数字"), summary.figures),
    ])
  }

  public static func numbers(_ numbers: [(name: String, count: Int)]) -> String {
    "<dl class=\"numbers\">"
      + numbers.map { "<div><dt>\($0.name)</dt><dd>\($0.count)</dd></div>" }.joined() + "</dl>"
  }

  private var contents: String {
    var html = "<nav aria-label=\"\(language("Articles", "文章"))\"><ol class=\"contents\">"
    for (index, article) in articles.enumerated() {
      html +=
        "<li><a href=\"#a\(index + 1)\" lang=\"zh\">"
        + "\(HTML.escaped(article.title ?? article.document))</a></li>"
    }
    return html + "</ol></nav>"
  }

  /// Shows what one speaker says; without a script all is shown.
  private func choice(_ summary: ReportSummary) -> String {
    let options = summary.voices.prefix(Self.mostVoices).map { voice in
      "<option value=\"\(HTML.escaped(voice.key))\">\(HTML.escaped(voice.name)) "
        + "(\(voice.statements.count))</option>"
    }.joined()
    return "<p class=\"filters\"><label>\(language("Statements of", "只看说话人"))"
      + "<select data-filter=\"speaker\" lang=\"zh\"><option value=\"\">"
      + "\(language("all speakers", "全部"))</option>\(options)</select></label></p>"
  }

  private func overview(_ summary: ReportSummary) -> String {
    var html = "<section class=\"grid\">"
    html += card(language("Who speaks", "谁在说话"), voices(summary), "speakers")
    for type in EntityType.allCases {
      let most = summary.subjects.filter { $0.type == type }.prefix(Self.mostBars)
      guard !most.isEmpty else { continue }
      let bars = most.map { BarChart.Bar(label: $0.name, value: $0.mentions) }
      html += card(
        language.name(of: type),
        BarChart(bars: Array(bars), kind: type.rawValue, language: language).html)
    }
    html += "</section>"
    let charts = times(summary)
    if !charts.isEmpty {
      html += card(
        language("Mentions over time", "提及随时间的变化"),
        "<div class=\"multiples\">\(charts)</div>")
    }
    if let matrix = summary.matrix(rows: 14, columns: 16, language: language) {
      html += card(language("Who speaks about whom", "谁在谈论谁"), matrix.html)
    }
    if articles.count > 1, summary.figures > 0 { html += card(language("Figures", "数字"), figures) }
    return html
  }

  private func card(_ title: String, _ content: String, _ name: String = "") -> String {
    "<section class=\"card \(name)\"><h2>\(title)</h2>\(content)</section>\n"
  }

  private func voices(_ summary: ReportSummary) -> String {
    guard !summary.voices.isEmpty else {
      return "<p class=\"none\">\(language("nobody", "无"))</p>"
    }
    let shown = summary.voices.prefix(Self.mostVoices).map(voice)
    let rest = shown.dropFirst(Self.mostBars).joined()
    return shown.prefix(Self.mostBars).joined()
      + (rest.isEmpty
        ? ""
        : "<details class=\"box\"><summary>"
          + "\(language("and \(shown.count - Self.mostBars) more", "另有 \(shown.count - Self.mostBars) 位"))"
          + "</summary>\(rest)</details>")
  }

  private func voice(_ voice: ReportSummary.Voice) -> String {
    let name = HTML.escaped(voice.name)
    let type = voice.type.map { "m \($0.rawValue)" } ?? "unnamed"
    let titles = HTML.escaped(voice.titles.prefix(3).joined(separator: "、"))
    let list = voice.statements.map { index, statement in
      "<li><a href=\"#a\(index + 1)-\(statement.id)\" lang=\"zh\">"
        + "\(HTML.escaped(statement.text))</a></li>"
    }.joined()
    return """
      <details><summary><span class="\(type)" lang="zh">\(name)</span>\
      <small lang="zh">\(titles)</small><span class="count">\(voice.statements.count)</span>\
      </summary><ol>\(list)</ol></details>
      """
  }

  private func times(_ summary: ReportSummary) -> String {
    // One day is no development.
    guard Set(articles.compactMap(\.day)).count > 1 else { return "" }
    let shown = summary.subjects.prefix(9)
    return Self.timelines(shown.map { ($0.name, $0.type.rawValue, nil, $0.days) }, language)
  }

  /// Small charts beside each other, over the same time.
  public static func timelines(
    _ lines: [(name: String, kind: String, address: String?, days: [String: Int])],
    _ language: Interface
  ) -> String {
    let all = lines.reduce(into: [:]) { $0.merge($1.days, uniquingKeysWith: +) }
    guard let core = Periods.core(all) else { return "" }
    return lines.map { line in
      let filled = Periods.filled(line.days, within: core)
      return TimeChart(
        title: line.name, counts: filled.counts, kind: line.kind, address: line.address,
        omitted: filled.omitted, width: 300, language: language
      ).html
    }.joined()
  }

  private var figures: String {
    let all = articles.enumerated().flatMap { index, article in
      article.figures.map { ($0, Optional("#a\(index + 1)")) }
    }
    let table = FigureTable(figures: Array(all.prefix(Self.mostFigures)), language: language)
    let rest = all.count - Self.mostFigures
    return "<details class=\"box\"><summary><h3>\(language("All figures", "全部数字"))</h3>"
      + "<span class=\"count\">\(all.count)</span></summary>" + table.html
      + (rest > 0
        ? "<p class=\"none\">\(language("and \(rest) more", "另有 \(rest) 个"))</p>" : "")
      + "</details>"
  }

  /// Boxes that take the colours away; they work without a script.
  public static func legend(_ language: Interface) -> String {
    let kinds: [(id: String, name: String, sample: String)] = [
      ("person", language.name(of: .person), "m person"),
      ("organization", language.name(of: .organization), "m organization"),
      ("place", language.name(of: .place), "m place"),
      ("figure", language("Figures", "数字"), "fig"),
      ("date", language("Dates", "日期"), "dt"),
      ("statement", language("Statements", "陈述"), "st"),
      ("mark", language("Other quotation marks", "其他引号"), "mk"),
    ]
    let boxes = kinds.map { id, name, sample in
      "<label><input type=\"checkbox\" id=\"show-\(id)\" checked>"
        + "<span class=\"\(sample)\">\(name)</span></label>"
    }.joined()
    return "<fieldset class=\"legend\"><legend class=\"hidden\">"
      + "\(language("What is shown", "显示"))</legend>\(boxes)"
      + "<span><span class=\"cue\">\(language("cue", "提示词"))</span> "
      + "<span class=\"src\">\(language("source", "消息来源"))</span></span></fieldset>"
  }

  /// SHA-256 in base 64, as a Content-Security-Policy names what is inline.
  static func hash(_ text: String) -> String {
    let digits = Array(SHA256.hexadecimal(of: Array(text.utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).map { at in
      UInt8(String(digits[at...at + 1]), radix: 16) ?? 0
    }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    for at in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[at..<min(at + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place > group.count ? "=" : alphabet[value >> (18 - 6 * place) & 63])
      }
    }
    return result
  }
}
