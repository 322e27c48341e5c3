public import Signing

/// The kinds of signed message, by their exact `typ`. `Federation/PROTOCOL.md` has a row for each.
public enum MessageType {
  /// A node's entity statement (OpenID Federation 1.0 §3).
  public static let entityStatement = "entity-statement+jwt"
  /// Questions to a home city.
  public static let verificationRequest = "citycard-verification-request+sd-jwt"
  /// A home city's answers.
  public static let verificationResponse = "citycard-verification-response+sd-jwt"
  /// A city's published partners and offers.
  public static let registry = "citycard-registry+jwt"
  /// Lines of a host city's chain of claims.
  public static let claims = "citycard-claims+jwt"
  /// A home city's findings about them.
  public static let claimsReceipt = "citycard-claims-receipt+jwt"
  /// Signed answers that claims rest on.
  public static let claimsEvidence = "citycard-claims-evidence+jwt"
  /// Moves in disputes about claim lines.
  public static let dispute = "citycard-dispute+jwt"
  /// A drafted statement.
  public static let statement = "citycard-statement+jwt"
  /// A city's signature over a statement's hash.
  public static let statementSignature = "citycard-statement-signature+jwt"
  /// The answer to one of these three.
  public static let settlementReply = "citycard-settlement-reply+jwt"
  /// What a city says about a round of multilateral netting.
  public static let sheet = "citycard-sheet+jwt"
  /// What a city does to an agreement: it proposes a version, accepts or declines one, gives notice.
  public static let agreement = "citycard-agreement+jwt"
}

/// The media types of bodies between nodes.
public enum MessageMedia {
  /// An SD-JWT in compact form (RFC 9901 §11.3).
  public static let sdJWT = "application/sd-jwt"
  /// An entity statement (OpenID Federation 1.0 §15.7).
  public static let entityStatement = "application/entity-statement+jwt"
  /// A published registry (RFC 7519 §10.3.1).
  public static let registry = "application/jwt"
  /// Messages of the settlement (RFC 7519 §10.3.1).
  public static let settlement = "application/jwt"
}

/// A private key with the name under which its public half is published.
public struct MessageSigner: Sendable {
  /// The published name: the thumbprint.
  public let kid: String
  /// The key.
  public let key: PrivateKey

  /// Names `key` by its thumbprint.
  public init(_ key: PrivateKey) {
    self.key = key
    kid = JSONWebKey.thumbprint(of: key.publicKey)
  }

  /// The public half.
  public var publicKey: JSONWebKey { JSONWebKey(key.publicKey) }
}
