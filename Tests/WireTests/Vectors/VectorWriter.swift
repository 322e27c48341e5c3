import Foundation
import TestSupport
import Testing

/// Makes every vector anew, with fresh keys, and holds the codec to what each was made for. With
/// `CITYCARD_WRITE_VECTORS=1 swift test --filter VectorWriter` it also writes them: every file changes, and the
/// next run of `VectorTests` reads what was written. The example in `PROTOCOL.md` is rendered from
/// `exchange.json`, which `ExchangeCapture` writes.
@Suite struct VectorWriter {
  static let listBegin = "<!-- vectors: written by VectorWriter -->"

  @Test func `a vector made anew is accepted or refused as it was made for`() throws {
    let forge = try VectorForge()
    let sent = try forge.sentRequest()
    let vectors = try
      (forge.acceptedRequests() + forge.refusedHeaders() + forge.refusedSignatures()
      + forge.refusedDisclosures() + forge.refusedRequests() + forge.refusedChecks()
      + forge.acceptedResponses(to: sent) + forge.malformedResponses(to: sent)
      + forge.refusedResponses(to: sent) + forge.statements() + forge.refusedStatements())
      .sorted { $0.path < $1.path }
    #expect(Set(vectors.map(\.name)).count == vectors.count)
    for vector in vectors {
      #expect(try vector.outcome() == vector.expected, "\(vector.name)")
    }
    guard ProcessInfo.processInfo.environment["CITYCARD_WRITE_VECTORS"] == "1" else {
      let written = Repository.files(under: VectorFile.folder, suffix: ".json")
      #expect(vectors.map(\.path) == written, "write the vectors anew")
      return
    }
    let folder = Repository.root.appendingPathComponent(VectorFile.folder)
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for vector in vectors {
      try Data(vector.encoded).write(to: Repository.root.appendingPathComponent(vector.path))
    }
    try writeList(vectors)
    try writeExchange()
  }

  private func writeExchange() throws {
    let sections = try #require(try ProtocolDocument.sections())
    let text = "\(sections.before)\(try CapturedExchange().markdown())\(sections.after)"
    try Data(text.utf8).write(to: Repository.root.appendingPathComponent(ProtocolDocument.path))
  }

  private func writeList(_ vectors: [VectorFile]) throws {
    let url = Repository.root.appendingPathComponent("Federation/vectors/README.md")
    let text = String(decoding: try Repository.bytes("Federation/vectors/README.md"), as: UTF8.self)
    let marker = try #require(text.firstRange(of: Self.listBegin))
    let rows = ["", "", "| vector | outcome | what it is |", "|---|---|---|"] + vectors.map(\.row)
    try Data("\(text[..<marker.upperBound])\(rows.joined(separator: "\n"))\n".utf8).write(to: url)
  }
}
