import ArgumentParser
import Extract

/// Which model of names is used.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model of names, as train makes it, instead of the one inside.", valueName: "file"))
  var model: String?

  /// An extractor with the model asked for.
  func extractor() throws -> Extractor {
    do {
      guard let model else { return try Extractor() }
      return try Extractor(model: Input(path: model).bytes())
    } catch {
      Diagnostics.error("\(model ?? "the embedded model"): \(error)")
      throw ExitCode.nothingDone
    }
  }
}
