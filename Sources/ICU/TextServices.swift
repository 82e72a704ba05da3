import CICU

/// ICU's normalisation, transliteration, display names and calendars.
public enum TextServices {
  public enum Form: Int32, Sendable { case nfc = 0, nfkc }

  public static func normalized(_ units: [UInt16], _ form: Form) throws(ICUError) -> [UInt16] {
    var capacity = units.count + units.count / 4 + 16
    while true {
      var status: Int32 = 0
      var needed: Int32 = 0
      let result = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        needed = cicu_normalize(
          form.rawValue, units, Int32(units.count), buffer.baseAddress, Int32(capacity), &status)
        count = min(capacity, Int(needed))
      }
      try ICUError.check(status, "normalising")
      if Int(needed) <= capacity { return result }
      capacity = Int(needed)
    }
  }

  /// The name of a region (ISO 3166 alpha-2) in a locale, or nil when ICU has none.
  public static func regionName(_ region: String, locale: String = "zh") -> String? {
    name { cicu_region_name(region, locale, $0, 128, $1) }.flatMap { $0 == region ? nil : $0 }
  }

  /// The name of a currency (ISO 4217) in a locale, or nil when ICU has none.
  public static func currencyName(_ currency: String, locale: String = "zh") -> String? {
    name { cicu_currency_name(currency, locale, $0, 128, $1) }.flatMap {
      $0 == currency ? nil : $0
    }
  }

  /// All regions that ICU knows, ISO 3166 alpha-2.
  public static var regions: [String] {
    guard let list = cicu_regions() else { return [] }
    var regions: [String] = []
    var at = 0
    while let code = list[at] {
      regions.append(String(cString: code))
      at += 1
    }
    return regions
  }

  /// The ISO 4217 code of the currency that a region uses today.
  public static func currency(ofRegion region: String) -> String? {
    name { cicu_region_currency(region, $0, $1) }
  }

  /// The value of a spelled-out number (三百二十) and how many units of it were read.
  public static func spelledOut(_ units: [UInt16], locale: String = "zh") -> (
    value: Double, read: Int
  )? {
    var read: Int32 = 0
    var status: Int32 = 0
    let value = cicu_parse_spellout(locale, units, Int32(units.count), &read, &status)
    return status > 0 || read == 0 ? nil : (value, Int(read))
  }

  /// The Gregorian day of a day of the Chinese calendar whose year begins in Gregorian `year`.
  public static func gregorian(
    lunarYear year: Int, month: Int, day: Int, leap: Bool = false
  ) -> (year: Int, month: Int, day: Int)? {
    // Extended year 1 of ICU's Chinese calendar began in 2637 BCE (Gregorian year -2636).
    gregorian(calendar: "chinese", year: year + 2637, month: month, day: day, leap: leap)
  }

  /// The Gregorian day of a day of an ICU calendar, in that calendar's years and with its months
  /// counted from 1 in ICU's order (Hebrew: Tishri 1, Adar 7, Nisan 8); nil for unknown calendars.
  public static func gregorian(
    calendar: String, year: Int, month: Int, day: Int, leap: Bool = false
  ) -> (year: Int, month: Int, day: Int)? {
    var out: (Int32, Int32, Int32) = (0, 0, 0)
    var status: Int32 = 0
    withUnsafeMutableBytes(of: &out) { raw in
      if let base = raw.bindMemory(to: Int32.self).baseAddress {
        cicu_to_gregorian(
          calendar, Int32(clamping: year), Int32(clamping: month), leap ? 1 : 0,
          Int32(clamping: day), base, &status)
      }
    }
    return status > 0 ? nil : (Int(out.0), Int(out.1), Int(out.2))
  }

  private static func name(
    _ call: (UnsafeMutablePointer<UInt16>, UnsafeMutablePointer<Int32>) -> Int32
  ) -> String? {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 128) { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var status: Int32 = 0
      let length = call(base, &status)
      guard status <= 0, length > 0, length <= 128 else { return nil }
      return String(decoding: buffer[..<Int(length)], as: UTF16.self)
    }
  }
}

/// An ICU transliterator such as Hant-Hans.
public final class Transliterator {
  private let handle: OpaquePointer

  public init(_ id: String) throws(ICUError) {
    var status: Int32 = 0
    let opened = cicu_transliterator_open(id, &status)
    try ICUError.check(status, "opening the transliterator \(id)")
    guard let opened else {
      throw .failed(name: "U_INVALID_ID", doing: "opening the transliterator \(id)")
    }
    handle = opened
  }

  deinit { cicu_transliterator_close(handle) }

  public func transliterated(_ units: [UInt16]) throws(ICUError) -> [UInt16] {
    var capacity = units.count * 2 + 16
    while true {
      var status: Int32 = 0
      var length: Int32 = 0
      let handle = self.handle
      let result = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        _ = buffer.initialize(from: units)
        length = cicu_transliterate(
          handle, buffer.baseAddress, Int32(units.count), Int32(capacity), &status)
        count = max(0, Int(length))
      }
      if length >= 0 { return result }
      guard capacity < units.count * 32 + 1024 else {
        try ICUError.check(status, "transliterating")
        return units
      }
      capacity *= 2
    }
  }
}
