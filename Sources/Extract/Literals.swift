/// Literals of Chinese characters compared with UTF-16 text where their UTF-8 bytes lie.
///
/// The readers compare with some hundred short literals at every cue. The standard library's `utf16` view
/// decodes each through calls that cost several times the comparison.
extension String {
  /// Whether this text stands at a position of `units`.
  func stands(in units: [UInt16], at position: Int) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      var at = position
      var index = 0
      while index < bytes.count {
        let (unit, length) = bytes.unit(at: index)
        guard let unit else { return slowlyStands(in: units, at: position) }
        guard at >= 0, at < units.count, units[at] == unit else { return false }
        at += 1
        index += length
      }
      return true
    }
  }

  private func slowlyStands(in units: [UInt16], at position: Int) -> Bool {
    units.indices.contains(position) && units[position...].starts(with: utf16)
  }

  /// How many UTF-16 units the text has.
  var unitCount: Int {
    var text = self
    return text.withUTF8 { bytes in
      var count = 0
      // A byte that continues a character adds nothing; the head of four bytes stands for two units.
      for byte in bytes where byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
      return count
    }
  }
}

extension String.UTF16View {
  /// Whether one of the characters is `unit`.
  func contains(_ unit: UInt16) -> Bool {
    var text = String(self)
    let found = text.withUTF8 { bytes -> Bool? in
      var index = 0
      while index < bytes.count {
        let (other, length) = bytes.unit(at: index)
        guard let other else { return nil }
        if other == unit { return true }
        index += length
      }
      return false
    }
    return found ?? contains { $0 == unit }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The UTF-16 unit of the character that begins at a byte of valid UTF-8, and its length in bytes; no
  /// unit for the characters that have two.
  @inline(__always)
  fileprivate func unit(at index: Int) -> (unit: UInt16?, length: Int) {
    let first = UInt16(self[index])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | UInt16(self[index + 1] & 0x3F), 2) }
    guard first < 0xF0 else { return (nil, 4) }
    let second = UInt16(self[index + 1] & 0x3F)
    return ((first & 0x0F) << 12 | second << 6 | UInt16(self[index + 2] & 0x3F), 3)
  }
}
