import Benefits
public import Federation
import Signing
import StrictJSON

/// A registry ready to be published.
public struct EncodedRegistry: Sendable {
  /// The exact JWS.
  public let token: [UInt8]
  /// SHA-256 of it.
  public let hash: [UInt8]
}

/// A registry whose signature holds and whose claims are one.
public struct ReceivedRegistry: Sendable {
  /// What it says.
  public let registry: PublishedRegistry
  /// SHA-256 of the exact JWS.
  public let hash: [UInt8]
}

/// Published registries to and from bytes.
///
/// The message names the venues and their documents alone. Offers are in the documents: with id, version and hash of
/// each, 10,000 offers would make a message of 1.5 MB, over the limit of every body between cities.
public enum RegistryCodec {
  /// Signs a registry.
  public static func encode(_ registry: PublishedRegistry, signer: MessageSigner) throws -> EncodedRegistry {
    var payload = JSONWriter(capacity: 512 + registry.venues.count * 96)
    payload.object {
      $0.member("iss", registry.issuer.text)
      $0.member("iat", registry.issued.seconds)
      $0.member("exp", registry.expires.seconds)
      $0.member("seq", registry.seq)
      $0.member("next_update", registry.nextUpdate.seconds)
      $0.array("venues") { list in
        for venue in registry.venues {
          list.object {
            $0.member("id", venue.venue.text)
            $0.member("hash", venue.document.text)
            $0.member("bytes", venue.size)
          }
        }
      }
    }
    let token = try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.registry, kid: signer.kid, key: signer.key)
    return EncodedRegistry(token: token, hash: sha256(token))
  }

  /// Checks form, header and signature against the keys of the city, and reads the claims. Whether to take it over,
  /// ``Federation/PublishedRegistry/check(from:hash:known:at:)`` says.
  /// - Throws: the rule that broke; `claim_malformed` where a claim is missing or of another form.
  public static func decode(_ token: [UInt8], keys: JSONWebKeySet) throws(JOSEError) -> ReceivedRegistry {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: MessageType.registry, maximumBytes: RegistryLimits.messageBytes), keys: keys
    )
    let claims = try jws.claims()
    do {
      return ReceivedRegistry(registry: try read(JSONFields(.object(claims))), hash: sha256(token))
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }

  private static func read(_ fields: JSONFields) throws(JSONFieldError) -> PublishedRegistry {
    var venues: [RegistryEntry] = []
    for element in try fields.array("venues", count: 0...RegistryLimits.venues) {
      let venue = try element.object()
      venues.append(
        RegistryEntry(
          venue: try venue.parsed("id", "a venue id") { VenueID($0) },
          document: try venue.parsed("hash", "a hash of 32 bytes") { DocumentHash(text: $0) },
          size: Int(try venue.integer("bytes", in: 1...Int64(RegistryLimits.documentBytes)))))
    }
    return PublishedRegistry(
      issuer: try fields.entity("iss"), issued: try fields.instant("iat"), expires: try fields.instant("exp"),
      seq: try fields.integer("seq", in: 1...Int64.max), nextUpdate: try fields.instant("next_update"),
      venues: venues)
  }
}
