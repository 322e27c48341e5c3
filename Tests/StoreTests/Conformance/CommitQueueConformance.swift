import Benefits
import Federation
import Testing

@testable import Store

/// A command whose row breaks a constraint of the schema.
private struct Poison: Command {
  func needs(at now: Instant, rules: DeskRules) -> Needs { Needs() }

  func decide(on desk: inout Desk, at now: Instant) {
    desk.rows.append(
      SQLQuery(SQLText("INSERT INTO terminal (token, venue, label, added) VALUES (NULL, 'x', 'y', 0)")))
  }
}

/// Hands a command over and returns once it waits in the queue.
private func enqueue<C: Command>(
  _ command: C, on queue: CommitQueue
) async -> Task<C.Outcome, any Error> {
  let before = queue.waiting
  let task = Task { try await queue.submit(command) }
  while queue.waiting == before { await Task.yield() }
  return task
}

@Suite("Any engine: the commit queue")
struct CommitQueueConformance {
  /// Runs `body` with an empty database's engine, wrapped so that its transactions are counted and may be put
  /// in doubt. The queue's writer is the body's to start.
  private func withEngine(
    _ engine: EngineUnderTest, _ body: (DoubtfulEngine) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      let engine = DoubtfulEngine(try database.connect())
      try await Migrator.migrate(engine)
      try await body(engine)
      try engine.close()
    }
  }

  private func queue(_ engine: any StoreEngine, limit: Int = 100, clock: TestClock = TestClock())
    -> CommitQueue
  {
    CommitQueue(engine: engine, rules: DeskRules(), limit: limit, now: { clock.now })
  }

  @Test("Everything that waits is one transaction, decided in order", arguments: EngineUnderTest.all)
  func batch(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let (queue, before) = (queue(engine), engine.writes)
      let recorded = await enqueue(try check(1), on: queue)
      let early = await enqueue(redeem(2, check: 3), on: queue)
      let redeemed = await enqueue(redeem(4, check: 1), on: queue)
      let second = await enqueue(redeem(5, check: 1), on: queue)
      let late = await enqueue(try check(3), on: queue)
      let voided = await enqueue(void(4), on: queue)
      queue.stop()
      await queue.run()
      #expect(engine.writes == before + 1)
      #expect(try await recorded.value.get().state == .open)
      #expect(try await early.value == .failure(.unknownCheck))
      #expect(try await redeemed.value.get().voiding == nil)
      #expect(try await second.value == .failure(.checkAlreadyRedeemed))
      #expect(try await late.value.get().state == .open)
      #expect(try await voided.value.get().voiding != nil)
    }
  }

  @Test("More than a batch's limit is several transactions", arguments: EngineUnderTest.all)
  func limit(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let (queue, before) = (queue(engine, limit: 2_000), engine.writes)
      var tasks: [Task<Result<CheckRecord, CounterFault>, any Error>] = []
      for number in 0...CommitQueue.batchLimit { tasks.append(await enqueue(try check(number), on: queue)) }
      queue.stop()
      await queue.run()
      #expect(engine.writes == before + 2)
      for (number, task) in tasks.enumerated() { #expect(try await task.value.get().id == id(number)) }
    }
  }

  @Test("A full queue refuses the newcomer, and loses nothing of what waits", arguments: EngineUnderTest.all)
  func full(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let queue = queue(engine, limit: 3)
      var tasks: [Task<Result<CheckRecord, CounterFault>, any Error>] = []
      for number in 1...3 { tasks.append(await enqueue(try check(number), on: queue)) }
      await #expect(throws: StoreError(.queueFull)) { try await queue.submit(try check(4)) }
      #expect(queue.waiting == 3)
      let writer = Task { await queue.run() }
      for task in tasks { #expect(try await task.value.get().state == .open) }
      // There is room again, and the one that was refused left nothing behind.
      #expect(try await engine.count("counter_check") == 3)
      #expect(try await queue.submit(try check(4)).get().state == .open)
      queue.stop()
      await writer.value
    }
  }

  @Test("Stopping drains what waits and refuses what comes", arguments: EngineUnderTest.all)
  func stop(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let queue = queue(engine)
      var tasks: [Task<Result<CheckRecord, CounterFault>, any Error>] = []
      for number in 1...20 { tasks.append(await enqueue(try check(number), on: queue)) }
      queue.stop()
      await #expect(throws: StoreError(.stopping)) { try await queue.submit(try check(99)) }
      await queue.run()
      #expect(queue.waiting == 0)
      for task in tasks { #expect(try await task.value.get().state == .open) }
      #expect(try await engine.count("counter_check") == 20)
      await #expect(throws: StoreError(.stopping)) { try await queue.submit(try check(1)) }
    }
  }

  @Test("An idle writer stops too", arguments: EngineUnderTest.all)
  func stopIdle(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let queue = queue(engine)
      let writer = Task { await queue.run() }
      _ = try await queue.submit(try check(1))
      queue.stop()
      await writer.value
    }
  }

  @Test(
    "Cancelling the writer's task interrupts nothing: what waits is still committed",
    arguments: EngineUnderTest.all)
  func cancelled(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let queue = queue(engine)
      let task = await enqueue(try check(1), on: queue)
      let writer = Task { await queue.run() }
      writer.cancel()
      #expect(try await task.value.get().state == .open)
      #expect(try await queue.submit(try check(2)).get().state == .open)
      queue.stop()
      await writer.value
    }
  }

  @Test("Cancelling a caller does not cancel its command", arguments: EngineUnderTest.all)
  func cancelledCaller(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let queue = queue(engine)
      let task = await enqueue(try check(1), on: queue)
      task.cancel()
      queue.stop()
      await queue.run()
      #expect(try await task.value.get().state == .open)
      #expect(try await engine.count("counter_check") == 1)
    }
  }

  @Test(
    "A poisoned command fails alone; the others of its batch succeed, in order",
    arguments: EngineUnderTest.all)
  func poison(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine in
      let queue = queue(engine)
      let first = await enqueue(try check(1), on: queue)
      let poison = await enqueue(Poison(), on: queue)
      let second = await enqueue(redeem(2, check: 1), on: queue)
      let worse = await enqueue(Poison(), on: queue)
      let third = await enqueue(void(2), on: queue)
      queue.stop()
      await queue.run()
      #expect(try await first.value.get().state == .open)
      #expect(try await second.value.get().check == id(1))
      #expect(try await third.value.get().voiding != nil)
      for task in [poison, worse] { await #expect(throws: StoreError(.constraint)) { try await task.value } }
      #expect(try await engine.count("terminal") == 0)
      #expect(try await engine.count("redemption") == 1)
    }
  }

  @Test(
    "A COMMIT of unknown outcome is resolved before anybody is answered: committed or lost, there is one row",
    arguments: EngineUnderTest.all, [[DoubtfulEngine.Truth.committed], [.lost], [.lost, .committed, .lost]])
  func unknown(engine: EngineUnderTest, truths: [DoubtfulEngine.Truth]) async throws {
    let clock = TestClock(step: .seconds(1))
    try await withEngine(engine) { engine in
      let queue = queue(engine, clock: clock)
      let statement = FetchedStatement(
        entity: try EntityID(issuer).orThrow(), statement: "a.b.c", fetched: morning)
      engine.doubt(truths)
      let check = await enqueue(try check(1, answer: 50), on: queue)
      let redemption = await enqueue(redeem(2, check: 1), on: queue)
      let kept = await enqueue(KeepStatement(statement), on: queue)
      queue.stop()
      await queue.run()
      try await kept.value
      // The outcome is the recorded one: the first attempt that took effect gave it its time.
      let lost = truths.firstIndex { $0 == .committed } ?? truths.count
      let at = morning + .seconds(Int64(lost))
      #expect(try await check.value.get().at == at)
      #expect(try await redemption.value.get().at == at)
      for table in ["counter_check", "redemption", "answer_evidence", "peer_statement"] {
        #expect(try await engine.count(table) == 1, "\(table)")
      }
    }
  }

  @Test(
    "After too many doubts the caller hears of it, and a retry finds what happened",
    arguments: EngineUnderTest.all)
  func unresolved(engine: EngineUnderTest) async throws {
    try await withEngine(engine) { engine async throws in
      let queue = queue(engine)
      let writer = Task { await queue.run() }
      engine.doubt(Array(repeating: .committed, count: CommitQueue.patience.count + 1))
      await #expect(throws: StoreError(.commitUnknown)) { try await queue.submit(try check(1)) }
      #expect(try await queue.submit(try check(1)).get().state == .open)
      #expect(try await engine.count("counter_check") == 1)
      queue.stop()
      await writer.value
    }
  }
}
