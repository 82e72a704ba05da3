#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The files that a user's arguments name, one after the other: `-`, files, all readable files below
/// folders, and those that patterns (`*`, `?`, `[…]`) match; in the order of the arguments, and below
/// a folder in the order of the names' bytes.
///
/// Hidden files and folders are left out, and links to folders are not followed: they may lead back.
/// No more than the names of the folders on the way down are held.
struct FileWalk {
  /// One file, its size as far as it is known.
  struct Entry {
    var path: String
    var size: Int
  }

  private var arguments: ArraySlice<String>
  /// Paths that are still to be visited, the next one last.
  private var pending: [String] = []
  /// The folder being walked, and whether anything was found in it.
  private var folder: (path: String, isEmpty: Bool)?

  init(_ arguments: [String]) { self.arguments = arguments[...] }

  /// Whether standard input is what comes next.
  var isAtStandardInput: Bool { pending.isEmpty && folder == nil && arguments.first == "-" }

  mutating func next() -> Result<Entry, UnreadableRecord>? {
    while true {
      if let path = pending.popLast() {
        if let found = visit(path) {
          folder?.isEmpty = false
          return found
        }
        continue
      }
      if let folder, folder.isEmpty {
        self.folder = nil
        return .failure(UnreadableRecord(source: folder.path, reason: .nothingFound))
      }
      folder = nil
      guard let argument = arguments.popFirst() else { return nil }
      if let found = begin(argument) { return found }
    }
  }

  /// An argument that is one file or cannot be found; nil when it fills `pending`.
  private mutating func begin(_ argument: String) -> Result<Entry, UnreadableRecord>? {
    if argument == "-" { return .success(Entry(path: "-", size: 0)) }
    var status = stat()
    if stat(argument, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        return .success(Entry(path: argument, size: Int(status.st_size)))
      }
      var path = argument
      while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
      folder = (path, true)
      return list(path)
    }
    let reason = errno
    guard argument.contains(where: { "*?[".contains($0) }) else {
      return .failure(
        UnreadableRecord(source: argument, reason: .unreadable(Self.message(reason))))
    }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(argument, 0, nil, &matches) == 0, let paths = matches.gl_pathv else {
      return .failure(UnreadableRecord(source: argument, reason: .nothingFound))
    }
    folder = (argument, true)
    for index in (0..<Int(matches.gl_pathc)).reversed() {
      if let path = paths[index] { pending.append(String(cString: path)) }
    }
    return nil
  }

  /// A file; nil for what is none, and for a folder, whose content comes next.
  private mutating func visit(_ path: String) -> Result<Entry, UnreadableRecord>? {
    var link = stat()
    guard lstat(path, &link) == 0 else { return nil }
    if link.st_mode & S_IFMT == S_IFDIR { return list(path) }
    guard FileKind(path: path) != nil else { return nil }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return .failure(UnreadableRecord(source: path, reason: .unreadable(Self.message(errno))))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return .success(Entry(path: path, size: Int(status.st_size)))
  }

  private mutating func list(_ folder: String) -> Result<Entry, UnreadableRecord>? {
    guard let directory = opendir(folder) else {
      return .failure(
        UnreadableRecord(source: folder, reason: .unreadable(Self.message(errno))))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    names.sort { $1.utf8.lexicographicallyPrecedes($0.utf8) }
    pending += names.map { folder == "/" ? "/" + $0 : folder + "/" + $0 }
    return nil
  }

  static func message(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
  }
}
