public import Benefits
public import Office

extension CityStore {
  /// The venues of a merchant, by id: all that one of its people may see.
  public func venues(of merchant: MerchantID) async throws -> [VenueID] {
    try await all(SQLQuery(Self.venuesOfMerchant, [.text(merchant.text)])) { row in
      try row.parsed(0) { VenueID($0) }
    }
  }

  private static let venuesOfMerchant = SQLText(
    "SELECT venue FROM merchant_venue WHERE merchant = $1 ORDER BY venue")
}
