import Benefits
import StrictJSON

// What a venue sells, for what and where.
extension PartnerReader {
  mutating func ticket(_ place: JSONElement) -> TicketType? {
    let members = findings.object(
      place, required: ["id", "name", "price", "source"],
      optional: ["till_code", "statutory_till_code", "redeemable"])
    guard let members else { return nil }
    let id = findings.slug(members["id"], as: TicketTypeID.self)
    let name = findings.bilingual(members["name"])
    let price = findings.integer(members["price"], in: PartnerLimits.prices, or: .priceOutOfRange)
      .map(Money.init)
    let source = findings.choice(members["source"], of: [Source.published, .illustrative])
    let redeemable = amount(members["redeemable"])
    if let redeemable, let price, redeemable > price {
      findings.report(.redeemableAbovePrice(redeemable, price: price), at: "\(place.pointer)/redeemable")
    }
    let (till, statutoryTill) = (tillCode(members["till_code"]), tillCode(members["statutory_till_code"]))
    if let id { add(id, price: price, isGoods: false, at: place) }
    guard let id, let name, let price, let source else { return nil }
    return TicketType(
      id: id, name: name, price: price, source: source, tillCode: till, statutoryTillCode: statutoryTill,
      redeemable: redeemable)
  }

  mutating func goodsCategory(_ place: JSONElement) -> GoodsCategory? {
    let members = findings.object(place, required: ["id", "name"], optional: ["till_code"])
    guard let members else { return nil }
    let id = findings.slug(members["id"], as: TicketTypeID.self)
    let name = findings.bilingual(members["name"])
    let till = tillCode(members["till_code"])
    if let id { add(id, price: nil, isGoods: true, at: place) }
    guard let id, let name else { return nil }
    return GoodsCategory(id: id, name: name, tillCode: till)
  }

  /// Tickets and goods share their ids, since a basket line names either.
  private mutating func add(_ id: TicketTypeID, price: Money?, isGoods: Bool, at place: JSONElement) {
    if items.contains(where: { $0.id == id }) {
      findings.report(.ticketDuplicate(id), at: "\(place.pointer)/id")
    } else {
      items.append((id, price, isGoods))
    }
  }

  mutating func event(_ place: JSONElement) -> Event? {
    let members = findings.object(place, required: ["id", "name", "days"], optional: ["place", "slots"])
    guard let members else { return nil }
    let id = findings.slug(members["id"], as: EventID.self)
    let name = findings.bilingual(members["name"])
    let hall = findings.bilingual(members["place"])
    let days = findings.days(members["days"])
    let slots = findings.distinct(members["slots"]) { $0.time($1) } ?? []
    if let id {
      if events.contains(where: { $0.id == id }) {
        findings.report(.eventDuplicate(id), at: "\(place.pointer)/id")
      } else {
        events.append((id, days, slots))
      }
    }
    guard let id, let name, let days else { return nil }
    return Event(id: id, name: name, place: hall, days: days, slots: slots)
  }

  mutating func salesPoint(_ place: JSONElement) -> SalesPoint? {
    guard let members = findings.object(place, required: ["id", "name"]) else { return nil }
    let id = findings.slug(members["id"], as: SalesPointID.self)
    let name = findings.bilingual(members["name"])
    if let id {
      if salesPoints.contains(id) {
        findings.report(.salesPointDuplicate(id), at: "\(place.pointer)/id")
      } else {
        salesPoints.append(id)
      }
    }
    guard let id, let name else { return nil }
    return SalesPoint(id: id, name: name)
  }

  mutating func tillCode(_ place: JSONElement?) -> String? {
    findings.line(place, limit: PartnerLimits.tillCodeCharacters)
  }

  /// An amount that takes something off, or is given on top: never nothing.
  mutating func amount(_ place: JSONElement?) -> Money? {
    findings.integer(place, in: 1...PartnerLimits.prices.upperBound, or: .benefitOutOfRange).map(Money.init)
  }
}
