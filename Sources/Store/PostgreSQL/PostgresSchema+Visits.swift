// Version 5: visits looked at, by merchants and as statistics.
extension PostgresSchema {
  static let visits = sales + statistics

  // A merchant's visits and refusals by time. The first costs every redemption one write more; refusals alone are in the
  // second, and what was taken back in the third.
  private static let sales = [
    "CREATE INDEX redemption_venue_at ON redemption (venue, at, id)",
    """
    CREATE INDEX redemption_venue_voided ON redemption (venue, voided_at, id) WHERE voided_at IS NOT NULL
    """,
    """
    CREATE INDEX counter_check_refused ON counter_check (venue, at, id) WHERE verdict <> 'granted'
    """,
  ]

  // What was counted of closed months, small counts too; and who had come before the next one was counted.
  private static let statistics = [
    """
    CREATE TABLE visit_month (
      month BIGINT NOT NULL PRIMARY KEY,
      closed BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE visit_count (
      month BIGINT NOT NULL,
      attribute TEXT NOT NULL,
      venue TEXT NOT NULL,
      value TEXT NOT NULL,
      visits BIGINT NOT NULL,
      PRIMARY KEY (month, attribute, venue, value)
    )
    """,
    """
    CREATE TABLE visitor (
      home TEXT NOT NULL,
      subject TEXT NOT NULL,
      month BIGINT NOT NULL,
      PRIMARY KEY (home, subject)
    )
    """,
  ]
}
