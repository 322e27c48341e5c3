import Benefits
import Office
import Testing

@testable import Store

private let ranch = MerchantID(unchecked: "ranch")
private let lin = Actor.staff(Login("lin")!)
private let chen = Actor.staff(Login("chen")!)

private func merchant(
  _ id: MerchantID = ranch, _ venues: Set<VenueID> = [museum], name: String = "牧場"
) -> Merchant {
  Merchant(
    id: id, name: BilingualText(zh: name, en: "Ranch"), venues: venues,
    contact: Contact(name: "林小姐", phone: "089-571815", email: nil))
}

private func payee(_ account: String) throws -> Payee {
  try Payee(taxID: "04595257", bank: "004", branch: "0107", account: account, holder: "初鹿牧場")
}

@Suite("Any engine: merchants and payees")
struct MerchantConformance {
  private func withStore(
    _ engine: EngineUnderTest, _ body: (CityStore) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        try await store.addMerchant(merchant(), by: lin, at: morning)
        try await body(store)
      }
    }
  }

  @Test(
    "A merchant is kept as it was given, and so is its change, with both in the log",
    arguments: EngineUnderTest.all)
  func kept(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      #expect(try await store.merchant(ranch) == merchant())
      let changed = merchant(ranch, [], name: "初鹿牧場")
      #expect(try await store.changeMerchant(changed, by: chen, at: morning))
      #expect(try await !store.changeMerchant(changed, by: chen, at: morning), "nothing to change")
      #expect(try await store.merchants() == [changed])
      let log = try await store.auditLog(AuditQuery(), limit: 9)
      #expect(log.map(\.entry.action) == [.merchantChanged, .merchantAdded])
      #expect(log[0].entry.before == merchant().auditText && log[0].entry.after == changed.auditText)
    }
  }

  @Test(
    "A venue has one merchant, an id one too, and what is refused changes nothing",
    arguments: EngineUnderTest.all)
  func taken(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let other = MerchantID(unchecked: "other")
      await #expect(throws: MerchantFault.venueTaken) {
        try await store.addMerchant(merchant(other), by: lin, at: morning)
      }
      await #expect(throws: MerchantFault.merchantExists) {
        try await store.addMerchant(merchant(ranch, []), by: lin, at: morning)
      }
      await #expect(throws: MerchantFault.unknownMerchant) {
        try await store.changeMerchant(merchant(other, []), by: lin, at: morning)
      }
      try await store.addMerchant(merchant(other, []), by: lin, at: morning)
      await #expect(throws: MerchantFault.venueTaken) {
        try await store.changeMerchant(merchant(other), by: lin, at: morning)
      }
      #expect(try await store.merchants().map(\.venues) == [[], [museum]])
      #expect(try await store.auditLog(AuditQuery(), limit: 9).count == 2)
    }
  }

  @Test(
    "A payee counts when a second person has approved it, and each step is kept",
    arguments: EngineUnderTest.all)
  func payees(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let first = try await store.propose(payee("111111"), for: ranch, by: lin, at: morning)
      #expect(try await store.payee(of: ranch) == nil)
      await #expect(throws: MerchantFault.samePerson) {
        try await store.approve(first, by: lin, at: morning)
      }
      try await store.approve(first, by: chen, at: morning + atom)
      let second = try await store.propose(payee("222222"), for: ranch, by: lin, at: morning)
      let third = try await store.propose(payee("333333"), for: ranch, by: chen, at: morning)
      #expect(try await store.openPayeeChanges().map(\.id) == [third])
      await #expect(throws: MerchantFault.notOpen) { try await store.approve(second, by: chen, at: morning) }
      try await store.reject(third, because: "戶名不符", by: lin, at: morning)
      #expect(try await store.payee(of: ranch)?.payee == payee("111111"))
      #expect(try await store.payees().map(\.id) == [first])
      let changes = try await store.payeeChanges(of: ranch, limit: 9)
      #expect(changes.map(\.state) == [.rejected, .superseded, .approved])
      #expect(changes[0].refusal == "戶名不符" && changes[2].reviewer == chen)
      #expect(changes[2].reviewed == morning + atom)
    }
  }

  @Test(
    "Of two who decide at once one is too late, and of two who propose at once one stays open",
    arguments: EngineUnderTest.all)
  func races(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let id = try await store.propose(payee("111111"), for: ranch, by: .machine("a"), at: morning)
      let outcomes = await outcomes(of: 8) { number in
        try await number.isMultiple(of: 2)
          ? store.approve(id, by: chen, at: morning)
          : store.reject(id, because: "no", by: lin, at: morning)
      }
      #expect(outcomes.count { (try? $0.get()) != nil } == 1)
      _ = await self.outcomes(of: 8) { number in
        _ = try await store.propose(payee("22222\(number)"), for: ranch, by: lin, at: morning)
      }
      #expect(try await store.openPayeeChanges().count == 1)
      #expect(try await store.payeeChanges(of: ranch, limit: 99).count == 9)
      #expect(try await store.verifyAudit().isWhole)
    }
  }

  private func outcomes(
    of count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
  ) async -> [Result<Void, any Error>] {
    await withTaskGroup(of: Result<Void, any Error>.self) { group in
      for number in 0..<count {
        group.addTask {
          do { return .success(try await body(number)) } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}

extension AuditVerdict {
  /// Whether every entry fits the one before.
  var isWhole: Bool { if case .holds = self { true } else { false } }
}
