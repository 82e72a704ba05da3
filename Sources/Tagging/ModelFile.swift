import CTagging

/// What can be wrong with a model file.
public enum ModelError: Error, Equatable, CustomStringConvertible, Sendable {
  case notAModel
  case unsupportedVersion(UInt32)
  case truncated(expected: Int, found: Int)
  case damaged
  case wrongKind(expected: UInt32, found: UInt32)
  case noMemory(Int)

  public var description: String {
    switch self {
    case .notAModel: "not a model file"
    case .unsupportedVersion(let version):
      "model format version \(version); this program reads version \(ModelFile.version)"
    case .truncated(let expected, let found):
      "the model file is cut short: \(expected) bytes expected, \(found) found"
    case .damaged: "the model file is damaged: its checksum does not match"
    case .wrongKind(let expected, let found):
      "a model of kind \(found) where kind \(expected) is needed"
    case .noMemory(let count): "no memory for \(count) bytes of a model"
    }
  }
}

/// The binary layout of a model: a header, then sections that are used in place.
///
/// All numbers are little-endian. The header is 64 bytes: magic `CNTAGGER`, version (UInt32), kind (UInt32),
/// length of the file (UInt64), checksum of what follows the header (UInt64), section count (UInt32), four
/// bytes and 24 bytes of zeros. Then follow pairs of UInt64, offset and length in bytes of each section; each
/// section begins at a multiple of 64 bytes.
public struct ModelFile: @unchecked Sendable {
  public static let magic: [UInt8] = Array("CNTAGGER".utf8)
  public static let version: UInt32 = 2
  static let headerLength = 64

  public let bytes: UnsafeRawBufferPointer
  public let kind: UInt32
  /// Keeps the bytes alive when they are not static.
  let owner: ModelBytes?

  /// Checks a model that lies in memory for as long as the process runs, such as an embedded one.
  ///
  /// - Parameter verify: whether to compute the checksum (about 1 ms per 10 MB); bounds are checked always.
  public init(embedded bytes: UnsafeRawBufferPointer, verify: Bool = true) throws(ModelError) {
    try self.init(bytes, owner: nil, verify: verify)
  }

  /// Checks a model given as an array and keeps a copy of it.
  public init(_ array: [UInt8]) throws(ModelError) {
    let owner = try ModelBytes(zeros: array.count)
    owner.buffer.copyBytes(from: array)
    try self.init(UnsafeRawBufferPointer(owner.buffer), owner: owner, verify: true)
  }

  private init(_ bytes: UnsafeRawBufferPointer, owner: ModelBytes?, verify: Bool) throws(ModelError)
  {
    guard bytes.count >= Self.headerLength, bytes.prefix(8).elementsEqual(Self.magic) else {
      throw .notAModel
    }
    let version = bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    guard version == Self.version else { throw .unsupportedVersion(version) }
    let length = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    guard length == UInt64(bytes.count) else {
      throw .truncated(expected: Int(clamping: length), found: bytes.count)
    }
    if verify {
      let sum = Self.checksum(UnsafeRawBufferPointer(rebasing: bytes[Self.headerLength...]))
      guard sum == bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self) else { throw .damaged }
    }
    kind = bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
    self.bytes = bytes
    self.owner = owner
    let count = Int(bytes.loadUnaligned(fromByteOffset: 32, as: UInt32.self))
    guard count < 256, Self.headerLength + count * 16 <= bytes.count else { throw .damaged }
    for i in 0..<count {
      let (offset, length) = place(i)
      guard offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset, offset % 64 == 0
      else { throw .damaged }
    }
  }

  private func place(_ section: Int) -> (UInt64, UInt64) {
    let at = Self.headerLength + section * 16
    return (
      bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
    )
  }

  /// The checksum as sixteen hexadecimal digits: models that differ have different ones.
  public var fingerprint: String {
    let digits = String(bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// How many sections there are.
  public var sections: Int { Int(bytes.loadUnaligned(fromByteOffset: 32, as: UInt32.self)) }

  /// The elements of a section, in place.
  public func section<T: BitwiseCopyable>(_ index: Int, as type: T.Type = T.self) throws(ModelError)
    -> UnsafeBufferPointer<T>
  {
    guard index < sections else { throw .damaged }
    let (offset, length) = place(index)
    guard Int(length) % MemoryLayout<T>.stride == 0, let base = bytes.baseAddress else {
      throw .damaged
    }
    return UnsafeBufferPointer(
      start: (base + Int(offset)).assumingMemoryBound(to: T.self),
      count: Int(length) / MemoryLayout<T>.stride)
  }

  /// A 64-bit sum over words of eight bytes (four independent multiply-xor lanes), then the last bytes.
  public static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(
      0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5)
    let whole = bytes.count & ~31
    var at = 0
    while at < whole {
      lanes =
        (lanes ^ bytes.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self))
        &* 0x0000_0100_0000_01B3
      lanes ^= lanes &>> 29
      at += 32
    }
    var sum = lanes.x ^ (lanes.y &* 3) ^ (lanes.z &* 5) ^ (lanes.w &* 7)
    while at < bytes.count { sum = (sum ^ UInt64(bytes[at])) &* 0x0000_0100_0000_01B3; at += 1 }
    return sum
  }

  /// The bytes of a model file of given sections.
  public static func encode(kind: UInt32, sections: [[UInt8]]) -> [UInt8] {
    func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    var table: [UInt8] = [], body: [UInt8] = []
    let start = (headerLength + sections.count * 16 + 63) & ~63
    for section in sections {
      table += little(UInt64(start + body.count)) + little(UInt64(section.count))
      body += section
      body += Array(repeating: 0, count: (64 - body.count % 64) % 64)
    }
    table += Array(repeating: 0, count: start - headerLength - table.count)
    let rest = table + body
    let sum = rest.withUnsafeBytes { checksum($0) }
    var header =
      magic + little(version) + little(kind) + little(UInt64(headerLength + rest.count))
      + little(sum)
    header += little(UInt32(sections.count))
    header += Array(repeating: 0, count: headerLength - header.count)
    return header + rest
  }
}

/// Memory of a model, all zero at first, aligned for vectors.
final class ModelBytes: @unchecked Sendable {
  let buffer: UnsafeMutableRawBufferPointer

  init(zeros count: Int) throws(ModelError) {
    guard let memory = ctagging_allocate(count) else { throw .noMemory(count) }
    buffer = UnsafeMutableRawBufferPointer(start: memory, count: count)
  }

  deinit {
    if let memory = buffer.baseAddress { ctagging_free(memory, buffer.count) }
  }
}
