import Benefits
import CityNode
import Hummingbird
import Store
import StrictJSON

extension JSONWriter.Members {
  mutating func member(_ name: String, _ text: BilingualText) {
    object(name) {
      $0.member("zh", text.zh)
      $0.member("en", text.en)
    }
  }

  mutating func optional(_ name: String, _ text: String?) {
    if let text { member(name, text) }
  }

  mutating func member(_ name: String, _ money: Money) { member(name, money.ntd) }
}

/// Terminals, checks and redemptions as the counter's API shows them.
struct CounterResponses {
  let city: CityID
  let registry: PartnerRegistry
  let cityNames: [CityID: BilingualText]
  let now: @Sendable () -> Instant

  init(
    city: CityID, registry: PartnerRegistry, cityNames: [CityID: BilingualText],
    now: @escaping @Sendable () -> Instant
  ) {
    self.city = city
    self.registry = registry
    self.cityNames = cityNames
    self.now = now
  }

  init(node: Node) {
    self.init(
      city: node.configuration.city, registry: node.registry, cityNames: node.cityNames, now: node.ports.now)
  }

  /// What a counter has to know before its first visitor.
  func terminal(_ terminal: Terminal) throws -> Response {
    guard let venue = registry.venue(terminal.venue, of: city) else { throw Problem(.unknownVenue) }
    return .json(.ok) {
      $0.member("label", terminal.label)
      $0.object("city") { named(city, into: &$0) }
      $0.object("venue") {
        $0.member("id", venue.id.text)
        $0.member("name", venue.name)
      }
      if let point = terminal.salesPoint {
        $0.object("sales_point") {
          $0.member("id", point.text)
          if let name = venue.salesPoints.first(where: { $0.id == point })?.name { $0.member("name", name) }
        }
      }
      $0.array("tickets") { list in
        for ticket in venue.tickets {
          list.object {
            $0.member("id", ticket.id.text)
            $0.member("name", ticket.name)
            $0.member("price", ticket.price)
            $0.optional("till_code", ticket.tillCode)
          }
        }
        for goods in venue.goods {
          list.object {
            $0.member("id", goods.id.text)
            $0.member("name", goods.name)
            $0.optional("till_code", goods.tillCode)
          }
        }
      }
      events(of: venue, into: &$0)
      $0.array("documents") { list in
        for document in venue.documents { list.element(document.rawValue) }
      }
      $0.array("cities") { partners(into: &$0) }
    }
  }

  /// The events that are on today; nothing where there is none.
  private func events(of venue: Venue, into json: inout JSONWriter.Members) {
    let today = CivilCalendar.taipei.date(now())
    let events = venue.events.filter { $0.days.contains(today) }
    guard !events.isEmpty else { return }
    json.array("events") { list in
      for event in events {
        list.object {
          $0.member("id", event.id.text)
          $0.member("name", event.name)
          if let place = event.place { $0.member("place", place) }
          $0.array("slots") { list in
            for slot in event.slots { list.element(slot.description) }
          }
        }
      }
    }
  }

  private func named(_ city: CityID, into json: inout JSONWriter.Members) {
    json.member("id", city.text)
    if let name = cityNames[city] { json.member("name", name) }
  }

  /// The cities to choose from when a card's is not known.
  private func partners(into list: inout JSONWriter.Elements) {
    for other in cityNames.keys.sorted() where other != city {
      list.object { named(other, into: &$0) }
    }
  }

  func check(_ check: CheckRecord) -> Response {
    let decision = check.decision
    let venue = registry.venue(check.venue, of: city)
    let text = decision.reason.clerkText(city: check.home.flatMap { cityNames[$0] })
    return .json(.ok) {
      $0.member("id", check.id.description)
      $0.member("venue", check.venue.text)
      $0.member("state", state(of: check))
      $0.member("verdict", decision.verdict.rawValue)
      $0.member("reason", decision.reason.rawValue)
      $0.member("band", decision.verdict.band)
      $0.member("message", text.message)
      $0.member("next", text.next)
      $0.optional("home_city", check.home?.text)
      $0.optional("card", decision.card?.rawValue)
      $0.object("collect") {
        $0.member("regular", decision.regular)
        $0.member("discount", decision.discount)
        $0.member("due", decision.due)
        if decision.redeemable > .zero { $0.member("redeemable", decision.redeemable) }
        $0.member("currency", "TWD")
      }
      write(funding: decision.funding, into: &$0)
      write(needed: decision.needed, at: venue, into: &$0)
      $0.array("lines") { list in
        for line in decision.lines { list.object { write(line, at: venue, into: &$0) } }
      }
      if decision.verdict == .needsCity {
        $0.array("cities") { partners(into: &$0) }
      }
      $0.member("at", CivilCalendar.taipei.format(check.at))
      if decision.verdict == .granted { $0.member("expires", CivilCalendar.taipei.format(check.expires)) }
      $0.member("evidence", check.evidence != nil)
    }
  }

  /// As it stands now: a lapse counts from its time, not from when it is recorded.
  private func state(of check: CheckRecord) -> String {
    let lapsed = check.state == .open && check.expires <= now()
    return (lapsed ? CheckState.lapsed : check.state).rawValue
  }

  private func write(_ line: PricedLine, at venue: Venue?, into json: inout JSONWriter.Members) {
    json.member("basket_line", line.basketLine)
    json.member("ticket", line.ticket.text)
    if let name = venue?.ticket(line.ticket)?.name ?? venue?.goods(line.ticket)?.name {
      json.member("name", name)
    }
    json.member("quantity", line.quantity)
    json.member("regular", line.regular)
    json.member("statutory", line.statutory)
    if let offer = line.offer { json.member("offer", offer) }
    json.member("due", line.due)
    json.member("basis", line.basis.rawValue)
    if let id = line.offerID {
      let offer = venue?.offers.first { $0.id == id }
      json.member("offer_id", id.text)
      if let name = offer?.name { json.member("offer_name", name) }
      if let look = offer?.look { json.member("look", look) }
    }
    if let version = line.offerVersion { json.member("offer_version", version) }
    json.member("subsidy", line.subsidy)
    if line.redeemable > .zero { json.member("redeemable", line.redeemable) }
    json.optional("till_code", line.tillCode)
    // The first offer is named above; further ones came on top of it.
    if line.applied.count > 1 {
      json.array("stacked") { list in
        for applied in line.applied.dropFirst() {
          list.object {
            $0.member("offer_id", applied.offer.text)
            if let name = name(of: applied.offer, at: venue) { $0.member("offer_name", name) }
            $0.member("offer_version", applied.version)
            $0.member("subsidy", applied.subsidy)
          }
        }
      }
    }
  }

  private func name(of offer: OfferID, at venue: Venue?) -> BilingualText? {
    venue?.offers.first { $0.id == offer }?.name
  }

  /// Who bears the subsidy; nothing where there is none.
  private func write(funding: [FundingParty: Money], into json: inout JSONWriter.Members) {
    guard funding.values.contains(where: { $0 > .zero }) else { return }
    json.object("funding") {
      for party in FundingParty.allCases {
        if let part = funding[party], part > .zero { $0.member(party.rawValue, part) }
      }
    }
  }

  /// Offers that would have been cheaper still, and what stood in their way.
  private func write(needed: [Hint], at venue: Venue?, into json: inout JSONWriter.Members) {
    guard !needed.isEmpty else { return }
    json.array("needed") { list in
      for hint in needed {
        list.object {
          $0.member("offer_id", hint.offer.text)
          $0.member("obstacle", hint.obstacle.rawValue)
          $0.member("ticket", hint.ticket.text)
          $0.member("price", hint.price)
          $0.member("message", hint.clerkText(at: venue))
        }
      }
    }
  }

  func redemption(_ redemption: Redemption, of check: CheckRecord?) -> Response {
    .json(.ok) {
      $0.member("id", redemption.id.description)
      $0.member("check", redemption.check.description)
      $0.member("venue", redemption.venue.text)
      $0.member("state", redemption.voiding == nil ? "redeemed" : "voided")
      $0.member("at", CivilCalendar.taipei.format(redemption.at))
      $0.member(
        "undo_until", CivilCalendar.taipei.format(redemption.at + CounterDesk.undoSpan))
      if let decision = check?.decision {
        $0.object("collect") {
          $0.member("regular", decision.regular)
          $0.member("discount", decision.discount)
          $0.member("due", decision.due)
          $0.member("currency", "TWD")
        }
      }
      if let voiding = redemption.voiding {
        $0.object("voided") {
          $0.member("at", CivilCalendar.taipei.format(voiding.at))
          $0.optional("reason", voiding.reason)
        }
      }
    }
  }
}
