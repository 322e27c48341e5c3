/// Which of a venue's offers hold for a cardholder and a basket on a day, and why none does.
///
/// The offers pass through one sieve after the other; the sieve that nothing passes names the reason. Their
/// order is ``Reason``'s.
struct OfferFunnel {
  /// The offers that hold, in order of priority (highest first), then of id.
  let held: [Offer]
  /// Why the visitor pays the regular price, if nothing turns out to lower it.
  let reason: Reason

  /// Sifts `offers` for the holder of an active card of `home`.
  init(
    _ offers: [Offer], home: CityID, granted: Set<BenefitClass>, unknown: Set<BenefitClass>,
    tickets: [TicketType], on date: CivilDate
  ) {
    guard !offers.isEmpty else {
      self.init(emptyBecause: .venueHasNoOffer)
      return
    }
    let weekday = date.weekday
    let sieves: [(Reason, (Offer) -> Bool)] = [
      (.cityNotCovered, { $0.covers(home: home) }),
      (.ticketNotCovered, { offer in tickets.contains { offer.covers(ticket: $0.id) } }),
      (.outsideValidity, { $0.isValid(on: date) }),
      (.weekdayNotCovered, { $0.weekdays.contains(weekday) }),
    ]
    var left = offers
    for (reason, passes) in sieves {
      left = left.filter(passes)
      guard !left.isEmpty else {
        self.init(emptyBecause: reason)
        return
      }
    }
    let held = left.filter { !$0.classes.isDisjoint(with: granted) }
    guard !held.isEmpty else {
      let open = left.contains { !$0.classes.isDisjoint(with: unknown) }
      self.init(emptyBecause: open ? .classUnknown : .classNotHeld)
      return
    }
    self.init(
      held: held.sorted { a, b in a.priority != b.priority ? a.priority > b.priority : a.id < b.id },
      reason: .offerNotCheaper)
  }

  private init(held: [Offer], reason: Reason) {
    self.held = held
    self.reason = reason
  }

  /// No offer holds.
  private init(emptyBecause reason: Reason) { self.init(held: [], reason: reason) }
}

extension Offer {
  /// Whether `date` lies within the validity, whose first and last days both count.
  fileprivate func isValid(on date: CivilDate) -> Bool {
    (validFrom.map { $0 <= date } ?? true) && (validUntil.map { date <= $0 } ?? true)
  }
}

extension CardState {
  /// Why a card in this state carries no offer; nil for an active one.
  var refusal: Reason? {
    switch self {
    case .active: nil
    case .unrecognised: .cardUnrecognised
    case .lost: .cardLost
    case .suspended: .cardSuspended
    case .expired: .cardExpired
    }
  }
}
