import CArchive
import CMarkup

/// Reads the documents of files, folders, archives and standard input, one after the other.
///
/// Nothing larger than one document is held. A file that cannot be read, or whose rest cannot, yields
/// one error and the next file follows.
public final class RecordReader {
  public struct Options: Sendable {
    /// Read every file as this instead of by its name.
    public var form: FileKind.Form?
    /// The largest document in bytes.
    public var limit: Int

    public init(form: FileKind.Form? = nil, limit: Int) {
      self.form = form
      self.limit = limit
    }
  }

  private var walk: FileWalk
  private let options: Options
  private var archive: (reader: ArchiveReader, path: String)?
  private var current: Current?
  /// The sizes of the files before the one that is being read.
  private var bytesBefore = 0
  private var file: (open: OpenFile, size: Int)?

  /// How many bytes of the files have been read, compressed as they are.
  public var bytesRead: Int { bytesBefore + (file.map { min($0.open.position, $0.size) } ?? 0) }

  /// The file, or the member of an archive, that is being read.
  private struct Current {
    enum Rest {
      case whole(any ByteStream, FileKind.Form)
      case lines(LineStream)
      case rows(RowStream, TableHeader?)
    }
    var rest: Rest
    var source: String
    var stem: String
    var number = 0
  }

  public init(_ arguments: [String], options: Options) {
    walk = FileWalk(arguments)
    self.options = options
  }

  /// How many bytes the files that the arguments name hold, compressed as they are.
  public static func totalBytes(_ arguments: [String]) -> Int {
    var walk = FileWalk(arguments)
    var total = 0
    while let entry = walk.next() {
      if case .success(let entry) = entry { total += entry.size }
    }
    return total
  }

  /// Whether the next document, or the end, can be given now or within some milliseconds: whoever
  /// writes to a pipe may take their time.
  public func isReady(within milliseconds: Int) -> Bool {
    guard var reading = current else {
      return archive != nil || !walk.isAtStandardInput
        || pollStandardInput(within: milliseconds)
    }
    // Held by nobody else while it changes.
    current = nil
    defer { current = reading }
    // What cannot be read is told where it is read.
    switch reading.rest {
    case .whole(let stream, _): return stream.isReady(within: milliseconds)
    case .lines(var lines):
      reading.rest = .whole(EmptyBytes(), .text)
      defer { reading.rest = .lines(lines) }
      return (try? lines.isReady(within: milliseconds)) ?? true
    case .rows(var rows, let header):
      reading.rest = .whole(EmptyBytes(), .text)
      defer { reading.rest = .rows(rows, header) }
      return (try? rows.isReady(within: milliseconds)) ?? true
    }
  }

  private func pollStandardInput(within milliseconds: Int) -> Bool {
    (try? OpenFile("-").isReady(within: milliseconds)) ?? true
  }

  /// The next document or what could not be read; nil at the end.
  public func next() -> Result<RawRecord, UnreadableRecord>? {
    while true {
      if var reading = current {
        // Held by nobody else while it changes.
        current = nil
        do {
          if let record = try read(&reading) {
            if case .whole = reading.rest {} else { current = reading }
            return .success(record)
          }
        } catch {
          return .failure(
            UnreadableRecord(
              source: reading.source, number: reading.number > 0 ? reading.number : nil,
              reason: error))
        }
        continue
      }
      if let archive {
        do throws(RecordError) {
          guard let path = try archive.reader.nextPath() else {
            self.archive = nil
            continue
          }
          let name = FileKind.lastPart(of: path)
          // macOS puts a hidden twin beside every file.
          guard !name.hasPrefix("."), !path.hasPrefix("__MACOSX/"),
            let form = options.form ?? FileKind(path: path)?.form
          else { continue }
          current = opened(
            MemberBytes(archive: archive.reader), form, source: archive.path + "!" + path,
            stem: FileKind.stem(of: path))
        } catch {
          self.archive = nil
          return .failure(UnreadableRecord(source: archive.path, reason: error))
        }
        continue
      }
      guard let entry = walk.next() else { return nil }
      switch entry {
      case .failure(let error): return .failure(error)
      case .success(let file):
        bytesBefore += self.file?.size ?? 0
        self.file = nil
        do throws(RecordError) {
          try open(file)
        } catch {
          return .failure(UnreadableRecord(source: file.path, reason: error))
        }
      }
    }
  }

  private func open(_ entry: FileWalk.Entry) throws(RecordError) {
    let path = entry.path
    let kind = FileKind(path: path)
    let file = try OpenFile(path)
    self.file = (file, entry.size)
    let stem = path == "-" ? "stdin" : FileKind.stem(of: path)
    switch kind?.wrapping ?? .none {
    case .archive:
      archive = (try ArchiveReader(file, isArchive: true), path)
    case .compressed:
      let reader = try ArchiveReader(file, isArchive: false)
      guard try reader.nextPath() != nil else { return }
      current = opened(
        MemberBytes(archive: reader), options.form ?? kind?.form ?? .text, source: path, stem: stem)
    case .none:
      // Standard input says nothing about itself: a first { begins records.
      var stream: any ByteStream = FileBytes(file: file)
      var form = options.form ?? kind?.form
      if form == nil {
        let first = try stream.next()
        let mark = first.first { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) }
        form = mark == UInt8(ascii: "{") ? .json : .text
        stream = Resumed(first: first, rest: stream)
      }
      current = opened(stream, form ?? .text, source: path, stem: stem)
    }
  }

  private func opened(
    _ stream: any ByteStream, _ form: FileKind.Form, source: String, stem: String
  ) -> Current {
    let rest: Current.Rest =
      switch form {
      case .text, .markdown, .html: .whole(stream, form)
      case .json: .lines(LineStream(stream, limit: options.limit))
      case .csv: .rows(RowStream(stream, separator: 0x2C, limit: options.limit), nil)
      case .tsv: .rows(RowStream(stream, separator: 0x09, limit: options.limit), nil)
      }
    return Current(rest: rest, source: source, stem: stem)
  }

  /// The next record of what is being read; nil at its end.
  private func read(_ reading: inout Current) throws(RecordError) -> RawRecord? {
    func record(_ content: RawRecord.Content, _ number: Int? = nil) -> RawRecord {
      RawRecord(content: content, source: reading.source, number: number, stem: reading.stem)
    }
    switch reading.rest {
    case .whole(var stream, let form):
      let bytes = try stream.all(limit: options.limit)
      switch form {
      case .markdown: return record(.markdown(bytes))
      case .html: return record(.html(bytes))
      default: return record(.text(bytes))
      }
    case .lines(var lines):
      while true {
        reading.number += 1
        guard var line = try lines.next() else { return nil }
        if line.last == 0x0D { line.removeLast() }
        if reading.number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
        reading.rest = .lines(lines)
        return record(.json(line), reading.number)
      }
    case .rows(var rows, var header):
      if header == nil {
        guard let names = try rows.next() else { return nil }
        header = TableHeader(
          names: names.enumerated().map { index, name in
            let name =
              index == 0 && name.starts(with: [0xEF, 0xBB, 0xBF]) ? name.dropFirst(3) : name[...]
            return String(decoding: name, as: UTF8.self)
          })
      }
      reading.number += 1
      guard let header, let cells = try rows.next() else { return nil }
      reading.rest = .rows(rows, header)
      return record(.row(header: header, cells: cells), reading.number)
    }
  }
}

/// A stream whose first piece was read to see what it is.
private struct Resumed: ByteStream {
  var first: [UInt8]
  var rest: any ByteStream

  func isReady(within milliseconds: Int) -> Bool {
    !first.isEmpty || rest.isReady(within: milliseconds)
  }

  mutating func next() throws(RecordError) -> [UInt8] {
    guard first.isEmpty else {
      defer { first = [] }
      return first
    }
    return try rest.next()
  }
}

/// Stands in for a stream that is being changed, so that it is not copied.
private struct EmptyBytes: ByteStream {
  mutating func next() -> [UInt8] { [] }
}

extension RecordReader {
  /// The name and version of the library that opens archives.
  public static var archiveVersion: String { String(cString: carchive_version()) }
  /// The version of the library that parses pages.
  public static var markupVersion: String { String(cString: cmarkup_version()) }
}
