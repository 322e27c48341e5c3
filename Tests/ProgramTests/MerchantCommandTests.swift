import Benefits
import Foundation
import Rehearsal
import TestSupport
import Testing

@Suite("citycard merchants and terminals, on a city's books")
struct MerchantCommandTests {
  private let folder: TemporaryFolder
  private let config: String

  init() async throws {
    folder = try TemporaryFolder()
    var plan = RehearsalPlan(root: Repository.root.path, folder: folder.path, program: Program.path)
    plan.members = 20
    plan.desks = ["taitung": ["chulu-ranch"]]
    let cities = try await plan.cities()
    config = try #require(cities.first { $0.id.text == "taitung" }).configurationFile
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(arguments + ["--config", config])
  }

  @Test("A merchant is added with its venues, which change, and each fault is named")
  func merchants() throws {
    let names = ["--name-zh", "布農部落", "--name-en", "Bunun"]
    let added = try Program.run(
      ["merchants", "add", "bunun"] + names + ["--venue", "bunun-village", "--config", config])
    #expect(added.status == 0, "\(added.errors)")
    let again = try Program.run(["merchants", "add", "bunun"] + names + ["--config", config])
    #expect(again.status == 1 && again.errors.contains("merchant_exists"))
    let wrong = try run(
      "merchants", "add", "Wrong", "--name-zh", " ", "--name-en", "x", "--venue", "atlantis")
    #expect(wrong.status == 1)
    for field in ["id:", "name_zh:", "venues:"] { #expect(wrong.errors.contains(field)) }
    #expect(!wrong.errors.contains("name_en:"))
    let taken = try run("merchants", "venues", "bunun", "chulu-ranch")
    #expect(taken.status == 1 && taken.errors.contains("venue_taken"))
    #expect(try run("merchants", "venues", "nobody").errors.contains("unknown_merchant"))
    #expect(try run("merchants", "venues", "bunun", "zhaori-hotspring", "bunun-village").status == 0)
    let list = try run("merchants", "list").output
    #expect(list.contains("bunun\t布農部落 / Bunun\tbunun-village zhaori-hotspring\t-"))
    #expect(list.contains("prehistory\t"))
    #expect(try run("merchants", "venues", "bunun").status == 0)
    #expect(try run("merchants", "list").output.contains("bunun\t布農部落 / Bunun\t-\t-"))
    let log = try run("audit", "list").output
    #expect(log.contains("merchant_added") && log.contains("merchant_changed"))
  }

  @Test("Terminals are listed with when they were heard and which page they have")
  func terminals() throws {
    let list = try run("terminals", "list").output.split(separator: "\n")
    #expect(list.count == 2 && list[0].contains("last heard") && list[0].contains("page"))
    #expect(list[1].hasPrefix("1\tchulu-ranch\t-\tdemo chulu-ranch\t") && list[1].hasSuffix("\t-\t-"))
    #expect(try run("terminals", "revoke", "1").status == 0)
    #expect(try run("terminals", "revoke", "1").status == 1)
    #expect(try run("terminals", "list").output.contains("revoked"))
    let log = try run("audit", "list").output
    #expect(log.contains("terminal_added") && log.contains("terminal_revoked"))
  }
}
