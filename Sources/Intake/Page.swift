import Values

/// The articles of a decoded text.
struct Page {
  private(set) var articles: [Article] = []
  private(set) var script: Script = .simplified

  init(units: [UInt16], title: String?, date: CalendarDay?) {
    let whole = Script.detected(in: units[...])
    var layouts: [(layout: ArticleLayout, span: Span)] = []
    units.withUnsafeBufferPointer { buffer in
      let lines = Lines(of: buffer, in: Span(0, buffer.count)).lines
      let blocks = Joins(units: buffer).blocks(of: lines)
      let profiles = blocks.map { Profile($0, buffer) }
      let starts = Splitting(units: buffer, blocks: blocks, profiles: profiles).starts(
        script: whole)
      let titleUnits = title.map { Array($0.utf16).map(LineReader.evened) }
      for (i, start) in starts.enumerated() {
        let end = i + 1 < starts.count ? starts[i + 1] : blocks.count
        // Articles tile the document: the white space between two belongs to the first.
        let span = Span(
          i == 0 ? 0 : blocks[start].span.start,
          end < blocks.count ? blocks[end].span.start : buffer.count)
        layouts.append(
          (
            ArticleLayout(
              units: buffer, blocks: blocks[start..<end], profiles: profiles[start..<end],
              title: i == 0 ? titleUnits : nil), span
          ))
      }
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
}
