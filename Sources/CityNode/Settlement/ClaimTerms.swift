import Benefits
import Federation
import Settlement

/// What was agreed about money with each partner, and when. A claim names the version in force at its service time, and
/// is judged by that one for ever.
struct ClaimTerms: Sendable {
  private let agreements: [CityID: Agreement]

  /// Takes the agreements of `own`.
  init(_ agreements: [Agreement], own: CityID) {
    self.agreements = Dictionary(
      agreements.compactMap { agreement in agreement.partner(of: own).map { ($0.city, agreement) } }
    ) { first, _ in first }
  }

  /// The version in force with a partner at an instant; nil if there was none.
  func inForce(with partner: CityID, at service: Instant) -> (
    version: AgreementReference, terms: SettlementTerms
  )? {
    agreements[partner].map { (AgreementReference(id: $0.id, version: 1), $0.settlement) }
  }

  /// The terms of a version, if it is the one that was in force with a partner at an instant.
  func terms(_ version: AgreementReference, with partner: CityID, at service: Instant) -> SettlementTerms? {
    inForce(with: partner, at: service).flatMap { $0.version == version ? $0.terms : nil }
  }
}
