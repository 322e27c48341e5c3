import CLibpq

/// One connection to a PostgreSQL server, in non-blocking pipeline mode.
///
/// Whoever makes it owns it: it is not `Sendable`, so it stays with the one thread (or actor) that it was made
/// on. Its calls wait for the server, with a limit, and belong on a thread that may wait.
///
/// `@safe`: the pointer is private, never null, freed once in `deinit`, and lent only for the length of a call.
/// libpq, "Behavior in Threaded Programs": "libpq is reentrant and thread-safe by default", with the restriction
/// that "no two threads attempt to manipulate the same PGconn object at the same time".
@safe public final class PostgresConnection {
  /// The most statements that are kept prepared; a statement beyond them is planned each time anew.
  static let preparedLimit = 256

  private let handle: OpaquePointer
  private let patience: Duration
  private var prepared: [String: PreparedStatement] = [:]
  private var named = 0
  private var isGivenUp = false
  /// By when the server must have answered the pipeline under way.
  private var deadline = ContinuousClock.now

  /// Connects.
  /// - Parameters:
  ///   - settings: Where to.
  ///   - connecting: How long connecting may take in all.
  ///   - answering: How long the server may take for one pipeline; then the connection is given up.
  /// - Throws: ``PostgresFailure`` `lost`, `settings`.
  public init(
    _ settings: PostgresSettings, connecting: Duration = .seconds(5), answering: Duration = .seconds(30)
  ) throws(PostgresFailure) {
    // PQconnectStart: "If it returns a null pointer, then libpq has been unable to allocate a new PGconn
    // structure."
    guard let handle = unsafe PQconnectStart(settings.connectionString) else {
      throw PostgresFailure(.lost(state: ""), "no memory for a connection")
    }
    unsafe self.handle = unsafe handle
    patience = answering
    unsafe citycard_ignore_notices(handle)
    try connect(within: connecting)
    // PQsetnonblocking: so that a long pipeline can't block both sides, each waiting for the other to read.
    guard unsafe PQsetnonblocking(handle, 1) == 0, unsafe PQenterPipelineMode(handle) == 1 else {
      throw lost()
    }
  }

  // PQfinish: "Closes the connection to the server. Also frees memory used by the PGconn object."
  deinit { unsafe PQfinish(handle) }

  /// Whether the connection stands, as far as is known without asking the server.
  public var isOpen: Bool { unsafe PQstatus(handle) == CONNECTION_OK && !isGivenUp }

  /// Whether a transaction is open, failed or not.
  public var isInTransaction: Bool {
    let status = unsafe PQtransactionStatus(handle)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// Runs the statements in order, in one round trip, and gives each one's rows. After a failure the server runs
  /// none of those that follow.
  /// - Throws: ``PostgresFailure``: `refused` by the first statement at fault; after `lost` nobody knows how far
  ///   the server came; `unreadable`.
  public func run(_ statements: [PostgresStatement]) throws(PostgresFailure) -> [[[PostgresValue]]] {
    guard !statements.isEmpty else { return [] }
    try prepare(statements)
    // All are encoded before the first is sent: an argument that does not fit leaves the connection as it was.
    for query in try statements.map(encoded) {
      guard send(query) else { throw giveUp(lost()) }
    }
    return try collect(statements.count)
  }

  // MARK: Connecting

  /// PQconnectPoll: "If PQconnectPoll(conn) last returned PGRES_POLLING_READING, wait until the socket is ready to
  /// read … if you have yet to call PQconnectPoll, i.e., just after the call to PQconnectStart, behave as if it
  /// last returned PGRES_POLLING_WRITING."
  private func connect(within limit: Duration) throws(PostgresFailure) {
    let deadline = ContinuousClock.now + limit
    var next = PGRES_POLLING_WRITING
    while true {
      guard isPossible else { throw lost() }
      try wait(
        reading: next == PGRES_POLLING_READING, writing: next == PGRES_POLLING_WRITING, until: deadline)
      next = unsafe PQconnectPoll(handle)
      if next == PGRES_POLLING_OK { return }
      if next == PGRES_POLLING_FAILED { throw lost() }
    }
  }

  private var isPossible: Bool { unsafe PQstatus(handle) != CONNECTION_BAD }

  // MARK: Preparing

  /// Prepares what is new among the statements, and learns the types of their parameters, in one round trip.
  private func prepare(_ statements: [PostgresStatement]) throws(PostgresFailure) {
    var new: [String] = []
    for statement in statements where prepared[statement.text] == nil && statement.isQuery {
      guard prepared.count + new.count < Self.preparedLimit, !new.contains(statement.text) else { continue }
      new.append(statement.text)
    }
    guard !new.isEmpty else { return }
    let names = new.indices.map { "citycard_\(named + $0)" }
    // A name is not used again: the server may know it although we were not told so.
    named += names.count
    for (name, text) in zip(names, new) {
      guard unsafe PQsendPrepare(handle, name, text, 0, nil) == 1,
        unsafe PQsendDescribePrepared(handle, name) == 1
      else { throw giveUp(lost()) }
    }
    try synchronise()
    var failure: PostgresFailure?
    for (name, text) in zip(names, new) {
      _ = next(&failure)
      if let description = next(&failure) { prepared[text] = PreparedStatement(name: name, description) }
    }
    try awaitSynchronisation(after: failure)
  }

  // MARK: Sending

  /// A statement ready to be sent.
  private struct EncodedStatement {
    let text: String
    /// The name under which it is prepared. Definitions are not, for they are run once; nor are statements beyond
    /// the limit, whose parameters have the types of their values.
    let name: String?
    let types: [UInt32]
    let arguments: EncodedArguments
  }

  private func encoded(_ statement: PostgresStatement) throws(PostgresFailure) -> EncodedStatement {
    let known = prepared[statement.text]
    let types = known?.parameters ?? statement.arguments.map(\.naturalType)
    guard let arguments = EncodedArguments(statement.arguments, types) else {
      throw PostgresFailure(.unreadable, "an argument does not fit its parameter: \(statement.text)")
    }
    return EncodedStatement(text: statement.text, name: known?.name, types: types, arguments: arguments)
  }

  /// PQsendQueryPrepared and PQsendQueryParams copy the values into their buffer during the call. "Specify zero to
  /// obtain results in text format, or one to obtain results in binary format."
  private func send(_ statement: EncodedStatement) -> Bool {
    let count = Int32(statement.types.count)
    return unsafe withPointers(statement.arguments) { values, lengths, formats in
      if let name = statement.name {
        unsafe PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1) == 1
      } else {
        unsafe PQsendQueryParams(handle, statement.text, count, statement.types, values, lengths, formats, 1)
          == 1
      }
    }
  }

  /// Lends the arrays that libpq takes: "an array of pointers to the parameter values … A null pointer in this
  /// array means the corresponding parameter is null", their lengths, and 1 for the binary format of each.
  private func withPointers<R>(
    _ arguments: EncodedArguments,
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> R
  ) -> R {
    let lengths = arguments.ranges.map { Int32($0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: lengths.count)
    // One byte more than there are, so that there is an address also where all are empty.
    return unsafe (arguments.bytes + [0]).withUnsafeBytes { bytes in
      let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = unsafe arguments.ranges.map { range in
        unsafe range.flatMap { range in unsafe base.map { unsafe $0 + range.lowerBound } }
      }
      return unsafe body(pointers, lengths, formats)
    }
  }

  // MARK: Collecting

  private func collect(_ count: Int) throws(PostgresFailure) -> [[[PostgresValue]]] {
    try synchronise()
    var rows: [[[PostgresValue]]] = []
    rows.reserveCapacity(count)
    var failure: PostgresFailure?
    for _ in 0..<count {
      guard let result = next(&failure) else { continue }
      do { rows.append(try result.rows()) } catch { failure = failure ?? error }
    }
    try awaitSynchronisation(after: failure)
    return rows
  }

  private func synchronise() throws(PostgresFailure) {
    guard unsafe PQpipelineSync(handle) == 1 else { throw giveUp(lost()) }
    deadline = ContinuousClock.now + patience
  }

  /// The result of the next statement; nil if it failed, and the first failure is kept. libpq, "Processing Results":
  /// in pipeline mode PQgetResult gives a statement's results "until it returns null", then goes on with the next.
  private func next(_ failure: inout PostgresFailure?) -> PostgresResult? {
    do throws(PostgresFailure) {
      guard let result = try received() else { throw giveUp(lost()) }
      // No statement of ours gives more than one result.
      while try received() != nil {}
      try result.check(isOpen: isOpen)
      return result
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  /// Ends a pipeline, and throws what failed in it.
  private func awaitSynchronisation(after failure: PostgresFailure?) throws(PostgresFailure) {
    if isOpen {
      guard let result = try received(), result.status == PGRES_PIPELINE_SYNC else { throw giveUp(lost()) }
    }
    if let failure { throw failure }
    guard isOpen else { throw lost() }
  }

  /// The next result, waiting for it; nil at the end of a statement's.
  private func received() throws(PostgresFailure) -> PostgresResult? {
    guard !isGivenUp else { throw lost() }
    // PQflush: "returns 0 if successful …, -1 if it failed for some reason, or 1 if it was unable to send all the
    // data in the send queue yet". PQisBusy: "1 is returned, in which case PQgetResult would block".
    var unsent = unsafe PQflush(handle)
    while unsafe PQisBusy(handle) == 1 {
      guard unsent >= 0 else { throw giveUp(lost()) }
      try wait(reading: true, writing: unsent == 1, until: deadline)
      guard unsafe PQconsumeInput(handle) == 1 else { throw giveUp(lost()) }
      unsent = unsafe PQflush(handle)
    }
    guard let result = unsafe PQgetResult(handle) else { return nil }
    return unsafe PostgresResult(result)
  }

  private func wait(
    reading: Bool, writing: Bool, until deadline: ContinuousClock.Instant
  ) throws(PostgresFailure) {
    let left = deadline - ContinuousClock.now
    let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    guard
      citycard_wait(
        unsafe PQsocket(handle), reading ? 1 : 0, writing ? 1 : 0, Int32(clamping: max(0, milliseconds))) > 0
    else { throw giveUp(PostgresFailure(.lost(state: ""), "no answer in time")) }
  }

  // MARK: Failing

  private func lost() -> PostgresFailure {
    PostgresFailure(.lost(state: ""), trimmed(unsafe String(cString: PQerrorMessage(handle))))
  }

  /// The server's next words can't be told apart any more, so none is listened to.
  private func giveUp(_ failure: PostgresFailure) -> PostgresFailure {
    isGivenUp = true
    return failure
  }
}
