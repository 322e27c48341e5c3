public import Benefits
import Synchronization

/// Group commit: handlers hand over commands, one writer takes everything that waits, decides it in order,
/// and commits it in one transaction before anybody is answered.
///
/// Load sets the batch size. There is no timer, so an idle node answers at once. A cancelled request does not
/// cancel its command; the client's id makes a retry safe.
public final class CommitQueue: Sendable {
  /// The most commands in one transaction.
  public static let batchLimit = 1024
  /// The pauses before a batch whose COMMIT had an unknown outcome is decided again; then the callers hear of it.
  static let patience: [Duration] = [
    .zero, .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800),
    .milliseconds(1600),
  ]
  /// How often a batch that met another process is decided anew, before its commands are tried one by one.
  static let conflictRetries = 8

  /// A command that waits, with its types erased.
  private struct Pending: Sendable {
    let needs: @Sendable (Instant, DeskRules) -> Needs
    /// Decides, and gives what to do after COMMIT.
    let decide: @Sendable (inout Desk, Instant) -> @Sendable () -> Void
    let fail: @Sendable (StoreError) -> Void
  }

  private struct State {
    var waiting: [Pending] = []
    var writer: CheckedContinuation<Void, Never>?
    var stopping = false
  }

  private let engine: any StoreEngine
  private let rules: DeskRules
  private let now: @Sendable () -> Instant
  private let limit: Int
  private let onBatch: @Sendable (Int) -> Void
  private let state = Mutex(State())

  /// A queue into `engine` that holds at most `limit` waiting commands. `now` is read once a batch; `onBatch` is told
  /// how many commands each has.
  public init(
    engine: any StoreEngine, rules: DeskRules, limit: Int = 16_384,
    onBatch: @escaping @Sendable (Int) -> Void = { _ in }, now: @escaping @Sendable () -> Instant
  ) {
    self.engine = engine
    self.rules = rules
    self.limit = limit
    self.onBatch = onBatch
    self.now = now
  }

  /// How many commands wait for the next batch, for metrics.
  public var waiting: Int { state.withLock { $0.waiting.count } }

  /// Hands over a command and waits until its outcome is durable.
  ///
  /// Throws ``StoreError`` alone. After ``StoreError/Code/commitUnknown`` a retry with the same id tells
  /// whether the command had its effect; after every other code it had none.
  public func submit<C: Command>(_ command: C) async throws -> C.Outcome {
    try await withCheckedThrowingContinuation { (caller: CheckedContinuation<C.Outcome, any Error>) in
      let pending = Pending(
        needs: { command.needs(at: $0, rules: $1) },
        decide: { desk, now in
          let outcome = command.decide(on: &desk, at: now)
          return { caller.resume(returning: outcome) }
        },
        fail: { caller.resume(throwing: $0) })
      let (refusal, writer) = state.withLock { state -> (StoreError?, CheckedContinuation<Void, Never>?) in
        if state.stopping { return (StoreError(.stopping), nil) }
        if state.waiting.count >= limit { return (StoreError(.queueFull, "\(limit) waiting"), nil) }
        state.waiting.append(pending)
        defer { state.writer = nil }
        return (nil, state.writer)
      }
      if let refusal { pending.fail(refusal) }
      writer?.resume()
    }
  }

  /// The writer. Returns after ``stop()``, when everything that waited is committed.
  public func run() async {
    while let batch = await next() {
      onBatch(batch.count)
      await commit(batch, History())
    }
  }

  /// Takes no more commands; those that wait are still committed.
  public func stop() {
    let writer = state.withLock { state in
      state.stopping = true
      defer { state.writer = nil }
      return state.writer
    }
    writer?.resume()
  }

  /// The next batch; nil once stopped and empty.
  private func next() async -> [Pending]? {
    while true {
      let (batch, stopping) = state.withLock { state in
        let batch = Array(state.waiting.prefix(Self.batchLimit))
        state.waiting.removeFirst(batch.count)
        return (batch, state.stopping)
      }
      if !batch.isEmpty { return batch }
      if stopping { return nil }
      await withCheckedContinuation { (writer: CheckedContinuation<Void, Never>) in
        let ready = state.withLock { state in
          guard state.waiting.isEmpty, !state.stopping else { return true }
          state.writer = writer
          return false
        }
        if ready { writer.resume() }
      }
    }
  }

  /// How a batch has fared so far.
  private struct History {
    /// Whether an earlier COMMIT may have taken effect. Until that is resolved nobody may be told "nothing happened".
    var doubtful = false
    /// How often it was decided anew.
    var attempts = 0
  }

  private func commit(_ batch: [Pending], _ history: History) async {
    let (now, rules) = (now(), rules)
    do {
      let answers = try await engine.write { session in
        var needs = Needs()
        for command in batch { needs.formUnion(command.needs(now, rules)) }
        var desk = try Desk.load(needs, rules: rules, at: now, from: session)
        let answers = batch.map { $0.decide(&desk, now) }
        let writes = desk.writes
        if !writes.isEmpty { _ = try session.run(writes) }
        return answers
      }
      for answer in answers { answer() }
    } catch {
      await recover(batch, from: error as? StoreError ?? StoreError(.unavailable, "\(error)"), history)
    }
  }

  private func recover(_ batch: [Pending], from error: StoreError, _ history: History) async {
    var history = history
    history.attempts += 1
    history.doubtful = history.doubtful || error.code == .commitUnknown
    switch error.code {
    case .commitUnknown, .unavailable:
      // Deciding again resolves a doubt: what did commit is found under its id, and gives the same outcome. The
      // database may need a moment to come back.
      guard history.doubtful, history.attempts <= Self.patience.count else { break }
      try? await Task.sleep(for: Self.patience[history.attempts - 1])
      return await commit(batch, history)
    case .conflict where history.attempts <= Self.conflictRetries:
      return await commit(batch, history)
    case .constraint, .damaged, .conflict:
      // One command's rows are at fault; the others must not suffer for it.
      guard batch.count > 1 else { break }
      for command in batch { await commit([command], History(doubtful: history.doubtful)) }
      return
    default: break
    }
    let told = history.doubtful ? StoreError(.commitUnknown, error.detail) : error
    for command in batch { command.fail(told) }
  }
}
