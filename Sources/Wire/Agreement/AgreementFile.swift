import Benefits
public import Federation
import Signing
import StrictJSON

/// The file of an agreement, as `Federation/agreements/README.md` describes it: terms that people agree on,
/// and pins that each city hands to the other.
public enum AgreementFile {
  /// The most bytes of a file: 64 KiB. Whoever reads from disk may stop one byte after.
  public static let byteLimit = 64 * 1024
  /// The most classes in scope.
  public static let scopeLimit = 64

  /// Reads an agreement with its pins.
  /// - Throws: The first fault; `pins_missing` if the file holds the terms alone.
  public static func read(_ bytes: [UInt8]) throws(AgreementFault) -> Agreement {
    let (terms, pins) = try AgreementReader.read(bytes)
    return try terms.pinned(by: pins)
  }

  /// Reads terms without pins.
  /// - Throws: The first fault; `pins_unexpected` if a party has pins, so that none is lost unnoticed.
  public static func readTerms(_ bytes: [UInt8]) throws(AgreementFault) -> AgreementTerms {
    let (terms, pins) = try AgreementReader.read(bytes)
    if let index = terms.parties.firstIndex(where: { pins[$0.city] != nil }) {
      throw AgreementFault(.pinsUnexpected, at: "/parties/\(index)")
    }
    return terms
  }

  /// The file of `agreement`, laid out for people, with a line end. The order of the classes is fixed, so the
  /// same agreement has the same bytes.
  public static func write(_ agreement: Agreement) -> [UInt8] {
    document(agreement, parties: agreement.parties.map(value))
  }

  /// The terms of `agreement` without pins, laid out as ``write(_:)`` does. These bytes are the document of the
  /// agreement's first version: they stay the same when keys change.
  public static func writeTerms(_ agreement: Agreement) -> [UInt8] {
    let parties = agreement.parties.map { party in
      JSONValue.object(
        JSONObject([
          ("city", .string(party.city.text)), ("entity_id", .string(party.entity.text)),
          ("name", text(party.name)),
        ]))
    }
    return document(agreement, parties: parties)
  }

  private static func document(_ agreement: Agreement, parties: [JSONValue]) -> [UInt8] {
    JSONValue.object(
      JSONObject([
        ("id", .string(agreement.id)),
        ("parties", .array(parties)),
        ("scope", .array(agreement.scope.sorted().map { .string($0.description) })),
        ("funding", .string(agreement.funding.rawValue)),
      ])
    ).encoded(pretty: true) + [0x0A]
  }

  /// A text in both languages.
  static func text(_ text: BilingualText) -> JSONValue {
    .object(JSONObject([("zh", .string(text.zh)), ("en", .string(text.en))]))
  }

  private static func value(_ party: AgreementParty) -> JSONValue {
    .object(
      JSONObject([
        ("city", .string(party.city.text)),
        ("entity_id", .string(party.entity.text)),
        ("name", text(party.name)),
        ("federation_keys", value(party.federationKeys, jwk)),
        ("tls_roots", value(party.tlsRoots) { .string($0) }),
      ]))
  }

  private static func value<Pin>(_ pins: CurrentAndNext<Pin>, _ pin: (Pin) -> JSONValue) -> JSONValue {
    .object(JSONObject(pins.named.map { ($0.name, pin($0.pin)) }))
  }

  private static func jwk(_ key: KeyRecord) -> JSONValue {
    .object(
      JSONObject([
        ("crv", .string("P-256")), ("kty", .string("EC")),
        ("x", .string(Base64URL.text(key.x))), ("y", .string(Base64URL.text(key.y))),
        ("kid", .string(key.kid)), ("alg", .string(JSONWebKey.algorithm)), ("use", .string("sig")),
      ]))
  }
}
