#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system and the libraries report, in Chinese.
///
/// They know English only. What they say most often is listed; anything else is given as they said it, and
/// called that.
enum Reasons {
  static func chinese(_ reason: String) -> String {
    if let known = system[reason] ?? others[reason] { return known }
    // SQLite and libarchive put numbers and names around what they say.
    if let part = others.keys.filter(reason.contains).max(by: { $0.count < $1.count }) {
      return others[part] ?? reason
    }
    return "系统报告“\(reason)”"
  }

  /// By what `strerror` says, in lower case as it is shown.
  private static let system: [String: String] = {
    let codes: [(Int32, String)] = [
      (ENOENT, "没有这个文件或文件夹"), (EACCES, "没有权限"), (EPERM, "不允许这样做"), (EISDIR, "这是文件夹"),
      (ENOTDIR, "路径中有一段不是文件夹"), (EEXIST, "已经存在"), (ENOSPC, "磁盘已满"), (EDQUOT, "超出磁盘配额"),
      (EROFS, "文件系统只读"), (EIO, "读写出错"), (EPIPE, "另一端已关闭"), (EMFILE, "打开的文件太多"),
      (ENFILE, "系统打开的文件太多"), (ENAMETOOLONG, "名称太长"), (ELOOP, "链接绕成了圈"), (EFBIG, "文件太大"),
      (EINVAL, "参数无效"), (EBUSY, "正被占用"), (ENOMEM, "内存不足"), (ENXIO, "没有这个设备"), (ENODEV, "没有这个设备"),
      (EAGAIN, "暂时不可用"), (ETXTBSY, "文件正在运行"), (EBADF, "文件没有打开"), (EADDRINUSE, "地址已被占用"),
      (EADDRNOTAVAIL, "没有这个地址"), (ETIMEDOUT, "超时"), (EINTR, "被中断"),
    ]
    var texts: [String: String] = [:]
    for (code, text) in codes {
      if let message = strerror(code) { texts[String(cString: message).lowercased()] = text }
    }
    return texts
  }()

  private static let others: [String: String] = [
    // This program's own, from the readers of records.
    "no “{”": "缺少“{”", "no “:”": "缺少“:”", "no “,” or “}”": "缺少“,”或“}”",
    "no “,” or “]”": "缺少“,”或“]”",
    "no key": "缺少键", "no value": "缺少值", "something after the object": "对象之后还有内容",
    "nested too deep": "嵌套过深", "a string without its end": "字符串没有结束",
    "a broken \\u escape": "\\u 转义不完整", "no memory": "内存不足", "no such file": "没有这个文件",
    // Kinds of files, by their first bytes.
    "a PDF document": "PDF 文档",
    "a ZIP archive or an Office document (.docx, .xlsx, .epub)":
      "ZIP 压缩包或 Office 文档（.docx、.xlsx、.epub）",
    "an old Office document (.doc, .xls)": "旧版 Office 文档（.doc、.xls）",
    "an RTF document": "RTF 文档",
    "a gzip archive": "gzip 压缩文件",
    "a bzip2 archive": "bzip2 压缩文件",
    "an xz archive": "xz 压缩文件",
    "a zstd archive": "zstd 压缩文件",
    "a 7z archive": "7z 压缩包",
    "a RAR archive": "RAR 压缩包",
    "a PNG image": "PNG 图像",
    "a JPEG image": "JPEG 图像",
    "a GIF image": "GIF 图像",
    "a program": "可执行程序",
    "an SQLite database": "SQLite 数据库",
    "a Parquet file": "Parquet 文件",
    // SQLite's.
    "file is not a database": "不是数据库文件", "unable to open database file": "打不开数据库文件",
    "attempt to write a readonly database": "数据库只读", "database disk image is malformed": "数据库已损坏",
    "disk I/O error": "磁盘读写出错", "database or disk is full": "数据库或磁盘已满",
    "database is locked": "数据库被其他进程锁定", "no such table": "缺少表", "no such column": "缺少列",
    // libarchive's.
    "Unrecognized archive format": "不认识的压缩包格式", "truncated gzip input": "gzip 数据不完整",
    "Truncated": "数据不完整", "truncated": "数据不完整", "decompression failed": "解压失败",
    "Zstd decompression failed": "Zstandard 解压失败", "Passphrase required": "压缩包有密码",
    "CRC": "校验和不符", "checksum": "校验和不符", "Damaged": "数据已损坏", "corrupt": "数据已损坏",
  ]
}
