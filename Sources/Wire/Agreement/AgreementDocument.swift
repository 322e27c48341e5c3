import Benefits
public import Federation
import Signing
import StrictJSON

/// The document of an agreement's version, as `Federation/agreements/README.md` describes it. What both cities sign is
/// the hash of its exact bytes, so a document is kept as it came and never written again.
public enum AgreementDocument {
  /// The most bytes of a document: 32 KiB.
  public static let byteLimit = 32 * 1024
  /// The highest number of a version.
  public static let numberLimit: Int64 = 9_999
  /// The most contacts of a city.
  public static let contactLimit = 8
  /// The most that a month's cap or a year's budget can be, in NT$.
  public static let budgetLimit: Int64 = 100_000_000_000
  /// The most days that a step can have.
  public static let dayLimit: Int64 = 400

  /// Reads a document: a version, or the terms that are the first one.
  /// - Throws: The first fault.
  public static func read(_ bytes: [UInt8]) throws(AgreementFault) -> AgreementVersion {
    guard bytes.count <= byteLimit else {
      throw AgreementFault(.jsonInvalid, at: "", detail: "> \(byteLimit) bytes")
    }
    return try AgreementVersionReader.read(bytes)
  }

  /// The document of a version, laid out for people, with a line end.
  public static func write(_ version: AgreementVersion) -> [UInt8] {
    var members: [(String, JSONValue)] = [
      ("id", .string(version.id)), ("version", .integer(Int64(version.number))),
    ]
    if let previous = version.previous { members.append(("previous", .string(previous.text))) }
    members += [
      ("parties", .array(version.parties.map(value))),
      ("scope", .array(version.scope.sorted().map { .string($0.description) })),
      ("settlement", value(version.settlement)),
    ]
    if let starts = version.starts { members.append(("starts", .string(starts.description))) }
    if let ends = version.ends { members.append(("ends", .string(ends.description))) }
    return JSONValue.object(JSONObject(members)).encoded(pretty: true) + [0x0A]
  }

  /// SHA-256 of `citycard/agreement/1`, a zero byte and the document's exact bytes.
  public static func hash(_ bytes: [UInt8]) -> DocumentHash {
    DocumentHash(digest: sha256(Array("citycard/agreement/1".utf8) + [0] + bytes))
  }

  private static func value(_ party: AgreementCity) -> JSONValue {
    let contacts = party.contacts.map { contact in
      var members: [(String, JSONValue)] = [
        ("role", .string(contact.role.rawValue)), ("name", .string(contact.name)),
      ]
      if let email = contact.email { members.append(("email", .string(email))) }
      if let phone = contact.phone { members.append(("phone", .string(phone))) }
      return JSONValue.object(JSONObject(members))
    }
    return .object(
      JSONObject([
        ("city", .string(party.city.text)), ("entity_id", .string(party.entity.text)),
        ("name", AgreementFile.text(party.name)), ("contacts", .array(contacts)),
      ]))
  }

  private static func value(_ terms: SettlementTerms) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("funding", .array(FundingParty.allCases.compactMap { value($0, terms) })),
      ("on_exhaustion", .string(terms.onExhaustion.rawValue)),
      ("fiscal_year_start", .integer(Int64(terms.fiscalYearStart))), ("mode", .string(terms.mode.rawValue)),
    ]
    if let coordinator = terms.coordinator { members.append(("coordinator", .string(coordinator.text))) }
    let days = SettlementDays.named.map { ($0.name, JSONValue.integer(Int64(terms.days[keyPath: $0.days]))) }
    members += [
      ("offline_risk", .string(terms.offlineRisk.rawValue)),
      ("dispute_default", .string(terms.disputeDefault.rawValue)), ("days", .object(JSONObject(days))),
    ]
    return .object(JSONObject(members))
  }

  private static func value(_ party: FundingParty, _ terms: SettlementTerms) -> JSONValue? {
    let share = terms.funding.percent(of: party)
    let bounds = terms.bounds[party] ?? FundingBounds()
    guard share > 0 || bounds != FundingBounds() else { return nil }
    var members: [(String, JSONValue)] = [
      ("party", .string(party.rawValue)), ("share", .integer(Int64(share))),
    ]
    for bound in FundingBounds.named {
      if let money = bounds[keyPath: bound.money] { members.append((bound.name, .integer(money.ntd))) }
    }
    return .object(JSONObject(members))
  }
}

extension SettlementDays {
  /// The steps with their names in a document, in its order.
  static var named: [(name: String, days: WritableKeyPath<SettlementDays, Int>)] {
    [
      ("answer", \.answer), ("statement", \.statement), ("signature", \.signature), ("dispute", \.dispute),
      ("escalation", \.escalation), ("payment", \.payment), ("late", \.late), ("void", \.void),
    ]
  }
}

extension FundingBounds {
  /// The bounds with their names in a document, from the smallest span to the largest.
  static var named: [(name: String, money: WritableKeyPath<FundingBounds, Money?>)] {
    [("cap_per_line", \.perLine), ("cap_per_month", \.perMonth), ("budget", \.budget)]
  }
}
