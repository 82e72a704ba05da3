import CICU

/// Strict conversion between bytes and UTF-16 by ICU's converters.
public enum Decoding {
  /// Decodes `bytes` to UTF-16 code units.
  ///
  /// - Throws: ``ICUError/undecodable(charset:offset:)`` at the first invalid sequence,
  ///   ``ICUError/failed(name:doing:)`` for a charset that ICU does not know.
  public static func units(of bytes: some Sequence<UInt8>, charset: String)
    throws(ICUError) -> [UInt16]
  {
    let bytes = Array(bytes)
    var status: Int32 = 0
    var offset: Int64 = -1
    // No charset here yields more than one UTF-16 unit a byte, but UTF-7-like ones may flush one more.
    let capacity = bytes.count + 8
    let units = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
      bytes.withUnsafeBufferPointer { source in
        let written = cicu_decode(
          charset, source.baseAddress, Int64(source.count), buffer.baseAddress, Int64(capacity),
          &offset, &status)
        count = max(0, Int(written))
      }
    }
    if offset >= 0 { throw .undecodable(charset: charset, offset: Int(offset)) }
    try ICUError.check(status, "opening the converter \(charset)")
    return units
  }

  /// Encodes code units into a charset, strictly.
  public static func bytes(of units: [UInt16], charset: String) throws(ICUError) -> [UInt8] {
    var status: Int32 = 0
    let capacity = units.count * 4 + 16
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      units.withUnsafeBufferPointer { source in
        let written = cicu_encode(
          charset, source.baseAddress, Int64(source.count), buffer.baseAddress, Int64(capacity),
          &status)
        count = max(0, Int(written))
      }
    }
    try ICUError.check(status, "encoding into \(charset)")
    return bytes
  }

  /// The charsets that ICU's detector finds possible, best first, with confidences of 0…100.
  public static func detect(_ bytes: some Sequence<UInt8>) throws(ICUError)
    -> [(name: String, confidence: Int)]
  {
    let bytes = Array(bytes)
    var status: Int32 = 0
    var names = [UnsafePointer<CChar>?](repeating: nil, count: 16)
    var confidences = [Int32](repeating: 0, count: 16)
    let count = bytes.withUnsafeBufferPointer { source in
      cicu_detect(
        source.baseAddress, Int32(source.count), &names, &confidences, 16, &status)
    }
    try ICUError.check(status, "detecting the charset")
    return (0..<Int(count)).compactMap { i in
      names[i].map { (String(cString: $0), Int(confidences[i])) }
    }
  }
}
