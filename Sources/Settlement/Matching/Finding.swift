/// What the home city says of a line. In a receipt the latest finding about a line wins.
public enum Finding: Hashable, Sendable {
  /// It agrees with the home city's own records, to the dollar. Payable.
  case matched
  /// Not judged yet: the home city has no record of the answer and asks for the signed response. No exception; after
  /// the agreement's working days it counts as matched.
  case awaiting
  /// It does not agree. Not payable until this is settled; never in the way of other lines.
  case exception(ExceptionReason)
  /// Final: not payable. The host city withdrew it, or a dispute or its deadline decided so.
  case rejected
}

/// Why a line does not agree (DOMAIN, "Settlement" 4). The order of the cases is the order of precedence: of several
/// that hold, the first is given.
public enum ExceptionReason: String, CaseIterable, Hashable, Sendable {
  /// It can't be judged: another city's claim, an agreement or a registry that the home city does not know, a line that
  /// refers to none.
  case unverifiable
  /// The home city has no record of an answer to this check, and the evidence does not show one.
  case missingHere = "missing_here"
  /// Another line, not voided, rests on the same answer; or the original was voided already.
  case duplicate
  /// The home city's answer did not confirm what the offer asks for, or the card was not active.
  case statusDiffers = "status_differs"
  /// The offer, or this version of it, was not what the host city's signed registry had in force then.
  case offerVersionDiffers = "offer_version_differs"
  /// Prices or shares are not what the offer and the agreement make of them.
  case amountDiffers = "amount_differs"
  /// Over a cap of the agreement, for the line or the period.
  case overCap = "over_cap"
  /// Recorded later than the agreement accepts.
  case late
  /// The cardholder says that it was not he, or another person of the home city raised it.
  case contested
  /// The host city has sent a line that the home city has not answered at cut-off. Seen by the host city alone.
  case missingThere = "missing_there"
}

extension Finding {
  /// The word in a receipt and in the books.
  public var code: String {
    switch self {
    case .matched: "matched"
    case .awaiting: "awaiting"
    case .exception(let reason): reason.rawValue
    case .rejected: "rejected"
    }
  }

  /// Reads a word back.
  public init?(code: String) {
    switch code {
    case "matched": self = .matched
    case "awaiting": self = .awaiting
    case "rejected": self = .rejected
    default:
      guard let reason = ExceptionReason(rawValue: code) else { return nil }
      self = .exception(reason)
    }
  }
}
