import Benefits
import Federation

func slug<Name: Slug>(_ text: String) -> Name { Name(unchecked: text) }

/// The hash called `number`.
func document(_ number: Int) -> DocumentHash {
  DocumentHash(digest: (0..<32).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> (8 * $0) : 0) })
}

/// An offer for residents that ends on `until`.
func offer(
  _ id: String, version: Int = 1, percent: Int = 15, from: String? = "2026-01-01",
  until: String? = "2027-12-31", classes: Set<BenefitClass> = [.named(.resident)]
) -> Offer {
  Offer(
    id: slug(id), version: version, name: BilingualText(zh: "市民優惠", en: "Residents"),
    benefit: .percentOff(percent), audience: Audience(classes: classes),
    availability: Availability(from: from.flatMap { CivilDate($0) }, until: until.flatMap { CivilDate($0) }))
}

/// A museum with these offers.
func venue(_ offers: [Offer], id: String = "museum") -> Venue {
  Venue(
    id: slug(id), city: slug("taitung"), name: BilingualText(zh: "史前館", en: "Museum"), kind: .museum,
    sector: .public, statutory: [],
    tickets: [
      TicketType(
        id: slug("adult"), name: BilingualText(zh: "全票", en: "Adult"), price: Money(80), source: .published,
        tillCode: nil)
    ], offers: offers)
}

/// A desk on which the museum is in force with document 1, and that can read the documents given.
func foundedDesk(
  _ founding: Venue = venue([offer("residents")]), reading venues: [DocumentHash: Venue] = [:]
) -> RegistryDesk {
  var desk = RegistryDesk(revisions: [], seq: 0, nextID: 1, venues: venues)
  _ = desk.found([(founding, document(1))], by: "founding", at: morning)
  return desk
}
