import CityNode
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import CitySupport
@testable import Web

extension EndToEnd {
  /// A listener with a short patience, beside the running node's own.
  @Suite("Strangers who connect and say nothing", .runningCities)
  struct SilentStrangers {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    @Test(
      "Before TLS is up they are sent away, for they would hold every connection",
      .timeLimit(.minutes(1)), arguments: ["", "\u{16}\u{03}\u{01}"])
    func silent(_ said: String) async throws {
      let port = Mutex<Int?>(nil)
      let service = try NodeListeners.federation(
        cities.taipei.node, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        firstByte: .milliseconds(300), onRunning: { found in port.withLock { $0 = found } })
      let group = ServiceGroup(
        services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      async let running: Void = group.run()
      try await eventually { port.withLock { $0 } != nil }
      // Ends only when the listener closes the connection.
      let reply = try await RawHTTP.exchange(said, port: try #require(port.withLock { $0 }))
      #expect(!reply.hasPrefix("HTTP"))
      await group.triggerGracefulShutdown()
      try await running
    }
  }
}
