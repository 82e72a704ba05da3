import CMarkup
import Intake
import Values

/// A web page's main text and what it says about itself.
struct WebPage {
  init(_ bytes: [UInt8], intake: Intake) throws {
    throw RecordError.noMainText
  }

  func record(id: String, source: String) -> Record {
    Record(text: .units([]), id: id, source: source)
  }
}
