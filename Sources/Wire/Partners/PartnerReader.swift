import Benefits
import StrictJSON

/// Turns the document of one partner file into a venue, and keeps every fault it meets.
struct PartnerReader {
  let city: CityID
  /// The cities that offers may name; nil if that is not known here.
  let cities: Set<CityID>?
  var findings = PartnerFindings()
  /// Every readable offer id with its pointer, also of faulty offers: ids are compared over the whole city.
  private(set) var offerIDs: [(id: OfferID, pointer: String)] = []
  /// The ticket types that could be named; the price is nil where it is faulty.
  private var tickets: [(id: TicketTypeID, price: Money?)] = []

  init(city: CityID, cities: Set<CityID>?) {
    self.city = city
    self.cities = cities
  }

  /// Reads the whole document of a file called `<fileID>.json`. Nil, or a result that is not to be used, if
  /// there are findings.
  mutating func file(_ document: JSONValue, fileID: VenueID?) -> PartnerFile? {
    let members = findings.object(
      JSONElement(document),
      required: ["id", "name", "kind", "sector", "statutory", "tickets", "offers"], optional: ["note"])
    guard let members else { return nil }
    let id = findings.slug(members["id"], as: VenueID.self)
    if let id, let fileID, id != fileID { findings.report(.idNotFileName(id), at: "/id") }
    let name = findings.bilingual(members["name"])
    let kind = findings.choice(members["kind"], of: VenueKind.allCases)
    let sector = findings.choice(members["sector"], of: [Sector.public, .private])
    let statutory = statutory(members["statutory"], sector: sector)
    let note = findings.bilingual(members["note"])
    let tickets = findings.list(members["tickets"], limit: PartnerLimits.tickets)?.map { ticket($0) }
    let offers = findings.list(members["offers"], limit: PartnerLimits.offers, mayBeEmpty: true)?
      .map { offer($0) }
    guard let id, let name, let kind, let sector, let statutory, let tickets, let offers else { return nil }
    let venue = Venue(
      id: id, city: city, name: name, kind: kind, sector: sector, statutory: statutory,
      tickets: tickets.compactMap(\.self), offers: offers.compactMap(\.self))
    return PartnerFile(venue: venue, note: note)
  }

  private mutating func statutory(_ place: JSONElement?, sector: Sector?) -> Set<StatutoryRule>? {
    findings.set(place, mayBeEmpty: true) { findings, place in
      let rule = findings.choice(place, of: StatutoryRule.allCases)
      if rule == .age65FreeOnWeekdays && sector == .private {
        findings.report(.statutoryNotPublic, at: place.pointer)
      }
      return rule
    }
  }

  private mutating func ticket(_ place: JSONElement) -> TicketType? {
    let members = findings.object(
      place, required: ["id", "name", "price", "source"],
      optional: ["till_code", "statutory_till_code"])
    guard let members else { return nil }
    let id = findings.slug(members["id"], as: TicketTypeID.self)
    let name = findings.bilingual(members["name"])
    let price = findings.integer(members["price"], in: PartnerLimits.prices, or: .priceOutOfRange)
      .map(Money.init)
    let source = findings.choice(members["source"], of: [Source.published, .illustrative])
    let tillCode = findings.line(members["till_code"], limit: PartnerLimits.tillCodeCharacters)
    let statutoryTillCode = findings.line(
      members["statutory_till_code"], limit: PartnerLimits.tillCodeCharacters)
    if let id {
      if tickets.contains(where: { $0.id == id }) {
        findings.report(.ticketDuplicate(id), at: "\(place.pointer)/id")
      } else {
        tickets.append((id, price))
      }
    }
    guard let id, let name, let price, let source else { return nil }
    return TicketType(
      id: id, name: name, price: price, source: source, tillCode: tillCode,
      statutoryTillCode: statutoryTillCode)
  }

  private static let offerRequired = ["id", "version", "name", "source", "benefit", "classes"]
  private static let offerOptional = [
    "home_cities", "tickets", "valid_from", "valid_until", "weekdays", "rounding", "tickets_per_check",
    "priority", "funding", "till_code",
  ]

  private mutating func offer(_ place: JSONElement) -> Offer? {
    let members = findings.object(place, required: Self.offerRequired, optional: Self.offerOptional)
    guard let members else { return nil }
    let id = offerID(members["id"])
    let version = findings.integer(members["version"], in: PartnerLimits.versions)
    let name = findings.bilingual(members["name"])
    let source = findings.choice(members["source"], of: [Source.published, .illustrative])
    let classes = findings.set(members["classes"]) { $0.benefitClass($1) }
    let homeCities = homeCities(members["home_cities"])
    let covered = coveredTickets(members["tickets"])
    let benefit = benefit(members["benefit"], covered: covered)
    let (from, until) = validity(members)
    let weekdays = findings.set(members["weekdays"]) { $0.choice($1, of: Weekday.allCases) }
    let rounding = findings.choice(members["rounding"], of: Rounding.allCases)
    let perCheck = findings.integer(members["tickets_per_check"], in: PartnerLimits.ticketsPerCheck)
    let priority = findings.integer(members["priority"], in: PartnerLimits.priorities)
    let funding = findings.choice(members["funding"], of: FundingParty.allCases)
    let tillCode = findings.line(members["till_code"], limit: PartnerLimits.tillCodeCharacters)
    guard let id, let version, let name, let source, let benefit, let classes else { return nil }
    // What is nil from here on was left out: a faulty value is among the findings, so nobody sees the offer.
    return Offer(
      id: id, version: Int(version), name: name, source: source, benefit: benefit,
      audience: Audience(classes: classes, homeCities: homeCities ?? []),
      availability: Availability(from: from, until: until, weekdays: weekdays ?? Set(Weekday.allCases)),
      purchase: Purchase(items: covered ?? []), ticketsPerCheck: Int(perCheck ?? 1),
      rounding: rounding ?? .halfUp, priority: Int(priority ?? 0),
      funding: funding.flatMap { Funding([$0: 100]) } ?? .merchant, tillCode: tillCode)
  }

  private mutating func offerID(_ place: JSONElement?) -> OfferID? {
    guard let place, let id = findings.slug(place, as: OfferID.self) else { return nil }
    if offerIDs.contains(where: { $0.id == id }) {
      findings.report(.offerDuplicate(id), at: place.pointer)
    } else {
      offerIDs.append((id, place.pointer))
    }
    return id
  }

  private mutating func homeCities(_ place: JSONElement?) -> Set<CityID>? {
    findings.set(place) { [cities] findings, place in
      guard let id = findings.slug(place, as: CityID.self) else { return nil }
      if let cities, !cities.contains(id) {
        findings.report(.cityUnknown(id, known: cities.sorted()), at: place.pointer)
      }
      return id
    }
  }

  private mutating func coveredTickets(_ place: JSONElement?) -> Set<TicketTypeID>? {
    let known = tickets.map(\.id)
    return findings.set(place) { findings, place in
      guard let id = findings.slug(place, as: TicketTypeID.self) else { return nil }
      if !known.contains(id) { findings.report(.ticketUnknown(id, known: known), at: place.pointer) }
      return id
    }
  }

  private mutating func validity(_ members: [String: JSONElement]) -> (from: CivilDate?, until: CivilDate?) {
    let from = findings.date(members["valid_from"])
    let until = findings.date(members["valid_until"])
    if let from, let until, from > until, let place = members["valid_until"] {
      findings.report(.validityReversed(from: from, until: until), at: place.pointer)
    }
    return (from, until)
  }
}

// What an offer does to the price.
extension PartnerReader {
  private mutating func benefit(_ place: JSONElement?, covered: Set<TicketTypeID>?) -> Benefit? {
    let kinds = ["percent_off", "amount_off", "flat_price", "free"]
    guard let place, let members = findings.object(place, required: [], optional: kinds) else { return nil }
    guard members.count == 1, let (kind, inner) = members.first else {
      // A lone unknown member was reported already; it may be a misspelt one of the four.
      if members.count > 1 || place.value == .object(JSONObject()) {
        findings.report(.benefitNotOne, at: place.pointer)
      }
      return nil
    }
    switch kind {
    case "percent_off":
      return findings.integer(inner, in: PartnerLimits.percents, or: .percentOutOfRange)
        .map { .percentOff(Int($0)) }
    case "amount_off":
      guard let amount = amount(inner) else { return nil }
      for (ticket, price) in prices(of: covered) where amount > price {
        findings.report(.amountOffAbovePrice(amount, ticket: ticket, price: price), at: inner.pointer)
      }
      return .amountOff(amount)
    case "flat_price":
      guard let amount = amount(inner) else { return nil }
      for (ticket, price) in prices(of: covered) where amount > price {
        findings.report(.flatPriceAboveRegular(amount, ticket: ticket, price: price), at: inner.pointer)
      }
      return .flatPrice(amount)
    default:
      if inner.value == .bool(true) { return .free }
      findings.report(.wrongType(wanted: ("true", "true")), at: inner.pointer)
      return nil
    }
  }

  private mutating func amount(_ place: JSONElement) -> Money? {
    findings.integer(place, in: 1...PartnerLimits.prices.upperBound, or: .benefitOutOfRange).map(Money.init)
  }

  /// The ticket types that an offer covers, with the prices that are known; all if it names none.
  private func prices(of covered: Set<TicketTypeID>?) -> [(TicketTypeID, Money)] {
    tickets.compactMap { ticket in
      guard covered?.contains(ticket.id) ?? true, let price = ticket.price else { return nil }
      return (ticket.id, price)
    }
  }
}
