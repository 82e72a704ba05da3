import Values

/// Says how sure it is that content and speaker of a statement are right, 0…1.
///
/// A logistic regression over what the statement was found by. The weights are trained by
/// scripts/train_confidence.py and read from the embedded file `confidence_weights`; the features there
/// and here are the same.
struct ConfidenceModel: Sendable {
  /// By the hash of a feature's name.
  private var weights: [UInt64: Float] = [:]

  /// FNV-1a over UTF-8: no feature is put together as a string.
  private struct Feature {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: some StringProtocol) {
      for byte in text.utf8 { add(byte) }
    }
    mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    mutating func add(digit: Int) { add(UInt8(ascii: "0") + UInt8(digit)) }
    mutating func blank() { add(UInt8(ascii: " ")) }
  }

  init() {
    for row in Knowledge("confidence_weights")?.rows ?? [] where row.count == 2 {
      guard let value = Int(row[1]) else { continue }
      var feature = Feature()
      feature.add(row[0])
      weights[feature.hash] = Float(value) / 1000
    }
  }

  /// In UTF-16 units.
  private static let sourceEdges = [3, 7, 13, 25]
  private static let contentEdges = [6, 12, 30, 80, 200]

  private static func bucket(_ count: Int, _ edges: [Int]) -> Int {
    edges.reduce(0) { $0 + (count >= $1 ? 1 : 0) }
  }

  /// - Parameter type: what kind of entity the first speaker is; nil for an unnamed one.
  func confidence(of statement: Statement, speakerType type: EntityType?) -> Float {
    let kind = statement.speakers.first?.kind.rawValue ?? "none"
    var z = weight { $0.add("bias") }
    z += weight {
      $0.add("rule ")
      $0.add(statement.rule)
    }
    z += weight {
      $0.add("speaker ")
      $0.add(statement.resolvedBy.rawValue)
      $0.blank()
      $0.add(kind)
      $0.blank()
      $0.add(type?.rawValue ?? "-")
    }
    z += weight {
      $0.add("source ")
      if let source = statement.source {
        $0.add(digit: Self.bucket(source.count, Self.sourceEdges))
      } else {
        $0.add("-")
      }
      $0.blank()
      $0.add(kind)
    }
    z += weight {
      $0.add("content ")
      $0.add(
        digit: Self.bucket(statement.pieces.reduce(0) { $0 + $1.count }, Self.contentEdges))
      $0.blank()
      $0.add(statement.kind.rawValue)
    }
    z += weight {
      $0.add("cue ")
      $0.add(statement.cue?.cueClass ?? "-")
    }
    z += weight { $0.add(statement.via.isEmpty ? "via 0" : "via 1") }
    return FeatureWeights.probability(z)
  }

  private func weight(_ name: (inout Feature) -> Void) -> Float {
    var feature = Feature()
    name(&feature)
    return weights[feature.hash] ?? 0
  }
}
