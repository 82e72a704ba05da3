import Extract
import ICU
import Intake
import Output
import Segmenter
import Values

/// Measures the stages over documents on one thread.
///
/// All stages take turns, so that a machine that is busy for a while slows every stage and not one;
/// what counts is the processor time of a stage's fastest round.
struct Benchmark {
  let documents: [Document]
  let stages: Stages

  private struct Stage {
    let name: String
    let round: () throws -> Void
    var best = Duration.seconds(3600)
    var total = Duration.zero
  }

  /// ICU and the whole are repeated in turns until each has run so long, the others in between until they
  /// have: the fastest of many rounds is the one that other work on the machine disturbed least.
  private static let shortest = Duration.seconds(1)
  /// An unoptimised whole is not repeated as often as ICU, which is optimised, would need it.
  private static let longest = Duration.seconds(10)
  private static let fewestRounds = 5

  /// A line a stage, peak memory, and as the last line the ratio of the whole to ICU alone.
  func report() throws -> String {
    var measured = try allStages()
    var rounds = 0
    let last = measured.count - 1
    while rounds < Self.fewestRounds
      || min(measured[0].total, measured[last].total) < Self.shortest
        && measured[last].total < Self.longest
    {
      for index in measured.indices {
        let isCompared = index == 0 || index == last
        if !isCompared, rounds >= Self.fewestRounds, measured[index].total >= Self.shortest {
          continue
        }
        let start = POSIX.processorTime()
        try measured[index].round()
        let time = POSIX.processorTime() - start
        measured[index].best = min(measured[index].best, time)
        measured[index].total += time
      }
      rounds += 1
    }
    return text(measured)
  }

  /// ICU's word breaking first, the whole extraction last.
  private func allStages() throws -> [Stage] {
    let words = try Boundaries(.wordByICUAlone)
    let segmented = try documents.map { try $0.articles.map(stages.segmenter.segmented) }
    let extractions = segmented.map { $0.map(stages.extraction) }
    let writer = DocumentWriter(generator: .pipeline())
    let standards = try WordStandard.allCases.filter { $0 != .icu }.map { standard in
      (standard, try Segmenter(standard: standard))
    }
    let tagging = try Segmenter(standard: .pku)
    let scratch = Extractor.Scratch()
    var ends: [Int32] = []
    var statuses: [UInt16] = []
    var bytes: [UInt8] = []
    let learned =
      standards.map { standard, segmenter in
        // ICU's word breaking and the model that reads it.
        Stage(name: "words, \(standard)") {
          for document in documents {
            for article in document.articles {
              _ = try segmenter.tokens(in: article.reading.units)
            }
          }
        }
      } + [
        Stage(name: "words and tags, pku") {
          for document in documents {
            for article in document.articles {
              let units = article.reading.units
              _ = try tagging.partsOfSpeech(of: tagging.tokens(in: units), in: units)
            }
          }
        },
        Stage(name: "words, tags and names, pku") {
          for document in documents {
            for article in document.articles {
              let segmented = try tagging.segmented(article)
              _ = try tagging.partsOfSpeech(of: segmented.tokens, in: segmented.units)
              _ = stages.extractor.names(in: segmented, scratch: scratch)
            }
          }
        },
      ]
    return [
      // UTF-16, one iterator for all, its text set once a document.
      Stage(name: "ICU word breaking") {
        for document in documents {
          try document.units.withUnsafeBufferPointer {
            try words.find(in: $0, ends: &ends, statuses: &statuses)
          }
        }
      },
      Stage(name: "intake layout") { for document in documents { _ = try layout(document) } },
      Stage(name: "segmentation") {
        for document in documents {
          for article in document.articles { _ = try stages.segmenter.segmented(article) }
        }
      },
    ] + learned + [
      Stage(name: "extraction") {
        for articles in segmented {
          for article in articles { _ = stages.extraction(of: article) }
        }
      },
      Stage(name: "output") {
        for (document, extractions) in zip(documents, extractions) {
          bytes.removeAll(keepingCapacity: true)
          writer.write(document, extractions: extractions, to: &bytes)
        }
      },
      Stage(name: "whole, decoded text to output") {
        var batch = Batch()
        for (index, document) in documents.enumerated() {
          batch.append(try layout(document))
          guard batch.isFull || index + 1 == documents.count else { continue }
          for (document, extractions) in zip(batch.documents, stages.extractions(from: batch)) {
            bytes.removeAll(keepingCapacity: true)
            writer.write(document, extractions: try extractions.get(), to: &bytes)
          }
          batch.removeAll()
        }
      },
    ]
  }

  private func layout(_ document: Document) throws -> Document {
    try stages.intake.document(
      units: document.units, id: document.id, source: document.source, title: nil, date: nil,
      encoding: document.encoding, sha256: document.sha256)
  }

  private func text(_ measured: [Stage]) -> String {
    let characters = documents.reduce(0) { $0 + TokenLines.characters(in: $1.units[...]) }
    let width = measured.map(\.name.count).max() ?? 0
    var lines = ["\(documents.count) documents, \(characters) characters"]
    for stage in measured {
      let seconds = max(stage.best / .seconds(1), 1e-9)
      let speed = String(Int((Double(characters) / seconds).rounded()))
      lines.append(
        stage.name + String(repeating: " ", count: width - stage.name.count)
          + String(repeating: " ", count: max(2, 14 - speed.count)) + speed + " characters/s")
    }
    if let peak = POSIX.peakMemory() { lines.append("peak memory \((peak + 1023) / 1024) MB") }
    if let icu = measured.first, let whole = measured.last {
      let hundredths = Int((whole.best / icu.best * 100).rounded())
      let fraction = String(hundredths % 100)
      let zero = fraction.count < 2 ? "0" : ""
      lines.append("ratio \(hundredths / 100).\(zero)\(fraction)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
