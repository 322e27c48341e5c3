public import Benefits

/// Decides over the payee of one merchant. A value: it is made of what the books hold, and what it changed is written
/// back in the same transaction.
public struct PayeeDesk: Sendable {
  /// The longest reason for a rejection, in characters.
  public static let reasonLimit = 200

  /// The merchant.
  public let merchant: MerchantID
  /// The payee in force; nil before the first.
  public private(set) var inForce: PayeeChange?
  /// What waits for another person; at most one.
  public private(set) var open: PayeeChange?
  /// What was changed or added, in order.
  public private(set) var changed: [PayeeChange] = []
  /// What was done, to be kept beside it.
  public private(set) var entries: [AuditEntry] = []

  /// Takes what the books hold.
  public init(merchant: MerchantID, inForce: PayeeChange?, open: PayeeChange?) {
    self.merchant = merchant
    self.inForce = inForce
    self.open = open
  }

  /// Proposes a payee under the number `id`; what waited before is superseded by it.
  public mutating func propose(
    _ payee: Payee, as id: PayeeChangeID, by author: Actor, at now: Instant
  ) throws(MerchantFault) {
    guard payee != inForce?.payee else { throw .unchanged }
    if var old = open {
      (old.state, old.reviewed) = (.superseded, now)
      changed.append(old)
    }
    let change = PayeeChange(id: id, merchant: merchant, payee: payee, author: author, proposed: now)
    open = change
    changed.append(change)
    tell(.payeeProposed, of: change, by: author, at: now)
  }

  /// Puts what waits in force.
  public mutating func approve(_ id: PayeeChangeID, by reviewer: Actor, at now: Instant) throws(MerchantFault)
  {
    let change = try decided(id, .approved, by: reviewer, at: now)
    tell(.payeeApproved, of: change, by: reviewer, at: now)
    inForce = change
  }

  /// Refuses what waits, and says why.
  public mutating func reject(
    _ id: PayeeChangeID, because reason: String, by reviewer: Actor, at now: Instant
  ) throws(MerchantFault) {
    guard OneLine.holds(reason, limit: Self.reasonLimit) else { throw .reasonInvalid }
    var change = try decided(id, .rejected, by: reviewer, at: now)
    change.refusal = reason
    changed[changed.count - 1] = change
    tell(.payeeRejected, of: change, by: reviewer, at: now)
  }

  private mutating func decided(
    _ id: PayeeChangeID, _ state: PayeeChangeState, by reviewer: Actor, at now: Instant
  ) throws(MerchantFault) -> PayeeChange {
    guard var change = open, change.id == id else { throw .notOpen }
    guard change.author.name != reviewer.name else { throw .samePerson }
    (change.state, change.reviewer, change.reviewed) = (state, reviewer, now)
    open = nil
    changed.append(change)
    return change
  }

  private mutating func tell(
    _ action: AuditAction, of change: PayeeChange, by actor: Actor, at now: Instant
  ) {
    let after = [change.payee.maskedText, change.refusal].compactMap(\.self).joined(separator: "\n")
    entries.append(
      AuditEntry(
        at: now, actor: actor, action: action, subject: "merchant:\(merchant)",
        before: inForce?.payee.maskedText, after: after))
  }
}

extension Payee {
  /// In one line for the audit log and for lists: the account is masked.
  public var maskedText: String { "\(taxID) \(bank)-\(branch) \(maskedAccount) \(holder)" }
}
