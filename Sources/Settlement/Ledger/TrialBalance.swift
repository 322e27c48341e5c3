public import Benefits

/// What was booked on both sides of an account.
public struct Turnover: Hashable, Sendable, AdditiveArithmetic {
  /// On the left.
  public var debit: Money
  /// On the right.
  public var credit: Money

  /// Makes a turnover.
  public init(debit: Money = .zero, credit: Money = .zero) {
    self.debit = debit
    self.credit = credit
  }

  /// Nothing.
  public static let zero = Turnover()
  /// Debits less credits.
  public var difference: Money { debit - credit }
  /// What `account` holds by it, on the side on which it grows.
  public func balance(of account: LedgerAccount) -> Money {
    account.code.chart.kind.grows == .debit ? difference : .zero - difference
  }

  /// The sums.
  public static func + (a: Turnover, b: Turnover) -> Turnover {
    Turnover(debit: a.debit + b.debit, credit: a.credit + b.credit)
  }
  /// The differences.
  public static func - (a: Turnover, b: Turnover) -> Turnover {
    Turnover(debit: a.debit - b.debit, credit: a.credit - b.credit)
  }
}

/// All accounts at one time. Their differences sum to zero, always.
public struct TrialBalance: Hashable, Sendable {
  /// The accounts on which anything was ever booked.
  public private(set) var accounts: [LedgerAccount: Turnover] = [:]

  /// Without an account.
  public init() {}

  /// What was booked on an account.
  public subscript(account: LedgerAccount) -> Turnover { accounts[account] ?? .zero }

  /// Adds a posting.
  public mutating func add(_ posting: Posting) {
    for line in posting.lines {
      add(Turnover(debit: line.amount(on: .debit), credit: line.amount(on: .credit)), to: line.account)
    }
  }

  /// Adds to one account.
  public mutating func add(_ turnover: Turnover, to account: LedgerAccount) {
    accounts[account, default: .zero] += turnover
  }

  /// The sums of both sides over all accounts.
  public var sum: Turnover { accounts.values.reduce(.zero, +) }
  /// Whether the books balance.
  public var isBalanced: Bool { sum.difference == .zero }
  /// The accounts with their turnover, in the order of the chart.
  public var rows: [(account: LedgerAccount, turnover: Turnover)] {
    accounts.sorted { $0.key < $1.key }.map { (account: $0.key, turnover: $0.value) }
  }
  /// Whether nothing is owed to or by anybody: what the books say at the end of a month that is done.
  public var owesNothing: Bool {
    accounts.allSatisfy { account, turnover in
      account.code == .bank || account.code.chart.kind == .expense || turnover.difference == .zero
    }
  }
}
