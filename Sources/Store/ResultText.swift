/// A table as text for programs.
extension ResultTable {
  /// RFC 4180 with line feeds; the first line names the columns.
  public var csv: String {
    Self.csvLine(columns) + rows.map { Self.csvLine($0.map(\.text)) }.joined()
  }

  /// A row of RFC 4180, with a line feed at its end.
  public static func csvLine(_ cells: [String]) -> String {
    cells.map { text in
      guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
        return text
      }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }

  /// One array of objects, columns in their order.
  public var json: String {
    guard !rows.isEmpty else { return "[]\n" }
    return "[\n" + rows.map { Self.object(columns, $0) }.joined(separator: ",\n") + "\n]\n"
  }

  /// An object a line.
  public var ndjson: String { rows.map { Self.object(columns, $0) + "\n" }.joined() }

  /// One row as a JSON object, columns in their order.
  ///
  /// - Parameter table: whose columns are written by their types, lists and booleans as such.
  public static func object(
    _ columns: [String], _ row: [Value], of table: Store.ExportTable? = nil
  ) -> String {
    let fields = zip(columns, row).map { column, value in
      let text =
        switch (value, table?.type(of: column)) {
        case (.null, _): "null"
        case (.integer(let number), .boolean): number == 0 ? "false" : "true"
        case (.integer, _), (.real, _): value.text
        // They are JSON already.
        case (.text(let text), .texts), (.text(let text), .spans): text
        case (.text(let text), _): quoted(text)
        }
      return "\(quoted(column)):\(text)"
    }
    return "{" + fields.joined(separator: ",") + "}"
  }

  /// A JSON string.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
