import Foundation
import Wire

/// Reads the partner registry's files from disk, for ``Wire/PartnerFolder``.
public enum PartnerFiles {
  /// The name and bytes of everything in one city's folder, hidden files left out; at most one file and one
  /// byte a file more than the registry's limits, enough for the reader to say that they are exceeded.
  ///
  /// - Throws: Foundation's error if the folder or a file cannot be read.
  public static func read(folder: String) throws -> [(name: String, bytes: [UInt8])] {
    let base = URL(fileURLWithPath: folder, isDirectory: true)
    return try names(in: folder).prefix(PartnerLimits.files + 1).map { name in
      // A folder has no bytes; the reader refuses it by its name or as an empty file.
      if isFolder("\(folder)/\(name)") { return (name, []) }
      return (name, try bytes(base.appendingPathComponent(name)))
    }
  }

  /// The names of the folders inside `folder`, one a city, sorted; none if `folder` holds partner files
  /// itself, so that a stray folder beside a city's files does not hide them. The file of holidays is none.
  ///
  /// - Throws: Foundation's error if the folder cannot be read.
  public static func cityFolders(in folder: String) throws -> [String] {
    let names = try names(in: folder)
    let folders = names.filter { isFolder("\(folder)/\($0)") }
    let files = names.filter { $0 != HolidayFile.name && !folders.contains($0) }
    return files.contains { $0.hasSuffix(".json") } ? [] : folders
  }

  /// The bytes of the file of holidays in the folder of all cities; nil if there is none.
  ///
  /// - Throws: Foundation's error if it is there and cannot be read.
  public static func holidays(in folder: String) throws -> [UInt8]? {
    guard try names(in: folder).contains(HolidayFile.name) else { return nil }
    return try bytes(URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(HolidayFile.name))
  }

  private static func bytes(_ file: URL) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    return [UInt8](try handle.read(upToCount: PartnerLimits.fileBytes + 1) ?? Data())
  }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }
}
