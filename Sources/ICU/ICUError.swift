import CICU

/// A failure that ICU reported, or bytes that its converters refused.
public enum ICUError: Error, Hashable, CustomStringConvertible {
  /// An ICU status code with its name, and what was being done.
  case failed(name: String, doing: String)
  /// The byte offset of the first sequence that is not valid in the charset.
  case undecodable(charset: String, offset: Int)

  public var description: String {
    switch self {
    case .failed(let name, let doing): "ICU reports \(name) while \(doing)"
    case .undecodable(let charset, let offset): "byte \(offset) is not valid \(charset)"
    }
  }

  static func check(_ status: Int32, _ doing: @autoclosure () -> String) throws(ICUError) {
    guard status > 0 else { return }
    throw .failed(name: String(cString: cicu_error_name(status)), doing: doing())
  }
}

/// The version of the system's ICU, e.g. 72.1.
public var icuVersion: String { String(cString: cicu_version()) }
