import ArgumentParser

/// Counts what was done and what failed, tells of each failure, and knows the exit status.
struct Outcome {
  private var done = 0
  private var failed = 0

  mutating func succeeded() { done += 1 }

  /// Reports that one input failed; the run goes on with the next.
  mutating func failed(_ source: String, _ error: any Error) {
    failed += 1
    Diagnostics.error(said("\(source): ", "\(source)：") + localized(error, .current))
  }

  /// 0 all well, 1 some inputs failed, 2 nothing could be done.
  var exitCode: ExitCode {
    failed == 0 ? .success : done > 0 ? .someFailed : .nothingDone
  }
}

extension ExitCode {
  static let someFailed = ExitCode(1)
  static let nothingDone = ExitCode(2)
}

extension ParsableCommand {
  /// Runs `body` and turns what it returns or throws into the process's exit status.
  func exiting(_ body: () throws -> Outcome) throws {
    let outcome: Outcome
    do {
      outcome = try body()
    } catch OutputError.readerGone {
      return
    } catch let error where !(error is ValidationError) && !(error is ExitCode) {
      Diagnostics.error(localized(error, .current))
      throw ExitCode.nothingDone
    }
    if outcome.exitCode != .success { throw outcome.exitCode }
  }
}
