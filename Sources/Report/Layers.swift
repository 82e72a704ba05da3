/// An inline element over a range of text, on its way to becoming tags.
struct Layer {
  /// In scalars of the text that is marked up.
  var range: Range<Int>
  /// Of two layers over the same range the one with the smaller rank is outside.
  var rank: Int
  /// The opening tag where the range begins.
  var tag: String
  /// The opening tag where it goes on after a line end or another element's end: no id twice.
  var continued: String
}

/// Text with layers as well-formed HTML, whatever overlaps what.
///
/// Where two ranges cross, the inner one's element is closed and opened again, so that every character
/// is inside of exactly the elements whose ranges hold it. Lines become paragraphs with their line
/// ends inside: the page's text is the article's text to the character (see ``HTML/append(_:to:)`` for
/// the two characters that HTML cannot hold).
struct LayeredText {
  let text: [Unicode.Scalar]
  /// A line's class by the position of its first character.
  var lineClass: (Range<Int>) -> String = { _ in "" }

  /// More elements around one character tell a reader nothing, and a hostile text could ask for
  /// thousands.
  static let deepest = 24

  func html(_ layers: [Layer]) -> String {
    let sorted = layers.filter { !$0.range.isEmpty && $0.range.upperBound <= text.count }
      .sorted {
        if $0.range.lowerBound != $1.range.lowerBound {
          return $0.range.lowerBound < $1.range.lowerBound
        }
        if $0.range.upperBound != $1.range.upperBound {
          return $0.range.upperBound > $1.range.upperBound
        }
        return $0.rank < $1.rank
      }
    var writer = Writer(text: text)
    var next = 0
    for line in lines {
      let name = lineClass(line)
      writer.result += name.isEmpty ? "<p>" : "<p class=\"\(name)\">"
      writer.reopen()
      var at = line.lowerBound
      while at < line.upperBound {
        writer.close(endingAt: at)
        while next < sorted.count, sorted[next].range.lowerBound <= at {
          if writer.open.count < Self.deepest { writer.push(sorted[next]) }
          next += 1
        }
        // Nothing begins or ends before here.
        var stop = line.upperBound
        if next < sorted.count { stop = min(stop, sorted[next].range.lowerBound) }
        for layer in writer.open { stop = min(stop, layer.range.upperBound) }
        stop = max(stop, at + 1)
        writer.write(at..<stop)
        at = stop
      }
      writer.close(endingAt: at)
      writer.suspend()
      writer.result += "</p>"
    }
    return writer.result
  }

  /// The lines with their ends (LF, CR LF, CR); they tile the text.
  private var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var at = 0
    while at < text.count {
      let scalar = text[at]
      at += 1
      if scalar == "\r", at < text.count, text[at] == "\n" { at += 1 }
      if scalar == "\n" || scalar == "\r" {
        lines.append(start..<at)
        start = at
      }
    }
    if start < text.count { lines.append(start..<text.count) }
    return lines
  }

  private struct Writer {
    let text: [Unicode.Scalar]
    var result = ""
    /// The elements that are open, the outermost first.
    var open: [Layer] = []

    mutating func push(_ layer: Layer) {
      result += layer.tag
      open.append(layer)
    }

    /// Closes what ends here, and for a moment what is inside of it.
    mutating func close(endingAt at: Int) {
      guard let outermost = open.firstIndex(where: { $0.range.upperBound <= at }) else { return }
      let touched = open[outermost...]
      result += String(repeating: "</span>", count: touched.count)
      open.removeSubrange(outermost...)
      for layer in touched where layer.range.upperBound > at {
        result += layer.continued
        open.append(layer)
      }
    }

    mutating func suspend() { result += String(repeating: "</span>", count: open.count) }
    mutating func reopen() { for layer in open { result += layer.continued } }

    mutating func write(_ range: Range<Int>) {
      for scalar in text[range] {
        if HTML.isDirectional(scalar) {
          // Alone in an isolate it turns nothing around.
          result += "<bdi class=\"turn\">"
          result.unicodeScalars.append(scalar)
          result += "</bdi>"
        } else {
          HTML.append(scalar, to: &result)
        }
      }
    }
  }
}
