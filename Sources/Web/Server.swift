import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Report
import ServiceLifecycle
import Store

/// The server: routes, limits, and its life from start to a graceful end.
public struct Server: Sendable {
  private let site: Site

  /// Connections on which nothing happens so long are closed.
  private static let idle = TimeAmount.seconds(30)
  /// A body that takes longer to come in is given up: nobody types an article in.
  private static let bodyDeadline = Duration.seconds(20)

  /// - Parameter makeWorker: called once on each thread.
  /// - Throws: ``SetupError`` when it would be open to others without a token.
  public init(
    options: SiteOptions, logger: Logger, makeWorker: @escaping @Sendable () throws -> Worker
  ) throws {
    guard options.isLoopback || options.token != nil else {
      throw SetupError.openWithoutToken(options.host)
    }
    site = try Site(options: options, logger: logger, makeWorker: makeWorker)
  }

  public enum SetupError: Error, Sendable {
    /// Others could read and write: a token is wanted.
    case openWithoutToken(String)
  }

  /// Runs until SIGTERM or SIGINT; requests in flight are answered.
  ///
  /// - Parameter isRunning: called with the port once it listens.
  public func run(isRunning: @escaping @Sendable (Int) -> Void) async throws {
    let options = site.options
    let site = self.site
    let application = Application(
      router: router(),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          idleTimeout: Self.idle,
          httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port),
        availableConnectionsDelegate: MaximumAvailableConnections(options.mostConnections)),
      onServerRunning: { channel in
        isRunning(channel.localAddress?.port ?? options.port)
        // Pages that count the whole database are ready when somebody comes.
        let entities: Handler = { try site.entities($0, $1) }
        let pages: [(path: String, query: String, Handler)] = [
          ("/", "", { try site.home($0, $1) }), ("/entities", "", entities),
          ("/overview", "", { try site.overview($0, $1) }),
          ("/entities", "count=documents", entities), ("/entities", "count=quotes", entities),
        ]
        for (path, query, page) in pages where path == "/" || options.database != nil {
          let visit = Visit(
            path: path, parameters: [:], query: Fields(query.utf8), language: options.language,
            isPost: false, isKnown: true)
          _ = try? await site.pool.run { try page(visit, $0) }
        }
      },
      logger: site.logger)
    defer { site.pool.close() }
    try await application.runService()
  }

  private typealias Handler = @Sendable (Visit, Worker) throws -> Answer

  private func router() -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.middlewares.add(Gate(site: site))
    let site = self.site

    func get(_ path: String, _ handler: @escaping Handler) {
      router.get(RouterPath(path)) { request, context in
        try await answer(request, context) { visit in
          try await site.pool.run { try handler(visit, $0) }
        }
      }
    }
    /// A form of ours, or a file that the script sends with the form's word.
    func form(_ path: String, _ handler: @escaping Handler) {
      router.post(RouterPath(path)) { request, context in
        var visit = try await received(request, context)
        if visit.contentType.hasPrefix("application/x-www-form-urlencoded") {
          visit.form = Fields(visit.body)
        }
        let word = visit.form["csrf"] ?? request.headers[HTTPField.Name("X-CSRF-Token") ?? .via]
        guard site.secrets.isFormWord(word) else { throw Refusal.crossSite }
        let ready = visit
        return try await site.pool.run { try site.explained { try handler(ready, $0) }($0) }
          .response
      }
    }

    get("/") { try site.home($0, $1) }
    get("/quotes") { try site.quotes($0, $1) }
    get("/entities") { try site.entities($0, $1) }
    get("/entities/:id") { try site.profile($0, $1) }
    get("/articles") { try site.articles($0, $1) }
    get("/articles/:id") { try site.article($0, $1) }
    get("/figures") { try site.figures($0, $1) }
    get("/overview") { try site.overview($0, $1) }
    get("/decisions") { try site.decisions($0, $1) }
    for download in Site.Download.allCases {
      get("/\(download.rawValue).csv") { try site.download(download, asCSV: true, $0, $1) }
      get("/\(download.rawValue).ndjson") { try site.download(download, asCSV: false, $0, $1) }
    }
    form("/analyse") { try site.analyse($0, $1) }
    form("/decisions/merge") { try site.merge($0, $1) }
    form("/decisions/alias") { try site.alias($0, $1) }
    form("/decisions/split") { try site.split($0, $1) }
    form("/decisions/speaker") { try site.speaker($0, $1) }
    form("/decisions/withdraw") { try site.withdraw($0, $1) }

    get("/api/quotes") { try site.apiQuotes($0, $1) }
    get("/api/entities") { try site.apiEntities($0, $1) }
    get("/api/figures") { try site.apiFigures($0, $1) }
    get("/api/articles") { try site.apiArticles($0, $1) }
    router.post("/api/extract") { request, context in
      let visit = try await received(request, context)
      return try await site.pool.run { try site.explained { try site.extract(visit, $0) }($0) }
        .response
    }
    get("/healthz") { try site.health($1) }
    addFixed(to: router)
    addLogin(to: router)
    return router
  }

  /// What needs no thread of the pool.
  private func addFixed(to router: Router<BasicRequestContext>) {
    let site = self.site
    router.get("/api") { _, _ in
      Answer.json(Array(PageFile.bytes("openapi.json"))).response
    }
    router.get("/metrics") { _, _ in
      Answer.text(
        site.metrics.text(gauges: [
          (
            "pipeline_waiting_requests", "Requests that wait for a thread.", site.pool.waiting
          ),
          ("pipeline_worker_threads", "Threads that work.", site.options.threads),
        ]), type: "text/plain; version=0.0.4; charset=utf-8"
      ).response
    }
    for (name, type) in [
      ("page.css", "text/css; charset=utf-8"), ("page.js", "text/javascript; charset=utf-8"),
    ] {
      router.get("/assets/\(name)") { _, _ in
        Answer(type: type, body: Array(PageFile.bytes(name))).response
      }
    }
  }

  private func addLogin(to router: Router<BasicRequestContext>) {
    let site = self.site
    @Sendable func page(_ visit: Visit, isWrong: Bool) -> Answer {
      site.page(
        visit, visit.language("Token", "令牌"), status: isWrong ? .forbidden : .ok,
        body: site.templates.html(
          "login", visit.language, ["csrf": site.secrets.formWord, "wrong": isWrong]))
    }
    @Sendable func cookie(_ value: String, _ age: Int) -> HTTPField {
      HTTPField(
        name: .setCookie,
        value: "\(Site.sessionCookie)=\(value); HttpOnly; SameSite=Strict; Path=/; Max-Age=\(age)")
    }
    router.get("/login") { request, _ in
      page(site.visit(request, parameters: [:]), isWrong: false).response
    }
    router.post("/login") { request, context in
      let visit = try await received(request, context)
      let form = Fields(visit.body)
      guard site.secrets.isFormWord(form["csrf"]) else { throw Refusal.crossSite }
      guard site.secrets.isToken(form["token"]) else {
        // Guessing is slow.
        try await Task.sleep(for: .seconds(1))
        return page(visit, isWrong: true).response
      }
      var answer = Answer.redirect("/")
      answer.headers.append(cookie(site.secrets.session, 30 * 86_400))
      return answer.response
    }
    router.post("/logout") { request, context in
      let visit = try await received(request, context)
      guard site.secrets.isFormWord(Fields(visit.body)["csrf"]) else { throw Refusal.crossSite }
      var answer = Answer.redirect("/login")
      answer.headers.append(cookie("", 0))
      return answer.response
    }
  }

  // MARK: - Requests

  /// A page, with the language that was asked for kept in a cookie.
  private func answer(
    _ request: Request, _ context: BasicRequestContext,
    _ make: (Visit) async throws -> Answer
  ) async throws -> Response {
    let parameters = Dictionary(
      context.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { $1 })
    let visit = site.visit(request, parameters: parameters)
    var answer = try await make(visit)
    if let language = visit.query["lang"].flatMap(Interface.init) {
      answer.headers.append(
        HTTPField(
          name: .setCookie,
          value: "\(Site.languageCookie)=\(language.rawValue); SameSite=Lax; Path=/; "
            + "Max-Age=31536000"))
    }
    return answer.response
  }

  /// The request with its body, within the limits of size and time.
  private func received(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Visit {
    let limit = site.options.mostBytes
    // Percent-encoded Chinese takes three times its bytes.
    let isForm = request.headers[.contentType]?.hasPrefix("application/x-www-form") == true
    let most = isForm ? limit * 3 : limit
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most {
      throw Refusal.tooLarge(limit)
    }
    let body = request.body
    let bytes = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask {
        do {
          return Array(buffer: try await body.collect(upTo: most))
        } catch is NIOTooManyBytesError {
          throw Refusal.tooLarge(limit)
        }
      }
      group.addTask {
        try await Task.sleep(for: Self.bodyDeadline)
        throw Refusal(.requestTimeout, "slow", "the body did not come in time")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
    var visit = site.visit(request, parameters: [:])
    visit.body = bytes
    return visit
  }
}

extension Site {
  /// What goes wrong with what a user sent is the user's to know: `explain` knows the words.
  func explained(
    _ body: @escaping @Sendable (Worker) throws -> Answer
  ) -> @Sendable (Worker) throws -> Answer {
    { worker in
      do {
        return try body(worker)
      } catch let error as StoreError {
        switch error {
        case .busy: throw Refusal(.serviceUnavailable, "database-busy", "\(error)")
        case .noEntity, .circle, .noArticle, .noQuote, .noDecision:
          throw Refusal(.unprocessableContent, "decision", "\(error)")
        default: throw error
        }
      } catch let error as UnusableText {
        throw Refusal(.unprocessableContent, "unusable-text", error.explanation)
      }
    }
  }
}

/// A text that cannot be analysed, and why.
public struct UnusableText: Error, Sendable {
  public var explanation: String
  public init(_ explanation: String) { self.explanation = explanation }
}
