import CArchive

/// Decompression of what lies in memory.
public enum Gzip {
  /// The content of one gzip stream.
  ///
  /// - Parameter limit: how many bytes it may have: a few kilobytes can hold gigabytes of zeros.
  /// - Throws: ``RecordError/damaged(_:)``, ``RecordError/tooLarge(limit:)``.
  public static func decompressed(_ bytes: [UInt8], limit: Int) throws(RecordError) -> [UInt8] {
    let result = bytes.withUnsafeBufferPointer { source -> Result<[UInt8], RecordError> in
      guard let archive = carchive_open_memory(source.baseAddress, source.count) else {
        return .failure(.unreadable("no memory"))
      }
      defer { carchive_close(archive) }
      func damaged() -> Result<[UInt8], RecordError> {
        .failure(.damaged(String(cString: carchive_error(archive))))
      }
      guard carchive_next(archive) == 1 else { return damaged() }
      var content: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = piece.withUnsafeMutableBufferPointer {
          carchive_read(archive, $0.baseAddress, $0.count)
        }
        if count < 0 { return damaged() }
        if count == 0 { return .success(content) }
        content += piece[..<Int(count)]
        guard content.count <= limit else { return .failure(.tooLarge(limit: limit)) }
      }
    }
    return try result.get()
  }
}
