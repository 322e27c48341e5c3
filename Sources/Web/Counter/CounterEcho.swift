public import Benefits
public import CityNode
import Federation
import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle
import StrictJSON

/// A check's JSON, read and written as the counter's API does it, and nothing in between: no terminal is proven,
/// nobody is asked, nothing is decided or kept.
///
/// It is what a node is held against in a benchmark: no node can answer more checks than an HTTP server that does
/// nothing else.
public struct CounterEcho: Sendable {
  private let responses: CounterResponses
  private let answer: CheckRecord

  /// Answers every check with `answer`, under the id that was asked.
  public init(answer: CheckRecord, city: CityID, registry: PartnerRegistry) {
    self.answer = answer
    responses = CounterResponses(
      city: city, registry: registry, cityNames: [:], now: NodePorts.system.now)
  }

  /// Reads a check's body and writes the answer; gives the number of bytes written.
  public func exchange(_ body: [UInt8]) throws -> Int { try response(to: body).body.contentLength ?? 0 }

  /// Serves the exchange on a free port of loopback, plain and without any of a node's middleware.
  public func service(logger: Logger, onRunning: @escaping PortReport) -> any Service {
    let router = Router()
    router.post("/api/v1/checks") { request, _ in
      let body = try await request.body.collect(upTo: RouteTable.createCheck.bodyLimit)
      return try response(to: Array(body.readableBytesView))
    }
    return Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) }, logger: logger)
  }

  private func response(to body: [UInt8]) throws -> Response {
    let asked = try CounterRequests.check(
      CounterRequests.fields(body, limit: RouteTable.createCheck.bodyLimit))
    return responses.check(
      CheckRecord(
        id: asked.id, fingerprint: answer.fingerprint, terminal: answer.terminal, venue: asked.venue,
        home: answer.home, subject: answer.subject, decision: answer.decision, at: answer.at,
        expires: answer.expires, rules: answer.rules, evidence: answer.evidence, state: answer.state))
  }
}
