import CTagging
import Tagging
import Testing

@testable import Training

/// The hash table of a trie's nodes.
struct NodeTableTests {
  /// Three thousand n-grams of up to four of sixty units, in an order that chance gives.
  static func inventory(seed: UInt64) -> (FeatureInventory, Set<[UInt16]>) {
    var chance = Chance(seed: seed)
    var known = Set<[UInt16]>()
    while known.count < 3000 {
      let length = Int(chance.next() % 4) + 1
      known.insert((0..<length).map { _ in 0x4E00 + UInt16(chance.next() % 60) })
    }
    let items = known.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &chance)
    return (
      FeatureInventory(items: items.map { FeatureInventory.Item(units: $0, first: 0, count: 1) }),
      known
    )
  }

  static func node(_ trie: Trie, _ units: [UInt16]) -> Int {
    var node = Int(trie.roots[Int(units[0])])
    for unit in units.dropFirst() where node != 0 { node = trie.child(node, unit) }
    return node
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyNGramIsFoundAndNoOther(seed: UInt64) throws {
    let (inventory, known) = Self.inventory(seed: seed)
    let trie = try #require(inventory.trie)
    var rows = Set<UInt32>()
    for units in known {
      let node = trie.nodes[Self.node(trie, units)]
      #expect(node.count == 1)
      rows.insert(node.row)
    }
    #expect(rows.count == known.count)
    var chance = Chance(seed: seed &+ 9)
    for _ in 0..<20_000 {
      let length = Int(chance.next() % 5) + 1
      let units = (0..<length).map { _ in 0x4E00 + UInt16(chance.next() % 64) }
      let node = Self.node(trie, units)
      #expect((node != 0 && trie.nodes[node].count == 1) == known.contains(units))
    }
  }

  @Test func theLastPlaceIsEmptySoThatEverySearchEnds() {
    let (inventory, _) = Self.inventory(seed: 4)
    #expect(inventory.keys.last == 0)
    #expect(inventory.keys.count % Trie.bucket == 0)
  }
}
