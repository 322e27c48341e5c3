import Benefits
import Federation
import Store
import Testing

@testable import CityNode

@Suite("What of a partner has to be looked after")
struct PeerReportTests {
  private let now = Instant(seconds: 1_795_000_000)

  private func troubles(
    _ verification: PeerHealth.State = .alive, hasKeys: Bool = true, failure: AnswerFailure? = nil,
    hasRegistry: Bool = true, refusal: RegistryRefusal? = nil, rootDays: [Int64?] = [400]
  ) throws -> [PeerTrouble] {
    let entity = try #require(EntityID("https://card.taitung.example"))
    let key = KeyRecord(kid: "k", x: [], y: [])
    let party = AgreementParty(
      city: CityID(unchecked: "taitung"), entity: entity, name: BilingualText(zh: "臺東縣", en: "Taitung"),
      federationKeys: CurrentAndNext(current: key, next: nil),
      tlsRoots: CurrentAndNext(current: "", next: nil))
    var check = PeerRegistryCheck()
    check.refusal = refusal
    var exchange = PeerExchangeRecord()
    exchange.failure = failure
    let report = PeerReport(
      agreement: Agreement(id: "a", parties: [party], scope: [], funding: .merchant), party: party,
      verification: verification, exchange: exchange,
      keys: hasKeys ? (now - .hours(1), now + .hours(24)) : nil, registry: hasRegistry ? .folder : nil,
      venues: 9, check: check, rootsEnd: rootDays.map { days in days.map { now + .hours($0 * 24) } })
    return report.troubles(at: now)
  }

  @Test("A partner that answers, whose keys and registry are there, needs nobody")
  func well() throws {
    #expect(try troubles().isEmpty)
  }

  @Test("Each trouble is named with its cause")
  func each() throws {
    #expect(try troubles(hasKeys: false) == [.noKeys])
    #expect(try troubles(.failing(2), failure: .late) == [.verificationFailing(.late)])
    #expect(
      try troubles(.dead(failures: 5, probe: now), failure: .unsound) == [.verificationDead(.unsound)])
    #expect(try troubles(refusal: .documentInvalid) == [.registry(.documentInvalid)])
    #expect(try troubles(hasRegistry: false) == [.noRegistry])
    #expect(try troubles(hasRegistry: false, refusal: .unavailable) == [.registry(.unavailable)])
  }

  @Test("The end of the last pinned root counts, thirty days ahead; a successor puts it off")
  func roots() throws {
    #expect(try troubles(rootDays: [31]).isEmpty)
    #expect(try troubles(rootDays: [29]) == [.rootEnds] && troubles(rootDays: [-1]) == [.rootEnds])
    #expect(try troubles(rootDays: [3, 365]).isEmpty && troubles(rootDays: [nil, 365]).isEmpty)
  }

  @Test("What may be fraud stands first")
  func order() throws {
    let all = try troubles(
      .dead(failures: 3, probe: now), hasKeys: false, refusal: .equivocation, rootDays: [1])
    #expect(all == [.registry(.equivocation), .rootEnds, .noKeys, .verificationDead(nil)])
  }
}
