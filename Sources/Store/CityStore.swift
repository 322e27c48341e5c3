public import Benefits
public import Federation

/// A city's books: one engine, one commit queue, and the reads.
public final class CityStore: Sendable {
  /// The engine, for the directory's imports.
  let engine: any StoreEngine
  private let queue: CommitQueue
  let reads: GroupedReads
  /// Binds the entries of the audit log.
  let seal: AuditSeal?

  /// A store over `engine`. Call ``open()`` before anything else, and let ``run()`` run. Without a seal it keeps no
  /// audit log, and so refuses every change that belongs there.
  public init(
    engine: any StoreEngine, rules: DeskRules = .init(), seal: AuditSeal? = nil, queueLimit: Int = 16_384,
    onBatch: @escaping @Sendable (Int) -> Void = { _ in }, now: @escaping @Sendable () -> Instant
  ) {
    self.engine = engine
    self.seal = seal
    reads = GroupedReads(engine)
    queue = CommitQueue(engine: engine, rules: rules, limit: queueLimit, onBatch: onBatch, now: now)
  }

  /// Brings the schema up to date.
  public func open() async throws { try await Migrator.migrate(engine) }

  /// The commit queue's writer; returns after ``stop()``.
  public func run() async { await queue.run() }

  /// How many commands wait for the next batch, for metrics.
  public var waiting: Int { queue.waiting }

  /// Takes no more commands.
  public func stop() { queue.stop() }

  /// Closes the database; call it when ``run()`` has returned.
  public func close() throws { try engine.close() }

  /// Hands a command to the commit queue and waits until it is durable.
  public func submit<C: Command>(_ command: C) async throws -> C.Outcome { try await queue.submit(command) }

  /// How durable a write is, by the engine's own word.
  public func durability() async throws -> Durability { try await engine.durability() }

  // MARK: Reads

  /// The check called `id`.
  public func check(_ id: UUIDv7) async throws -> CheckRecord? {
    let results = try await reads.read(CheckTable.read(id))
    return try results[0].first.map { try CheckTable.check($0, lines: results[1]) }
  }

  /// The redemption called `id`.
  public func redemption(_ id: UUIDv7) async throws -> Redemption? {
    try await first(RedemptionTable.read(id), RedemptionTable.redemption)
  }

  /// The signed response that a check rests on.
  public func response(_ reference: AnswerReference) async throws -> KeptResponse? {
    try await first(
      SQLQuery(EvidenceTable.select, [.text(reference.issuer), .id(reference.response)]),
      EvidenceTable.response)
  }

  /// The stored answer to a request of a partner, if it came before.
  public func answered(_ key: ReplayKey) async throws -> AnsweredRequest? {
    try await first(AnswerTables.readAnswered(key)) { try AnswerTables.answered($0, key) }
  }

  /// The newest `limit` disclosures about a member, newest first.
  public func disclosures(of member: [UInt8], limit: Int) async throws -> [DisclosureRecord] {
    try await all(SQLQuery(AnswerTables.selectDisclosures, [.blob(member), .integer(Int64(limit))])) {
      try AnswerTables.disclosure($0, of: member)
    }
  }

  /// The newest `limit` statements of a partner, newest first.
  public func statements(of entity: EntityID, limit: Int) async throws -> [FetchedStatement] {
    try await all(
      SQLQuery(PeerStatementTable.all, [.text(entity.text), .integer(Int64(limit))]),
      PeerStatementTable.statement)
  }

  func first<Value>(_ query: SQLQuery, _ read: (SQLRow) throws -> Value) async throws -> Value? {
    try await all(query, read).first
  }

  func all<Value>(_ query: SQLQuery, _ read: (SQLRow) throws -> Value) async throws -> [Value] {
    try await reads.read([query])[0].map(read)
  }
}
