import CArchive

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Bytes that come piece by piece: a file, standard input, or a member of an archive.
protocol ByteStream {
  /// The next piece, empty at the end.
  mutating func next() throws(RecordError) -> [UInt8]
  /// Whether it, or the end, is there, or comes within some milliseconds: pipes make their readers wait.
  func isReady(within milliseconds: Int) -> Bool
}

extension ByteStream {
  func isReady(within milliseconds: Int) -> Bool { true }

  /// All that is left, up to `limit` bytes.
  mutating func all(limit: Int) throws(RecordError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try next()
      if piece.isEmpty { return bytes }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    }
  }
}

/// Large enough for few calls, small enough to be nothing beside a document.
private let pieceSize = 1 << 18

/// An open file, closed with the last reference.
final class OpenFile {
  let descriptor: Int32
  private let isOwned: Bool

  /// - Parameter path: `-` for standard input.
  init(_ path: String) throws(RecordError) {
    isOwned = path != "-"
    descriptor = isOwned ? open(path, O_RDONLY | O_CLOEXEC) : 0
    guard descriptor >= 0 else { throw .unreadable(FileWalk.message(errno)) }
  }

  deinit { if isOwned { close(descriptor) } }

  /// Whether there is something to read; files always have, be it their end.
  func isReady(within milliseconds: Int) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = poll(&waiting, 1, Int32(milliseconds))
    // A signal is no input; any other error comes out where it is read.
    return count > 0 || count < 0 && errno != EINTR
  }

  /// How far it has been read; 0 for a pipe.
  var position: Int { max(0, Int(lseek(descriptor, 0, SEEK_CUR))) }
}

struct FileBytes: ByteStream {
  let file: OpenFile

  func isReady(within milliseconds: Int) -> Bool { file.isReady(within: milliseconds) }

  mutating func next() throws(RecordError) -> [UInt8] {
    var failure: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
      var received = 0
      repeat {
        received = read(file.descriptor, buffer.baseAddress, buffer.count)
      } while received < 0 && errno == EINTR
      if received < 0 { failure = errno }
      count = max(0, received)
    }
    guard failure == 0 else { throw .unreadable(FileWalk.message(failure)) }
    return piece
  }
}

/// The members of an archive, or the one content of a compressed file.
final class ArchiveReader {
  private let file: OpenFile
  private let handle: OpaquePointer

  init(_ file: OpenFile, isArchive: Bool) throws(RecordError) {
    self.file = file
    guard let handle = carchive_open(file.descriptor, isArchive ? 1 : 0) else {
      throw .unreadable("no memory")
    }
    self.handle = handle
  }

  deinit { carchive_close(handle) }

  /// Goes to the next regular file and gives its path; nil at the end.
  func nextPath() throws(RecordError) -> String? {
    while true {
      switch carchive_next(handle) {
      case 0: return nil
      case 1:
        if carchive_is_file(handle) == 1 { return String(cString: carchive_path(handle)) }
      default: throw .damaged(message)
      }
    }
  }

  private var message: String { String(cString: carchive_error(handle)) }

  fileprivate func read() throws(RecordError) -> [UInt8] {
    var failed = false
    let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
      let received = carchive_read(handle, buffer.baseAddress, buffer.count)
      failed = received < 0
      count = max(0, Int(received))
    }
    if failed { throw .damaged(message) }
    return piece
  }
}

/// The member that an archive's reader stands at.
struct MemberBytes: ByteStream {
  let archive: ArchiveReader
  mutating func next() throws(RecordError) -> [UInt8] { try archive.read() }
}
