import Benefits
import Federation
import Office
import Testing

@testable import Store

@Suite("Any engine: staff and the audit log")
struct OfficeConformance {
  private static let cook = Actor.machine("test")
  private static let opening = SessionOpening(token: [1], device: [2], agent: "Chromium")

  private func withStore(
    _ engine: EngineUnderTest, _ body: (CityStore) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in try await body(store) }
    }
  }

  private func draft(_ login: String, _ roles: Set<Role> = [.operator]) throws -> StaffDraft {
    try StaffDraft(login: login, name: "王小明", roles: roles, merchant: nil)
  }

  /// An account that was taken up.
  private func join(_ login: String, _ store: CityStore, code: UInt8 = 9) async throws -> StaffAccount {
    _ = try await store.addStaff(
      draft(login), seed: [7], invitation: [code], by: Self.cook, at: morning)
    _ = try await store.join(
      invitation: [code], password: "hash", step: 100, recovery: [[31], [32]], opening: Self.opening,
      at: morning)
    let login = try #require(Login(login))
    return try #require(try await store.account(login))
  }

  @Test("An account is invited, taken up once, and found by login and number", arguments: EngineUnderTest.all)
  func joins(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store in
      let id = try await store.addStaff(
        draft("amy"), seed: [7, 8], invitation: [9], by: Self.cook, at: morning)
      let login = try #require(Login("amy"))
      await #expect(throws: StaffFault.loginTaken(login)) {
        try await store.addStaff(draft("amy"), seed: [], invitation: [10], by: Self.cook, at: morning)
      }
      #expect(try await store.invited([9], at: morning)?.member.login.text == "amy")
      #expect(try await store.invited([9], at: morning + Invitation.life) == nil, "too old")
      #expect(try await store.invited([8], at: morning) == nil)
      let member = try await store.join(
        invitation: [9], password: "hash", step: 100, recovery: [[31], [32]], opening: Self.opening,
        at: morning)
      #expect(member.id == id && member.state == .active)
      let account = try #require(try await store.account(id))
      #expect(account.password == "hash" && account.seed == [7, 8] && account.lastStep == 100)
      #expect(try await store.recoveryCodesLeft(id) == 2)
      #expect(try await store.session([1])?.member == member)
      #expect(try await store.knows(device: [2], of: id, at: morning))
      #expect(try await !store.knows(device: [2], of: id, at: morning + SessionRules.deviceLife))
      await #expect(throws: StaffFault.invitationOver) {
        try await store.join(
          invitation: [9], password: "x", step: 1, recovery: [], opening: Self.opening, at: morning)
      }
    }
  }

  @Test("A proof is used up with the session that it opens, or neither", arguments: EngineUnderTest.all)
  func proofs(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store in
      let account = try await join("amy", store)
      func signIn(_ proof: SecondProof, token: UInt8, as account: StaffAccount) async throws {
        try await store.signIn(
          account, proof: proof, opening: SessionOpening(token: [token], device: [2], agent: nil),
          counted: [FailureKey(.code, [1])], at: morning)
      }
      try await signIn(.step(101), token: 11, as: account)
      for (index, proof) in [SecondProof.step(101), .step(100), .recovery([99])].enumerated() {
        await #expect(throws: StaffFault.wrongCode) {
          try await signIn(proof, token: UInt8(20 + index), as: account)
        }
        #expect(try await store.session([UInt8(20 + index)]) == nil)
      }
      try await signIn(.recovery([31]), token: 12, as: account)
      await #expect(throws: StaffFault.wrongCode) {
        try await signIn(.recovery([31]), token: 13, as: account)
      }
      #expect(try await store.recoveryCodesLeft(account.member.id) == 1)
      let stale = StaffAccount(
        member: account.member, password: "another", seed: account.seed, lastStep: nil)
      await #expect(throws: StaffFault.signInOver) { try await signIn(.step(150), token: 14, as: stale) }
    }
  }

  @Test("Whatever ends an account or changes its roles ends its sessions", arguments: EngineUnderTest.all)
  func ends(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store in
      let account = try await join("amy", store)
      let login = account.member.login
      try await store.setRoles([.auditor], merchant: nil, of: login, by: Self.cook, at: morning)
      #expect(try await store.session([1]) == nil)
      func open(_ token: UInt8, _ step: Int64) async throws {
        try await store.signIn(
          account, proof: .step(step), opening: SessionOpening(token: [token], device: [2], agent: nil),
          counted: [], at: morning)
      }
      try await open(2, 101)
      try await open(3, 102)
      #expect(try await store.sessions(of: account.member.id, at: morning).count == 2)
      #expect(try await store.endSessions(of: account.member.id, except: [3], at: morning) == 1)
      #expect(try await store.session([2]) == nil)
      try await store.changePassword(
        of: account.member, from: "hash", to: "new",
        opening: SessionOpening(token: [4], device: [5], agent: nil), at: morning)
      #expect(try await store.session([3]) == nil)
      #expect(try await store.session([4])?.member.roles == [.auditor])
      try await store.revokeStaff(login, by: Self.cook, at: morning)
      #expect(try await store.session([4]) == nil)
      let ended = try #require(try await store.account(login))
      #expect(ended.member.state == .revoked && ended.password == nil && ended.seed.isEmpty)
      await #expect(throws: StaffFault.revoked(login)) {
        try await store.inviteAgain(login, seed: [1], invitation: [77], by: Self.cook, at: morning)
      }
    }
  }

  @Test(
    "Failures are counted across processes, and forgotten after their window", arguments: EngineUnderTest.all)
  func failures(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        let other = CityStore(engine: try database.connect(), seal: .forTests, now: { morning })
        let keys = [FailureKey(.device, [1]), FailureKey(.network, [2])]
        let limit = FailureScope.device.limit.failures
        // Both at once: none is lost, none is let through.
        let entered = await withTaskGroup(of: Bool.self) { group in
          for index in 0..<limit + 4 {
            let store = index % 2 == 0 ? store : other
            group.addTask { (try? await store.enterSignIn(keys, of: nil, at: morning)) != nil }
          }
          return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(entered == limit)
        try other.close()
        try await store.leaveSignIn(keys, at: morning)
        try await store.enterSignIn(keys, of: nil, at: morning)
        try await store.sweepOffice(at: morning + FailureScope.longest + .seconds(1))
        let left = try await store.engine.read([SQLQuery(SQLText("SELECT COUNT(*) FROM sign_in_failure"))])
        #expect(try left[0][0].integer(0) == 0)
      }
    }
  }

  @Test("Every change of a revision is in the log, with before and after", arguments: EngineUnderTest.all)
  func registry(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store in
      try await store.found()
      let id = try await store.schedule(2)
      _ = try await store.publishDue()
      let log = try await store.auditLog(of: "revision:\(id)", limit: 9).map(\.entry)
      #expect(log.map(\.action) == [.revisionPublished, .revisionApproved, .revisionDrafted])
      #expect(log[2].before == nil && log[2].after?.contains("state: draft") == true)
      #expect(log[0].before?.contains("state: scheduled") == true)
      #expect(log[0].after?.contains("document: 02") == true)
      #expect(try await store.auditLog(of: "revision:1", limit: 1).first?.entry.action == .revisionRetired)
      #expect(try await store.verifyAudit() == .holds(entries: 5, head: head(store)))
    }
  }

  private func head(_ store: CityStore) async throws -> [UInt8] {
    try #require(try await store.auditLog(limit: 1).first).hash
  }

  // MARK: Nobody alters the log

  @Test("The database refuses to alter or to delete an entry", arguments: EngineUnderTest.all)
  func appendOnly(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store in
      _ = try await join("amy", store)
      for statement in [
        "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit WHERE id = 1", "DELETE FROM audit",
      ] {
        await #expect(throws: StoreError.self, "\(statement)") {
          try await store.engine.write { session in _ = try session.rows(SQLText(statement)) }
        }
      }
      guard case .holds(let entries, _) = try await store.verifyAudit() else {
        Issue.record("the log does not hold")
        return
      }
      #expect(entries == 2)
    }
  }

  /// What somebody does who owns the database and so may drop the triggers.
  private static let tampering = [
    "UPDATE audit SET after = 'roles: auditor' WHERE id = 3", "UPDATE audit SET before = '' WHERE id = 3",
    "UPDATE audit SET at = at + 1 WHERE id = 3", "UPDATE audit SET action = 'what_is_this' WHERE id = 3",
    "DELETE FROM audit WHERE id = 3", "UPDATE audit SET id = 99 WHERE id = 3",
    "UPDATE audit SET actor = 'staff:somebody' WHERE id = 3",
  ]

  @Test("Whoever drops the triggers and alters an entry is found", arguments: EngineUnderTest.all, tampering)
  func tampered(engine: EngineUnderTest, statement: String) async throws {
    try await withStore(engine) { store in
      for index in 0..<4 {
        _ = try await store.addStaff(
          draft("amy\(index)"), seed: [], invitation: [UInt8(index)], by: Self.cook, at: morning)
      }
      let isSQLite = engine.name == "SQLite"
      let triggers =
        isSQLite
        ? ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
        : ["DROP TRIGGER audit_no_change ON audit"]
      try await store.engine.write { session in
        for text in triggers + [statement] { _ = try session.rows(SQLText(text)) }
      }
      #expect(try await store.verifyAudit() == .broken(at: 3))
    }
  }

  @Test("Who cuts off the end is found by a head that was noted", arguments: EngineUnderTest.all)
  func cutOff(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store in
      for index in 0..<3 {
        _ = try await store.addStaff(
          draft("amy\(index)"), seed: [], invitation: [UInt8(index)], by: Self.cook, at: morning)
      }
      let known = (id: 3 as Int64, head: try await head(store))
      #expect(try await store.verifyAudit(known: known) == .holds(entries: 3, head: known.head))
      #expect(try await store.verifyAudit(known: (2, known.head)) == .broken(at: 2))
      let drop =
        engine.name == "SQLite" ? "DROP TRIGGER audit_no_delete" : "DROP TRIGGER audit_no_change ON audit"
      try await store.engine.write { session in
        for text in [drop, "DELETE FROM audit WHERE id = 3"] { _ = try session.rows(SQLText(text)) }
      }
      #expect(try await store.verifyAudit(known: known) == .broken(at: 3))
    }
  }

  @Test("A store without the log's key changes nothing that belongs there")
  func noSeal() async throws {
    try await EngineUnderTest.sqlite.withDatabase { database in
      let store = CityStore(engine: try database.connect(), now: { morning })
      try await store.open()
      await #expect(throws: StoreError.self) {
        try await store.addStaff(draft("amy"), seed: [], invitation: [1], by: Self.cook, at: morning)
      }
      #expect(try await store.staff().isEmpty)
      try store.close()
    }
  }
}
