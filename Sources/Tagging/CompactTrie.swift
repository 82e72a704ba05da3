import CTagging

/// A trie as a model file keeps it where space matters more than a start without work: seven bytes a node,
/// not twenty-one, laid out as ``Trie`` describes when the model is opened (about 10 ms for 500,000 nodes).
///
/// All numbers are little-endian. UInt32 each: first home bucket, number of home buckets, number of nodes of
/// one unit, number of all nodes; then
/// 1. the units of the nodes of one unit, ascending, two bytes each;
/// 2. a bit a place, lowest first: whether a node is there (the root, place 0, is none);
/// 3. for each node that is not of one unit, in the order of places, its parent's place, three bytes;
/// 4. for the same nodes their units, two bytes each;
/// 5. for each node its lexicon class, a byte;
/// 6. for each node the rows of its block: `first + 4` in the low four bits, `count` in the high ones.
///
/// Blocks follow one another in the order of places, the first right behind the dense rows.
public struct CompactTrie: @unchecked Sendable {
  let roots: UnsafeMutableBufferPointer<UInt32>
  let keys: UnsafeMutableBufferPointer<UInt64>
  let nodes: UnsafeMutableBufferPointer<TrieNode>
  private let owner: TrieMemory

  /// No trie has more places: a key holds its parent's place in 24 bits.
  static let mostPlaces = 1 << 24

  /// Lays the trie out.
  ///
  /// - Parameter rows: how many rows the model has; no block lies outside.
  /// - Throws: ``ModelError/damaged`` when a part is missing or points outside another.
  init(_ bytes: UnsafeBufferPointer<UInt8>, rows: Int) throws(ModelError) {
    var reader = ByteReader(bytes: bytes)
    let firstBucket = Int(try reader.number()), buckets = Int(try reader.number())
    let singles = Int(try reader.number()), count = Int(try reader.number())
    let places = (firstBucket + buckets + Trie.spill) * Trie.bucket
    guard places <= Self.mostPlaces, buckets > 0, singles <= 65536, singles <= count,
      singles < firstBucket * Trie.bucket, count < places
    else { throw .damaged }
    let units = try reader.bytes(singles * 2), filled = try reader.bytes(places / 8)
    let parents = try reader.bytes((count - singles) * 3)
    let followers = try reader.bytes((count - singles) * 2)
    let entries = try reader.bytes(count), blocks = try reader.bytes(count)

    owner = try TrieMemory(places: places)
    (roots, keys, nodes) = (owner.roots, owner.keys, owner.nodes)
    roots[65536] = UInt32(firstBucket)
    roots[65537] = UInt32(buckets)
    for k in 0..<singles {
      roots[Int(units[2 * k]) | Int(units[2 * k + 1]) << 8] = UInt32(k + 1)
    }
    var node = 0, row = FeatureSpace.dense
    for octet in 0..<places / 8 {
      var bits = filled[octet]
      while bits != 0 {
        let place = octet * 8 + bits.trailingZeroBitCount
        bits &= bits - 1
        guard node < count, place > 0, node >= singles || place == node + 1 else {
          throw .damaged
        }
        if node >= singles {
          let k = node - singles
          let parent =
            Int(parents[3 * k]) | Int(parents[3 * k + 1]) << 8 | Int(parents[3 * k + 2]) << 16
          let unit = UInt16(followers[2 * k]) | UInt16(followers[2 * k + 1]) << 8
          guard parent < places, parent > 0 else { throw .damaged }
          keys[place] |= UInt64(parent) << 16 | UInt64(unit)
          keys[parent] |= Trie.filter(unit)
        }
        let height = Int(blocks[node] >> 4)
        nodes[place] = TrieNode(
          row: UInt32(row), first: Int8(blocks[node] & 15) - 4, count: UInt8(height),
          entry: UInt16(entries[node]))
        row += height
        guard row <= rows, height == 0 || Int(blocks[node] & 15) + height <= 10 else {
          throw .damaged
        }
        node += 1
      }
    }
    // The last place is empty: no search runs past it.
    guard node == count, keys[places - 1] == 0 else { throw .damaged }
  }

  var trie: Trie? {
    guard let roots = roots.baseAddress, let keys = keys.baseAddress,
      let nodes = nodes.baseAddress
    else { return nil }
    return Trie(
      roots: UnsafePointer(roots), keys: UnsafePointer(keys), nodes: UnsafePointer(nodes))
  }

  /// The bytes of a trie, and the order in which its blocks' rows must lie: for each row from
  /// `FeatureSpace.dense` on the row that it was.
  public static func encode(
    roots: UnsafeBufferPointer<UInt32>, keys: UnsafeBufferPointer<UInt64>,
    nodes: UnsafeBufferPointer<TrieNode>
  ) -> (bytes: [UInt8], rows: [Int]) {
    let firstUnits = (0..<65536).filter { roots[$0] != 0 }
    let singles = firstUnits.count
    var filled = [UInt8](repeating: 0, count: keys.count / 8)
    var parents: [UInt8] = [], units: [UInt8] = [], entries: [UInt8] = [], blocks: [UInt8] = []
    var rows: [Int] = []
    for place in 1..<max(1, keys.count) {
      let key = keys[place] & Trie.keyMask
      guard place <= singles || key != 0 else { continue }
      filled[place / 8] |= 1 << UInt8(place % 8)
      if place > singles {
        for shift in [16, 24, 32] as [UInt64] { parents.append(UInt8(key >> shift & 255)) }
        for shift in [0, 8] as [UInt64] { units.append(UInt8(key >> shift & 255)) }
      }
      let node = nodes[place]
      entries.append(UInt8(node.entry))
      blocks.append(node.count == 0 ? 4 : UInt8(node.first + 4) | node.count << 4)
      rows += Int(node.row)..<Int(node.row) + Int(node.count)
    }
    func little(_ value: Int) -> [UInt8] { [0, 8, 16, 24].map { UInt8(value >> $0 & 255) } }
    let header =
      little(Int(roots[65536])) + little(Int(roots[65537])) + little(singles)
      + little(entries.count)
    let first = firstUnits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    return (header + first + filled + parents + units + entries + blocks, rows)
  }
}

/// The parts of a trie on the heap, all zero at first.
private final class TrieMemory: @unchecked Sendable {
  let roots: UnsafeMutableBufferPointer<UInt32>
  let keys: UnsafeMutableBufferPointer<UInt64>
  let nodes: UnsafeMutableBufferPointer<TrieNode>
  private let memory: [ModelBytes]

  init(places: Int) throws(ModelError) {
    func zeros<T: BitwiseCopyable>(_ count: Int, of type: T.Type) throws(ModelError) -> ModelBytes {
      try ModelBytes(zeros: count * MemoryLayout<T>.stride)
    }
    memory = [
      try zeros(Trie.rootCount, of: UInt32.self), try zeros(places, of: UInt64.self),
      try zeros(places, of: TrieNode.self),
    ]
    roots = memory[0].buffer.bindMemory(to: UInt32.self)
    keys = memory[1].buffer.bindMemory(to: UInt64.self)
    nodes = memory[2].buffer.bindMemory(to: TrieNode.self)
  }
}

/// Reads a section from its beginning.
private struct ByteReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func bytes(_ count: Int) throws(ModelError) -> UnsafeBufferPointer<UInt8> {
    guard count >= 0, count <= bytes.count - at else { throw .damaged }
    defer { at += count }
    return UnsafeBufferPointer(rebasing: bytes[at..<at + count])
  }

  mutating func number() throws(ModelError) -> UInt32 {
    let four = try bytes(4)
    return UInt32(four[0]) | UInt32(four[1]) << 8 | UInt32(four[2]) << 16 | UInt32(four[3]) << 24
  }
}
