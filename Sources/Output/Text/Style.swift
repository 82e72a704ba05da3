/// Select Graphic Rendition of a terminal (ECMA-48): colours and weights, or nothing at all.
struct Style {
  let isColoured: Bool

  func title(_ text: String) -> String { rendered(text, "1") }
  func heading(_ text: String) -> String { rendered(text, "1;34") }
  func name(_ text: String) -> String { rendered(text, "1;36") }
  func cue(_ text: String) -> String { rendered(text, "33") }
  func faint(_ text: String) -> String { rendered(text, "2") }
  func warning(_ text: String) -> String { rendered(text, "31") }

  private func rendered(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
