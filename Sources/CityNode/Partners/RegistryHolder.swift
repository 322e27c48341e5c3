import Benefits
import Federation
import Synchronization

/// The registry in force. Whoever serves a request takes it once and goes on with that, whatever comes meanwhile.
public final class RegistryHolder: Sendable {
  private struct State {
    var registry: PartnerRegistry
    /// What each partner may ask, worked out when its registry comes and not for each of its requests.
    var rights: [CityID: AskingRights] = [:]
  }

  private let own: CityID
  private let scopes: [CityID: Set<BenefitClass>]
  private let state: Mutex<State>

  /// Holds `registry` for the city `own`, whose agreements with partners have these scopes.
  init(_ registry: PartnerRegistry, own: CityID, scopes: [CityID: Set<BenefitClass>]) {
    self.own = own
    self.scopes = scopes
    var rights: [CityID: AskingRights] = [:]
    for (city, scope) in scopes { rights[city] = registry.rights(of: city, towards: own, scope: scope) }
    state = Mutex(State(registry: registry, rights: rights))
  }

  /// The registry in force.
  public var current: PartnerRegistry { state.withLock { $0.registry } }

  /// What a partner may ask, by its registry in force.
  func rights(of city: CityID) -> AskingRights? { state.withLock { $0.rights[city] } }

  /// Puts a city's venues in force, unless newer ones are.
  func put(_ partners: CityPartners, of city: CityID) {
    let rights = scopes[city].map { AskingRights(venues: partners.venues, home: own, scope: $0) }
    state.withLock { state in
      guard partners.seq >= state.registry[city]?.seq ?? 0 else { return }
      state.registry[city] = partners
      if let rights { state.rights[city] = rights }
    }
  }
}
