public import Benefits
public import Federation

/// Where a listener listens, and with which certificate.
public struct ListenerConfiguration: Hashable, Sendable {
  /// The address to bind.
  public let host: String
  /// The port; 0 takes a free one.
  public let port: Int
  /// The TLS certificate chain and key (PEM files); nil for plain HTTP, which is bound to loopback alone.
  public let certificate: CertificateFiles?

  /// Makes a listener's settings.
  public init(host: String, port: Int, certificate: CertificateFiles?) {
    self.host = host
    self.port = port
    self.certificate = certificate
  }
}

extension ListenerConfiguration {
  /// The link that pairs a browser with this listener. The token stands in the fragment, which browsers send
  /// nowhere.
  public func pairingLink(token: String) -> String { "\(address)/pos#token=\(token)" }

  /// Where people reach this listener. What only the operator knows, the node's name where it listens on every address
  /// and the port where it takes a free one, stands in angle brackets.
  public var address: String {
    let name = ["0.0.0.0", "::"].contains(host) ? "<node>" : host.contains(":") ? "[\(host)]" : host
    let scheme = certificate == nil ? "http" : "https"
    return "\(scheme)://\(name):\(port == 0 ? "<port>" : "\(port)")"
  }
}

/// A certificate chain and its key, as PEM files.
public struct CertificateFiles: Hashable, Sendable {
  /// The chain, leaf first.
  public let chain: String
  /// The private key.
  public let key: String

  /// Names both files.
  public init(chain: String, key: String) {
    self.chain = chain
    self.key = key
  }
}

/// How to reach a partner's node.
public struct PeerConfiguration: Hashable, Sendable {
  /// The base URL of its federation listener; its host name must be in its certificate.
  public let url: String
  /// An address to connect to in place of looking the host name up; for demonstrations and tests.
  public let address: String?

  /// Makes a peer's settings.
  public init(url: String, address: String?) {
    self.url = url
    self.address = address
  }
}

/// A node's settings, read once at start.
public struct NodeConfiguration: Hashable, Sendable {
  /// The city, in short.
  public let city: CityID
  /// The books.
  public let database: DatabaseLocation
  /// Serves counters and pages.
  public let counter: ListenerConfiguration
  /// Serves partner cities over mutual TLS.
  public let federation: ListenerConfiguration
  /// The base URL under which partner cities reach this node's federation listener.
  public let federationURL: String
  /// The key files.
  public let keys: KeyFiles
  /// The agreements' files.
  public let agreements: [String]
  /// The folder with a folder of partner files for each city.
  public let partners: String
  /// How to reach the partners.
  public let peers: [CityID: PeerConfiguration]
  /// What is limited, and how far.
  public let limits: NodeLimits

  /// Makes a node's settings.
  public init(
    city: CityID, database: DatabaseLocation, counter: ListenerConfiguration,
    federation: ListenerConfiguration,
    federationURL: String, keys: KeyFiles, agreements: [String], partners: String,
    peers: [CityID: PeerConfiguration], limits: NodeLimits = .init()
  ) {
    self.city = city
    self.database = database
    self.counter = counter
    self.federation = federation
    self.federationURL = federationURL
    self.keys = keys
    self.agreements = agreements
    self.partners = partners
    self.peers = peers
    self.limits = limits
  }
}

/// A city's key files.
public struct KeyFiles: Hashable, Sendable {
  /// The federation key (PEM).
  public let federation: String
  /// The protocol key (PEM).
  public let `protocol`: String
  /// The key of the identifiers' hashes: 64 hexadecimal digits.
  public let identifiers: String
  /// The key of the pairwise subjects: 64 hexadecimal digits.
  public let pairwise: String

  /// Names the files.
  public init(federation: String, protocol: String, identifiers: String, pairwise: String) {
    self.federation = federation
    self.protocol = `protocol`
    self.identifiers = identifiers
    self.pairwise = pairwise
  }
}

/// What is limited, and how far.
public struct NodeLimits: Hashable, Sendable {
  /// Unrecognised cards answered to partners.
  public let probes: ProbeLimits
  /// Unrecognised cards that one terminal may read in the same window.
  public let terminalProbes: Int
  /// How long a partner may take to answer.
  public let peerTimeout: TimeSpan

  /// Makes limits.
  public init(
    probes: ProbeLimits = .init(), terminalProbes: Int = 20, peerTimeout: TimeSpan = .seconds(3)
  ) {
    self.probes = probes
    self.terminalProbes = terminalProbes
    self.peerTimeout = peerTimeout
  }
}

/// Why a node does not start: which setting or file, and what is wrong with it.
public struct ConfigurationError: Error, CustomStringConvertible {
  /// The setting's name or the file.
  public let place: String
  /// What is wrong.
  public let message: BilingualText

  /// Makes an error.
  public init(_ place: String, _ message: BilingualText) {
    self.place = place
    self.message = message
  }

  /// Place and message in both languages.
  public var description: String { "\(place): \(message.zh) / \(message.en)" }
}
