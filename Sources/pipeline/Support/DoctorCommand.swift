import ArgumentParser
import Extract
import Foundation
import ICU
import Intake
import Output
import Records
import Segmenter
import Store
import Values

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: said(
      "Prints the versions of all parts and checks that they work.", "显示各部分的版本，并检查是否正常。"),
    discussion: said(
      "Exit status: 0 when all works, 1 when something does not.", "退出状态：0 全部正常，1 有不正常的。"))

  @OptionGroup var database: DatabaseOptions

  private static func name(_ table: String, _ language: Language) -> String {
    guard language == .zh else { return table }
    return [
      "documents": "文档", "articles": "文章", "entities": "实体", "mentions": "提及", "quotes": "言论",
      "speakers": "说话人", "figures": "数字", "dates": "日期", "failures": "失败", "runs": "运行",
      "decisions": "决定", "copies": "转载副本",
    ][table] ?? table
  }

  private static func text(_ problem: Store.Problem, _ language: Language) -> String {
    guard language == .zh else { return "\(problem)" }
    switch problem {
    case .sqlite(let text): return Reasons.chinese(text)
    case .orphans(let count): return "有 \(count) 行指向不存在的行"
    case .misplaced(let count): return "有 \(count) 处提及不在所述位置"
    }
  }

  func run() throws {
    let settings = try loaded(database.shared)
    let language = settings.language
    var isWell = true
    var lines = [
      "pipeline \(pipelineVersion)", "ICU \(icuVersion)", "SQLite \(Store.sqliteVersion)",
      RecordReader.archiveVersion, "libxml2 \(RecordReader.markupVersion)",
    ]
    var details: [String] = []
    func check(_ message: Message, _ body: () throws -> Bool) {
      var mark = Message("ok", "正常")
      do {
        if !(try body()) { mark = Message("WRONG", "有误") }
      } catch {
        mark = Message("WRONG: \(error)", "有误：\(localized(error, language))")
      }
      if mark.english != "ok" { isWell = false }
      lines.append("\(message.text(language))  \(mark.text(language))")
      lines += details
    }
    check(Message("words and names", "分词与人名地名")) {
      let stages = try Stages(intake: Intake.Options())
      let document = try stages.intake.document(
        text: "新华社北京5月6日电　外交部发言人王明远6日表示：“中方对此表示欢迎。”", id: "doctor", source: "-")
      let found = try document.articles.map {
        stages.extraction(of: try stages.segmenter.segmented($0))
      }
      return found.contains { !$0.entities.isEmpty && !$0.statements.isEmpty }
    }
    check(Message("encodings (GB18030, Big5)", "编码（GB18030、Big5）")) {
      let text = Array("中文".utf16)
      return try ["GB18030", "Big5"].allSatisfy {
        try Decoding.units(of: try Decoding.bytes(of: text, charset: $0), charset: $0) == text
      }
    }
    check(Message("database in memory with full text search", "内存数据库与全文检索")) {
      try Store.works()
    }
    if let path = database.db ?? settings.database {
      check(Message("database \(path)", "数据库 \(path)")) {
        let store = try Store(path: path, access: .read)
        let problems = try store.problems()
        details = try store.summary().map { "  \(Self.name($0.name, language)) \($0.count)" }
        details += problems.map { "  " + Self.text($0, language) }
        return problems.isEmpty
      }
    }
    var output = try OutputFile(nil)
    let text = lines.map { $0 + "\n" }.joined()
    try output.append { $0 += text.utf8 }
    try output.finish()
    if !isWell { throw ExitCode.someFailed }
  }
}
