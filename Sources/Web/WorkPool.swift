import Foundation
import HTTPTypes

/// Threads that do the server's work, so that what takes long never holds up the network.
///
/// Bounded in every direction: as many threads as cores, so many requests waiting, and none waits
/// longer than a deadline. More would only make all of them late.
final class WorkPool: @unchecked Sendable {
  // Guarded by `condition`.

  private struct Job {
    let run: (Worker) -> Void
    let refuse: (Refusal) -> Void
    let deadline: ContinuousClock.Instant
  }

  private let condition = NSCondition()
  private var jobs: [Job] = []
  private var isClosed = false
  private let mostWaiting: Int
  private let patience: Duration

  /// - Parameters:
  ///   - threads: how many work at once.
  ///   - mostWaiting: how many requests may wait for a thread.
  ///   - patience: how long one may wait.
  ///   - makeWorker: called once on each thread.
  init(
    threads: Int, mostWaiting: Int, patience: Duration,
    makeWorker: @escaping @Sendable () throws -> Worker
  ) {
    self.mostWaiting = mostWaiting
    self.patience = patience
    for _ in 0..<threads {
      let thread = Thread { [self] in work(makeWorker) }
      // The recognisers' own stacks are shallow; SQLite's parser and ICU want some.
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  /// Runs `body` on a thread of the pool.
  ///
  /// - Throws: ``Refusal/busy`` when too many wait or it waited too long, or what `body` throws.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (Worker) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let job = Job(
        run: { worker in continuation.resume(with: Result { try body(worker) }) },
        refuse: { continuation.resume(throwing: $0) }, deadline: .now + patience)
      let isTaken = condition.withLock {
        guard !isClosed, jobs.count < mostWaiting else { return false }
        jobs.append(job)
        condition.signal()
        return true
      }
      if !isTaken { job.refuse(.busy) }
    }
  }

  var waiting: Int { condition.withLock { jobs.count } }

  /// Takes no more work; what waits is still done.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  private func work(_ makeWorker: () throws -> Worker) {
    let worker: Result<Worker, any Error> = Result { try makeWorker() }
    while true {
      let job: Job? = condition.withLock {
        while jobs.isEmpty, !isClosed { condition.wait() }
        return jobs.isEmpty ? nil : jobs.removeFirst()
      }
      guard let job else { return }
      guard job.deadline > .now else {
        job.refuse(.busy)
        continue
      }
      switch worker {
      case .success(let worker): job.run(worker)
      case .failure(let error):
        job.refuse(Refusal(.internalServerError, "no-worker", "\(error)"))
      }
    }
  }
}
