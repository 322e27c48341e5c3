import Benefits
import CityNode
import Federation
import Foundation
import Logging
import NIOCore
import Rehearsal
import ServiceLifecycle
import Store
import Web

/// One benchmark, from two empty folders to figures that were checked.
struct BenchRun {
  let kind: BenchKind
  let options: BenchOptions
  let plan: RehearsalPlan
  /// The database server, where there is one.
  let cluster: ThrowAwayPostgres?

  /// Before each measurement, and not counted: connections open, caches fill, the other city's keys are fetched.
  static let warmUp = TimeAmount.seconds(2)

  private var time: TimeAmount { .seconds(Int64(options.seconds)) }
  private var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  func run() async throws -> BenchFigures {
    var plan = plan
    plan.report = { InputFile.note($0) }
    let scene = try await BenchScene.make(kind, plan: plan)
    InputFile.note("上限：簽章與驗章，\(cores) 緒 / limits: signing and verifying, \(cores) threads")
    let crypto = try await CryptoBound.measure(threads: cores, milliseconds: 1000)
    InputFile.note("上限：只讀寫 JSON 的 HTTP 伺服器 / limit: an HTTP server that does the JSON alone")
    let handler = try await handler(scene)
    let measured = try await measure(scene)
    InputFile.note("核對兩個城市的帳冊 / comparing both cities' books")
    let configuration = try await NodeConfiguration.load(
      path: scene.host.configurationFile, environment: [:])
    let honesty = try await honesty(scene, measured)
    let parts = try await CostMeasurement(
      scene: scene, partners: plan.root + "/Partners",
      request: measured.closed.batchHundredths.map { max(1, $0 / 100) } ?? 1,
      transaction: (measured.closed.commitHundredths ?? measured.closed.batchHundredths).map {
        max(1, $0 / 100)
      }
    ).parts()
    let latency = LatencyFigures(measured.fixed.latencies)
    return BenchFigures(
      kind: kind, store: options.store.rawValue, seconds: options.seconds, connections: options.connections,
      rate: options.rate, cores: cores, debug: Self.isDebug, crypto: crypto, handler: handler,
      closed: measured.closed, fixed: measured.fixed, latency: latency,
      durability: try await Self.durability(configuration),
      honesty: honesty, stopped: measured.stopped, parts: parts)
  }

  private static func durability(_ configuration: NodeConfiguration) async throws -> Durability {
    let (store, _) = try await OperatorStore.open(configuration)
    defer { try? store.close() }
    return try await store.durability()
  }

  private static var isDebug: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  // MARK: The bound

  private func handler(_ scene: BenchScene) async throws -> LoadDriver.Result {
    var logger = Logger(label: "bench")
    // It says that it was cancelled, which it is.
    logger.logLevel = .critical
    let (ports, told) = AsyncStream<Int>.makeStream()
    let service = try scene.echo(partners: plan.root + "/Partners").service(logger: logger) { told.yield($0) }
    return try await withThrowingTaskGroup { group in
      group.addTask { try await service.run() }
      defer { group.cancelAll() }
      guard let port = await ports.first(where: { _ in true }) else { throw CancellationError() }
      let load = try await LoadGenerator(
        port: port, tokens: ["cct_none"], questions: scene.questions, connections: options.connections)
      defer { load.close() }
      _ = try await load.closedLoop(for: Self.warmUp)
      // Steady after a moment, and what it shows is a bound.
      return try await load.closedLoop(for: min(time, .seconds(5)))
    }
  }

  // MARK: The nodes

  private struct Measured {
    var closed: BenchFigures.ClosedFigures
    var fixed: LoadDriver.Result
    /// Every check that was acknowledged, the warm-up's too.
    var acknowledged: [UUIDv7]
    var published: [UInt8]
    var stopped: [Int32]
    var end: Instant
  }

  private func measure(_ scene: BenchScene) async throws -> Measured {
    let cities = [scene.other, scene.host]
    defer { for city in cities.reversed() { city.stop() } }
    for city in cities { try await city.start() }
    for city in cities { try await city.meetPartner() }
    let health = HealthClient()
    let published = await health.get(scene.home.url + PeerDirectory.wellKnownPath) ?? []
    await health.close()
    let load = try await LoadGenerator(
      port: scene.host.counterPort, tokens: Array(scene.host.tokens.values), questions: scene.questions,
      connections: options.connections)
    defer { load.close() }
    InputFile.note("暖機 \(Self.warmUp.nanoseconds / 1_000_000_000) 秒 / warming up")
    let warmUp = try await load.closedLoop(for: Self.warmUp)
    InputFile.note("封閉迴圈 \(options.seconds) 秒 / closed loop")
    var closed = try await closed(scene, load)
    closed.load.others.merge(warmUp.others, uniquingKeysWith: +)
    InputFile.note("固定速率，每秒 \(options.rate) 次，\(options.seconds) 秒 / fixed rate")
    let fixed = try await load.fixedRate(options.rate, for: time)
    let stopped = cities.reversed().map { $0.stop() }
    return Measured(
      closed: closed, fixed: fixed,
      acknowledged: warmUp.acknowledged + closed.load.acknowledged + fixed.acknowledged,
      published: published, stopped: stopped, end: NodePorts.system.now())
  }

  private func closed(
    _ scene: BenchScene, _ load: LoadGenerator
  ) async throws -> BenchFigures.ClosedFigures {
    let server = try serverProcesses()
    func times() throws -> [ProcessTime] {
      try [scene.host.processID, scene.other.processID, nil].map { try ProcessTime.now(of: $0) }
        + server.map { try ProcessTime.now(of: $0) }
    }
    let metrics = try await NodeMetrics.read(scene.host)
    let before = try times()
    let result = try await load.closedLoop(for: time)
    let used = zip(try times(), before).map { $0 - $1 }
    let later = try await NodeMetrics.read(scene.host)
    return BenchFigures.ClosedFigures(
      load: result, hostTime: used[0], otherTime: used[1], loadTime: used[2],
      serverTime: cluster == nil ? nil : used[3...].reduce(0, +),
      batchHundredths: later.meanHundredths("citycard_peer_batch_checks", since: metrics),
      commitHundredths: later.meanHundredths("citycard_commit_batch_commands", since: metrics))
  }

  /// The processes of the database server: backends, writers, checkpointer. Empty for an embedded engine.
  private func serverProcesses() throws -> [Int32] {
    guard let cluster else { return [] }
    // The asking session, which is gone with the answer, not among them.
    let sql = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    return try cluster.run(sql: sql, on: "postgres").split(separator: "\n").compactMap { Int32($0) }
  }

  // MARK: The books

  private func honesty(_ scene: BenchScene, _ measured: Measured) async throws -> HonestyReport {
    func open(_ city: RehearsedCity) async throws -> CityStore {
      let configuration = try await NodeConfiguration.load(path: city.configurationFile, environment: [:])
      return try await OperatorStore.open(configuration).store
    }
    let host = try await open(scene.host)
    defer { try? host.close() }
    guard kind == .verify else {
      return try await HonestyCheck(
        host: host, expected: scene.questions.expected, venue: scene.questions.venue, home: nil
      ).run(measured.acknowledged)
    }
    let home = try await open(scene.home)
    defer { try? home.close() }
    let agreement = scene.agreement
    let keys = try EvidenceVerifier.publishedKeys(measured.published, agreement: agreement)
    guard let entity = keys.owner, let asker = agreement.partner(of: scene.home.id)?.entity else {
      throw RehearsalFailure(message: "沒有公布的金鑰 / no published keys")
    }
    return try await HonestyCheck(
      host: host, expected: scene.questions.expected, venue: scene.questions.venue,
      home: HonestyCheck.HomeBooks(
        store: home, keys: keys, entity: entity, host: asker, members: scene.members, stopped: measured.end)
    ).run(measured.acknowledged)
  }
}
