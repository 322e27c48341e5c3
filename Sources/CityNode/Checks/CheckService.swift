public import Benefits
public import Federation
import Metrics
public import Store
import Wire

/// What a terminal asks.
public struct CheckRequest: Sendable {
  /// Chosen by the terminal.
  public let id: UUIDv7
  /// Where.
  public let venue: VenueID
  /// The card that was shown.
  public let card: CardIdentifier
  /// What is bought.
  public let basket: Basket
  /// The card's city, if the clerk or the holder named it.
  public let home: CityID?

  /// Makes a request.
  public init(id: UUIDv7, venue: VenueID, card: CardIdentifier, basket: Basket, home: CityID?) {
    self.id = id
    self.venue = venue
    self.card = card
    self.basket = basket
    self.home = home
  }
}

/// The counter's service: check, redeem, void.
public final class CheckService: Sendable {
  private let city: CityID
  private let me: EntityID
  private let registry: RegistryHolder
  private let directory: CardDirectory
  private let links: [CityID: PeerLink]
  private let store: CityStore
  private let keys: NodeKeys
  private let calendar: CityCalendar
  private let ports: NodePorts
  private let limiter: TerminalProbeLimiter
  private let underWay = ChecksUnderWay()
  private let decisions = KeptMetrics<Outcome, Counter> { outcome in
    Counter(
      label: "citycard_checks_total",
      dimensions: [("verdict", outcome.verdict.rawValue), ("reason", outcome.reason.rawValue)])
  }

  /// What checks are counted by.
  private struct Outcome: Hashable {
    let verdict: Verdict
    let reason: Reason
  }

  init(
    city: CityID, me: EntityID, registry: RegistryHolder, directory: CardDirectory,
    links: [CityID: PeerLink], store: CityStore, keys: NodeKeys, calendar: CityCalendar, ports: NodePorts,
    limits: NodeLimits
  ) {
    self.city = city
    self.me = me
    self.registry = registry
    self.directory = directory
    self.links = links
    self.store = store
    self.keys = keys
    self.calendar = calendar
    self.ports = ports
    limiter = TerminalProbeLimiter(limit: limits.terminalProbes, window: limits.probes.window)
  }

  // MARK: Check

  /// Decides a basket for a card, and keeps the decision whatever it is.
  public func check(_ request: CheckRequest, by terminal: Terminal) async throws -> CheckRecord {
    let fingerprint = fingerprint(of: request, by: terminal)
    return try await underWay.share(request.id, fingerprint) {
      try await decide(request, fingerprint, by: terminal)
    }
  }

  private func decide(
    _ request: CheckRequest, _ fingerprint: Fingerprint, by terminal: Terminal
  ) async throws -> CheckRecord {
    // A retry gets its first decision, whatever the registry says by now, and must not ask the home city
    // again. The commit queue decides it exactly; this spares the asking.
    if let known = try await store.check(request.id) {
      guard known.fingerprint == fingerprint else { throw Problem(.idConflict) }
      return known
    }
    let registry = registry.current
    let venue = try venue(of: request, by: terminal, in: registry)
    let finding = try await find(request, at: venue, by: terminal)
    let command = RecordCheck(
      id: request.id, fingerprint: fingerprint, terminal: terminal.id, venue: venue, basket: request.basket,
      salesPoint: terminal.salesPoint, facts: finding.facts,
      identity: identity(of: request.card, finding), subject: finding.subject, answerHolds: finding.holds,
      rules: registry.digest(of: city), evidence: finding.evidence?.reference)
    let outcome = try await store.submit(CommitCheck(command, response: finding.evidence?.response))
    let check = try outcome.mapError(Problem.init).get()
    decisions[Outcome(verdict: check.decision.verdict, reason: check.decision.reason)].increment()
    return check
  }

  private func venue(
    of request: CheckRequest, by terminal: Terminal, in registry: PartnerRegistry
  ) throws -> Venue {
    guard let venue = registry.venue(request.venue, of: city) else {
      throw Problem(.unknownVenue, pointer: "/venue")
    }
    guard terminal.venue == venue.id else { throw Problem(.venueOfOtherTerminal, pointer: "/venue") }
    try venue.check(request.basket, on: calendar.civil.date(ports.now()))
    if let home = request.home, home != city, links[home] == nil {
      let known = ([city] + links.keys.sorted()).map(\.text).joined(separator: ", ")
      throw Problem(
        .unknownCity, detail: BilingualText(zh: "可選：\(known)。", en: "Known: \(known)."),
        pointer: "/home_city")
    }
    return venue
  }

  private func fingerprint(of request: CheckRequest, by terminal: Terminal) -> Fingerprint {
    let lines = request.basket.lines.map { line in
      "\(line.ticket)*\(line.quantity)*\(line.seen?.rawValue ?? "")*\(line.event?.text ?? "")"
        + "*\(line.slot?.description ?? "")*\(line.price.map { String($0.ntd) } ?? "")"
    }
    return keys.fingerprint(
      ["check", "\(terminal.id.number)", request.venue.text, request.card.text, request.home?.text ?? ""]
        + lines)
  }

  /// The names under which limits count this holder: digests with this city's own key, so that neither a number nor
  /// a pseudonym of another city is among the counters.
  private func identity(of card: CardIdentifier, _ finding: Finding) -> HolderIdentity {
    let home: CityID? =
      switch finding.facts {
      case .answered(let home, .active, _, _), .offline(let home, .active, _, _, _): home
      default: nil
      }
    guard let home else { return .unknown }
    let member = finding.subject.map { keys.fingerprint(["limit-member", home.text, $0]) }
    return HolderIdentity(
      card: Base64URL.text(keys.fingerprint(["limit-card", home.text, card.text]).bytes),
      member: member.map { Base64URL.text($0.bytes) })
  }

  /// What was found out about a card.
  private struct Finding {
    var facts: CardFacts
    var subject: String?
    var holds: Instant?
    var evidence: PeerAnswer?
  }

  /// A city that was named comes first, then the own directory; no city is asked on the off-chance, for that
  /// would tell it who was where.
  private func find(
    _ request: CheckRequest, at venue: Venue, by terminal: Terminal
  ) async throws -> Finding {
    if let home = request.home, let link = links[home] {
      return try await ask(link, request, at: venue, by: terminal)
    }
    guard await limiter.admits(terminal.id, at: ports.now()) else { throw Problem(.terminalLimited) }
    var outcome = TerminalProbeLimiter.Outcome.recognised
    defer { limiter.answered(terminal.id, outcome, at: ports.now()) }
    guard let entry = try await directory.find(request.card) else {
      guard request.home == city || links.isEmpty else {
        outcome = .ofAnotherCity
        return Finding(facts: .cityNotNamed)
      }
      outcome = .unrecognised
      return Finding(facts: .answered(home: city, card: .unrecognised, granted: [], unknown: []))
    }
    let now = ports.now()
    let asks = classesToAsk(venue: venue, basket: request.basket, home: city)
    let facts = entry.facts(asks, on: calendar.civil.date(now))
    return Finding(
      facts: .answered(
        home: city, card: entry.state, granted: Set(facts.granted), unknown: Set(facts.unknown)),
      subject: keys.subject(of: entry.member, for: me))
  }

  private func ask(
    _ link: PeerLink, _ request: CheckRequest, at venue: Venue, by terminal: Terminal
  ) async throws -> Finding {
    guard await limiter.admits(terminal.id, at: ports.now()) else { throw Problem(.terminalLimited) }
    let home = link.party.city
    // A class outside the agreement's scope would have the whole check refused as over-asking.
    let asks = classesToAsk(venue: venue, basket: request.basket, home: home).filter(link.scope.contains)
    let outcome = await link.ask(
      CheckQuestion(
        id: request.id, card: request.card, venue: venue.id, asks: asks,
        at: Instant(seconds: ports.now().seconds)))
    var probe = TerminalProbeLimiter.Outcome.recognised
    defer { limiter.answered(terminal.id, probe, at: ports.now()) }
    switch outcome {
    case .failure(let failure):
      return Finding(facts: .unanswered(home: home, why: failure.why))
    case .success(let answer):
      var finding = Finding(facts: .unanswered(home: home, why: .refused), evidence: answer)
      switch answer.content {
      case .fault(.limited): finding.facts = .unanswered(home: home, why: .limited)
      case .fault: break
      case .unrecognised:
        probe = .unrecognised
        finding.facts = .answered(home: home, card: .unrecognised, granted: [], unknown: [])
      case .known(let card):
        finding.facts = .answered(
          home: home, card: card.state, granted: Set(card.grants), unknown: Set(card.unknown))
        finding.subject = card.subject
        finding.holds = card.until
      }
      return finding
    }
  }

  // MARK: Redeem and void

  /// Redeems a granted check, once.
  public func redeem(id: UUIDv7, check: UUIDv7, by terminal: Terminal) async throws -> Redemption {
    let fingerprint = keys.fingerprint(["redeem", "\(terminal.id.number)", check.description])
    let outcome = try await store.submit(
      RedeemCheck(
        id: id, fingerprint: fingerprint, check: check, terminal: terminal.id, venue: terminal.venue))
    Self.count("redeem", outcome)
    return try outcome.mapError(Problem.init).get()
  }

  /// Takes a redemption back.
  public func void(id: UUIDv7, reason: String?, by terminal: Terminal) async throws -> Redemption {
    let outcome = try await store.submit(
      VoidRedemption(id: id, terminal: terminal.id, venue: terminal.venue, reason: reason))
    Self.count("void", outcome)
    return try outcome.mapError(Problem.init).get()
  }

  // MARK: Read

  /// A check of the terminal's venue.
  public func check(_ id: UUIDv7, for terminal: Terminal) async throws -> CheckRecord {
    guard let check = try await store.check(id), check.venue == terminal.venue else {
      throw Problem(.unknownCheck)
    }
    return check
  }

  /// A redemption of the terminal's venue.
  public func redemption(_ id: UUIDv7, for terminal: Terminal) async throws -> Redemption {
    guard let redemption = try await store.redemption(id), redemption.venue == terminal.venue else {
      throw Problem(.unknownRedemption)
    }
    return redemption
  }

  private static func count<Value>(_ action: String, _ outcome: Result<Value, CounterFault>) {
    let result: String
    switch outcome {
    case .success: result = "done"
    case .failure(let fault): result = fault.rawValue
    }
    Counter(
      label: "citycard_redemptions_total", dimensions: [("action", action), ("result", result)]
    ).increment()
  }
}
