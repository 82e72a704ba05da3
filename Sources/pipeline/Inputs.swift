import Intake

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One file to read, or standard input.
struct Input: Equatable {
  /// As the user wrote it or as it was found below a folder that the user named; `-` for standard
  /// input.
  let path: String

  var isStandardInput: Bool { path == "-" }

  /// The file's name without its folder and extension.
  var id: String {
    if isStandardInput { return "stdin" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  func bytes() throws -> [UInt8] {
    guard !isStandardInput else { return try contents(of: POSIX.standardInput) }
    let descriptor: Int32
    do {
      descriptor = try POSIX.openForReading(path)
    } catch {
      throw InputError.unreadable(error)
    }
    defer { try? POSIX.closeFile(descriptor) }
    return try contents(of: descriptor)
  }

  private func contents(of descriptor: Int32) throws(InputError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try POSIX.bytes(of: descriptor, atMost: Intake.maximumBytes + 1)
    } catch {
      throw .unreadable(error)
    }
    guard bytes.count <= Intake.maximumBytes else { throw .tooLarge }
    return bytes
  }
}

enum InputError: Error, CustomStringConvertible {
  case unreadable(SystemError)
  case noTextFiles
  case tooLarge

  var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .noTextFiles: "the folder holds no .txt file; name other files one by one"
    case .tooLarge: "is larger than \(Intake.maximumBytes >> 20) MB; split it into several files"
    }
  }
}

extension Input {
  /// The inputs that the user's arguments name: files and `-` as they are, folders as the .txt files
  /// below them, in the order of their paths' bytes.
  ///
  /// Hidden files and folders are left out, and links to folders are not followed.
  static func list(_ arguments: [String], outcome: inout Outcome) -> [Input] {
    var inputs: [Input] = []
    for argument in arguments {
      guard argument != "-" else {
        inputs.append(Input(path: argument))
        continue
      }
      do {
        guard try POSIX.isDirectory(argument) else {
          inputs.append(Input(path: argument))
          continue
        }
        let found = try textFiles(below: argument)
        if found.isEmpty { throw InputError.noTextFiles }
        inputs += found
      } catch let error as SystemError {
        outcome.failed(argument, InputError.unreadable(error))
      } catch {
        outcome.failed(argument, error)
      }
    }
    return inputs
  }

  private static func textFiles(below folder: String) throws -> [Input] {
    var base = folder
    while base.count > 1, base.hasSuffix("/") { base.removeLast() }
    // Lists all below without following links to folders.
    return try FileManager.default.subpathsOfDirectory(atPath: base)
      .filter { path in
        path.hasSuffix(".txt") && !path.split(separator: "/").contains { $0.hasPrefix(".") }
      }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { Input(path: base == "/" ? "/" + $0 : base + "/" + $0) }
      .filter { (try? POSIX.isDirectory($0.path)) != true }
  }
}
