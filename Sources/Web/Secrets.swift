import Intake

/// What this process alone knows: its token, and words derived from a random secret.
struct Secrets: Sendable {
  /// What a client must bring; nil when everybody on this machine may come in.
  let token: String?
  /// Stands in every form: only a page of ours can have read it.
  let formWord: String
  /// The cookie of a browser that has shown the token.
  let session: String

  init(token: String?) {
    self.token = token
    var random = SystemRandomNumberGenerator()
    let secret = (0..<4).map { _ in String(random.next(), radix: 16) }.joined(separator: "-")
    formWord = SHA256.hexadecimal(of: Array("form \(secret)".utf8))
    session = SHA256.hexadecimal(of: Array("session \(secret) \(token ?? "")".utf8))
  }

  func isToken(_ text: String?) -> Bool {
    guard let token, let text else { return false }
    // Of hashes, so that not even the length can be timed.
    return Self.areEqual(
      SHA256.hexadecimal(of: Array(token.utf8)), SHA256.hexadecimal(of: Array(text.utf8)))
  }

  func isSession(_ text: String?) -> Bool { text.map { Self.areEqual($0, session) } ?? false }
  func isFormWord(_ text: String?) -> Bool { text.map { Self.areEqual($0, formWord) } ?? false }

  /// Takes as long wherever the two differ.
  private static func areEqual(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
