import Benefits
import CityNode
import Testing

@Suite("A registry of ten thousand offers")
struct RegistryScaleTests {
  private static let city = CityID(unchecked: "taitung")
  private static let adult = TicketTypeID(unchecked: "adult")

  /// A thousand venues with ten limited offers each.
  private static let registry: PartnerRegistry = {
    let name = BilingualText(zh: "示範", en: "Sample")
    let venues = (0..<1000).map { number in
      Venue(
        id: VenueID(unchecked: "venue-\(number)"), city: city, name: name, kind: .museum, sector: .public,
        statutory: [],
        tickets: [TicketType(id: adult, name: name, price: Money(100), source: .published, tillCode: nil)],
        offers: (0..<10).map { index in
          Offer(
            id: OfferID(unchecked: "venue-\(number)-offer-\(index)"), name: name,
            benefit: .percentOff(10 + index),
            audience: Audience(classes: [.named(.resident)]), limits: [Limit(.offer, .day, most: 1)])
        })
    }
    return PartnerRegistry([city: CityPartners(venues, digest: [], origin: .folder)])
  }()

  @Test("A decision looks at the offers of its own venue and at no other", arguments: [0, 499, 999])
  func ownOffersAlone(number: Int) throws {
    let venue = try #require(Self.registry.venue(VenueID(unchecked: "venue-\(number)"), of: Self.city))
    let basket = try #require(Basket([BasketLine(ticket: Self.adult)]))
    let facts = CardFacts.answered(
      home: CityID(unchecked: "taipei"), card: .active, granted: [.named(.resident)], unknown: [])
    let now = Instant(seconds: 1_795_399_200)
    // Every offer has a counter, so the counters that are read tell which offers were looked at.
    let keys = usageKeys(
      venue: venue, basket: basket, facts: facts, identity: .unknown, at: now, calendar: CityCalendar())
    #expect(Set(keys.map(\.offer)) == Set(venue.offers.map(\.id)))
    #expect(keys.count == 10)
    let decision = try decide(
      venue: venue, basket: basket, salesPoint: nil, facts: facts, identity: .unknown,
      used: Dictionary(uniqueKeysWithValues: keys.map { ($0, Usage.none) }), at: now, calendar: CityCalendar()
    )
    #expect(decision.due == Money(81))
    #expect(decision.lines.flatMap(\.applied).map(\.offer) == [OfferID(unchecked: "venue-\(number)-offer-9")])
  }
}
