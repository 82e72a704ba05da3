import Testing
import Values

@testable import Extract

/// Whether a sentence goes on with what the one before reported: the model's features and bounds.
@Suite struct BoundaryScorerTests {
  private let scorer = BoundaryScorer()
  private let lexicon = StatementLexicon()
  private let mentions = MentionIndex(entities: [])

  /// The probability that `next` goes on with the content of `李强<cue>，<content>。`
  private func probability(
    _ next: String, after content: String = "双方已经达成一致", cue: String = "表示"
  ) throws -> Float {
    let before = "李强" + cue + "，"
    let units = Array((before + content + "。" + next).utf16)
    let start = (before + content + "。").utf16.count
    let key = cue.utf16.reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    let word = try #require(lexicon.cue(key))
    return scorer.probability(
      of: Span(start, start + next.utf16.count), after: Span(2, 2 + cue.utf16.count),
      word: lexicon.cueWords[word], stated: before.utf16.count, in: units, lexicon: lexicon,
      mentions: mentions)
  }

  /// The sum of the features that scripts/train_boundaries.py gives the same sentence.
  @Test func featuresOfTheScript() throws {
    let weights = FeatureWeights("boundary_weights")
    let features = [
      "b", "csay", "w表示", "1此", "2此外", "l外", "L1", "C0", "S1", "x-", "i-", "y-", "f1", "d0",
      "o0", "q0", "u0", "V0", "g0", "h0", "k1", "p0", "r0",
    ]
    let sum = features.reduce(Float(0)) { sum, feature in
      let rest = String(feature.dropFirst())
      let kind = feature.unicodeScalars.first ?? "b"
      return sum
        + (rest.utf8.count == rest.utf16.count
          ? weights.weight(kind, name: rest) : weights.weight(kind, of: Array(rest.utf16)[...]))
    }
    let found = try probability("此外，下一轮会谈将在北京举行")
    #expect(abs(found - FeatureWeights.probability(sum)) < 0.001)
  }

  @Test func connectivesGoOn() throws {
    let plain = try probability("昨天，市民在广场上跳舞")
    for next in ["此外，下一轮会谈将在北京举行", "但双方仍需要更多时间", "目前，双方正在准备下一轮会谈"] {
      #expect(try probability(next) > plain, "\(next)")
    }
  }

  @Test func moreThanSentencesOfChance() throws {
    #expect(try probability("此外，下一轮会谈将在北京举行") > 0.5)
    #expect(try probability("广告") < 0.5)
  }

  /// What is beyond the reach changes nothing, and no sentence leads out of the bounds.
  @Test func boundsAndReach() throws {
    let long = "此外，" + String(repeating: "双方", count: 60)
    #expect(try probability(long + "将会") == probability(long + "走路"))
    for next in ["一", "，", "“", "”“", "此", "\u{202E}", "😀", "0", "。", "　"] {
      let one = try probability(next)
      #expect(one >= 0 && one <= 1, "\(next)")
    }
  }
}
