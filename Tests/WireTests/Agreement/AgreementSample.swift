import Benefits
import Federation
import Signing
import StrictJSON
import TestSupport
import Wire

/// An agreement as a document that tests bend in one place at a time.
struct AgreementSample {
  /// The whole document, with pins.
  let document: JSONValue
  /// What its pins were made from.
  let pins: [CityID: PartyPins]

  /// 2026-01-01 to 2036-01-01, UTC.
  static let validity = CertificateValidity(notBefore: 1_767_225_600, notAfter: 2_082_758_400)

  static func terms() throws -> AgreementTerms {
    try AgreementFile.readTerms(Repository.bytes("Federation/agreements/taipei-taitung.json"))
  }

  static func root(key: PrivateKey? = nil) throws -> CertificateAuthority {
    try CertificateAuthority.selfSigned(
      commonName: "Root", validity: validity, key: key ?? PrivateKey.generate())
  }

  /// Another document, to be bent.
  init(document: JSONValue) {
    self.document = document
    pins = [:]
  }

  init() throws {
    let terms = try Self.terms()
    var pins: [CityID: PartyPins] = [:]
    for party in terms.parties {
      pins[party.city] = PartyPins(
        federationKeys: CurrentAndNext(
          current: try PrivateKey.generate().publicKey, next: try PrivateKey.generate().publicKey),
        tlsRoots: CurrentAndNext(current: try Self.root().certificate, next: try Self.root().certificate))
    }
    self.pins = pins
    let bytes = AgreementFile.write(try terms.pinned(by: pins))
    document = try JSONParser.parse(bytes, rules: .wire)
  }

  /// The value at a JSON pointer.
  func value(_ pointer: String) throws -> JSONValue {
    var value = document
    for step in pointer.split(separator: "/") {
      switch value {
      case .object(let object): value = try object[String(step)].orThrow()
      case .array(let list): value = list[try Int(step).orThrow()]
      default: throw NoSuchPlace()
      }
    }
    return value
  }

  /// The document's bytes with another value, or none, at a JSON pointer.
  func bytes(_ pointer: String, _ new: JSONValue?) throws -> [UInt8] {
    try Self.changed(document, pointer.split(separator: "/").map(String.init)[...], new).orThrow().encoded()
  }

  private static func changed(
    _ value: JSONValue, _ path: ArraySlice<String>, _ new: JSONValue?
  ) throws -> JSONValue? {
    guard let step = path.first else { return new }
    switch value {
    case .object(let object):
      var members = object.members.map { ($0.name, $0.value) }
      let index = members.firstIndex { $0.0 == step }
      let inner = try changed(index.map { members[$0].1 } ?? .object(JSONObject()), path.dropFirst(), new)
      switch (index, inner) {
      case (let index?, let inner?): members[index].1 = inner
      case (let index?, nil): members.remove(at: index)
      case (nil, let inner?): members.append((step, inner))
      case (nil, nil): throw NoSuchPlace()
      }
      return .object(JSONObject(members))
    case .array(var list):
      let index = try Int(step).orThrow()
      let inner = try changed(index < list.count ? list[index] : .null, path.dropFirst(), new)
      if let inner, index < list.count {
        list[index] = inner
      } else if let inner {
        list.append(inner)
      } else {
        list.remove(at: index)
      }
      return .array(list)
    default: throw NoSuchPlace()
    }
  }

  struct NoSuchPlace: Error {}
}

extension Optional {
  /// The value; a test that expects one and has none fails with an error.
  fileprivate func orThrow() throws -> Wrapped {
    guard let self else { throw AgreementSample.NoSuchPlace() }
    return self
  }
}
