import ArgumentParser
import Extract

/// Which model of names is used.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      said(
        "A model of names, as train makes it, instead of the one inside.",
        "用 train 训练的人名地名机构名模型，代替内置的。"), valueName: "file"))
  var model: String?

  /// An extractor with the model asked for.
  func extractor() throws -> Extractor {
    do {
      guard let model else { return try Extractor() }
      return try Extractor(model: Input(path: model).bytes())
    } catch {
      Diagnostics.error(
        said("\(model ?? "the embedded model"): ", "\(model ?? "内置模型")：")
          + localized(error, .current))
      throw ExitCode.nothingDone
    }
  }
}
