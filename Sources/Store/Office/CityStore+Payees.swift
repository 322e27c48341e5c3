public import Benefits
public import Office

/// Who is paid, and who said so.
extension CityStore {
  /// The payees in force, by merchant.
  public func payees() async throws -> [PayeeChange] {
    try await all(SQLQuery(MerchantTables.inForce), MerchantTables.change)
  }

  /// What waits for another person, oldest first.
  public func openPayeeChanges() async throws -> [PayeeChange] {
    try await all(SQLQuery(MerchantTables.open), MerchantTables.change)
  }

  /// The newest changes of a merchant's payee, newest first.
  public func payeeChanges(of merchant: MerchantID, limit: Int) async throws -> [PayeeChange] {
    try await all(
      SQLQuery(MerchantTables.changesOf, [.text(merchant.text), .integer(Int64(limit))]),
      MerchantTables.change)
  }

  /// The payee in force of a merchant; nil before the first.
  public func payee(of merchant: MerchantID) async throws -> PayeeChange? {
    try await first(SQLQuery(MerchantTables.inForceOf, [.text(merchant.text)]), MerchantTables.change)
  }

  /// A change by its number.
  public func payeeChange(_ id: PayeeChangeID) async throws -> PayeeChange? {
    try await first(SQLQuery(MerchantTables.change, [.integer(id.number)]), MerchantTables.change)
  }

  /// Proposes a payee.
  ///
  /// - Throws: ``MerchantFault``, ``StoreError``.
  public func propose(
    _ payee: Payee, for merchant: MerchantID, by author: Actor, at now: Instant
  ) async throws -> PayeeChangeID {
    try await changePayee(of: merchant) { desk, next in
      try desk.propose(payee, as: next, by: author, at: now)
      return next
    }
  }

  /// Puts a proposed payee in force.
  ///
  /// - Throws: ``MerchantFault``, ``StoreError``.
  public func approve(_ id: PayeeChangeID, by reviewer: Actor, at now: Instant) async throws {
    try await changePayee(of: try await merchant(of: id)) { desk, _ in
      try desk.approve(id, by: reviewer, at: now)
    }
  }

  /// Refuses a proposed payee.
  ///
  /// - Throws: ``MerchantFault``, ``StoreError``.
  public func reject(
    _ id: PayeeChangeID, because reason: String, by reviewer: Actor, at now: Instant
  ) async throws {
    try await changePayee(of: try await merchant(of: id)) { desk, _ in
      try desk.reject(id, because: reason, by: reviewer, at: now)
    }
  }

  /// Whose payee a change is of: that never changes, so it may be read before the transaction.
  private func merchant(of id: PayeeChangeID) async throws -> MerchantID {
    guard let change = try await payeeChange(id) else { throw MerchantFault.unknownChange }
    return change.merchant
  }

  /// Runs `body` on a merchant's desk, with the number of the next change, and keeps what it decided.
  private func changePayee<Outcome: Sendable>(
    of merchant: MerchantID,
    _ body: @escaping @Sendable (inout PayeeDesk, PayeeChangeID) throws -> Outcome
  ) async throws -> Outcome {
    try await changeOffice { ledger in
      let id: [SQLValue] = [.text(merchant.text)]
      guard try !ledger.rows(MerchantTables.byID, id).isEmpty else { throw MerchantFault.unknownMerchant }
      var desk = PayeeDesk(
        merchant: merchant,
        inForce: try ledger.rows(MerchantTables.inForceOf, id).first.map(MerchantTables.change),
        open: try ledger.rows(MerchantTables.openOf, id).first.map(MerchantTables.change))
      let last = try ledger.rows(MerchantTables.lastChange)[0].integer(0)
      let outcome = try body(&desk, PayeeChangeID(last + 1))
      _ = try ledger.session.run(desk.changed.map(MerchantTables.write))
      try ledger.record(desk.entries)
      return outcome
    }
  }
}
