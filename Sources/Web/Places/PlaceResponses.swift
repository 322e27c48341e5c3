import Benefits
import CityNode
import StrictJSON

extension JSONWriter.Members {
  /// The answer of `GET /api/v1/places`.
  mutating func write(_ query: PlaceQuery, _ hits: [PlaceSearch.Hit]) {
    member("city", query.city.text)
    member("home", query.search.home.text)
    member("day", query.search.day.description)
    member("total", hits.count)
    array("places") { list in
      for hit in hits.prefix(PlacePage.limit) { list.object { $0.write(hit) } }
    }
  }

  private mutating func write(_ hit: PlaceSearch.Hit) {
    let venue = hit.venue
    member("id", venue.id.text)
    member("name", venue.name)
    member("kind", venue.kind.rawValue)
    if let place = venue.place { member("town", place.town) }
    if let metres = hit.metres { member("metres", metres) }
    member("open", hit.isOpen)
    array("statutory") { list in
      for rule in StatutoryRule.allCases where venue.statutory.contains(rule) { list.element(rule.rawValue) }
    }
    array("offers") { list in
      for offer in hit.offers.prefix(PlacePage.offers) { list.object { $0.write(offer, at: venue) } }
    }
  }

  private mutating func write(_ offer: Offer, at venue: Venue) {
    member("id", offer.id.text)
    member("version", offer.version)
    member("name", offer.name)
    member("benefit", offer.benefit.label)
    member("source", offer.source.rawValue)
    array("classes") { list in
      for one in offer.audience.classes.sorted() { list.element(one.description) }
    }
    array("prices") { list in
      for price in offer.prices(at: venue).prefix(PlacePage.prices) {
        list.object {
          $0.member("ticket", price.ticket.name)
          $0.member("regular", price.ticket.price)
          $0.member("offer", price.offer)
        }
      }
    }
    array("conditions") { list in
      for condition in offer.conditions {
        list.object {
          $0.member("zh", condition.zh)
          $0.member("en", condition.en)
        }
      }
    }
  }
}
