import Foundation
import Store

/// Parquet through a tool that is there: the duckdb command line, or Python with duckdb or pyarrow.
enum ParquetTool {
  enum Failure: Error, CustomStringConvertible {
    case missing
    case failed(String)

    var description: String {
      switch self {
      case .missing:
        "Parquet needs duckdb (`pip install duckdb-cli`) or Python's pyarrow "
          + "(`pip install pyarrow`); neither is here"
      case .failed(let reason): "writing Parquet failed: \(reason)"
      }
    }
  }

  /// Dates, numbers and lists get columns of their types, whatever the first rows hold.
  static func convert(
    _ source: String, to target: String,
    columns: [(name: String, type: Store.ExportTable.ColumnType)]
  ) throws {
    func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    let types = columns.map { "\(quoted($0.name)): \(quoted($0.type.duckdb))" }
    let sql =
      "COPY (SELECT * FROM read_json(\(quoted(source)), format='newline_delimited', "
      + "maximum_object_size=268435456, columns={\(types.joined(separator: ", "))})) "
      + "TO \(quoted(target)) (FORMAT PARQUET)"
    let schema = columns.map { "\($0.name)=\($0.type.rawValue)" }.joined(separator: ",")
    let tools: [(check: [String], convert: [String])] = [
      (["duckdb", "--version"], ["duckdb", "-c", sql]),
      (
        ["python3", "-c", "import duckdb"],
        ["python3", "-c", "import sys, duckdb; duckdb.connect().execute(sys.argv[1])", sql]
      ),
      (
        ["python3", "-c", "import pyarrow"], ["python3", "-c", arrow, source, target, schema]
      ),
    ]
    for tool in tools where (try? run(tool.check))?.status == 0 {
      let result = try run(tool.convert)
      guard result.status == 0 else { throw Failure.failed(result.errors) }
      return
    }
    throw Failure.missing
  }

  /// Dates are read as texts: pyarrow's reader of JSON takes none. A block must hold the longest line.
  private static let arrow = """
    import sys, os, pyarrow as pa, pyarrow.json as j, pyarrow.parquet as p
    types = dict(text=pa.string(), integer=pa.int64(), real=pa.float64(), boolean=pa.bool_(),
      date=pa.date32(), moment=pa.timestamp('us'), texts=pa.list_(pa.string()),
      spans=pa.list_(pa.list_(pa.int64())))
    schema = pa.schema([(n, types[t]) for n, t in (c.split('=') for c in sys.argv[3].split(','))])
    read = pa.schema([(f.name, pa.string() if pa.types.is_temporal(f.type) else f.type) for f in schema])
    table = schema.empty_table()
    if os.path.getsize(sys.argv[1]):
      options = j.ParseOptions(explicit_schema=read)
      table = j.read_json(sys.argv[1], j.ReadOptions(block_size=1 << 28), options).select(schema.names)
    p.write_table(table.cast(schema), sys.argv[2])
    """

  private static func run(_ arguments: [String]) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

extension Store.ExportTable.ColumnType {
  fileprivate var duckdb: String {
    switch self {
    case .text: "VARCHAR"
    case .integer: "BIGINT"
    case .real: "DOUBLE"
    case .boolean: "BOOLEAN"
    case .date: "DATE"
    case .moment: "TIMESTAMP"
    case .texts: "VARCHAR[]"
    case .spans: "BIGINT[][]"
    }
  }
}
