import Values

/// The articles of a decoded text.
struct Page {
  private(set) var articles: [Article] = []
  private(set) var script: Script = .simplified

  /// - Parameters:
  ///   - title: the record's title, if it came with one.
  ///   - date: the day of the record or of the options.
  init(units: [UInt16], title: String?, date: CalendarDay?) {
    let whole = Script.detected(in: units[...])
    let layouts = units.withUnsafeBufferPointer {
      Self.layouts(in: $0, script: whole, title: title)
    }
    let publication = Publication(layouts.map(\.layout), units: units, date: date)
    var scripts: Set<Script> = []
    for (i, (layout, span)) in layouts.enumerated() {
      let script = layouts.count == 1 ? whole : Script.detected(in: units[span.start..<span.end])
      scripts.insert(script)
      articles.append(
        layout.article(units: units, span: span, script: script, published: publication.days[i]))
    }
    script = scripts.count == 1 ? scripts.first ?? whole : .mixed
  }

  private static func layouts(
    in units: UnsafeBufferPointer<UInt16>, script: Script, title: String?
  ) -> [(layout: ArticleLayout, span: Span)] {
    let lines = Lines(of: units, in: Span(0, units.count)).lines
    let blocks = Joins(units: units).blocks(of: lines)
    let profiles = blocks.map { Profile($0, units) }
    let starts = Splitting(units: units, blocks: blocks, profiles: profiles).starts(script: script)
    let titleUnits = title.map { title in
      Array(title.utf16).withUnsafeBufferPointer { LineReader($0, Span(0, $0.count)).units }
    }
    return starts.enumerated().map { i, start in
      let end = i + 1 < starts.count ? starts[i + 1] : blocks.count
      // Articles tile the document: the white space between two belongs to the first.
      let span = Span(
        i == 0 ? 0 : blocks[start].span.start,
        end < blocks.count ? blocks[end].span.start : units.count)
      var reader = LayoutReader(units: units)
      reader.read(blocks[start..<end], profiles[start..<end], title: i == 0 ? titleUnits : nil)
      return (reader.layout, span)
    }
  }
}
