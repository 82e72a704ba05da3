import Runs
import Intake
import Records
import Store

/// Everything that the commands about the database say, in each language.
///
/// A message gives both texts where it is written, so that none can be missing.
struct Message: Sendable {
  let english: String
  let chinese: String

  init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  func text(_ language: Language) -> String {
    switch language {
    case .en: english
    case .zh: chinese
    }
  }
}

extension Message {
  /// Between a place and what is said of it.
  static let colon = Message(": ", "：")

  // MARK: - Runs

  static func nothingToWriteTo() -> Message {
    Message(
      "name a database with --into, a file with --output, or both",
      "请用 --into 指定数据库，或用 --output 指定文件，或两者都指定")
  }
  static func finished(_ count: BatchCount, seconds: Double) -> Message {
    Message(
      "\(count.done) documents in \(decimal(seconds)) s\(rate(count, seconds)), "
        + "\(count.skipped) done before, \(count.failed) failed"
        + (count.failedBefore > 0
          ? ", \(count.failedBefore) failed before (--retry-failed tries them again)" : ""),
      "处理 \(count.done) 篇，用时 \(decimal(seconds)) 秒\(rate(count, seconds))，"
        + "此前已完成 \(count.skipped) 篇，失败 \(count.failed) 篇"
        + (count.failedBefore > 0 ? "，此前失败 \(count.failedBefore) 篇（--retry-failed 可重试）" : ""))
  }
  static func interrupted(_ count: BatchCount) -> Message {
    Message(
      "interrupted after \(count.done) documents; run the same command again to go on",
      "已中断，完成 \(count.done) 篇；再次运行同一命令即可继续")
  }
  static func interrupting() -> Message {
    Message("finishing the documents in flight", "正在完成处理中的文档")
  }
  static func wouldDo(_ count: BatchCount) -> Message {
    Message(
      "would do \(count.done) documents (\(megabytes(count.bytes)) MB); "
        + "\(count.skipped) done before, \(count.failedBefore) failed before, "
        + "\(count.failed) cannot be read",
      "将处理 \(count.done) 篇（\(megabytes(count.bytes)) MB）；此前已完成 \(count.skipped) 篇，"
        + "此前失败 \(count.failedBefore) 篇，无法读取 \(count.failed) 篇")
  }
  static func progress(_ count: BatchCount, seconds: Double, left: Double?) -> Message {
    let remaining = left.map { duration($0) }
    return Message(
      "\(count.done) documents, \(count.failed) failed\(rate(count, seconds))"
        + (remaining.map { ", \($0) left" } ?? ""),
      "已处理 \(count.done) 篇，失败 \(count.failed) 篇\(rate(count, seconds))"
        + (remaining.map { "，剩余 \($0)" } ?? ""))
  }
  static func document(_ name: String, _ source: String) -> Message {
    Message("done: \(name) (\(source))", "完成：\(name)（\(source)）")
  }

  private static func rate(_ count: BatchCount, _ seconds: Double) -> String {
    guard seconds > 0, count.done > 0 else { return "" }
    let perSecond = Double(count.done) / seconds
    let documents = perSecond < 10 ? decimal(perSecond) : String(Int(perSecond))
    return " (\(documents)/s, \(decimal(Double(count.bytes) / 1e6 / seconds)) MB/s)"
  }
  private static func megabytes(_ bytes: Int) -> String { decimal(Double(bytes) / 1e6) }
  private static func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
  private static func duration(_ seconds: Double) -> String {
    let seconds = Int(min(seconds, 360_000))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return seconds >= 3600
      ? "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
      : "\(seconds / 60):\(two(seconds % 60))"
  }

  // MARK: - Pages

  static func reportTitle() -> Message { Message("Who said what", "谁说了什么") }
  static func reportIsLimited(_ count: Int, of total: Int) -> Message {
    Message(
      "the report holds the first \(count) of \(total) articles; --limit changes that",
      "报告只含 \(total) 篇文章中的前 \(count) 篇；可用 --limit 更改")
  }

  static func listening(_ address: String) -> Message {
    Message("listening on \(address) — Ctrl-C ends", "正在监听 \(address) — 按 Ctrl-C 结束")
  }
  static func openWithoutToken(_ host: String) -> Message {
    Message(
      "\(host) can be reached by others: give a --token, or stay on 127.0.0.1",
      "其他人可以访问 \(host)：请用 --token 指定令牌，或只监听 127.0.0.1")
  }

  // MARK: - Questions

  static func noDatabase() -> Message {
    Message(
      "name a database with --db, PIPELINE_DB or `database` in the file of settings",
      "请用 --db、环境变量 PIPELINE_DB 或配置文件中的 database 指定数据库")
  }
  static func nothingFound() -> Message { Message("nothing found", "没有找到") }
  static func changed(_ count: Int) -> Message {
    Message(
      "noted; \(count) articles' entities changed", "已记录；\(count) 篇文章中的实体已更新")
  }
}

/// What a run has done so far.
struct BatchCount: Sendable {
  var done = 0
  var failed = 0
  var skipped = 0
  var failedBefore = 0
  var bytes = 0
}
