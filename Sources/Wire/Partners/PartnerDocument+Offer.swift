import Benefits
import StrictJSON

// The offers.
extension PartnerDocument {
  static func offer(_ offer: Offer, of venue: Venue) -> JSONValue {
    var document = PartnerDocument()
    document.add("id", offer.id.text)
    document.add("version", offer.version)
    document.add("name", offer.name)
    document.add("source", offer.source.rawValue)
    document.add("benefit", benefit(offer.benefit))
    document.add(offer.audience)
    document.add(offer.purchase, of: venue)
    document.add(offer.availability)
    if offer.beneficiary != .party { document.add("beneficiary", offer.beneficiary.rawValue) }
    if offer.rounding != .halfUp { document.add("rounding", offer.rounding.rawValue) }
    if offer.ticketsPerCheck != 1 { document.add("tickets_per_check", offer.ticketsPerCheck) }
    if offer.priority != 0 { document.add("priority", offer.priority) }
    if offer.stacking != .bestOf { document.add("stacking", stacking(offer.stacking)) }
    document.add("limits", unlessEmpty: offer.limits.map(limit))
    if offer.funding != .merchant { document.add("funding", funding(offer.funding)) }
    document.add(offer.offline)
    document.add("till_code", offer.tillCode)
    document.add("look", offer.look)
    return document.value
  }

  private mutating func add(_ audience: Audience) {
    add("classes", Self.array(audience.classes.sorted().map(\.description)))
    add("home_cities", unlessEmpty: audience.homeCities.sorted().map(\.text))
    add("age_at_least", audience.ageAtLeast)
    add("age_below", audience.ageBelow)
  }

  /// Ids in the order in which the venue lists them.
  private mutating func add(_ purchase: Purchase, of venue: Venue) {
    let items = venue.tickets.map(\.id) + venue.goods.map(\.id)
    add("tickets", unlessEmpty: Self.ordered(purchase.items, by: items))
    add("events", unlessEmpty: Self.ordered(purchase.events, by: venue.events.map(\.id)))
    add("sales_points", unlessEmpty: Self.ordered(purchase.salesPoints, by: venue.salesPoints.map(\.id)))
    add("minimum_spend", purchase.minimumSpend)
    add("minimum_quantity", purchase.minimumQuantity)
    add("maximum_quantity", purchase.maximumQuantity)
  }

  private static func ordered<ID: Slug>(_ ids: Set<ID>, by order: [ID]) -> [String] {
    (order.filter(ids.contains) + ids.subtracting(order).sorted()).map(\.text)
  }

  private mutating func add(_ when: Availability) {
    add("valid_from", when.from?.description)
    add("valid_until", when.until?.description)
    if when.weekdays != Set(Weekday.allCases) { add("weekdays", unlessEmpty: Self.weekdays(when.weekdays)) }
    add("day_kind", when.dayKind?.rawValue)
    add("windows", unlessEmpty: when.windows.map(\.description))
    add("blackouts", unlessEmpty: when.blackouts.map(\.description))
    add("slots", unlessEmpty: when.slots.sorted().map(\.description))
  }

  private mutating func add(_ offline: OfflinePolicy) {
    switch offline.rule {
    case .deny: return
    case .allow: add("offline", "allow")
    case .allowUpTo(let cap): add("offline", Self.object(("allow_up_to", .integer(cap.ntd))))
    }
    add("offline_staleness_hours", Int(offline.staleness.microseconds / TimeSpan.hours(1).microseconds))
  }

  private static func benefit(_ benefit: Benefit) -> JSONValue {
    switch benefit {
    case .percentOff(let percent): object(("percent_off", .integer(Int64(percent))))
    case .amountOff(let amount): object(("amount_off", .integer(amount.ntd)))
    case .flatPrice(let price): object(("flat_price", .integer(price.ntd)))
    case .free: object(("free", .bool(true)))
    case .buyGet(let buy, let get):
      object(("buy_get", .array([.integer(Int64(buy)), .integer(Int64(get))])))
    case .redeemable(let value): object(("redeemable", .integer(value.ntd)))
    }
  }

  private static func stacking(_ stacking: Stacking) -> JSONValue {
    switch stacking {
    case .bestOf: .string("best_of")
    case .exclusive: .string("exclusive")
    case .onTopOf(let offers): object(("on_top_of", array(offers.sorted().map(\.text))))
    }
  }

  private static func limit(_ limit: Limit) -> JSONValue {
    object(
      ("scope", .string(limit.scope.rawValue)), ("period", .string(limit.period.rawValue)),
      ("measure", .string(limit.measure.rawValue)), ("most", .integer(limit.most)))
  }

  private static func funding(_ funding: Funding) -> JSONValue {
    let parties = FundingParty.allCases.filter { funding.shares[$0] != nil }
    if parties.count == 1 { return .string(parties[0].rawValue) }
    return .object(JSONObject(parties.map { ($0.rawValue, .integer(Int64(funding.shares[$0] ?? 0))) }))
  }
}
