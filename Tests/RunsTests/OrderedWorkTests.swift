import Foundation
import Synchronization
import Testing

@testable import Runs

@Suite struct OrderedWorkTests {
  /// Numbers through workers of uneven speed.
  private func squares(
    _ count: Int, jobs: Int, limits: OrderedWork<Int, Int>.Limits = .init()
  ) throws -> [Int] {
    let next = Mutex(0)
    let written = Mutex<[Int]>([])
    let work = OrderedWork<Int, Int>(
      limits: limits,
      next: {
        next.withLock { number in
          guard number < count else { return nil }
          defer { number += 1 }
          return (number, 8)
        }
      },
      write: { batch in written.withLock { $0 += batch } })
    try work.run(jobs: jobs) {
      { number in
        if number % 7 == 0 { usleep(200) }
        return number * number
      }
    }
    return written.withLock { $0 }
  }

  @Test(arguments: [1, 2, 5])
  func resultsKeepTheOrderOfTheItems(jobs: Int) throws {
    #expect(try squares(500, jobs: jobs) == (0..<500).map { $0 * $0 })
    #expect(try squares(0, jobs: jobs) == [])
    #expect(try squares(1, jobs: jobs) == [0])
  }

  @Test func aWindowOfOneWorks() throws {
    var limits = OrderedWork<Int, Int>.Limits()
    limits.window = 1
    limits.bytes = 1
    #expect(try squares(50, jobs: 3, limits: limits).count == 50)
  }

  struct Broken: Error {}

  @Test func anErrorOfTheWriterEndsTheRun() {
    let next = Mutex(0)
    let work = OrderedWork<Int, Int>(
      next: {
        next.withLock {
          $0 += 1
          return ($0, 1)
        }
      },
      write: { _ in throw Broken() })
    #expect(throws: Broken.self) { try work.run(jobs: 2) { { $0 } } }
  }

  /// Input that comes slowly is written as it comes, whatever a batch is.
  @Test(.timeLimit(.minutes(1)), arguments: [1, 2])
  func whatIsDoneIsWrittenWhileTheInputWaits(jobs: Int) throws {
    let written = Mutex(0)
    let given = Mutex(0)
    let work = OrderedWork<Int, Int>(
      // The next number is there when all before it are written.
      isReady: { _ in written.withLock { $0 } == given.withLock { $0 } },
      next: {
        given.withLock { number in
          guard number < 20 else { return nil }
          defer { number += 1 }
          return (number, 1)
        }
      },
      write: { batch in written.withLock { $0 += batch.count } })
    try work.run(jobs: jobs) { { $0 } }
    #expect(written.withLock { $0 } == 20)
  }

  /// Somebody who waits for input can be stopped.
  @Test(.timeLimit(.minutes(1)))
  func waitingForInputEndsWhenStopped() throws {
    let box = Mutex<OrderedWork<Int, Int>?>(nil)
    let written = Mutex(0)
    let given = Mutex(0)
    let work = OrderedWork<Int, Int>(
      isReady: { _ in
        guard given.withLock({ $0 }) > 0 else { return true }
        box.withLock { $0 }?.stop()
        return false
      },
      next: {
        given.withLock { $0 += 1 }; return (1, 1)
      },
      write: { batch in written.withLock { $0 += batch.count } })
    box.withLock { $0 = work }
    try work.run(jobs: 2) { { $0 } }
    #expect(written.withLock { $0 } == 1)
  }

  @Test func stoppingWritesWhatWasRead() throws {
    let read = Mutex(0)
    let written = Mutex(0)
    let box = Mutex<OrderedWork<Int, Int>?>(nil)
    let work = OrderedWork<Int, Int>(
      next: {
        let number = read.withLock {
          $0 += 1
          return $0
        }
        if number == 100 { box.withLock { $0 }?.stop() }
        return (number, 1)
      },
      write: { batch in written.withLock { $0 += batch.count } })
    box.withLock { $0 = work }
    try work.run(jobs: 2) { { $0 } }
    #expect(written.withLock { $0 } == read.withLock { $0 })
  }
}

@Suite struct ResumableFileTests {
  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "resumable-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  @Test func whatTheManifestDoesNotKnowIsCutOff() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "out").path
    let file = try ResumableFile(path: path, configuration: "c", isForced: false)
    try file.append([
      .init(key: "a", bytes: Array("one".utf8)), .init(key: "b", bytes: nil),
      .init(key: "c", bytes: Array("two".utf8)),
    ])
    try file.close()
    let output = try FileHandle(forWritingTo: URL(filePath: path))
    try output.seekToEnd()
    try output.write(contentsOf: Data("half a li".utf8))
    try output.close()
    let manifest = try FileHandle(forWritingTo: URL(filePath: path + ".manifest"))
    try manifest.seekToEnd()
    try manifest.write(contentsOf: Data("d\t9".utf8))
    try manifest.close()

    let again = try ResumableFile(path: path, configuration: "c", isForced: false)
    #expect(again.done == ["a", "c"])
    #expect(again.failed == ["b"])
    try again.append([.init(key: "d", bytes: Array("three".utf8))])
    try again.close()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\ntwo\nthree\n")
  }

  @Test func otherOptionsAndForeignFilesAreRefused() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "out").path
    try ResumableFile(path: path, configuration: "c", isForced: false).close()
    #expect(throws: ResumableFile.Failure.self) {
      try ResumableFile(path: path, configuration: "other", isForced: false)
    }
    _ = try ResumableFile(path: path, configuration: "other", isForced: true)
    let foreign = folder.appending(path: "foreign")
    try Data("precious".utf8).write(to: foreign)
    #expect(throws: ResumableFile.Failure.self) {
      try ResumableFile(path: foreign.path, configuration: "c", isForced: false)
    }
    #expect(try String(contentsOf: foreign, encoding: .utf8) == "precious")
  }
}
