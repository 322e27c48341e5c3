import Benefits
import CityNode
import NIOCore

/// Decides when which connection asks, and counts what comes back. It lives on one event loop.
///
/// *Closed loop*: each connection asks again as soon as it is answered, so the node sets the pace: throughput.
/// *Fixed rate*: questions are due at fixed instants whatever the node does, wait for a free connection if none is
/// free, and their latency counts from the instant they were due. A node that stalls is thus charged for every
/// question that the stall held up, not for one alone ("coordinated omission").
final class LoadDriver {
  /// What a load came to.
  struct Result: Sendable {
    /// From the first question to the end of the asking.
    var span: TimeAmount = .zero
    /// Answers as expected that came before the end of the asking: what throughput counts.
    var inTime = 0
    /// The checks whose answer was as expected.
    var acknowledged: [UUIDv7] = []
    /// How often anything else came, by what it was.
    var others: [String: Int] = [:]
    /// From the instant a question was due to its answer, in microseconds; at a fixed rate alone.
    var latencies: [UInt32] = []
  }

  private enum Pace {
    case idle, closed
    case fixed(start: NIODeadline, spacing: Int64, count: Int)
  }

  private let loop: any EventLoop
  private var judge: AnswerJudge
  private var connections: [LoadConnection] = []
  private var free: [LoadConnection] = []
  private var due: [NIODeadline] = []
  private var dueHead = 0
  private var scheduled = 0
  private var pace = Pace.idle
  private var timesAnswers = false
  private var result = Result()
  private var finished: EventLoopPromise<Result>?
  private var givingUp: Scheduled<Void>?
  private var random = SystemRandomNumberGenerator()

  /// How long the answers still under way may take at the end.
  private static let patience = TimeAmount.seconds(15)

  init(loop: any EventLoop, expected: ExpectedAnswer) {
    self.loop = loop
    judge = AnswerJudge(expected: expected)
  }

  /// Asks on every connection for `time`.
  func closedLoop(for time: TimeAmount, finished: EventLoopPromise<Result>) {
    begin(.closed, finished)
    timesAnswers = false
    let start = NIODeadline.now()
    loop.assumeIsolated().scheduleTask(in: time) { self.end(since: start) }
    for connection in free { ask(on: connection, scheduled: start) }
    free.removeAll()
  }

  /// Asks `perSecond` times a second for `time`.
  func fixedRate(_ perSecond: Int, for time: TimeAmount, finished: EventLoopPromise<Result>) {
    let spacing = 1_000_000_000 / Int64(perSecond)
    let count = Int(time.nanoseconds / spacing)
    let start = NIODeadline.now() + .nanoseconds(spacing)
    begin(.fixed(start: start, spacing: spacing, count: count), finished)
    timesAnswers = true
    result.latencies.reserveCapacity(count)
    tick()
  }

  private func begin(_ pace: Pace, _ finished: EventLoopPromise<Result>) {
    self.pace = pace
    self.finished = finished
    result = Result()
    (due, dueHead, scheduled) = ([], 0, 0)
  }

  /// Takes all questions that have fallen due, and comes back when the next one does.
  private func tick() {
    guard case .fixed(let start, let spacing, let count) = pace else { return }
    let now = NIODeadline.now()
    while scheduled < count {
      let instant = start + .nanoseconds(spacing * Int64(scheduled))
      guard instant <= now else {
        loop.assumeIsolated().scheduleTask(deadline: instant) { self.tick() }
        break
      }
      due.append(instant)
      scheduled += 1
    }
    askWhatIsDue()
  }

  private func askWhatIsDue() {
    while dueHead < due.count, let connection = free.popLast() {
      ask(on: connection, scheduled: due[dueHead])
      dueHead += 1
    }
    if case .fixed(let start, _, let count) = pace, dueHead == count { end(since: start) }
  }

  private func ask(on connection: LoadConnection, scheduled: NIODeadline) {
    let id = UUIDv7(at: NodePorts.system.now(), randomness: (random.next(), random.next()))
    connection.ask(id, scheduled: scheduled)
  }

  /// No more is asked; what is under way is waited for.
  private func end(since start: NIODeadline) {
    if case .idle = pace { return }
    pace = .idle
    result.span = NIODeadline.now() - start
    givingUp = loop.assumeIsolated().scheduleTask(in: Self.patience) { self.finish() }
    finishIfQuiet()
  }

  private func finishIfQuiet() {
    if case .idle = pace, connections.allSatisfy({ $0.asked == nil }) { finish() }
  }

  private func finish() {
    guard let finished else { return }
    self.finished = nil
    // Or it would end the next load.
    givingUp?.cancel()
    let unanswered = connections.count { $0.asked != nil }
    if unanswered > 0 { result.others["no_answer", default: 0] += unanswered }
    finished.succeed(result)
  }

  // MARK: What the connections tell

  func connected(_ connection: LoadConnection) {
    connections.append(connection)
    free.append(connection)
  }

  func answered(
    _ connection: LoadConnection, _ asked: (id: UUIDv7, text: String, scheduled: NIODeadline),
    _ answer: AnswerReader.Answer
  ) {
    switch judge.judge(status: answer.status, body: answer.body, id: asked.text) {
    case .asExpected:
      result.acknowledged.append(asked.id)
      if case .idle = pace {} else { result.inTime += 1 }
    case .other(let what):
      result.others[what, default: 0] += 1
    }
    if timesAnswers {
      result.latencies.append(UInt32(clamping: (NIODeadline.now() - asked.scheduled).nanoseconds / 1000))
    }
    guard connection.isOpen else { return }
    if case .closed = pace { return ask(on: connection, scheduled: .now()) }
    free.append(connection)
    askWhatIsDue()
    finishIfQuiet()
  }

  func lost(_ connection: LoadConnection, _ id: UUIDv7?) {
    connections.removeAll { $0 === connection }
    free.removeAll { $0 === connection }
    if id != nil { result.others["connection_lost", default: 0] += 1 }
    if connections.isEmpty, case .fixed(let start, _, let count) = pace {
      result.others["never_asked", default: 0] += count - dueHead
      end(since: start)
    }
    finishIfQuiet()
  }

  func close() {
    for connection in connections { connection.close() }
  }
}
