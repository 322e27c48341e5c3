import Benefits
import StrictJSON
import TestSupport
import Testing

/// `Federation/OFFERS.md` says what the code does.
@Suite struct OffersDocumentTests {
  private func lines(_ path: String) throws -> [Substring] {
    String(decoding: try Repository.bytes(path), as: UTF8.self).split(separator: "\n")
  }

  /// The cells of the numbered rows of a document's tables.
  private func rows(_ path: String) throws -> [[String]] {
    try lines(path).filter { $0.hasPrefix("| ") }.map { line in
      line.split(separator: "|").map {
        String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }.filter { $0.first.flatMap { Int($0) } != nil && $0.dropFirst().first?.hasPrefix("`") == true }
  }

  @Test func `the table of reasons is the code's, in its order of precedence`() throws {
    let rows = try rows("Federation/OFFERS.md")
    #expect(rows.map { $0[1] } == Reason.allCases.map { "`\($0.rawValue)`" })
    #expect(rows.map { $0[0] } == Reason.allCases.indices.map { String($0 + 1) })
  }

  @Test func `what the clerk reads is the same in both documents`() throws {
    let reasons = Set(Reason.allCases.map { "`\($0.rawValue)`" })
    let errors = try rows("Federation/ERRORS.md").filter { reasons.contains($0[1]) && $0.count > 6 }
    #expect(errors.count == Reason.allCases.count)
    for (row, error) in zip(try rows("Federation/OFFERS.md"), errors) {
      #expect([row[1], row[2], row[3]] == [error[1], error[3], error[4]])
    }
  }

  @Test func `every worked example is a vector and comes to the same amount`() throws {
    let examples = try lines("Federation/OFFERS.md").filter { $0.hasPrefix("→ `") }
    #expect(examples.count == 12)
    for example in examples {
      let file = example.split(separator: "`")[1]
      let name = try #require(example.split(separator: "「", maxSplits: 1).last?.split(separator: "」").first)
      let due = try #require(example.split(separator: "**").compactMap { Int64($0) }.first)
      let vector = OfferVectorTests.cases.first {
        $0.file.hasSuffix("/\(file)") && $0.name.hasPrefix("\(name) / ")
      }
      #expect(vector?.decision?.due == Money(due), "\(example)")
    }
  }

  @Test func `the list of files names each with its number of cases`() throws {
    let readme = try lines("Federation/vectors/README.md").filter { $0.hasPrefix("| `offers/") }
    let files = OfferVectorTests.files.map {
      "| `offers/\($0.path.split(separator: "/").last ?? "")` | \($0.cases.count) | \($0.theme.zh) \($0.theme.en) |"
    }
    #expect(readme.map(String.init) == files)
  }
}
