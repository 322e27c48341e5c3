public import Benefits
public import Federation
public import Office
public import Settlement
public import Store
public import Wire

/// What people and the node do between a window's close and its payment: one object for the console, the command line,
/// partners' messages and the background round. Every change is in the audit log, in the transaction that makes it, and
/// what the partner must hear waits in the outbox from that transaction on.
public final class SettlementClerk: Sendable {
  /// By which terms a partner's windows are settled, at an instant.
  public typealias Terms = @Sendable (CityID, Instant) async throws -> SettlementTerms

  /// The own city.
  public let city: CityID
  let me: EntityID
  let partners: [CityID: EntityID]
  let store: CityStore
  let signer: MessageSigner
  let workingDays: WorkingDays
  let ports: NodePorts
  let terms: Terms
  let maker: StatementMaker

  /// A clerk of `city`, whose partners are known by their entity ids.
  public init(
    city: CityID, entity: EntityID, partners: [CityID: EntityID], store: CityStore, signer: MessageSigner,
    calendar: CityCalendar, ports: NodePorts, terms: @escaping Terms
  ) {
    self.city = city
    me = entity
    self.partners = partners
    self.store = store
    self.signer = signer
    workingDays = WorkingDays(calendar)
    self.ports = ports
    self.terms = terms
    maker = StatementMaker(store)
  }

  /// Which of the two cities of `pair` this one is, and the other.
  /// - Throws: ``SettlementFault/unknown`` for a pair of other cities or of a city without agreement.
  func place(in pair: DirectedPair) throws(SettlementFault) -> (side: PairSide, partner: CityID) {
    guard let partner = pair.other(than: city), partners[partner] != nil else { throw .unknown }
    return (pair.host == city ? .host : .home, partner)
  }

  /// The terms of a window.
  func terms(of window: Window) async throws -> SettlementTerms {
    let partner = try place(in: window.pair).partner
    // By the month's last moment: a version that begins within the month is in force at its end.
    let end = workingDays.calendar.civil.instants(of: window.month).upperBound
    return try await terms(partner, Instant(microseconds: end.microseconds - 1))
  }
}

/// A window with whose turn it is and until when.
public struct WindowStatus: Hashable, Sendable {
  /// The window.
  public let window: Window
  /// Whose turn it is, and what is next.
  public let step: WindowStep
  /// Until when; nil in the final state.
  public let deadline: Deadline?
  /// Whether the deadline has passed.
  public let isOverdue: Bool
}

extension SettlementClerk {
  /// The newest windows of each pair, newest first, with whose turn it is.
  public func status(limit: Int = 24) async throws -> [WindowStatus] {
    let now = ports.now()
    var all: [WindowStatus] = []
    for pair in try await store.claimPairs() {
      for kept in try await store.claimWindows(of: pair, limit: limit) {
        let window = kept.window
        let deadline = window.deadline(try await terms(of: window).days, workingDays)
        all.append(
          WindowStatus(
            window: window, step: WindowStep(of: window.state), deadline: deadline,
            isOverdue: deadline?.isOver(at: now) ?? false))
      }
    }
    return all
  }

  /// Both cities' totals of a window side by side, the difference by reason.
  ///
  /// - Throws: ``SettlementFault/unknown``; ``StoreError``.
  public func reconcile(_ pair: DirectedPair, _ month: CivilMonth) async throws -> Reconciliation {
    guard let kept = try await store.claimPair(pair),
      let window = try await store.claimWindow(month, of: kept)
    else { throw SettlementFault.unknown }
    var tallies: [Finding?: StatementTally] = [:]
    for tally in try await store.claimTallies(of: month, kept) {
      tallies[tally.finding] = StatementTally(
        lines: tally.lines, shares: tally.shares, unfunded: tally.unfunded)
    }
    let closed = window.close.map { _ in
      StatementTally(
        lines: window.window.lines, shares: window.window.shares, unfunded: window.unfunded)
    }
    return Reconciliation(tallies, closed: closed)
  }

  /// Says something in disputes, all of it or nothing, and tells the partner.
  ///
  /// - Throws: ``DisputeRefusal`` with the first line at fault; ``SettlementFault/tooMany`` beyond
  ///   ``DisputeLimits/bulk``, ``SettlementFault/unknown``; ``StoreError``.
  public func say(_ moves: [StatedMove], in pair: DirectedPair, by actor: Actor) async throws {
    guard moves.count <= DisputeLimits.bulk else { throw SettlementFault.tooMany }
    let (side, partner) = try place(in: pair)
    let now = ports.now()
    let messages = stride(from: 0, to: moves.count, by: SettlementBody.moves).map { start in
      let part = Array(moves[start..<min(start + SettlementBody.moves, moves.count)])
      return message(.disputes(part), in: pair, to: partner, at: now)
    }
    try await store.say(
      DisputeMoves(pair: pair, side: side, moves: moves, actor: actor), telling: messages, at: now)
  }

  func message(
    _ body: SettlementBody, in pair: DirectedPair, to partner: CityID, at now: Instant
  ) -> OutboxMessage {
    OutboxMessage(
      id: ports.newID(), to: partner, typ: SettlementMessageCodec.typ(of: body),
      content: SettlementMessageCodec.content(of: body, in: pair), created: now)
  }
}
