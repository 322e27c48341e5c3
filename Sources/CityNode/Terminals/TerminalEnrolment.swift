public import Benefits
public import Office
public import Store
import Wire

/// Makes terminals' tokens.
public enum TerminalEnrolment {
  /// Tells a token from other texts, so that a leaked one is recognised.
  static let prefix = "cct_"

  /// Adds a terminal at a venue and gives its token: 256 random bits after a prefix. Only the token's hash is kept, so
  /// it is told this once.
  public static func add(
    to store: CityStore, keys: NodeKeys, venue: VenueID, label: String,
    salesPoint: SalesPointID? = nil, by actor: Actor, ports: NodePorts = .system
  ) async throws -> (terminal: TerminalID, token: String) {
    let token = prefix + Base64URL.text(ports.random(32))
    let terminal = try await store.addTerminal(
      token: keys.digest(token: token), venue: venue, label: label, salesPoint: salesPoint, by: actor,
      at: ports.now())
    return (terminal, token)
  }
}
