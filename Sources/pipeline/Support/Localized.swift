import ArgumentParser
import ICU
import Intake
import Records
import Runs
import Segmenter
import Store
import Tagging

/// What an error says, in the user's language.
func localized(_ error: any Error, _ language: Language) -> String {
  guard language == .zh else { return "\(error)" }
  switch error {
  case let error as RecordError: return chinese(error)
  case let error as IntakeError: return chinese(error)
  case let error as StoreError: return chinese(error)
  case let error as ResumableFile.Failure: return chinese(error)
  case let error as AliasFile.Failure:
    return "\(error.path):\(error.line)：应为以制表符分隔的“类型 名称 别名…”"
  case let error as Settings.Failure:
    switch error {
    case .unreadable(let path): return "\(path)：无法读取"
    case .wrong(let path, let reason): return "\(path)：配置有误：\(reason.text(.zh))"
    case .unknown(let path, let key): return "\(path)：没有名为“\(key)”的设置"
    }
  case let error as InputError: return chinese(error)
  case let error as OutputError: return chinese(error)
  case let error as UserDictionary.Problem: return chinese(error)
  case let error as ModelError: return chinese(error)
  case let error as ICUError: return chinese(error)
  case let error as ParquetTool.Failure: return chinese(error)
  case let error as SystemError: return Reasons.chinese("\(error)")
  default: return "\(error)"
  }
}

private func chinese(_ error: InputError) -> String {
  switch error {
  case .unreadable(let reason): "无法读取：\(Reasons.chinese("\(reason)"))"
  case .noTextFiles: "文件夹中没有 .txt 文件；其他文件请逐个指定"
  case .tooLarge: "超过 \(Intake.maximumBytes >> 20) MB，请拆分成几个文件"
  }
}

private func chinese(_ error: OutputError) -> String {
  switch error {
  case .readerGone: "读取输出的一方已关闭"
  case .failed(let path, let reason):
    "无法写入\(path == "-" ? "标准输出" : " " + path)：\(Reasons.chinese("\(reason)"))"
  }
}

private func chinese(_ error: UserDictionary.Problem) -> String {
  switch error {
  case .tooManyFields(let line): "词典第 \(line) 行：应只有词和类型；请写成“词 [类型]”"
  case .tooLong(let line): "词典第 \(line) 行：词长超过 \(UserDictionary.longestWord) 个字符"
  case .tooManyTypes(let line): "词典第 \(line) 行：类型超过 255 种"
  }
}

private func chinese(_ error: ModelError) -> String {
  switch error {
  case .notAModel: "不是模型文件"
  case .unsupportedVersion(let version):
    "模型格式版本为 \(version)，本程序读取版本 \(ModelFile.version)"
  case .truncated(let expected, let found): "模型文件不完整：应有 \(expected) 字节，只有 \(found)"
  case .damaged: "模型文件已损坏：校验和不符"
  case .wrongKind(let expected, let found): "需要第 \(expected) 类模型，这是第 \(found) 类"
  case .noMemory(let count): "没有内存可放模型的 \(count) 字节"
  }
}

private func chinese(_ error: ICUError) -> String {
  switch error {
  case .failed(let name, let doing): "ICU 报告 \(name)（\(doing)）"
  case .undecodable(let charset, let offset): "第 \(offset) 字节不是有效的 \(charset)"
  }
}

private func chinese(_ error: ParquetTool.Failure) -> String {
  switch error {
  case .missing:
    "Parquet 需要 duckdb（`pip install duckdb-cli`）或 Python 的 pyarrow（`pip install pyarrow`），"
      + "这里都没有"
  case .failed(let reason): "写 Parquet 失败：\(reason)"
  }
}

private func chinese(_ error: RecordError) -> String {
  switch error {
  case .unreadable(let reason): "无法读取：\(Reasons.chinese(reason))"
  case .damaged(let reason): "文件已损坏：\(Reasons.chinese(reason))"
  case .tooLarge(let limit): "超过 \(limit >> 20) MB，请拆分"
  case .nothingFound: "没有可读取的文件"
  case .notJSON(let offset, let reason): "不是 JSON 对象：第 \(offset) 字节处\(Reasons.chinese(reason))"
  case .noText(let fields):
    "\(fields.joined(separator: "、")) 中没有正文：请用 --text-field 指定字段"
  case .unclosedQuote: "引号没有闭合"
  case .noColumn(let names, let found):
    "没有 \(names.joined(separator: "、")) 列，只有 \(found.joined(separator: "、"))："
      + "请用 --text-field 指定"
  case .noMainText: "网页中找不到正文"
  }
}

private func chinese(_ error: IntakeError) -> String {
  switch error {
  case .empty: "文件为空"
  case .binary(let kind): "是\(kind.map(Reasons.chinese) ?? "二进制文件")，不是文本：请先转换为纯文本"
  case .unknownEncoding(let name): "未知编码“\(name)”"
  case .undecodable(let encoding, let offset):
    "第 \(offset) 字节不是有效的 \(encoding)：请用 --encoding 指定编码"
  case .unrecognisedEncoding: "无法识别编码：请用 --encoding 指定"
  case .noChineseText: "没有中文文本"
  case .tooLarge(let bytes): "\(bytes) 字节超出单篇上限，请拆分"
  case .icu(let error): "ICU 出错：\(chinese(error))"
  }
}

private func chinese(_ error: StoreError) -> String {
  switch error {
  case .cannotOpen(let path, let reason): "\(path)：无法打开：\(Reasons.chinese(reason))"
  case .notOurs(let path): "\(path)：不是本程序的数据库"
  case .newer(let path): "\(path)：由更新版本的程序写成"
  case .busy(let path): "\(path)：另一个进程正在写入"
  case .failed(let path, let reason): "\(path)：出错：\(Reasons.chinese(reason))"
  case .noEntity(let name): "没有名为“\(name)”的实体"
  case .circle(let key): "“\(key)”会指向自身"
  case .noArticle(let id): "没有编号为“\(id)”的文章"
  case .noQuote(let number): "没有第 \(number) 条陈述"
  case .noDecision(let number): "没有第 \(number) 项决定"
  }
}

private func chinese(_ error: ResumableFile.Failure) -> String {
  switch error {
  case .system(let path, _, let reason): "\(path)：无法读写：\(Reasons.chinese(reason))"
  case .otherConfiguration(let path):
    "\(path)：由其他版本或以其他选项写成：请另指定文件，或用 --force 重新开始"
  case .noManifest(let path): "\(path)：不是先前运行所写：请另指定文件，或用 --force 重新开始"
  }
}

extension ParsableCommand {
  /// The settings, or an error that says what is wrong with them.
  func loaded(_ options: SharedOptions) throws -> Settings {
    do {
      return try options.settings()
    } catch {
      Diagnostics.error(localized(error, .current))
      throw ExitCode.nothingDone
    }
  }
}
