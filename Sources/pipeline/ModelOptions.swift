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

  @Option(
    help: ArgumentHelp(
      said(
        "Annotate names by another standard: uner (Universal NER), or a file that train names --base made.",
        "按另一标准标注名称：uner（Universal NER），或自己训练的附加模型文件。"), valueName: "uner|file"))
  var namesStandard: String?

  /// An extractor with the model asked for.
  func extractor() throws -> Extractor {
    do {
      let standard: Extractor.NamesStandard =
        switch namesStandard {
        case nil: .own
        case "uner": .uner
        case let path?: .other(try Input(path: path).bytes())
        }
      return try Extractor(
        model: try model.map { try Input(path: $0).bytes() }, standard: standard)
    } catch {
      let name = [model, namesStandard].compactMap(\.self).joined(separator: ", ")
      Diagnostics.error(
        said(
          "\(name.isEmpty ? "the embedded model" : name): ", "\(name.isEmpty ? "内置模型" : name)：")
          + localized(error, .current))
      throw ExitCode.nothingDone
    }
  }
}
