import Extract
import ICU
import Intake
import Output
import Segmenter
import Values

/// The stages from bytes to what was found, one after the other; one a thread.
struct Stages {
  let intake: Intake
  let segmenter: Segmenter
  let extractor: Extractor
  private let scratch = Extractor.Scratch()

  init(intake: Intake.Options, dictionary: UserDictionary = UserDictionary()) throws {
    self.intake = Intake(options: intake)
    segmenter = try Segmenter(dictionary: dictionary)
    extractor = try Extractor()
  }

  func document(_ input: Input) throws -> Document {
    try intake.document(bytes: try input.bytes(), id: input.id, source: input.path)
  }

  func extraction(of article: SegmentedArticle) -> Extraction {
    extractor.extraction(of: article, scratch: scratch)
  }

  /// What is found in each of a document's articles, in order.
  func extractions(from document: Document) throws -> [Extraction] {
    var extractions: [Extraction] = []
    extractions.reserveCapacity(document.articles.count)
    for article in document.articles {
      extractions.append(extraction(of: try segmenter.segmented(article)))
    }
    return extractions
  }
}

extension Generator {
  static var pipeline: Generator {
    Generator(name: "pipeline", version: pipelineVersion, models: ["icu": icuVersion])
  }
}
