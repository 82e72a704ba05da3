import Values

extension Reading {
  /// The evened-out reading of a part of a document; see ``Reading`` for what is evened out.
  ///
  /// Characters that no reader sees (zero-width, bidi and soft-hyphen controls, carriage returns) are
  /// left out, as are the given line ends. Time and memory are linear in the span.
  ///
  /// - Parameters:
  ///   - units: the document's UTF-16 code units.
  ///   - span: the part to read.
  ///   - breaks: line ends and white space inside sentences, ascending, that the reading leaves out.
  ///   - script: when not Simplified, Traditional characters are converted.
  public init(of units: [UInt16], in span: Span, dropping breaks: [Span] = [], script: Script) {
    var origins: [Int32] = []
    let read = [UInt16](unsafeUninitializedCapacity: span.count) { unitBuffer, count in
      origins = [Int32](unsafeUninitializedCapacity: span.count + 1) { originBuffer, originCount in
        var builder = ReadingBuilder(
          units: unitBuffer, origins: originBuffer, converts: script != .simplified)
        units.withUnsafeBufferPointer { builder.read($0, span, breaks) }
        count = builder.count
        originCount = builder.count + 1
      }
    }
    self.init(units: read, origins: origins, of: units)
  }
}

/// One pass over a document's units.
private struct ReadingBuilder {
  /// Room for every unit of the span, and for one more origin.
  let units: UnsafeMutableBufferPointer<UInt16>
  let origins: UnsafeMutableBufferPointer<Int32>
  let converts: Bool
  private(set) var count = 0
  /// Inside a pair of straight marks or of “ ” of this paragraph.
  private var straightIsOpen = false
  private var depth = 0
  /// Whether the last 『 was nested; its 』 is too, also when it ends on a later line.
  private var isNested = false

  init(
    units: UnsafeMutableBufferPointer<UInt16>, origins: UnsafeMutableBufferPointer<Int32>,
    converts: Bool
  ) {
    self.units = units
    self.origins = origins
    self.converts = converts
  }

  mutating func read(_ text: UnsafeBufferPointer<UInt16>, _ span: Span, _ breaks: [Span]) {
    EvenOut.classes.withUnsafeBufferPointer { classes in
      var nextBreak = 0
      var at = span.start
      while at < span.end {
        while nextBreak < breaks.count, breaks[nextBreak].end <= at { nextBreak += 1 }
        if nextBreak < breaks.count, breaks[nextBreak].contains(at) {
          at = min(span.end, breaks[nextBreak].end)
          continue
        }
        let unit = text[at]
        switch classes[Int(unit)] {
        case .plain: append(unit, at)
        case .han:
          if converts {
            let before = at > span.start ? text[at - 1] : 0
            let after = at + 1 < span.end ? text[at + 1] : 0
            append(SimplifiedForms.simplified(unit, before: before, after: after), at)
          } else {
            append(unit, at)
          }
        case .dropped: break
        case .lineEnd:
          straightIsOpen = false
          depth = 0
          append(0x0A, at)
        case .carriageReturn:
          if at + 1 < span.end, text[at + 1] == 0x0A { break }
          straightIsOpen = false
          depth = 0
          append(0x0A, at)
        case .wide: append(unit - 0xFEE0, at)
        case .dot:
          let isInName =
            at > span.start && EvenOut.isHan(text[at - 1]) && at + 1 < span.end
            && EvenOut.isHan(text[at + 1])
          append(isInName ? 0xB7 : unit == 0xFF0E ? 0x2E : unit, at)
        case .narrowMark: append(EvenOut.widened(text, at, span), at)
        case .quote: append(evenedQuote(unit), at)
        }
        at += 1
      }
    }
    origins[count] = Int32(span.end)
  }

  @inline(__always)
  private mutating func append(_ unit: UInt16, _ origin: Int) {
    units[count] = unit
    origins[count] = Int32(truncatingIfNeeded: origin)
    count += 1
  }

  /// Every style of quotation mark as “ ” or, inside of those, ‘ ’.
  private mutating func evenedQuote(_ unit: UInt16) -> UInt16 {
    switch unit {
    case 0x22, 0xFF02:
      straightIsOpen.toggle()
      return straightIsOpen ? 0x201C : 0x201D
    case 0x201C, 0x300C, 0xFE41, 0x301D, 0xFF62:
      depth += 1
      return 0x201C
    case 0x201D, 0x300D, 0xFE42, 0x301E, 0x301F, 0xFF63:
      depth = max(0, depth - 1)
      return 0x201D
    case 0x300E, 0xFE43:
      isNested = depth > 0
      return isNested ? 0x2018 : 0x201C
    case 0x300F, 0xFE44: return isNested ? 0x2019 : 0x201D
    default: return unit
    }
  }
}

/// What is done with each UTF-16 code unit when a reading is made.
enum EvenOut {
  enum Class: UInt8 {
    /// Copied.
    case plain
    /// A Chinese character: copied, or converted to Simplified.
    case han
    /// Not seen by a reader: left out.
    case dropped
    case lineEnd
    case carriageReturn
    /// A full-width letter, digit or sign whose ASCII form is 0xFEE0 lower.
    case wide
    /// A dot that may stand between the parts of a foreign name.
    case dot
    /// A half-width mark that may stand for its full-width form.
    case narrowMark
    case quote
  }

  static func isHan(_ unit: UInt16) -> Bool {
    (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0x3400 && unit < 0x4DC0)
      || (unit >= 0xF900 && unit < 0xFB00)
  }

  static let classes: [Class] = {
    var classes = [Class](repeating: .plain, count: 0x10000)
    func set(_ units: some Sequence<Int>, _ value: Class) {
      for unit in units { classes[unit] = value }
    }
    set(0x4E00...0x9FFF, .han)
    set([0xAD, 0xFEFF], .dropped)
    set(0x200B...0x200F, .dropped)
    set(0x202A...0x202E, .dropped)
    set(0x2060...0x2069, .dropped)
    set([0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029], .lineEnd)
    set([0x0D], .carriageReturn)
    set(0xFF10...0xFF19, .wide)  // ０–９
    set(0xFF21...0xFF3A, .wide)  // Ａ–Ｚ
    set(0xFF41...0xFF5A, .wide)  // ａ–ｚ
    set("＃＄％＆＊＋－／＝＠＿".utf16.map(Int.init), .wide)
    set("·‧•・･∙⋅．".utf16.map(Int.init), .dot)
    set(",:;?!().".utf16.map(Int.init), .narrowMark)
    set("\"＂“”「」﹁﹂〝〞〟｢｣『』﹃﹄".utf16.map(Int.init), .quote)
    return classes
  }()

  /// The full-width form of the half-width mark at a position, or the mark itself where it belongs to
  /// a number, a time, an address or Latin text.
  static func widened(_ text: UnsafeBufferPointer<UInt16>, _ at: Int, _ span: Span) -> UInt16 {
    let unit = text[at]
    let before = at > span.start ? text[at - 1] : 0x20
    let after = at + 1 < span.end ? text[at + 1] : 0x20
    if unit == 0x2E {  // a full stop only right after Chinese, and not as a dot inside of something
      return isHan(before) && !isAlphanumeric(after) && after != 0x2E ? 0x3002 : unit
    }
    if isAlphanumeric(before) && isAlphanumeric(after) { return unit }
    if unit == 0x3A, after == 0x2F { return unit }  // http://
    if unit != 0x28, unit != 0x29 {
      // Beside Chinese on either side, one space allowed between.
      let left = before == 0x20 && at >= span.start + 2 ? text[at - 2] : before
      let right = after == 0x20 && at + 2 < span.end ? text[at + 2] : after
      guard isWide(left) || isWide(right) else { return unit }
    }
    return unit + 0xFEE0
  }

  private static func isAlphanumeric(_ unit: UInt16) -> Bool {
    (unit >= 0x30 && unit <= 0x39) || (unit | 0x20 >= 0x61 && unit | 0x20 <= 0x7A)
  }

  /// Chinese characters, Chinese punctuation and quotation marks.
  private static func isWide(_ unit: UInt16) -> Bool {
    unit >= 0x2018 && (unit >= 0x2E80 || unit <= 0x201F)
  }
}
