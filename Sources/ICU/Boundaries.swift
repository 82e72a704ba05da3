import CICU

/// One of ICU's text boundary analyses (UAX #29 words and sentences, UAX #14 lines), with ICU's
/// dictionary for Chinese words.
///
/// Opening one costs a few microseconds; it is meant to be opened once a thread and reused. It holds
/// state while it scans and is therefore not `Sendable`.
public final class Boundaries {
  public enum Kind: Int32, Sendable {
    /// Words. ICU's rules over the text with its runs of ideographs folded, ICU's dictionary read in
    /// place for the runs: the boundaries of ``wordByICUAlone`` in less than half the time.
    case word = 0
    case sentence
    case line
    /// Words, found by ICU from one end to the other: what others pay for them.
    case wordByICUAlone
  }

  /// What ICU says of the piece before a boundary (`ubrk_getRuleStatus`).
  public enum Status {
    public static let none: UInt16 = 0
    public static let number: UInt16 = 100
    public static let letter: UInt16 = 200
    public static let kana: UInt16 = 300
    public static let ideograph: UInt16 = 400
  }

  private let handle: OpaquePointer

  public init(_ kind: Kind, locale: String = "zh") throws(ICUError) {
    var status: Int32 = 0
    let opened = cicu_breaker_open(kind.rawValue, locale, &status)
    try ICUError.check(status, "opening a break iterator for \(locale)")
    guard let opened else {
      throw .failed(name: "U_MISSING_RESOURCE_ERROR", doing: "opening a break iterator")
    }
    handle = opened
  }

  deinit { cicu_breaker_close(handle) }

  /// Whether the dictionary is read in place. `false` for another ``Kind``, and with an ICU that keeps
  /// its dictionary in another form or cuts by it in another way; then ICU finds all.
  public var readsDictionary: Bool { cicu_breaker_reads_dictionary(handle) != 0 }

  /// All boundaries after position 0 of `units`, ascending; the last is `units.count`.
  ///
  /// `ends` and `statuses` are overwritten and keep their storage between calls.
  public func find(
    in units: UnsafeBufferPointer<UInt16>, ends: inout [Int32], statuses: inout [UInt16]
  ) throws(ICUError) {
    ends.removeAll(keepingCapacity: true)
    statuses.removeAll(keepingCapacity: true)
    guard let base = units.baseAddress, !units.isEmpty else { return }
    if ends.capacity < units.count { ends.reserveCapacity(units.count) }
    var status: Int32 = 0
    let handle = self.handle
    // Filled through uninitialised storage so that a call costs no clearing.
    statuses = [UInt16](unsafeUninitializedCapacity: units.count) { statusBuffer, statusCount in
      ends = [Int32](unsafeUninitializedCapacity: units.count) { endBuffer, endCount in
        endCount = Int(
          cicu_breaker_boundaries(
            handle, base, Int32(units.count), endBuffer.baseAddress, statusBuffer.baseAddress,
            &status))
        statusCount = endCount
      }
    }
    try ICUError.check(status, "finding boundaries")
  }
}
