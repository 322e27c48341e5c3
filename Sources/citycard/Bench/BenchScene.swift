import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import Store
import Web
import Wire

/// Which checks a benchmark makes.
enum BenchKind: String, Sendable {
  /// Cards of the other city: a question, an answer, two signatures for each batch.
  case verify
  /// Own cards: nobody is asked.
  case counter
}

/// Two cities set up for a benchmark, and the questions that will be asked in one of them.
struct BenchScene {
  let host: RehearsedCity
  let other: RehearsedCity
  /// The city that answers for the cards.
  let home: RehearsedCity
  let questions: CheckQuestions
  /// The members whose cards are shown.
  let members: [[UInt8]]
  /// What the rules decide for each of them.
  let decision: Decision
  /// The facts that are asked about each card, and what they are.
  let asks: [BenefitClass]
  let facts: CardFacts
  /// What the cities agreed.
  let agreement: Agreement

  /// Terminals of the host city. More than one, for what one may have under way is limited
  /// (`limits.probes_per_terminal`), and that limit stays on.
  static let terminals = 16
  /// Cards that are shown in turn.
  static let cards = 64
  static let members = 2_000

  /// Sets both cities up in `folder`.
  static func make(_ kind: BenchKind, plan: RehearsalPlan) async throws -> BenchScene {
    var plan = plan
    let place: (city: String, venue: String, ticket: String) =
      switch kind {
      case .verify: ("taitung", "museum-of-prehistory", "adult")
      case .counter: ("taipei", "lin-yutang-house", "adult")
      }
    plan.members = members
    plan.logLevel = "warning"
    plan.desks = [place.city: RehearsalPlan.desks(terminals, of: place.venue)]
    let cities = try await plan.cities()
    guard let host = cities.first(where: { $0.id.text == place.city }),
      let other = cities.first(where: { $0.id != host.id }),
      let taipei = cities.first(where: { $0.id.text == "taipei" }),
      let venue = VenueID(place.venue), let ticket = TicketTypeID(place.ticket)
    else { throw RehearsalFailure(message: "找不到 \(place) / not found") }
    let agreement = try AgreementFile.read(
      [UInt8](Data(contentsOf: URL(fileURLWithPath: plan.agreementFile))))
    // In both benchmarks the cards are Taipei's.
    let choice = Choice(
      home: taipei, host: host, ticket: ticket, foreign: kind == .verify, agreement: agreement)
    return try await choice.scene(other: other, venue: venue, partners: plan.root + "/Partners")
  }
}

/// Finds cards to which the rules give what they give to the first demonstration card, so that every answer can
/// be judged exactly.
private struct Choice {
  let home: RehearsedCity
  let host: RehearsedCity
  let ticket: TicketTypeID
  let foreign: Bool
  let agreement: Agreement

  func scene(other: RehearsedCity, venue: VenueID, partners: String) async throws -> BenchScene {
    guard let venue = try PartnerRegistry.load(partners).venue(venue, of: host.id),
      let basket = Basket([BasketLine(ticket: ticket, quantity: 1, seen: nil)])
    else { throw RehearsalFailure(message: "找不到場館 / no such venue: \(venue)") }
    let asks = classesToAsk(venue: venue, basket: basket, home: home.id)
      .filter { !foreign || agreement.scope.contains($0) }
    let found = try await cards(venue, basket, asks)
    guard let first = found.first, found.count == BenchScene.cards else {
      throw RehearsalFailure(message: "可用的卡片不足 / too few cards: \(found.count)")
    }
    let expected = ExpectedAnswer(
      verdict: first.decision.verdict, reason: first.decision.reason, due: first.decision.due,
      evidence: foreign)
    return BenchScene(
      host: host, other: other, home: home,
      questions: CheckQuestions(
        home: foreign ? home.id : nil, venue: venue.id, ticket: ticket, cards: found.map(\.card),
        expected: expected),
      members: found.map(\.member), decision: first.decision, asks: asks, facts: first.facts,
      agreement: agreement)
  }

  private typealias Found = (card: CardIdentifier, member: [UInt8], facts: CardFacts, decision: Decision)

  private func cards(
    _ venue: Venue, _ basket: Basket, _ asks: [BenefitClass]
  ) async throws -> [Found] {
    let configuration = try await NodeConfiguration.load(path: home.configurationFile, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    defer { try? store.close() }
    let now = NodePorts.system.now()
    let calendar = try CityCalendar.load(configuration.partners)
    var found: [Found] = []
    for card in try home.cards() {
      guard found.count < BenchScene.cards else { break }
      guard let entry = try await store.card(keys.digest(of: card))?.entry, entry.state == .active,
        !found.contains(where: { $0.member == entry.member })
      else { continue }
      let known = entry.facts(asks, on: calendar.civil.date(now))
      let facts = CardFacts.answered(
        home: home.id, card: entry.state, granted: Set(known.granted), unknown: Set(known.unknown))
      let decision = try decide(venue: venue, basket: basket, facts: facts, at: now, calendar: calendar)
      guard decision.verdict == .granted, found.first.map({ $0.decision == decision }) ?? true else {
        continue
      }
      found.append((card, entry.member, facts, decision))
    }
    return found
  }
}

extension BenchScene {
  /// An HTTP server that does a check's JSON alone, with the answer that the node would give.
  func echo(partners: String) throws -> CounterEcho {
    let registry = try PartnerRegistry.load(partners)
    let now = NodePorts.system.now()
    return CounterEcho(
      answer: CheckRecord(
        id: NodePorts.system.newID(), fingerprint: Fingerprint([]), terminal: TerminalID(1),
        venue: questions.venue, home: home.id, subject: nil, decision: decision, at: now,
        expires: now + VerificationLimits.answerLife, rules: [],
        evidence: questions.expected.evidence
          ? AnswerReference(issuer: "", response: NodePorts.system.newID(), disclosure: "") : nil,
        state: .open), city: host.id, registry: registry)
  }
}
