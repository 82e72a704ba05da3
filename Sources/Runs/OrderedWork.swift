import Foundation

/// Runs items through workers on several threads and hands the results on in the items' order.
///
/// There is no thread for reading and none for writing: whichever worker is free reads the next item,
/// and whichever finds a full batch of results in order writes it. So `jobs` threads use `jobs` cores,
/// one thread does all by itself, and no more than `window` items are held at any time.
public final class OrderedWork<Item: Sendable, Result: Sendable>: @unchecked Sendable {
  // Sendable because every stored property is only touched under `condition`, except for the
  // closures, each of which is called by one thread at a time.

  public struct Limits: Sendable {
    /// Items that are read and not yet written.
    public var window = 96
    /// The sum of their sizes; a single larger item is let through alone.
    public var bytes = 32 << 20
    /// Results that are written at once, unless the input makes its reader wait or `patience` runs
    /// out.
    public var batch = 32
    public var patience = Duration.seconds(1)

    public init() {}
  }

  private let condition = NSCondition()
  private let limits: Limits
  private let isReady: (_ milliseconds: Int) -> Bool
  private let next: () throws -> (item: Item, size: Int)?
  private let write: ([Result]) throws -> Void

  private var nextToRead = 0
  private var nextToWrite = 0
  private var held = 0
  private var results: [Int: (result: Result, size: Int)] = [:]
  private var ready = 0
  private var isReading = false
  /// Whether the input makes its reader wait: then results are written as they come.
  private var isWaiting = false
  private var isWriting = false
  private var isAtEnd = false
  private var isStopped = false
  private var failure: (any Error)?
  private var running = 0
  private var lastWrite = ContinuousClock.now

  /// - Parameters:
  ///   - isReady: whether `next` gives something now or within some milliseconds; called where `next`
  ///     is.
  ///   - next: the next item and its size in bytes; nil at the end. Called by one thread at a time.
  ///   - write: takes results in the items' order. Called by one thread at a time.
  public init(
    limits: Limits = Limits(), isReady: @escaping (_ milliseconds: Int) -> Bool = { _ in true },
    next: @escaping () throws -> (item: Item, size: Int)?,
    write: @escaping ([Result]) throws -> Void
  ) {
    self.limits = limits
    self.isReady = isReady
    self.next = next
    self.write = write
  }

  /// Reads nothing further; what has been read is finished and written. From any thread.
  public func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
    }
  }

  /// Works until all is written.
  ///
  /// - Parameter worker: makes what turns an item into its result, once a thread.
  /// - Throws: the first error of any closure; items that fail are no errors, but results.
  public func run(
    jobs: Int, worker: @escaping @Sendable () throws -> (Item) -> Result
  ) throws {
    running = max(1, jobs)
    for _ in 1..<max(2, jobs) where jobs > 1 {
      let thread = Thread { [self] in loop(worker) }
      // Enough for nested text; Linux gives threads less than the main one.
      thread.stackSize = 8 << 20
      thread.start()
    }
    loop(worker)
    condition.lock()
    while running > 0 { condition.wait() }
    condition.unlock()
    if let failure { throw failure }
  }

  private func loop(_ worker: () throws -> (Item) -> Result) {
    do {
      let process = try worker()
      while let (index, item, size) = try read() {
        let result = process(item)
        try finish(index, result, size)
      }
      try drain()
    } catch {
      condition.withLock {
        failure = failure ?? error
        isStopped = true
      }
    }
    condition.withLock {
      running -= 1
      condition.broadcast()
    }
  }

  /// The next item, when there is room for one; nil at the end.
  private func read() throws -> (Int, Item, Int)? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if failure != nil || isAtEnd || isStopped { return nil }
      let count = nextToRead - nextToWrite
      let isFull = count > 0 && (count >= limits.window || held >= limits.bytes)
      if !isReading, !isFull { break }
      // Full: what holds the rest up may be written by now.
      if isFull, !isWriting, ready > 0 {
        try drainLocked()
        continue
      }
      condition.wait()
    }
    isReading = true
    guard try waitForInput() else {
      isReading = false
      return nil
    }
    condition.unlock()
    let found: (item: Item, size: Int)?
    do {
      found = try next()
    } catch {
      condition.lock()
      isReading = false
      throw error
    }
    condition.lock()
    isReading = false
    condition.broadcast()
    guard let found else {
      isAtEnd = true
      return nil
    }
    defer { nextToRead += 1 }
    held += found.size
    return (nextToRead, found.item, found.size)
  }

  /// Waits until there is something to read, and writes meanwhile what is ready.
  ///
  /// - Returns: false when the work ends before.
  private func waitForInput() throws -> Bool {
    // Whoever fills a pipe as fast as it is read gets their turn.
    var milliseconds = 5
    defer { isWaiting = false }
    while true {
      condition.unlock()
      let isThere = isReady(milliseconds)
      condition.lock()
      if failure != nil || isStopped { return false }
      if isThere { return true }
      isWaiting = true
      try drainLocked()
      // Often enough to end soon when somebody asks for it.
      milliseconds = 100
    }
  }

  private func finish(_ index: Int, _ result: Result, _ size: Int) throws {
    condition.lock()
    defer { condition.unlock() }
    results[index] = (result, size)
    while results[nextToWrite + ready] != nil { ready += 1 }
    let isLate = lastWrite.duration(to: .now) > limits.patience
    try drainLocked(atLeast: isLate || isWaiting ? 1 : limits.batch)
  }

  private func drain() throws {
    condition.lock()
    defer { condition.unlock() }
    try drainLocked()
  }

  /// Writes what is ready, unless another thread is at it.
  ///
  /// - Parameter least: fewer results wait: a writer that took whatever is there would soon write one
  ///   at a time, and small transactions cost more.
  private func drainLocked(atLeast least: Int = 1) throws {
    var least = least
    while !isWriting, failure == nil, ready >= least {
      isWriting = true
      let range = nextToWrite..<nextToWrite + ready
      var batch: [Result] = []
      batch.reserveCapacity(range.count)
      var size = 0
      for index in range {
        guard let entry = results.removeValue(forKey: index) else { continue }
        batch.append(entry.result)
        size += entry.size
      }
      ready = 0
      condition.unlock()
      let outcome = Swift.Result { try write(batch) }
      condition.lock()
      isWriting = false
      lastWrite = .now
      if !isAtEnd, !isStopped, !isWaiting { least = limits.batch }
      nextToWrite = range.upperBound
      held -= size
      while results[nextToWrite + ready] != nil { ready += 1 }
      condition.broadcast()
      try outcome.get()
    }
  }
}
