import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Report

/// What every request passes: headers that keep a browser from doing anything but showing the page, and
/// checks of where a request comes from and whether it may come in.
struct Gate: RouterMiddleware {
  typealias Context = BasicRequestContext
  let site: Site

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock.now
    var response: Response
    do {
      try check(request)
      response = try await next(request, context)
    } catch let refusal as Refusal {
      response = site.response(to: refusal, request)
    } catch let error as HTTPError {
      let refusal =
        error.status == .notFound
        ? Refusal.notFound
        : Refusal(error.status, "http", error.body ?? error.status.reasonPhrase)
      response = site.response(to: refusal, request)
    } catch {
      // Its words may hold paths: they are for the log.
      site.logger.error("\(request.uri.path): \(error)")
      response = site.response(
        to: Refusal(.internalServerError, "failed", "the server could not do it"), request)
    }
    Self.secure(&response.headers, isAsset: request.uri.path.hasPrefix("/assets/"))
    let seconds = clock.duration(to: .now) / .seconds(1)
    site.metrics.note(
      route: context.endpointPath ?? "none", method: request.method.rawValue,
      status: response.status.code, seconds: seconds)
    site.logger.debug(
      "\(request.method) \(request.uri.path) \(response.status.code)",
      metadata: ["milliseconds": "\(Int(seconds * 1000))"])
    return response
  }

  private static func secure(_ headers: inout HTTPFields, isAsset: Bool) {
    headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    headers[HTTPField.Name("Referrer-Policy") ?? .via] = "same-origin"
    headers[HTTPField.Name("Cross-Origin-Opener-Policy") ?? .via] = "same-origin"
    headers[HTTPField.Name("Cross-Origin-Resource-Policy") ?? .via] = "same-origin"
    if headers[.cacheControl] == nil {
      headers[.cacheControl] = isAsset ? "max-age=3600" : "no-store"
    }
  }

  private func check(_ request: Request) throws {
    let host = request.head.authority ?? ""
    // Without a token everything that reaches this server may use it: a page of another site whose name
    // leads here (DNS rebinding) would be of our own origin. With one, a proxy may give us other names.
    if site.secrets.token == nil {
      guard isOwn(host) else {
        throw Refusal(
          .misdirectedRequest, "host", "this server answers to localhost and 127.0.0.1 only")
      }
      if request.method != .get, request.method != .head, let origin = request.headers[.origin],
        origin != "http://\(host)", origin != "https://\(host)"
      {
        throw Refusal.crossSite
      }
    }
    if request.method != .get, request.method != .head,
      let from = request.headers[HTTPField.Name("Sec-Fetch-Site") ?? .via],
      from != "same-origin", from != "none"
    {
      throw Refusal.crossSite
    }
    let path = request.uri.path
    let isOpen = path == "/healthz" || path == "/login" || path.hasPrefix("/assets/")
    guard isOpen || site.isKnown(request) else {
      throw Refusal(
        .unauthorized, "token", "the server wants its token: Authorization: Bearer …")
    }
  }

  /// Whether a request's host is a name of this machine's loopback; `127.evil.example` is none.
  private func isOwn(_ host: String) -> Bool {
    let name =
      host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
    if name == "localhost" || name == "::1" { return true }
    return name.hasPrefix("127.") && name.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
  }
}

extension Site {
  /// Whether a request brings the token or the cookie of a browser that has.
  func isKnown(_ request: Request) -> Bool {
    guard secrets.token != nil else { return true }
    if let header = request.headers[.authorization], header.hasPrefix("Bearer ") {
      return secrets.isToken(String(header.dropFirst("Bearer ".count)))
    }
    return secrets.isSession(request.cookie(Self.sessionCookie))
  }

  static let sessionCookie = "pipeline_session"
  static let languageCookie = "pipeline_lang"

  /// An error for programs as JSON, for eyes as a page.
  func response(to refusal: Refusal, _ request: Request) -> Response {
    let path = request.uri.path
    let isForPrograms =
      path.hasPrefix("/api") || path == "/healthz" || path == "/metrics"
      || request.headers[.accept]?.contains("text/html") != true
    guard !isForPrograms else { return refusal.answer.response }
    if refusal.status == .unauthorized { return Answer.redirect("/login").response }
    let visit = visit(request, parameters: [:])
    var answer = page(
      visit, "\(refusal.status.code)", status: refusal.status,
      body: templates.html(
        "error", visit.language,
        [
          "heading": "\(refusal.status.code) \(refusal.status.reasonPhrase)",
          "explanation": refusal.explanation,
        ]))
    if refusal.status == .serviceUnavailable {
      answer.headers.append(HTTPField(name: .retryAfter, value: "1"))
    }
    return answer.response
  }

  func visit(_ request: Request, parameters: [String: String]) -> Visit {
    let query = Fields((request.uri.query ?? "").utf8)
    let language =
      (query["lang"] ?? request.cookie(Self.languageCookie)).flatMap(Interface.init)
      ?? options.language
    var visit = Visit(
      path: request.uri.path, parameters: parameters, query: query, language: language,
      isPost: request.method == .post, isKnown: isKnown(request))
    visit.contentType = request.headers[.contentType] ?? ""
    visit.isGzip = request.headers[.contentEncoding]?.lowercased() == "gzip"
    visit.fileName = request.headers[HTTPField.Name("X-File-Name") ?? .via].map {
      Fields("n=\($0)".utf8)["n"] ?? ""
    }
    return visit
  }
}

extension Request {
  func cookie(_ name: String) -> String? {
    for header in headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == name {
          return String(parts[1])
        }
      }
    }
    return nil
  }
}
