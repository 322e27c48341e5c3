import Benefits
import Foundation
import Rehearsal
import TestSupport
import Testing

@Suite("citycard partners, on a city's books")
struct RegistryCommandTests {
  private let folder: TemporaryFolder
  private let config: String

  init() async throws {
    folder = try TemporaryFolder()
    var plan = RehearsalPlan(root: Repository.root.path, folder: folder.path, program: Program.path)
    plan.members = 20
    plan.desks = [:]
    let cities = try await plan.cities()
    config = try #require(cities.first { $0.id.text == "taitung" }).configurationFile
  }

  private func partners(_ arguments: String...) throws -> Program.Result {
    try Program.run(["partners"] + arguments + ["--config", config])
  }

  /// The museum's file with something replaced.
  private func museum(_ old: String, _ new: String) throws -> String {
    let path = "Partners/taitung/museum-of-prehistory.json"
    let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
    try #require(text.contains(old))
    return try folder.write("museum-of-prehistory.json", Array(text.replacing(old, with: new).utf8))
  }

  @Test("A change goes from file to publication by two people's commands, and each step is told")
  func life() throws {
    let founding = try partners("import", Repository.root.path + "/Partners/taitung", "--as", "Lin")
    #expect(founding.status == 0 && founding.output.contains("nothing to do"), "\(founding.errors)")
    let file = try museum(#""price": 80"#, #""price": 90"#)
    let draft = try partners("import", file, "--as", "Lin", "--note", "調漲")
    #expect(draft.status == 0, "\(draft.errors)")
    let id = String(draft.output.prefix { $0 != "\t" })
    #expect(Int(id) == 10)
    #expect(try partners("submit", id).status == 0)
    let alone = try partners("review", id, "--as", " lin", "--approve")
    #expect(alone.status == 1 && alone.errors.contains("same_person"))
    #expect(try partners("review", id, "--as", "Chen", "--approve").status == 0)
    let published = try partners("publish")
    #expect(published.status == 0 && published.output.contains("no. 2"), "\(published.errors)")
    let shown = try partners("show", id)
    #expect(shown.output == (try String(contentsOfFile: file, encoding: .utf8)))
    #expect(shown.errors.contains("Chen") && shown.errors.contains("調漲") && shown.errors.contains("90"))
    let log = try partners("log", "--venue", "museum-of-prehistory").output.split(separator: "\n")
    #expect(log.count == 2 && log[0].contains("published") && log[1].contains("retired"))
    let status = try partners("status")
    #expect(status.output.contains("no. 2") && status.output.contains("none fetched yet"))
  }

  @Test("In one go it takes two names, and what is refused leaves no draft behind")
  func oneGo() throws {
    let file = try museum(#""flat_price": 60"#, #""flat_price": 50"#)
    let half = try partners("publish", file, "--as", "Lin")
    #expect(half.status != 0)
    let refused = try partners("publish", file, "--as", "Lin", "--reviewed-by", "Chen")
    #expect(refused.status == 1 && refused.errors.contains("offer_changed_without_version"))
    #expect(refused.errors.contains("museum-of-prehistory-resident"))
    #expect(try partners("log").output.contains("offer_changed_without_version"))
    #expect(try !partners("status").output.contains("draft"))
    let dearer = try museum(#""price": 80"#, #""price": 90"#)
    let done = try partners("publish", dearer, "--as", "Lin", "--reviewed-by", "Chen")
    #expect(done.status == 0 && done.output.contains("no. 2"), "\(done.errors)")
  }

  @Test("A dry run names its days and what it infers, and refuses what has nothing to compare with")
  func dryRun() throws {
    let draft = try partners("import", museum(#""price": 80"#, #""price": 90"#), "--as", "Lin")
    let id = String(draft.output.prefix { $0 != "\t" })
    let run = try partners("dry-run", id, "--from", "2026-10-01", "--until", "2026-10-31")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("2026-10-01～2026-10-31 的 0 次入場中的 0 次"))
    #expect(run.output.contains("altered 0 of 0 visits by NT$0; 0 can't be judged"))
    #expect(run.output.contains("Facts about holders are not kept"))
    #expect(try partners("dry-run", id, "--from", "2026-10-01").status != 0)
    #expect(try partners("dry-run", "99").errors.contains("unknown_revision"))
    let withdrawn = try partners("retire", "museum-of-prehistory", "--as", "Lin")
    let retired = try partners("dry-run", String(withdrawn.output.prefix { $0 != "\t" }))
    #expect(retired.status == 1 && retired.errors.contains("nothing to compare"))
  }

  @Test("A faulty file is told with its line, a revision that is not there by its number")
  func faults() throws {
    let faulty = try partners("import", museum(#""price": 80"#, #""price": -80"#), "--as", "Lin")
    #expect(faulty.status == 1 && faulty.errors.contains("museum-of-prehistory.json:"))
    #expect(try partners("log").output.split(separator: "\n").count == 9)
    let unknown = try partners("submit", "99")
    #expect(unknown.status == 1 && unknown.errors.contains("unknown_revision"))
  }
}
