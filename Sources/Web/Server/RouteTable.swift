public import Office

/// Every route of a node: method, path, who may call it, and how large a body it takes. Handlers are
/// registered from here, wrong methods are told from here, and a test holds `Federation/openapi.yaml` to it.
public struct Route: Hashable, Sendable {
  /// Who may call a route.
  public enum Caller: String, Hashable, Sendable {
    /// Anybody.
    case anyone
    /// A terminal with its token.
    case terminal
    /// A partner city with its client certificate.
    case peer
    /// A member of staff who is signed in; the page says which permission it takes.
    case staff
  }

  /// Which listener serves it.
  public enum Listener: String, Hashable, Sendable {
    /// For counters and pages.
    case counter
    /// For partner cities, over mutual TLS.
    case federation
  }

  /// The method.
  public let method: String
  /// The path, with parameters in braces.
  public let path: String
  /// Who may call it.
  public let caller: Caller
  /// The most bytes of a body.
  public let bodyLimit: Int
  /// Who serves it.
  public let listeners: Set<Listener>
  /// What a member of staff must be allowed; nil where everybody who is signed in may.
  public let permission: Permission?

  init(
    _ method: String, _ path: String, _ caller: Caller, bodyLimit: Int = 0,
    on listeners: Set<Listener> = [.counter], permission: Permission? = nil
  ) {
    self.method = method
    self.path = path
    self.caller = caller
    self.bodyLimit = bodyLimit
    self.listeners = listeners
    self.permission = permission
  }
}

/// The routes, by what they do.
public enum RouteTable {
  static let terminal = Route("GET", "/api/v1/terminal", .terminal)
  static let createCheck = Route("POST", "/api/v1/checks", .terminal, bodyLimit: 16 << 10)
  static let getCheck = Route("GET", "/api/v1/checks/{id}", .terminal)
  static let createRedemption = Route("POST", "/api/v1/redemptions", .terminal, bodyLimit: 4 << 10)
  static let getRedemption = Route("GET", "/api/v1/redemptions/{id}", .terminal)
  static let voidRedemption = Route("POST", "/api/v1/redemptions/{id}/void", .terminal, bodyLimit: 4 << 10)
  static let pair = Route("POST", "/api/v1/pairings", .anyone, bodyLimit: 1 << 10)
  static let page = Route("GET", "/pos", .anyone)
  static let pageFile = Route("GET", "/pos/{file}", .anyone)
  static let asset = Route("GET", "/assets/{file}", .anyone)
  static let placesPage = Route("GET", "/places", .anyone)
  static let places = Route("GET", "/api/v1/places", .anyone)
  static let statement = Route(
    "GET", "/.well-known/openid-federation", .anyone, on: [.counter, .federation])
  static let registry = Route("GET", "/federation/v1/registry", .anyone, on: [.counter, .federation])
  static let registryDocument = Route(
    "GET", "/federation/v1/registry/documents/{hash}", .anyone, on: [.counter, .federation])
  static let verify = Route(
    "POST", "/federation/v1/verifications", .peer, bodyLimit: 1 << 20, on: [.federation])
  static let health = Route("GET", "/healthz", .anyone, on: [.counter, .federation])
  static let ready = Route("GET", "/readyz", .anyone)
  static let metrics = Route("GET", "/metrics", .anyone)

  /// The API, and the pages for everybody: `Federation/openapi.yaml` has each of them. The office's pages are in
  /// ``OfficeTable``.
  public static let all = [
    terminal, createCheck, getCheck, createRedemption, getRedemption, voidRedemption, pair, page, pageFile,
    asset, placesPage, places, statement, registry, registryDocument, verify, health, ready, metrics,
  ]

  /// The methods that some route of `listener` takes at `path`.
  static func methods(at path: String, on listener: Route.Listener) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return (all + OfficeTable.all).filter { route in
      let pattern = route.path.split(separator: "/", omittingEmptySubsequences: false)
      return route.listeners.contains(listener) && pattern.count == parts.count
        && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }.map(\.method)
  }
}
