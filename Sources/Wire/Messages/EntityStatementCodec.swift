public import Benefits
public import Federation
import StrictJSON

/// What a node publishes about itself at `/.well-known/openid-federation` (OpenID Federation 1.0 §9): its
/// federation keys, and in the metadata of type `citycard_node` its protocol keys and endpoints.
public struct EntityStatement: Sendable {
  /// Whose: both `iss` and `sub`.
  public let entity: EntityID
  /// `iat`.
  public let issued: Instant
  /// `exp`.
  public let expires: Instant
  /// The keys that sign statements.
  public let federationKeys: JSONWebKeySet
  /// The keys that sign messages.
  public let protocolKeys: JSONWebKeySet
  /// Where verification requests go.
  public let verificationEndpoint: String
  /// Where the published registry is; nil from a node that publishes none yet.
  public let registryEndpoint: String?

  /// Makes a statement.
  public init(
    entity: EntityID, issued: Instant, expires: Instant, federationKeys: JSONWebKeySet,
    protocolKeys: JSONWebKeySet, verificationEndpoint: String, registryEndpoint: String? = nil
  ) {
    self.entity = entity
    self.issued = issued
    self.expires = expires
    self.federationKeys = federationKeys
    self.protocolKeys = protocolKeys
    self.verificationEndpoint = verificationEndpoint
    self.registryEndpoint = registryEndpoint
  }
}

/// Entity statements to and from bytes.
public enum EntityStatementCodec {
  /// The protocol's versions that this program speaks.
  public static let protocolVersions = ["1"]
  /// The most bytes of a statement.
  public static let limit = 64 << 10

  /// Signs a statement with one of its federation keys.
  public static func encode(_ statement: EntityStatement, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 1024)
    payload.object {
      $0.member("iss", statement.entity.text)
      $0.member("sub", statement.entity.text)
      $0.member("iat", statement.issued.seconds)
      $0.member("exp", statement.expires.seconds)
      statement.federationKeys.write("jwks", into: &$0)
      $0.object("metadata") {
        $0.object("citycard_node") {
          $0.array("protocol_versions") { list in
            for version in protocolVersions { list.element(version) }
          }
          statement.protocolKeys.write("jwks", into: &$0)
          $0.member("verification_endpoint", statement.verificationEndpoint)
          if let registry = statement.registryEndpoint { $0.member("registry_endpoint", registry) }
        }
      }
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.entityStatement, kid: signer.kid, key: signer.key)
  }

  /// Checks a statement of `entity` against the federation keys that the agreement pins.
  /// - Parameter now: When it must be valid; nil for a statement that was kept with evidence, and whose
  ///   validity at that time the caller judges.
  /// - Throws: the rule that broke; `claim_malformed` where a claim is missing, of another form, or of
  ///   another entity.
  public static func decode(
    _ token: [UInt8], of entity: EntityID, pinned: JSONWebKeySet, at now: Instant?
  ) throws(JOSEError) -> EntityStatement {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: MessageType.entityStatement, maximumBytes: limit), keys: pinned)
    let claims = try jws.claims()
    if let now { try ClaimRules(now: now).check(claims) }
    do {
      let statement = try read(JSONFields(.object(claims)))
      guard statement.entity == entity else { throw JOSEError(.claim, "iss is not the city expected") }
      // OpenID Federation 1.0 §3.1: the statement's own jwks holds the key that signed it.
      guard statement.federationKeys[jws.kid] != nil else { throw JOSEError(.claim, "jwks lacks the signer") }
      return statement
    } catch {
      throw error as? JOSEError ?? JOSEError(.claim, "\(error)")
    }
  }

  /// Reads a published statement outside a node, at any time, and checks it with the keys that it brings
  /// itself. That proves only that it is whole; who it is of is what the reader knows of where it came from, or
  /// what ``decode(_:of:pinned:at:)`` says with pinned keys.
  public static func published(_ token: [UInt8]) throws(JOSEError) -> EntityStatement {
    let parts = token.prefix(limit).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw JOSEError(.notThreeParts) }
    guard let payload = Base64URL.decode(parts[1]) else { throw JOSEError(.base64URL, "payload") }
    let claimed: EntityStatement
    do {
      claimed = try read(JSONFields(JSONParser.parse(payload, rules: .wire)))
    } catch {
      throw error as? JOSEError ?? JOSEError(.claim, "\(error)")
    }
    return try decode(token, of: claimed.entity, pinned: claimed.federationKeys, at: nil)
  }

  private static func read(_ fields: JSONFields) throws -> EntityStatement {
    let entity = try fields.entity("iss")
    guard try fields.entity("sub") == entity else { throw JOSEError(.claim, "sub is not iss") }
    let node = try fields.object("metadata").object("citycard_node")
    let versions = try node.array("protocol_versions", count: 1...16).map { element in
      try element.string(bytes: 1...16)
    }
    guard versions.contains(where: protocolVersions.contains) else {
      throw JOSEError(.claim, "no protocol version in common")
    }
    return EntityStatement(
      entity: entity, issued: try fields.instant("iat"), expires: try fields.instant("exp"),
      federationKeys: try JSONWebKeySet(fields.element("jwks").value),
      protocolKeys: try JSONWebKeySet(node.element("jwks").value),
      verificationEndpoint: try node.parsed("verification_endpoint", "an https URL", secure),
      registryEndpoint: try node.optionalParsed("registry_endpoint", "an https URL", secure))
  }
  private static func secure(_ url: String) -> String? { url.hasPrefix("https://") ? url : nil }
}
