import Benefits
import Federation
import Foundation
import Logging
import Store
import Synchronization
import TestSupport
import Testing

@testable import CityNode

/// When a partner's statement is fetched because a message of its asks for it.
struct PeerDirectoryTests {
  @Test func `a partner of which nothing is known is fetched anew as soon as it calls, but not at each call`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pair = try await NodePair(folder: folder.path)
    let start = NodePorts.system.now()
    let elapsed = Mutex(Int64(0))
    let clock: @Sendable () -> Instant = { start + .milliseconds(elapsed.withLock { $0 }) }
    let store = CityStore(
      engine: try SQLiteEngine(path: folder.path + "/books.sqlite"),
      rules: DeskRules(calendar: CityCalendar()),
      now: clock)
    let transport = SilentTransport()
    let directory = try PeerDirectory(
      party: pair.agreement.parties[0], baseURL: "https://card.taipei.example:9801", transport: transport,
      store: store, ports: NodePorts(now: clock, random: NodePorts.system.random),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    #expect(await directory.refresh() == false, "the own node came up first")
    #expect(await directory.refreshForUnknownKey() == false)
    #expect(transport.fetches == 1, "a moment later")
    elapsed.withLock { $0 = 250 }
    #expect(await directory.refreshForUnknownKey() == false)
    #expect(transport.fetches == 2, "a quarter of a second later")
    try store.close()
  }
}

/// A partner that is not up; counts how often it was tried.
private final class SilentTransport: PeerTransport {
  private let count = Mutex(0)

  var fetches: Int { count.withLock { $0 } }

  func post(
    _ body: [UInt8], to url: String, mediaType: String, timeout: TimeSpan
  ) async throws(TransportFault) -> PeerReply { throw .unreachable }

  func get(
    _ url: String, unless known: String?, timeout: TimeSpan
  ) async throws(TransportFault) -> PeerReply {
    count.withLock { $0 += 1 }
    throw .unreachable
  }

  func close() async {}
}
