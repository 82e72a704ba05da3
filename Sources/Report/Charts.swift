import Values

/// Names with how often they occur, as horizontal bars; readable as a table by those who cannot see it.
public struct BarChart: Sendable {
  public struct Bar: Sendable {
    public var label: String
    public var value: Int
    /// Where the label leads to.
    public var address: String?
    /// The id of the entity that is lit up in the text.
    public var target: String?
    /// Other names.
    public var note: String?

    public init(
      label: String, value: Int, address: String? = nil, target: String? = nil,
      note: String? = nil
    ) {
      self.label = label
      self.value = value
      self.address = address
      self.target = target
      self.note = note
    }
  }

  public var bars: [Bar]
  /// The class that colours it: person, organization, place, or another.
  public var kind: String
  public var language: Interface

  public init(bars: [Bar], kind: String, language: Interface) {
    self.bars = bars
    self.kind = kind
    self.language = language
  }

  public var html: String {
    let most = max(1, bars.map(\.value).max() ?? 1)
    var html = "<table class=\"bars \(kind)\"><tbody>"
    for bar in bars {
      let label = HTML.escaped(bar.label)
      let target = bar.target.map { " data-e=\"\($0)\"" } ?? ""
      let shown: String
      if let address = bar.address {
        shown = "<a\(target) href=\"\(HTML.escaped(address))\">\(label)</a>"
      } else if bar.target != nil {
        shown = "<button type=\"button\"\(target)>\(label)</button>"
      } else {
        shown = label
      }
      let note = bar.note.map { "<small>\(HTML.escaped($0))</small>" } ?? ""
      let width = max(1, bar.value * 100 / most)
      html += """
        <tr><th scope="row" lang="zh">\(shown)\(note)</th>\
        <td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
        <rect width="\(width)" height="10"/></svg></td><td class="n">\(bar.value)</td></tr>
        """
    }
    return html + "</tbody></table>"
  }
}

/// How often per day or month, as columns.
public struct TimeChart: Sendable {
  public var title: String
  /// Periods in order, ISO 8601, without gaps, and a count for each.
  public var counts: [(period: String, count: Int)]
  public var language: Interface
  /// The class that colours it.
  public var kind: String
  /// Where the title leads to.
  public var address: String?
  /// How many lie outside of the periods.
  public var omitted: Int
  /// In the units of the drawing, which is as wide as its place in the page.
  public var width: Int

  public init(
    title: String, counts: [(period: String, count: Int)], kind: String = "",
    address: String? = nil, omitted: Int = 0, width: Int = 1000, language: Interface
  ) {
    self.title = title
    self.counts = counts
    self.kind = kind
    self.address = address
    self.omitted = omitted
    self.width = width
    self.language = language
  }

  /// More columns than this are thinner than a hair on a phone.
  public static let mostColumns = 400

  public var html: String {
    guard let first = counts.first, let last = counts.last else { return "" }
    let most = max(1, counts.map(\.count).max() ?? 1)
    let height = 110
    let step = Double(width) / Double(counts.count)
    let total = counts.reduce(0) { $0 + $1.count }
    let label =
      "\(title): \(total), \(first.period) – \(last.period), "
      + language("at most \(most)", "最多 \(most)")
    let name = HTML.escaped(title)
    let heading = address.map { "<a href=\"\(HTML.escaped($0))\">\(name)</a>" } ?? name
    let rest =
      omitted == 0
      ? ""
      : " <span class=\"omitted\">"
        + language("and \(omitted) outside of these days", "另有 \(omitted) 次不在此期间")
        + "</span>"
    var html = """
      <figure class="time \(kind)"><figcaption lang="zh">\(heading) \
      <span class="count">\(total)</span>\(rest)</figcaption>\
      <svg viewBox="0 0 \(width) \(height + 18)" role="img" aria-label="\(HTML.escaped(label))">
      """
    html += "<line class=\"axis\" x1=\"0\" x2=\"\(width)\" y1=\"\(height)\" y2=\"\(height)\"/>"
    for (index, entry) in counts.enumerated() where entry.count > 0 {
      let tall = max(1.5, Double(entry.count) / Double(most) * Double(height - 14))
      let wide = max(1, min(step * 0.82, 40))
      let x = Double(index) * step + (step - wide) / 2
      html += """
        <rect x="\(Self.short(x))" y="\(Self.short(Double(height) - tall))" \
        width="\(Self.short(wide))" height="\(Self.short(tall))">\
        <title>\(HTML.escaped(entry.period)): \(entry.count)</title></rect>
        """
    }
    html += "<text x=\"0\" y=\"\(height + 14)\">\(HTML.escaped(first.period))</text>"
    if counts.count > 1 {
      html +=
        "<text x=\"\(width)\" y=\"\(height + 14)\" class=\"end\">\(HTML.escaped(last.period))</text>"
    }
    html += "<text x=\"\(width)\" y=\"10\" class=\"end\">\(most)</text></svg></figure>"
    return html
  }

  /// One decimal is enough for a pixel.
  private static func short(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}

/// Who speaks about whom: counts in rows and columns, the darker the more.
public struct Matrix: Sendable {
  public var rows: [(label: String, address: String?)]
  public var columns: [(label: String, address: String?)]
  /// A row of counts for each row.
  public var counts: [[Int]]
  public var language: Interface

  public init(
    rows: [(label: String, address: String?)], columns: [(label: String, address: String?)],
    counts: [[Int]], language: Interface
  ) {
    self.rows = rows
    self.columns = columns
    self.counts = counts
    self.language = language
  }

  public var html: String {
    let most = max(1, counts.flatMap { $0 }.max() ?? 1)
    func head(_ cell: (label: String, address: String?)) -> String {
      let label = HTML.escaped(cell.label)
      return cell.address.map { "<a href=\"\(HTML.escaped($0))\">\(label)</a>" } ?? label
    }
    var html = "<div class=\"scroll\" tabindex=\"0\"><table class=\"matrix\"><caption>"
    html += language("Rows speak about columns", "行：说话人；列：被谈及者")
    html += "</caption><thead><tr><td></td>"
    for column in columns {
      html += "<th scope=\"col\" lang=\"zh\"><span>\(head(column))</span></th>"
    }
    html += "</tr></thead><tbody>"
    for (row, counts) in zip(rows, counts) {
      html += "<tr><th scope=\"row\" lang=\"zh\">\(head(row))</th>"
      for count in counts {
        let shade = count == 0 ? 0 : 1 + (count * 5 - 1) / most * 4 / 5
        html += count == 0 ? "<td></td>" : "<td class=\"s\(min(5, shade))\">\(count)</td>"
      }
      html += "</tr>"
    }
    return html + "</tbody></table></div>"
  }
}

/// Figures with bound, value, unit and what they measure.
public struct FigureTable: Sendable {
  /// Each with the address of the place where it stands.
  public var figures: [(figure: AnnotatedArticle.Figure, address: String?)]
  public var language: Interface

  public init(
    figures: [(figure: AnnotatedArticle.Figure, address: String?)], language: Interface
  ) {
    self.figures = figures
    self.language = language
  }

  public var html: String {
    let heads = [
      language("text", "原文"), language("bound", "约束"), language("value", "数值"),
      language("unit", "单位"), language("of", "对象"), language("kind", "种类"),
    ]
    var html = "<div class=\"scroll\" tabindex=\"0\"><table class=\"figures\"><thead><tr>"
    html += heads.map { "<th scope=\"col\">\($0)</th>" }.joined() + "</tr></thead><tbody>"
    for (figure, address) in figures {
      let text = HTML.escaped(figure.text)
      let shown = address.map { "<a href=\"\(HTML.escaped($0))\">\(text)</a>" } ?? text
      let range =
        figure.value
        ?? [figure.minimum, figure.maximum].compactMap { $0 }.joined(separator: "–")
      let trend = figure.trend.map { $0 == "up" ? " ↑" : " ↓" } ?? ""
      html += "<tr><td lang=\"zh\">\(shown)</td><td>\(HTML.escaped(figure.bound))</td>"
      html += "<td class=\"n\">\(HTML.escaped(range))\(trend)</td>"
      html += "<td lang=\"zh\">\(HTML.escaped(figure.unit ?? ""))</td>"
      html += "<td lang=\"zh\">\(HTML.escaped(figure.measured ?? ""))</td>"
      html += "<td>\(HTML.escaped(language.term(figure.kind)))</td></tr>"
    }
    return html + "</tbody></table></div>"
  }
}
