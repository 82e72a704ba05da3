import CPages

/// The files of the pages as they are embedded.
public enum PageFile {
  public static func text(_ name: String) -> String {
    String(decoding: bytes(name), as: UTF8.self)
  }

  /// Empty when there is no such file.
  public static func bytes(_ name: String) -> UnsafeBufferPointer<UInt8> {
    var length = 0
    let bytes = cpages_file(name, &length)
    return UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : length)
  }
}
