import Benefits
import Federation
import Foundation
import Office
import Settlement
import Signing
import Store
import Synchronization
import Wire

@testable import CityNode

/// The books and clerks of two cities on one clock. Their messages are signed as between nodes and carried by hand, so
/// that a month passes in a moment and any of them can be held back.
struct TwoBooks: Sendable {
  static let pair = DirectedPair(host: CityID(unchecked: "taitung"), home: CityID(unchecked: "taipei"))!
  static let november = CivilMonth("2026-11")!
  private static let entities = [
    pair.host: EntityID("https://card.taitung.example")!, pair.home: EntityID("https://card.taipei.example")!,
  ]

  let host: City
  let home: City
  let clock: SettlementClock

  /// One city.
  struct City: Sendable {
    let store: CityStore
    let clerk: SettlementClerk
    let keys: JSONWebKeySet
  }

  /// Runs `body` on two cities with empty books at the end of November.
  static func with(
    mode: SettlementMode = .gross, _ body: (TwoBooks) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = SettlementClock(CivilCalendar.taipei.start(of: november.first) + .hours(29 * 24 + 10))
    let books = TwoBooks(
      host: try await city(pair.host, in: folder, clock, mode),
      home: try await city(pair.home, in: folder, clock, mode), clock: clock)
    let result: Result<Void, any Error>
    do { result = .success(try await body(books)) } catch { result = .failure(error) }
    for city in [books.host, books.home] { try city.store.close() }
    try result.get()
  }

  private static func city(
    _ city: CityID, in folder: URL, _ clock: SettlementClock, _ mode: SettlementMode
  ) async throws -> City {
    let store = CityStore(
      engine: try SQLiteEngine(path: folder.appendingPathComponent("\(city).sqlite").path),
      seal: AuditSeal { sha256($0) }, now: { clock.now })
    try await store.open()
    let signer = MessageSigner(try PrivateKey.generate())
    let clerk = SettlementClerk(
      city: city, entity: entities[city]!, partners: entities.filter { $0.key != city }, store: store,
      signer: signer, calendar: CityCalendar(),
      ports: NodePorts(now: { clock.now }, random: NodePorts.system.random),
      terms: { _, _ in SettlementTerms(mode: mode) })
    return City(store: store, clerk: clerk, keys: try JSONWebKeySet([signer.publicKey]))
  }

  // MARK: What the exchange of claims does

  /// The host city's claims for shares of the home city, in both books.
  @discardableResult
  func claim(_ shares: [Int64]) async throws -> [UUIDv7] {
    let now = clock.now
    let ids = shares.map { _ in
      UUIDv7(at: now, randomness: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }
    for city in [host, home] {
      try await city.store.changeClaims(of: Self.pair, from: Self.november) { book in
        for (id, home) in zip(ids, shares) {
          let claim = Claim(
            redemption: id, check: id, offer: OfferID(unchecked: "adults"), version: 1,
            document: [UInt8](repeating: 1, count: 32), venue: VenueID(unchecked: "museum"),
            agreement: AgreementReference(id: "taipei-taitung", version: 1), service: now, tickets: 1,
            regular: Money(100), statutory: Money(100), paid: Money(100 - home),
            shares: Shares(home: Money(home)), evidence: .answer(response: id))
          let line = ClaimLine(
            id: id, seq: book.claims.seq + 1, window: Self.november, recorded: now, entry: .claim(claim))
          try book.take(
            line, bytes: ClaimLineCodec.encode(line), original: nil, terms: nil, digest: sha256)
        }
      }
    }
    return ids
  }

  /// The host city's close line of November, in both books.
  func close() async throws {
    let id = UUIDv7(at: clock.now, randomness: (1, 1))
    let now = clock.now
    for city in [host, home] {
      try await city.store.changeClaims(of: Self.pair, from: Self.november) { book in
        let close = book.claims.totals(of: Self.november).close
        let line = ClaimLine(
          id: id, seq: book.claims.seq + 1, window: Self.november, recorded: now, entry: .close(close))
        try book.take(line, bytes: ClaimLineCodec.encode(line), original: nil, terms: nil, digest: sha256)
      }
    }
  }

  /// The home city's findings, in its own books.
  func find(_ findings: [(UUIDv7, Finding)]) async throws {
    let now = clock.now
    try await home.store.changeClaims(of: Self.pair, from: Self.november) { book in
      for (id, finding) in findings {
        guard let line = try book.line(id) else { continue }
        let entry = book.receipts.entry(id, finding, at: now)
        try book.take(entry, bytes: ReceiptEntryCodec.encode(entry), about: line, digest: sha256)
      }
    }
  }

  /// The home city's receipts, on to the host city.
  func sendReceipts() async throws {
    guard let own = try await host.store.claimPair(Self.pair),
      let pair = try await home.store.claimPair(Self.pair)
    else { return }
    let entries = try await home.store.receiptEntries(of: pair, after: own.receipts.number)
    try await host.store.changeClaims(of: Self.pair, from: Self.november) { book in
      for kept in entries {
        guard let line = try book.line(kept.entry.line) else { continue }
        try book.take(kept.entry, bytes: kept.bytes, about: line, digest: sha256)
      }
    }
  }

  // MARK: What the nodes do

  /// A round of both cities: what is due, receipts, and all messages both ways.
  func round() async throws {
    for city in [host, home] { try await city.clerk.advance(at: clock.now) }
    try await sendReceipts()
    try await carry(from: host, to: home)
    try await carry(from: home, to: host)
  }

  /// Carries the waiting messages of one city to the other.
  func carry(from sender: City, to taker: City) async throws {
    try await sender.clerk.send(to: taker.clerk.city, keys: taker.keys, at: clock.now) { token, typ in
      try? await taker.clerk.take(token, typ: typ, from: sender.clerk.city, keys: sender.keys)
    }
  }

  /// The window of November as each city sees it.
  func states() async throws -> [WindowState] {
    var states: [WindowState] = []
    for city in [host, home] {
      states += try await city.clerk.status().filter { $0.window.month == Self.november }.map(\.window.state)
    }
    return states
  }

  /// Maker and checker of a city approve its statement.
  func approve(_ city: City, number: Int64 = 1) async throws {
    let reference = StatementReference(pair: Self.pair, number: number)
    guard let statement = try await city.store.statement(reference) else { throw SettlementFault.unknown }
    for (part, name) in [(SignOff.Part.maker, "lin"), (.checker, "chen")] {
      try await city.clerk.approve(reference, hash: statement.hash, as: part, by: .machine(name))
    }
  }
}

/// A clock that is moved by hand.
final class SettlementClock: Sendable {
  private let instant: Mutex<Instant>

  init(_ start: Instant) { instant = Mutex(start) }

  var now: Instant { instant.withLock { $0 } }

  func move(_ span: TimeSpan) { instant.withLock { $0 = $0 + span } }
  func move(to later: Instant) { instant.withLock { $0 = max($0, later) } }
}
