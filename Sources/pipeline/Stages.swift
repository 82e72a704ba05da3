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

  /// - Parameter extractor: nil for one with the embedded model.
  init(
    intake: Intake.Options, dictionary: UserDictionary = UserDictionary(),
    extractor: Extractor? = nil
  ) throws {
    self.intake = Intake(options: intake)
    segmenter = try Segmenter(dictionary: dictionary)
    self.extractor = try extractor ?? Extractor()
  }

  func document(_ input: Input) throws -> Document {
    try intake.document(bytes: try input.bytes(), id: input.id, source: input.path)
  }

  func extraction(of article: SegmentedArticle) -> Extraction {
    extractor.extraction(of: article, scratch: scratch)
  }

  /// What is found in the articles of each document, in order; one document's failure is its own.
  ///
  /// Stage by stage, not article by article: see ``Batch``.
  func extractions(from batch: Batch) -> [Result<[Extraction], any Error>] {
    extractions(
      of: batch.documents.map { document in
        Result { try document.articles.map(segmenter.segmented) }
      })
  }

  /// The same of documents whose articles are segmented.
  func extractions(
    of segmented: [Result<[SegmentedArticle], any Error>]
  ) -> [Result<[Extraction], any Error>] {
    let articles = segmented.flatMap { (try? $0.get()) ?? [] }
    var rest = extractor.extractions(of: articles, scratch: scratch)[...]
    return segmented.map { result in
      result.map { articles in
        defer { rest = rest.dropFirst(articles.count) }
        return Array(rest.prefix(articles.count))
      }
    }
  }
}

extension Generator {
  /// - Parameter names: which model of names was used; nil for the embedded one.
  static func pipeline(names: String? = nil) -> Generator {
    var models = ["icu": icuVersion]
    models["names"] = names ?? Extractor.embeddedModel
    return Generator(name: "pipeline", version: pipelineVersion, models: models)
  }
}
