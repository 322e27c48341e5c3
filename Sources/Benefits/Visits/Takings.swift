/// What a venue's visits of a period come to: for balancing the drawer, and for what the cities will pay.
///
/// The drawer takes in what was sold in the period and gives out what was taken back in it, whenever that had been sold;
/// so the days of a month add up to the month. What the cities pay counts visits that stand.
public struct Takings: Hashable, Sendable {
  /// A count of visits, and what was paid for them.
  public struct Amount: Hashable, Sendable {
    /// Visits; of a till code, those of which something was rung up under it.
    public var visits = 0
    /// Tickets, or goods.
    public var tickets = 0
    /// What was paid.
    public var money = Money.zero

    /// Nothing.
    public init() {}
  }

  /// What came into the drawer, and what went out again.
  public struct Drawer: Hashable, Sendable {
    /// Sold in the period.
    public var sold = Amount()
    /// Taken back in the period.
    public var takenBack = Amount()

    /// Nothing.
    public init() {}

    /// What should be in it.
    public var money: Money { sold.money - takenBack.money }
    /// The tickets that are out.
    public var tickets: Int { sold.tickets - takenBack.tickets }
  }

  /// What the visits of a month are worth that stand.
  public struct Worth: Hashable, Sendable {
    /// How many.
    public var visits = 0
    /// At regular prices.
    public var regular = Money.zero
    /// What visitors paid.
    public var paid = Money.zero
    /// What offers took off beyond the law.
    public var subsidy = Money.zero
    /// What the merchant bears of that.
    public var merchant = Money.zero
    /// What the host city bears.
    public var host = Money.zero
    /// What each home city bears; an offer of which nobody knows the home is put under nil.
    public var homes: [CityID?: Money] = [:]

    /// Nothing.
    public init() {}

    /// What visitors saved.
    public var discount: Money { regular - paid }
    /// What the host city owes the merchant.
    public var owed: Money { homes.values.reduce(host, +) }
  }

  /// All of it.
  public private(set) var drawer = Drawer()
  /// By what was pressed on the venue's till; nil where nothing was to be pressed.
  public private(set) var tills: [String?: Drawer] = [:]
  /// By terminal; a visit that is taken back counts where that was done.
  public private(set) var terminals: [TerminalID: Drawer] = [:]
  /// By civil month of the visit, as it will be settled.
  public private(set) var months: [CivilMonth: Worth] = [:]

  /// Nothing yet.
  public init() {}

  /// Counts in a visit that was sold in the period, taken back since or not.
  public mutating func addSold(_ visit: SoldVisit, civil: CivilCalendar = .taipei) {
    add(visit, \.sold, at: visit.redemption.terminal)
    guard visit.redemption.voiding == nil else { return }
    let decision = visit.check.decision
    let month = CivilMonth(of: civil.date(visit.redemption.at))
    var worth = months[month] ?? Worth()
    worth.visits += 1
    worth.regular += decision.regular
    worth.paid += decision.due
    worth.subsidy += decision.subsidy
    let shares = decision.funding
    worth.merchant += shares[.merchant] ?? .zero
    worth.host += shares[.host] ?? .zero
    if let home = shares[.home], home > .zero { worth.homes[visit.check.home, default: .zero] += home }
    months[month] = worth
  }

  /// Counts in a visit that was taken back in the period, whenever it was sold.
  public mutating func addTakenBack(_ visit: SoldVisit) {
    guard let voiding = visit.redemption.voiding else { return }
    add(visit, \.takenBack, at: voiding.terminal)
  }

  private mutating func add(
    _ visit: SoldVisit, _ side: WritableKeyPath<Drawer, Amount>, at terminal: TerminalID
  ) {
    let due = visit.check.decision.due
    drawer[keyPath: side].add(visits: 1, tickets: visit.tickets, due)
    terminals[terminal, default: Drawer()][keyPath: side].add(visits: 1, tickets: visit.tickets, due)
    let lines = Dictionary(grouping: visit.check.decision.lines, by: \.tillCode)
    for (till, lines) in lines {
      tills[till, default: Drawer()][keyPath: side].add(
        visits: 1, tickets: lines.reduce(0) { $0 + $1.quantity },
        lines.reduce(.zero) { $0 + $1.due * $1.quantity })
    }
  }
}

extension Takings.Amount {
  fileprivate mutating func add(visits: Int, tickets: Int, _ money: Money) {
    self.visits += visits
    self.tickets += tickets
    self.money += money
  }
}
