import ICU

/// Finds the charset of bytes that nobody declared.
///
/// A byte order mark decides, then strict UTF-8, which other charsets do not satisfy by chance. What
/// is left is decoded strictly as each candidate, and the one whose text is most like Chinese wins:
/// this works on a single sentence, where detectors that count byte pairs give up.
enum CharsetDetection {
  /// The least share of frequent characters and marks among the units that are not ASCII. Chinese
  /// text has 0.6 and more, a text in the wrong charset less than 0.2.
  private static let plausible = 0.35
  /// How much of a long file is decoded by every candidate.
  private static let sample = 64 * 1024

  static func decoded(_ bytes: [UInt8]) throws(IntakeError) -> Charset.Decoded {
    if let mark = Charset.byteOrderMark(bytes) {
      return try Charset.strict(bytes, from: mark.length, mark.encoding)
    }
    if let kind = BinaryFiles.kind(of: bytes) { throw .binary(kind: kind) }
    let zeros = bytes.prefix(sample).count { $0 == 0 }
    var utf8Error: IntakeError?
    // UTF-16 of mostly Latin text is valid UTF-8 full of NULs.
    if zeros * 100 <= min(bytes.count, sample) {
      do throws(IntakeError) {
        let decoded = try Charset.strict(bytes, from: 0, Charset.utf8)
        if BinaryFiles.isMostlyControls(decoded.units) { throw IntakeError.binary(kind: nil) }
        return decoded
      } catch {
        if case .binary = error { throw error }
        utf8Error = error
      }
    }
    let candidates =
      [Charset.gb18030, Charset.big5].filter { _ in utf8Error != nil }
      + [Charset.utf16LE, Charset.utf16BE].filter { _ in bytes.count % 2 == 0 || zeros > 0 }
    let ranked = candidates.map { ($0, likeness(of: bytes, $0)) }.sorted { $0.1 > $1.1 }
    if case .undecodable(_, let offset)? = utf8Error, isUTF8(bytes, butFor: offset) {
      throw .undecodable(encoding: Charset.utf8, offset: offset)
    }
    guard let best = ranked.first, best.1 >= plausible else {
      if utf8Error == nil { throw .binary(kind: nil) }
      throw BinaryFiles.isMostlyControls(bytes.prefix(sample).map(UInt16.init))
        ? .binary(kind: nil) : .unrecognisedEncoding
    }
    var decoded = try Charset.strict(bytes, from: 0, best.0)
    decoded.isCertain = ranked.count < 2 || ranked[1].1 < best.1 * 0.7
    return decoded
  }

  /// Whether UTF-16 without a mark has its zero bytes in front, that is, is big-endian.
  static func zeroBytesAreHigh(_ bytes: [UInt8]) -> Bool {
    var even = 0
    var odd = 0
    for (i, byte) in bytes.prefix(sample).enumerated() where byte == 0 {
      if i & 1 == 0 { even += 1 } else { odd += 1 }
    }
    if even != odd { return even > odd }
    return likeness(of: bytes, Charset.utf16BE) > likeness(of: bytes, Charset.utf16LE)
  }

  /// How much the bytes look like Chinese text when read in a charset, 0…1.
  private static func likeness(of bytes: [UInt8], _ charset: String) -> Double {
    // A sample may end inside a character, and a text may be broken somewhere: what stands before
    // the first error counts.
    var count = min(bytes.count, sample)
    for _ in 0..<3 {
      do throws(ICUError) {
        return likeness(of: try Decoding.units(of: bytes[..<count], charset: charset))
      } catch {
        guard case .undecodable(_, let offset) = error, offset < count, offset > 8 else { return 0 }
        count = offset
      }
    }
    return 0
  }

  private static func likeness(of units: [UInt16]) -> Double {
    var likely = 0
    var all = 0
    for unit in units where unit >= 0x80 {
      all += 1
      switch unit {
      case 0x4E00..<0xA000: if FrequentCharacters.isFrequent[Int(unit) - 0x4E00] { likely += 1 }
      case 0x3001, 0x3002, 0x201C, 0x201D, 0x300C, 0x300D, 0xFF0C, 0xFF1A: likely += 1
      case 0x3000, 0x300A, 0x300B, 0xFF08, 0xFF09, 0xFEFF: all -= 1
      default: break
      }
    }
    return all == 0 ? 0 : Double(likely) / Double(all)
  }

  /// Whether the bytes are UTF-8 with a few damaged places: valid up to the first error and, but for
  /// at most one sequence in fifty, after it.
  private static func isUTF8(_ bytes: [UInt8], butFor offset: Int) -> Bool {
    var good = 0
    var bad = 0
    var i = 0
    let end = min(bytes.count, max(sample, min(bytes.count, offset + sample)))
    while i < end {
      let byte = bytes[i]
      let length =
        byte < 0x80 ? 1 : byte >= 0xE0 && byte < 0xF0 ? 3 : byte >= 0xC2 && byte < 0xE0 ? 2 : 4
      guard length > 1 else {
        i += 1
        continue
      }
      let isWhole =
        byte >= 0xC2 && byte < 0xF5 && i + length <= bytes.count
        && bytes[i + 1..<i + length].allSatisfy { $0 & 0xC0 == 0x80 }
      if isWhole { good += 1 } else { bad += 1 }
      i += isWhole ? length : 1
    }
    // A run of continuation bytes without their head counts once a byte, so allow three a sequence.
    return good >= 2 && bad <= 3 + good / 50 && bad * 2 <= good
  }
}
