import Benefits
import StrictJSON

/// A partner file as a JSON document: the members in the order of `Partners/README.md`, defaults left out, every list
/// whose order says nothing in one order. What the reader makes of it is the same file again.
struct PartnerDocument {
  private var members: [(String, JSONValue)] = []

  /// The document of a whole file.
  static func of(_ file: PartnerFile) -> JSONValue {
    let venue = file.venue
    var document = PartnerDocument()
    document.add("id", venue.id.text)
    document.add("name", venue.name)
    document.add("kind", venue.kind.rawValue)
    document.add("sector", venue.sector.rawValue)
    document.add("statutory", array(StatutoryRule.allCases.filter(venue.statutory.contains).map(\.rawValue)))
    document.add("note", file.note)
    document.add("place", venue.place.map(place))
    if venue.opening != Opening() { document.add("opening", opening(venue.opening)) }
    document.add("tickets", .array(venue.tickets.map(ticket)))
    document.add("goods", unlessEmpty: venue.goods.map(goods))
    document.add("events", unlessEmpty: venue.events.map(event))
    document.add("sales_points", unlessEmpty: venue.salesPoints.map(salesPoint))
    document.add("offers", .array(venue.offers.map { offer($0, of: venue) }))
    return document.value
  }

  var value: JSONValue { .object(JSONObject(members)) }

  mutating func add(_ name: String, _ value: JSONValue?) {
    if let value { members.append((name, value)) }
  }
  mutating func add(_ name: String, _ text: String?) { add(name, text.map { .string($0) }) }
  mutating func add(_ name: String, _ number: Int?) { add(name, number.map { .integer(Int64($0)) }) }
  mutating func add(_ name: String, _ money: Money?) { add(name, money.map { .integer($0.ntd) }) }
  mutating func add(_ name: String, _ text: BilingualText?) { add(name, text.map(Self.text)) }
  mutating func add(_ name: String, unlessEmpty texts: [String]) {
    add(name, unlessEmpty: texts.map { .string($0) })
  }
  mutating func add(_ name: String, unlessEmpty values: [JSONValue]) {
    if !values.isEmpty { add(name, .array(values)) }
  }

  static func array(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
  static func object(_ members: (String, JSONValue)...) -> JSONValue { .object(JSONObject(members)) }
  static func text(_ text: BilingualText) -> JSONValue {
    object(("zh", .string(text.zh)), ("en", .string(text.en)))
  }
}

// The venue.
extension PartnerDocument {
  private static func place(_ place: Place) -> JSONValue {
    var document = PartnerDocument()
    document.add("town", place.town)
    document.add("latitude", place.latitude.map { .integer($0) })
    document.add("longitude", place.longitude.map { .integer($0) })
    return document.value
  }

  private static func opening(_ opening: Opening) -> JSONValue {
    var document = PartnerDocument()
    document.add("hours", unlessEmpty: opening.hours.map(\.description))
    document.add("closed_weekdays", unlessEmpty: weekdays(opening.closedWeekdays))
    if opening.openOnHolidays { document.add("open_on_holidays", .bool(true)) }
    document.add("closed_days", unlessEmpty: opening.closedDays.map(\.description))
    return document.value
  }

  private static func ticket(_ ticket: TicketType) -> JSONValue {
    var document = PartnerDocument()
    document.add("id", ticket.id.text)
    document.add("name", ticket.name)
    document.add("price", ticket.price)
    document.add("source", ticket.source.rawValue)
    document.add("redeemable", ticket.redeemable)
    document.add("till_code", ticket.tillCode)
    document.add("statutory_till_code", ticket.statutoryTillCode)
    return document.value
  }

  private static func goods(_ goods: GoodsCategory) -> JSONValue {
    var document = PartnerDocument()
    document.add("id", goods.id.text)
    document.add("name", goods.name)
    document.add("till_code", goods.tillCode)
    return document.value
  }

  private static func event(_ event: Event) -> JSONValue {
    var document = PartnerDocument()
    document.add("id", event.id.text)
    document.add("name", event.name)
    document.add("place", event.place)
    document.add("days", event.days.description)
    document.add("slots", unlessEmpty: event.slots.map(\.description))
    return document.value
  }

  private static func salesPoint(_ point: SalesPoint) -> JSONValue {
    object(("id", .string(point.id.text)), ("name", text(point.name)))
  }

  static func weekdays(_ days: Set<Weekday>) -> [String] {
    Weekday.allCases.filter(days.contains).map(\.rawValue)
  }
}
