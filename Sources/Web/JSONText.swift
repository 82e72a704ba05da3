import Store

/// Writes JSON for the API; fields in the order in which they are given.
struct JSONText {
  private var text = ""
  private var needsComma = false

  var bytes: [UInt8] { Array((text + "\n").utf8) }

  mutating func object(_ body: (inout JSONText) -> Void) {
    separate()
    text += "{"
    needsComma = false
    body(&self)
    text += "}"
    needsComma = true
  }

  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ body: (inout JSONText, Element) -> Void
  ) {
    key(name)
    text += "["
    needsComma = false
    for element in elements { object { body(&$0, element) } }
    text += "]"
    needsComma = true
  }

  mutating func field(_ name: String, _ value: String?) {
    key(name)
    text += value.map(ResultTable.quoted) ?? "null"
    needsComma = true
  }

  mutating func field(_ name: String, _ value: Int?) {
    key(name)
    text += value.map { "\($0)" } ?? "null"
    needsComma = true
  }

  mutating func field(_ name: String, _ value: Double?) {
    key(name)
    text += value.map { ResultTable.Value.real($0).text } ?? "null"
    needsComma = true
  }

  private mutating func key(_ name: String) {
    separate()
    text += ResultTable.quoted(name) + ":"
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { text += "," }
    needsComma = false
  }
}
