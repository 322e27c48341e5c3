public import Benefits
public import Office

/// One account of the books: a row of the chart and, where the row says so, with whom.
public struct LedgerAccount: Hashable, Comparable, Sendable {
  /// The row.
  public let code: AccountCode
  /// With whom, as text; empty for an account without parts.
  public let party: String

  private init(_ code: AccountCode, _ party: String = "") {
    self.code = code
    self.party = party
  }

  /// The settlement account at the bank.
  public static let bank = LedgerAccount(.bank)
  /// What the city bore as host.
  public static let hostShare = LedgerAccount(.hostShare)
  /// What the city bore as home city.
  public static let homeShare = LedgerAccount(.homeShare)
  /// What `home` owes now.
  public static func receivable(from home: CityID) -> LedgerAccount { LedgerAccount(.receivable, home.text) }
  /// What `home` owes once it has the money.
  public static func receivableUnfunded(from home: CityID) -> LedgerAccount {
    LedgerAccount(.receivableUnfunded, home.text)
  }
  /// What `host` is owed now.
  public static func payable(to host: CityID) -> LedgerAccount { LedgerAccount(.payable, host.text) }
  /// What `host` is owed once there is money.
  public static func payableUnfunded(to host: CityID) -> LedgerAccount {
    LedgerAccount(.payableUnfunded, host.text)
  }
  /// What a merchant is owed.
  public static func merchant(_ id: MerchantID) -> LedgerAccount { LedgerAccount(.merchants, id.text) }
  /// What is owed for a venue without a merchant.
  public static func unassigned(_ venue: VenueID) -> LedgerAccount { LedgerAccount(.unassigned, venue.text) }

  /// Reads an account as it is stored; nil for a number that the chart lacks, or a party that its row does not take.
  public init?(code: Int, party: String) {
    guard let code = AccountCode(rawValue: code) else { return nil }
    let fits =
      switch code.chart.subledger {
      case .none: party.isEmpty
      case .city: CityID(party) != nil
      case .merchant: MerchantID(party) != nil
      case .venue: VenueID(party) != nil
      }
    guard fits else { return nil }
    self.init(code, party)
  }

  /// By number, then by party.
  public static func < (a: LedgerAccount, b: LedgerAccount) -> Bool {
    (a.code, a.party) < (b.code, b.party)
  }
}

extension LedgerAccount: CustomStringConvertible {
  /// `1200:taipei`.
  public var description: String { party.isEmpty ? "\(code.rawValue)" : "\(code.rawValue):\(party)" }
}
