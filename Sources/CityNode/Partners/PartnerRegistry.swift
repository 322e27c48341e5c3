public import Benefits
public import Federation

/// The venues of every city that this node knows: the own ones to price at the counter, a partner's to judge what it
/// may ask. A value; the one in force is ``RegistryHolder/current``.
public struct PartnerRegistry: Sendable {
  private var cities: [CityID: CityPartners]

  /// Takes the venues by city.
  public init(_ cities: [CityID: CityPartners] = [:]) { self.cities = cities }

  /// What is known of a city's partners; nil if nothing is.
  public subscript(city: CityID) -> CityPartners? {
    get { cities[city] }
    set { cities[city] = newValue }
  }

  /// The venue called `id` of `city`.
  public func venue(_ id: VenueID, of city: CityID) -> Venue? { cities[city]?.venue(id) }

  /// A city's venues, by id.
  public func venues(of city: CityID) -> [Venue] { cities[city]?.venues ?? [] }

  /// The digest of the documents that hold a city's venues: recorded with each check, as the rules that decided.
  public func digest(of city: CityID) -> [UInt8] { cities[city]?.digest ?? [] }

  /// What `host` may ask `home` about, under an agreement's scope.
  public func rights(of host: CityID, towards home: CityID, scope: Set<BenefitClass>) -> AskingRights {
    AskingRights(venues: venues(of: host), home: home, scope: scope)
  }
}

/// One city's venues. Found by id, so that what a check costs does not depend on how many partners a city has.
public struct CityPartners: Sendable {
  /// Where they are from.
  public enum Origin: Hashable, Sendable {
    /// The copy in this node's `partners` folder.
    case folder
    /// The registry that the city signed under this number, good until `expires`.
    case published(seq: Int64, hash: [UInt8], issued: Instant, nextUpdate: Instant, expires: Instant)
  }

  private let byID: [VenueID: Venue]
  /// All of them, by id.
  public let venues: [Venue]
  /// The digest of the documents.
  public let digest: [UInt8]
  /// Where they are from.
  public var origin: Origin

  /// Takes venues.
  public init(_ venues: [Venue], digest: [UInt8], origin: Origin) {
    byID = Dictionary(venues.map { ($0.id, $0) }) { first, _ in first }
    // Once, for they are listed at every question of the public page.
    self.venues = byID.values.sorted { $0.id < $1.id }
    self.digest = digest
    self.origin = origin
  }

  /// The venue called `id`.
  public func venue(_ id: VenueID) -> Venue? { byID[id] }

  /// How many there are.
  public var count: Int { byID.count }

  /// The number of the signed registry; 0 for a folder.
  public var seq: Int64 {
    if case .published(let seq, _, _, _, _) = origin { seq } else { 0 }
  }
}
