public import Benefits
public import Federation

/// The venues of every city that this node knows, as loaded from `Partners/`.
///
/// Until registries are published both nodes load both cities' files: the own ones to price at the counter,
/// the partner's to judge what it may ask.
public struct PartnerRegistry: Sendable {
  private let venues: [CityID: [VenueID: Venue]]
  private let digests: [CityID: [UInt8]]

  /// Takes the venues by city, with the digest of the files they came from.
  public init(_ cities: [CityID: (venues: [Venue], digest: [UInt8])]) {
    venues = cities.mapValues { city in
      Dictionary(city.venues.map { ($0.id, $0) }) { first, _ in first }
    }
    digests = cities.mapValues(\.digest)
  }

  /// The venue called `id` of `city`.
  public func venue(_ id: VenueID, of city: CityID) -> Venue? { venues[city]?[id] }

  /// A city's venues, by id.
  public func venues(of city: CityID) -> [Venue] {
    (venues[city] ?? [:]).values.sorted { $0.id < $1.id }
  }

  /// SHA-256 of the files that hold a city's venues: recorded with each check, as the rules that decided.
  public func digest(of city: CityID) -> [UInt8] { digests[city] ?? [] }

  /// What `host` may ask `home` about, under an agreement's scope.
  public func rights(of host: CityID, towards home: CityID, scope: Set<BenefitClass>) -> AskingRights {
    AskingRights(venues: venues(of: host), home: home, scope: scope)
  }
}
