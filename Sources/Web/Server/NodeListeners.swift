import Benefits
public import CityNode
import Federation
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle

/// Called with a listener's port once it accepts connections.
public typealias PortReport = @Sendable (Int) async -> Void

/// The two listeners of a node: one for counters and pages, one for partner cities.
public enum NodeListeners {
  /// The most connections of one listener at once; more wait in the kernel's queue.
  static let connectionLimit = 4096
  /// A connection without traffic is closed after this.
  static let idleTimeout = TimeAmount.seconds(75)
  /// Over TLS the first byte of HTTP must come within this from the connection.
  static let firstByteTimeout = Duration.seconds(15)

  /// For counters: TLS where a certificate is configured, else plain HTTP on loopback.
  public static func counter(
    _ node: Node, metrics: PrometheusRegistry?, logger: Logger, onRunning: @escaping PortReport = { _ in }
  ) throws -> any Service {
    let router = router(.counter)
    CounterRoutes(node: node).register(on: router)
    try PageRoutes(node: node).register(on: router)
    PlaceRoutes(node: node).register(on: router)
    StartRoutes(node: node).register(on: router)
    ConsoleRoutes(node: node).register(on: router)
    SignInRoutes(node: node).register(on: router)
    InvitationRoutes(node: node).register(on: router)
    AccountRoutes(node: node).register(on: router)
    FederationRoutes(node: node).registerStatement(on: router)
    RegistryRoutes(node: node).register(on: router)
    let operations = OperationsRoutes(node: node, metrics: metrics)
    operations.registerHealth(on: router)
    operations.register(on: router)
    let listener = node.configuration.counter
    let server: HTTPServerBuilder
    if let certificate = listener.certificate {
      server = secured(try tls(certificate), firstByte: firstByteTimeout)
    } else {
      server = .http1(configuration: HTTP1Channel.Configuration(idleTimeout: idleTimeout))
    }
    return application(router, server, listener, logger, onRunning)
  }

  /// For partner cities: mutual TLS 1.3, HTTP/1.1 and 2. The roots that are trusted are the partners' pinned
  /// ones; which partner it is, and that its own root issued the certificate, ``CityNode/PeerCertificates``
  /// decides for each connection.
  public static func federation(
    _ node: Node, logger: Logger, onRunning: @escaping PortReport = { _ in }
  ) throws -> any Service {
    try federation(node, logger: logger, firstByte: firstByteTimeout, onRunning: onRunning)
  }

  static func federation(
    _ node: Node, logger: Logger, firstByte: Duration, onRunning: @escaping PortReport
  ) throws -> any Service {
    let router = router(.federation)
    let routes = FederationRoutes(node: node)
    routes.register(on: router)
    routes.registerStatement(on: router)
    RegistryRoutes(node: node).register(on: router)
    OperationsRoutes(node: node, metrics: nil).registerHealth(on: router)
    let listener = node.configuration.federation
    guard let certificate = listener.certificate else {
      throw ConfigurationError(
        "federation.certificate", BilingualText(zh: "缺少這個設定。", en: "This setting is missing."))
    }
    var tls = try tls(certificate)
    tls.certificateVerification = .noHostnameVerification
    tls.trustRoots = .certificates(
      try node.agreements.compactMap { $0.partner(of: node.configuration.city) }
        .flatMap(\.tlsRoots.all)
        .flatMap { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) })
    return application(
      router, secured(tls, firstByte: firstByte), listener, logger, onRunning)
  }

  /// HTTP/1.1 and 2 over TLS. Hummingbird counts a connection of HTTP/2 as idle when it has no stream; the
  /// streams, and HTTP/1.1, have an idle limit of their own.
  private static func secured(_ tls: TLSConfiguration, firstByte: Duration) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      SilentConnections(
        base: try HTTP2UpgradeChannel(
          tlsConfiguration: tls,
          configuration: HTTP2ChannelConfiguration(
            idleTimeout: Duration(idleTimeout),
            streamConfiguration: HTTP1Channel.Configuration(idleTimeout: idleTimeout)),
          responder: responder),
        limit: TimeAmount(firstByte))
    }
  }

  private static func router(_ listener: Route.Listener) -> Router<NodeRequestContext> {
    let router = Router(context: NodeRequestContext.self)
    router.add(middleware: RequestMeasurement(listener: listener))
    router.add(middleware: ProblemMiddleware(listener: listener))
    if listener == .counter { router.add(middleware: LanguageMemory()) }
    return router
  }

  private static func tls(_ files: CertificateFiles) throws -> TLSConfiguration {
    let own = try files.read()
    var tls = TLSConfiguration.makeServerConfiguration(certificateChain: own.chain, privateKey: own.key)
    tls.minimumTLSVersion = .tlsv13
    return tls
  }

  private static func application(
    _ router: Router<NodeRequestContext>, _ server: HTTPServerBuilder, _ listener: ListenerConfiguration,
    _ logger: Logger, _ onRunning: @escaping PortReport
  ) -> any Service {
    Application(
      router: router, server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(listener.host, port: listener.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(connectionLimit)),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? listener.port) },
      logger: logger)
  }
}
