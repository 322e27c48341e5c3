import Benefits
import CityNode
import Federation
import Rehearsal
import Store
import Web
import Wire

/// Times the steps of a check one by one, with the code and the stores of the nodes, after these have stopped.
///
/// What a batch shares is timed with batches as large as the load's were on the mean.
struct CostMeasurement {
  let scene: BenchScene
  let partners: String
  /// Checks in one request to the home city.
  let request: Int
  /// Checks in one transaction of the host; nil if nobody knows, and then one alone is timed.
  let transaction: Int?

  private let clock = CostClock()

  /// The steps, in the order in which a check goes through them.
  func parts() async throws -> [CostPart] {
    let host = try await Books(scene.host)
    defer { host.close() }
    let echo = try scene.echo(partners: partners)
    let body = scene.questions.body(id: NodePorts.system.newID())
    let token = scene.host.tokens.values.first ?? ""
    let card = scene.questions.cards[0]
    var parts = [
      try await clock.time("讀請求、寫答覆的 JSON", "JSON of request and answer") { _ = try echo.exchange(body) },
      try await reads("認出終端機", "the terminal is found") {
        _ = try await host.store.terminal(token: host.keys.digest(token: token))
      },
      try await reads("查是否重送", "a retry is looked for") {
        _ = try await host.store.check(NodePorts.system.newID())
      },
    ]
    if scene.questions.home == nil {
      parts.append(
        try await reads("查卡片", "the card is found") {
          _ = try await host.directory.find(card)
        })
      parts += try await commits(host, answered: nil)
    } else {
      let home = try await Books(scene.home)
      defer { home.close() }
      let exchange = try CostExchange(scene: scene, host: host, home: home, batch: request)
      parts += try await exchange.parts(clock)
      parts += try await commits(host, answered: try await exchange.answered())
    }
    return parts
  }

  /// One read of each of the checks that come together: the store reads in groups as it commits in groups, and the
  /// groups of the one are about as large as those of the other.
  private func reads(
    _ zh: String, _ en: String, _ read: @escaping @Sendable () async throws -> Void
  ) async throws -> CostPart {
    let count = transaction ?? 1
    return try await clock.time(zh, en, share: count) {
      try await withThrowingTaskGroup { group in
        for _ in 0..<count { group.addTask { try await read() } }
        try await group.waitForAll()
      }
    }
  }

  /// The rules alone, and a transaction of as many checks as the load's.
  private func commits(_ host: Books, answered: ReceivedResponse?) async throws -> [CostPart] {
    let registry = try PartnerRegistry.load(partners)
    guard let venue = registry.venue(scene.questions.venue, of: scene.host.id),
      let basket = Basket([BasketLine(ticket: scene.questions.ticket, quantity: 1, seen: nil)])
    else { return [] }
    let facts = scene.facts
    let calendar = try CityCalendar.load(partners)
    let rules = try await clock.time("規則：應收多少", "the rules: what to collect") {
      _ = try decide(
        venue: venue, basket: basket, facts: facts, at: NodePorts.system.now(),
        calendar: calendar)
    }
    let digest = registry.digest(of: scene.host.id)
    let kept = answered.map {
      KeptResponse(
        issuer: $0.response.issuer.text, id: $0.response.id, jws: $0.jws, received: NodePorts.system.now())
    }
    let batch = transaction ?? 1
    let (zh, en) =
      transaction == nil
      ? ("所在城市寫入，每筆單獨的交易", "the host writes, each in a transaction alone") : ("所在城市寫入", "the host writes")
    let commit = try await clock.time(zh, en, share: batch) {
      try await withThrowingTaskGroup { group in
        for number in 0..<batch {
          let evidence = answered.flatMap { answered in
            kept.map {
              AnswerReference(
                issuer: $0.issuer, response: $0.id,
                disclosure: answered.disclosures[number % answered.disclosures.count])
            }
          }
          let check = RecordCheck(
            id: NodePorts.system.newID(), fingerprint: Fingerprint(NodePorts.system.random(32)),
            terminal: TerminalID(1), venue: venue, basket: basket, facts: facts, subject: nil,
            answerHolds: nil, rules: digest, evidence: evidence)
          group.addTask { _ = try await host.store.submit(CommitCheck(check, response: kept)) }
        }
        try await group.waitForAll()
      }
    }
    // The transaction decides too.
    return [rules, CostPart(name: commit.name, nanoseconds: max(0, commit.nanoseconds - rules.nanoseconds))]
  }
}

/// A city's store with its commit queue, in this process.
final class Books: Sendable {
  let store: CityStore
  let keys: NodeKeys
  private let writer: Task<Void, Never>

  init(_ city: RehearsedCity) async throws {
    let configuration = try await NodeConfiguration.load(path: city.configurationFile, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    self.store = store
    self.keys = keys
    writer = Task { await store.run() }
  }

  var directory: CardDirectory { CardDirectory(store: store, keys: keys) }

  func close() {
    store.stop()
    Task { [store, writer] in
      await writer.value
      try? store.close()
    }
  }
}
