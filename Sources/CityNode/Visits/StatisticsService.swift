import Logging
public import ServiceLifecycle

/// Counts a month's visits once it is closed. Several processes of a city may do it at once: one of them keeps it.
public struct StatisticsService: Service {
  /// Between two looks. A month is closed three days after its end, so nobody waits for a quarter of an hour.
  static let interval = Duration.seconds(900)

  private let node: Node

  /// The statistics of `node`.
  public init(_ node: Node) { self.node = node }

  /// Looks now and then until the node stops.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await node.statistics.countClosedMonths() } catch is CancellationError {
        } catch {
          node.logger.warning("could not count a month's visits", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: Self.interval)
      }
    }
  }
}
