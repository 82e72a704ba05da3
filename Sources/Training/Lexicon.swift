import Tagging

/// Reads a lexicon: a string, a tab and the key of its class a line.
///
/// Keys are numbered by how many strings bear them; what lies beyond the ``FeatureSpace/lexiconClasses`` most
/// frequent shares the last class.
public enum Lexicon {
  public static func entries(_ path: String, folding: FoldingTable) throws(CorpusError)
    -> [([UInt16], UInt16)]
  {
    var strings: [(units: [UInt16], key: Substring)] = []
    var counts: [Substring: Int] = [:]
    for line in try CorpusReader.lines(path) {
      guard let tab = line.lastIndex(of: "\t"), tab > line.startIndex else { continue }
      let units = line[..<tab].utf16.map { folding.folding[Int($0)] }
      guard units.count > 1, units.count <= FeatureSpace.longestEntry else { continue }
      let key = line[line.index(after: tab)...]
      strings.append((units, key))
      counts[key, default: 0] += 1
    }
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var number: [Substring: UInt16] = [:]
    for (rank, entry) in ranked.enumerated() {
      number[entry.key] = UInt16(min(rank + 1, FeatureSpace.lexiconClasses - 1))
    }
    return strings.map { ($0.units, number[$0.key] ?? 1) }
  }
}
