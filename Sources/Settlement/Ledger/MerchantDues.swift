public import Benefits
public import Office

/// What a creditor of the host city is owed by the lines of one window.
public struct Due: Hashable, Sendable {
  /// Claims, less those that were voided.
  public var claims: Int64
  /// Host's and home city's shares, net of voids and corrections.
  public var owed: Money

  /// Makes a due.
  public init(claims: Int64 = 0, owed: Money = .zero) {
    self.claims = claims
    self.owed = owed
  }
}

/// Groups the payable lines of a statement by whom the host city owes for them: a fold that holds a number per
/// creditor, however many lines there are.
public struct DueFold: Sendable {
  private let owners: [VenueID: MerchantID]
  /// So far.
  public private(set) var dues: [Creditor: Due] = [:]
  /// The sum of the shares so far; a statement's must be the same.
  public private(set) var shares = Shares.zero

  /// Begins.
  /// - Parameter owners: The merchant of each venue that has one.
  public init(owners: [VenueID: MerchantID]) { self.owners = owners }

  /// Adds a line.
  /// - Parameter venue: Where the claim was made, also for a void or a correction of it.
  public mutating func add(_ kind: ClaimLine.Kind, at venue: VenueID, _ shares: Shares) {
    add(claims: kind == .claim ? 1 : kind == .void ? -1 : 0, at: venue, shares)
  }

  /// Adds lines of one venue that were summed before.
  public mutating func add(claims: Int64, at venue: VenueID, _ shares: Shares) {
    let creditor = owners[venue].map(Creditor.merchant) ?? .venue(venue)
    dues[creditor, default: Due()].claims += claims
    dues[creditor, default: Due()].owed += shares.owedToMerchant
    self.shares += shares
  }

  /// What each creditor is owed.
  public var owed: [Creditor: Money] { dues.mapValues(\.owed) }
}

/// A due of an agreed statement, and how much of it was paid.
public struct WindowDue: Hashable, Sendable {
  /// Of which home city's cards.
  public let home: CityID
  /// Of which month.
  public let month: CivilMonth
  /// What is owed.
  public let due: Due
  /// How much of that was paid.
  public var paid: Money

  /// Makes one.
  public init(home: CityID, month: CivilMonth, due: Due, paid: Money = .zero) {
    self.home = home
    self.month = month
    self.due = due
    self.paid = paid
  }

  /// What is still to be paid.
  public var payable: Money { due.owed - paid }

  /// Says of each due how much of it was paid, the oldest first: a payment to a merchant names no window, and the bank's
  /// return of one leaves the newest dues open again. A due of less than nothing, where a window took more back than
  /// it brought, is set off against the oldest that are open.
  /// - Parameter paid: What the merchant was paid in all, less what came back.
  public static func allocate(_ paid: Money, to dues: [WindowDue]) -> [WindowDue] {
    // What was taken back is set off wherever it stands, or a late one would leave money that is nobody's.
    var left = dues.reduce(paid) { $0 - min($1.due.owed, .zero) }
    return dues.sorted { ($0.month, $0.home) < ($1.month, $1.home) }.map { due in
      var due = due
      due.paid = min(due.due.owed, max(left, .zero))
      if due.due.owed > .zero { left -= due.paid }
      return due
    }
  }
}
