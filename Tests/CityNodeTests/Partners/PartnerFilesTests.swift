import CityNode
import Foundation
import TestSupport
import Testing
import Wire

@Suite("Partner files on disk")
struct PartnerFilesTests {
  /// A new folder holding `files`, gone after `body`.
  private func withFolder(_ files: [String: Int], _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, count) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(repeating: 0x20, count: count).write(to: file)
    }
    try body(folder)
  }

  @Test("Files arrive by name, hidden ones left out, folders as empty files")
  func names() throws {
    try withFolder(["b.json": 2, "a.json": 1, ".hidden": 3, "old/c.json": 4]) { folder in
      let read = try PartnerFiles.read(folder: folder.path)
      #expect(read.map { "\($0.name) \($0.bytes.count)" } == ["a.json 1", "b.json 2", "old 0"])
    }
  }

  @Test("Of a file that is too long one byte more than the limit is read, and of files one more")
  func limits() throws {
    try withFolder(["big.json": PartnerLimits.fileBytes + 100]) { folder in
      let counts = try PartnerFiles.read(folder: folder.path).map(\.bytes.count)
      #expect(counts == [PartnerLimits.fileBytes + 1])
    }
    let many = Dictionary(uniqueKeysWithValues: (0..<PartnerLimits.files + 5).map { ("v\($0).json", 0) })
    try withFolder(many) { folder in
      let count = try PartnerFiles.read(folder: folder.path).count
      #expect(count == PartnerLimits.files + 1)
    }
  }

  @Test("A folder of cities is told from a city's folder by the partner files in it")
  func cities() throws {
    let partners = Repository.root.appendingPathComponent("Partners").path
    #expect(try PartnerFiles.cityFolders(in: partners) == ["taipei", "taitung"])
    try withFolder(["moca.json": 2, "old/moca.json": 2]) { folder in
      let folders = try PartnerFiles.cityFolders(in: folder.path)
      #expect(folders == [])
    }
  }

  @Test("A folder that is not there is an error")
  func absent() {
    #expect(throws: (any Error).self) { try PartnerFiles.read(folder: "/nonexistent/partners") }
  }
}
