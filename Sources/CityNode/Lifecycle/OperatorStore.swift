public import Store

/// A city's store for one operator's command, beside the node that may be running on the same database.
public enum OperatorStore {
  /// Opens the store and the keys that `configuration` names. The commit queue does not run: operators'
  /// commands are transactions of their own. The caller closes the store.
  ///
  /// - Throws: ``ConfigurationError``, `StoreError`.
  public static func open(
    _ configuration: NodeConfiguration, ports: NodePorts = .system
  ) async throws -> (store: CityStore, keys: NodeKeys) {
    let keys = try NodeKeys.load(configuration.keys)
    let store = CityStore(
      engine: try configuration.database.engine(now: ports.now), seal: keys.auditSeal, now: ports.now)
    do {
      try await store.open()
    } catch {
      try? store.close()
      throw error
    }
    return (store, keys)
  }
}
