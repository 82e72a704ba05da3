import Extract
import ICU
import Intake
import Output
import Segmenter
import Values

/// A document that is read once and measured often.
struct MeasuredDocument {
  let bytes: [UInt8]
  let document: Document

  init(_ input: Input, _ stages: Stages) throws {
    bytes = try input.bytes()
    document = try stages.intake.document(bytes: bytes, id: input.id, source: input.path)
  }

  var characters: Int { TokenLines.characters(in: document.units[...]) }
}

/// Measures the stages over documents on one thread.
struct Benchmark {
  let documents: [MeasuredDocument]
  let stages: Stages

  /// Each stage is repeated at least so long: on a shared machine other work makes single rounds
  /// slow, and the fastest of many is the one that it disturbed least.
  private static let shortest = Duration.seconds(1)
  private static let fewestRounds = 5
  /// A stage that takes no time at all would be repeated for ever.
  private static let mostRounds = 100_000

  /// A line a stage, peak memory, and as the last line the ratio of the whole to ICU alone.
  func report() throws -> String {
    let icu = try words()
    let segmented = try documents.map { try $0.document.articles.map(stages.segmenter.segmented) }
    let extractions = segmented.map { $0.map { stages.extractor.extraction(of: $0) } }
    let writer = DocumentWriter(generator: .pipeline)
    var bytes: [UInt8] = []
    var rows = [("ICU word breaking", icu)]
    rows.append(
      (
        "intake layout",
        try fastest { for document in documents { _ = try layout(document) } }
      ))
    rows.append(
      (
        "segmentation",
        try fastest {
          for document in documents {
            for article in document.document.articles {
              _ = try stages.segmenter.segmented(article)
            }
          }
        }
      ))
    rows.append(
      (
        "extraction",
        fastest {
          for articles in segmented {
            for article in articles { _ = stages.extraction(of: article) }
          }
        }
      ))
    rows.append(
      (
        "output",
        fastest {
          for (document, extractions) in zip(documents, extractions) {
            bytes.removeAll(keepingCapacity: true)
            writer.write(document.document, extractions: extractions, to: &bytes)
          }
        }
      ))
    let whole = try fastest {
      for document in documents {
        let document = try layout(document)
        bytes.removeAll(keepingCapacity: true)
        writer.write(document, extractions: try stages.extractions(from: document), to: &bytes)
      }
    }
    rows.append(("whole, decoded text to output", whole))
    return text(rows, ratio: whole / icu)
  }

  /// ICU's word breaking alone: UTF-16, one iterator for all, its text set once a document.
  private func words() throws -> Duration {
    let words = try Boundaries(.word)
    var ends: [Int32] = []
    var statuses: [UInt16] = []
    return try fastest {
      for document in documents {
        try document.document.units.withUnsafeBufferPointer {
          try words.find(in: $0, ends: &ends, statuses: &statuses)
        }
      }
    }
  }

  private func layout(_ measured: MeasuredDocument) throws -> Document {
    try stages.intake.document(
      bytes: measured.bytes, id: measured.document.id, source: measured.document.source)
  }

  private func fastest(_ round: () throws -> Void) rethrows -> Duration {
    let clock = ContinuousClock()
    var best: Duration?
    var total = Duration.zero
    var rounds = 0
    while (total < Self.shortest && rounds < Self.mostRounds) || rounds < Self.fewestRounds {
      let time = try clock.measure(round)
      best = min(best ?? time, time)
      total += time
      rounds += 1
    }
    return best ?? .zero
  }

  private func text(_ rows: [(name: String, time: Duration)], ratio: Double) -> String {
    let characters = documents.reduce(0) { $0 + $1.characters }
    var lines = ["\(documents.count) documents, \(characters) characters"]
    let width = rows.map(\.name.count).max() ?? 0
    for (name, time) in rows {
      let seconds = time / .seconds(1)
      let speed = Int((Double(characters) / max(seconds, 1e-9)).rounded())
      let digits = String(speed)
      lines.append(
        name + String(repeating: " ", count: width - name.count + 2)
          + String(repeating: " ", count: max(0, 12 - digits.count)) + digits + " characters/s")
    }
    if let peak = POSIX.peakMemory() { lines.append("peak memory \((peak + 1023) / 1024) MB") }
    let hundredths = Int((ratio * 100).rounded())
    let fraction = hundredths % 100
    lines.append("ratio \(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)")
    return lines.joined(separator: "\n") + "\n"
  }
}
