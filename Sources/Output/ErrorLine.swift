/// What stands in the place of a record that could not be read: `{"error":"…","line":3}`.
public struct ErrorLine: Sendable {
  public var message: String
  /// Which line of the input, from 1.
  public var line: Int

  public init(message: String, line: Int) {
    self.message = message
    self.line = line
  }

  /// Appends the object and a line feed to `bytes`.
  public func write(to bytes: inout [UInt8]) {
    var json = JSONWriter()
    json.beginObject()
    json.key("error")
    json.value(message)
    json.key("line")
    json.value(line)
    json.endObject()
    json.append(to: &bytes)
    bytes.append(0x0A)
  }
}
