import Benefits
import Libpq

/// One connection to PostgreSQL on a thread of its own, made anew whenever it is lost.
actor PostgresWorker {
  /// What every connection is set to.
  ///
  /// - `synchronous_commit`: acknowledged means durable on this server, whatever its default is.
  /// - A process that stands still must not keep others from the rows that it locked.
  static let options = """
    -c synchronous_commit=on -c lock_timeout=5s -c statement_timeout=20s \
    -c idle_in_transaction_session_timeout=20s -c default_transaction_isolation=read\\ committed
    """

  private static let readOnly = "-c default_transaction_read_only=on"

  /// What a connection is for.
  enum Role: Sendable { case writer, reader }

  private let settings: PostgresSettings
  private let now: @Sendable () -> Instant
  private let thread: ConnectionThread
  private var connection: PostgresConnection?
  private var reconnection = Reconnection()
  private var isClosed = false

  init(_ settings: PostgresSettings, _ role: Role, now: @escaping @Sendable () -> Instant) {
    var settings = settings
    settings["options"] = [settings["options"], Self.options, role == .reader ? Self.readOnly : nil]
      .compactMap(\.self).joined(separator: " ")
    settings["application_name"] = settings["application_name"] ?? "citycard"
    self.settings = settings
    self.now = now
    thread = ConnectionThread(name: "citycard \(role)")
  }

  deinit { thread.stop() }

  /// UnownedSerialExecutor: "keeping an actor alive must also keep the actor's associated executor alive; if they are
  /// different objects, the executor must be strongly referenced by the actor", as ``thread`` is.
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  /// Runs `body` in a transaction and commits it: see ``StoreEngine/write(_:)``.
  func write<Result>(_ body: @Sendable (any SQLSession) throws -> Result) throws -> Result {
    try onConnection { connection in
      try PostgresSession(connection).whole { session in
        let result = try body(session)
        try session.commit()
        return result
      }
    }
  }

  /// Runs the queries on one snapshot, in one round trip: see ``StoreEngine/read(_:)``.
  func read(_ queries: [SQLQuery]) throws -> [[SQLRow]] {
    try onConnection { connection in
      // A single statement is a snapshot of its own.
      guard queries.count > 1 else { return try PostgresSession(connection, begun: true).run(queries) }
      return try PostgresSession(connection, begin: PostgresSession.beginSnapshot).whole { session in
        try session.run(queries, ending: true)
      }
    }
  }

  /// Closes the connection once what waits is done; whoever asks afterwards is told that the node is stopping.
  nonisolated func close() {
    thread.perform { self.assumeIsolated { $0.shutDown() } }
  }

  private func shutDown() {
    connection = nil
    isClosed = true
  }

  /// Runs `body` on the connection. One that the server closed while it was idle, as when the server was started
  /// anew, is found out by the first statement: nothing happened yet, so `body` is run once more on a new one.
  private func onConnection<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
    guard !isClosed else { throw StoreError(.stopping) }
    if let connection, connection.isOpen {
      do {
        return try body(connection)
      } catch let error as StoreError where error.code == .unavailable && !connection.isOpen {
        self.connection = nil
      } catch {
        if !connection.isOpen { self.connection = nil }
        throw error
      }
    }
    let connection = try connect()
    self.connection = connection
    defer { if !connection.isOpen { self.connection = nil } }
    return try body(connection)
  }

  private func connect() throws -> PostgresConnection {
    guard reconnection.admits(at: now()) else {
      throw StoreError(.unavailable, "\(settings) could not be reached a moment ago")
    }
    do {
      let connection = try PostgresConnection(settings)
      try Self.requireDurability(of: connection)
      reconnection.succeeded()
      return connection
    } catch {
      reconnection.failed(at: now())
      throw (error as? PostgresFailure).map(StoreError.init) ?? error
    }
  }

  /// What the server has in force for the connection.
  func durability() throws -> Durability { try onConnection(Self.durability(of:)) }

  /// A server that may lose acknowledged commits with the power is refused.
  private static func requireDurability(of connection: PostgresConnection) throws {
    let durability = try durability(of: connection)
    guard durability.holds else {
      throw StoreError(.notDurable, "fsync, full_page_writes and synchronous_commit must be on")
    }
  }

  private static func durability(of connection: PostgresConnection) throws -> Durability {
    let names = ["fsync", "full_page_writes", "synchronous_commit"]
    var settings: [String: String] = [:]
    do {
      let rows = try connection.run(names.map { PostgresStatement("SELECT current_setting('\($0)')") })
      for (name, row) in zip(names, rows) {
        if case .text(let value)? = row.first?.first { settings[name] = value }
      }
    } catch {
      throw StoreError(error)
    }
    return Durability(settings: settings, holds: names.allSatisfy { settings[$0] == "on" })
  }
}

/// A transaction on a connection. `BEGIN` travels with the first statements.
private final class PostgresSession: SQLSession {
  static let beginSnapshot = PostgresStatement("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
  private static let begin = PostgresStatement("BEGIN")
  private static let commit = PostgresStatement("COMMIT")
  private static let rollBack = PostgresStatement("ROLLBACK")

  private let connection: PostgresConnection
  private let begin: PostgresStatement
  private var begun: Bool
  private var failure: StoreError?

  init(
    _ connection: PostgresConnection, begin: PostgresStatement = PostgresSession.begin, begun: Bool = false
  ) {
    self.connection = connection
    self.begin = begin
    self.begun = begun
  }

  func run(_ queries: [SQLQuery]) throws -> [[SQLRow]] { try run(queries, ending: false) }

  func run(_ queries: [SQLQuery], ending: Bool) throws -> [[SQLRow]] {
    var statements = queries.map { query in
      PostgresStatement(query.sql.locking, query.arguments.map(PostgresValue.init))
    }
    let offset = begun ? 0 : 1
    if !begun { statements.insert(begin, at: 0) }
    begun = true
    if ending { statements.append(Self.commit) }
    do throws(PostgresFailure) {
      let results = try connection.run(statements)
      return results[offset..<(offset + queries.count)].map { rows in
        rows.map { SQLRow($0.map(SQLValue.init)) }
      }
    } catch {
      let failure = StoreError(error)
      self.failure = failure
      throw failure
    }
  }

  /// A connection that is lost on the way leaves the outcome unknown, also if the server gave a reason in parting: it
  /// may be stopped between making the commit durable and saying so.
  func commit() throws {
    guard begun else { return }
    // To the COMMIT of a failed transaction the server says ROLLBACK, and no error.
    if let failure { throw failure }
    do {
      _ = try connection.run([Self.commit])
    } catch {
      if case .lost = error.kind { throw StoreError(.commitUnknown, "\(error)") }
      throw connection.isOpen ? StoreError(error) : StoreError(.commitUnknown, "\(error)")
    }
  }

  /// Runs `body`, and leaves nothing of the transaction behind if it throws.
  func whole<Result>(_ body: (PostgresSession) throws -> Result) throws -> Result {
    do {
      return try body(self)
    } catch {
      rollBack()
      throw error
    }
  }

  /// Without a connection there is nothing to roll back: the server does so when it notices.
  private func rollBack() {
    guard connection.isOpen, connection.isInTransaction else { return }
    _ = try? connection.run([Self.rollBack])
  }
}

extension PostgresValue {
  fileprivate init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .text(let value): self = .text(value)
    case .blob(let bytes): self = .bytes(bytes)
    }
  }
}

extension SQLValue {
  fileprivate init(_ value: PostgresValue) {
    switch value {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .text(let value): self = .text(value)
    case .bytes(let bytes): self = .blob(bytes)
    }
  }
}
