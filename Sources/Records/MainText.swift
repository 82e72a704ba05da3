import Values

/// Finds the article among a page's blocks.
struct MainText {
  private(set) var text = ""
  private(set) var headline: String?
  private(set) var infoDate: CalendarDay?
  private(set) var infoOutlet: String?
  private(set) var infoAuthor: String?

  init(_ page: PageReader) {
    var scores = [Double](repeating: 0, count: page.elements.count)
    for block in page.blocks where !block.isHeading {
      let score = Self.score(block)
      // To the elements around it, less and less.
      var share = score
      var at: Int? = block.element
      var steps = 0
      while let element = at, steps < 4 {
        scores[element] += share
        share /= steps == 0 ? 1 : 2
        at = page.elements[element].parent
        steps += 1
      }
    }
    for (index, element) in page.elements.enumerated() where element.weight > 0 {
      scores[index] *= 1.25
    }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 else {
      return
    }
    let main = Self.container(of: best, page)
    func isInside(_ element: Int) -> Bool {
      var at: Int? = element
      while let index = at {
        if index == main { return true }
        at = page.elements[index].parent
      }
      return false
    }
    let inside = page.blocks.indices.filter { isInside(page.blocks[$0].element) }
    var lines: [String] = []
    for index in inside {
      let block = page.blocks[index]
      let isInfo = Self.isInfo(block.text)
      if isInfo { readInfo(block.text) }
      // What stands before the text is its headline.
      if block.name == "h1", headline == nil {
        headline = block.text
        continue
      }
      guard !isInfo, !Self.isNoise(block) else { continue }
      lines.append(block.text)
    }
    if let first = inside.first {
      for block in page.blocks[..<first].reversed() {
        if headline == nil, block.name == "h1" { headline = block.text }
        if Self.isInfo(block.text) { readInfo(block.text) }
      }
    }
    if headline == nil {
      headline = page.blocks.first { $0.name == "h1" && $0.linked == 0 }?.text
    }
    // A text that repeats its headline says it once.
    if let headline, lines.first == headline { lines.removeFirst() }
    text = lines.joined(separator: "\n")
  }

  /// The element of the main text; a single paragraph's is the one around it.
  private static func container(of best: Int, _ page: PageReader) -> Int {
    var at = best
    while ["p", "li", "blockquote", "h1", "h2", "h3"].contains(page.elements[at].name),
      let parent = page.elements[at].parent
    {
      at = parent
    }
    return at
  }

  /// Long texts with punctuation count, links do not.
  private static func score(_ block: PageReader.Block) -> Double {
    let length = block.text.count
    guard length >= 10 else { return 0 }
    let marks = block.text.count { "，。；：？！、”」".contains($0) }
    let density = Double(block.linked) / Double(length)
    return (Double(marks) + min(Double(length) / 50, 4)) * (1 - min(1, density * 1.5))
  }

  /// Lists of links, and what sites write around their articles.
  private static func isNoise(_ block: PageReader.Block) -> Bool {
    let length = block.text.count
    if length > 0, Double(block.linked) / Double(length) > 0.6 { return true }
    guard length < 40 else { return false }
    return noise.contains { block.text.contains($0) }
  }

  private static let noise = [
    "责任编辑", "责编", "点击进入", "打印本页", "关闭窗口", "相关阅读", "相关新闻", "延伸阅读", "推荐阅读", "版权所有",
    "扫一扫", "返回搜狐", "查看更多", "我要评论", "分享到", "上一篇", "下一篇", "ICP备", "【纠错】", "字号：",
    "免责声明", "未经授权", "下载客户端", "登录", "注册",
  ]

  /// 2024-05-06 10:20 来源：某某日报 作者：某某
  private static func isInfo(_ text: String) -> Bool {
    guard text.count < 80 else { return false }
    let hasSource = ["来源：", "来源:", "來源：", "來源:", "作者：", "作者:", "记者：", "发布时间"]
      .contains { text.contains($0) }
    let digits = text.count(where: \.isWholeNumber)
    let hasDate = digits >= 6 && digits * 2 >= text.count { !$0.isWhitespace } - 8
    return hasSource
      || hasDate && dateStart(text).flatMap { RecordDate.day(String(text[$0...])) } != nil
  }

  private mutating func readInfo(_ text: String) {
    infoDate = infoDate ?? Self.dateStart(text).flatMap { RecordDate.day(String(text[$0...])) }
    infoOutlet = infoOutlet ?? Self.value(after: ["来源：", "来源:", "來源：", "來源:"], in: text)
    infoAuthor =
      infoAuthor
      ?? Self.value(after: ["作者：", "作者:", "记者：", "记者:", "記者：", "记者 ", "記者 "], in: text)
  }

  /// Where a year begins.
  private static func dateStart(_ text: String) -> String.Index? {
    var digits = 0
    for index in text.indices {
      digits = text[index].isASCII && text[index].isWholeNumber ? digits + 1 : 0
      if digits == 4 { return text.index(index, offsetBy: -3) }
    }
    return nil
  }

  private static func value(after labels: [String], in text: String) -> String? {
    for label in labels {
      guard let range = text.firstRange(of: label) else { continue }
      let rest = text[range.upperBound...].drop(while: \.isWhitespace)
      let value = rest.prefix { !$0.isWhitespace && !"|｜丨（(".contains($0) }
      if !value.isEmpty, value.count <= 20 { return String(value) }
    }
    return nil
  }
}
