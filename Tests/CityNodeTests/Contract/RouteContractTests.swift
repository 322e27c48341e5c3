import CityNode
import Federation
import StrictJSON
import TestSupport
import Testing
import Web

@Suite("The contract and the routes")
struct RouteContractTests {
  let document: OpenAPIDocument

  init() throws { document = try OpenAPIDocument.shared.get() }

  private func operation(_ route: Route) throws -> JSONValue {
    try #require(
      document.operations.first { $0.path == route.path && $0.method == route.method }?.value,
      "\(route.method) \(route.path) is not in openapi.yaml")
  }

  @Test("The contract is OpenAPI 3.1")
  func version() {
    #expect(document.root["openapi"].text == "3.1.0")
  }

  @Test("Every route is an operation of the contract, and every operation a route, in the same order")
  func routes() {
    #expect(
      document.operations.map { "\($0.method) \($0.path)" }
        == RouteTable.all.map { "\($0.method) \($0.path)" })
  }

  @Test("A route's caller is the security that its operation asks for", arguments: RouteTable.all)
  func callers(_ route: Route) throws {
    let security = try operation(route)["security"]
    guard case .array(let alternatives) = security else {
      Issue.record("\(route.path) states no security")
      return
    }
    let schemes = alternatives.flatMap(\.members).map(\.name)
    let expected =
      switch route.caller {
      case .anyone: [String]()
      case .terminal: ["terminalToken"]
      case .peer: ["partnerCertificate"]
      case .staff: ["the office's pages are no part of the API"]
      }
    #expect(schemes == expected)
    for scheme in schemes {
      #expect(document.root["components"]["securitySchemes"][scheme] != .null)
    }
  }

  @Test("A route's body limit and listeners are those of its operation", arguments: RouteTable.all)
  func limits(_ route: Route) throws {
    let operation = try operation(route)
    #expect((operation["x-body-limit"].number ?? 0) == route.bodyLimit)
    #expect((operation["requestBody"] != .null) == (route.bodyLimit > 0))
    #expect(Set(operation["x-listeners"].texts) == Set(route.listeners.map(\.rawValue)))
  }

  @Test("Every operation has a Chinese summary, an English description and a name of its own")
  func words() {
    for operation in document.operations {
      #expect(operation.value["summary"].text?.holdsHan == true, "\(operation.path)")
      #expect(operation.value["description"].text?.holdsHan == false, "\(operation.path)")
    }
    let names = document.operations.compactMap { $0.value["operationId"].text }
    #expect(names.count == RouteTable.all.count)
    #expect(Set(names).count == names.count)
  }

  @Test("An operation's responses have 200 and exactly the statuses of its codes", arguments: RouteTable.all)
  func statuses(_ route: Route) throws {
    let operation = try operation(route)
    let problems = try operation["x-problems"].texts.map { try #require(ProblemCode(rawValue: $0), "\($0)") }
    let refusals = try operation["x-refusals"].texts.map { try #require(RefusalCode(rawValue: $0), "\($0)") }
    // What has a validator may be unchanged.
    let unchanged = operation["responses"]["200"]["headers"]["ETag"] == .null ? [] : [304]
    let expected = Set([200] + unchanged + problems.map(\.status) + refusals.map(\.status))
    #expect(operation["responses"].members.map(\.name) == expected.sorted().map(String.init))
    #expect(problems == ProblemCode.allCases.filter(problems.contains), "not in the order of the table")
    #expect(refusals == (route.caller == .peer ? RefusalCode.allCases : []))
    #expect(problems.contains(.terminalTokenMissing) == (route.caller == .terminal))
    #expect(problems.contains(.peerNotIdentified) == (route.caller == .peer))
    #expect(problems.contains(.bodyTooLarge) == (route.bodyLimit > 0))
  }

  @Test("Statuses that come with Retry-After or WWW-Authenticate say so", arguments: RouteTable.all)
  func headers(_ route: Route) throws {
    let operation = try operation(route)
    let problems = operation["x-problems"].texts.compactMap(ProblemCode.init)
    for response in operation["responses"].members {
      let headers = try document.resolved(response.value)["headers"]
      let retry = problems.contains { String($0.status) == response.name && $0.retryAfter != nil }
      if retry { #expect(headers["Retry-After"] != .null, "\(route.path) \(response.name)") }
      let challenge = response.name == "401" && route.caller == .terminal
      #expect((headers["WWW-Authenticate"] != .null) == challenge, "\(route.path)")
    }
  }

  @Test("Every problem code belongs to an operation, save that of wrong methods")
  func everyCode() {
    let named = Set(document.operations.flatMap { $0.value["x-problems"].texts })
    #expect(
      ProblemCode.allCases.filter { !named.contains($0.rawValue) } == [.methodNotAllowed])
  }
}
