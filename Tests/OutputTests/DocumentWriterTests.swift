import Foundation
import Output
import Testing
import Values

@Suite struct DocumentWriterTests {
  /// The contract, byte for byte.
  @Test func writesTheContract() {
    let entity =
      #"{"aliases":[],"anaphora":[],"count":1,"id":"e1","key":"person:王明","mentions":["#
      + #"{"confidence":0.9,"end":5,"kind":"name","sentence":0,"start":3,"text":"王明"}],"#
      + #""name":"王明","subtype":null,"titles":["市长"],"type":"person"}"#
    let figure =
      #"{"bound":"=","confidence":1,"decimal":"2","end":13,"kind":"quantity","max":null,"#
      + #""min":null,"of":"路","start":10,"text":"2公里","trend":null,"unit":"公里","#
      + #""unit_text":null,"value":2}"#
    let quote =
      #"{"addressee":null,"confidence":1,"continues":null,"cue":{"class":"say","end":6,"#
      + #""hedged":false,"negated":false,"start":5,"text":"说"},"id":"q1","medium":"unknown","#
      + #""parent":null,"resolved_by":"explicit","sentence":0,"source":{"end":5,"start":1,"#
      + #""text":"市长王明"},"spans":[[8,13],[14,15]],"speakers":[{"entity":"e1","kind":"named","#
      + #""name":"王明","title":"市长"}],"text":"修了2公里…路","type":"direct","via":[]}"#
    let expected =
      #"{"articles":[{"bylines":[],"dateline":null,"dates":[],"end":19,"entities":["#
      + entity + #"],"figures":["# + figure
      + #"],"marks":[{"end":16,"reason":"scare","start":13,"text":"\"路\""}],"#
      + #""paragraphs":[{"end":18,"role":"body","start":0}],"published":null,"quotes":["#
      + quote + #"],"start":0,"title":null}],"document":{"encoding":"UTF-8","id":"d","#
      + #""length":19,"offset_unit":"scalar","script":"Hans","sha256":"00","source":"d.txt"},"#
      + #""generator":{"models":{"a":"1","b":"2"},"name":"test","version":"1"},"schema":1,"#
      + #""warnings":[{"code":"test","end":1,"message":"a \"test\"","start":0}]}"#
    #expect(Example.object() == expected)
  }

  @Test(arguments: OffsetUnit.allCases)
  func offsetsAreInTheUnit(_ unit: OffsetUnit) {
    let (start, end) =
      switch unit {
      case .scalar: (3, 5)
      case .utf16: (4, 6)
      case .utf8: (10, 16)
      }
    #expect(
      Example.object(unit: unit).contains(
        #""end":\#(end),"kind":"name","sentence":0,"start":\#(start)"#))
  }

  @Test func writesTextAndRulesOnlyWhenAsked() throws {
    #expect(!Example.object().contains("number-unit"))
    #expect(Example.object(explains: true).contains(#""rule":"number-unit""#))
    let object = try JSONSerialization.jsonObject(
      with: Data(Example.object(includesText: true).utf8))
    let document = (object as? [String: Any])?["document"] as? [String: Any]
    #expect(document?["text"] as? String == Example.text)
  }

  @Test func keysAreSortedEverywhere() throws {
    for options in [(false, false), (true, true)] {
      let text = Example.object(includesText: options.0, explains: options.1)
      let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let sorted = try JSONSerialization.data(
        withJSONObject: parsed, options: [.sortedKeys, .withoutEscapingSlashes])
      // The two write confidences differently; the order of the keys is what is compared.
      #expect(Self.keys(text) == Self.keys(String(decoding: sorted, as: UTF8.self)))
    }
  }

  @Test func indentationChangesNothingButWhiteSpace() throws {
    let flat = try JSONSerialization.jsonObject(with: Data(Example.object().utf8))
    let text = Example.object(indents: true)
    let indented = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect((flat as? NSDictionary) == (indented as? NSDictionary))
    #expect(text.contains("\n  \"articles\": [\n    {\n      \"bylines\": [],\n"))
  }

  @Test func severalDocumentsAppend() {
    let writer = DocumentWriter(generator: Generator(name: "test", version: "1", models: [:]))
    var bytes: [UInt8] = [0x41]
    for _ in 0..<2 {
      writer.write(Example.document, extractions: [Example.extraction], to: &bytes)
    }
    let one = writer.object(for: Example.document, extractions: [Example.extraction])
    #expect(bytes == [0x41] + one + one)
  }

  private static func keys(_ text: String) -> [Substring] {
    text.matches(of: /"([a-z_0-9]+)":/).map(\.output.1)
  }
}
