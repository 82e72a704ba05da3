import Foundation
import Synchronization
import Testing

@testable import Web

@Suite struct WorkPoolTests {
  private static var worker: Worker {
    Worker(articles: { _ in [] }, json: { _ in [] }, words: { ([], $0) }, store: nil)
  }

  @Test func workIsDoneAndErrorsComeBack() async throws {
    let pool = WorkPool(threads: 2, mostWaiting: 100, patience: .seconds(5)) { Self.worker }
    defer { pool.close() }
    let results = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<50 { group.addTask { try await pool.run { _ in number * 2 } } }
      return try await group.reduce(0, +)
    }
    #expect(results == 2450)
    await #expect(throws: UnusableText.self) {
      try await pool.run { _ in throw UnusableText("no") }
    }
  }

  /// Who comes when the queue is full is told at once, who waited too long when it is their turn.
  @Test func tooManyAreRefused() async throws {
    let pool = WorkPool(threads: 1, mostWaiting: 1, patience: .milliseconds(20)) { Self.worker }
    defer { pool.close() }
    let isFree = DispatchSemaphore(value: 0)
    let hasBegun = Mutex(false)
    let first = Task {
      try await pool.run { _ in
        hasBegun.withLock { $0 = true }
        isFree.wait()
      }
    }
    while !hasBegun.withLock({ $0 }) { await Task.yield() }
    let second = Task { try await pool.run { _ in 2 } }
    while pool.waiting == 0 { await Task.yield() }
    await #expect(throws: Refusal.self) { try await pool.run { _ in 3 } }
    try await Task.sleep(for: .milliseconds(50))
    isFree.signal()
    try await first.value
    await #expect(throws: Refusal.self) { try await second.value }
    // And goes on with the next.
    #expect(try await pool.run { _ in 4 } == 4)
  }
}
