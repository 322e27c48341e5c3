import Benefits
import CityNode
import Hummingbird
import Store
import StrictJSON

/// `/api/v1`: who the terminal is; check, redeem, void; pair a device.
struct CounterRoutes {
  let node: Node
  private let responses: CounterResponses

  init(node: Node) {
    self.node = node
    responses = CounterResponses(node: node)
  }

  func register(on router: Router<NodeRequestContext>) {
    let terminal = router.group("")
      .add(middleware: TerminalIdentification(node: node))
      .group("", context: TerminalContext.self)
    terminal.get("/api/v1/terminal", use: getTerminal)
    terminal.post("/api/v1/checks", use: createCheck)
    terminal.get("/api/v1/checks/{id}", use: getCheck)
    terminal.post("/api/v1/redemptions", use: createRedemption)
    terminal.get("/api/v1/redemptions/{id}", use: getRedemption)
    terminal.post("/api/v1/redemptions/{id}/void", use: void)
    router.post("/api/v1/pairings", use: pair)
  }

  @Sendable private func getTerminal(_ request: Request, _ context: TerminalContext) throws -> Response {
    try responses.terminal(context.terminal)
  }

  @Sendable private func createCheck(_ request: Request, _ context: TerminalContext) async throws -> Response
  {
    let body = try await CounterRequests.body(of: request, limit: RouteTable.createCheck.bodyLimit)
    let asked = try CounterRequests.check(body)
    return responses.check(try await node.checks.check(asked, by: context.terminal))
  }

  @Sendable private func getCheck(_ request: Request, _ context: TerminalContext) async throws -> Response {
    let id = try CounterRequests.id(context, otherwise: .unknownCheck)
    return responses.check(try await node.checks.check(id, for: context.terminal))
  }

  @Sendable private func createRedemption(
    _ request: Request, _ context: TerminalContext
  ) async throws -> Response {
    let body = try await CounterRequests.body(of: request, limit: RouteTable.createRedemption.bodyLimit)
    let asked = try CounterRequests.redemption(body)
    return try await response(
      node.checks.redeem(id: asked.id, check: asked.check, by: context.terminal))
  }

  @Sendable private func getRedemption(
    _ request: Request, _ context: TerminalContext
  ) async throws -> Response {
    let id = try CounterRequests.id(context, otherwise: .unknownRedemption)
    return try await response(node.checks.redemption(id, for: context.terminal))
  }

  @Sendable private func void(_ request: Request, _ context: TerminalContext) async throws -> Response {
    let id = try CounterRequests.id(context, otherwise: .unknownRedemption)
    let body = try await CounterRequests.body(of: request, limit: RouteTable.voidRedemption.bodyLimit)
    let reason = try CounterRequests.voidReason(body)
    return try await response(node.checks.void(id: id, reason: reason, by: context.terminal))
  }

  @Sendable private func pair(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
    let body = try await CounterRequests.body(of: request, limit: RouteTable.pair.bodyLimit)
    let asked = try CounterRequests.pairing(body)
    let token = try await node.terminals.pair(code: asked.code, device: asked.id)
    return .json(.ok) { $0.member("token", token) }
  }

  private func response(_ redemption: Redemption) async throws -> Response {
    responses.redemption(redemption, of: try await node.store.check(redemption.check))
  }
}
