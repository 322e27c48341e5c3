import StrictJSON
import TestSupport
import Testing

/// The vectors of `Federation/vectors/verification/`, as another implementation would consume them.
@Suite struct VectorTests {
  static let files: [VectorFile] = Repository.files(under: VectorFile.folder, suffix: ".json").compactMap {
    try? VectorFile(parsing: Repository.bytes($0))
  }

  @Test func `every file of the folder can be read and bears its own name`() throws {
    let paths = Repository.files(under: VectorFile.folder, suffix: ".json")
    #expect(paths.count > 100)
    for path in paths {
      #expect(try VectorFile(parsing: Repository.bytes(path)).path == path)
    }
  }

  @Test(arguments: files) func `the token is accepted, or refused for the one rule that it breaks`(
    _ vector: VectorFile
  ) throws {
    #expect(try vector.outcome() == vector.expected)
  }

  @Test(arguments: files.filter { $0.expected == .ok })
  func `an accepted token says exactly the claims that the vector states`(_ vector: VectorFile) throws {
    let claims = try #require(vector.claims)
    #expect(sorted(try vector.disclosedClaims()) == sorted(claims))
  }

  @Test func `no vector holds a private key`() throws {
    for path in Repository.files(under: "Federation/vectors") {
      let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
      #expect(!text.contains("PRIVATE KEY"), "\(path)")
      #expect(!text.contains("\"d\":"), "\(path)")
    }
  }

  @Test func `the list of vectors names every file with its outcome, and no other`() throws {
    let readme = String(decoding: try Repository.bytes("Federation/vectors/README.md"), as: UTF8.self)
    let mark = try #require(readme.firstRange(of: VectorWriter.listBegin))
    let rows = readme[mark.upperBound...].split(separator: "\n").filter { $0.hasPrefix("| `") }.map(
      String.init)
    #expect(rows.count == Self.files.count)
    for (row, file) in zip(rows, Self.files) { #expect(row == file.row) }
  }
}

extension VectorFile {
  /// The file's row in the list of vectors.
  var row: String {
    let outcome =
      expected.stage == .accepted ? "accepted" : "`\(expected.code)`, refused at \(expected.stage.rawValue)"
    return "| `\(name)` | \(outcome) | \(description) |"
  }
}
