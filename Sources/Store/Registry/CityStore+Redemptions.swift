public import Benefits

extension CityStore {
  /// In how many redemptions, voided ones too, a version of an offer lowered a price.
  ///
  /// It reads through the lines of all checks: asked when somebody is about to change what was published, which is
  /// rare, and no counter waits for it. An index would cost every check a write more.
  public func redemptions(of offer: OfferID, version: Int) async throws -> Int {
    try await first(
      SQLQuery(
        Self.redeemed,
        [.text(offer.text), .integer(Int64(version)), .text("% \(offer)/\(version)/%")])
    ) { Int(try $0.integer(0)) } ?? 0
  }

  /// Where offers are stacked, `applied` names all of them (``DecisionColumns``).
  private static let redeemed = SQLText(
    """
    SELECT COUNT(DISTINCT l.check_id) FROM check_line l JOIN redemption r ON r.check_id = l.check_id
    WHERE (l.offer_id = $1 AND l.offer_version = $2) OR ' ' || l.applied LIKE $3
    """)
}
