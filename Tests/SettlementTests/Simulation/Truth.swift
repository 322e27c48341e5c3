import Benefits
import Federation
import Settlement

/// What is so, whoever knows it: the offers that venues gave, and what home cities answered.
struct Truth {
  /// What became of the question about a card.
  enum Answer {
    /// The home city's log has it.
    case logged(KnownAnswer)
    /// The log lost it; the host city has the signed response.
    case shown(KnownAnswer)
    /// The card was never verified.
    case never
  }

  var answers: [UUIDv7: Answer] = [:]
  var offers: [CityID: [Offer]] = [:]

  func logged(_ check: UUIDv7) -> AnswerFact {
    if case .logged(let answer)? = answers[check] { .known(answer) } else { .unknown }
  }

  func shown(_ check: UUIDv7) -> AnswerFact {
    switch answers[check] {
    case .logged(let answer)?, .shown(let answer)?: .known(answer)
    case .never?, nil: .unproven
    }
  }

  func registry(of claim: Claim, at host: CityID) -> RegistryFact? {
    RegistryFact(offer: offers[host]?.first { $0.id == claim.offer }, wasInForce: true)
  }

  /// Envelopes are the messages' own tests' matter.
  static let envelope = ClaimsEnvelope(
    issuer: EntityID("https://host.example")!, audience: EntityID("https://home.example")!,
    id: UUIDv7(at: Instant(seconds: 0), randomness: (0, 0)), issued: Instant(seconds: 0),
    expires: Instant(seconds: 60))
}
