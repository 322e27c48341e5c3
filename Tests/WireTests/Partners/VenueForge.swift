import Benefits
import TestSupport

/// Makes random venues that use the whole model and are without fault, from a seed.
struct VenueForge {
  private var random: SeededRandom
  private var counter = 0

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Texts that a careless writer or a spreadsheet would change.
  private static let texts = [
    "全票", "Adult", "=SUM(A1:A9)", "+886", "-5", "@home", "'quoted'", "a,b;c", "say \"hi\"", "back\\slash",
    " spaces ", "007", "１２３", "2026/1/1", "1e5", "𡘙堃", "9:00", "true", "1,200",
  ]

  // MARK: chance

  mutating func chance(_ percent: Int = 50) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }
  mutating func some<Choice: Hashable>(of choices: [Choice]) -> Set<Choice> {
    var chosen = Set(choices.filter { _ in chance(40) })
    if chosen.isEmpty { chosen.insert(pick(choices)) }
    return chosen
  }
  mutating func maybe<Value>(_ percent: Int = 50, _ make: (inout VenueForge) -> Value) -> Value? {
    chance(percent) ? make(&self) : nil
  }
  mutating func id<ID: Slug>(as type: ID.Type = ID.self) -> ID {
    counter += 1
    return ID(unchecked: "\(pick(["a", "zz", "x-9", "m7"]))-\(counter)")
  }
  mutating func text() -> BilingualText { BilingualText(zh: pick(Self.texts), en: pick(Self.texts)) }
  mutating func till() -> String? { maybe { $0.pick(Self.texts) } }
  mutating func day() -> CivilDate { CivilDate(daysSinceEpoch: number(20_454...21_900)) }
  mutating func days() -> DateSpan {
    let first = day()
    return DateSpan(first, CivilDate(daysSinceEpoch: first.daysSinceEpoch + number(0...9)))
  }
  mutating func time() -> TimeOfDay { TimeOfDay(minute: number(0...1439)) ?? .midnight }
  mutating func list<Value: Hashable>(upTo most: Int, _ make: (inout VenueForge) -> Value) -> [Value] {
    var values: [Value] = []
    for _ in 0..<number(0...most) {
      let value = make(&self)
      if !values.contains(value) { values.append(value) }
    }
    return values
  }

  // MARK: the venue

  mutating func venue(_ name: String = "forged") -> Venue {
    let sector = pick([Sector.public, .private])
    let rules = StatutoryRule.allCases.filter { $0 != .age65FreeOnWeekdays || sector == .public }
    let closed = Set(Weekday.allCases.prefix(number(0...2)))
    let tickets = (0...number(0...3)).map { _ in ticket() }
    let goods = list(upTo: 2) { GoodsCategory(id: $0.id(), name: $0.text(), tillCode: $0.till()) }
    let events = list(upTo: 3) { forge in
      Event(
        id: forge.id(), name: forge.text(), place: forge.maybe { $0.text() }, days: forge.days(),
        slots: forge.list(upTo: 3) { $0.time() })
    }
    // Long enough for every offer, so that an offer for events always has one.
    let season = Event(
      id: id(), name: text(),
      days: DateSpan(CivilDate(daysSinceEpoch: 20_454), CivilDate(daysSinceEpoch: 23_500)))
    let points = list(upTo: 2) { SalesPoint(id: $0.id(), name: $0.text()) }
    var venue = Venue(
      id: VenueID(unchecked: name), city: PartnerSample.city, name: text(), kind: pick(VenueKind.allCases),
      sector: sector, statutory: maybe { $0.some(of: rules) } ?? [], place: maybe { $0.place() },
      opening: Opening(
        // The whole day, so that every time window lies within.
        hours: maybe { _ in [TimeWindow(from: .midnight, until: .midnight)] } ?? [], closedWeekdays: closed,
        openOnHolidays: !closed.isEmpty && chance(), closedDays: list(upTo: 2) { $0.days() }),
      tickets: tickets, goods: goods, events: events + [season], salesPoints: points, offers: [])
    for priority in 0..<number(0...6) { venue = venue.adding(offer(for: venue, priority: priority)) }
    return venue
  }

  private mutating func ticket() -> TicketType {
    let price = number(2...1000)
    return TicketType(
      id: id(), name: text(), price: Money(Int64(price)), source: pick([.published, .illustrative]),
      tillCode: till(), statutoryTillCode: till(),
      redeemable: maybe(30) { Money(Int64($0.number(1...price))) })
  }

  private mutating func place() -> Place {
    let measured = chance()
    return Place(
      town: text(), latitude: measured ? Int64(number(20_000_000...27_000_000)) : nil,
      longitude: measured ? Int64(number(114_000_000...124_000_000)) : nil)
  }

  // MARK: offers

  /// Every offer has a priority of its own, so that none overlaps another.
  private mutating func offer(for venue: Venue, priority: Int) -> Offer {
    let benefit = benefit(cheapest: venue.tickets.map(\.price.ntd).min() ?? 2)
    var items = maybe { $0.some(of: venue.tickets.map(\.id) + venue.goods.map(\.id)) } ?? []
    if case .buyGet = benefit { items = [venue.tickets[0].id] }
    let isValue = if case .redeemable = benefit { true } else { false }
    let events: [Event] =
      maybe { forge in forge.some(of: venue.events) + [venue.events[venue.events.count - 1]] } ?? []
    let bases = venue.offers.filter { $0.stacking == .bestOf }.map(\.id)
    return Offer(
      id: id(), version: number(1...9), name: text(), source: pick([.published, .illustrative]),
      benefit: benefit, audience: audience(),
      availability: availability(slots: (events.isEmpty ? venue.events : events).flatMap(\.slots)),
      purchase: purchase(for: venue, items: items, events: Set(events.map(\.id))),
      beneficiary: pick(Beneficiary.allCases),
      ticketsPerCheck: number(1...100), rounding: pick(Rounding.allCases), priority: priority,
      stacking: stacking(on: bases), limits: limits(isValue ? [.uses, .tickets] : LimitMeasure.allCases),
      funding: isValue ? .merchant : funding(), offline: offline(), tillCode: till(),
      look: maybe { $0.text() })
  }

  private mutating func benefit(cheapest: Int64) -> Benefit {
    switch number(0...5) {
    case 0: .percentOff(number(1...100))
    case 1: .amountOff(Money(Int64(number(1...Int(cheapest)))))
    case 2: .flatPrice(Money(Int64(number(1...Int(cheapest) - 1))))
    case 3: .buyGet(buy: number(1...5), get: number(1...3))
    case 4: .redeemable(Money(Int64(number(1...500))))
    default: .free
    }
  }

  private mutating func audience() -> Audience {
    let classes = NamedClass.allCases.map(BenefitClass.named) + [.ageAtLeast(65), .ageBelow(12)]
    let least = maybe { $0.number(1...60) }
    return Audience(
      classes: some(of: classes),
      homeCities: maybe { $0.some(of: ["taipei", "taitung"].map(CityID.init(unchecked:))) } ?? [],
      ageAtLeast: least, ageBelow: maybe { $0.number((least ?? 0) + 1...150) })
  }

  private mutating func purchase(for venue: Venue, items: Set<TicketTypeID>, events: Set<EventID>) -> Purchase
  {
    let least = maybe { $0.number(1...20) }
    return Purchase(
      items: items, events: events,
      salesPoints: venue.salesPoints.isEmpty ? [] : maybe { $0.some(of: venue.salesPoints.map(\.id)) } ?? [],
      minimumSpend: maybe { Money(Int64($0.number(1...5000))) }, minimumQuantity: least,
      maximumQuantity: maybe { $0.number(max(8, least ?? 0)...100) })
  }

  /// A year or more, so that no blackouts use it up.
  private mutating func availability(slots: [TimeOfDay]) -> Availability {
    let from = maybe { $0.day() }
    let weekdays = maybe { $0.some(of: Weekday.allCases) } ?? Set(Weekday.allCases)
    return Availability(
      from: from,
      until: maybe { CivilDate(daysSinceEpoch: (from?.daysSinceEpoch ?? 21_900) + $0.number(365...900)) },
      weekdays: weekdays.union([.sunday]), dayKind: maybe { $0.pick(DayKind.allCases) },
      windows: list(upTo: 3) { TimeWindow(from: $0.time(), until: $0.time()) },
      blackouts: list(upTo: 3) { $0.days() },
      slots: slots.isEmpty ? [] : maybe { $0.some(of: slots) } ?? [])
  }

  private mutating func stacking(on bases: [OfferID]) -> Stacking {
    switch number(0...3) {
    case 0: .exclusive
    case 1 where !bases.isEmpty: .onTopOf(some(of: bases))
    default: .bestOf
    }
  }

  private mutating func limits(_ measures: [LimitMeasure]) -> [Limit] {
    var limits: [Limit] = []
    for scope in LimitScope.allCases where chance(30) {
      limits.append(
        Limit(scope, pick(LimitPeriod.allCases), pick(measures), most: Int64(number(1...1_000_000))))
    }
    return limits
  }

  private mutating func funding() -> Funding {
    let merchant = number(0...100)
    let host = number(0...100 - merchant)
    let shares: [FundingParty: Int] = [.merchant: merchant, .host: host, .home: 100 - merchant - host]
    return Funding(shares.filter { $0.value > 0 }) ?? .merchant
  }

  private mutating func offline() -> OfflinePolicy {
    let staleness = TimeSpan.hours(Int64(number(1...744)))
    return switch number(0...2) {
    case 0: .deny
    case 1: OfflinePolicy(.allow, staleness: staleness)
    default: OfflinePolicy(.allowUpTo(Money(Int64(number(1...999)))), staleness: staleness)
    }
  }
}

extension Venue {
  /// The venue with one more offer.
  func adding(_ offer: Offer) -> Venue { with(offers: offers + [offer]) }

  /// The venue with other tickets.
  func with(tickets: [TicketType]) -> Venue {
    Venue(
      id: id, city: city, name: name, kind: kind, sector: sector, statutory: statutory, place: place,
      opening: opening, tickets: tickets, goods: goods, events: events, salesPoints: salesPoints,
      offers: offers)
  }
}
