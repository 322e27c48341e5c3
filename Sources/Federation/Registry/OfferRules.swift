public import Benefits

/// What a new document of a venue is held against.
public struct PublishedPast: Sendable {
  /// The venue as it is in force; nil if it is not.
  public let venue: Venue?
  /// Of offers that the new document has: the highest version under which each was ever published.
  public let records: [OfferID: OfferRecord]

  /// Makes a past.
  public init(venue: Venue?, records: [OfferID: OfferRecord]) {
    self.venue = venue
    self.records = records
  }

  /// Where the new document contradicts the past, by offer id. A published offer changes under a higher version alone,
  /// and an id that was used never comes back under a version that was.
  public func findings(in next: Venue) -> [OfferFinding] {
    next.offers.sorted { $0.id < $1.id }.compactMap { offer in
      guard let record = records[offer.id], let rule = rule(offer, record, at: next.id) else { return nil }
      return OfferFinding(offer: offer.id, version: offer.version, rule: rule, record: record)
    }
  }

  private func rule(_ offer: Offer, _ record: OfferRecord, at id: VenueID) -> OfferFinding.Rule? {
    if record.venue != id { return .ofOtherVenue }
    guard let known = venue?.offers.first(where: { $0.id == offer.id }) else {
      return offer.version > record.version ? nil : .idUsed
    }
    if offer.version < record.version { return .versionLower }
    return offer.version > record.version || offer == known ? nil : .changedWithoutVersion
  }

  /// What is odd about the new document's new offers on `today`, by offer id and rule.
  public func warnings(in next: Venue, on today: CivilDate) -> [OfferWarning] {
    next.offers.sorted { $0.id < $1.id }.flatMap { offer -> [OfferWarning] in
      let known = venue?.offers.first { $0.id == offer.id }
      if offer == known { return [] }
      var warnings: [OfferWarning] = []
      if let until = offer.availability.until, until < today {
        warnings.append(OfferWarning(offer: offer.id, rule: .validityOver))
      }
      guard known == nil else { return warnings }
      if let model = venue?.offers.first(where: { offer.keepsDates(of: $0) }) {
        warnings.append(OfferWarning(offer: offer.id, rule: .datesCopied, model: model.id))
      }
      if offer.availability.until == nil { warnings.append(OfferWarning(offer: offer.id, rule: .noEnd)) }
      return warnings
    }
  }
}

extension Offer {
  /// Whether this looks like a copy of `other` whose days nobody looked at.
  fileprivate func keepsDates(of other: Offer) -> Bool {
    let (mine, others) = (availability, other.availability)
    guard mine.from != nil || mine.until != nil else { return false }
    return mine.from == others.from && mine.until == others.until
      && audience.classes == other.audience.classes && benefit.isKind(of: other.benefit)
  }
}

extension Benefit {
  fileprivate func isKind(of other: Benefit) -> Bool {
    switch (self, other) {
    case (.percentOff, .percentOff), (.amountOff, .amountOff), (.flatPrice, .flatPrice), (.free, .free),
      (.buyGet, .buyGet), (.redeemable, .redeemable):
      true
    default: false
    }
  }
}
