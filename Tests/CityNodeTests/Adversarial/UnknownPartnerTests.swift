import Benefits
import Federation
import Logging
import Signing
import Synchronization
import Testing
import Wire

@testable import CityNode

@Suite("A partner that was not up yet")
struct UnknownPartnerTests {
  /// Counts what is fetched; nothing is ever there.
  private final class NobodyThere: PeerTransport {
    let fetches = Mutex(0)
    func post(
      _ body: [UInt8], to url: String, mediaType: String, timeout: TimeSpan
    ) async throws(TransportFault) -> PeerReply { throw .unreachable }
    func get(
      _ url: String, unless known: String?, timeout: TimeSpan
    ) async throws(TransportFault) -> PeerReply {
      fetches.withLock { $0 += 1 }
      throw .unreachable
    }
    func close() async {}
  }

  /// A clock that goes where it is told.
  private final class Clock: Sendable {
    let time = Mutex(IssuedFolder.now)
    func move(_ span: TimeSpan) { time.withLock { $0 = $0 + span } }
  }

  @Test("Its first question fetches its keys at once, and a clock set back does not put that off")
  func fetchesAgain() async throws {
    let folder = try IssuedFolder()
    try folder.issue()
    let taitung = try #require(CityID("taitung"))
    let party = try #require(folder.agreement.partner(of: taitung))
    let (transport, clock) = (NobodyThere(), Clock())
    let ports = NodePorts(now: { clock.time.withLock { $0 } }, random: { Array(repeating: 0, count: $0) })
    try await DirectoryFixture.with { fixture in
      let directory = try PeerDirectory(
        party: party, baseURL: "https://card.taipei.example", transport: transport, store: fixture.store,
        ports: ports, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      await directory.refresh()
      clock.move(.milliseconds(10))
      _ = await directory.refreshForUnknownKey()
      #expect(transport.fetches.withLock { $0 } == 1, "not for every message")
      clock.move(.seconds(1))
      _ = await directory.refreshForUnknownKey()
      #expect(transport.fetches.withLock { $0 } == 2)
      clock.move(.zero - .hours(1))
      _ = await directory.refreshForUnknownKey()
      #expect(transport.fetches.withLock { $0 } == 3)
    }
  }
}
