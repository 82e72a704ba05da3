import Store
import Values

/// A text that was sent to be analysed.
public struct Upload: Sendable {
  public enum Form: String, Sendable {
    /// Bytes of a text whose encoding is to be found.
    case text
    /// A JSON object with `text`, and where there are, `id`, `title`, `date`, `source`, `url`, `author`.
    case json
  }
  public var bytes: [UInt8]
  public var form: Form
  public var isGzip: Bool
  /// The id of the document, where it names none itself.
  public var name: String
  /// The day of publication, ISO 8601.
  public var date: String?
  /// utf8, utf16 or scalar
  public var offsets = "scalar"
  public var includesText = false
  public var explains = false
}

/// What one thread of the server has: its own stages and its own connection to the database.
public struct Worker {
  /// For pages.
  public var articles: (Upload) throws -> [AnnotatedArticle]
  /// For the API: the document by the output contract.
  public var json: (Upload) throws -> [UInt8]
  /// The words of a search, cut as the articles' own are, and the text with Simplified characters.
  public var words: (String) throws -> (words: [String], text: String)
  /// Nil when there is no database.
  public var store: Store?

  public init(
    articles: @escaping (Upload) throws -> [AnnotatedArticle],
    json: @escaping (Upload) throws -> [UInt8],
    words: @escaping (String) throws -> (words: [String], text: String), store: Store?
  ) {
    self.articles = articles
    self.json = json
    self.words = words
    self.store = store
  }
}
