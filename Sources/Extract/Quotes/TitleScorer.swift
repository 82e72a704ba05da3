import Values

/// Finds where a title ends that nothing parts from the text behind it: 原标题：A发布公告记者8日从B获悉…
///
/// Two log-linear models, trained by scripts/train_titles.py and read from the embedded file
/// `title_weights`: whether a sentence begins at a place, learned from all raw news, and which of the
/// places is the title's end, learned from titles that stand apart. The features there and here are
/// the same.
struct TitleScorer: Sendable {
  private static let weights = FeatureWeights("title_weights")
  /// By unit, which of the sets it is in.
  private static let classes = unitClasses()
  private static let digit: UInt8 = 1
  private static let letter: UInt8 = 2
  private static let mark: UInt8 = 4
  private static let inner: UInt8 = 8

  /// The shortest and the longest title.
  private static let lengths = 6..<70
  /// So much of the text behind a title is looked at.
  private static let reach = 130
  /// A less likely end is not taken.
  private static let least: Float = 0.4

  private static func unitClasses() -> [UInt8] {
    var classes = [UInt8](repeating: 0, count: 1 << 16)
    let sets: [(String, UInt8)] = [
      ("0123456789", digit), ("，。：；！？,", mark), (" ，,：:！!？?", inner),
      ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", letter),
    ]
    for (units, bit) in sets { for unit in units.utf16 { classes[Int(unit)] |= bit } }
    return classes
  }

  private let text: [UInt16]
  /// The text with 0 for digits and A for letters.
  private let shape: [UInt16]
  /// By place, where the pair of units that stands there stands first.
  private let firsts: [Int]

  /// - Parameter start: where the title begins.
  private init(_ units: [UInt16], from start: Int) {
    text = Array(units[start..<min(units.count, start + Self.reach)])
    shape = text.map { unit in
      let bits = Self.classes[Int(unit)]
      return bits & Self.digit != 0 ? 0x30 : bits & Self.letter != 0 ? 0x41 : unit
    }
    let (pairs, text) = (text.indices.dropLast(), text)
    firsts = pairs.map { place in
      pairs.first { text[$0] == text[place] && text[$0 + 1] == text[place + 1] } ?? place
    }
  }

  /// The likeliest end of the title that begins at `start`, in `units`, with its share of 1; `nil` when
  /// none is likely.
  static func end(of units: [UInt16], from start: Int) -> (end: Int, odds: Float)? {
    guard start < units.count else { return nil }
    let scorer = TitleScorer(units, from: start)
    let last = min(scorer.text.count - 4, lengths.upperBound)
    guard last > lengths.lowerBound else { return nil }
    let scores = (lengths.lowerBound..<last).map(scorer.score)
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return nil }
    let total = scores.reduce(Float(0)) { $0 + FeatureWeights.exp($1 - scores[best]) }
    return 1 / total >= least ? (start + lengths.lowerBound + best, 1 / total) : nil
  }

  private func score(_ at: Int) -> Float {
    let weights = Self.weights
    let left = max(0, at - 3)
    var begins = weights.weight("@")
    for length in 1...3 { begins += weights.weight("a", of: shape[max(left, at - length)..<at]) }
    for length in 1...4 { begins += weights.weight("b", of: shape[at..<at + length]) }
    begins += weights.weight("m", of: shape[at - 1..<at + 1])
    var z = weights.weight("z") * begins
    z += weights.weight("l", of: shape[at - 1..<at]) + weights.weight("l", of: shape[at - 2..<at])
    for length in 1...4 { z += weights.weight("r", of: shape[at..<at + length]) }
    z += number("n", at / 4, most: 12)
    let body = at..<min(text.count, at + 24)
    var known = 0
    while known < min(6, body.count), holds(0..<at, at..<at + known + 1) { known += 1 }
    z += number("k", known, most: 6)
    z += number("K", holds(at..<min(text.count, at + 14), 0..<2) ? 1 : 0, most: 1)
    let shared = body.dropLast().count { firsts[$0] + 2 <= at }
    z += number("s", shared / 2, most: 8)
    let again = (max(0, at - 9)..<at).dropLast().count { firsts[$0] + 2 <= $0 }
    z += number("u", again, most: 5)
    let behind = at..<min(text.count, at + 60)
    let mark = behind.first { Self.classes[Int(text[$0])] & Self.mark != 0 }.map { $0 - at } ?? 60
    z += number("c", mark / 3, most: 12)
    let marks = text[..<at].count { Self.classes[Int($0)] & Self.inner != 0 }
    z += number("M", marks, most: 3)
    if shape[at - 1] == shape[at], shape[at] == 0x30 || shape[at] == 0x41 {
      z += weights.weight("x")
    }
    z += number("q", isUneven(0x201C, 0x201D, in: at) ? 1 : 0, most: 1)
    z += number("Q", isUneven(0x300A, 0x300B, in: at) ? 1 : 0, most: 1)
    z += number("d", isDated(at) ? 1 : 0, most: 1)
    z += number("S", max(-10, Int((begins + 0.5).rounded(.down))), most: 8)
    return z
  }

  private func number(_ kind: Unicode.Scalar, _ value: Int, most: Int) -> Float {
    Self.weights.weight(kind, name: String(min(value, most)))
  }

  /// Whether the units of `part` stand in `range`.
  private func holds(_ range: Range<Int>, _ part: Range<Int>) -> Bool {
    guard range.count >= part.count else { return false }
    return (range.lowerBound...range.upperBound - part.count).contains { start in
      text[start..<start + part.count] == text[part]
    }
  }

  private func isUneven(_ open: UInt16, _ close: UInt16, in end: Int) -> Bool {
    text[..<end].count { $0 == open } != text[..<end].count { $0 == close }
  }

  /// 8月, 8日 near the beginning.
  private func isDated(_ at: Int) -> Bool {
    (at..<min(shape.count - 1, at + 15)).contains {
      shape[$0] == 0x30 && (shape[$0 + 1] == 0x6708 || shape[$0 + 1] == 0x65E5)
    }
  }
}
