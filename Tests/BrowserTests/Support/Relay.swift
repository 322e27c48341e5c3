import AsyncHTTPClient
import CityNode
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization

@testable import CitySupport

/// A bad line between a counter and its node: it passes requests on, and on demand loses an answer, lets nothing
/// through, or keeps answers back.
final class Relay: Sendable {
  /// What happens to the requests whose path has a word in it.
  enum Trouble: Sendable {
    /// The node does what it is asked; the answer breaks off on its way back.
    case answerLost
    /// Nothing reaches the node.
    case cut
    /// The node does what it is asked; the answer waits until the trouble is over.
    case answerHeld
  }

  private struct State {
    var troubles: [(word: String, trouble: Trouble, times: Int)] = []
    var passed: [String] = []
  }

  private let city: City
  private let client: HTTPClient
  private let state = Mutex(State())
  private let running: Mutex<(group: ServiceGroup, task: Task<Void, any Error>, port: Int)?> = Mutex(nil)

  init(to city: City, client: HTTPClient) {
    self.city = city
    self.client = client
  }

  /// Where the counter reaches it.
  var url: String { "http://127.0.0.1:\(running.withLock { $0?.port ?? 0 })" }

  /// Troubles the next `times` requests whose path contains `word`.
  func trouble(_ word: String, _ trouble: Trouble, times: Int = .max) {
    state.withLock { $0.troubles.append((word, trouble, times)) }
  }

  /// Ends all trouble.
  func mend() { state.withLock { $0.troubles = [] } }

  /// The bodies of the requests that came with `word` in their path, in order.
  func requests(_ word: String) -> [String] {
    state.withLock { $0.passed.filter { $0.contains(word) } }
  }

  /// Listens on a free port.
  func start() async throws {
    let router = Router()
    for method in [HTTPRequest.Method.get, .post] {
      router.on("/**", method: method) { request, _ in try await self.pass(request) }
    }
    let port = AsyncStream<Int>.makeStream()
    let server = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { port.continuation.yield($0.localAddress?.port ?? 0) },
      logger: LogCollector().logger("relay"))
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server)], logger: LogCollector().logger("relay")))
    let task = Task {
      defer { port.continuation.finish() }
      try await group.run()
    }
    guard let number = await port.stream.first(where: { _ in true }) else {
      throw UnexpectedOutcome("no port")
    }
    running.withLock { $0 = (group, task, number) }
  }

  func stop() async throws {
    mend()
    guard let (group, task, _) = running.withLock({ $0 }) else { return }
    running.withLock { $0 = nil }
    await group.triggerGracefulShutdown()
    try await task.value
  }

  private func trouble(at path: String) -> Trouble? {
    state.withLock { state in
      guard let index = state.troubles.firstIndex(where: { path.contains($0.word) }) else { return nil }
      let trouble = state.troubles[index].trouble
      state.troubles[index].times -= 1
      if state.troubles[index].times == 0 { state.troubles.remove(at: index) }
      return trouble
    }
  }

  private func isHeld(_ path: String) -> Bool {
    state.withLock { $0.troubles.contains { path.contains($0.word) && $0.trouble == .answerHeld } }
  }

  private func pass(_ request: Request) async throws -> Response {
    let path = request.uri.path
    let body = try await request.body.collect(upTo: 1 << 20)
    state.withLock { $0.passed.append("\(path) \(String(buffer: body))") }
    let trouble = trouble(at: path)
    if trouble == .cut { return Self.broken }
    var forwarded = HTTPClientRequest(url: try city.counterURL + path)
    forwarded.method = HTTPMethod(rawValue: request.method.rawValue)
    for field in request.headers where [.authorization, .contentType, .ifNoneMatch].contains(field.name) {
      forwarded.headers.add(name: field.name.rawName, value: field.value)
    }
    forwarded.body = .bytes(body)
    let answer = try await client.execute(forwarded, timeout: .seconds(60))
    let content = try await answer.body.collect(upTo: 4 << 20)
    if trouble == .answerLost { return Self.broken }
    while isHeld(path) { try await Task.sleep(for: .milliseconds(20)) }
    var headers: HTTPFields = [:]
    for (name, value) in answer.headers where !["content-length", "connection"].contains(name.lowercased()) {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(
      status: .init(code: Int(answer.status.code)), headers: headers, body: .init(byteBuffer: content))
  }

  /// An answer that ends in the middle: the connection is closed before the length that was promised.
  private static var broken: Response {
    Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: .init(contentLength: 100) { writer in
        try await writer.write(ByteBuffer(string: "{"))
        throw CancellationError()
      })
  }
}
