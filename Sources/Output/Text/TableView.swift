/// A table for eyes: columns aligned by East Asian width, cells cut where a terminal is too narrow.
public struct TableView: Sendable {
  public enum Alignment: Sendable { case left, right }

  public struct Column: Sendable {
    public var name: String
    public var alignment: Alignment

    public init(name: String, alignment: Alignment = .left) {
      self.name = name
      self.alignment = alignment
    }
  }

  /// Columns of the whole; nil for as many as it takes.
  public var width: Int?
  public var isColoured: Bool

  public init(width: Int? = nil, isColoured: Bool = false) {
    self.width = width
    self.isColoured = isColoured
  }

  private static let gap = 2
  /// What a column is not cut below.
  private static let least = 8

  /// The table's lines: the names of the columns, then a line a row.
  public func lines(_ columns: [Column], _ rows: [[String]]) -> [String] {
    let style = Style(isColoured: isColoured)
    let rows = rows.map { $0.map(\.shown) }
    var widths = columns.map { DisplayWidth.of($0.name) }
    for row in rows {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], DisplayWidth.of(cell))
      }
    }
    fit(&widths)
    func line(_ cells: [String], _ paint: (String) -> String) -> String {
      var parts: [String] = []
      for (index, cell) in cells.enumerated() {
        let cell = cell.cut(to: widths[index])
        let space = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)))
        let isLast = index == cells.count - 1
        switch columns[index].alignment {
        case .left: parts.append(paint(cell) + (isLast ? "" : space))
        case .right: parts.append(space + paint(cell))
        }
      }
      return parts.joined(separator: String(repeating: " ", count: Self.gap))
    }
    return [line(columns.map(\.name), style.heading)] + rows.map { line($0) { $0 } }
  }

  /// Takes from the widest column until the whole fits.
  private func fit(_ widths: inout [Int]) {
    guard let width else { return }
    let available = width - Self.gap * (widths.count - 1)
    while widths.reduce(0, +) > available {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.least
      else { return }
      let excess = widths.reduce(0, +) - available
      let second = widths.indices.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      widths[widest] = max(
        Self.least, widths[widest] - max(1, min(excess, widths[widest] - second)))
    }
  }
}

extension String {
  /// The text cut to a width, with an ellipsis where something is missing.
  fileprivate func cut(to width: Int) -> String {
    guard DisplayWidth.of(self) > width else { return self }
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      let next = DisplayWidth.of(scalar)
      if used + next > width - 1 { break }
      result.append(scalar)
      used += next
    }
    return String(result) + "…"
  }
}
