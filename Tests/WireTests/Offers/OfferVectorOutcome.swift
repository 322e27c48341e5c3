import Benefits
import StrictJSON

extension OfferVector {
  /// What comes of the case, in the form in which cases state it.
  ///
  /// - Parameter keys: The counters to read; nil for all that the case states.
  func outcome(reading keys: Set<UsageKey>? = nil) -> JSONValue {
    do throws(BasketFault) {
      return try decided(reading: keys).vectorForm
    } catch {
      return .object(JSONObject([("fault", .string(error.code)), ("line", .integer(Int64(error.line)))]))
    }
  }

  /// The decision, where there is one.
  var decision: Decision? { try? decided(reading: nil) }

  private func decided(reading keys: Set<UsageKey>?) throws(BasketFault) -> Decision {
    try decide(
      venue: venue, basket: basket, salesPoint: salesPoint, facts: facts, identity: identity,
      used: used.filter { keys?.contains($0.key) ?? true }, at: instant, calendar: calendar)
  }
}

/// Whether `actual` says all that `stated` does: members that a case leaves out are not compared, lists are of the
/// same length.
func agrees(_ stated: JSONValue, with actual: JSONValue?) -> Bool {
  switch (stated, actual) {
  case (.object(let stated), .object(let actual)?):
    stated.members.allSatisfy { agrees($0.value, with: actual[$0.name]) }
  case (.array(let stated), .array(let actual)?):
    stated.count == actual.count && zip(stated, actual).allSatisfy { agrees($0, with: $1) }
  default: stated == actual
  }
}

extension BasketFault {
  fileprivate var line: Int {
    switch self {
    case .unknownTicket(let line, _), .priceMissing(let line), .priceNotAsked(let line),
      .unknownEvent(let line, _), .eventNotToday(let line, _), .unknownSlot(let line, _, _):
      line
    }
  }
}

extension Decision {
  fileprivate var vectorForm: JSONValue {
    let parts = funding
    return .object(
      JSONObject([
        ("verdict", .string(verdict.rawValue)), ("reason", .string(reason.rawValue)), ("due", due.vectorForm),
        ("regular", regular.vectorForm), ("subsidy", subsidy.vectorForm),
        ("redeemable", redeemable.vectorForm),
        ("lines", .array(lines.map(\.vectorForm))),
        (
          "funding",
          .object(
            JSONObject(
              FundingParty.allCases.compactMap { party in
                parts[party].flatMap { $0 == .zero ? nil : (party.rawValue, $0.vectorForm) }
              }))
        ),
        ("holds", .array(holds.map(\.vectorForm))), ("needed", .array(needed.map(\.vectorForm))),
      ]))
  }
}

extension Money {
  fileprivate var vectorForm: JSONValue { .integer(ntd) }
}

extension PricedLine {
  fileprivate var vectorForm: JSONValue {
    var members: [(String, JSONValue)] = [
      ("basket_line", .integer(Int64(basketLine))), ("ticket", .string(ticket.text)),
      ("quantity", .integer(Int64(quantity))), ("regular", regular.vectorForm),
      ("statutory", statutory.vectorForm), ("due", due.vectorForm), ("basis", .string(basis.rawValue)),
      (
        "offers",
        .array(
          applied.map {
            .object(JSONObject([("id", .string($0.offer.text)), ("subsidy", $0.subsidy.vectorForm)]))
          })
      ), ("redeemable", redeemable.vectorForm),
    ]
    if let tillCode { members.append(("till_code", .string(tillCode))) }
    return .object(JSONObject(members))
  }
}

extension UsageHold {
  fileprivate var vectorForm: JSONValue {
    .object(
      JSONObject([
        ("offer", .string(key.offer.text)), ("scope", .string(key.scope.rawValue)),
        ("name", .string(key.name)),
        ("period", .string(key.period.rawValue)), ("start", .string(key.start.description)),
        ("uses", .integer(usage.uses)), ("tickets", .integer(usage.tickets)),
        ("amount", .integer(usage.amount)),
      ]))
  }
}

extension Hint {
  fileprivate var vectorForm: JSONValue {
    .object(
      JSONObject([
        ("offer", .string(offer.text)), ("obstacle", .string(obstacle.rawValue)),
        ("ticket", .string(ticket.text)), ("price", price.vectorForm),
      ]))
  }
}
