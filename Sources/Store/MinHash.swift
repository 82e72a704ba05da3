/// What a text's likeness to other texts is estimated from (Broder 1997): for each of 32 hash
/// functions the least hash over all runs of five characters, Chinese ones, digits and letters.
///
/// The share of equal positions estimates the share of runs that two texts have in common. Cut into
/// eight bands of four, two texts with 80 % in common agree in at least one band with a probability of
/// 98 %, two with 30 % in common with 6 %: the bands are what an index can find.
struct MinHash: Sendable, Hashable {
  private static let size = 32
  private static let perBand = 4
  private static let shingle = 5
  /// Copies with another headline, dateline and last line stay above; two reports of one event that
  /// share a passage stay below.
  static let threshold = 0.72

  /// Empty for texts that are too short to be compared.
  let minima: [UInt32]

  init(of units: [UInt16]) {
    var read: [UInt16] = []
    read.reserveCapacity(units.count)
    // With the digits, in which two days' prices in the same words differ.
    for unit in units where Self.counts(unit) { read.append(unit) }
    // Shorter notes are alike by their form alone.
    guard read.count >= 60 else {
      minima = []
      return
    }
    var minima = [UInt32](repeating: .max, count: Self.size)
    read.withUnsafeBufferPointer { read in
      minima.withUnsafeMutableBufferPointer { minima in
        for start in 0...(read.count - Self.shingle) {
          var hash: UInt64 = 0xCBF2_9CE4_8422_2325
          for at in start..<start + Self.shingle {
            hash = (hash ^ UInt64(read[at])) &* 0x0000_0100_0000_01B3
          }
          hash ^= hash >> 29
          hash = hash &* 0xBF58_476D_1CE4_E5B9
          hash ^= hash >> 32
          // 32 functions from two (Kirsch and Mitzenmacher 2006).
          let step = UInt32(truncatingIfNeeded: hash >> 32) | 1
          var value = UInt32(truncatingIfNeeded: hash)
          for index in 0..<Self.size {
            // Another mix a function: sums alone keep the order of the two that they come from.
            var mixed = value
            mixed ^= mixed >> 15
            mixed = mixed &* 0x2C1B_3C6D
            mixed ^= mixed >> 12
            minima[index] = min(minima[index], mixed)
            value = value &+ step
          }
        }
      }
    }
    self.minima = minima
  }

  private static func counts(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  init?(bytes: [UInt8]) {
    guard bytes.count == Self.size * 4 else { return nil }
    minima = (0..<Self.size).map { index in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[index * 4 + $1]) << UInt32($1 * 8) }
    }
  }

  var bytes: [UInt8] {
    minima.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) } }
  }

  /// One number a band; equal numbers mean equal bands.
  var bands: [Int64] {
    stride(from: 0, to: minima.count, by: Self.perBand).map { start in
      var hash = UInt64(start / Self.perBand + 1) &* 0x9E37_79B9_7F4A_7C15
      for value in minima[start..<start + Self.perBand] {
        hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 31
      }
      return Int64(bitPattern: hash)
    }
  }

  /// The estimated share of text in common, 0…1.
  func similarity(_ other: MinHash) -> Double {
    guard !minima.isEmpty, minima.count == other.minima.count else { return 0 }
    let equal = zip(minima, other.minima).count { $0 == $1 }
    return Double(equal) / Double(minima.count)
  }
}
