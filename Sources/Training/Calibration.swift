import Foundation
import Tagging

/// From margins to probabilities: a logistic curve a type (Platt 1999), as a table that tagging looks up.
struct Calibration {
  private var samples: [[(margin: Double, right: Double)]] = [[], [], []]

  mutating func add(_ span: NameSpan, right: Bool) {
    samples[Int(span.type.rawValue)].append((Double(span.margin), right ? 1 : 0))
  }

  /// Three times ``NameTagger/confidenceSteps`` probabilities.
  func table() -> [Float] {
    samples.flatMap { samples in
      let (offset, slope) = Self.fit(samples)
      return (0..<NameTagger.confidenceSteps).map { step in
        Float(1 / (1 + exp(-(offset + slope * (Double(step) / 2 - 7.75)))))
      }
    }
  }

  /// Newton's method on the log-likelihood, with a weak pull that keeps it defined on few samples.
  private static func fit(_ samples: [(margin: Double, right: Double)]) -> (Double, Double) {
    var a = 0.0, b = 0.5
    for _ in 0..<25 {
      var ga = -0.01 * a, gb = -0.01 * (b - 0.5)
      var aa = 0.01, ab = 0.0, bb = 0.01
      for (margin, right) in samples {
        let p = 1 / (1 + exp(-(a + b * margin)))
        let v = p * (1 - p)
        ga += right - p
        gb += (right - p) * margin
        aa += v
        ab += v * margin
        bb += v * margin * margin
      }
      let determinant = aa * bb - ab * ab
      guard determinant > 1e-12 else { break }
      a += (bb * ga - ab * gb) / determinant
      b += (aa * gb - ab * ga) / determinant
      b = max(b, 0)
    }
    return (a, b)
  }
}
