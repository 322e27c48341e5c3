public import Benefits
public import Office

/// Merchants and their venues. Each change is a transaction of the office, with its entry in the audit log.
extension CityStore {
  /// The most merchants of a city.
  public static let merchantLimit = 2_000

  /// All merchants, by id.
  public func merchants() async throws -> [Merchant] {
    let results = try await reads.read([SQLQuery(MerchantTables.all), SQLQuery(MerchantTables.venues)])
    return try MerchantTables.merchants(results[0], venues: results[1])
  }

  /// The merchant called `id`.
  public func merchant(_ id: MerchantID) async throws -> Merchant? {
    let results = try await reads.read([
      SQLQuery(MerchantTables.byID, [.text(id.text)]), SQLQuery(MerchantTables.venuesOf, [.text(id.text)]),
    ])
    return try MerchantTables.merchants(results[0], venues: results[1]).first
  }

  /// Adds a merchant.
  ///
  /// - Throws: ``MerchantFault``, ``StoreError``.
  public func addMerchant(_ merchant: Merchant, by actor: Actor, at now: Instant) async throws {
    try await changeOffice { ledger in
      guard try ledger.rows(MerchantTables.byID, [.text(merchant.id.text)]).isEmpty else {
        throw MerchantFault.merchantExists
      }
      guard try ledger.rows(MerchantTables.count)[0].integer(0) < Self.merchantLimit else {
        throw MerchantFault.tooManyMerchants
      }
      _ = try ledger.rows(MerchantTables.insert, MerchantTables.fields(merchant) + [.instant(now)])
      try Self.give(merchant, ledger)
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .merchantAdded, subject: "merchant:\(merchant.id)",
          after: merchant.auditText))
    }
  }

  /// Changes a merchant's names, venues and contact; false if it is so already.
  ///
  /// - Throws: ``MerchantFault``, ``StoreError``.
  @discardableResult
  public func changeMerchant(_ merchant: Merchant, by actor: Actor, at now: Instant) async throws -> Bool {
    try await changeOffice { ledger in
      let id: [SQLValue] = [.text(merchant.id.text)]
      let rows = try ledger.rows(MerchantTables.byID, id)
      let venues = try ledger.rows(MerchantTables.venuesOf, id)
      guard let before = try MerchantTables.merchants(rows, venues: venues).first else {
        throw MerchantFault.unknownMerchant
      }
      guard merchant != before else { return false }
      _ = try ledger.rows(MerchantTables.update, MerchantTables.fields(merchant))
      _ = try ledger.rows(MerchantTables.giveUpVenues, id)
      try Self.give(merchant, ledger)
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .merchantChanged, subject: "merchant:\(merchant.id)",
          before: before.auditText, after: merchant.auditText))
      return true
    }
  }

  /// Gives a merchant its venues; one that another has is refused.
  private static func give(_ merchant: Merchant, _ ledger: OfficeLedger) throws {
    for venue in merchant.venues.sorted() {
      guard try ledger.rows(MerchantTables.ownerOf, [.text(venue.text)]).isEmpty else {
        throw MerchantFault.venueTaken
      }
      _ = try ledger.rows(MerchantTables.giveVenue, [.text(venue.text), .text(merchant.id.text)])
    }
  }
}
