import Office
import TestSupport
import Testing

@testable import Web

@Suite("Federation/CONSOLE.md says what the program does")
struct ConsoleDocumentTests {
  private let sections: [MarkdownCatalogue.Section]

  init() throws {
    sections =
      MarkdownCatalogue(
        String(decoding: try Repository.bytes("Federation/CONSOLE.md"), as: UTF8.self)
      ).sections
  }

  private func rows(_ title: String) throws -> [[String]] {
    try #require(sections.first { $0.title == title }).rows
  }

  @Test("Every route, who may, and how large a body it takes, in the table's order")
  func routes() throws {
    let expected = OfficeTable.all.map { route in
      let who =
        route.caller == .staff ? route.permission.map { "`\($0.rawValue)`" } ?? "signed in" : "anybody"
      let limit = route.bodyLimit
      let size = limit == 0 ? "—" : limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit >> 10) KiB"
      return [route.method, "`\(route.path)`", who, size]
    }
    #expect(try rows("Routes") == expected)
  }

  @Test("Every role and what it may")
  func roles() throws {
    let expected = Role.allCases.map { role in
      let permissions = Permission.allCases.filter(role.permissions.contains).map { "`\($0.rawValue)`" }
      return ["`\(role.rawValue)`", permissions.joined(separator: ", ")]
    }
    #expect(try rows("Rules") == expected)
  }

  @Test("The limits")
  func limits() throws {
    #expect(
      try rows("Limits").map(\.[1]) == ["2,000", "20", "366 days", "50"])
    #expect(FormFields.limit == 2_000 && RevisionRoutes.longestTrial == 366)
    #expect(RevisionRoutes.effectLimit == 20 && RevisionRoutes.recentLimit == 50)
  }
}
