import ArgumentParser
import Foundation
import Store

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: said("Writes what is in the database for other tools.", "把数据库里的内容写成其他工具的格式。"),
    discussion: said(
      """
      csv, ndjson and parquet write a table (--table): quotes, mentions, entities, figures, dates, \
      articles. conllu, label-studio and w3c-annotation write the articles with what was found in \
      them to one file; brat writes a folder of .txt and .ann files. Offsets count Unicode \
      scalars, as all of these formats do. parquet needs duckdb or Python's pyarrow.
      """,
      "csv、ndjson 和 parquet 写出一张表（--table）：quotes、mentions、entities、figures、dates、articles。conllu、label-studio 和 w3c-annotation 把文章连同标注写到一个文件；brat 写出一个文件夹的 .txt 和 .ann。偏移量按 Unicode 码点计，与这些格式一致。parquet 需要 duckdb 或 Python 的 pyarrow。"
    ))

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, ndjson, conllu
    case labelStudio = "label-studio"
    case w3cAnnotation = "w3c-annotation"
    case brat, parquet
  }

  @Option(
    help: .said(
      "csv, ndjson, conllu, label-studio, w3c-annotation, brat, parquet.",
      "csv、ndjson、conllu、label-studio、w3c-annotation、brat、parquet。"))
  var format: Format

  @Option(
    help: .said(
      "Of csv, ndjson, parquet: quotes, mentions, entities, figures, dates, articles.",
      "csv、ndjson、parquet 用：quotes、mentions、entities、figures、dates、articles。"))
  var table = Store.ExportTable.quotes

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      said("Where to write instead of standard output; brat: a folder.", "写到哪里，代替标准输出；brat：一个文件夹。"),
      valueName: "file"))
  var output: String?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    if output == nil, format == .brat || format == .parquet {
      throw ValidationError(
        said(
          "--format \(format.rawValue) needs --output.",
          "--format \(format.rawValue) 需要 --output。"))
    }
  }

  func run() throws {
    try asking(database) { store, _ in
      switch format {
      case .csv, .ndjson: try writeTable(of: store, as: format, to: output)
      case .parquet: try writeParquet(of: store)
      case .brat:
        let folder = BratFolder(path: output ?? ".")
        try folder.prepare()
        try store.forEachArticle(filter.filter, folder.write)
      case .conllu:
        let writer = try CoNLLUWriter()
        try writeArticles(of: store, before: "", after: "", separator: "", writer.text)
      case .labelStudio:
        try writeArticles(
          of: store, before: "[\n", after: "\n]\n", separator: ",\n", LabelStudio.task)
      case .w3cAnnotation:
        try writeArticles(
          of: store,
          before: """
            {"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[\n
            """, after: "\n]}\n", separator: ",\n", WebAnnotation.items)
      }
    }
  }

  private func writeArticles(
    of store: Store, before: String, after: String, separator: String,
    _ text: (FoundArticle) throws -> String
  ) throws {
    var output = try OutputFile(output)
    try output.append { $0 += before.utf8 }
    var isFirst = true
    // An output that cannot be copied does not go into a closure that escapes.
    var pending: [UInt8] = []
    try store.forEachArticle(filter.filter) { article in
      let text = try text(article)
      guard !text.isEmpty else { return }
      if !isFirst { pending += separator.utf8 }
      isFirst = false
      pending += text.utf8
      try output.append { $0 += pending }
      pending.removeAll(keepingCapacity: true)
    }
    try output.append { $0 += after.utf8 }
    try output.finish()
  }

  private func writeTable(of store: Store, as format: Format, to path: String?) throws {
    var output = try OutputFile(path)
    var isFirst = true
    try store.forEachRow(of: table, filter.filter) { columns, row in
      var text = ""
      if format == .csv {
        if isFirst { text += ResultTable.csvLine(columns) }
        text += ResultTable.csvLine(row.map(\.text))
      } else {
        text += ResultTable.object(columns, row, of: table) + "\n"
      }
      isFirst = false
      try output.append { $0 += text.utf8 }
    }
    try output.finish()
  }

  /// By way of an NDJSON file, which both tools read.
  private func writeParquet(of store: Store) throws {
    let target = output ?? ""
    let temporary = target + ".ndjson.tmp"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try writeTable(of: store, as: .ndjson, to: temporary)
    try ParquetTool.convert(
      temporary, to: target,
      columns: try store.columns(of: table).map { ($0, table.type(of: $0)) })
  }
}

extension Store.ExportTable: ExpressibleByArgument {}
