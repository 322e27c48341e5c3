public import Benefits

/// What two cities agreed about money: the part of an agreement's version by which claims are judged, windows closed and
/// obligations made. DOMAIN's "Settlement" and `Federation/SETTLEMENT.md` say what each means.
public struct SettlementTerms: Hashable, Sendable {
  /// Who bears an offer's subsidy where the offer does not say. Its home percent is also the most that any offer may
  /// put on the home city: what an offer asks beyond that falls to the host city.
  public var funding: Funding
  /// What bounds a party's shares; a party without an entry is not bounded.
  public var bounds: [FundingParty: FundingBounds]
  /// What becomes of a share that its party's bounds leave no room for.
  public var onExhaustion: ExhaustionPolicy
  /// The month in which a fiscal year begins, 1...12; Taiwan's (預算法 §12) is the calendar year.
  public var fiscalYearStart: Int
  /// How statements become obligations.
  public var mode: SettlementMode
  /// Which city completes or aborts the rounds of `multilateral_net`; nil in the other modes.
  public var coordinator: CityID?
  /// Who bears a line that was given offline and that the home city can't confirm.
  public var offlineRisk: RiskBearer
  /// To whom a line falls that is still escalated when its time is over.
  public var disputeDefault: RiskBearer
  /// The days that each step may take.
  public var days: SettlementDays

  /// Makes terms; what is not named is as the first agreement had it: counted, valued zero, settled gross.
  public init(
    funding: Funding = .merchant, bounds: [FundingParty: FundingBounds] = [:],
    onExhaustion: ExhaustionPolicy = .merchantAbsorbs, fiscalYearStart: Int = 1,
    mode: SettlementMode = .gross, coordinator: CityID? = nil, offlineRisk: RiskBearer = .host,
    disputeDefault: RiskBearer = .host,
    days: SettlementDays = SettlementDays()
  ) {
    self.funding = funding
    self.bounds = bounds
    self.onExhaustion = onExhaustion
    self.fiscalYearStart = fiscalYearStart
    self.mode = mode
    self.coordinator = coordinator
    self.offlineRisk = offlineRisk
    self.disputeDefault = disputeDefault
    self.days = days
  }
}

/// What bounds a party's shares under one version of an agreement, in whole NT$.
public struct FundingBounds: Hashable, Sendable {
  /// The most of one line.
  public var perLine: Money?
  /// The most of a civil month.
  public var perMonth: Money?
  /// The most of a fiscal year.
  public var budget: Money?

  /// Makes bounds; nil bounds nothing.
  public init(perLine: Money? = nil, perMonth: Money? = nil, budget: Money? = nil) {
    self.perLine = perLine
    self.perMonth = perMonth
    self.budget = budget
  }
}

/// What becomes of a share for which there is no money left.
public enum ExhaustionPolicy: String, CaseIterable, Hashable, Sendable {
  /// The counter stops giving the offer; what still crosses is the host city's.
  case stop
  /// It goes to the merchant's share.
  case merchantAbsorbs = "merchant_absorbs"
  /// It stays with its party, approved and unfunded, until an amendment brings more money.
  case pendingBudget = "pending_budget"
}

/// How statements become obligations. Taiwan's agencies may have to remit gross: netting is the agreement's choice.
public enum SettlementMode: String, CaseIterable, Hashable, Sendable {
  /// Each statement is paid.
  case gross
  /// The statements of both directions of a month are paid by their difference.
  case bilateralNet = "bilateral_net"
  /// Many cities' positions of a month are paid by one sheet.
  case multilateralNet = "multilateral_net"
}

/// Which city bears what nobody can prove.
public enum RiskBearer: String, CaseIterable, Hashable, Sendable {
  case host, home
}

/// How long each step may take. All but the last two are working days of the holiday calendar.
public struct SettlementDays: Hashable, Sendable {
  /// For the home city to answer a line after its window closed.
  public var answer = 5
  /// For the host city to draft a statement.
  public var statement = 3
  /// For both cities to sign it.
  public var signature = 10
  /// For each turn of a dispute.
  public var dispute = 5
  /// For what was escalated.
  public var escalation = 20
  /// For the home city to pay.
  public var payment = 20
  /// After service, in civil days: for the host city to append a line.
  public var late = 30
  /// After a claim, in civil days: for the host city to void it.
  public var void = 90

  /// The days of the first agreement.
  public init() {}
}
