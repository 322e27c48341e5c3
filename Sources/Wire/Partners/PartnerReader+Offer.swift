import Benefits
import StrictJSON

// The offers.
extension PartnerReader {
  static let offerRequired = ["id", "version", "name", "source", "benefit", "classes"]
  static let offerOptional = [
    "home_cities", "age_at_least", "age_below", "tickets", "events", "sales_points", "minimum_spend",
    "minimum_quantity", "maximum_quantity", "valid_from", "valid_until", "weekdays", "day_kind", "windows",
    "blackouts", "slots", "beneficiary", "rounding", "tickets_per_check", "priority", "stacking", "limits",
    "funding", "offline", "offline_staleness_hours", "till_code", "look",
  ]

  /// All offers, and then what can be judged only with all of them at hand.
  mutating func offers(_ place: JSONElement?) -> [Offer]? {
    guard let places = findings.list(place, limit: PartnerLimits.offers, mayBeEmpty: true) else { return nil }
    let read = places.compactMap { place in offer(place).map { (offer: $0, pointer: place.pointer) } }
    checkStacking(read)
    checkOverlaps(read)
    return read.map(\.offer)
  }

  private mutating func offer(_ place: JSONElement) -> Offer? {
    let members = findings.object(place, required: Self.offerRequired, optional: Self.offerOptional)
    guard let members else { return nil }
    let id = offerID(members["id"])
    let version = findings.integer(members["version"], in: PartnerLimits.versions)
    let name = findings.bilingual(members["name"])
    let source = findings.choice(members["source"], of: [Source.published, .illustrative])
    let audience = audience(members)
    let purchase = purchase(members)
    let benefit = benefit(members["benefit"], items: purchase.items)
    let availability = availability(members)
    let rounding = findings.choice(members["rounding"], of: Rounding.allCases)
    let beneficiary = findings.choice(members["beneficiary"], of: Beneficiary.allCases)
    let perCheck = findings.integer(members["tickets_per_check"], in: PartnerLimits.ticketsPerCheck)
    let priority = findings.integer(members["priority"], in: PartnerLimits.priorities)
    let stacking = stacking(members["stacking"])
    let limits = limits(members["limits"])
    let funding = funding(members["funding"])
    let offline = offline(members)
    let tillCode = tillCode(members["till_code"])
    let look = findings.bilingual(members["look"])
    guard let id, let version, let name, let source, let benefit, let audience else { return nil }
    // What is nil from here on was left out: a faulty value is among the findings, so nobody sees the offer.
    let offer = Offer(
      id: id, version: Int(version), name: name, source: source, benefit: benefit, audience: audience,
      availability: availability, purchase: purchase, beneficiary: beneficiary ?? .party,
      ticketsPerCheck: Int(perCheck ?? 1), rounding: rounding ?? .halfUp, priority: Int(priority ?? 0),
      stacking: stacking ?? .bestOf, limits: limits ?? [], funding: funding ?? .merchant,
      offline: offline ?? .deny, tillCode: tillCode, look: look)
    checkSense(of: offer, at: place.pointer)
    return offer
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

  private mutating func audience(_ members: [String: JSONElement]) -> Audience? {
    let classes = findings.set(members["classes"]) { $0.benefitClass($1) }
    let homeCities = homeCities(members["home_cities"])
    let least = findings.integer(members["age_at_least"], in: PartnerLimits.ages)
    let below = findings.integer(members["age_below"], in: PartnerLimits.ages)
    if let least, let below, least >= below, let place = members["age_below"] {
      findings.report(.agesReversed(least: least, below: below), at: place.pointer)
    }
    return classes.map {
      Audience(
        classes: $0, homeCities: homeCities ?? [], ageAtLeast: least.map { Int($0) },
        ageBelow: below.map { Int($0) })
    }
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

  private mutating func purchase(_ members: [String: JSONElement]) -> Purchase {
    let items = known(members["tickets"], among: items.map(\.id)) { .ticketUnknown($0, known: $1) }
    let events = known(members["events"], among: events.map(\.id)) { .eventUnknown($0, known: $1) }
    let points = known(members["sales_points"], among: salesPoints) { .salesPointUnknown($0, known: $1) }
    let spend = findings.integer(members["minimum_spend"], in: PartnerLimits.spends)
    let least = findings.integer(members["minimum_quantity"], in: PartnerLimits.quantities)
    let most = findings.integer(members["maximum_quantity"], in: PartnerLimits.quantities)
    if let least, let most, least > most, let place = members["maximum_quantity"] {
      findings.report(.quantitiesReversed(least: least, most: most), at: place.pointer)
    }
    return Purchase(
      items: items ?? [], events: events ?? [], salesPoints: points ?? [],
      minimumSpend: spend.map(Money.init), minimumQuantity: least.map { Int($0) },
      maximumQuantity: most.map { Int($0) })
  }

  /// A list of ids of which each has to be one of `known`.
  private mutating func known<ID: Slug>(
    _ place: JSONElement?, among known: [ID], or problem: (ID, [ID]) -> PartnerProblem
  ) -> Set<ID>? {
    findings.set(place) { findings, place in
      guard let id = findings.slug(place, as: ID.self) else { return nil }
      if !known.contains(id) { findings.report(problem(id, known), at: place.pointer) }
      return id
    }
  }

  private mutating func availability(_ members: [String: JSONElement]) -> Availability {
    let from = findings.date(members["valid_from"])
    let until = findings.date(members["valid_until"])
    if let from, let until, from > until, let place = members["valid_until"] {
      findings.report(.validityReversed(from: from, until: until), at: place.pointer)
    }
    let weekdays = findings.set(members["weekdays"]) { $0.choice($1, of: Weekday.allCases) }
    return Availability(
      from: from, until: until,
      // An empty list was reported; with no day at all nothing else could be judged.
      weekdays: weekdays.flatMap { $0.isEmpty ? nil : $0 } ?? Set(Weekday.allCases),
      dayKind: findings.choice(members["day_kind"], of: DayKind.allCases),
      windows: findings.distinct(members["windows"], limit: PartnerLimits.windows) { $0.window($1) } ?? [],
      blackouts: findings.distinct(members["blackouts"], limit: PartnerLimits.spans) { $0.days($1) } ?? [],
      slots: findings.set(members["slots"]) { $0.time($1) } ?? [])
  }
}
