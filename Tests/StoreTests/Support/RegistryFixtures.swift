import Benefits
import Federation
import Office

@testable import Store

/// A document's hash, made of its bytes as if these were one.
func hash(_ bytes: [UInt8]) -> DocumentHash {
  DocumentHash(digest: bytes + [UInt8](repeating: 0, count: 32 - bytes.count))
}

/// Document number `number`; its venue is read by ``RegistryPress/numbered``.
func bytes(_ number: UInt8) -> [UInt8] { [number] }

/// The museum as document `number` has it: an offer under that version.
func museumVenue(_ number: UInt8) -> Venue {
  Venue(
    id: museum, city: CityID(unchecked: "taitung"), name: venue.name, kind: .museum, sector: .public,
    statutory: [], tickets: venue.tickets,
    offers: [
      Offer(
        id: OfferID(unchecked: "residents"), version: Int(number),
        name: BilingualText(zh: "市民", en: "Residents"),
        benefit: .percentOff(Int(number)), audience: Audience(classes: [.named(.resident)]),
        availability: Availability(until: CivilDate(daysSinceEpoch: 30_000)))
    ])
}

extension RegistryPress {
  /// Reads documents of one byte, and "signs" by writing number and venues down.
  static let numbered = RegistryPress(
    read: { _, bytes in bytes.first.map(museumVenue) },
    sign: { seq, venues, now in
      RegistryPublication(
        seq: seq, token: Array("\(seq):\(venues.map(\.venue.text).joined(separator: ","))".utf8),
        hash: digest(Int(seq)), kid: "key", rules: venues.flatMap(\.document.bytes), issued: now,
        expires: now + RegistryLimits.life, nextUpdate: now + RegistryLimits.update)
    })
}

extension CityStore {
  func change<Outcome: Sendable>(
    _ needs: RegistryNeeds = .none, adding numbers: [UInt8] = [], at now: Instant = morning,
    _ body: @escaping @Sendable (inout RegistryDesk) throws -> Outcome
  ) async throws -> Outcome {
    let documents = Dictionary(uniqueKeysWithValues: numbers.map { (hash(bytes($0)), bytes($0)) })
    return try await changeRegistry(
      needs, adding: documents, press: .numbered, by: .machine("林"), at: now, body)
  }

  /// Puts document 1 in force as the first registry.
  func found() async throws {
    _ = try await change(adding: [1]) { desk in
      desk.found([(museumVenue(1), hash(bytes(1)))], by: "founding", at: morning)
    }
  }

  /// Brings document `number` to where it waits for `effective`.
  func schedule(_ number: UInt8, effective: Instant = morning) async throws -> RevisionID {
    let id = try await change(adding: [number]) { desk in
      try desk.draft(museum, document: hash(bytes(number)), by: "林", note: "調整", at: morning).orThrow()
    }
    try await change(.revisions([id])) { desk in
      try desk.submit(id, acknowledging: [OfferID(unchecked: "residents")], at: morning)
      try desk.approve(id, by: "陳", effective: effective, at: morning)
    }
    return id
  }

  func publishDue(at now: Instant = morning) async throws -> [RevisionID] {
    try await change(.due, at: now) { desk in desk.publishDue(at: now) }
  }
}
