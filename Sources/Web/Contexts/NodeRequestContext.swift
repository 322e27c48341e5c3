import CityNode
import Federation
import Hummingbird
import NIOCore
import Store

/// What is known of every request before anybody is identified.
struct NodeRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection; over HTTP/2 a stream of it.
  let channel: any Channel
  /// Set by ``TerminalIdentification``.
  var terminal: Terminal?
  /// Set by ``PeerIdentification``.
  var peer: AgreementParty?
  /// Set by ``OfficePages``.
  var session: StaffSession?
  /// Set by ``OfficePages``.
  var language = PageLanguage.zh

  /// Whether the caller is on this machine.
  var isLocal: Bool {
    let address = (channel.remoteAddress ?? channel.parent?.remoteAddress)?.ipAddress ?? ""
    return address == "::1" || address.hasPrefix("127.")
  }

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

/// A request from a terminal. There is no such context without a terminal, so a handler that forgot to ask
/// for one does not compile.
struct TerminalContext: ChildRequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks.
  let terminal: Terminal

  init(context: NodeRequestContext) throws {
    guard let terminal = context.terminal else { throw Problem(.terminalTokenMissing) }
    coreContext = context.coreContext
    self.terminal = terminal
  }
}

/// A request from a partner city, proven by its client certificate.
struct PeerContext: ChildRequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks.
  let peer: AgreementParty

  init(context: NodeRequestContext) throws {
    guard let peer = context.peer else { throw Problem(.peerNotIdentified) }
    coreContext = context.coreContext
    self.peer = peer
  }
}
