import Report
import Testing

@testable import Web

@Suite struct FieldsTests {
  @Test func fieldsAreDecoded() {
    let fields = Fields("q=%E5%8C%97%E4%BA%AC+news&empty=&flag&q=second&a%3Db=%26".utf8)
    #expect(fields["q"] == "北京 news")
    #expect(fields["empty"] == nil)
    #expect(fields.raw("empty") == "")
    #expect(fields.raw("flag") == "")
    #expect(fields.raw("other") == nil)
    #expect(fields["a=b"] == "&")
  }

  @Test func malformedEscapesStayAsTheyAre() {
    let fields = Fields("a=100%&b=%zz&c=%F0%28&d=x%00y".utf8)
    #expect(fields["a"] == "100%")
    #expect(fields["b"] == "%zz")
    #expect(fields["c"] == "\u{FFFD}(")
    #expect(fields["d"] == "xy")
  }

  @Test func queriesRoundTrip() {
    let fields = Fields("speaker=%E7%8E%8B%20%26&offset=50".utf8)
    let query = fields.query(setting: ["offset": "100", "lang": nil])
    #expect(query == "?offset=100&speaker=%E7%8E%8B%20%26")
    #expect(Fields(query.dropFirst().utf8)["speaker"] == "王 &")
    #expect(Fields().query() == "")
  }

  @Test func fieldsAreBounded() {
    let many = (0..<10_000).map { "f\($0)=\($0)" }.joined(separator: "&")
    #expect(Fields(many.utf8)["f9999"] == nil)
  }
}

@Suite struct TemplateTests {
  /// A quotation mark and a combining character are one grapheme cluster, which the library's own
  /// escaping leaves as it is: an attribute would end there.
  @Test func marksWithCombiningCharactersAreEscaped() throws {
    let html = try Templates().html(
      "login", .en, ["csrf": "\"\u{301} onfocus=alert(1) x=\"\u{301}", "wrong": false])
    let scalars = Array(html.unicodeScalars)
    #expect(scalars.contains("\u{301}"))
    #expect(!scalars.contains("\u{301}", after: "\""))
  }

  @Test func everyTemplateSpeaksBothLanguages() throws {
    let templates = try Templates()
    #expect(templates.html("login", .zh, ["wrong": false]).contains("令牌"))
    #expect(templates.html("login", .en, ["wrong": false]).contains("token"))
  }
}

extension [Unicode.Scalar] {
  fileprivate func contains(_ scalar: Unicode.Scalar, after other: Unicode.Scalar) -> Bool {
    zip(self, dropFirst()).contains { $0 == other && $1 == scalar }
  }
}

@Suite struct SecretsTests {
  @Test func onlyTheTokenIsTheToken() {
    let secrets = Secrets(token: "开门")
    #expect(secrets.isToken("开门"))
    #expect(!secrets.isToken("开"))
    #expect(!secrets.isToken(nil))
    #expect(!Secrets(token: nil).isToken(nil))
    #expect(secrets.isFormWord(secrets.formWord))
    #expect(!secrets.isFormWord(Secrets(token: "开门").formWord), "another process's word")
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("localhost", true), ("::1", true), ("0.0.0.0", false),
    ("192.168.0.7", false), ("::", false), ("example.org", false),
  ])
  func loopback(host: String, isLoopback: Bool) {
    let options = SiteOptions(
      host: host, port: 0, token: nil, database: nil, isReadOnly: false, language: .en,
      version: "", threads: 1)
    #expect(options.isLoopback == isLoopback)
  }
}

@Suite struct MetricsTests {
  @Test func bucketsAddUp() {
    let metrics = Metrics()
    metrics.note(route: "/", method: "GET", status: 200, seconds: 0.004)
    metrics.note(route: "/", method: "GET", status: 200, seconds: 30)
    let text = metrics.text(gauges: [("waiting", "Waiting.", 3)])
    #expect(text.contains("{route=\"/\",method=\"GET\",status=\"200\"} 2\n"))
    #expect(text.contains("_bucket{route=\"/\",le=\"0.0025\"} 0\n"))
    #expect(text.contains("_bucket{route=\"/\",le=\"0.005\"} 1\n"))
    #expect(text.contains("_bucket{route=\"/\",le=\"+Inf\"} 2\n"))
    #expect(text.contains("waiting 3\n"))
  }
}
