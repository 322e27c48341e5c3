import Benefits
import Federation
import Logging
import Office
public import ServiceLifecycle
import Store
import Synchronization

/// The commit queue's writer as a service. It stops last: listeners first, then the queue drains, then the
/// database closes.
public struct StoreService: Service {
  private let node: Node

  /// The store of `node`.
  public init(_ node: Node) { self.node = node }

  /// Writes until the node stops, drains the queue, and closes the database.
  public func run() async throws {
    let store = node.store
    await withGracefulShutdownHandler {
      await withTaskCancellationHandler {
        await store.run()
      } onCancel: {
        store.stop()
      }
    } onGracefulShutdown: {
      store.stop()
    }
    try store.close()
  }
}

/// Keeps the partners' statements fresh and probes the dead.
public struct PeerService: Service {
  private let node: Node

  /// The partners of `node`.
  public init(_ node: Node) { self.node = node }

  /// Refreshes and probes until the node stops.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        for peer in node.peers.values {
          group.addTask { await keepFresh(peer.directory) }
          group.addTask { await keepProbing(peer.link) }
        }
      }
    }
    for peer in node.peers.values { await peer.transport.close() }
  }

  private func keepFresh(_ directory: PeerDirectory) async {
    while !Task.isCancelled {
      await directory.refresh()
      try? await Task.sleep(for: .microseconds(directory.nextRefresh().microseconds))
    }
  }

  private func keepProbing(_ link: PeerLink) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(1))
      await link.probe()
    }
  }
}

/// Records lapses and forgets what nothing refers to any more.
public struct HousekeepingService: Service {
  /// The time between two rounds.
  static let interval = Duration.seconds(15)

  private let node: Node

  /// The books of `node`.
  public init(_ node: Node) { self.node = node }

  /// Makes a round now and then until the node stops.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await round()
        try? await Task.sleep(for: Self.interval)
      }
    }
    // What was heard since is not lost: the store stops after this.
    try? await node.contacts.write(to: node.store)
  }

  private func round() async {
    do {
      while try await node.store.submit(LapseChecks()) == LapseChecks.batch {}
      try await node.store.submit(ForgetReplays())
      try await node.store.sweepOffice(at: node.ports.now())
      try await node.contacts.write(to: node.store)
      try await node.store.forgetPairings(before: node.ports.now() - TerminalPairing.memory)
      node.writable.withLock { $0 = true }
    } catch {
      node.writable.withLock { $0 = false }
      node.logger.warning("housekeeping did not finish", metadata: ["error": "\(error)"])
    }
  }
}
