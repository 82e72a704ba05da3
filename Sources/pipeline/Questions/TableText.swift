import Foundation
import Output
import Store

/// A table as text, in one of the formats.
struct TableText {
  let format: TableOptions.Format
  let width: Int?
  let isColoured: Bool
  let language: Language

  func text(of table: ResultTable) -> String {
    switch format {
    case .table: aligned(table)
    case .csv: table.csv
    case .json: table.json
    case .markdown: markdown(table)
    }
  }

  private func name(_ column: String) -> String {
    language == .zh ? Self.chinese[column] ?? column : column.replacing("_", with: " ")
  }

  /// Names of columns for eyes; CSV and JSON keep the database's.
  static let chinese = [
    "day": "日期", "outlet": "来源", "speaker": "说话人", "title": "标题", "cue": "提示词",
    "type": "类型", "text": "内容", "document": "文档", "start": "起", "stop": "止", "name": "名称",
    "subtype": "细类", "key": "键", "mentions": "提及", "documents": "篇数", "quotes": "引语",
    "month": "月份", "bound": "约束", "value": "数值", "minimum": "最小", "maximum": "最大",
    "unit": "单位", "measured": "对象", "kind": "种类", "trend": "趋势", "article": "文章",
    "at": "位置", "passage": "上下文", "action": "操作", "from_key": "原键", "to_key": "目标键",
    "decided_at": "时间", "count": "数量",
  ]

  private func aligned(_ table: ResultTable) -> String {
    // What is empty in every row would only take room.
    let kept = table.columns.indices.filter { index in
      table.rows.contains { $0[index] != .null }
    }
    let columns = kept.map { index in
      let isNumber = table.rows.allSatisfy { row in
        switch row[index] {
        case .integer, .real, .null: true
        case .text: false
        }
      }
      return TableView.Column(
        name: name(table.columns[index]), alignment: isNumber ? .right : .left)
    }
    let rows = table.rows.map { row in kept.map { row[$0].text } }
    return TableView(width: width, isColoured: isColoured).lines(columns, rows)
      .map { $0 + "\n" }.joined()
  }

  private func markdown(_ table: ResultTable) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    func escaped(_ text: String) -> String {
      text.replacing("|", with: "\\|").replacing("\n", with: " ")
    }
    return line(table.columns.map(name)) + line(table.columns.map { _ in "---" })
      + table.rows.map { line($0.map { escaped($0.text) }) }.joined()
  }
}
