import Benefits
import Federation
import Office
import Testing

@testable import Store

private let taitung = CityID(unchecked: "taitung")
private let lin = Actor.machine("lin")

private func hash(_ number: Int) -> DocumentHash { DocumentHash(digest: digest(number)) }

/// The n-th version; its document is its number alone, which is all that the store needs to give it back.
private func version(_ number: Int) -> AgreementVersion {
  AgreementVersion(
    id: "taipei-taitung", number: number, previous: number == 1 ? nil : hash(number - 1),
    parties: [taipei, taitung].map { city in
      AgreementCity(
        city: city, entity: EntityID("https://card.\(city).example")!,
        name: BilingualText(zh: "市", en: "City"))
    },
    scope: [BenefitClass("resident")!], settlement: SettlementTerms(),
    starts: number == 1 ? nil : CivilCalendar.taipei.date(morning + .hours(24 * Int64(number))), ends: nil)
}

@Sendable private func read(_ bytes: [UInt8]) throws -> AgreementVersion {
  version(Int(try bytes.first.orThrow()))
}

private func signed(
  _ number: Int, _ act: AgreementAct, of city: CityID, document: [UInt8]? = nil
) -> SignedAgreementAct {
  SignedAgreementAct(
    id: id(number), agreement: "taipei-taitung", city: city, act: act, signed: morning,
    token: [UInt8(number)], document: document)
}

@Suite("Any engine: agreements")
struct AgreementConformance {
  private func withStore(
    _ engine: EngineUnderTest, _ body: (CityStore) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        let first = AgreementRecord(version: version(1), hash: hash(1), proposer: nil, state: .accepted)
        #expect(try await store.begin(first, document: [1]))
        try await body(store)
      }
    }
  }

  @Test(
    "The first version is kept once, and another one under its number is told",
    arguments: EngineUnderTest.all)
  func begun(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let again = AgreementRecord(version: version(1), hash: hash(1), proposer: nil, state: .accepted)
      let other = AgreementRecord(version: version(1), hash: hash(9), proposer: nil, state: .accepted)
      #expect(try await store.begin(again, document: [1]))
      #expect(try await !store.begin(other, document: [1]))
      let book = try await store.agreementBook("taipei-taitung", reading: read)
      #expect(book.records == [again])
    }
  }

  @Test(
    "What one city proposes and the other accepts is kept with both signatures, the log and what is to be sent",
    arguments: EngineUnderTest.all)
  func accepted(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let proposal = signed(2, .propose(version(2), hash: hash(2)), of: taipei, document: [2])
      #expect(try await store.take(proposal, by: lin, to: taitung, at: morning, reading: read))
      #expect(try await !store.take(proposal, by: lin, to: taitung, at: morning, reading: read), "again")
      #expect(try await store.agreementBook("taipei-taitung", reading: read).open?.hash == hash(2))
      let accept = signed(3, .accept(hash(2)), of: taitung)
      #expect(try await store.take(accept, by: .node, at: morning, reading: read))
      let book = try await store.agreementBook("taipei-taitung", reading: read)
      #expect(book.open == nil)
      #expect(book.history.newest?.hash == hash(2))
      #expect(try await store.agreementDocument("taipei-taitung", hash(2)) == [2])
      let signatures = try await store.agreementSignatures("taipei-taitung", limit: 9)
      #expect(signatures.map(\.act) == ["accept", "propose"])
      #expect(signatures.map(\.token) == [[3], [2]])
      let log = try await store.auditLog(AuditQuery(), limit: 9)
      #expect(log.map(\.entry.action) == [.agreementAccepted, .agreementProposed])
      let waiting = try await store.waitingMessages(for: taitung, limit: 9)
      #expect(waiting.map(\.message.content) == [[2]])
    }
  }

  @Test(
    "Where both propose, the lower hash takes the open place in either order, and a refusal changes nothing",
    arguments: EngineUnderTest.all)
  func outbid(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let high = signed(4, .propose(version(2), hash: hash(4)), of: taipei, document: [2])
      let low = signed(5, .propose(version(2), hash: hash(3)), of: taitung, document: [2])
      #expect(try await store.take(high, by: lin, at: morning, reading: read))
      #expect(try await store.take(low, by: .node, at: morning, reading: read))
      let book = try await store.agreementBook("taipei-taitung", reading: read)
      #expect(book.open?.hash == hash(3))
      #expect(book.records.first { $0.hash == hash(4) }?.state == .outbid)
      await #expect(throws: AgreementRefusal.notOpen) {
        try await store.take(signed(6, .accept(hash(4)), of: taitung), by: .node, at: morning, reading: read)
      }
      let after = try await store.agreementBook("taipei-taitung", reading: read)
      #expect(after.records == book.records)
      #expect(try await store.auditLog(AuditQuery(), limit: 9).count == 2)
    }
  }

  @Test(
    "A document and a signed act stand: the database itself refuses to alter them",
    arguments: EngineUnderTest.all)
  func stands(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let last = CivilCalendar.taipei.date(morning + .hours(24 * 40))
      let notice = signed(7, .end(number: 1, lastDay: last), of: taitung)
      #expect(try await store.take(notice, by: .node, at: morning, reading: read))
      let book = try await store.agreementBook("taipei-taitung", reading: read)
      #expect(book.notices == [AgreementNotice(city: taitung, number: 1, lastDay: last)])
      for text in [
        "UPDATE agreement_version SET document = NULL", "UPDATE agreement_act SET city = 'taipei'",
        "DELETE FROM agreement_act",
      ] {
        await #expect(throws: StoreError.self) {
          try await store.engine.write { session in _ = try session.rows(SQLText(text)) }
        }
      }
    }
  }
}
