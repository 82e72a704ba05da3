import Values

/// Documents that go through the stages together: all through one stage before any enters the next.
///
/// ICU's dictionary and the names' model do not fit a core's cache together. Article by article, each
/// would drive the other out a thousand times a second; a batch makes a run over short articles a
/// sixth faster.
struct Batch {
  /// UTF-16 units that make a batch full: enough to fill the caches for, too few to be felt in memory
  /// or before the first output.
  private static let enough = 1 << 16

  private(set) var documents: [Document] = []
  private var units = 0

  var isFull: Bool { units >= Self.enough }

  mutating func append(_ document: Document) {
    documents.append(document)
    units += document.units.count
  }

  mutating func removeAll() {
    documents.removeAll(keepingCapacity: true)
    units = 0
  }
}
