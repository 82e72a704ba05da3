import Foundation
import Tagging

/// A vector for each n-gram of one to four units, from the company it keeps in text that need not be annotated.
///
/// N-grams with like neighbours get like vectors: the positive pointwise mutual information of n-grams with the
/// unit and the two units before and behind them, reduced to a few dimensions (Levy & Goldberg 2014). An
/// n-gram that annotated text holds rarely or never is judged as its likes are (``DenseWeights``).
///
/// The same text, items and seed give the same vectors.
struct NgramVectors {
  /// Longest n-gram with a vector.
  static let longest = 4
  /// Occurrences that an n-gram needs for a vector, and for being a context of others: fewer say too little,
  /// and the matrix has an entry for each pair.
  static let least = 5, leastContext = 60
  /// Before and behind, one unit and two.
  private static let families = 4

  /// Rows of ``DenseWeights``: one a length and position.
  static let slots = slot(longest + 1)
  /// The first of a length.
  static func slot(_ length: Int) -> Int {
    (1..<length).reduce(0) { $0 + FeatureSpace.count($1) }
  }
  /// The position of each relative to the n-gram's start.
  private static let positions = (1...longest).flatMap { length in
    (0..<FeatureSpace.count(length)).map { FeatureSpace.first(length) + $0 }
  }

  let dimensions: Int
  /// `dimensions` numbers a vector, of length 1.
  let values: [Float]

  /// Gives the frequent items of one to four units a vector each and notes its number in them.
  ///
  /// - Parameters:
  ///   - set: documents of importance 0 are not read.
  ///   - items: uncut, as ``FeatureInventory/items(of:thresholds:lexicon:)`` makes them.
  init(of set: TrainingSet, items: inout [FeatureInventory.Item], dimensions: Int, seed: UInt64) {
    self.dimensions = dimensions
    for at in items.indices where items[at].count != 0 && items[at].units.count <= Self.longest {
      items[at].vector = Int32(at)
    }
    let occurrences = Occurrences(of: set, items)
    let contexts = Contexts(of: set, items, occurrences)
    var matrix = SparseMatrix(columns: contexts.count * Self.families)
    for at in items.indices {
      let places = occurrences[at]
      guard places.count >= Self.least else { items[at].vector = -1; continue }
      items[at].vector = Int32(matrix.rows)
      for family in 0..<Self.families {
        contexts.collect(family, places, length: items[at].units.count, of: set, into: &matrix)
      }
      matrix.endRow()
    }
    values = matrix.embedding(dimensions, seed: seed)
  }

  /// Where items stand in a set: the places of their first units, item by item.
  private struct Occurrences {
    private var starts: [Int]
    private var places: [Int32] = []

    init(of set: TrainingSet, _ items: [FeatureInventory.Item]) {
      let inventory = FeatureInventory(items: items)
      var counter = Walk(inventory: inventory, numbers: Array(repeating: 0, count: items.count))
      counter.run(over: set)
      starts = [0]
      for count in counter.numbers {
        starts.append(starts[starts.count - 1] + (count < least ? 0 : Int(count)))
      }
      var filler = Walk(
        inventory: inventory, numbers: zip(starts, starts.dropFirst()).map { $0 < $1 ? $0 : -1 },
        places: Array(repeating: 0, count: starts[items.count]))
      filler.run(over: set)
      places = filler.places
    }

    subscript(item: Int) -> ArraySlice<Int32> { places[starts[item]..<starts[item + 1]] }
  }

  /// Counts items, or writes down their places from the numbered ones on (none where it is -1).
  private struct Walk: RowSink {
    let inventory: FeatureInventory
    var numbers: [Int]
    var places: [Int32] = []
    var offset = 0

    init(inventory: FeatureInventory, numbers: [Int], places: [Int32] = []) {
      (self.inventory, self.numbers, self.places) = (inventory, numbers, places)
    }

    mutating func add(row: Int, count: Int, position: Int) {
      guard row >= FeatureSpace.dense else { return }
      let item = Int(inventory.vectorOfRow[row])
      guard item >= 0, numbers[item] >= 0 else { return }
      if !places.isEmpty {
        let start = position - NgramVectors.positions[Int(inventory.slotOfRow[row])]
        places[numbers[item]] = Int32(offset + start)
      }
      numbers[item] += 1
    }

    mutating func run(over set: TrainingSet) {
      guard let trie = inventory.trie else { return }
      let plain = [UInt8](repeating: 0, count: 65536)
      set.units.withUnsafeBufferPointer { units in
        plain.withUnsafeBufferPointer { classes in
          guard let units = units.baseAddress, let classes = classes.baseAddress else { return }
          let extractor = Extractor(trie: trie, classes: classes)
          for segment in set.segments
          where set.documents[Int(segment.document)].importance > 0 {
            offset = segment.place
            extractor.ngrams(units + segment.place, count: segment.count, into: &self)
          }
        }
      }
    }
  }

  /// Frequent n-grams of one and two units, as neighbours of others.
  private struct Contexts {
    private(set) var count = 0
    /// The context of one unit, and the context of two that begins at each place of the set; -1 for none.
    private var singles = [Int32](repeating: -1, count: 65536)
    private var pairs: [Int32]
    /// How often each is expected beside an n-gram that occurs once. Rare ones are taken for less rare than
    /// they are (Levy, Goldberg & Dagan 2015).
    private var expected: [Double] = []

    init(of set: TrainingSet, _ items: [FeatureInventory.Item], _ occurrences: Occurrences) {
      pairs = Array(repeating: -1, count: set.units.count)
      var masses = [0.0, 0.0], lengths: [Int] = []
      for at in items.indices where items[at].count != 0 && items[at].units.count <= 2 {
        let places = occurrences[at], length = items[at].units.count
        guard places.count >= leastContext else { continue }
        if length == 1 {
          singles[Int(items[at].units[0])] = Int32(count)
        } else {
          for place in places { pairs[Int(place)] = Int32(count) }
        }
        let mass = pow(Double(places.count), 0.75)
        expected.append(mass)
        masses[length - 1] += mass
        lengths.append(length)
        count += 1
      }
      for context in 0..<count { expected[context] /= masses[lengths[context] - 1] }
    }

    /// Adds the entries of one item and one family of contexts.
    func collect(
      _ family: Int, _ places: ArraySlice<Int32>, length: Int, of set: TrainingSet,
      into matrix: inout SparseMatrix
    ) {
      var found: [Int32] = []
      found.reserveCapacity(places.count)
      for place in places {
        let place = Int(place)
        let context =
          switch family {
          case 0: singles[Int(set.units[place - 1])]
          case 1: singles[Int(set.units[place + length])]
          case 2: pairs[place - 2]
          default: pairs[place + length]
          }
        if context >= 0 { found.append(context) }
      }
      found.sort()
      var from = 0
      while from < found.count {
        var to = from + 1
        while to < found.count, found[to] == found[from] { to += 1 }
        let context = Int(found[from])
        let information = log(Double(to - from) / (Double(places.count) * expected[context]))
        if information > 0 { matrix.append(family * count + context, Float(information)) }
        from = to
      }
    }
  }
}
