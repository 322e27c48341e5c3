import Benefits
import StrictJSON

/// Turns the document of one partner file into a venue, and keeps every fault it meets.
struct PartnerReader {
  let city: CityID
  /// The cities that offers may name; nil if that is not known here.
  let cities: Set<CityID>?
  var findings = PartnerFindings()
  /// Every readable offer id with its pointer, also of faulty offers: ids are compared over the whole city.
  var offerIDs: [(id: OfferID, pointer: String)] = []

  /// What is sold and could be named. The price is nil of goods, and where it is faulty.
  var items: [(id: TicketTypeID, price: Money?, isGoods: Bool)] = []
  /// The events that could be named.
  var events: [(id: EventID, days: DateSpan?, slots: [TimeOfDay])] = []
  /// The sales points that could be named.
  var salesPoints: [SalesPointID] = []
  /// When the venue is open; always, where that is faulty.
  var opening = Opening()

  init(city: CityID, cities: Set<CityID>?) {
    self.city = city
    self.cities = cities
  }

  static let venueRequired = ["id", "name", "kind", "sector", "statutory", "tickets", "offers"]
  static let venueOptional = ["note", "place", "opening", "goods", "events", "sales_points"]

  /// Reads the whole document of a file called `<fileID>.json`. Nil, or a result that is not to be used, if
  /// there are findings.
  mutating func file(_ document: JSONValue, fileID: VenueID?) -> PartnerFile? {
    let members = findings.object(
      JSONElement(document), required: Self.venueRequired, optional: Self.venueOptional)
    guard let members else { return nil }
    let id = findings.slug(members["id"], as: VenueID.self)
    if let id, let fileID, id != fileID { findings.report(.idNotFileName(id), at: "/id") }
    let name = findings.bilingual(members["name"])
    let kind = findings.choice(members["kind"], of: VenueKind.allCases)
    let sector = findings.choice(members["sector"], of: [Sector.public, .private])
    let statutory = statutory(members["statutory"], sector: sector)
    let note = findings.bilingual(members["note"])
    let place = venuePlace(members["place"])
    opening = opening(members["opening"]) ?? Opening()
    let tickets = findings.list(members["tickets"], limit: PartnerLimits.tickets)?.map { ticket($0) }
    let goods = findings.list(members["goods"], limit: PartnerLimits.goods)?.map { goodsCategory($0) } ?? []
    let events = findings.list(members["events"], limit: PartnerLimits.events)?.map { event($0) } ?? []
    let points =
      findings.list(members["sales_points"], limit: PartnerLimits.salesPoints)?
      .map { salesPoint($0) } ?? []
    let offers = offers(members["offers"])
    guard let id, let name, let kind, let sector, let statutory, let tickets, let offers else { return nil }
    let venue = Venue(
      id: id, city: city, name: name, kind: kind, sector: sector, statutory: statutory, place: place,
      opening: opening, tickets: tickets.compactMap(\.self), goods: goods.compactMap(\.self),
      events: events.compactMap(\.self), salesPoints: points.compactMap(\.self), offers: offers)
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

  private mutating func venuePlace(_ place: JSONElement?) -> Place? {
    guard let place else { return nil }
    var required = ["town"]
    // One coordinate alone is no place: whoever states one has to state both.
    if case .object(let object) = place.value,
      object["latitude"] != nil || object["longitude"] != nil
    {
      required += ["latitude", "longitude"]
    }
    let members = findings.object(place, required: required, optional: ["latitude", "longitude"])
    guard let members, let town = findings.bilingual(members["town"]) else { return nil }
    return Place(
      town: town, latitude: findings.integer(members["latitude"], in: PartnerLimits.latitudes),
      longitude: findings.integer(members["longitude"], in: PartnerLimits.longitudes))
  }

  /// Nil if anything about it is faulty, for then no offer can be held against it.
  private mutating func opening(_ place: JSONElement?) -> Opening? {
    let before = findings.found.count
    let members = findings.object(
      place, required: [], optional: ["hours", "closed_weekdays", "open_on_holidays", "closed_days"])
    guard let members else { return nil }
    let weekdays = findings.set(members["closed_weekdays"]) { $0.choice($1, of: Weekday.allCases) }
    let onHolidays = findings.bool(members["open_on_holidays"])
    if weekdays == nil, members["closed_weekdays"] == nil, let member = members["open_on_holidays"] {
      findings.report(.withoutEffect("open_on_holidays", needs: "closed_weekdays"), at: member.pointer)
    }
    let hours = findings.distinct(members["hours"], limit: PartnerLimits.hours) { $0.window($1) }
    let days = findings.distinct(members["closed_days"], limit: PartnerLimits.spans) { $0.days($1) }
    guard findings.found.count == before else { return nil }
    return Opening(
      hours: hours ?? [], closedWeekdays: weekdays ?? [], openOnHolidays: onHolidays ?? false,
      closedDays: days ?? [])
  }
}
