import Benefits
import Settlement
import Store

/// The claims of a visit, one for each offer that was at work, as they are before their shares are decided.
enum VisitClaims {
  /// A claim, and how its offer says that the subsidy is borne.
  struct Draft: Hashable {
    var claim: Claim
    let funding: Funding
  }

  /// What a redeemed check comes to.
  ///
  /// Where offers stack, each one takes off what is left by those before it: its `statutory` is what would have been paid
  /// without it, so that the claims of a visit add up to what the visitor was spared.
  static func drafts(
    of notice: ClaimNotice, document: [UInt8], agreement: AgreementReference
  ) -> [Draft] {
    struct Sum {
      var tickets = 0
      var regular = Money.zero
      var statutory = Money.zero
      var paid = Money.zero
      let funding: Funding
    }
    struct Key: Hashable {
      let offer: OfferID
      let version: Int
    }
    var sums: [Key: Sum] = [:]
    var order: [Key] = []
    for line in notice.check.decision.lines {
      var left = line.statutory
      for applied in line.applied {
        let key = Key(offer: applied.offer, version: applied.version)
        if sums[key] == nil {
          sums[key] = Sum(funding: applied.funding)
          order.append(key)
        }
        sums[key]?.tickets += line.quantity
        sums[key]?.regular += line.regular * line.quantity
        sums[key]?.statutory += left * line.quantity
        left = left - applied.subsidy
        sums[key]?.paid += left * line.quantity
      }
    }
    let evidence = notice.check.evidence.map { ClaimEvidence.answer(response: $0.response) } ?? .offline
    return order.compactMap { key in
      sums[key].map { sum in
        Draft(
          claim: Claim(
            redemption: notice.redemption.id, check: notice.check.id, offer: key.offer, version: key.version,
            document: document, venue: notice.check.venue, agreement: agreement,
            service: notice.redemption.at,
            tickets: sum.tickets, regular: sum.regular, statutory: sum.statutory, paid: sum.paid,
            shares: .zero, evidence: evidence),
          funding: sum.funding)
      }
    }
  }
}
