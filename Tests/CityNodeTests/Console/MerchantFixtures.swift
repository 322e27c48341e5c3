import Benefits
import Office
import Store

@testable import CityNode
@testable import CitySupport

/// Two merchants of Taitung, each with a venue, a till and somebody who may see its sales.
struct TwoMerchants {
  static let museum = "museum-of-prehistory"
  static let ranch = "chulu-ranch"

  let cities: TwoCities
  let museumTill: Till
  let ranchTill: Till

  /// Starts two cities for `body`, and stops them whatever comes of it.
  static func run(_ body: (TwoMerchants) async throws -> Void) async throws {
    try await TwoCities.with { cities in
      let store = try cities.taitung.node.store
      for (merchant, venues) in [("museum", [museum]), ("ranch", [ranch]), ("none-yet", [])] {
        try await store.addMerchant(
          Merchant(
            id: MerchantID(unchecked: merchant), name: BilingualText(zh: merchant, en: merchant),
            venues: Set(venues.map { VenueID(unchecked: $0) })),
          by: .machine("test"), at: cities.taitung.clock.now)
      }
      try await body(
        TwoMerchants(
          cities: cities, museumTill: cities.counter(cities.taitung, museum),
          ranchTill: cities.counter(cities.taitung, ranch)))
    }
  }

  /// A browser in which somebody with these roles is signed in.
  func browser(
    _ login: String, _ roles: Set<Role>, merchant: String? = nil
  ) async throws -> StaffBrowser {
    let staff = try await cities.taitung.account(
      login, roles, merchant: merchant.map { MerchantID(unchecked: $0) })
    return StaffBrowser(staff, at: cities.taitung, cities.client)
  }

  /// A visit with a Taipei card.
  @discardableResult
  func visit(_ till: Till) async throws -> UUIDv7 {
    let (check, redemption) = (till.newID(), till.newID())
    _ = try await till.check(cities.card(.adult, of: cities.taipei), home: cities.taipei, id: check)
    let reply = try await till.redeem(check, id: redemption)
    guard reply.status == 200 else { throw UnexpectedOutcome("\(reply.status)") }
    return redemption
  }
}
