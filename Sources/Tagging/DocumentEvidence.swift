/// What the names found in a document say about other places of the same document.
///
/// A name that was found in one place is evidence wherever the same string stands, and a part of a foreign
/// person's name (莫妮卡·托夫特 … 托夫特) is evidence wherever the part stands alone. The second search of a
/// document sees that evidence as further features; their weights are learned from first searches by models
/// that had not seen the document.
package struct DocumentEvidence {
  /// Rows: kind 2 × type 3 × tagged elsewhere 3 × untagged elsewhere 3 × length 4, six places each.
  package static let rows = 2 * 3 * 3 * 3 * 4 * 6

  private struct Entry {
    var start: Int32, length: Int32
    var isPart = false
    var tagged = SIMD4<Int32>.zero
    var seen: Int32 = 0
    var next: Int32
  }
  /// A place where an entry's string stands; `type` is 3 where the first search found no such name.
  private struct Occurrence { var entry: Int32, start: Int32, type: UInt8 }

  package init() {}

  private var entries: [Entry] = []
  private var occurrences: [Occurrence] = []
  private var cover: [Int32] = []
  private var heads = [Int32](repeating: -1, count: 4096)
  private var used: [Int] = []

  @inline(__always)
  private static func slot(_ a: UInt16, _ b: UInt16) -> Int {
    Int((UInt32(a) &* 0x9E37_79B1 &+ UInt32(b) &* 0x85EB_CA6B) >> 20)
  }

  private mutating func note(
    _ units: UnsafePointer<UInt16>, _ start: Int, _ length: Int, _ type: Int, isPart: Bool
  ) {
    let slot = Self.slot(units[start], units[start + 1])
    var at = heads[slot]
    while at >= 0 {
      let entry = entries[Int(at)]
      if Int(entry.length) == length, Self.equal(units + Int(entry.start), units + start, length) {
        break
      }
      at = entry.next
    }
    if at < 0 {
      if heads[slot] < 0 { used.append(slot) }
      at = Int32(entries.count)
      entries.append(Entry(start: Int32(start), length: Int32(length), next: heads[slot]))
      heads[slot] = at
    }
    entries[Int(at)].tagged[type] += 1
    if isPart { entries[Int(at)].isPart = true }
  }

  @inline(__always)
  private static func equal(_ a: UnsafePointer<UInt16>, _ b: UnsafePointer<UInt16>, _ length: Int)
    -> Bool
  {
    for i in 0..<length where a[i] != b[i] { return false }
    return true
  }

  /// Hands the rows of evidence to `sink`; returns whether there were any.
  ///
  /// - Parameters:
  ///   - units: folded units of the whole document.
  ///   - spans: names of the first search, in the order of the text.
  package mutating func extract<S: RowSink>(
    _ units: UnsafePointer<UInt16>, count: Int, spans: ArraySlice<NameSpan>, offset: Int,
    into sink: inout S
  ) -> Bool {
    for slot in used { heads[slot] = -1 }
    used.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    occurrences.removeAll(keepingCapacity: true)
    guard !spans.isEmpty else { return false }
    cover.removeAll(keepingCapacity: true)
    cover.append(contentsOf: repeatElement(-1, count: count))
    for k in spans.indices {
      let start = spans[k].start - offset, end = spans[k].end - offset
      for i in start..<end { cover[i] = Int32(k) }
      guard end - start > 1 else { continue }
      let type = Int(spans[k].type.rawValue)
      note(units, start, end - start, type, isPart: false)
      guard spans[k].type == .person else { continue }
      var from = start
      for i in start...end where i == end || units[i] == 0xB7 {
        if i - from > 1, i - from < end - start { note(units, from, i - from, type, isPart: true) }
        from = i + 1
      }
    }
    collect(units, count, spans, offset)
    return emit(into: &sink)
  }

  private mutating func collect(
    _ units: UnsafePointer<UInt16>, _ count: Int, _ spans: ArraySlice<NameSpan>, _ offset: Int
  ) {
    var i = 0
    while i + 1 < count {
      var at = heads[Self.slot(units[i], units[i + 1])]
      while at >= 0 {
        let entry = entries[Int(at)], length = Int(entry.length)
        if i + length <= count, Self.equal(units + Int(entry.start), units + i, length) {
          let k = cover[i]
          var type: UInt8 = 3, inside = false
          if k >= 0 {
            let span = spans[Int(k)]
            if span.start - offset == i, span.end - offset == i + length {
              type = span.type.rawValue
            } else {
              inside = k == cover[i + length - 1] && span.end - span.start > length
            }
          }
          if !inside {
            entries[Int(at)].seen += 1
            occurrences.append(Occurrence(entry: at, start: Int32(i), type: type))
          }
        }
        at = entry.next
      }
      i += 1
    }
  }

  private func emit<S: RowSink>(into sink: inout S) -> Bool {
    var any = false
    for place in occurrences {
      let entry = entries[Int(place.entry)]
      var tagged = entry.tagged
      let all = tagged[0] + tagged[1] + tagged[2]
      if place.type < 3 { tagged[Int(place.type)] -= 1 }
      let type =
        tagged[0] >= tagged[1] ? (tagged[0] >= tagged[2] ? 0 : 2) : (tagged[1] >= tagged[2] ? 1 : 2)
      guard tagged[type] > 0 else { continue }
      let untagged = max(0, entry.seen - all - (place.type == 3 ? 1 : 0))
      let many = Int(min(tagged[type], 3) - 1),
        missed = untagged == 0 ? 0 : untagged < tagged[type] ? 1 : 2
      let length = Int(entry.length)
      let base =
        (((((entry.isPart ? 3 : 0) + type) * 3 + many) * 3 + missed) * 4 + min(length, 5) - 2) * 6
      let start = Int(place.start)
      sink.add(row: base, count: 2, position: start - 1)
      if length > 2 {
        sink.add(row: base + 2, count: 1, position: start + 1)
        var at = 2
        while at < length - 1 { sink.add(row: base + 3, count: 1, position: start + at); at += 1 }
      }
      sink.add(row: base + 4, count: 2, position: start + length - 1)
      any = true
    }
    return any
  }
}
