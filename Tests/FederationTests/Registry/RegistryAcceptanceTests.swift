import Benefits
import Federation
import Testing

@Suite("Which registry of a partner is taken over")
struct RegistryAcceptanceTests {
  private let now = morning
  private let city = EntityID("https://card.taitung.example")

  private func registry(
    issuer: String = "https://card.taitung.example", issued: TimeSpan = .zero,
    life: TimeSpan = RegistryLimits.life,
    update: TimeSpan = RegistryLimits.update, seq: Int64 = 7, venues: [RegistryEntry] = []
  ) throws -> PublishedRegistry {
    PublishedRegistry(
      issuer: try EntityID(issuer).orThrow(), issued: now + issued, expires: now + issued + life, seq: seq,
      nextUpdate: now + issued + update, venues: venues)
  }

  private func refusal(_ registry: PublishedRegistry, hash: [UInt8] = [1], known: RegistryHead? = nil) throws
    -> RegistryRefusal?
  {
    do {
      _ = try registry.check(from: city.orThrow(), hash: hash, known: known, at: now)
      return nil
    } catch let refusal as RegistryRefusal {
      return refusal
    }
  }

  @Test("The first one, and one with a higher number, is new; the same message again is not")
  func new() throws {
    let city = try city.orThrow()
    #expect(try registry().check(from: city, hash: [1], known: nil, at: now))
    #expect(try registry().check(from: city, hash: [1], known: RegistryHead(seq: 6, hash: [2]), at: now))
    #expect(try !registry().check(from: city, hash: [1], known: RegistryHead(seq: 7, hash: [1]), at: now))
  }

  @Test("A lower number is a roll-back, the same with other bytes equivocation, and both are alarming")
  func numbers() throws {
    #expect(try refusal(registry(), known: RegistryHead(seq: 8, hash: [1])) == .rolledBack)
    #expect(try refusal(registry(), known: RegistryHead(seq: 7, hash: [2])) == .equivocation)
    #expect(RegistryRefusal.allCases.filter(\.isAlarming) == [.rolledBack, .equivocation])
  }

  @Test("Another city's, one from the future and one that is over are refused, give or take a minute")
  func time() throws {
    #expect(try refusal(registry(issuer: "https://card.taipei.example")) == .wrongIssuer)
    #expect(try refusal(registry(issued: .seconds(60))) == nil)
    #expect(try refusal(registry(issued: .seconds(61))) == .issuedInFuture)
    let life = RegistryLimits.life
    #expect(try refusal(registry(issued: .zero - life - .seconds(59))) == nil)
    #expect(try refusal(registry(issued: .zero - life - .seconds(60))) == .expired)
  }

  @Test("It holds for two weeks at most, and announces the next one before its end")
  func life() throws {
    #expect(try refusal(registry(life: RegistryLimits.life + .seconds(1))) == .lifetimeTooLong)
    #expect(try refusal(registry(update: .zero)) == .lifetimeTooLong)
    #expect(try refusal(registry(update: RegistryLimits.life + .seconds(1))) == .lifetimeTooLong)
  }

  @Test("A venue twice, and more bytes than a city's documents may have, are refused")
  func venues() throws {
    let entry = RegistryEntry(venue: slug("museum"), document: document(1), size: 100)
    #expect(try refusal(registry(venues: [entry, entry])) == .doubledVenue)
    let large = (0..<65).map {
      RegistryEntry(venue: slug("v\($0)"), document: document($0), size: RegistryLimits.documentBytes)
    }
    #expect(try refusal(registry(venues: large)) == .tooLarge)
    #expect(try refusal(registry(venues: Array(large.prefix(64)))) == nil)
  }
}
