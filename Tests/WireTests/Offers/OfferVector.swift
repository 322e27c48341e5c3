import Benefits
import StrictJSON
import Testing

/// One case: a visit, and what must come of it.
struct OfferVector: Sendable, CustomTestStringConvertible {
  let file: String
  let name: String
  let venue: Venue
  /// Whether the venue is that of a partner file, not of the vector's own.
  let partner: String?
  let instant: Instant
  let calendar: CityCalendar
  let salesPoint: SalesPointID?
  let facts: CardFacts
  let identity: HolderIdentity
  let used: [UsageKey: Usage]
  let basket: Basket
  /// Reasons that hold as well, and come later in the order of precedence.
  let also: [Reason]
  /// The members of the outcome that the case states.
  let expected: JSONObject

  var testDescription: String { "\(file.split(separator: "/").last ?? ""): \(name)" }

  init(_ fields: JSONFields, file: String, venues: [String: Venue], calendar: CityCalendar) throws {
    try fields.refuseUnknown(allowed: [
      "name", "venue", "partner", "at", "sales_point", "card", "holder", "used", "basket",
      "also", "expect",
    ])
    self.file = file
    self.calendar = calendar
    name = try fields.string("name")
    partner = try fields.optionalString("partner")
    if let partner {
      venue = try OfferVectorFile.partner(partner)
    } else {
      let id = try fields.string("venue")
      guard let venue = venues[id] else {
        throw OfferVectorFile.Broken(description: "\(name): no venue \(id)")
      }
      self.venue = venue
    }
    instant = try fields.parsed("at", "a time like 2026-11-24T10:00:00+08:00", Self.instant)
    salesPoint = try fields.optionalParsed("sales_point", "an id") { SalesPointID($0) }
    facts = try Self.facts(fields.object("card"))
    identity = try fields.optionalObject("holder").map(Self.identity) ?? .unknown
    var used: [UsageKey: Usage] = [:]
    for place in try fields.optionalArray("used", count: 1...16) ?? [] {
      let hold = try Self.hold(place.object())
      used[hold.key] = hold.usage
    }
    self.used = used
    let lines = try fields.array("basket", count: 1...20).map { try Self.line($0.object()) }
    guard let basket = Basket(lines) else { throw OfferVectorFile.Broken(description: "\(name): no basket") }
    self.basket = basket
    also = try (fields.optionalArray("also", count: 1...4) ?? []).map {
      try $0.parsed("a reason", Reason.init)
    }
    expected = try fields.object("expect").members
  }

  /// RFC 3339 to the second, in Taipei's time.
  private static func instant(_ text: String) -> Instant? {
    guard text.count == 25, text.hasSuffix("+08:00"), let date = CivilDate(text.prefix(10)),
      let time = TimeOfDay(text.dropFirst(11).prefix(5)), let second = Int64(text.dropFirst(17).prefix(2))
    else { return nil }
    let instant = CivilCalendar.taipei.start(of: date) + .minutes(Int64(time.minute)) + .seconds(second)
    return CivilCalendar.taipei.format(instant) == text ? instant : nil
  }

  private static func facts(_ fields: JSONFields) throws -> CardFacts {
    if fields.optionalElement("city_not_named") != nil {
      try fields.refuseUnknown(allowed: ["city_not_named"])
      return .cityNotNamed
    }
    let home = try fields.parsed("home", "a city id") { CityID($0) }
    if let why = try fields.optionalParsed("unanswered", "why", Unanswered.init) {
      try fields.refuseUnknown(allowed: ["home", "unanswered"])
      return .unanswered(home: home, why: why)
    }
    try fields.refuseUnknown(allowed: ["home", "state", "granted", "unknown", "offline_hours"])
    let state = try fields.parsed("state", "a card's state", CardState.init)
    func classes(_ name: String) throws -> Set<BenefitClass> {
      Set(
        try (fields.optionalArray(name, count: 0...32) ?? []).map {
          try $0.parsed("a class") { BenefitClass($0) }
        })
    }
    let (granted, unknown) = (try classes("granted"), try classes("unknown"))
    if let hours = try fields.optionalInteger("offline_hours", in: 0...10_000) {
      return .offline(home: home, card: state, granted: granted, unknown: unknown, age: .hours(hours))
    }
    return .answered(home: home, card: state, granted: granted, unknown: unknown)
  }

  private static func identity(_ fields: JSONFields) throws -> HolderIdentity {
    try fields.refuseUnknown(allowed: ["card", "member"])
    return HolderIdentity(
      card: try fields.optionalString("card"), member: try fields.optionalString("member"))
  }

  private static func hold(_ fields: JSONFields) throws -> UsageHold {
    try fields.refuseUnknown(allowed: [
      "offer", "scope", "name", "period", "start", "uses", "tickets", "amount",
    ])
    func count(_ name: String) throws -> Int64 { try fields.optionalInteger(name, in: 0...(1 << 40)) ?? 0 }
    return UsageHold(
      key: UsageKey(
        offer: try fields.parsed("offer", "an id") { OfferID($0) },
        scope: try fields.parsed("scope", "a scope", LimitScope.init),
        name: try fields.optionalString("name") ?? "",
        period: try fields.parsed("period", "a period", LimitPeriod.init),
        start: try fields.parsed("start", "a date") { CivilDate($0) }),
      usage: Usage(uses: try count("uses"), tickets: try count("tickets"), amount: try count("amount")))
  }

  private static func line(_ fields: JSONFields) throws -> BasketLine {
    try fields.refuseUnknown(allowed: ["ticket", "quantity", "seen", "event", "slot", "price"])
    return BasketLine(
      ticket: try fields.parsed("ticket", "an id") { TicketTypeID($0) },
      quantity: Int(try fields.optionalInteger("quantity", in: 1...100) ?? 1),
      seen: try fields.optionalParsed("seen", "a document", SeenDocument.init),
      event: try fields.optionalParsed("event", "an id") { EventID($0) },
      slot: try fields.optionalParsed("slot", "HH:MM") { TimeOfDay($0) },
      price: try fields.optionalInteger("price", in: -1...(1 << 40)).map(Money.init))
  }
}
