public import Benefits
public import Store
import Wire

/// Makes terminals' tokens.
public enum TerminalEnrolment {
  /// Adds a terminal at a venue and gives its token: 256 random bits after a prefix by which a leaked one is
  /// recognised. Only the token's hash is kept, so it is told this once.
  public static func add(
    to store: CityStore, keys: NodeKeys, venue: VenueID, label: String,
    salesPoint: SalesPointID? = nil, ports: NodePorts = .system
  ) async throws -> (terminal: TerminalID, token: String) {
    let token = "cct_" + Base64URL.text(ports.random(32))
    let terminal = try await store.addTerminal(
      token: keys.digest(token: token), venue: venue, label: label, salesPoint: salesPoint,
      at: ports.now())
    return (terminal, token)
  }
}
