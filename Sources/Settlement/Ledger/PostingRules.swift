public import Benefits
public import Office

/// What each event books, in one city's books. Both cities apply the same rules to the same event, each from its own
/// side, so that the books mirror each other. Nil where an event moves nothing.
///
/// A debt between cities is always on the account of whoever owes it: a statement that took back more than it claimed
/// is a debt of its host city.
public enum PostingRules {
  /// A statement was agreed; the host city's books.
  ///
  /// The home city owes its share; the own share is spent; both together are owed to the merchants.
  /// - Parameter owed: What each creditor is owed by the statement's lines; it sums to host's and home city's shares, or
  ///   the posting is refused as unbalanced.
  public static func statement(
    _ totals: StatementTotals, asHostOwing owed: [Creditor: Money]
  ) throws(PostingFault) -> Posting? {
    let home = totals.pair.home
    var draft = PostingDraft()
    draft.owe(totals.net, by: home)
    draft.add(.debit, .receivableUnfunded(from: home), totals.unfunded)
    draft.add(.debit, .hostShare, totals.shares.host)
    for (creditor, amount) in owed.sorted(by: { $0.key < $1.key }) {
      draft.add(.credit, creditor.account, amount)
    }
    return try draft.posting()
  }

  /// A statement was agreed; the home city's books.
  public static func statementAsHome(_ totals: StatementTotals) throws(PostingFault) -> Posting? {
    let host = totals.pair.host
    var draft = PostingDraft()
    draft.add(.debit, .homeShare, totals.shares.home)
    draft.owe(.zero - totals.net, by: host)
    draft.add(.credit, .payableUnfunded(to: host), totals.unfunded)
    return try draft.posting()
  }

  /// The two directions between the city and `partner` became one obligation of the difference.
  /// - Parameter claimed: What the partner owed the city by the statement that the city made as host.
  /// - Parameter owed: What the city owed the partner by the other one.
  public static func net(
    with partner: CityID, claimed: Money, owed: Money
  ) throws(PostingFault) -> Posting? {
    var debts = DebtChange()
    debts.drop(claimed, by: partner)
    debts.drop(.zero - owed, by: partner)
    debts.owe(claimed - owed, by: partner)
    return try debts.posting()
  }

  /// A round was completed: what its statements made is replaced by what the sheet's payments make.
  public static func sheet(_ sheet: Sheet, of city: CityID) throws(PostingFault) -> Posting? {
    var debts = DebtChange()
    for statement in sheet.statements where statement.net != .zero {
      if statement.pair.host == city { debts.drop(statement.net, by: statement.pair.home) }
      if statement.pair.home == city { debts.drop(.zero - statement.net, by: statement.pair.host) }
    }
    for payment in sheet.payments {
      if payment.to == city { debts.owe(payment.amount, by: payment.from) }
      if payment.from == city { debts.owe(.zero - payment.amount, by: payment.to) }
    }
    return try debts.posting()
  }

  /// The city paid another.
  public static func paid(_ amount: Money, to host: CityID) throws(PostingFault) -> Posting {
    try move(amount, debit: .payable(to: host), credit: .bank)
  }

  /// Another city's payment came.
  public static func received(_ amount: Money, from home: CityID) throws(PostingFault) -> Posting {
    try move(amount, debit: .bank, credit: .receivable(from: home))
  }

  /// A merchant was paid.
  public static func paidOut(_ amount: Money, to merchant: MerchantID) throws(PostingFault) -> Posting {
    try move(amount, debit: .merchant(merchant), credit: .bank)
  }

  /// The home city's budget has money for what was unfunded; the host city's books.
  public static func funded(_ amount: Money, by home: CityID) throws(PostingFault) -> Posting {
    try move(amount, debit: .receivable(from: home), credit: .receivableUnfunded(from: home))
  }

  /// The own budget has money for what was unfunded; the home city's books.
  public static func funded(_ amount: Money, for host: CityID) throws(PostingFault) -> Posting {
    try move(amount, debit: .payableUnfunded(to: host), credit: .payable(to: host))
  }

  /// A venue without a merchant got one, to whom what waited is owed from now on.
  public static func assigned(
    _ amount: Money, of venue: VenueID, to merchant: MerchantID
  ) throws(PostingFault) -> Posting {
    try move(amount, debit: .unassigned(venue), credit: .merchant(merchant))
  }

  private static func move(
    _ amount: Money, debit: LedgerAccount, credit: LedgerAccount
  ) throws(PostingFault) -> Posting {
    try Posting([PostingLine(.debit, debit, amount), PostingLine(.credit, credit, amount)])
  }
}

extension PostingDraft {
  /// Books a debt of `partner` to the city; less than nothing is the city's own to the partner.
  mutating func owe(_ amount: Money, by partner: CityID) {
    add(.debit, .debt(amount, of: partner), amount)
  }
}

extension LedgerAccount {
  /// Where a debt of `partner` stands; less than nothing is the city's own.
  fileprivate static func debt(_ amount: Money, of partner: CityID) -> LedgerAccount {
    amount > .zero ? .receivable(from: partner) : .payable(to: partner)
  }
}

/// Debts that are replaced by others, each account booked once.
private struct DebtChange {
  /// Debits less credits.
  private var accounts: [LedgerAccount: Money] = [:]

  /// Books a debt, as ``PostingDraft/owe(_:by:)`` does.
  mutating func owe(_ amount: Money, by partner: CityID) {
    accounts[.debt(amount, of: partner), default: .zero] += amount
  }

  /// Takes a debt away that was booked so.
  mutating func drop(_ amount: Money, by partner: CityID) {
    accounts[.debt(amount, of: partner), default: .zero] -= amount
  }

  func posting() throws(PostingFault) -> Posting? {
    var draft = PostingDraft()
    for (account, amount) in accounts.sorted(by: { $0.key < $1.key }) { draft.add(.debit, account, amount) }
    return try draft.posting()
  }
}
