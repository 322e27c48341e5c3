import Benefits
import Federation
import Testing

@testable import Store

@Suite("Any engine: the registry")
struct RegistryConformance {
  private func withStore(
    _ engine: EngineUnderTest, _ body: (CityStore, TestDatabase) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        try await store.found()
        try await body(store, database)
      }
    }
  }

  @Test(
    "A revision is kept with everybody who had a hand in it, and so is what it replaced",
    arguments: EngineUnderTest.all)
  func kept(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, _ async throws in
      let id = try await store.schedule(2, effective: morning + .hours(1))
      #expect(try await store.registryPulse().due == morning + .hours(1))
      #expect(try await store.publishDue(at: morning).isEmpty)
      #expect(try await store.publishDue(at: morning + .hours(1)) == [id])
      let revision = try #require(try await store.revision(id))
      #expect(revision.state == .published && revision.seq == 2 && revision.base == RevisionID(1))
      #expect(revision.author == "林" && revision.reviewer == "陳" && revision.note == "調整")
      #expect(revision.written == morning && revision.effective == morning + .hours(1))
      #expect(revision.published == morning + .hours(1))
      let before = try #require(try await store.revision(RevisionID(1)))
      #expect(before.state == .retired && before.retired == morning + .hours(1))
      #expect(try await store.revisions(of: museum, limit: 9).map(\.id) == [id, RevisionID(1)])
      #expect(
        try await store.registryPulse()
          == RegistryPulse(
            seq: 2, nextUpdate: morning + .hours(1) + RegistryLimits.update, due: nil, peers: [:]))
    }
  }

  @Test(
    "The registry in force names its documents, and only what was published is given out",
    arguments: EngineUnderTest.all)
  func published(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, _ async throws in
      let first = try #require(try await store.ownRegistry())
      #expect(first.publication.token == Array("1:museum".utf8))
      #expect(first.venues == [RegistryEntry(venue: museum, document: hash(bytes(1)), size: 1)])
      _ = try await store.schedule(2)
      #expect(try await store.registryDocument(hash(bytes(2))) == bytes(2))
      #expect(try await store.publishedDocument(hash(bytes(2))) == nil)
      _ = try await store.publishDue()
      #expect(try await store.publishedDocument(hash(bytes(2))) == bytes(2))
      // What was in force before can still be had: somebody may be fetching just now.
      #expect(try await store.publishedDocument(hash(bytes(1))) == bytes(1))
      #expect(try await store.ownRegistry()?.venues.map(\.document) == [hash(bytes(2))])
      #expect(try await store.publications(limit: 9).map(\.seq) == [2, 1])
    }
  }

  @Test("A command that is refused leaves nothing, not even its document", arguments: EngineUnderTest.all)
  func refused(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, _ async throws in
      await #expect(throws: RegistryFault.nameInvalid) {
        try await store.change(adding: [7]) { desk in
          try desk.draft(museum, document: hash(bytes(7)), by: "", at: morning)
        }
      }
      #expect(try await store.registryDocument(hash(bytes(7))) == nil)
      #expect(try await store.currentRevisions().map(\.id) == [RevisionID(1)])
    }
  }

  @Test("A used version stays used in the next transaction too", arguments: EngineUnderTest.all)
  func usedUp(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, _ async throws in
      _ = try await store.schedule(3)
      _ = try await store.publishDue()
      let id = try await store.change(adding: [2]) { desk in
        try desk.draft(museum, document: hash(bytes(2)), by: "林", at: morning).orThrow()
      }
      let record = OfferRecord(offer: OfferID(unchecked: "residents"), venue: museum, version: 3)
      let finding = OfferFinding(offer: record.offer, version: 2, rule: .versionLower, record: record)
      await #expect(throws: RegistryFault.offers(id, [finding])) {
        try await store.change(.revisions([id])) { desk in
          try desk.submit(id, acknowledging: [record.offer], at: morning)
        }
      }
    }
  }

  @Test(
    "Of many processes that publish what is due at once, one does, under one number",
    arguments: EngineUnderTest.all)
  func once(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, database async throws in
      let id = try await store.schedule(2)
      let others = try (0..<4).map { _ in
        CityStore(engine: try database.connect(), seal: .forTests, now: { morning })
      }
      let published = try await withThrowingTaskGroup { group in
        for other in others { group.addTask { try await other.publishDue() } }
        return try await group.reduce(into: [RevisionID]()) { $0 += $1 }
      }
      #expect(published == [id])
      #expect(try await store.registryPulse().seq == 2)
      for other in others { try other.close() }
    }
  }

  @Test(
    "A version's redemptions are counted, voided ones and stacked ones too", arguments: EngineUnderTest.all)
  func redemptions(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, _ async throws in
      let residents = OfferID(unchecked: "residents")
      _ = try await store.submit(try check(1))
      #expect(try await store.redemptions(of: residents, version: 3) == 0)
      _ = try await store.submit(redeem(101, check: 1))
      _ = try await store.submit(void(101))
      #expect(try await store.redemptions(of: residents, version: 3) == 1)
      #expect(try await store.redemptions(of: residents, version: 30) == 0)
      #expect(try await store.redemptions(of: OfferID(unchecked: "sidents"), version: 3) == 0)
    }
  }
}

@Suite("Any engine: partners' registries")
struct PeerRegistryConformance {
  private let city = CityID(unchecked: "taipei")

  private func registry(_ seq: Int64, _ documents: UInt8...) -> PeerRegistry {
    let entries = documents.enumerated().map { index, number in
      RegistryEntry(venue: VenueID(unchecked: "venue-\(index)"), document: hash(bytes(number)), size: 1)
    }
    return PeerRegistry(
      city: city,
      publication: RegistryPublication(
        seq: seq, token: [UInt8(seq)], hash: digest(Int(seq)), kid: "", rules: [1], issued: morning,
        expires: morning + .hours(9), nextUpdate: morning + .hours(1)),
      venues: entries, fetched: morning)
  }

  private func documents(_ numbers: UInt8...) -> [DocumentHash: [UInt8]] {
    Dictionary(uniqueKeysWithValues: numbers.map { (hash(bytes($0)), bytes($0)) })
  }

  @Test(
    "Of the limit, the last ones are kept, and no document longer than somebody names it",
    arguments: EngineUnderTest.all)
  func lastTwo(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        try await store.found()
        #expect(try await store.keep(registry(4, 11, 12), documents: documents(11, 12), limit: 2))
        #expect(try await store.keep(registry(5, 11, 13), documents: documents(13), limit: 2))
        #expect(try await store.registryDocument(hash(bytes(12))) == bytes(12))
        #expect(try await store.keep(registry(7, 13, 1), documents: [:], limit: 2))
        #expect(
          try await store.peerRegistries(of: city, limit: 9) == [registry(7, 13, 1), registry(5, 11, 13)])
        #expect(try await store.registryDocument(hash(bytes(12))) == nil)
        // The own city's document has the same bytes as one of the partner's, and is nobody's to sweep.
        #expect(try await store.registryDocument(hash(bytes(1))) == bytes(1))
        #expect(try await store.registryPulse().peers == [city: 7])
      }
    }
  }

  @Test(
    "A number that is not higher is not kept, whichever process was first", arguments: EngineUnderTest.all)
  func higher(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.keep(registry(5, 11), documents: documents(11)))
        #expect(try await !store.keep(registry(5, 12), documents: documents(12)))
        #expect(try await !store.keep(registry(4, 12), documents: documents(12)))
        #expect(try await store.peerRegistries(of: city, limit: 9) == [registry(5, 11)])
      }
    }
  }

  @Test("How the last tries went is kept", arguments: EngineUnderTest.all)
  func checks(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.registryCheck(of: city) == PeerRegistryCheck())
        var check = PeerRegistryCheck()
        check.checked = morning
        try await store.keep(check, of: city)
        check.refused = morning + .minutes(1)
        check.refusal = .equivocation
        check.detail = "seq 7"
        try await store.keep(check, of: city)
        #expect(try await store.registryCheck(of: city) == check)
      }
    }
  }
}
