import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// What a page or the API answers, before it is a response.
struct Answer: Sendable {
  var status: HTTPResponse.Status = .ok
  var type: String
  var body: [UInt8]
  var headers: [HTTPField] = []

  static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Answer {
    Answer(status: status, type: "text/html; charset=utf-8", body: Array(text.utf8))
  }

  static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
    Answer(status: status, type: "application/json", body: bytes)
  }

  static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
    Answer(type: type, body: Array(text.utf8))
  }

  /// A file that is saved, not shown.
  static func download(_ text: String, name: String, type: String) -> Answer {
    var answer = Answer(type: type, body: Array(text.utf8))
    answer.headers.append(
      HTTPField(name: .contentDisposition, value: "attachment; filename=\"\(name)\""))
    return answer
  }

  /// After a form was sent, to a page of ours.
  static func redirect(_ path: String) -> Answer {
    var answer = Answer(status: .seeOther, type: "text/plain; charset=utf-8", body: [])
    answer.headers.append(HTTPField(name: .location, value: path))
    return answer
  }

  var response: Response {
    var fields = HTTPFields()
    fields[.contentType] = type
    for header in headers { fields.append(header) }
    return Response(
      status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}

/// Why a request is not answered with what it asks for.
struct Refusal: Error, Sendable {
  var status: HTTPResponse.Status
  /// For programs: `too-large`, `busy`, …
  var code: String
  var explanation: String

  init(_ status: HTTPResponse.Status, _ code: String, _ explanation: String) {
    self.status = status
    self.code = code
    self.explanation = explanation
  }

  static let notFound = Refusal(.notFound, "not-found", "there is nothing at this address")
  static let noDatabase = Refusal(
    .notFound, "no-database", "the server was started without --db: there is nothing to browse")
  static let busy = Refusal(
    .serviceUnavailable, "busy", "too many requests are waiting: try again in a moment")
  static let crossSite = Refusal(
    .forbidden, "cross-site", "the request does not come from a page of this server")
  static func tooLarge(_ limit: Int) -> Refusal {
    Refusal(.contentTooLarge, "too-large", "at most \(limit) bytes are taken at once")
  }

  var answer: Answer {
    var json = JSONText()
    json.object { json in
      json.field("code", status.code)
      json.field("error", code)
      json.field("message", explanation)
    }
    var answer = Answer.json(json.bytes, status: status)
    if status == .serviceUnavailable {
      answer.headers.append(HTTPField(name: .retryAfter, value: "1"))
    }
    return answer
  }
}
