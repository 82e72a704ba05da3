import Foundation

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

  static func convert(_ source: String, to target: String) throws {
    func quoted(_ path: String) -> String { "'" + path.replacing("'", with: "''") + "'" }
    let sql =
      "COPY (SELECT * FROM read_json_auto(\(quoted(source)), format='newline_delimited', "
      + "sample_size=-1)) TO \(quoted(target)) (FORMAT PARQUET)"
    let arrow =
      "import sys, pyarrow.json as j, pyarrow.parquet as p; "
      + "p.write_table(j.read_json(sys.argv[1]), sys.argv[2])"
    let tools: [(check: [String], convert: [String])] = [
      (["duckdb", "--version"], ["duckdb", "-c", sql]),
      (
        ["python3", "-c", "import duckdb"],
        ["python3", "-c", "import sys, duckdb; duckdb.connect().execute(sys.argv[1])", sql]
      ),
      (["python3", "-c", "import pyarrow"], ["python3", "-c", arrow, source, target]),
    ]
    for tool in tools where (try? run(tool.check))?.status == 0 {
      let result = try run(tool.convert)
      guard result.status == 0 else { throw Failure.failed(result.errors) }
      return
    }
    throw Failure.missing
  }

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
