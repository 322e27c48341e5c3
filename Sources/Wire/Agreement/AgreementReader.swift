import Benefits
import Federation
import Signing
import StrictJSON

/// Turns the document of an agreement's file into terms and what pins there are; stops at the first fault.
enum AgreementReader {
  private static let rules = JSONRules(
    maximumBytes: AgreementFile.byteLimit, maximumDepth: 8, maximumValues: 1024, reals: false,
    topLevelObject: true)

  static func read(
    _ bytes: [UInt8]
  ) throws(AgreementFault) -> (terms: AgreementTerms, pins: [CityID: PartyPins]) {
    let root = try root(bytes)
    try field(root.refuseUnknown(allowed: ["id", "parties", "scope", "funding"]))
    let id = try slug(root, "id", as: AgreementName.self).text
    var parties: [PartyTerms] = []
    var pins: [CityID: PartyPins] = [:]
    for element in try field(root.array("parties", count: 2...2)) {
      let fields = try field(element.object())
      let party = try party(fields, besides: ["federation_keys", "tls_roots"])
      try refuseSame(party.city, party.entity, as: parties.map { ($0.city, $0.entity) }, at: fields)
      parties.append(party)
      pins[party.city] = try self.pins(fields)
    }
    let terms = AgreementTerms(
      id: id, parties: parties, scope: try scope(root), funding: try funding(root))
    return (terms, pins)
  }

  /// The members of a document.
  static func root(_ bytes: [UInt8]) throws(AgreementFault) -> JSONFields {
    let document: JSONValue
    do { document = try JSONParser.parse(bytes, rules: rules) } catch {
      throw AgreementFault(.jsonInvalid, at: "", detail: error.description)
    }
    return try field(JSONFields(document))
  }

  /// Refuses a second party under the name of one that came before.
  static func refuseSame(
    _ city: CityID, _ entity: EntityID, as others: [(city: CityID, entity: EntityID)], at fields: JSONFields
  ) throws(AgreementFault) {
    if others.contains(where: { $0.city == city }) {
      throw AgreementFault(.partyDuplicate, at: "\(fields.pointer)/city", detail: city.text)
    }
    if others.contains(where: { $0.entity == entity }) {
      throw AgreementFault(.entityDuplicate, at: "\(fields.pointer)/entity_id", detail: entity.text)
    }
  }

  /// A party by its names; `others` are members that somebody else reads.
  static func party(
    _ fields: JSONFields, besides others: Set<String>
  ) throws(AgreementFault) -> PartyTerms {
    try field(fields.refuseUnknown(allowed: others.union(["city", "entity_id", "name"])))
    let city = try slug(fields, "city", as: CityID.self)
    guard let entity = EntityID(try field(fields.string("entity_id"))) else {
      throw AgreementFault(.entityInvalid, at: "\(fields.pointer)/entity_id")
    }
    let name = try field(fields.object("name"))
    try field(name.refuseUnknown(allowed: ["zh", "en"]))
    return PartyTerms(
      city: city, entity: entity, name: BilingualText(zh: try line(name, "zh"), en: try line(name, "en")))
  }

  static func scope(_ root: JSONFields) throws(AgreementFault) -> Set<BenefitClass> {
    var scope: Set<BenefitClass> = []
    for element in try field(root.array("scope", count: 1...AgreementFile.scopeLimit)) {
      let text = try field(element.string())
      guard let benefitClass = BenefitClass(text) else {
        throw AgreementFault(.classUnknown, at: element.pointer, detail: text)
      }
      guard scope.insert(benefitClass).inserted else {
        throw AgreementFault(.classDuplicate, at: element.pointer, detail: text)
      }
    }
    return scope
  }

  private static func funding(_ root: JSONFields) throws(AgreementFault) -> FundingParty {
    guard let funding = FundingParty(rawValue: try field(root.string("funding"))) else {
      let possible = FundingParty.allCases.map(\.rawValue).joined(separator: ", ")
      throw AgreementFault(.fundingUnknown, at: "/funding", detail: possible)
    }
    return funding
  }

  static func slug<Name: Slug>(
    _ fields: JSONFields, _ member: String, as type: Name.Type
  ) throws(AgreementFault) -> Name {
    guard let name = Name(try field(fields.string(member))) else {
      throw AgreementFault(.idInvalid, at: "\(fields.pointer)/\(member)")
    }
    return name
  }

  static func line(_ fields: JSONFields, _ member: String) throws(AgreementFault) -> String {
    let text = try field(fields.string(member))
    let scalars = text.unicodeScalars
    guard scalars.count <= 200, !text.allSatisfy(\.isWhitespace),
      scalars.allSatisfy(PartnerProblem.isPrintable)
    else { throw AgreementFault(.textInvalid, at: "\(fields.pointer)/\(member)") }
    return text
  }
}

extension AgreementReader {
  /// A party's pins: both kinds, or nil if there is neither.
  private static func pins(_ party: JSONFields) throws(AgreementFault) -> PartyPins? {
    let names = ["federation_keys", "tls_roots"]
    guard names.contains(where: { party.optionalElement($0) != nil }) else { return nil }
    return PartyPins(
      federationKeys: try pair(party, "federation_keys", key), tlsRoots: try pair(party, "tls_roots", root))
  }

  private static func pair<Pin: Hashable & Sendable>(
    _ party: JSONFields, _ member: String, _ pin: (JSONElement) throws(AgreementFault) -> Pin
  ) throws(AgreementFault) -> CurrentAndNext<Pin> {
    let fields = try field(party.object(member))
    try field(fields.refuseUnknown(allowed: ["current", "next"]))
    let current = try pin(try field(fields.element("current")))
    guard let next = fields.optionalElement("next") else {
      return CurrentAndNext(current: current, next: nil)
    }
    return CurrentAndNext(current: current, next: try pin(next))
  }

  private static func key(_ place: JSONElement) throws(AgreementFault) -> PublicKey {
    let fields = try field(place.object())
    guard fields.optionalElement("d") == nil else { throw AgreementFault(.keyPrivate, at: place.pointer) }
    try field(fields.refuseUnknown(allowed: ["crv", "kty", "x", "y", "kid", "alg", "use"]))
    let jwk: JSONWebKey
    do { jwk = try JSONWebKey(place.value) } catch {
      throw AgreementFault(.keyInvalid, at: place.pointer, detail: error.code)
    }
    let thumbprint = JSONWebKey.thumbprint(of: jwk.key)
    guard jwk.kid == thumbprint else {
      throw AgreementFault(.kidNotThumbprint, at: "\(place.pointer)/kid", detail: thumbprint)
    }
    return jwk.key
  }

  private static func root(_ place: JSONElement) throws(AgreementFault) -> Certificate {
    let text = try field(place.string(bytes: 1...16_384))
    guard !text.contains("PRIVATE KEY") else { throw AgreementFault(.rootPrivate, at: place.pointer) }
    do { return try Certificate(pem: text) } catch {
      throw AgreementFault(.rootInvalid, at: place.pointer, detail: error.code.rawValue)
    }
  }

  /// A reading of the strict reader, with its error as a fault.
  static func field<T>(
    _ reading: @autoclosure () throws(JSONFieldError) -> T
  ) throws(AgreementFault) -> T {
    do { return try reading() } catch { throw AgreementFault(error) }
  }
}

/// An agreement's name.
struct AgreementName: Slug {
  let text: String
  init(unchecked text: String) { self.text = text }
}
