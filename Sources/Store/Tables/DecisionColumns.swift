import Benefits

/// The lists within a decision as texts of one column each. They are few, short and read only with their row, so a
/// table of their own would cost every check a write and a read more. Fields are parted by `/`, entries by blanks:
/// neither can be in a name (see ``Benefits/Slug``), and a holder's name is base64url.
enum DecisionColumns {
  // MARK: What a check takes of limited offers

  /// `offer/scope/period/first day/uses/tickets/amount/holder`; nil for none.
  static func text(_ holds: [UsageHold]) -> String? {
    list(holds) { hold in
      let (key, usage) = (hold.key, hold.usage)
      return [
        key.offer.text, key.scope.rawValue, key.period.rawValue, "\(key.start.daysSinceEpoch)",
        "\(usage.uses)", "\(usage.tickets)", "\(usage.amount)", key.name,
      ]
    }
  }

  static func holds(_ text: String?) throws(StoreError) -> [UsageHold] {
    try entries(text, fields: 8) { field in
      guard let offer = OfferID(field[0]), let scope = LimitScope(rawValue: field[1]),
        let period = LimitPeriod(rawValue: field[2]), let start = Int(field[3]), let uses = Int64(field[4]),
        let tickets = Int64(field[5]), let amount = Int64(field[6])
      else { return nil }
      return UsageHold(
        key: UsageKey(
          offer: offer, scope: scope, name: field[7], period: period,
          start: CivilDate(daysSinceEpoch: start)),
        usage: Usage(uses: uses, tickets: tickets, amount: amount))
    }
  }

  // MARK: The offers at work on a line

  /// `offer/version/subsidy/merchant/host/home`, the last three in percent; nil for none.
  static func text(_ applied: [AppliedOffer]) -> String? {
    list(applied) { offer in
      [offer.offer.text, "\(offer.version)", "\(offer.subsidy.ntd)"]
        + FundingParty.allCases.map { "\(offer.funding.percent(of: $0))" }
    }
  }

  static func applied(_ text: String?) throws(StoreError) -> [AppliedOffer] {
    try entries(text, fields: 6) { field in
      let percents = field[3...].compactMap { Int($0) }
      let shares = zip(FundingParty.allCases, percents).filter { $0.1 > 0 }
      guard let offer = OfferID(field[0]), let version = Int(field[1]), let subsidy = Int64(field[2]),
        percents.count == FundingParty.allCases.count,
        let funding = Funding(Dictionary(uniqueKeysWithValues: shares))
      else { return nil }
      return AppliedOffer(offer: offer, version: version, subsidy: Money(subsidy), funding: funding)
    }
  }

  // MARK: What would have been needed

  /// `offer/version/obstacle/ticket/price`; nil for none.
  static func text(_ needed: [Hint]) -> String? {
    list(needed) { hint in
      [
        hint.offer.text, "\(hint.version)", hint.obstacle.rawValue, hint.ticket.text, "\(hint.price.ntd)",
      ]
    }
  }

  static func needed(_ text: String?) throws(StoreError) -> [Hint] {
    try entries(text, fields: 5) { field in
      guard let offer = OfferID(field[0]), let version = Int(field[1]),
        let obstacle = Reason(rawValue: field[2]), let ticket = TicketTypeID(field[3]),
        let price = Int64(field[4])
      else { return nil }
      return Hint(
        offer: offer, version: version, obstacle: obstacle, ticket: ticket, price: Money(price))
    }
  }

  private static func list<Entry>(_ entries: [Entry], _ fields: (Entry) -> [String]) -> String? {
    entries.isEmpty ? nil : entries.map { fields($0).joined(separator: "/") }.joined(separator: " ")
  }

  private static func entries<Entry>(
    _ text: String?, fields count: Int, _ make: ([String]) -> Entry?
  ) throws(StoreError) -> [Entry] {
    var entries: [Entry] = []
    for entry in (text ?? "").split(separator: " ") {
      let fields = entry.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == count, let made = make(fields) else {
        throw StoreError(.damaged, "an entry of a decision's list")
      }
      entries.append(made)
    }
    return entries
  }
}
