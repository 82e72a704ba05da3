/// A table that answers a question: columns with names, rows of values.
public struct ResultTable: Sendable {
  public enum Value: Sendable, Hashable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)

    /// Without quotes; nothing for null.
    public var text: String {
      switch self {
      case .null: ""
      case .integer(let number): String(number)
      case .real(let number):
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
      case .text(let text): text
      }
    }
  }

  public var columns: [String]
  public var rows: [[Value]]

  public init(columns: [String], rows: [[Value]]) {
    self.columns = columns
    self.rows = rows
  }
}
