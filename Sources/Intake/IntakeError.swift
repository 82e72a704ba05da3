import ICU

/// Why a document could not be taken in: what is wrong, where, and what to do about it.
///
/// The description does not name the document; whoever read the bytes knows its name.
public enum IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no bytes, or nothing but white space.
  case empty
  /// Not a text: the kind of file if its first bytes tell.
  case binary(kind: String?)
  /// A charset name that nobody knows.
  case unknownEncoding(String)
  /// The byte offset of the first sequence that is not valid in the charset.
  case undecodable(encoding: String, offset: Int)
  /// No supported charset makes Chinese text of the bytes.
  case unrecognisedEncoding
  /// Text without a single Chinese character.
  case noChineseText
  /// More bytes than offsets can count.
  case tooLarge(bytes: Int)
  /// ICU failed where it should not.
  case icu(ICUError)

  public var description: String {
    switch self {
    case .empty:
      return "the file is empty: there is nothing to read"
    case .binary(let kind?):
      return "this is \(kind), not a text file: convert it to plain text first"
    case .binary(nil):
      return "this is a binary file, not text: convert it to plain text first"
    case .unknownEncoding(let name):
      let usual = Charset.usual.joined(separator: ", ")
      return "unknown encoding “\(name)”: use one of \(usual), or leave it to be detected"
    case .undecodable(let encoding, let offset):
      return "byte \(offset) is not valid \(encoding): "
        + "if the text is in another encoding, name it with --encoding"
    case .unrecognisedEncoding:
      return "no known encoding makes Chinese text of these bytes: name it with --encoding"
    case .noChineseText:
      return "no Chinese text: the file does not hold a single Chinese character"
    case .tooLarge(let bytes):
      return "\(bytes) bytes are too many for one document: "
        + "split it into files of at most \(Intake.maximumBytes) bytes"
    case .icu(let error):
      return error.description
    }
  }
}
