import ArgumentParser
import Extract
import Foundation
import ICU
import Intake
import Output
import Segmenter
import Values

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Extracts from files and folders.")

  @Argument(help: "Files or folders.")
  var inputs: [String]

  @Option(help: "ndjson")
  var format = "ndjson"

  mutating func run() throws {
    let intake = Intake()
    let segmenter = try Segmenter()
    let extractor = Extractor()
    let writer = DocumentWriter(
      generator: Generator(name: "pipeline", version: version, models: ["icu": icuVersion]))
    for input in inputs {
      var files = [input]
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: input, isDirectory: &isFolder), isFolder.boolValue {
        files = try FileManager.default.contentsOfDirectory(atPath: input).sorted()
          .map { input + "/" + $0 }
      }
      for file in files {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        let id = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let document = try intake.document(bytes: bytes, id: id, source: file)
        var extractions: [Extraction] = []
        for article in document.articles {
          extractions.append(extractor.extraction(of: try segmenter.segmented(article)))
        }
        FileHandle.standardOutput.write(
          Data(writer.object(for: document, extractions: extractions) + [0x0A]))
      }
    }
  }
}
