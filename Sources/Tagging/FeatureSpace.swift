import CTagging

/// Where each family of features keeps its rows of label weights.
///
/// A *row* is one vector with a weight a label. The dense families (boundaries, classes, brackets, lexicon)
/// come first at fixed places; each n-gram of the trie owns a further block of consecutive rows, one a
/// position that it speaks about, so that scoring adds a whole block to consecutive positions.
public enum FeatureSpace {
  /// Longest n-gram.
  public static let longest = 5
  /// Longest lexicon entry, in units.
  public static let longestEntry = 14
  /// Padding on both sides of a segment, in units.
  public static let padding = 8

  /// The first position that an n-gram of a length speaks about, relative to its start.
  @inline(__always) public static func first(_ length: Int) -> Int {
    switch length {
    case 1: -4;
    case 2: -3;
    case 3: -2;
    case 4: -1;
    default: -1
    }
  }
  /// The number of positions that an n-gram of a length speaks about.
  @inline(__always) public static func count(_ length: Int) -> Int {
    switch length {
    case 1: 9;
    case 2: 8;
    case 3: 7;
    case 4: 6;
    default: 7
    }
  }

  public static let classes = 16
  public static let lexiconClasses = 256

  static let boundary = 0  // 64 patterns of boundaries at -2...3
  static let word = boundary + 64  // status 8 × length 8 × place 8
  static let classTriples = word + 512  // 3 places × 16³
  static let brackets = classTriples + 3 * 4096  // 8 states
  package static let lexicon = brackets + 8  // class × length bucket 6 × place 8
  /// Rows of the dense families.
  public static let dense = lexicon + lexiconClasses * 48
}

/// Receives the rows of features that a segment holds.
public protocol RowSink {
  /// `count` consecutive rows from `row` speak about `count` consecutive positions from `position`,
  /// which may reach up to ``FeatureSpace/padding`` outside the segment.
  mutating func add(row: Int, count: Int, position: Int)
  /// The same for many at once.
  mutating func add(_ blocks: UnsafeBufferPointer<RowBlock>)

  /// Where the rows lie that are added, for a sink that reads them from memory, so that they can be asked
  /// for ahead; and how many bytes each has.
  var rowsInMemory: UnsafePointer<CChar>? { get }
  static var rowStride: Int32 { get }
}

/// `count` consecutive rows from `row`, for `count` consecutive positions from `position`.
public typealias RowBlock = ctagging_block

extension RowSink {
  @inline(__always)
  public mutating func add(_ blocks: UnsafeBufferPointer<RowBlock>) {
    for block in blocks {
      add(row: Int(block.row), count: Int(block.count), position: Int(block.position))
    }
  }

  public var rowsInMemory: UnsafePointer<CChar>? { nil }
  public static var rowStride: Int32 { 0 }
}
