import Benefits
import Federation
import Synchronization
import Wire

/// The node's own entity statement, signed anew every hour.
public final class OwnStatement: Sendable {
  /// Where verification requests go, below the federation listener's base URL.
  public static let verificationPath = "/federation/v1/verifications"
  /// Where the published registry is, below any listener's base URL.
  public static let registryPath = "/federation/v1/registry"
  /// A statement holds this long: a partner that can't refresh it goes on for a day.
  static let life = TimeSpan.hours(24)
  static let renewal = TimeSpan.hours(1)

  private let entity: EntityID
  private let federation: MessageSigner
  private let `protocol`: MessageSigner
  private let ports: NodePorts

  private struct State {
    var url: String
    var signed: (token: [UInt8], at: Instant)?
  }
  private let state: Mutex<State>

  init(entity: EntityID, keys: NodeKeys, url: String, ports: NodePorts) {
    self.entity = entity
    self.ports = ports
    federation = MessageSigner(keys.federation)
    `protocol` = MessageSigner(keys.protocol)
    state = Mutex(State(url: url))
  }

  /// Announces another base URL, as when the listener took a free port.
  public func announce(url: String) {
    state.withLock { $0 = State(url: url) }
  }

  /// The signed statement.
  public func token() throws -> [UInt8] {
    let now = ports.now()
    return try state.withLock { state in
      if let signed = state.signed, now - signed.at < Self.renewal, now >= signed.at { return signed.token }
      let token = try EntityStatementCodec.encode(
        EntityStatement(
          entity: entity, issued: now, expires: now + Self.life,
          federationKeys: JSONWebKeySet([federation.publicKey]),
          protocolKeys: JSONWebKeySet([`protocol`.publicKey]),
          verificationEndpoint: state.url + Self.verificationPath,
          registryEndpoint: state.url + Self.registryPath),
        signer: federation)
      state.signed = (token, now)
      return token
    }
  }
}
