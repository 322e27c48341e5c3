/// What a cardholder asks: "where does my card count?".
public struct PlaceSearch: Hashable, Sendable {
  /// The city that issued the card.
  public var home: CityID
  /// The day of the visit.
  public var day: CivilDate
  /// Only places of this kind.
  public var kind: VenueKind?
  /// Only offers for this class, beside the law's reductions.
  public var benefitClass: BenefitClass?
  /// Only places that are open on the day.
  public var openOnly = false
  /// Nearest first to this town; else by the order of the list.
  public var near: Place?

  /// Asks for everything.
  public init(home: CityID, day: CivilDate) {
    self.home = home
    self.day = day
  }

  /// A place that answers the question.
  public struct Hit: Sendable {
    /// The place.
    public let venue: Venue
    /// Its offers for the cards of that city that are valid on the day, whatever their days of the week.
    public let offers: [Offer]
    /// Whether it opens on the day.
    public let isOpen: Bool
    /// How far it is, in metres; nil without a town to measure from, or without coordinates.
    public let metres: Int64?
  }

  /// The places that fit, of `venues`. Places without a distance come after those with one.
  public func hits(in venues: [Venue], holidays: Holidays) -> [Hit] {
    let hits = venues.compactMap { venue -> Hit? in
      guard kind == nil || venue.kind == kind else { return nil }
      let offers = venue.offers.filter(fits)
      let isOpen = venue.opening.isOpen(on: day, holidays: holidays)
      guard !offers.isEmpty, isOpen || !openOnly else { return nil }
      let metres = near.flatMap { town in venue.place.flatMap { town.metres(to: $0) } }
      return Hit(venue: venue, offers: offers, isOpen: isOpen, metres: metres)
    }
    guard near != nil else { return hits }
    // A stable order: equally far places stay in the order of the list.
    return hits.enumerated().sorted { a, b in
      (a.element.metres ?? .max, a.offset) < (b.element.metres ?? .max, b.offset)
    }.map(\.element)
  }

  private func fits(_ offer: Offer) -> Bool {
    offer.audience.covers(home: home) && offer.availability.isValid(on: day)
      && (benefitClass.map(offer.audience.classes.contains) ?? true)
  }
}

extension Place {
  /// The distance as the crow flies, in metres, good to about one percent within Taiwan; nil without coordinates.
  ///
  /// On a plane that touches the sphere half-way between: a degree of latitude is 111,195 m, one of longitude that
  /// times the cosine of the latitude. In whole numbers, like everything here; the cosine is 1 − x²/2 + x⁴/24,
  /// which at 25° is true to five digits.
  public func metres(to other: Place) -> Int64? {
    guard let latitude, let longitude, let otherLatitude = other.latitude,
      let otherLongitude = other.longitude
    else { return nil }
    let north = (otherLatitude - latitude) * 111_195 / 1_000_000
    // Radians and the cosine in millionths.
    let middle = (latitude + otherLatitude) / 2 * 17_453 / 1_000_000
    let square = middle * middle / 1_000_000
    let cosine = 1_000_000 - square / 2 + square * square / 1_000_000 / 24
    let east = (otherLongitude - longitude) * 111_195 / 1_000_000 * cosine / 1_000_000
    return Self.root(north * north + east * east)
  }

  /// The whole part of a square root, by Newton's method; from above it falls until it is found.
  private static func root(_ square: Int64) -> Int64 {
    guard square > 0 else { return 0 }
    var root = square
    while true {
      let next = (root + square / root) / 2
      if next >= root { return root }
      root = next
    }
  }
}
