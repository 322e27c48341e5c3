import CityNode
import HTTPTypes
import Hummingbird
import Logging
import Metrics

/// Counts and times each request by its route (never by its path, which holds ids), and writes one line of
/// log for it. `traceparent` (W3C Trace Context) is passed on into the log.
struct RequestMeasurement: RouterMiddleware {
  /// What a series of the time is told apart by.
  private struct Key: Hashable {
    let route: String
    let method: String
    let status: Int
  }

  let listener: Route.Listener
  private let timers: KeptMetrics<Key, Metrics.Timer>

  init(listener: Route.Listener) {
    self.listener = listener
    timers = KeptMetrics { key in
      let dimensions = [
        ("listener", listener.rawValue), ("route", key.route), ("method", key.method),
        ("status", "\(key.status)"),
      ]
      return Metrics.Timer(label: "citycard_http_request_seconds", dimensions: dimensions)
    }
  }

  func handle(
    _ request: Request, context: NodeRequestContext,
    next: (Request, NodeRequestContext) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    let response = try await next(request, context)
    let duration = clock.now - start
    let route = context.endpointPath ?? "none"
    timers[Key(route: route, method: Self.method(of: request), status: response.status.code)]
      .recordNanoseconds(Self.microseconds(duration) * 1000)
    var metadata: Logger.Metadata = [
      "listener": "\(listener.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
      "microseconds": "\(Self.microseconds(duration))",
    ]
    if let trace = Self.traceParent(of: request) { metadata["traceparent"] = "\(trace)" }
    context.logger.log(level: response.status.code >= 500 ? .warning : .debug, "request", metadata: metadata)
    return response
  }

  /// Whole microseconds, those of full seconds among them.
  static func microseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
  }

  /// Methods that no route has share a label: a stranger must not be able to make series.
  private static func method(of request: Request) -> String {
    ["GET", "POST", "HEAD"].contains(request.method.rawValue) ? request.method.rawValue : "other"
  }

  private static func traceParent(of request: Request) -> String? {
    guard let name = HTTPField.Name("traceparent"), let value = request.headers[name],
      value.utf8.count == 55,
      value.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D })
    else { return nil }
    return value
  }
}
