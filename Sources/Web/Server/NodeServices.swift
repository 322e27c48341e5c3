public import CityNode
public import Logging
public import ServiceLifecycle

/// Everything that a running node consists of, in the order in which it starts; it stops in the reverse
/// order: listeners first, then the background work, the database last.
public func nodeServices(
  _ node: Node, metrics: PrometheusRegistry?, logger: Logger,
  onCounter: @escaping PortReport = { _ in }, onFederation: @escaping PortReport = { _ in }
) throws -> [any Service] {
  [
    StoreService(node), HousekeepingService(node), PeerService(node), RegistryService(node),
    StatisticsService(node),
    try NodeListeners.federation(node, logger: logger, onRunning: onFederation),
    try NodeListeners.counter(node, metrics: metrics, logger: logger, onRunning: onCounter),
  ]
}
