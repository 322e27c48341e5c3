import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Store

/// Makes every error a problem document, also the framework's own, and adds the headers that every response
/// has. Inside metrics and log, so both see the status that was sent.
struct ProblemMiddleware: RouterMiddleware {
  let listener: Route.Listener

  func handle(
    _ request: Request, context: NodeRequestContext,
    next: (Request, NodeRequestContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let problem = problem(for: error, request, context)
      response = problem.response()
      if problem.code.leavesBodyUnread, request.hasBody { close(context.channel, &response) }
      if problem.code == .methodNotAllowed {
        response.headers[.allow] = RouteTable.methods(at: request.uri.path, on: listener)
          .joined(separator: ", ")
      }
    }
    response.headers[.cacheControl] = response.headers[.cacheControl] ?? "no-store"
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.contentSecurityPolicy] =
      response.headers[.contentSecurityPolicy] ?? "default-src 'none'; frame-ancestors 'none'"
    return response
  }

  /// Closes the connection (over HTTP/2 the stream) once the response had time to leave.
  private func close(_ channel: any Channel, _ response: inout Response) {
    // A stream's parent is a connection, whose parent is the listener. RFC 9113 §8.2.2: HTTP/2 has no such field.
    if channel.parent?.parent == nil { response.headers[.connection] = "close" }
    channel.eventLoop.scheduleTask(in: Self.closingTime) { channel.close(promise: nil) }
  }

  /// From the refusal of a body that nobody reads to the end of its connection.
  private static let closingTime = TimeAmount.milliseconds(500)

  func problem(for error: any Error, _ request: Request, _ context: NodeRequestContext) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as StoreError: return Self.problem(for: error, context)
    case is NIOTooManyBytesError: return Problem(.bodyTooLarge)
    case let error as any HTTPResponseError where error.status == .notFound:
      let methods = RouteTable.methods(at: request.uri.path, on: listener)
      return Problem(
        methods.isEmpty || methods.contains(request.method.rawValue) ? .notFound : .methodNotAllowed)
    case let error as any HTTPResponseError where error.status == .contentTooLarge:
      return Problem(.bodyTooLarge)
    case let error as any HTTPResponseError where (400..<500).contains(error.status.code):
      return Problem(.invalidRequest)
    default:
      // The error's text may hold what must not be logged; its type is enough to find it.
      context.logger.error("unexpected error", metadata: ["type": "\(type(of: error))"])
      return Problem(.internalError)
    }
  }

  private static func problem(for error: StoreError, _ context: NodeRequestContext) -> Problem {
    switch error.code {
    case .queueFull, .stopping: return Problem(.busy)
    case .unavailable, .commitUnknown, .conflict:
      context.logger.error("the store is unavailable", metadata: ["error": "\(error)"])
      return Problem(.storeUnavailable)
    case .constraint, .damaged, .newerSchema, .notDurable:
      context.logger.critical("the store refused", metadata: ["error": "\(error)"])
      return Problem(.internalError)
    }
  }
}
