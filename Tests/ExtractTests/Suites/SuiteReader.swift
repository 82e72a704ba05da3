import Foundation
import ICU
import Intake
import Values

@testable import Extract

/// What the extractor finds in a text of a suite, with offsets in the text as given.
struct SuiteReader {
  let tables = QuantityTables()
  let intake = Intake()
  /// Inputs are too short for the reading to know their script: all are read as Simplified.
  let simplify = try? Transliterator("Hant-Hans")

  struct Found {
    var span: Range<Int>
    var figure: Figure?
    var date: DateExpression?
  }

  func found(in text: String, published: CalendarDay? = nil) -> [Found] {
    var units = Array(text.utf16)
    if let folded = try? simplify?.transliterated(units), folded.count == units.count {
      units = folded
    }
    let text = String(decoding: units, as: UTF16.self)
    guard let document = try? intake.document(text: text + "\n的", id: "", source: ""),
      let article = document.articles.first
    else { return [] }
    let reading = article.reading
    let quantities = reading.units.withUnsafeBufferPointer {
      tables.quantities(in: $0, published: published, hasDateline: true)
    }
    func range(_ span: Span) -> Range<Int> {
      let original = reading.original(span)
      return original.start..<original.end
    }
    var found = quantities.figures.map { Found(span: range($0.span), figure: $0) }
    found += quantities.dates.map { Found(span: range($0.span), date: $0) }
    return found.sorted { $0.span.lowerBound < $1.span.lowerBound }
  }
}

extension String {
  /// The text of a range of UTF-16 code units.
  subscript(utf16 range: Range<Int>) -> String {
    String(decoding: Array(utf16)[range.clamped(to: 0..<utf16.count)], as: UTF16.self)
  }
}

/// Numbers as suites write them: decimals with other zeros or binary rounding are the same.
func sameNumber(_ a: String?, _ b: String?) -> Bool {
  guard let a, let b, let x = Double(a), let y = Double(b) else { return a == b }
  return abs(x - y) <= 1e-9 * max(1, abs(x), abs(y))
}
