import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Report
import Store
import Synchronization

/// How the server is set up.
public struct SiteOptions: Sendable {
  public var host: String
  public var port: Int
  /// What clients must bring.
  public var token: String?
  /// The database's path.
  public var database: String?
  /// Whether corrections are taken.
  public var isReadOnly: Bool
  public var language: Interface
  public var version: String
  /// The largest text that is taken, in bytes before and after decompression.
  public var mostBytes = 2 << 20
  /// How many connections are served at once; more wait in the system's queue.
  public var mostConnections = 512
  public var threads: Int

  public init(
    host: String, port: Int, token: String?, database: String?, isReadOnly: Bool,
    language: Interface, version: String, threads: Int
  ) {
    self.host = host
    self.port = port
    self.token = token
    self.database = database
    self.isReadOnly = isReadOnly
    self.language = language
    self.version = version
    self.threads = threads
  }

  /// Whether only programs on this machine can connect.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}

/// What all pages share.
final class Site: Sendable {
  let options: SiteOptions
  let templates: Templates
  let secrets: Secrets
  let metrics = Metrics()
  let pool: WorkPool
  let logger: Logger
  private let cache = Mutex<[String: (version: String, answer: Answer)]>([:])
  /// The connection that writes decisions, opened with the first; one at a time.
  private let writer = Mutex<Store?>(nil)

  /// Waiting requests that a thread still gets to within a second.
  private static let mostWaiting = 512
  private static let patience = Duration.seconds(10)
  /// Overviews of a few filters in two languages.
  private static let mostCached = 64

  init(
    options: SiteOptions, logger: Logger, makeWorker: @escaping @Sendable () throws -> Worker
  ) throws {
    self.options = options
    self.logger = logger
    templates = try Templates()
    secrets = Secrets(token: options.token)
    pool = WorkPool(
      threads: options.threads, mostWaiting: Self.mostWaiting, patience: Self.patience,
      makeWorker: makeWorker)
  }

  /// Whether corrections are taken.
  var isWritable: Bool { options.database != nil && !options.isReadOnly }

  /// Runs `body` with the connection that writes.
  func writing<Value>(_ body: (Store) throws -> Value) throws -> Value {
    guard isWritable, let path = options.database else {
      throw Refusal(.forbidden, "read-only", "this server takes no corrections")
    }
    return try writer.withLock { store in
      let open = try store ?? Store(path: path, access: .write)
      store = open
      return try body(open)
    }
  }

  // MARK: - Pages

  /// A whole page around `body`.
  func page(
    _ visit: Visit, _ title: String, status: HTTPResponse.Status = .ok, body: String
  ) -> Answer {
    let language = visit.language
    var links = [("/", language("Analyse", "分析"))]
    if options.database != nil {
      links += [
        ("/articles", language("Articles", "文章")), ("/quotes", language("Statements", "陈述")),
        ("/entities", language("Names", "名称")), ("/figures", language("Figures", "数字")),
        ("/overview", language("Overview", "总览")), ("/decisions", language("Corrections", "更正")),
      ]
    }
    let other: Interface = language == .zh ? .en : .zh
    return .html(
      templates.html(
        "layout", language,
        [
          "lang": language.tag, "title": title, "csrf": secrets.formWord,
          "version": options.version, "token": secrets.token != nil && visit.isKnown,
          "notice": visit.query["notice"].flatMap { Self.notice($0, language) } ?? false,
          "other": visit.isPost
            ? "/?lang=\(other.rawValue)"
            : visit.path + visit.query.query(setting: ["lang": other.rawValue]),
          "links": links.map { path, name in
            ["path": path, "name": name, "current": path == visit.path] as [String: Any]
          }, "body": body,
        ]), status: status)
  }

  /// What a form's answer says; a code, so that no address can put words on a page.
  private static func notice(_ code: String, _ language: Interface) -> String? {
    switch code {
    case "kept": language("The correction is kept.", "更正已保存。")
    case "withdrawn": language("The correction is withdrawn.", "更正已撤销。")
    default: nil
    }
  }

  // MARK: - Cache

  /// The answer of a page that counts the whole database: made once until the database changes.
  func cached(_ visit: Visit, _ make: () throws -> Answer) throws -> Answer {
    guard let version = databaseVersion() else { return try make() }
    let key = visit.path + visit.query.query() + visit.language.rawValue
    let known = cache.withLock { $0[key] }
    if let known, known.version == version { return known.answer }
    let answer = try make()
    cache.withLock { cache in
      if cache.count >= Self.mostCached { cache.removeAll() }
      cache[key] = (version, answer)
    }
    return answer
  }

  /// Changes whenever anybody writes to the database: size and time of its file and of its log.
  private func databaseVersion() -> String? {
    guard let path = options.database else { return nil }
    return ["", "-wal"].map { suffix in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
      let date = attributes?[.modificationDate] as? Date
      return "\(attributes?[.size] ?? 0) \(date?.timeIntervalSince1970 ?? 0)"
    }.joined(separator: " ")
  }
}

/// A request as the pages see it.
struct Visit: Sendable {
  var path: String
  var parameters: [String: String]
  var query: Fields
  var form = Fields()
  var body: [UInt8] = []
  var contentType = ""
  var isGzip = false
  var fileName: String?
  var language: Interface
  var isPost: Bool
  /// Whether it has shown the token.
  var isKnown: Bool

  var number: Int? { parameters["id"].flatMap { Int($0) } }
}
