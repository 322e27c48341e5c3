import Foundation
import Processes
import TestSupport

/// What the rules look at.
enum House {
  /// Every Swift file of ours.
  static let sources: [SwiftSource] = swift(under: "Sources")
  /// Every Swift file of the tests.
  static let tests: [SwiftSource] = swift(under: "Tests")

  /// Every file that git knows or would take: what it ignores is no part of the repository. Without git,
  /// as in an archive, every file that is not hidden.
  static let files: [String] = listedByGit() ?? onDisk()

  /// The names of our targets: the folders of `Sources`.
  static let targets = Set(sources.map(\.target))

  /// A file's text, or nil if it is not UTF-8.
  static func text(_ path: String) -> String? {
    (try? Repository.bytes(path)).flatMap { String(validating: $0, as: UTF8.self) }
  }

  private static func swift(under folder: String) -> [SwiftSource] {
    Repository.files(under: folder, suffix: ".swift").compactMap { path in
      text(path).map { SwiftSource(path: path, $0) }
    }
  }

  private static func listedByGit() -> [String]? {
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = [
      "git", "-C", Repository.root.path, "ls-files", "-z", "--cached", "--others", "--exclude-standard",
    ]
    guard let list = try? git.output(), git.terminationStatus == 0, !list.isEmpty else { return nil }
    return list.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent($0).path) }
  }

  private static func onDisk() -> [String] {
    Repository.files(under: "").filter { $0 != "Package.resolved" }
  }
}
