import ICU
import Tagging

/// One annotated text: what every reader of ``CorpusReader`` yields.
public struct AnnotatedText: Sendable {
  /// UTF-16.
  public var units: [UInt16]
  /// For each unit the set of labels that the annotation allows, a bit a label.
  ///
  /// One bit where the annotation is certain; all bits where it says nothing (optional names, weak votes).
  public var allowed: [UInt16]
  public init(units: [UInt16], allowed: [UInt16]) { (self.units, self.allowed) = (units, allowed) }

  /// One text of several, a line each.
  public init(lines: some Sequence<AnnotatedText>) {
    self.init(units: [], allowed: [])
    for line in lines {
      units += line.units + [10]
      allowed += line.allowed + [1]
    }
  }
}

/// Annotated texts, folded and cut into segments as tagging cuts them, in one flat store.
///
/// About five bytes a unit; the padding of ``FeatureSpace/padding`` units around a segment holds
/// ``Alphabet/edge``, so that the extractor of features can run on it in place.
public final class TrainingSet {
  public struct Segment: Sendable {
    /// Where the segment begins in the store, and where in its document.
    public var place: Int, offset: Int, count: Int
    public var weight: Float
    public var document: Int32
  }
  public struct Document: Sendable {
    public var segments: Range<Int>
    /// The text as it came, UTF-16.
    public var text: [UInt16]
    public var count: Int { text.count }
    /// How often an n-gram of it counts when features are chosen.
    public var importance: Int
  }

  public private(set) var units: [UInt16] = []
  public private(set) var breaks: [UInt8] = []
  public private(set) var allowed: [UInt16] = []
  public private(set) var segments: [Segment] = []
  public private(set) var documents: [Document] = []
  public let alphabet: FoldingTable
  private let words: Boundaries
  private var ends: [Int32] = []
  private var statuses: [UInt16] = []

  public init(alphabet: FoldingTable) throws(ICUError) {
    self.alphabet = alphabet
    words = try Boundaries(.word)
  }

  /// Adds a text as one document.
  ///
  /// - Parameters:
  ///   - weight: factor of its gradients; 0 for text that is only tagged.
  ///   - importance: how often each of its n-grams counts when features are chosen.
  ///   - starts: what takes the place of ICU's breaks as a feature: 1 where a word begins, else 0.
  public func add(
    _ text: AnnotatedText, weight: Float = 1, importance: Int = 1, starts: [UInt8]? = nil
  ) throws(ICUError) {
    let status = if let starts { starts } else { try wordBreaks(of: text.units) }
    let first = segments.count
    var from = 0
    let padding = FeatureSpace.padding
    while from < text.units.count {
      let end = Segmentation.end(of: text.units, from: from)
      let lineBreak = text.units[end - 1] == 10 || text.units[end - 1] == 13
      let count = end - from - (lineBreak ? 1 : 0)
      if count > 0 {
        pad(padding)
        segments.append(
          Segment(
            place: units.count, offset: from, count: count, weight: weight,
            document: Int32(documents.count)))
        for i in from..<from + count { units.append(alphabet.folding[Int(text.units[i])]) }
        breaks.append(contentsOf: status[from..<from + count])
        allowed.append(contentsOf: text.allowed[from..<from + count])
        pad(padding)
      }
      from = end
    }
    documents.append(
      Document(
        segments: first..<segments.count, text: text.units, importance: importance))
  }

  private func pad(_ count: Int) {
    units.append(contentsOf: repeatElement(Alphabet.edge, count: count))
    breaks.append(contentsOf: repeatElement(0, count: count))
    allowed.append(contentsOf: repeatElement(0, count: count))
  }

  /// For each unit 0, or 1 + ICU rule status / 100 of the ICU word that begins there.
  public func wordBreaks(of units: [UInt16]) throws(ICUError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: units.count)
    var failure: ICUError?
    units.withUnsafeBufferPointer { buffer in
      do throws(ICUError) {
        try words.find(in: buffer, ends: &ends, statuses: &statuses)
      } catch { failure = error }
    }
    if let failure { throw failure }
    var start = 0
    for (end, status) in zip(ends, statuses) {
      result[start] = UInt8(1 + status / 100)
      start = Int(end)
    }
    return result
  }
}

/// The folding of each unit, computed once from ``Alphabet`` and ICU's Hant-Hans.
public struct FoldingTable: Sendable {
  public let folding: [UInt16]

  public init() throws(ICUError) {
    let simplify = try Transliterator("Hant-Hans")
    var table = [UInt16](repeating: 0, count: 65536)
    for unit in 0..<65536 {
      var simplified = UInt16(unit)
      if (0x3400..<0xA000).contains(unit) || (0xF900..<0xFB00).contains(unit) {
        let result = try simplify.transliterated([UInt16(unit)])
        if result.count == 1 { simplified = result[0] }
      }
      table[unit] = Alphabet.folded(UInt16(unit), simplified: simplified)
    }
    folding = table
  }
}
