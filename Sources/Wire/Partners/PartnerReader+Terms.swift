import Benefits
import StrictJSON

// How an offer gets on with others, how often it holds, who bears it, and what holds without a connection.
extension PartnerReader {
  mutating func stacking(_ place: JSONElement?) -> Stacking? {
    guard let place else { return nil }
    if case .object = place.value {
      guard let members = findings.object(place, required: ["on_top_of"]) else { return nil }
      let below = findings.set(members["on_top_of"]) { $0.slug($1, as: OfferID.self) }
      return below.flatMap { $0.isEmpty ? nil : .onTopOf($0) }
    }
    guard case .string(let word) = place.value else {
      let wanted = ("\"best_of\"、\"exclusive\" 或 { \"on_top_of\": [ ] }")
      findings.report(
        .wrongType(wanted: (wanted, "\"best_of\", \"exclusive\" or { \"on_top_of\": [ ] }")),
        at: place.pointer)
      return nil
    }
    switch word {
    case "best_of": return .bestOf
    case "exclusive": return .exclusive
    default:
      findings.report(
        .valueUnknown(word, allowed: ["best_of", "exclusive", "{ \"on_top_of\": [ ] }"]), at: place.pointer)
      return nil
    }
  }

  mutating func limits(_ place: JSONElement?) -> [Limit]? {
    guard let places = findings.list(place, limit: PartnerLimits.limits) else { return nil }
    var limits: [Limit] = []
    for place in places {
      guard let limit = limit(place) else { continue }
      if limits.contains(where: { $0.counts(as: limit) }) {
        findings.report(.limitDuplicate, at: place.pointer)
      }
      limits.append(limit)
    }
    return limits
  }

  private mutating func limit(_ place: JSONElement) -> Limit? {
    let members = findings.object(place, required: ["scope", "period", "measure", "most"])
    guard let members else { return nil }
    let scope = findings.choice(members["scope"], of: LimitScope.allCases)
    let period = findings.choice(members["period"], of: LimitPeriod.allCases)
    let measure = findings.choice(members["measure"], of: LimitMeasure.allCases)
    let most = findings.integer(members["most"], in: PartnerLimits.usages)
    guard let scope, let period, let measure, let most else { return nil }
    return Limit(scope, period, measure, most: most)
  }

  mutating func funding(_ place: JSONElement?) -> Funding? {
    guard let place else { return nil }
    guard case .object = place.value else {
      return findings.choice(place, of: FundingParty.allCases).flatMap { Funding([$0: 100]) }
    }
    let members = findings.object(
      place, required: [], optional: FundingParty.allCases.map(\.rawValue))
    guard let members else { return nil }
    var shares: [FundingParty: Int] = [:]
    for party in FundingParty.allCases {
      guard let member = members[party.rawValue] else { continue }
      guard let share = findings.integer(member, in: PartnerLimits.percents, or: .percentOutOfRange) else {
        return nil
      }
      shares[party] = Int(share)
    }
    if let funding = Funding(shares) { return funding }
    findings.report(.fundingNotWhole(shares.values.reduce(0, +)), at: place.pointer)
    return nil
  }

  mutating func offline(_ members: [String: JSONElement]) -> OfflinePolicy? {
    let rule = offlineRule(members["offline"])
    let hours = findings.integer(members["offline_staleness_hours"], in: PartnerLimits.stalenessHours)
    switch rule {
    case nil where members["offline"] != nil: return nil
    case nil, .deny:
      if let place = members["offline_staleness_hours"] {
        findings.report(
          .withoutEffect("offline_staleness_hours", needs: "offline: \"allow\""), at: place.pointer)
      }
      return .deny
    case .allow?, .allowUpTo?:
      // Without a bound on its age, what the counter knows of a card would never be too old or always.
      if members["offline_staleness_hours"] == nil, let place = members["offline"] {
        findings.report(.missingMember("offline_staleness_hours"), at: place.pointer)
      }
      return hours.flatMap { hours in rule.map { OfflinePolicy($0, staleness: .hours(hours)) } }
    }
  }

  private mutating func offlineRule(_ place: JSONElement?) -> OfflinePolicy.Rule? {
    guard let place else { return nil }
    if case .object = place.value {
      let members = findings.object(place, required: ["allow_up_to"])
      return members.flatMap { amount($0["allow_up_to"]) }.map { .allowUpTo($0) }
    }
    guard let word = findings.string(place) else { return nil }
    switch word {
    case "allow": return .allow
    case "deny": return .deny
    default:
      findings.report(
        .valueUnknown(word, allowed: ["deny", "allow", "{ \"allow_up_to\": 100 }"]), at: place.pointer)
      return nil
    }
  }
}

extension Limit {
  /// Whether both limit the same count.
  fileprivate func counts(as other: Limit) -> Bool {
    (scope, period, measure) == (other.scope, other.period, other.measure)
  }
}
