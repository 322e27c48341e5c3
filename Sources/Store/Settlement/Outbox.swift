public import Benefits

/// A message that waits to be sent to a partner: written in the transaction that decided it, sent again until the
/// partner has taken it in or refused it for good, and the same to the partner however often it comes.
public struct OutboxMessage: Hashable, Sendable {
  /// The message's id; the same each time that it is sent.
  public let id: UUIDv7
  /// To whom.
  public let city: CityID
  /// Its kind, by its exact `typ`.
  public let typ: String
  /// What it says, in the bytes of its codec; the envelope is signed anew each time.
  public let content: [UInt8]
  /// When it was written.
  public let created: Instant

  /// Makes a message.
  public init(id: UUIDv7, to city: CityID, typ: String, content: [UInt8], created: Instant) {
    self.id = id
    self.city = city
    self.typ = typ
    self.content = content
    self.created = created
  }
}

/// A message with how its sending goes.
public struct KeptOutboxMessage: Hashable, Sendable {
  /// The message.
  public let message: OutboxMessage
  /// How often it was sent in vain.
  public let attempts: Int64
  /// When it is sent next.
  public let next: Instant
  /// When it was taken in, or refused for good; nil while it waits.
  public let ended: Instant?
  /// The partner's last refusal, by its code; of a message that ended, the reason.
  public let refusal: String?
  /// Where or how, in English.
  public let detail: String?
}

/// What became of an attempt to send.
public enum OutboxOutcome: Hashable, Sendable {
  /// The partner has taken it in.
  case taken
  /// The partner refused it for good; people look at it.
  case refused(String, detail: String?)
  /// Nothing is decided: unreachable, or refused for now; it is sent again.
  case again(at: Instant, refusal: String?, detail: String?)
}

/// Messages between cities, to and from rows.
enum OutboxTable {
  private static let columns =
    "SELECT id, city, typ, content, created, attempts, next, ended, refusal, detail FROM outbox"
  // By the place in which they were written, not by id: ids of one millisecond have no order among each other.
  static let waiting = SQLText("\(columns) WHERE city = $1 AND ended IS NULL ORDER BY place LIMIT $2")
  static let refused = SQLText(
    "\(columns) WHERE city = $1 AND ended IS NOT NULL AND refusal IS NOT NULL ORDER BY place DESC LIMIT $2")
  static let insert = SQLText(
    """
    INSERT INTO outbox (id, city, typ, content, created, attempts, next) VALUES ($1, $2, $3, $4, $5, 0, $5)
    ON CONFLICT (id) DO NOTHING
    """)
  static let end = SQLText(
    "UPDATE outbox SET ended = $2, refusal = $3, detail = $4 WHERE id = $1 AND ended IS NULL")
  static let again = SQLText(
    """
    UPDATE outbox SET attempts = attempts + 1, next = $2, refusal = $3, detail = $4
    WHERE id = $1 AND ended IS NULL
    """)
  static let taken = SQLText("SELECT hash FROM inbox WHERE city = $1 AND id = $2")
  static let take = SQLText("INSERT INTO inbox (city, id, hash, at) VALUES ($1, $2, $3, $4)")

  static func write(_ message: OutboxMessage) -> SQLQuery {
    SQLQuery(
      insert,
      [
        .id(message.id), .text(message.city.text), .text(message.typ), .blob(message.content),
        .instant(message.created),
      ])
  }

  static func message(_ row: SQLRow) throws -> KeptOutboxMessage {
    KeptOutboxMessage(
      message: OutboxMessage(
        id: try row.id(0), to: try row.parsed(1) { CityID($0) }, typ: try row.text(2),
        content: try row.blob(3), created: try row.instant(4)),
      attempts: try row.integer(5), next: try row.instant(6), ended: try row.optional(7, SQLRow.instant),
      refusal: try row.optional(8, SQLRow.text), detail: try row.optional(9, SQLRow.text))
  }
}

extension CityStore {
  /// The messages that wait for a partner, in the order in which they were written. They are sent in that order: a
  /// later one may rest on an earlier one.
  public func waitingMessages(for city: CityID, limit: Int) async throws -> [KeptOutboxMessage] {
    try await all(
      SQLQuery(OutboxTable.waiting, [.text(city.text), .integer(Int64(limit))]), OutboxTable.message)
  }

  /// The newest messages that a partner refused for good, newest first.
  public func refusedMessages(of city: CityID, limit: Int) async throws -> [KeptOutboxMessage] {
    try await all(
      SQLQuery(OutboxTable.refused, [.text(city.text), .integer(Int64(limit))]), OutboxTable.message)
  }

  /// Notes what became of an attempt. Of a message that has ended nothing changes.
  public func note(_ outcome: OutboxOutcome, of id: UUIDv7, at now: Instant) async throws {
    let query =
      switch outcome {
      case .taken: SQLQuery(OutboxTable.end, [.id(id), .instant(now), .null, .null])
      case .refused(let code, let detail):
        SQLQuery(OutboxTable.end, [.id(id), .instant(now), .text(code), .optional(detail)])
      case .again(let next, let refusal, let detail):
        SQLQuery(OutboxTable.again, [.id(id), .instant(next), .optional(refusal), .optional(detail)])
      }
    try await engine.write { session in _ = try session.run([query]) }
  }
}
