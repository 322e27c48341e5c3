/// Everything about a visit that offers look at, besides the basket's prices.
struct Visit {
  let lines: [BasketLine]
  let items: [BasketItem]
  let salesPoint: SalesPointID?
  let opening: Opening
  let date: CivilDate
  let time: TimeOfDay
  let holidays: Holidays

  init(
    venue: Venue, basket: Basket, items: [BasketItem], salesPoint: SalesPointID?, at instant: Instant,
    calendar: CityCalendar
  ) {
    lines = basket.lines
    self.items = items
    self.salesPoint = salesPoint
    opening = venue.opening
    date = calendar.civil.date(instant)
    time = calendar.civil.timeOfDay(instant)
    holidays = calendar.holidays
  }

  /// How many tickets `offer` covers, and what they cost without any reduction.
  func covered(by offer: Offer) -> (quantity: Int, regular: Money) {
    zip(lines, items).reduce((0, .zero)) { sum, pair in
      let (line, item) = pair
      guard offer.covers(line, item) else { return sum }
      return (sum.0 + line.quantity, sum.1 + item.price * line.quantity)
    }
  }
}

/// What is known of a card's holder, once a card counts.
struct KnownHolder {
  let home: CityID
  let granted: Set<BenefitClass>
  let unknown: Set<BenefitClass>
  /// How old this knowledge is, where the home city could not be asked; nil if it answered.
  let staleness: TimeSpan?
}

/// Whether an offer holds, or the first thing that stands in its way.
///
/// Offers are held against one condition after the other, in the order of ``Reason``; of all offers of the venue, the
/// one that comes farthest names the reason why nothing is cheaper.
struct SiftedOffer {
  /// The day that counts: see ``Availability``.
  let serviceDate: CivilDate
  /// Why it does not hold; nil if it does.
  let obstacle: Reason?

  init(_ offer: Offer, visit: Visit, holder: KnownHolder) {
    let (today, yesterday) = Self.times(of: offer, visit)
    var day = visit.date
    var obstacle = Self.placeObstacle(offer, visit, home: holder.home)
    if obstacle == nil {
      obstacle = offer.obstacle(on: day, opening: visit.opening, holidays: visit.holidays)
      // At night the window may have begun yesterday; then yesterday decides, unless today holds by itself.
      if yesterday, obstacle != nil || !today {
        day = CivilDate(daysSinceEpoch: day.daysSinceEpoch - 1)
        obstacle = offer.obstacle(on: day, opening: visit.opening, holidays: visit.holidays)
        if today, obstacle != nil {
          day = visit.date
          obstacle = offer.obstacle(on: day, opening: visit.opening, holidays: visit.holidays)
        }
      }
      obstacle = obstacle ?? (today || yesterday ? nil : .timeNotCovered)
    }
    serviceDate = day
    self.obstacle =
      obstacle ?? Self.holderObstacle(offer, holder) ?? Self.offlineObstacle(offer, holder)
      ?? Self.basketObstacle(offer, visit)
  }

  /// Whether a time window that began today, or one that began yesterday, includes the time of the visit.
  private static func times(of offer: Offer, _ visit: Visit) -> (today: Bool, yesterday: Bool) {
    let windows = offer.availability.windows
    if windows.isEmpty { return (true, false) }
    return (
      windows.contains { $0.holds(visit.time) }, windows.contains { $0.holdsAfterMidnight(visit.time) }
    )
  }

  private static func placeObstacle(_ offer: Offer, _ visit: Visit, home: CityID) -> Reason? {
    guard offer.audience.covers(home: home) else { return .cityNotCovered }
    let points = offer.purchase.salesPoints
    var (byItem, byEvent, bySlot) = (false, false, false)
    for (line, item) in zip(visit.lines, visit.items) where offer.covers(item) {
      byItem = true
      guard offer.covers(event: line.event) else { continue }
      byEvent = true
      bySlot = bySlot || offer.covers(slot: line.slot)
    }
    if !byItem { return .ticketNotCovered }
    if !points.isEmpty, visit.salesPoint.map(points.contains) != true { return .salesPointNotCovered }
    if !byEvent { return .eventNotCovered }
    return bySlot ? nil : .slotNotCovered
  }

  private static func holderObstacle(_ offer: Offer, _ holder: KnownHolder) -> Reason? {
    let audience = offer.audience
    if audience.classes.isDisjoint(with: holder.granted) {
      return audience.classes.isDisjoint(with: holder.unknown) ? .classNotHeld : .classUnknown
    }
    let missing = audience.ages.filter { !holder.granted.contains($0) }
    if missing.isEmpty { return nil }
    // One age that is surely not met settles it, whatever is not known of the other.
    return missing.allSatisfy(holder.unknown.contains) ? .classUnknown : .ageNotMet
  }

  private static func offlineObstacle(_ offer: Offer, _ holder: KnownHolder) -> Reason? {
    guard let staleness = holder.staleness else { return nil }
    if offer.offline.rule == .deny { return .offlineDenied }
    return staleness > offer.offline.staleness ? .offlineTooStale : nil
  }

  private static func basketObstacle(_ offer: Offer, _ visit: Visit) -> Reason? {
    let (quantity, regular) = visit.covered(by: offer)
    let nobodyAlong = offer.beneficiary == .companions && visit.lines.reduce(0) { $0 + $1.quantity } == 1
    if quantity < offer.purchase.minimumQuantity ?? 0 || offer.tickets(of: quantity) == 0 || nobodyAlong {
      return .quantityTooSmall
    }
    if let most = offer.purchase.maximumQuantity, quantity > most { return .quantityTooLarge }
    return regular < offer.purchase.minimumSpend ?? .zero ? .spendTooSmall : nil
  }
}

extension Offer {
  /// What keeps the offer from holding on the service date `day` at a venue with these opening days, whoever comes and
  /// whatever is bought; nil if nothing does. Of several the first in the order of ``Reason``.
  public func obstacle(on day: CivilDate, opening: Opening, holidays: Holidays) -> Reason? {
    let when = availability
    if !when.isValid(on: day) { return .outsideValidity }
    if when.blackouts.contains(where: { $0.contains(day) }) { return .blackoutDay }
    if !opening.isOpen(on: day, holidays: holidays) { return .venueClosed }
    if !when.weekdays.contains(day.weekday) { return .weekdayNotCovered }
    if let kind = when.dayKind, kind != holidays.kind(of: day) { return .dayKindNotCovered }
    return nil
  }
}

extension ReachedLimit {
  var reason: Reason {
    switch scope {
    case .card: .cardLimitReached
    case .member: .memberLimitReached
    case .offer: .offerLimitReached
    }
  }
}

extension CardState {
  /// Why a card in this state carries no offer; nil for an active one.
  var refusal: Reason? {
    switch self {
    case .active: nil
    case .unrecognised: .cardUnrecognised
    case .lost: .cardLost
    case .suspended: .cardSuspended
    case .expired: .cardExpired
    }
  }
}
