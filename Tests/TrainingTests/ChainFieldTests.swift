import Tagging
import Testing

@testable import Training

/// The field's gradient against differences of its own loss.
@Suite struct ChainFieldTests {
  @Test func gradientIsTheSlopeOfTheLoss() {
    let field = NameTrainer.field()
    var chance = Chance(seed: 3)
    for from in 0..<17 {
      for to in 0..<NameLabel.count {
        field.transitions[from][to] = Float.random(in: -1...1, using: &chance)
      }
    }
    field.prepare()
    var scores = (0..<6).map { _ in
      Lanes((0..<16).map { _ in Float.random(in: -2...2, using: &chance) })
    }
    // a person over two units, one unit open, the rest outside
    let person = [NameLabel.begin(0), NameLabel.end(0)].map { UInt16(1) << UInt16($0) }
    let outside = NameLabel.outsideSet
    let allowed = [outside, person[0], person[1], UInt16.max, outside, 1] as [UInt16]
    func loss() -> Float { field.compute(scores, allowed, count: 6) }
    #expect(loss() > 0)
    let gradient = field.gradient
    for (at, label) in [(0, 0), (1, 1), (2, 3), (3, 0), (3, 4), (4, 5), (4, 13), (5, 0)] {
      let before = scores[at][label]
      scores[at][label] = before + 0.02
      let more = loss()
      scores[at][label] = before - 0.02
      let less = loss()
      scores[at][label] = before
      #expect(abs((less - more) / 0.04 - gradient[at][label]) < 0.01)
    }
  }

  @Test func exponential() {
    for x in stride(from: Float(-80), through: 10, by: 0.37) {
      let value = Lanes.exponential(Lanes(repeating: x))[5]
      let exact = Float(_exp(Double(x)))
      #expect(abs(value - exact) <= exact * 1e-5)
    }
  }

  private func _exp(_ x: Double) -> Double {
    // halving keeps the series short
    var sum = 1.0, term = 1.0
    let small = x / 1024
    for k in 1...12 { term *= small / Double(k); sum += term }
    var power = sum
    for _ in 0..<10 { power *= power }
    return power
  }
}
