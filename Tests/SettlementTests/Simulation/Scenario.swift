import Benefits
import Federation
import Settlement

/// A world from a seed: its cities, agreements, offers and what visitors will do.
struct Scenario {
  let seed: UInt64
  let count: Int
  let months: Int
  /// Visits in each directed pair and month, on average.
  let visits: Int64
  /// Between two rounds of a city.
  var hours: ClosedRange<Int64> = 6...20
  /// Whether all settle by one sheet.
  var isLeague = false
  /// How often a host city's line is wrong, in percent.
  var tampering = 8
  /// Whether anybody but the nodes ever does anything.
  var isSilent = false

  private static let first = CivilMonth(of: CivilDate(daysSinceEpoch: 20_728))
  private static let calendar = CivilCalendar.taipei
  private var last: CivilMonth { CivilMonth(stored: Self.first.number + months - 1) ?? Self.first }

  /// What is late comes into one of two more windows.
  private var closing: CivilMonth { last.next.next }

  private var start: Instant { Self.calendar.start(of: Self.first.first) }
  /// Long enough for every deadline of every state, one after the other.
  var end: Instant { Self.calendar.cutOff(of: closing) + .hours(24 * 170) }
  private var calm: Instant { Self.calendar.cutOff(of: closing) + .hours(24 * 120) }

  func world() -> World {
    var chance = Chance(seed: seed, lastMonth: closing, tampering: isSilent ? 0 : tampering)
    chance.isSilent = isSilent
    let names = (0..<count).map { CityID(unchecked: "city-\($0)") }
    var truth = Truth()
    var cities: [CityID: City] = [:]
    for name in names {
      truth.offers[name] = offers(&chance)
      // Clocks differ by minutes, which at the month's edge is a window.
      cities[name] = City(name, skew: .seconds(chance.number(-240...240)), league: isLeague ? names : [])
    }
    for (index, a) in names.enumerated() {
      for b in names.dropFirst(index + 1) {
        let agreement = agreed(a, b, names, &chance)
        for (host, home) in [(a, b), (b, a)] {
          guard let pair = DirectedPair(host: host, home: home) else { continue }
          var books = PairBooks(pair, .host, agreement, first: Self.first)
          books.notices = notices(pair, agreement, &truth, &chance)
          cities[host]?.pairs[pair] = books
          cities[home]?.pairs[pair] = PairBooks(pair, .home, agreement, first: Self.first)
        }
      }
    }
    return edges(
      World(
        names.compactMap { cities[$0] }, truth: truth, chance: chance, from: start, calm: calm, hours: hours))
  }

  /// Rounds around each cut-off, by whatever the clocks say then.
  private func edges(_ world: World) -> World {
    var world = world
    for city in world.cities.keys.sorted() {
      for number in Self.first.number...closing.number {
        guard let month = CivilMonth(stored: number) else { continue }
        for _ in 0..<3 {
          let edge = Self.calendar.cutOff(of: month) + .seconds(world.chance.number(-600...600))
          world.wake(city, at: edge, repeating: false)
        }
      }
    }
    return world
  }

  // MARK: Agreements and offers

  private func offers(_ chance: inout Chance) -> [Offer] {
    (0..<4).map { number in
      Offer(
        id: OfferID(unchecked: "offer-\(number)"), name: BilingualText(zh: "優惠", en: "Offer"),
        benefit: .percentOff(20), audience: Audience(classes: [.named(.resident)]),
        funding: number == 0 ? .merchant : funding(&chance))
    }
  }

  private func funding(_ chance: inout Chance) -> Funding {
    let home = Int(chance.number(0...100))
    let host = Int(chance.number(0...Int64(100 - home)))
    let parts: [FundingParty: Int] = [.merchant: 100 - home - host, .host: host, .home: home]
    return Funding(parts.filter { $0.value > 0 }) ?? .merchant
  }

  private func agreed(
    _ a: CityID, _ b: CityID, _ names: [CityID], _ chance: inout Chance
  ) -> PairAgreement {
    var terms = SettlementTerms(funding: funding(&chance))
    for party in [FundingParty.host, .home] where chance.happens(60) {
      terms.bounds[party] = FundingBounds(
        perLine: chance.happens(50) ? Money(chance.number(0...40)) : nil,
        perMonth: chance.happens(50) ? Money(chance.number(0...150)) : nil,
        budget: chance.happens(50) ? Money(chance.number(0...300)) : nil)
    }
    terms.onExhaustion = chance.one(of: ExhaustionPolicy.allCases) ?? .stop
    terms.fiscalYearStart = Int(chance.number(1...12))
    terms.offlineRisk = chance.one(of: RiskBearer.allCases) ?? .host
    terms.disputeDefault = chance.one(of: RiskBearer.allCases) ?? .host
    if isLeague {
      terms.mode = .multilateralNet
      terms.coordinator = names.first
    } else {
      terms.mode = chance.happens(50) ? .gross : .bilateralNet
    }
    terms.days.answer = Int(chance.number(1...5))
    terms.days.statement = Int(chance.number(1...3))
    terms.days.signature = Int(chance.number(1...10))
    terms.days.dispute = Int(chance.number(1...5))
    terms.days.escalation = Int(chance.number(2...20))
    return PairAgreement(
      reference: AgreementReference(id: "\(a)+\(b)", version: 1), terms: terms)
  }

  // MARK: Visits

  private func notices(
    _ pair: DirectedPair, _ agreement: PairAgreement, _ truth: inout Truth, _ chance: inout Chance
  ) -> [Notice] {
    var notices: [Notice] = []
    var doubled: Claim?
    for _ in 0..<chance.number(0...(visits * 2 * Int64(months))) {
      let service = serviceTime(&chance)
      guard let offer = chance.one(of: truth.offers[pair.host] ?? []) else { continue }
      let claim: Claim
      if chance.happens(4), let doubled {
        claim = doubled
      } else {
        claim = visit(offer, agreement, at: service, &truth, &chance)
      }
      doubled = claim
      // A tablet without a line keeps what it has until it has one, or for good.
      let upload = chance.happens(15) ? chance.span(0...4_000_000) : chance.span(0...300)
      let line = chance.id(at: service)
      notices.append(
        Notice(id: line, due: claim.service + upload, kind: .claim(claim, offer: offer.funding)))
      for _ in 0..<2 where chance.happens(12) {
        let at = service + (chance.happens(30) ? chance.span(1...8_500_000) : chance.span(1...600))
        notices.append(
          Notice(id: chance.id(at: at), due: max(at, service + upload), kind: .void(line, at: at)))
      }
      for _ in 0..<2 where chance.happens(8) {
        let at = service + upload + chance.span(1...3_000_000)
        let change = Money(chance.number(-3...3))
        let shares =
          chance.happens(50)
          ? Shares(host: change, home: Money.zero - change) : Shares(merchant: change, home: change)
        notices.append(Notice(id: chance.id(at: at), due: at, kind: .correction(line, shares)))
      }
    }
    let end = Self.calendar.start(of: closing.first) - .hours(72)
    return notices.filter { $0.due < end }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
  }

  /// Any time, and often close to the month's edge.
  private func serviceTime(_ chance: inout Chance) -> Instant {
    let month = CivilMonth(stored: Self.first.number + Int(chance.number(0...Int64(months - 1)))) ?? last
    let instants = Self.calendar.instants(of: month)
    return chance.happens(20)
      ? instants.upperBound - chance.span(1...600)
      : instants.lowerBound
        + chance.span(0...((instants.upperBound - instants.lowerBound).microseconds / 1_000_000 - 1))
  }

  private func visit(
    _ offer: Offer, _ agreement: PairAgreement, at service: Instant, _ truth: inout Truth,
    _ chance: inout Chance
  ) -> Claim {
    let check = chance.id(at: service)
    let response = chance.id(at: service)
    let isOffline = chance.happens(5)
    let known = KnownAnswer(
      response: response, venue: VenueID(unchecked: "museum"), isActive: !chance.happens(4),
      grants: chance.happens(4) ? [] : [.named(.resident)])
    truth.answers[check] =
      switch chance.number(0...99) {
      case 0...4: .never
      case 5...9: .shown(known)
      default: isOffline ? .never : .logged(known)
      }
    let regular = Money(chance.number(1...200))
    let statutory = regular - Money(chance.number(0...(regular.ntd / 2)))
    let paid = chance.happens(15) ? statutory : statutory - Money(chance.number(0...statutory.ntd))
    return Claim(
      redemption: chance.id(at: service), check: check, offer: offer.id, version: offer.version,
      document: [UInt8](repeating: 1, count: 32), venue: VenueID(unchecked: "museum"),
      agreement: agreement.reference, service: service, tickets: 1, regular: regular, statutory: statutory,
      paid: paid, shares: .zero, evidence: isOffline ? .offline : .answer(response: response))
  }
}
