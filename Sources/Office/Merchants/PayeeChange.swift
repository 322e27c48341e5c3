public import Benefits

/// The number of a change of a payee; unique within the city.
public struct PayeeChangeID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: Int64

  /// Wraps a number.
  public init(_ number: Int64) { self.number = number }

  /// The number in decimal.
  public var description: String { "\(number)" }
  /// Older before newer.
  public static func < (a: PayeeChangeID, b: PayeeChangeID) -> Bool { a.number < b.number }
}

/// Where a change of a payee is in its life. The raw values are kept for ever.
public enum PayeeChangeState: String, CaseIterable, Hashable, Sendable {
  /// Waits for another person.
  case proposed
  /// In force, or was until the next one.
  case approved
  /// Refused by another person.
  case rejected
  /// Another proposal took its place before anybody decided.
  case superseded
}

/// A payee that somebody proposed for a merchant, and what became of it. Kept for ever: whoever was paid is paid by one
/// of them.
public struct PayeeChange: Hashable, Sendable {
  /// Its number.
  public let id: PayeeChangeID
  /// Whose payee it is.
  public let merchant: MerchantID
  /// To whom the money would go.
  public let payee: Payee
  /// Where it is in its life.
  public internal(set) var state: PayeeChangeState
  /// Who proposed it.
  public let author: Actor
  /// When.
  public let proposed: Instant
  /// Who decided; nil as long as nobody did.
  public internal(set) var reviewer: Actor?
  /// When it was decided or superseded.
  public internal(set) var reviewed: Instant?
  /// Why it was rejected.
  public internal(set) var refusal: String?

  /// Makes a record.
  public init(
    id: PayeeChangeID, merchant: MerchantID, payee: Payee, state: PayeeChangeState = .proposed,
    author: Actor, proposed: Instant, reviewer: Actor? = nil, reviewed: Instant? = nil, refusal: String? = nil
  ) {
    self.id = id
    self.merchant = merchant
    self.payee = payee
    self.state = state
    self.author = author
    self.proposed = proposed
    self.reviewer = reviewer
    self.reviewed = reviewed
    self.refusal = refusal
  }
}

/// Why a command about a merchant or its payee has no effect. The raw values are stable.
public enum MerchantFault: String, Error, CaseIterable, Hashable, Sendable {
  /// There is no such merchant.
  case unknownMerchant = "unknown_merchant"
  /// There is one under this id already.
  case merchantExists = "merchant_exists"
  /// A venue has another merchant.
  case venueTaken = "venue_taken"
  /// More merchants than a city keeps.
  case tooManyMerchants = "too_many_merchants"
  /// There is no such change of a payee.
  case unknownChange = "unknown_change"
  /// It was decided or superseded before.
  case notOpen = "not_open"
  /// Whoever proposed it can't decide it: DOMAIN, changing a payee's account needs maker and checker.
  case samePerson = "same_person"
  /// The payee in force is this one already.
  case unchanged
  /// The reason is missing, too long, or not in one line.
  case reasonInvalid = "reason_invalid"
}
