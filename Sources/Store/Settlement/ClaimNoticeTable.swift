public import Benefits

/// What is due to become a claim line. The notice is written in the transaction of the redemption, or of its voiding, by
/// one statement that finds out by itself whether the visit is anybody's to pay for: of a card that a partner answered
/// for, with an offer at work.
enum ClaimNoticeTable {
  static let insertRedeemed = SQLText(
    """
    INSERT INTO claim_due (home, redemption, void, at) SELECT c.home, $2, 0, $3 FROM counter_check c
    WHERE c.id = $1 AND \(isClaimed)
    """)
  static let insertVoided = SQLText(
    """
    INSERT INTO claim_due (home, redemption, void, at) SELECT c.home, r.id, 1, $2
    FROM redemption r JOIN counter_check c ON c.id = r.check_id WHERE r.id = $1 AND \(isClaimed)
    """)
  private static let isClaimed = """
    c.issuer IS NOT NULL AND c.home IS NOT NULL AND EXISTS
      (SELECT 1 FROM check_line l WHERE l.check_id = c.id AND (l.applied IS NOT NULL OR l.offer_id IS NOT NULL))
    """
  static let select = SQLText(
    "SELECT id, redemption, void, at FROM claim_due WHERE home = $1 ORDER BY id LIMIT $2")
  static let delete = SQLText("DELETE FROM claim_due WHERE id = $1")
  static let first = SQLText("SELECT at FROM claim_due WHERE home = $1 ORDER BY id LIMIT 1")
  static let count = SQLText("SELECT COUNT(*) FROM claim_due WHERE home = $1")

  static func redeemed(_ redemption: Redemption) -> SQLQuery {
    SQLQuery(insertRedeemed, [.id(redemption.check), .id(redemption.id), .instant(redemption.at)])
  }

  static func voided(_ redemption: UUIDv7, at: Instant) -> SQLQuery {
    SQLQuery(insertVoided, [.id(redemption), .instant(at)])
  }
}

/// A visit, or its voiding, that is due to become claim lines.
public struct ClaimNotice: Hashable, Sendable {
  /// Its place among the notices; lines are made in this order.
  public let number: Int64
  /// The redemption.
  public let redemption: Redemption
  /// The check that was redeemed.
  public let check: CheckRecord
  /// Whether the redemption was voided, not made.
  public let isVoid: Bool
  /// When that happened.
  public let at: Instant
}
