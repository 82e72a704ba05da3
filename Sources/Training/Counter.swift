/// Counts packed keys: an open-addressing table that grows.
struct Counter {
  private var keys: [UInt64]
  private var values: [UInt32]
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 16) {
    var size = 1 << 10
    while size < capacity { size <<= 1 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    mask = size - 1
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20)
  }

  /// Adds to the value of a key, which must not be 0.
  @inline(__always)
  mutating func add(_ key: UInt64, _ amount: UInt32) {
    var at = Self.hash(key) & mask
    while keys[at] != 0, keys[at] != key { at = (at + 1) & mask }
    if keys[at] == 0 {
      keys[at] = key
      count += 1
      if count * 3 > mask * 2 {
        values[at] = amount
        grow()
        return
      }
    }
    values[at] &+= amount
  }

  /// The value of a key, 0 when it was never added.
  @inline(__always)
  func value(_ key: UInt64) -> UInt32 {
    var at = Self.hash(key) & mask
    while keys[at] != 0, keys[at] != key { at = (at + 1) & mask }
    return keys[at] == 0 ? 0 : values[at]
  }

  /// Replaces the value of a key that is present.
  mutating func set(_ key: UInt64, _ value: UInt32) {
    var at = Self.hash(key) & mask
    while keys[at] != 0, keys[at] != key { at = (at + 1) & mask }
    if keys[at] == key { values[at] = value }
  }

  private mutating func grow() {
    var larger = Counter(capacity: keys.count * 2)
    for at in keys.indices where keys[at] != 0 { larger.add(keys[at], values[at]) }
    self = larger
  }

  /// Keys with a value of at least `least`, ascending.
  func keys(atLeast least: UInt32) -> [UInt64] {
    var result: [UInt64] = []
    for at in keys.indices where keys[at] != 0 && values[at] >= least { result.append(keys[at]) }
    return result.sorted()
  }
}

/// A repeatable source of chance (SplitMix64).
struct Chance: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
