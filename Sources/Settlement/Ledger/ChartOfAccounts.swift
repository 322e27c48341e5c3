public import Benefits

/// What an account holds, and with that on which side it grows.
public enum AccountKind: String, CaseIterable, Hashable, Sendable {
  /// What the city has or is owed.
  case asset
  /// What the city owes.
  case liability
  /// What it spent.
  case expense
  /// What it earned.
  case income
  /// What is left of all that.
  case equity

  /// The side on which the account grows.
  public var grows: LedgerSide { self == .asset || self == .expense ? .debit : .credit }
}

/// The two sides of an account.
public enum LedgerSide: String, CaseIterable, Hashable, Sendable {
  /// 借方, on the left.
  case debit
  /// 貸方, on the right.
  case credit

  /// The other side.
  public var other: LedgerSide { self == .debit ? .credit : .debit }
}

/// With whom an account is opened anew for each.
public enum Subledger: String, CaseIterable, Hashable, Sendable {
  /// One account, without parts.
  case none
  /// One for each partner city.
  case city
  /// One for each merchant.
  case merchant
  /// One for each venue that has no merchant in the city's books yet.
  case venue
}

/// A row of the chart of accounts.
public struct ChartRow: Hashable, Sendable {
  /// Its number, under which it is stored. Never given to another account.
  public let code: Int
  /// Its name.
  public let name: BilingualText
  /// What it holds.
  public let kind: AccountKind
  /// What opens a part of it.
  public let subledger: Subledger
}

/// The accounts of a city's settlement books. The table is the data that ``chart`` reads; a city that books them into
/// its own accounts maps them by code.
public enum AccountCode: Int, CaseIterable, Hashable, Comparable, Sendable {
  /// The settlement account at the bank.
  case bank = 1100
  /// Owed by a home city: agreed, and payable now.
  case receivable = 1200
  /// Owed by a home city whose budget has no money for it yet.
  case receivableUnfunded = 1210
  /// Owed to a host city: agreed, and payable now.
  case payable = 2100
  /// Owed to a host city once the own budget has money for it.
  case payableUnfunded = 2110
  /// Owed to a merchant.
  case merchants = 2200
  /// Owed for a venue of which nobody has said yet to whom.
  case unassigned = 2210
  /// Borne for visitors at own venues, as their host.
  case hostShare = 5100
  /// Borne for own cardholders, where they were guests.
  case homeShare = 5200

  /// The row of the chart.
  public var chart: ChartRow {
    switch self {
    case .bank: row("清算專戶存款", "Settlement account at the bank", .asset, .none)
    case .receivable: row("應收發卡市款", "Receivable from home cities", .asset, .city)
    case .receivableUnfunded:
      row("應收發卡市款(待撥預算)", "Receivable from home cities, unfunded", .asset, .city)
    case .payable: row("應付受理市款", "Payable to host cities", .liability, .city)
    case .payableUnfunded:
      row("應付受理市款(待撥預算)", "Payable to host cities, unfunded", .liability, .city)
    case .merchants: row("應付合作店家款", "Payable to merchants", .liability, .merchant)
    case .unassigned: row("應付款(場館尚無店家)", "Payable for venues without a merchant", .liability, .venue)
    case .hostShare: row("優惠補助支出(受理市分攤)", "Benefits borne as host", .expense, .none)
    case .homeShare: row("優惠補助支出(發卡市分攤)", "Benefits borne as home city", .expense, .none)
    }
  }

  private func row(_ zh: String, _ en: String, _ kind: AccountKind, _ subledger: Subledger) -> ChartRow {
    ChartRow(code: rawValue, name: BilingualText(zh: zh, en: en), kind: kind, subledger: subledger)
  }

  /// By number.
  public static func < (a: AccountCode, b: AccountCode) -> Bool { a.rawValue < b.rawValue }
}
