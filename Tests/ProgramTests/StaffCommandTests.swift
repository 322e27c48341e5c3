import Benefits
import CityNode
import Foundation
import Office
import Rehearsal
import Signing
import Store
import TestSupport
import Testing
import Wire

@Suite("citycard staff and citycard audit")
struct StaffCommandTests {
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

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(arguments + ["--config", config])
  }

  /// Takes an account up as its owner would.
  private func join(_ login: String, _ roles: Set<Role>) async throws {
    let configuration = try await NodeConfiguration.load(path: config, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    let clerk = StaffClerk(
      city: configuration.city, cityName: BilingualText(zh: "臺東縣", en: "Taitung"), keys: keys, store: store,
      ports: .system)
    let draft = try StaffDraft(login: login, name: "王小明", roles: roles, merchant: nil)
    let invitation = try await clerk.invite(draft, by: .machine("test"))
    let secret = try #require(Base32.decode(try await clerk.invitation(invitation).totp))
    let code = try TOTP.code(of: TOTP.step(at: NodePorts.system.now())) { try hmacSHA1(key: secret, $0) }
    let password = "correct horse battery staple"
    _ = try await clerk.join(
      invitation, password: password, again: password, code: code,
      from: Visitor(device: nil, network: "test", agent: nil))
    try store.close()
  }

  @Test("Once an operator has an account, commands act in the name of one, and four eyes are two of them")
  func persons() async throws {
    let source = "Partners/taitung/museum-of-prehistory.json"
    let text = String(decoding: try Repository.bytes(source), as: UTF8.self)
    let changed = text.replacing(#""price": 80"#, with: #""price": 90"#)
    let file = try folder.write("museum-of-prehistory.json", Array(changed.utf8))
    try await join("aud.itor", [.auditor])
    let draft = try run("partners", "import", file, "--as", "Lin")
    #expect(draft.status == 0, "no operator yet: a name is believed. \(draft.errors)")
    try await join("amy.wang", [.operator])
    try await join("bob.chen", [.operator])
    let id = String(draft.output.prefix { $0 != "\t" })
    #expect(try run("partners", "submit", id, "--as", "amy.wang").status == 0)
    for (name, code) in [("Chen", "unknown_login"), ("aud.itor", "not_an_operator")] {
      let refused = try run("partners", "review", id, "--as", name, "--approve")
      #expect(refused.status == 1 && refused.errors.contains(code), "\(refused.errors)")
    }
    #expect(try run("staff", "revoke", "bob.chen").status == 0)
    let ended = try run("partners", "review", id, "--as", "bob.chen", "--approve")
    #expect(ended.status == 1 && ended.errors.contains("account_not_active"), "\(ended.errors)")
    #expect(try run("partners", "review", id, "--as", "Amy.Wang", "--approve").status == 0)
    let log = try run("audit", "list", "--subject", "revision:\(id)").output
    #expect(log.contains("machine:amy.wang\trevision_approved"))
  }

  @Test("Accounts are made, listed, changed and ended; each step is in the log, which verifies")
  func life() throws {
    let added = try run("staff", "add", "Amy.Wang", "--name", "王小明", "--role", "operator")
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.output.contains(/http:\/\/127\.0\.0\.1:[0-9]+\/staff\/invitation#[A-Za-z0-9_-]{43}\n/))
    let again = try run("staff", "add", "amy.wang", "--name", "王", "--role", "auditor")
    #expect(again.status == 1 && again.errors.contains("login_taken"))
    let merchant = try run(
      "staff", "add", "shop", "--name", "店", "--role", "merchant", "--merchant", "no-such")
    #expect(merchant.status == 1 && merchant.errors.contains("unknown_merchant"))
    let link = try run("staff", "invite", "amy.wang", "--url", "https://card.example", "--quiet")
    #expect(link.output.hasPrefix("https://card.example/staff/invitation#"))
    #expect(
      try run("staff", "roles", "amy.wang", "--role", "auditor", "--role", "settlement_maker").status == 0)
    let list = try run("staff", "list").output
    #expect(list.contains("amy.wang\t王小明\tsettlement_maker auditor\t"))
    #expect(try run("staff", "sessions", "amy.wang").output.isEmpty)
    #expect(try run("staff", "revoke", "amy.wang").status == 0)
    let unknown = try run("staff", "revoke", "nobody")
    #expect(unknown.status == 1 && unknown.errors.contains("unknown_login"))
    let log = try run("audit", "list", "--subject", "staff:amy.wang").output
    #expect(log.matches(of: /\tstaff_[a-z_]+\tstaff:amy.wang\n/).count == 4)
    #expect(log.contains("- roles: operator") && log.contains("+ roles: settlement_maker auditor"))
    let verified = try run("audit", "verify")
    #expect(verified.status == 0, "\(verified.errors)")
    let head = try #require(verified.output.split(separator: "\n").last.map(String.init))
    #expect(try run("audit", "verify", "--known", head).status == 0)
    let wrong = try run("audit", "verify", "--known", "1:" + head.split(separator: ":")[1])
    #expect(wrong.status == 1 && wrong.errors.contains("entry 1"))
    let lines = try run("audit", "export").output.split(separator: "\n")
    #expect(lines.count == Int(head.prefix { $0 != ":" }))
    #expect(lines.last?.contains(#""action":"staff_revoked""#) == true)
    // No secret is ever in the log.
    let secret = try #require(added.output.split(separator: "#").last?.prefix(43))
    #expect(!lines.contains { $0.contains(secret) })
  }
}
