import Benefits
import Federation
import StrictJSON

/// Turns the document of a version into its value; stops at the first fault.
enum AgreementVersionReader {
  private typealias Reader = AgreementReader

  static func read(_ bytes: [UInt8]) throws(AgreementFault) -> AgreementVersion {
    let root = try Reader.root(bytes)
    guard root.optionalElement("version") != nil else { return try first(bytes) }
    try Reader.field(
      root.refuseUnknown(allowed: [
        "id", "version", "previous", "parties", "scope", "settlement", "starts", "ends",
      ]))
    guard case .integer(let number) = try Reader.field(root.element("version")).value,
      (2...AgreementDocument.numberLimit).contains(number)
    else { throw AgreementFault(.versionInvalid, at: "/version") }
    guard let previous = DocumentHash(text: try Reader.field(root.string("previous"))) else {
      throw AgreementFault(.hashInvalid, at: "/previous")
    }
    let parties = try parties(root)
    let starts = try date(root, "starts")
    let ends = root.optionalElement("ends") == nil ? nil : try date(root, "ends")
    if let ends, ends < starts { throw AgreementFault(.datesReversed, at: "/ends") }
    return AgreementVersion(
      id: try Reader.slug(root, "id", as: AgreementName.self).text, number: Int(number), previous: previous,
      parties: parties, scope: try Reader.scope(root),
      settlement: try SettlementReader.terms(Reader.field(root.object("settlement"))), starts: starts,
      ends: ends)
  }

  /// The terms of a file are the first version.
  private static func first(_ bytes: [UInt8]) throws(AgreementFault) -> AgreementVersion {
    let terms = try AgreementFile.readTerms(bytes)
    return AgreementVersion(
      id: terms.id, number: 1, previous: nil,
      parties: terms.parties.map { AgreementCity(city: $0.city, entity: $0.entity, name: $0.name) },
      scope: terms.scope, settlement: SettlementTerms(funding: Funding(all: terms.funding)), starts: nil,
      ends: nil)
  }

  private static func parties(_ root: JSONFields) throws(AgreementFault) -> [AgreementCity] {
    var parties: [AgreementCity] = []
    for element in try Reader.field(root.array("parties", count: 2...2)) {
      let fields = try Reader.field(element.object())
      let party = try Reader.party(fields, besides: ["contacts"])
      try Reader.refuseSame(party.city, party.entity, as: parties.map { ($0.city, $0.entity) }, at: fields)
      parties.append(
        AgreementCity(
          city: party.city, entity: party.entity, name: party.name, contacts: try contacts(fields)))
    }
    return parties
  }

  private static func contacts(_ party: JSONFields) throws(AgreementFault) -> [AgreementContact] {
    var contacts: [AgreementContact] = []
    for element in try Reader.field(party.array("contacts", count: 0...AgreementDocument.contactLimit)) {
      let fields = try Reader.field(element.object())
      try Reader.field(fields.refuseUnknown(allowed: ["role", "name", "email", "phone"]))
      let email = fields.optionalElement("email") == nil ? nil : try Reader.line(fields, "email")
      let phone = fields.optionalElement("phone") == nil ? nil : try Reader.line(fields, "phone")
      guard email != nil || phone != nil else {
        throw AgreementFault(.contactInvalid, at: fields.pointer, detail: "email, phone")
      }
      // Whether mail arrives is no business of a form: that there is one @ with something on each side is.
      if let email,
        email.split(separator: "@", omittingEmptySubsequences: false).map(\.isEmpty) != [false, false]
      {
        throw AgreementFault(.contactInvalid, at: "\(fields.pointer)/email", detail: email)
      }
      if let phone, !phone.contains(where: \.isNumber) {
        throw AgreementFault(.contactInvalid, at: "\(fields.pointer)/phone", detail: phone)
      }
      contacts.append(
        AgreementContact(
          role: try word(fields, "role"), name: try Reader.line(fields, "name"), email: email, phone: phone))
    }
    guard contacts.contains(where: { $0.role == .settlement }) else {
      throw AgreementFault(.contactsMissing, at: "\(party.pointer)/contacts")
    }
    return contacts
  }

  private static func date(_ root: JSONFields, _ member: String) throws(AgreementFault) -> CivilDate {
    guard let date = CivilDate(try Reader.field(root.string(member))) else {
      throw AgreementFault(.dateInvalid, at: "/\(member)")
    }
    return date
  }

  /// One of the words of an enumeration.
  static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ fields: JSONFields, _ member: String
  ) throws(AgreementFault) -> Word {
    guard let word = Word(rawValue: try Reader.field(fields.string(member))) else {
      throw AgreementFault(
        .wordUnknown, at: "\(fields.pointer)/\(member)",
        detail: Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return word
  }
}

/// Reads what a version says about money.
private enum SettlementReader {
  private typealias Reader = AgreementReader

  static func terms(_ fields: JSONFields) throws(AgreementFault) -> SettlementTerms {
    try Reader.field(
      fields.refuseUnknown(allowed: [
        "funding", "on_exhaustion", "fiscal_year_start", "mode", "coordinator", "offline_risk",
        "dispute_default", "days",
      ]))
    let (funding, bounds) = try funding(fields)
    let mode: SettlementMode = try AgreementVersionReader.word(fields, "mode")
    let hasCoordinator = fields.optionalElement("coordinator") != nil
    guard hasCoordinator == (mode == .multilateralNet) else {
      throw AgreementFault(.coordinatorWrong, at: "\(fields.pointer)/coordinator")
    }
    return SettlementTerms(
      funding: funding, bounds: bounds,
      onExhaustion: try AgreementVersionReader.word(fields, "on_exhaustion"),
      fiscalYearStart: Int(try Reader.field(fields.integer("fiscal_year_start", in: 1...12))), mode: mode,
      coordinator: hasCoordinator ? try Reader.slug(fields, "coordinator", as: CityID.self) : nil,
      offlineRisk: try AgreementVersionReader.word(fields, "offline_risk"),
      disputeDefault: try AgreementVersionReader.word(fields, "dispute_default"), days: try days(fields))
  }

  private static func funding(
    _ root: JSONFields
  ) throws(AgreementFault) -> (Funding, [FundingParty: FundingBounds]) {
    var shares: [FundingParty: Int] = [:]
    var bounds: [FundingParty: FundingBounds] = [:]
    for element in try Reader.field(root.array("funding", count: 1...FundingParty.allCases.count)) {
      let fields = try Reader.field(element.object())
      let names = FundingBounds.named.map(\.name)
      try Reader.field(fields.refuseUnknown(allowed: Set(["party", "share"] + names)))
      let party: FundingParty = try AgreementVersionReader.word(fields, "party")
      let share = Int(try Reader.field(fields.integer("share", in: 0...100)))
      guard shares.updateValue(share, forKey: party) == nil else {
        throw AgreementFault(.fundingDuplicate, at: "\(fields.pointer)/party", detail: party.rawValue)
      }
      let own = try self.bounds(fields)
      if own != FundingBounds() { bounds[party] = own }
    }
    guard let funding = Funding(shares.filter { $0.value > 0 }) else {
      let sum = shares.values.reduce(0, +)
      throw AgreementFault(.fundingSum, at: "\(root.pointer)/funding", detail: "\(sum)")
    }
    return (funding, bounds)
  }

  private static func bounds(_ fields: JSONFields) throws(AgreementFault) -> FundingBounds {
    var bounds = FundingBounds()
    var smaller: (name: String, money: Money)?
    for bound in FundingBounds.named {
      let most = bound.money == \.perLine ? Money.limit.ntd : AgreementDocument.budgetLimit
      guard let ntd = try Reader.field(fields.optionalInteger(bound.name, in: 0...most)) else { continue }
      if let smaller, Money(ntd) < smaller.money {
        throw AgreementFault(
          .capsOrder, at: "\(fields.pointer)/\(bound.name)", detail: "\(smaller.name) \(smaller.money.ntd)")
      }
      smaller = (bound.name, Money(ntd))
      bounds[keyPath: bound.money] = Money(ntd)
    }
    return bounds
  }

  private static func days(_ root: JSONFields) throws(AgreementFault) -> SettlementDays {
    let fields = try Reader.field(root.object("days"))
    try Reader.field(fields.refuseUnknown(allowed: Set(SettlementDays.named.map(\.name))))
    var days = SettlementDays()
    for step in SettlementDays.named {
      days[keyPath: step.days] = Int(
        try Reader.field(fields.integer(step.name, in: 1...AgreementDocument.dayLimit)))
    }
    return days
  }
}
