public import Foundation

/// Where the tests find the repository's own files and the public vectors.
public enum Repository {
  /// The folder that holds `Package.swift`.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The bytes of a file of the repository.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
  }

  /// Every regular file under `folder`, as paths from the root, sorted; hidden files and folders left out.
  public static func files(under folder: String, suffix: String = "") -> [String] {
    let base = root.path + "/"
    let walk = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder), includingPropertiesForKeys: [.isRegularFileKey],
      options: [.skipsHiddenFiles])
    var found: [String] = []
    while let url = walk?.nextObject() as? URL {
      guard (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true,
        url.path.hasSuffix(suffix)
      else { continue }
      found.append(String(url.path.dropFirst(base.count)))
    }
    return found.sorted()
  }
}

/// The public conformance vectors: `$CITYCARD_VECTORS`, else `../shared/vectors` beside the repository. They
/// are not ours and not in the repository; tests that need them are skipped, visibly, where they are absent:
/// `@Test(.enabled(if: Vectors.present, "public vectors not found"))`.
public enum Vectors {
  /// The folder, whether it exists or not.
  public static let folder: URL =
    ProcessInfo.processInfo.environment["CITYCARD_VECTORS"].map { URL(fileURLWithPath: $0) }
    ?? Repository.root.deletingLastPathComponent().appendingPathComponent("shared/vectors")

  /// Whether the vectors are there.
  public static let present = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("INDEX.md").path)

  /// The bytes of one vector file.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
  }

  /// The names in one folder of the vectors, sorted.
  public static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path).sorted()
  }
}
