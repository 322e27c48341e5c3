import Benefits
import Federation

/// What the home city remembers of its answers: replay records, probe counts, the disclosure log.
enum AnswerTables {
  static let selectAnswered = SQLText(
    "SELECT hash, response, remembered FROM answered_request WHERE issuer = $1 AND request = $2")
  static let insertAnswered = SQLText(
    """
    INSERT INTO answered_request (issuer, request, hash, response, remembered)
    VALUES ($1, $2, $3, $4, $5)
    """)
  static let forgetAnswered = SQLText(
    """
    DELETE FROM answered_request WHERE (issuer, request) IN
      (SELECT issuer, request FROM answered_request WHERE remembered < $1 ORDER BY remembered LIMIT $2)
    """)
  static let selectProbes = SQLText(probes)
  static let lockProbes = SQLText(probes, locks: true)
  private static let probes =
    "SELECT unrecognised FROM probe_count WHERE host = $1 AND venue = $2 AND window_start = $3"
  /// A row that is not there can't be locked, so a count begins with one.
  static let beginProbes = SQLText(
    """
    INSERT INTO probe_count (host, venue, window_start, unrecognised) VALUES ($1, $2, $3, 0)
    ON CONFLICT (host, venue, window_start) DO NOTHING
    """)
  static let addProbes = SQLText(
    """
    INSERT INTO probe_count (host, venue, window_start, unrecognised) VALUES ($1, $2, $3, $4)
    ON CONFLICT (host, venue, window_start)
    DO UPDATE SET unrecognised = probe_count.unrecognised + excluded.unrecognised
    """)
  static let forgetProbes = SQLText("DELETE FROM probe_count WHERE window_start < $1")
  static let insertDisclosure = SQLText(
    """
    INSERT INTO disclosure (member, host, venue, check_id, at, asked, granted)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  static let selectDisclosures = SQLText(
    """
    SELECT host, venue, check_id, at, asked, granted FROM disclosure
    WHERE member = $1 ORDER BY id DESC LIMIT $2
    """)

  static func readAnswered(_ key: ReplayKey) -> SQLQuery {
    SQLQuery(selectAnswered, [.text(key.issuer.text), .id(key.request)])
  }

  static func answered(_ row: SQLRow, _ key: ReplayKey) throws -> AnsweredRequest {
    AnsweredRequest(
      key: key, hash: try row.blob(0), response: try row.blob(1), remembered: try row.instant(2))
  }

  static func readProbes(_ key: ProbeKey) -> SQLQuery { SQLQuery(selectProbes, columns(key)) }

  /// The queries that begin a count where there is none, and read it for a command that may add to it.
  static func lockProbes(_ key: ProbeKey) -> [SQLQuery] {
    [SQLQuery(beginProbes, columns(key)), SQLQuery(lockProbes, columns(key))]
  }

  static func write(_ effect: AnswerDesk.Effect) -> SQLQuery {
    switch effect {
    case .insertAnswered(let record):
      SQLQuery(
        insertAnswered,
        [
          .text(record.key.issuer.text), .id(record.key.request), .blob(record.hash),
          .blob(record.response), .instant(record.remembered),
        ])
    case .addProbes(let key, let count):
      SQLQuery(addProbes, columns(key) + [.integer(Int64(count))])
    case .insertDisclosure(let line):
      SQLQuery(
        insertDisclosure,
        [
          .blob(line.member), .text(line.host.text), .text(line.venue.text), .id(line.check),
          .instant(line.at), .text(list(line.asked)), .text(list(line.granted)),
        ])
    }
  }

  static func disclosure(_ row: SQLRow, of member: [UInt8]) throws -> DisclosureRecord {
    DisclosureRecord(
      member: member, host: try row.parsed(0) { EntityID($0) }, venue: try row.parsed(1) { VenueID($0) },
      check: try row.id(2), at: try row.instant(3), asked: try classes(row.text(4)),
      granted: try classes(row.text(5)))
  }

  private static func columns(_ key: ProbeKey) -> [SQLValue] {
    // A host's ceiling is the row of the venue called "", which no venue can be.
    [.text(key.host.text), .text(key.venue?.text ?? ""), .integer(key.window)]
  }

  private static func list(_ classes: [BenefitClass]) -> String {
    classes.map(\.description).joined(separator: " ")
  }

  private static func classes(_ text: String) throws -> [BenefitClass] {
    try text.split(separator: " ").map { word in
      guard let value = BenefitClass(word) else { throw StoreError(.damaged, "class") }
      return value
    }
  }
}
