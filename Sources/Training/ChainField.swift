import Foundation
import Tagging

/// A linear-chain conditional random field over one sequence (Lafferty et al. 2001), with annotations that
/// may leave several labels open (Tsuboi et al. 2008).
///
/// Works on exponentials that are scaled a position at a time; at most sixteen labels.
final class ChainField {
  let labels: Int
  /// Transition weights in nats: from each label, and from the start (row 16).
  var transitions: [Lanes]
  /// Which transitions exist: 1 or 0.
  let possible: [Lanes]

  private var forward: [Lanes] = []
  private var backward: [Lanes] = []
  private var potentials: [Lanes] = []
  private var masked: [Lanes] = []
  private var matrix: [Lanes]
  private var transposed: [Lanes]
  /// Gradient of the log-likelihood by position, then by transition.
  private(set) var gradient: [Lanes] = []
  private(set) var transitionGradient: [Lanes]

  /// - Parameter mayFollow: whether a label may follow another; 16 stands for the start.
  /// - Parameter mayEnd: labels that a sequence may end with.
  init(labels: Int, mayFollow: (Int, Int) -> Bool, mayEnd: (Int) -> Bool) {
    self.labels = labels
    transitions = Array(repeating: .zero, count: 17)
    var possible = Array(repeating: Lanes.zero, count: 17)
    for from in Array(0..<labels) + [16] {
      for to in 0..<labels where mayFollow(from, to) { possible[from][to] = 1 }
    }
    self.possible = possible
    var last = Lanes.zero
    for label in 0..<labels where mayEnd(label) { last[label] = 1 }
    ending = last
    matrix = possible
    transposed = possible
    transitionGradient = Array(repeating: .zero, count: 17)
  }
  private let ending: Lanes

  /// Must be called whenever ``transitions`` changed.
  func prepare() {
    for from in 0..<17 {
      matrix[from] = Lanes.exponential(transitions[from]) * possible[from]
    }
    for i in 0..<16 { for j in 0..<16 { transposed[j][i] = matrix[i][j] } }
  }

  /// Computes ``gradient`` and ``transitionGradient``; returns the negative log-likelihood.
  ///
  /// - Parameters:
  ///   - allowed: a bit a label and position.
  func compute(
    _ scores: UnsafePointer<Lanes>, _ allowed: UnsafePointer<UInt16>, count: Int
  ) -> Float {
    if gradient.count < count {
      forward = Array(repeating: .zero, count: count)
      (backward, potentials, masked, gradient) = (forward, forward, forward, forward)
    }
    for k in 0..<17 { transitionGradient[k] = .zero }
    // each by its own best, so that a labelling that is far off still has a gradient
    var gap = 0.0
    for t in 0..<count {
      let best = scores[t].max(), mask = Self.indicator(allowed[t])
      let open = scores[t].replacing(with: -1e30, where: mask .== 0)
      let bestOpen = open.max()
      potentials[t] = Lanes.exponential(scores[t] - Lanes(repeating: best))
      masked[t] = Lanes.exponential(open - Lanes(repeating: bestOpen)) * mask
      gap += Double(best - bestOpen)
    }
    let all = pass(potentials, count, sign: -1)
    let some = pass(masked, count, sign: 1)
    return Float(all - some + gap)
  }

  static let indicators: [Lanes] = (0..<65536).map { bits in
    var lanes = Lanes.zero
    for k in 0..<16 where bits >> k & 1 == 1 { lanes[k] = 1 }
    return lanes
  }
  @inline(__always)
  private static func indicator(_ bits: UInt16) -> Lanes { indicators[Int(bits)] }

  /// Adds `sign` times the marginals; returns the logarithm of the sum over labellings.
  private func pass(_ e: [Lanes], _ count: Int, sign: Float) -> Double {
    var logarithm = 0.0
    var product = 1.0
    var a = matrix[16] * e[0]
    for t in 0..<count {
      if t > 0 {
        let before = forward[t - 1]
        var sum = Lanes(repeating: before[0]) * matrix[0]
        for label in 1..<labels { sum += Lanes(repeating: before[label]) * matrix[label] }
        a = sum * e[t]
      }
      if t == count - 1 { a *= ending }
      let total = max(a.sum(), 1e-30)
      a *= 1 / total
      forward[t] = a
      product *= Double(total)
      if product < 1e-20 || product > 1e15 {
        logarithm += Foundation.log(product)
        product = 1
      }
    }
    logarithm += Foundation.log(product)
    var b = ending
    var t = count - 1
    while t >= 0 {
      backward[t] = b
      let marginal = forward[t] * b
      let scale = sign / max(marginal.sum(), 1e-30)
      if sign < 0 { gradient[t] = marginal * scale } else { gradient[t] += marginal * scale }
      if t == 0 { break }
      let inner = e[t] * b
      var sum = Lanes(repeating: inner[0]) * transposed[0]
      for label in 1..<labels { sum += Lanes(repeating: inner[label]) * transposed[label] }
      // pairs of t - 1 and t
      let before = forward[t - 1]
      let pairScale = sign / max((before * sum).sum(), 1e-30)
      for label in 0..<labels where before[label] > 1e-7 {
        transitionGradient[label] += matrix[label] * inner * (before[label] * pairScale)
      }
      b = sum * (1 / max(sum.max(), 1e-30))
      t -= 1
    }
    let first = forward[0] * backward[0]
    transitionGradient[16] += first * (sign / max(first.sum(), 1e-30))
    return logarithm
  }

}
