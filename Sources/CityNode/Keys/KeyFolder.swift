import Foundation
import Signing
import SystemPackage

/// A folder of secrets: it appears whole or not at all, and only its owner can read it.
enum KeyFolder {
  /// Writes `files` into a new folder at `path`, mode 0700, each file 0600. They are written to a hidden
  /// folder beside it, which takes the name at the end; if anything fails, nothing is left.
  ///
  /// - Throws: ``KeyFileError`` `folder_not_written`, also if there is something at `path` already.
  static func write(_ files: [(name: String, text: String)], to path: String) throws {
    let target = URL(fileURLWithPath: path, isDirectory: true)
    let mark = try SecureRandom.bytes(8).map { hexadecimal($0) }.joined()
    let draft = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).\(mark)", isDirectory: true)
    do {
      try FileManager.default.createDirectory(
        at: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      do {
        for file in files { try create(draft.appendingPathComponent(file.name).path, file.text) }
        // moveItem refuses a target that exists, so nobody's keys are overwritten.
        try FileManager.default.moveItem(at: draft, to: target)
      } catch {
        try? FileManager.default.removeItem(at: draft)
        throw error
      }
    } catch {
      throw KeyFileError(.folderNotWritten, at: path, detail: "\(error)")
    }
  }

  /// Makes the folder at `path`, and those above it that are missing, all for the owner alone.
  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw KeyFileError(.folderNotWritten, at: path, detail: "\(error)")
    }
  }

  /// Creates a file that was not there, readable by its owner from the first moment, and waits until it is on
  /// the disk.
  private static func create(_ path: String, _ text: String) throws {
    let descriptor = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
    let file = FileHandle(fileDescriptor: descriptor.rawValue, closeOnDealloc: true)
    try file.write(contentsOf: Data(text.utf8))
    try file.synchronize()
    try file.close()
  }

  /// The text of a file of at most 64 KiB; nil if there is none.
  static func text(_ name: String, in folder: String) throws(KeyFileError) -> String? {
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: textLimit + 1), data.count <= textLimit,
      let text = String(data: data, encoding: .utf8)
    else { throw KeyFileError(.fileUnreadable, at: path) }
    return text
  }

  private static let textLimit = 64 * 1024
}

/// `byte` as two hexadecimal digits in lower case.
func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return digits.count == 2 ? digits : "0" + digits
}
