import Tagging

/// How well names were found: exact span and type.
public struct NameScore: Sendable {
  /// By type: right, spurious, missed.
  public var right = SIMD3<Int>.zero, spurious = SIMD3<Int>.zero, missed = SIMD3<Int>.zero
  public init() {}

  /// Harmonic mean of precision and recall of a type, or of all.
  public func f1(_ type: NameType? = nil) -> Double {
    let pick = { (counts: SIMD3<Int>) in
      type.map { counts[Int($0.rawValue)] } ?? counts.wrappedSum()
    }
    return 2 * Double(pick(right)) / Double(max(1, 2 * pick(right) + pick(spurious) + pick(missed)))
  }
  public var precision: Double {
    Double(right.wrappedSum()) / Double(max(1, right.wrappedSum() &+ spurious.wrappedSum()))
  }
  public var recall: Double {
    Double(right.wrappedSum()) / Double(max(1, right.wrappedSum() &+ missed.wrappedSum()))
  }

  public var summary: String {
    func three(_ x: Double) -> String {
      let n = Int((x * 10000).rounded())
      return "\(n / 10000)." + String(String(n % 10000 + 10000).dropFirst())
    }
    return "PER \(three(f1(.person))) ORG \(three(f1(.organization))) LOC \(three(f1(.place)))"
      + " all \(three(f1())) (P \(three(precision)) R \(three(recall)))"
  }

  /// Whether a name is right; nil where the annotation leaves it open.
  static func isRight(_ span: NameSpan, _ allowed: ArraySlice<UInt16>, offset: Int) -> Bool? {
    let start = allowed.startIndex + span.start - offset
    let end = allowed.startIndex + span.end - offset
    guard start >= allowed.startIndex, end <= allowed.endIndex else { return nil }
    if allowed[start..<end].contains(where: { NameLabel.isUncertain($0) }) { return nil }
    let type = Int(span.type.rawValue)
    if end - start == 1 { return allowed[start] == 1 << UInt16(NameLabel.single(type)) }
    return allowed[start] == 1 << UInt16(NameLabel.begin(type))
      && allowed[end - 1] == 1 << UInt16(NameLabel.end(type))
      && allowed[start + 1..<end - 1].allSatisfy { $0 == 1 << UInt16(NameLabel.inside(type)) }
  }

  /// Compares the names of a segment with what its annotation allows; what touches an open stretch does not count.
  mutating func add(
    _ found: ArraySlice<NameSpan>, _ allowed: ArraySlice<UInt16>, offset: Int
  ) {
    let base = allowed.startIndex
    func name(at start: Int) -> (Int, Int)? {
      guard allowed[start].nonzeroBitCount == 1 else { return nil }
      let label = allowed[start].trailingZeroBitCount
      guard NameLabel.isName(label), (label - 1) & 3 == 0 || (label - 1) & 3 == 3 else {
        return nil
      }
      var end = start + 1
      while end < allowed.endIndex, NameLabel.isOpen(allowed[end - 1].trailingZeroBitCount) {
        end += 1
      }
      return (end, (label - 1) / 4)
    }
    for i in allowed.indices {
      guard let (end, type) = name(at: i) else { continue }
      let hit = found.contains {
        $0.start - offset == i - base && $0.end - offset == end - base
          && Int($0.type.rawValue) == type
      }
      if hit { right[type] += 1 } else { missed[type] += 1 }
    }
    for span in found {
      let range = base + span.start - offset..<base + span.end - offset
      if allowed[range].contains(where: { NameLabel.isUncertain($0) }) { continue }
      if let (end, type) = name(at: range.lowerBound), end == range.upperBound,
        type == Int(span.type.rawValue)
      {
        continue
      }
      spurious[Int(span.type.rawValue)] += 1
    }
  }
}
