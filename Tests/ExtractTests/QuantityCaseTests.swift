import Foundation
import Intake
import Segmenter
import Testing
import Values

@testable import Extract

/// Figures and dates in invented sentences: Cases/figures.tsv, dates.tsv, figure_of.tsv.
@Suite struct QuantityCaseTests {
  static let tables = QuantityTables()

  /// One row of a case file; its verdict is accept, reject or missed.
  struct Row: Sendable, CustomStringConvertible {
    var columns: [String]
    var verdict: String { columns[0] }
    var description: String { columns.joined(separator: " ") }
    func column(_ index: Int) -> String { index < columns.count ? columns[index] : "" }

    static func all(_ name: String) throws -> [Row] {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Cases/\(name).tsv")
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .map {
          Row(columns: $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
        }
    }
  }

  /// What is found in a sentence that stands alone.
  static func quantities(_ sentence: String, published: CalendarDay? = nil) throws -> (
    reading: Reading, found: Quantities
  ) {
    let document = try Intake().document(text: sentence, id: "case", source: "case")
    let article = try #require(document.articles.first)
    let segmented = try Segmenter().segmented(article)
    let found = article.reading.units.withUnsafeBufferPointer {
      tables.quantities(in: $0, published: published, hasDateline: true, tokens: segmented.tokens)
    }
    return (article.reading, found)
  }

  private func check(_ row: Row, _ body: () throws -> Void) throws {
    guard row.verdict == "missed" else { return try body() }
    withKnownIssue("not found yet") { try body() }
  }

  @Test(arguments: try Row.all("figures")) func figures(_ row: Row) throws {
    let (reading, found) = try Self.quantities(row.column(1))
    let expected = row.column(2).split(separator: " ").map(String.init)
    try check(row) {
      let got = found.figures.filter { $0.kind != "ordinal" || row.verdict == "accept" }
      #expect(got.count == expected.count, "\(got.map { reading.originalText($0.span) })")
      for (figure, want) in zip(got, expected) {
        let parts = want.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let fields = (parts.count > 1 ? parts[1] : "").split(
          separator: ",", omittingEmptySubsequences: false)
        #expect(reading.originalText(figure.span) == String(parts[0]))
        #expect((figure.decimal ?? "") == String(fields.first ?? ""))
        if fields.count > 1, !fields[1].isEmpty { #expect(figure.unit == String(fields[1])) }
        if fields.count > 2 { #expect(figure.bound.rawValue == String(fields[2])) }
      }
    }
  }

  @Test(arguments: try Row.all("dates")) func dates(_ row: Row) throws {
    let numbers = row.column(1).split(separator: "-").compactMap { Int($0) }
    let published =
      numbers.count == 3
      ? CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
    let (reading, found) = try Self.quantities(row.column(2), published: published)
    let expected = row.column(3)
    let got = found.dates.map { date in
      reading.originalText(date.span) + "=" + (date.value ?? "")
        + (date.endValue.map { "…" + $0 } ?? "")
    }
    try check(row) { #expect(got.joined(separator: " ") == expected) }
  }

  @Test(arguments: try Row.all("figure_of")) func context(_ row: Row) throws {
    let (reading, found) = try Self.quantities(row.column(1))
    let figure = try #require(
      found.figures.first { reading.originalText($0.span) == row.column(2) }, "\(row)")
    try check(row) {
      #expect((figure.of.map { reading.originalText($0) } ?? "-") == row.column(3))
      #expect(figure.bound.rawValue == row.column(4))
      #expect((figure.trend ?? "-") == row.column(5))
    }
  }
}
